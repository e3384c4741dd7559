// Takes the checksum of a chosen file here, so that the file need not be sent. Without script, or
// where the browser offers no checksum (a page without https), the form sends the file itself.
(function () {
  "use strict";
  const form = document.querySelector("form[data-verify]");
  if (!form) { return; }
  const file = form.querySelector("input[type=file]");
  const part = function (name) { return form.querySelector("[data-" + name + "]"); };
  const canHash = Boolean(window.crypto && window.crypto.subtle && file.files);

  file.addEventListener("change", function () {
    if (file.files && file.files.length) { part("chosen").textContent = file.files[0].name; }
    form.elements.sha256.value = "";
    if (file.files && file.files.length) { check(); }
  });
  if (canHash) {
    part("posted").hidden = true;
    part("here").hidden = false;
  }

  async function check() {
    if (!canHash) { form.submit(); return; }
    part("trouble").hidden = true;
    try {
      const bytes = await file.files[0].arrayBuffer();
      const digest = new Uint8Array(await window.crypto.subtle.digest("SHA-256", bytes));
      form.elements.sha256.value = Array.from(digest, function (byte) {
        return byte.toString(16).padStart(2, "0");
      }).join("");
      file.disabled = true; // not sent
      form.submit();
    } catch (error) {
      part("trouble").hidden = false; // the file is gone, or too large for this browser
    }
  }

  // Coming back to the page, one may choose again.
  window.addEventListener("pageshow", function () {
    file.disabled = false;
    file.value = form.elements.sha256.value = "";
  });
})();
