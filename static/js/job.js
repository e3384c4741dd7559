// Shows how far a job has come without a reload. Without script the page refreshes itself.
(function () {
  "use strict";
  const EVERY = 1500; // milliseconds
  const current = function () { return document.getElementById("job"); };

  async function look() {
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin" });
      if (!answer.ok) { return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("job");
      if (!fresh) { window.location.reload(); return; } // signed out meanwhile
      if (fresh.innerHTML !== current().innerHTML) { current().replaceWith(fresh); }
    } catch (error) {
      // The network is away for a moment: look again.
    }
    if (current().dataset.finished !== "yes") { window.setTimeout(look, EVERY); }
  }

  if (current()) { window.setTimeout(look, EVERY); }
})();
