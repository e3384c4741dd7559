/* Helps for the form of a duty. The form works without them; the words come from the page. It puts
   away what says nothing beside the other choices (kept in the page, not in the duty), asks for
   the sentence and for what is not in order, and shows each problem beside its field. */
(function () {
  "use strict";

  var panel = document.querySelector("[data-duty]");
  if (!panel) {
    return;
  }
  var form = panel.closest("form");
  var belongs = JSON.parse(panel.dataset.belongs);
  var grades = JSON.parse(panel.dataset.grades);
  var WAIT_MS = 350;

  function all(selector, root) {
    return Array.prototype.slice.call((root || form).querySelectorAll(selector));
  }

  function value(name) {
    var control = form.elements[name];
    return control ? control.value : "";
  }

  function box(name) {
    var shared = form.querySelector(".fieldBox.field-" + name);
    return shared ? shared.parentNode : form.querySelector(".form-row.field-" + name);
  }

  // ---- what is put away -------------------------------------------------------------------
  function follow() {
    var away = [];
    Object.keys(belongs).forEach(function (name) {
      var is_away = belongs[name][1].indexOf(value(belongs[name][0])) < 0;
      var place = box(name);
      if (place) {
        place.hidden = is_away;
      }
      if (is_away) {
        away.push(name);
      }
    });
    all(".form-row").forEach(function (row) {
      var boxes = all(".fieldBox", row);
      if (boxes.length) {
        row.hidden = boxes.every(function (one) { return one.parentNode.hidden; });
      }
    });
    form.elements._away.value = away.join(" ");
    follow_items();
    follow_grades();
    follow_groups();
    all("[data-ticks]").forEach(follow_ticks);
  }

  function follow_items() {
    all("[data-kind]").forEach(function (list) {
      list.hidden = list.dataset.kind.split(" ").indexOf(value("each_of")) < 0;
    });
  }

  // Grades of other stages are put away, unless one is ticked: then the field says what is wrong.
  function follow_grades() {
    var stages = all("input[name=stages]:checked").map(function (input) { return input.value; });
    all("input[name=grades], input[name=each_of_items_grades]").forEach(function (input) {
      var fits = !stages.length || stages.some(function (stage) { return grades[stage].indexOf(input.value) >= 0; });
      input.closest("label").hidden = !fits && !input.checked;
    });
  }

  function follow_groups() {
    var is_open = true;
    all("[data-groups] > [data-ticks]").forEach(function (group) {
      var is_filled = all("input:checked", group).length > 0;
      group.hidden = !is_open && !is_filled;
      is_open = is_filled;
    });
  }

  function follow_ticks(list) {
    var picked = list.querySelector("[data-picked]");
    var words = all("input:checked", list).map(function (input) {
      return input.parentNode.textContent.trim();
    });
    picked.textContent = words.length ? words.join(picked.dataset.joint) : picked.dataset.none;
    list.classList.toggle("is-picked", words.length > 0);
    var summary = list.querySelector("summary");
    if (summary.dataset.label) {
      summary.setAttribute("aria-label", summary.dataset.label + ": " + picked.textContent);
    }
  }

  // Nothing of a search is sent, and it changes no choice.
  all("[data-search]").forEach(function (search) {
    search.hidden = false;
    search.addEventListener("input", function (event) {
      event.stopPropagation();
      var wanted = search.value.trim().toLowerCase();
      all("label", search.parentNode).forEach(function (label) {
        label.hidden = label.textContent.toLowerCase().indexOf(wanted) < 0;
      });
    });
    search.addEventListener("change", function (event) {
      event.stopPropagation();
    });
    search.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
  });

  // ---- problems beside their fields ---------------------------------------------------------
  function place_of(name) {
    var line = name.match(/^quotas-(\d+)(?:-(\w+))?$/);
    if (line) {
      var row = document.getElementById("quotas-" + line[1]);
      return row && ((line[2] && row.querySelector(".field-" + line[2])) || row.querySelector("td:not(.original)"));
    }
    if (name === "quotas") {
      return document.getElementById("quotas-group");
    }
    return name ? box(name) : panel;
  }

  function control_in(place) {
    return place.querySelector("select, input:not([type=hidden]), textarea, summary");
  }

  function clear_problems() {
    all("[data-live]").forEach(function (list) {
      list.remove();
    });
    all("[data-marked]").forEach(function (control) {
      control.removeAttribute("aria-invalid");
      control.removeAttribute("data-marked");
      control.setAttribute("aria-describedby", control.dataset.describedby || "");
    });
    if (is_touched) {
      all("ul.errorlist, .errornote").forEach(function (list) {
        list.remove();
      });
      all(".errors").forEach(function (row) {
        row.classList.remove("errors");
      });
    }
  }

  function show_problem(name, texts) {
    var place = place_of(name);
    if (!place) {
      return;
    }
    var list = document.createElement("ul");
    list.className = "errorlist";
    list.dataset.live = "";
    list.id = "live_" + (name || "whole");
    texts.forEach(function (text) {
      var item = document.createElement("li");
      item.textContent = text;
      list.appendChild(item);
    });
    place.insertBefore(list, place.firstChild);
    var control = control_in(place);
    if (control && place !== panel) {
      control.dataset.describedby = control.getAttribute("aria-describedby") || "";
      control.setAttribute("aria-describedby", (control.dataset.describedby + " " + list.id).trim());
      control.setAttribute("aria-invalid", "true");
      control.dataset.marked = "";
    }
    var fold = place.closest("fieldset details");
    if (fold) {
      fold.open = true;
    }
  }

  // ---- the sentence -----------------------------------------------------------------------
  var hint = panel.querySelector("[data-hint]");
  var wrong = panel.querySelector("[data-wrong]");
  var broken = panel.querySelector("[data-broken]");
  var is_touched = false;
  var timer = null;
  var asking = null;

  function show(answer) {
    panel.querySelector("[data-zh]").textContent = answer.zh;
    panel.querySelector("[data-en]").textContent = answer.en;
    hint.hidden = answer.zh !== "";
    broken.hidden = true;
    clear_problems();
    var names = Object.keys(answer.problems);
    names.forEach(function (name) {
      show_problem(name, answer.problems[name]);
    });
    wrong.hidden = names.length === 0;
    wrong.textContent = wrong.dataset.words.replace("{count}", names.length);
  }

  function send(address, signal) {
    return fetch(address, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
      credentials: "same-origin",
      signal: signal
    });
  }

  function post(address, signal) {
    return send(address, signal).then(function (response) {
      if (!response.ok || response.redirected) {
        throw new Error("status " + response.status);
      }
      return response;
    });
  }

  function ask() {
    if (asking) {
      asking.abort();
    }
    var mine = new AbortController();
    asking = mine;
    post(panel.dataset.url, mine.signal)
      .then(function (response) { return response.json(); })
      .then(function (answer) {
        show(answer);
        return try_out(mine.signal, Object.keys(answer.problems).length === 0);
      })
      .catch(function (error) {
        if (error.name !== "AbortError") {
          broken.hidden = false; // the form itself still holds everything
        }
      });
  }

  // How it would have been judged: a page of its own, shown here as it comes.
  var trial = form.querySelector("[data-obligation-trial]");
  function try_out(signal, is_right) {
    if (!trial) {
      return null;
    }
    if (!is_right) {
      trial.hidden = true;
      return null;
    }
    return send(trial.dataset.url, signal).then(function (response) {
      trial.hidden = !response.ok; // something is still to be filled in
      return response.text().then(function (html) {
        trial.innerHTML = response.ok ? html : "";
      });
    });
  }

  function soon() {
    is_touched = true;
    follow();
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("formset:added", soon);
  document.addEventListener("formset:removed", soon);
  panel.querySelector("[data-plain]").remove();
  follow();
  ask();
})();
