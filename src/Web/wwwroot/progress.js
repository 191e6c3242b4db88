// Tells how far a data update is (UpdatesPanel.razor), and shows the page anew when it has ended.
for (const place of document.querySelectorAll("[data-follow]")) {
  const line = place.querySelector("[data-line]");
  const steps = JSON.parse(place.dataset.steps);
  const fill = (text, ...values) => values.reduce((t, value, n) => t.replace(`$${n + 1}`, value), text);
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const source = new EventSource(place.dataset.follow);
  source.addEventListener("progress", (event) => {
    const p = JSON.parse(event.data);
    if (!p.step) return;
    line.textContent = [
      fill(place.dataset.nth, p.nth, p.steps, steps[p.step] ?? p.step),
      p.wiki,
      fill(place.dataset.fetched, p.fetched),
      p.secondsLeft === null ? null : fill(place.dataset.left, clock(p.secondsLeft)),
    ].filter(Boolean).join(" · ");
  });
  source.addEventListener("ended", () => {
    source.close();
    location.reload();
  });
}
