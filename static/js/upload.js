/* A file may be dropped on the field; what is too large is told before it is sent. */
(function () {
  "use strict";

  var form = document.querySelector("[data-upload]");
  if (!form) {
    return;
  }
  var input = form.querySelector("input[type=file]");
  var drop = form.querySelector("[data-drop]");
  var name = form.querySelector("[data-name]");
  var limit = Number(form.dataset.limit);

  function is_large() {
    return input.files.length > 0 && input.files[0].size > limit;
  }

  function tell() {
    var file = input.files[0];
    name.hidden = !file;
    name.textContent = file ? (is_large() ? form.dataset.large : file.name) : "";
    input.setAttribute("aria-invalid", String(is_large()));
  }

  input.addEventListener("change", tell);
  ["dragenter", "dragover"].forEach(function (kind) {
    drop.addEventListener(kind, function (event) {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  });
  ["dragleave", "drop"].forEach(function (kind) {
    drop.addEventListener(kind, function (event) {
      event.preventDefault();
      drop.classList.remove("is-over");
    });
  });
  drop.addEventListener("drop", function (event) {
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      tell();
    }
  });
  // Before the shared script of the page takes the press for done.
  form.addEventListener("submit", function (event) {
    if (is_large()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      tell();
    }
  }, true);
})();
