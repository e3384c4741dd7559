"""All fields of a duty that was read: the form of the administration, before anything is saved.

There is one form of a duty (``agreements.duty_form``) and one place that orders its fields
(``agreements.admin.duties``); here both are filled from a card and give back its codes.
"""

from django.contrib import admin
from django.contrib.admin import helpers
from django.forms import modelform_factory

from agreements.admin.duties import QuotaInline
from agreements.asked import asked
from agreements.duty_form import ObligationForm, rules_for_the_page
from agreements.models import Obligation
from agreements.readings.cards import Card, Work
from agreements.readings.obligations import data_of_row, lines_of
from agreements.services.readings import row_of_card

# What a duty that is not saved yet cannot have: rows beside it.
APART = frozenset({"clause", "order", "support_area", "part_of", "replaces"})
# Not in the text of an agreement; added to the draft by whoever weighs its duties.
LATER = frozenset({"weight", "counting_group", "evidence_required"})


class FullForm:
    """The form and its quota lines, as one."""

    def __init__(self, form: ObligationForm, lines, *, card: Card):
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
    lines = lines_of(row)
    form_class = modelform_factory(Obligation, form=ObligationForm, fields=_fields())
    data = request.POST if request.method == "POST" else None
    form = form_class(data, instance=row)
    line_set = QuotaInline(Obligation, admin.site).get_formset(request, None)
    line_set.extra = len(lines) + 1
    initial = [
        {
            name: getattr(line, name)
            for name in ("season", "agreement_year", "stage", "minimum", "maximum")
        }
        for line in lines
    ]
    return FullForm(
        form,
        line_set(
            data,
            instance=form.instance,
            prefix="quotas",
            queryset=line_set.model.objects.none(),
            initial=None if data else initial,
        ),
        card=card,
    )


def said(request, work: Work, card: Card) -> dict:
    """What the posted form says, as the page's script wants it."""
    full = full_form(request, work, card)
    full.is_valid()
    full.lines.is_valid()
    found = asked(full.form, full.lines)
    return {"zh": found.chinese, "en": found.english, "problems": found.problems}


def context_of(request, full: FullForm, *, reading) -> dict:
    """For the template, which shows the form in the frame of the administration."""
    keeper = admin.site.get_model_admin(Obligation)
    inline = QuotaInline(Obligation, admin.site)
    quotas = helpers.InlineAdminFormSet(
        inline,
        full.lines,
        list(inline.get_fieldsets(request)),
        {},
        (),
        model_admin=keeper,
        has_add_permission=True,
        has_change_permission=True,
        has_delete_permission=True,
        has_view_permission=True,
    )
    form = helpers.AdminForm(full.form, _sets(), {}, (), model_admin=keeper)
    found = asked(full.form, full.lines) if full.form.is_bound else None
    return {
        **admin.site.each_context(request),
        "title": full.form.instance.name,
        "reading": reading,
        "card": full.card,
        "adminform": form,
        "inline_admin_formset": quotas,
        "media": keeper.media + form.media + quotas.media,
        "errors": helpers.AdminErrorList(full.form, [full.lines]),
        "rules": rules_for_the_page(),
        "said": found,
        "quote": reading.text[full.card.span[0] : full.card.span[1]],
        "has_change_permission": True,
        "has_add_permission": True,
    }


def _fields() -> list[str]:
    return [
        name for _title, options in _sets() for row in options["fields"] for name in _row(row)
    ]


def _row(row) -> tuple[str, ...]:
    return (row,) if isinstance(row, str) else row


def _sets() -> list:
    """The fieldsets of the administration without what does not fit here."""
    found = []
    for title, options in admin.site.get_model_admin(Obligation).fieldsets:
        rows = [_kept(row) for row in options["fields"]]
        rows = [row for row in rows if row]
        if rows:
            found.append((title, {**options, "fields": rows}))
    return found


def _kept(row):
    names = tuple(name for name in _row(row) if name not in APART | LATER)
    return names[0] if len(names) == 1 and isinstance(row, str) else names
