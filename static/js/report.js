// Puts a figure where the cursor is. Without script one types its name between 〔 and 〕.
(function () {
  "use strict";
  const text = document.querySelector("textarea[data-live]");
  if (!text) { return; }
  let left = false;
  text.addEventListener("focus", function () { left = true; });

  document.addEventListener("click", function (event) {
    const chip = event.target.closest("[data-insert]");
    if (!chip) { return; }
    const start = left ? text.selectionStart : text.value.length;
    const end = left ? text.selectionEnd : text.value.length;
    text.focus();
    text.setRangeText(chip.dataset.insert, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
