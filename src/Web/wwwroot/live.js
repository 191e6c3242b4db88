// Keeps what is marked data-live on this page fresh, without disturbing what somebody types or has unfolded: the page is
// asked for again, each part takes what it says there and tells so (refreshed). When: every data-refresh seconds, when the
// window comes back into view, and when a script says that the page is stale.
let busy = false;
let missed = false;

const refresh = async () => {
  missed = document.hidden || busy;
  if (missed) return;
  busy = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (fresh === null || fresh.innerHTML === part.innerHTML) continue;
      part.replaceChildren(...fresh.childNodes);
      part.dispatchEvent(new Event("refreshed", { bubbles: true }));
    }
  } catch (error) {
    // No network for a moment: the next time will tell.
    if (!(error instanceof TypeError)) throw error;
  } finally {
    busy = false;
  }
  if (missed) await refresh();
};

document.addEventListener("stale", refresh);
const seconds = Number(document.querySelector("[data-refresh]")?.dataset.refresh);
if (seconds > 0) setInterval(refresh, seconds * 1000);
document.addEventListener("visibilitychange", () => (seconds > 0 || missed) && refresh());
