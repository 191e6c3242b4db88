// Tells how far a data update is (UpdatesPanel.razor); when it has ended, what the page shows is stale (live.js).
const fill = (text, ...values) => values.reduce((t, value, n) => t.replace(`$${n + 1}`, value), text);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const follow = (place) => {
  const line = place.querySelector("[data-line]");
  const steps = JSON.parse(place.dataset.steps);
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
    document.dispatchEvent(new Event("stale"));
  });
};

const followAll = (within) => within.querySelectorAll("[data-follow]").forEach(follow);
followAll(document);
// An update that began meanwhile.
document.addEventListener("refreshed", (event) => followAll(event.target));
