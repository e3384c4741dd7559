"""Controls of the form of a duty: lists of codes to tick, groups of marks, and the items that
each ask for the count. What is chosen is a list of codes; nobody types one."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import EachOfKind
from agreements.validators import ITEMS
from pairing.vocabulary import Qualification

FREE_GROUPS = 3  # empty groups on offer beside those that are filled
MOST_GROUPS = 12
LONG_LIST = 24  # more are offered with a search
NAMED = (EachOfKind.SCHOOLS, EachOfKind.MENTOR_PAIRS, EachOfKind.TEACHERS)
LONGEST_NAME = 80


def _ticks(name: str, *, choices, chosen, none: str = "", label: str = "") -> dict:
    """One folded list: its boxes, and what is chosen in words."""
    chosen = {str(code) for code in chosen}
    boxes = [
        {"value": code, "label": words, "checked": code in chosen} for code, words in choices
    ]
    picked = gettext(", ").join(str(box["label"]) for box in boxes if box["checked"])
    return {
        "name": name,
        "boxes": boxes,
        "picked": picked or none,
        "none": none,
        "joint": gettext(", "),
        "label": label,
        "is_long": len(boxes) > LONG_LIST,
    }


class _Drawn(forms.Widget):
    template = ""
    use_fieldset = True

    def context_of(self, name, value) -> dict:
        raise TypeError(f"{type(self).__name__} does not say what it shows")

    def render(self, name, value, attrs=None, renderer=None):
        context = self.context_of(name, value) | {"id": (attrs or {}).get("id", f"id_{name}")}
        return render_to_string(self.template, context)

    def value_omitted_from_data(self, data, files, name):
        return False  # an unticked box is not sent

    def id_for_label(self, id_):
        return ""


# --- A list of codes --------------------------------------------------------------------------
class FoldedTicks(forms.CheckboxSelectMultiple):
    """A long list, folded: shut it says what is chosen."""

    def __init__(self, attrs=None, choices=(), *, none="", label=""):
        super().__init__(attrs, choices)
        self.none, self.label = none, label

    def render(self, name, value, attrs=None, renderer=None):
        ticks = _ticks(
            name,
            choices=self.choices,
            chosen=value or (),
            none=str(self.none),
            label=str(self.label),
        )
        context = {"ticks": ticks, "id": (attrs or {}).get("id", f"id_{name}")}
        return render_to_string("agreements/duty/ticks.html", context)


# --- Groups of marks --------------------------------------------------------------------------
class GroupsWidget(_Drawn):
    template = "agreements/duty/groups.html"

    def context_of(self, name, value) -> dict:
        groups = value if isinstance(value, list) else []
        groups = [group for group in groups if isinstance(group, list)]
        rows = [*groups, *([] for _free in range(FREE_GROUPS))][:MOST_GROUPS]
        ticks = [
            _ticks(
                f"{name}_{place}",
                choices=Qualification.choices,
                chosen=group,
                none=gettext("no mark"),
                label=gettext("Group %(place)s") % {"place": place + 1},
            )
            for place, group in enumerate(rows)
        ]
        return {"groups": ticks}

    def value_from_datadict(self, data, files, name):
        many = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        groups = [list(many(f"{name}_{place}")) for place in range(MOST_GROUPS)]
        return [group for group in groups if group]


class GroupsField(forms.Field):
    """Any group will do, all of its marks are needed: a list of lists of codes."""

    widget = GroupsWidget
    empty_values = ([], None, "")

    def to_python(self, value):
        return value or []

    def validate(self, value):
        unknown = [m for group in value for m in group if m not in Qualification.values]
        if unknown:
            raise ValidationError(
                _("Unknown code: %(codes)s."),
                code="unknown_code",
                params={"codes": ", ".join(unknown)},
            )

    def has_changed(self, initial, data):
        return (initial or []) != (data or [])


# --- Items that each ask for the count --------------------------------------------------------
class ItemsWidget(_Drawn):
    """A list for each kind of item, and lines for names; only that of the kind chosen in the
    field ``each_of`` counts, the others keep what was ticked there."""

    template = "agreements/duty/items.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.kind, self.data = "", None

    def context_of(self, name, value) -> dict:
        lists = [
            {
                "kind": kind.value,
                "ticks": _ticks(
                    f"{name}_{kind.value}",
                    choices=vocabulary.choices,
                    chosen=self._chosen(name, kind, value),
                    none=gettext("none chosen yet"),
                    label=str(kind.label),
                ),
            }
            for kind, vocabulary in ITEMS.items()
        ]
        return {
            "lists": lists,
            "names_name": f"{name}_names",
            "names_kinds": " ".join(NAMED),
            "names": self._names(name, value),
        }

    def _chosen(self, name: str, kind: str, value) -> list:
        if self.data is not None:
            return self.data.getlist(f"{name}_{kind}")
        return value if kind == self.kind and isinstance(value, list) else []

    def _names(self, name: str, value) -> str:
        if self.data is not None:
            return self.data.get(f"{name}_names", "")
        is_named = self.kind in NAMED and isinstance(value, list)
        return "\n".join(str(one) for one in value) if is_named else ""

    def value_from_datadict(self, data, files, name):
        kind = data.get("each_of", "")
        if kind in ITEMS:
            return list(data.getlist(f"{name}_{kind}"))
        if kind in NAMED:
            lines = data.get(f"{name}_names", "").splitlines()
            return list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        return []


class ItemsField(forms.Field):
    widget = ItemsWidget
    empty_values = ([], None, "")

    def to_python(self, value):
        return value or []

    def validate(self, value):
        long = next((one for one in value if len(one) > LONGEST_NAME), None)
        if long:
            raise ValidationError(
                _("“%(name)s” is longer than %(most)s characters."),
                code="too_long",
                params={"name": long[:20] + "…", "most": LONGEST_NAME},
            )

    def has_changed(self, initial, data):
        return (initial or []) != (data or [])
