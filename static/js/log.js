/* Helps for the form an activity is logged in. The form works without them; the words come from
   the page. It shows what the chosen type asks for, counts, and keeps a draft on this device. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-log]");
  if (!form) {
    return;
  }
  var rules = JSON.parse(form.dataset.rules);
  var OTHER = "other_choice";

  function all(selector, root) {
    return Array.prototype.slice.call((root || form).querySelectorAll(selector));
  }

  function chosen(name) {
    var input = form.querySelector("input[name='" + name + "']:checked");
    return input ? input.value : "";
  }

  function fill(element, facts) {
    element.textContent = element.dataset.words.replace(/\{(\w+)\}/g, function (hole, name) {
      return name in facts ? facts[name] : hole;
    });
  }

  // What is hidden is not sent either, so it cannot overrule a tile that was chosen.
  function show(element, is_shown) {
    element.hidden = !is_shown;
    all("input, select, textarea", element).forEach(function (control) {
      control.disabled = !is_shown;
    });
  }

  // ---- what depends on a tile, and on the type --------------------------------------------
  function type() {
    return chosen("type") === OTHER ? form.elements.type_other.value : chosen("type");
  }

  function follow_tiles() {
    all("[data-when]").forEach(function (element) {
      show(element, chosen(element.dataset.when) === element.dataset.value);
    });
  }

  function follow_type() {
    var rule = rules[type()] || { shows: ["people"], asks: [], floor: null };
    all("[data-block]").forEach(function (element) {
      show(element, rule.shows.indexOf(element.dataset.block) >= 0);
    });
    all("[data-asks]").forEach(function (element) {
      var wanted = element.dataset.asks === "names" ? rule.shows.indexOf("names") >= 0 : rule.asks.length > 0;
      element.hidden = !wanted;
    });
    follow_schools();
    note();
  }

  // A type has its usual side and place: chosen for the person until he chooses himself.
  var by_hand = {};
  function usual(rule) {
    [["done_by", rule.side], ["place", rule.place]].forEach(function (pair) {
      var input = form.querySelector("input[name='" + pair[0] + "'][value='" + pair[1] + "']");
      if (input && !by_hand[pair[0]]) {
        input.checked = true;
      }
    });
  }

  // ---- people ---------------------------------------------------------------------------------
  function follow_schools() {
    var also = all("input[name=also_for]:checked").length > 0;
    all("[data-other-school]").forEach(function (row) {
      show(row, also && !row.closest("[hidden]"));
    });
  }

  function people_of(side) {
    var input = form.querySelector("input[data-side='" + side + "']");
    return input && input.value !== "" ? Number(input.value) : null;
  }

  function total_for(side) {
    var a = people_of("supporting");
    var b = people_of("receiving");
    if (side === "supporting" || side === "receiving") {
      return people_of(side);
    }
    if (a === null || b === null) {
      return null;
    }
    return side === "each" ? Math.min(a, b) : a + b;
  }

  function note() {
    var rule = rules[type()] || {};
    var total = rule.floor ? total_for(rule.floor.side) : null;
    all("[data-note]").forEach(function (element) {
      var is_met = total !== null && total >= rule.floor.people;
      var is_shown = total !== null && (element.dataset.note === "met") === is_met;
      element.hidden = !is_shown;
      if (is_shown) {
        fill(element.querySelector("[data-words]"), {
          who: rule.floor.who,
          total: total,
          floor: rule.floor.people,
          duty: rule.duty
        });
      }
    });
  }

  all("[data-step]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var input = button.parentNode.querySelector("input");
      var least = Number(input.min || 0);
      input.value = Math.max(least, Number(input.value || 0) + Number(button.dataset.step));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  var people = form.querySelector("[data-people]");
  function count_names() {
    var named = all("input[name=people]:checked").length;
    var words = people.querySelector("[data-count]");
    words.dataset.none = words.dataset.none || words.textContent;
    if (named) {
      fill(words, { count: named });
    } else {
      words.textContent = words.dataset.none;
    }
  }
  var search = form.querySelector("[data-search]");
  search.hidden = all("input[name=people]").length < 13;
  search.addEventListener("input", function () {
    var wanted = search.value.trim().toLowerCase();
    all("[data-group]", people).forEach(function (group) {
      var left = 0;
      all(".form-check", group).forEach(function (row) {
        var fits = row.textContent.toLowerCase().indexOf(wanted) >= 0;
        row.hidden = !fits;
        left += fits ? 1 : 0;
      });
      group.hidden = left === 0;
    });
  });
  search.addEventListener("keydown", function (event) {
    if (event.key === "Enter") {
      event.preventDefault();
    }
  });

  // ---- the file ---------------------------------------------------------------------------------
  var file = form.elements.file;
  var photo = form.querySelector("[data-photo]");
  photo.hidden = false;
  file.classList.add("ui-vh");
  file.addEventListener("change", function () {
    var words = photo.querySelector("span");
    words.dataset.none = words.dataset.none || words.textContent;
    words.textContent = file.files.length ? file.files[0].name : words.dataset.none;
  });

  // ---- the draft on this device --------------------------------------------------------------------
  var KEEP = ["csrfmiddlewaretoken", "file", "action", "pairing"];
  var key = form.dataset.draft;
  var saved = form.querySelector("[data-saved]");
  var timer = null;

  function clock(moment) {
    return ("0" + moment.getHours()).slice(-2) + ":" + ("0" + moment.getMinutes()).slice(-2);
  }

  function typed() {
    return Array.prototype.filter
      .call(form.elements, function (control) {
        return control.name && KEEP.indexOf(control.name) < 0;
      })
      .map(function (control) {
        var is_tick = control.type === "radio" || control.type === "checkbox";
        return [control.name, control.value, is_tick ? control.checked : null];
      });
  }

  function keep() {
    try {
      var now = new Date();
      localStorage.setItem(key, JSON.stringify({ at: now.getTime(), typed: typed() }));
      fill(saved, { time: clock(now) });
    } catch (error) {
      saved.dataset.broken = "yes"; // a full or forbidden store: the form itself still holds it
    }
  }

  function put_back(values) {
    values.forEach(function (entry) {
      all("[name='" + entry[0] + "']").forEach(function (control) {
        if (entry[2] === null) {
          control.value = entry[1];
        } else if (control.value === entry[1]) {
          control.checked = entry[2];
        }
      });
    });
  }

  function cookie(name) {
    var found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
    return found ? decodeURIComponent(found[1]) : "";
  }

  function token_of(draft) {
    var entry = draft.typed.filter(function (one) {
      return one[0] === "token";
    })[0];
    return entry ? entry[1] : "";
  }

  function kept() {
    var draft = null;
    try {
      draft = JSON.parse(localStorage.getItem(key));
    } catch (error) {
      return null;
    }
    var is_old = draft && Date.now() - draft.at > 30 * 24 * 3600 * 1000;
    if (draft && (is_old || token_of(draft) === cookie("logged"))) {
      localStorage.removeItem(key);
      return null;
    }
    return draft;
  }

  // The tiles say today and yesterday; a draft of last week keeps its own day.
  function put_back_day(values) {
    var day = values.filter(function (entry) {
      return entry[0] === "day" && entry[2];
    })[0];
    if (day && !form.querySelector("input[name=day][value='" + day[1] + "']")) {
      form.querySelector("input[name=day][value='" + OTHER + "']").checked = true;
      form.elements.day_on.value = day[1];
    }
  }

  function restore() {
    var draft = kept();
    if (!draft) {
      return;
    }
    put_back(draft.typed);
    put_back_day(draft.typed);
    by_hand = { done_by: true, place: true };
    all("details").forEach(function (fold) {
      if (all("input:checked", fold).length) {
        fold.open = true;
      }
    });
    var banner = document.querySelector("[data-restored]");
    fill(banner.querySelector("[data-words]"), { time: clock(new Date(draft.at)) });
    banner.hidden = false;
    banner.querySelector("[data-discard]").addEventListener("click", function () {
      localStorage.removeItem(key);
      window.location.reload();
    });
  }

  // ---- start ------------------------------------------------------------------------------------------
  if (key && !("bound" in form.dataset) && !/[?&](type|obligation)=/.test(window.location.search)) {
    restore();
  }
  if (!key || "bound" in form.dataset) {
    by_hand = { done_by: true, place: true };
  }
  follow_tiles();
  follow_type();
  count_names();
  note();

  form.addEventListener("change", function (event) {
    var name = event.target.name;
    if (name === "done_by" || name === "place") {
      by_hand[name] = true;
    }
    follow_tiles();
    if (name === "type" || name === "type_other") {
      usual(rules[type()] || {});
      follow_tiles();
      follow_type();
    }
    if (name === "also_for") {
      follow_schools();
    }
    if (name === "people") {
      count_names();
    }
  });
  form.addEventListener("input", function () {
    note();
    if (key) {
      clearTimeout(timer);
      timer = setTimeout(keep, 600);
    }
  });
})();
