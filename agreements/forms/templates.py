"""Making a template of an agreement, and issuing one to many pairings."""

import re
from datetime import date
from itertools import count
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.readings import LARGEST_NUMBER, PairingChoice, refuse_turned_days
from agreements.models import Agreement, AgreementTemplate
from agreements.readings.blanks import Blank
from pairing.models import Pairing, Programme
from records.forms import DayField, UiFormMixin

RUNNING = re.compile(r"#+")
LONGEST_FILL = 100
MOST_AT_ONCE = 500


class PairingChoices(forms.ModelMultipleChoiceField):
    label_from_instance = PairingChoice.label_from_instance


class TemplateOfForm(UiFormMixin, forms.Form):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    name = forms.CharField(label=_("Name of the template"), max_length=80)

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes

    def template(self, agreement: Agreement) -> AgreementTemplate:
        """Not saved yet."""
        return AgreementTemplate(
            programme=self.cleaned_data["programme"],
            name=self.cleaned_data["name"],
            title=agreement.title,
            policy_title=agreement.policy_title,
            policy_number=agreement.policy_number,
            copies=agreement.copies,
            needs_seal=agreement.needs_seal,
        )


class IssueForm(UiFormMixin, forms.Form):
    """Which pairings, for which days, by which pattern of numbers. Each chosen pairing has its
    own number and fillings, typed in the table that follows."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    pairings = PairingChoices(
        label=_("Pairings"),
        queryset=Pairing.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one pairing.")},
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    pattern = forms.CharField(
        label=_("Pattern of the numbers"),
        max_length=40,
        help_text=_("Each # stands for a figure of the running number: QL-2026-####."),
    )
    first_number = forms.IntegerField(
        label=_("First running number"), min_value=1, max_value=999_999, initial=1
    )

    def __init__(self, *args, pairings, blanks: list[Blank], **kwargs):
        super().__init__(*args, **kwargs)
        self.blanks = blanks
        self.fields["pairings"].queryset = pairings

    def clean_pattern(self):
        pattern = self.cleaned_data["pattern"].strip()
        if len(RUNNING.findall(pattern)) != 1:
            raise forms.ValidationError(
                _("Write # once, where the running number stands: QL-2026-####."),
                code="pattern",
            )
        return pattern

    def clean_pairings(self):
        chosen = list(self.cleaned_data["pairings"])
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("At most %(most)s pairings at once."),
                code="many",
                params={"most": MOST_AT_ONCE},
            )
        return chosen

    def clean(self):
        chosen = super().clean()
        refuse_turned_days(self, chosen)
        if not self.errors:
            chosen["rows"] = self._rows(chosen)
        return chosen

    # --- The table ----------------------------------------------------------------------------
    def _rows(self, chosen: dict) -> dict[str, dict]:
        free = _free_numbers(chosen["pattern"], chosen["first_number"])
        rows, taken = {}, set()
        for pairing in chosen["pairings"]:
            typed = self.data.get(f"number_{pairing.pk}", "").strip()[:40]
            number = typed or next(one for one in free if one not in taken)
            self._refuse_number(number, pairing=pairing, taken=taken)
            taken.add(number)
            rows[str(pairing.pk)] = {
                "number": number,
                "starts_on": chosen["starts_on"].isoformat(),
                "ends_on": chosen["ends_on"].isoformat(),
                "fills": self._fills(pairing),
            }
        return rows

    def _refuse_number(self, number: str, *, pairing: Pairing, taken: set[str]) -> None:
        if number in taken or Agreement.objects.filter(number=number).exists():
            message = _("%(pairing)s: another agreement has the number %(number)s.")
            facts = {"pairing": pairing.code, "number": number}
            self.add_error(None, forms.ValidationError(message, "taken", facts))

    def _fills(self, pairing: Pairing) -> dict[str, str | int]:
        found = {}
        for blank in self.blanks:
            text = self.data.get(f"fill_{pairing.pk}_{blank.key}", "").strip()
            if not text:
                continue
            if not blank.is_number:
                found[blank.key] = text[:LONGEST_FILL]
            elif text.isdecimal() and 0 < int(text) <= LARGEST_NUMBER:
                found[blank.key] = int(text)
            else:
                message = _("%(pairing)s: “%(text)s” is no whole number from 1 on.")
                facts = {"pairing": pairing.code, "text": text[:20]}
                self.add_error(None, forms.ValidationError(message, "number", facts))
        return found

    def table(self) -> list[dict]:
        """Rows of the table as typed so far. Call ``is_valid`` first."""
        rows = self.cleaned_data.get("rows", {})
        return [
            {
                "pairing": pairing,
                "number_name": f"number_{pairing.pk}",
                "number": rows.get(str(pairing.pk), {}).get("number", ""),
                "fills": [
                    {
                        "name": f"fill_{pairing.pk}_{blank.key}",
                        "value": self.data.get(f"fill_{pairing.pk}_{blank.key}", ""),
                        "blank": blank,
                    }
                    for blank in self.blanks
                ],
            }
            for pairing in self.cleaned_data.get("pairings", ())
        ]


def _free_numbers(pattern: str, first: int):
    """Numbers by the pattern that no agreement has yet."""
    marks = RUNNING.search(pattern)
    head, tail = pattern[: marks.start()], pattern[marks.end() :]
    taken = set(
        Agreement.objects.filter(number__startswith=head).values_list("number", flat=True)
    )
    for number in count(first):
        found = f"{head}{number:0{len(marks[0])}}{tail}"
        if found not in taken:
            yield found


def usual_numbers(latest: str, *, on: date) -> dict[str, str | int]:
    """The pattern of the latest agreement's number, and the figure that comes next."""
    found = re.fullmatch(r"(.*?)(\d{2,6})", latest)
    if found is None:
        return {"pattern": f"XY-{on.year}-####", "first_number": 1}
    pattern = f"{found[1]}{'#' * len(found[2])}"
    return {"pattern": pattern, "first_number": int(found[2]) + 1}
