/* Helps for reading an agreement: text and cards in step, keys, and the clause while one chooses.
   The page works without them; all words come from the page. */
(function () {
  "use strict";

  var reader = document.querySelector("[data-reader]");
  if (!reader) {
    return;
  }
  var pane = reader.querySelector(".ui-reader__pane");
  var WAIT_MS = 350;

  function all(selector, root) {
    return Array.prototype.slice.call((root || reader).querySelectorAll(selector));
  }

  function card_of(key) {
    return document.getElementById("d" + key);
  }

  function places_of(key) {
    return all('.ui-hl[data-to="' + key + '"]');
  }

  // ---- one duty at a time -------------------------------------------------------------------
  function is_beside() {
    return window.getComputedStyle(pane).position === "sticky";
  }

  function show_card(card) {
    if (is_beside()) {
      pane.scrollTop += card.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
    } else {
      card.scrollIntoView({ block: "start" });
    }
  }

  function go(key, from_text) {
    var card = card_of(key);
    if (!card) {
      return false;
    }
    all(".ui-read.is-here, .ui-hl.is-here").forEach(function (one) {
      one.classList.remove("is-here");
    });
    card.classList.add("is-here");
    var places = places_of(key);
    places.forEach(function (one) { one.classList.add("is-here"); });
    show_card(card);
    if (!from_text && places.length && is_beside()) {
      places[0].scrollIntoView({ block: "center" });
    }
    history.replaceState(null, "", "#d" + key);
    return true;
  }

  reader.addEventListener("click", function (event) {
    var place = event.target.closest("[data-to]");
    var name = event.target.closest(".ui-read__name, .ui-read__top .ui-hl__no");
    if (place && go(place.dataset.to, true)) {
      event.preventDefault();
    } else if (name && go(name.closest("[data-card]").dataset.card, false)) {
      event.preventDefault();
    }
  });

  function light(key, is_on) {
    var card = card_of(key);
    if (card) {
      card.classList.toggle("is-over", is_on);
    }
    places_of(key).forEach(function (one) { one.classList.toggle("is-over", is_on); });
  }

  ["mouseover", "focusin", "mouseout", "focusout"].forEach(function (kind) {
    reader.addEventListener(kind, function (event) {
      var one = event.target.closest("[data-to], [data-card]");
      if (one) {
        light(one.dataset.to || one.dataset.card, kind === "mouseover" || kind === "focusin");
      }
    });
  });

  // ---- keys ---------------------------------------------------------------------------------
  function step(by) {
    var cards = all("[data-card]");
    var here = cards.findIndex(function (card) { return card.classList.contains("is-here"); });
    var next = cards[Math.min(Math.max(here + by, 0), cards.length - 1)];
    if (next) {
      go(next.dataset.card, false);
    }
  }

  function accept() {
    var button = reader.querySelector(".ui-read.is-here [data-accept]");
    if (button) {
      button.click();
    }
  }

  var KEYS = {
    j: function () { step(1); },
    ArrowDown: function () { step(1); },
    k: function () { step(-1); },
    ArrowUp: function () { step(-1); },
    a: accept,
    Enter: accept
  };

  document.addEventListener("keydown", function (event) {
    // Enter belongs to whatever is focused, every key to what is typed into.
    var own = event.key === "Enter" ? "input, select, textarea, button, a, summary" : "input, select, textarea";
    if (event.target.closest(own) || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) {
      return;
    }
    event.preventDefault();
    KEYS[event.key]();
  });
  all("[data-keys]").forEach(function (hint) { hint.hidden = false; });

  // ---- the clause while one chooses -----------------------------------------------------------
  all("form[data-say]").forEach(function (form) {
    var clause = form.querySelector("[data-clause]");
    var problems = form.querySelector("[data-problems]");
    var timer = null;
    var asking = null;

    function show(answer) {
      clause.textContent = answer.zh;
      problems.textContent = "";
      Object.keys(answer.problems).forEach(function (name) {
        answer.problems[name].forEach(function (text) {
          var line = document.createElement("p");
          line.className = "ui-note is-risk mt-2";
          line.textContent = text;
          problems.appendChild(line);
        });
      });
    }

    function ask() {
      if (asking) {
        asking.abort();
      }
      asking = new AbortController();
      var data = new FormData(form);
      data.append("quick", "1");
      fetch(form.dataset.say, {
        method: "POST",
        body: data,
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch" },
        signal: asking.signal
      })
        .then(function (response) {
          if (!response.ok || response.redirected) {
            throw new Error("status " + response.status);
          }
          return response.json();
        })
        .then(show)
        .catch(function () { /* the form itself still holds everything */ });
    }

    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    });
  });

  // ---- where to split -----------------------------------------------------------------------
  // Words selected in the sentence go into the field; their place goes with them, for words can
  // stand in a sentence twice. What begins the sentence cannot begin the second duty: there the
  // place is behind the selection.
  function place_at(node, offset) {
    var part = (node.nodeType === 1 ? node : node.parentElement).closest(".ui-cut__part");
    return part && node.nodeType === 3 ? Number(part.dataset.at) + offset : null;
  }

  // The page counts UTF-16 units, the text whole characters.
  function characters(words) {
    return Array.from(words).length;
  }

  function said_behind(node, offset) {
    var item = node.parentElement.closest("li").nextElementSibling;
    var rest = node.textContent.slice(offset).trim();
    return rest || (item ? item.querySelector(".ui-cut__part").textContent.trim() : "");
  }

  all("[data-cut]").forEach(function (fold) {
    var sentence = fold.querySelector(".ui-cut");
    var words = fold.querySelector("input[name=words]");
    var cut = fold.querySelector("input[name=cut]");
    var first = Number(fold.querySelector(".ui-cut__part").dataset.at);
    fold.querySelector("[data-select]").hidden = false;

    document.addEventListener("selectionchange", function () {
      var chosen = document.getSelection();
      if (!chosen.rangeCount || chosen.isCollapsed || !sentence.contains(chosen.anchorNode)) {
        return;
      }
      var range = chosen.getRangeAt(0);
      var start = range.startContainer;
      var at = place_at(start, characters(start.textContent.slice(0, range.startOffset)));
      var end = range.endContainer;
      var behind = place_at(end, characters(end.textContent.slice(0, range.endOffset)));
      var place = at === first ? behind : at;
      if (place === null) {
        return;
      }
      words.value = at === first ? said_behind(end, range.endOffset) : String(chosen).trim();
      cut.value = place;
      cut.disabled = false;
    });
    words.addEventListener("input", function () { cut.disabled = true; });
  });

  // ---- the list of what needs a number ------------------------------------------------------
  all("[data-ask]", document).forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (go(link.dataset.ask, false)) {
        event.preventDefault();
        var field = card_of(link.dataset.ask).querySelector("input[name=minimum]");
        if (field) {
          field.focus({ preventScroll: true });
        }
      }
    });
  });

  // ---- where one was ------------------------------------------------------------------------
  var here = reader.querySelector(".ui-read.is-here");
  if (here && (location.search.indexOf("card=") >= 0 || location.hash)) {
    show_card(here);
    var place = places_of(here.dataset.card)[0];
    if (place && is_beside()) {
      place.scrollIntoView({ block: "center" });
    }
  }
})();
