"""All fields of a duty that was read, before anything is saved.

There is one form of a duty (``agreements.forms.duty``), dressed for the site by
``agreements.forms.writing``; here it is filled from a card and gives back its codes.
"""

from agreements.asked import asked
from agreements.asked import said as told
from agreements.forms.duty import ObligationForm, rules_for_the_page
from agreements.forms.writing import LineFormSet, dress, groups_of
from agreements.models import Obligation, QuotaLine
from agreements.readings.cards import Card, Work
from agreements.readings.obligations import LINE_FIELDS, data_of_row, is_sayable, lines_of
from agreements.services.readings import row_of_card


class ReadDutyForm(ObligationForm):
    """Without what a duty that is not saved yet cannot have (rows beside it), and without what
    stands in no text of an agreement: whoever weighs the duties adds it to the draft."""

    class Meta:
        model = Obligation
        exclude = (
            "clause",
            "order",
            "support_area",
            "part_of",
            "replaces",
            "number_agreed_on",
            "weight",
            "counting_group",
            "evidence_required",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class FullForm:
    """The form and its quota lines, as one."""

    def __init__(self, form: ReadDutyForm, lines, *, card: Card):
        self.form, self.lines, self.card = form, lines, card

    def is_valid(self) -> bool:
        return self.form.is_valid() and self.lines.is_valid()

    def duty(self) -> dict:
        """The codes of what was filled in. Call ``is_valid`` first."""
        deleted = set(self.lines.deleted_forms)
        kept = [
            form.instance
            for form in self.lines.forms
            if form.has_changed() and form not in deleted
        ]
        return data_of_row(self.form.instance, kept)


def full_form(request, work: Work, card: Card) -> FullForm:
    row = row_of_card(work, card.key)
    data = request.POST if request.method == "POST" else None
    form = ReadDutyForm(data, instance=row)
    if data is not None:
        form.is_valid()
    return FullForm(form, _line_set(data, row), card=card)


def _line_set(data, row: Obligation) -> LineFormSet:
    """Lines are shown as they were read; sent back, each that says something is kept."""
    shown = [{name: getattr(line, name) for name in LINE_FIELDS} for line in lines_of(row)]
    lines = LineFormSet(
        data,
        instance=row,
        prefix="quotas",
        queryset=QuotaLine.objects.none(),
        initial=None if data is not None else shown,
    )
    lines.extra = len(shown) + 1
    return lines


def said(request, work: Work, card: Card) -> dict:
    """What the posted form says, as the page's script wants it."""
    full = full_form(request, work, card)
    full.is_valid()
    full.lines.is_valid()
    found = asked(full.form, full.lines)
    return {"zh": found.chinese, "en": found.english, "problems": found.problems}


def context_of(full: FullForm, *, reading) -> dict:
    start, end = full.card.span
    return {
        "nav": "agreements",
        "reading": reading,
        "card": full.card,
        "form": full.form,
        "groups": groups_of(full.form),
        "lines": full.lines,
        "rules": rules_for_the_page(),
        "said": _said_first(full),
        "quote": reading.text[start:end],
    }


def _said_first(full: FullForm):
    """What the panel under the form says before the script asks."""
    if full.form.is_bound:
        return asked(full.form, full.lines)
    row = full.form.instance
    return told(row) if is_sayable(row) else None
