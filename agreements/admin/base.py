"""What the pages of drafts share. Words and duties change while the agreement is a draft; from
then on only services change anything, and these pages show it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html

from agreements.models import Agreement, AgreementState, Clause, Obligation
from agreements.services import WrongStateError, hold_draft
from agreements.wording import refusal
from pairing.admin_base import BureauModelAdmin, moment
from records.services import write_event
from records.signals import pairings_changed

BOTH_BUREAUS = (
    "pairing.supporting_school.bureau_id",
    "pairing.receiving_school.bureau_id",
)


def paths(start: str) -> tuple[str, ...]:
    return tuple(f"{start}.{path}" for path in BOTH_BUREAUS)


def link(name: str, words: str, *args, query: str = ""):
    """A link into the administration, ready for a read-only field."""
    return format_html(
        '<a href="{}{}">{}</a>', reverse(f"admin:{name}", args=args), query, words
    )


class DraftAdmin(BureauModelAdmin):
    """Rows of an agreement: changed by the staff of either bureau, while it is a draft."""

    def agreement_of(self, row) -> Agreement:
        raise TypeError(f"{type(self).__name__} does not say whose rows it keeps")

    def has_change_permission(self, request, obj=None) -> bool:
        may = super().has_change_permission(request, obj)
        if obj is None or obj.pk is None or not may:
            return may
        return self.agreement_of(obj).state == AgreementState.DRAFT

    def save_model(self, request, obj, form, change):
        self.hold(obj)
        super().save_model(request, obj, form, change)

    def hold(self, row) -> None:
        """Lock the agreement until the change is written: what both agreed on since the form
        was opened stays as it is. Raises PermissionDenied."""
        try:
            hold_draft(self.agreement_of(row))
        except WrongStateError as error:
            raise PermissionDenied(refusal(error)) from error

    def touched_pairing_ids(self, row) -> set[int]:
        return {self.agreement_of(row).pairing_id}


class ClauseChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.agreement.number} {obj.place} {obj.heading}".strip()


class ObligationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.clause.agreement.number} {obj.clause.place} {obj.name}"


class DraftChoices:
    """On offer: clauses of drafts, wholes in drafts, and any duty in sight to be replaced."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Clause:
            kwargs.setdefault("form_class", ClauseChoice)
        if db_field.remote_field.model is Obligation:
            kwargs.setdefault("form_class", ObligationChoice)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_field_queryset(self, db, db_field, request):
        rows = super().get_field_queryset(db, db_field, request)
        drafts = Agreement.objects.filter(state=AgreementState.DRAFT)
        if db_field.name == "agreement":
            return rows.filter(pk__in=drafts)
        if rows.model is Clause:
            rows = rows.filter(agreement__in=drafts)
            rows = rows.filter(parent=None) if db_field.name == "parent" else rows
            return rows.select_related("agreement", "parent")
        if rows.model is Obligation:
            kept = {"clause__agreement__in": drafts} if db_field.name == "part_of" else {}
            return rows.filter(**kept).select_related("clause__agreement", "clause__parent")
        return rows


def remove(keeper: DraftAdmin, request, row, **facts) -> None:
    """Take a row out of a draft; the record of the agreement says which."""
    keeper.hold(row)
    agreement = keeper.agreement_of(row)
    verb = f"agreement.{keeper.opts.model_name}_removed"
    write_event(agreement, verb=verb, by=request.user, at=moment(), **facts)
    row.delete()
    pairings_changed.send(sender=keeper.model, pairing_ids={agreement.pairing_id})
