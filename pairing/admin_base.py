"""What every page of the bureau's administration shares.

Rows come from ``visible_to``, choices of related rows too; only rows of one's own bureaus may
be written; nothing is deleted; every change writes one event. A member of a bureau's staff
needs no group and no grant: the role is enough. A superuser sees and writes everything.
"""

from datetime import date, datetime

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from pairing.models import Bureau, Person, Programme, School
from pairing.permissions import is_bureau_staff, staff_bureau_ids
from records.forms import DayInput
from records.services import write_event
from records.signals import pairings_changed

NATIVE = {models.DateField: {"widget": DayInput}}
KEPT_BY = {Bureau: "pk__in", School: "bureau__in", Programme: "bureau__in"}
# A filter by a related row offers what stands in the rows in sight; the usual one offers all
# there are, names of other counties included.
ONLY = admin.RelatedOnlyFieldListFilter


def moment() -> datetime:
    """Now: pages of the administration read the clock as views do."""
    return timezone.now()  # noqa: TID251 -- a page


def today() -> date:
    return timezone.localdate()  # noqa: TID251 -- a page


def visible_rows(rows: models.QuerySet, user) -> models.QuerySet:
    """``rows`` that ``user`` may see; none of a model that knows no ``visible_to``, unless the
    user is a superuser."""
    if user.is_superuser:
        return rows
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows.none()


def own_rows(rows: models.QuerySet, user) -> models.QuerySet:
    """Of schools, programmes and bureaus those the user's bureaus keep; of all else what is
    visible."""
    rows = visible_rows(rows, user)
    if user.is_superuser or rows.model not in KEPT_BY:
        return rows
    return rows.filter(**{KEPT_BY[rows.model]: staff_bureau_ids(user)})


def follow(row: models.Model, path: str):
    """The value at the end of a dotted ``path``; None where it breaks off."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj} · {obj.school.label}"


class ChoicesFromSight:
    """Related rows on offer: what the person sees, and own rows for the fields named in
    ``own_fields``."""

    own_fields: tuple[str, ...] = ("bureau",)
    formfield_overrides = NATIVE

    def get_field_queryset(self, db, db_field, request):
        rows = super().get_field_queryset(db, db_field, request)
        rows = db_field.remote_field.model._default_manager.all() if rows is None else rows
        choose = own_rows if db_field.name in self.own_fields else visible_rows
        return choose(rows, request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Person:
            kwargs.setdefault("form_class", PersonChoice)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class BureauModelAdmin(ChoicesFromSight, admin.ModelAdmin):
    """``bureau_paths`` lead from a row to the bureaus that keep it; any of them will do."""

    bureau_paths: tuple[str, ...] = ("bureau_id",)
    list_per_page = 50
    # False where a service called in ``save_model`` writes the event of the row itself.
    writes_row_event = True

    def get_queryset(self, request):
        return visible_rows(super().get_queryset(request), request.user)

    # --- Who may ------------------------------------------------------------------------------
    def is_own(self, request, row) -> bool:
        if request.user.is_superuser:
            return True
        own = staff_bureau_ids(request.user)
        return any(follow(row, path) in own for path in self.bureau_paths)

    def has_module_permission(self, request) -> bool:
        return is_bureau_staff(request.user)

    def has_view_permission(self, request, obj=None) -> bool:
        return is_bureau_staff(request.user)

    def has_add_permission(self, request) -> bool:
        return is_bureau_staff(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return is_bureau_staff(request.user) and (obj is None or self.is_own(request, obj))

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    # --- The record ---------------------------------------------------------------------------
    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        touched = [s.prefix for s in formsets if s.has_changed()]
        if self.writes_row_event:
            touched += form.changed_data
        row = form.instance
        if not touched and (change or not self.writes_row_event):
            return
        verb = f"{self.opts.model_name}.{'changed' if change else 'entered'}"
        write_event(row, verb=verb, by=request.user, at=moment(), fields=sorted(touched))
        if ids := self.touched_pairing_ids(row):
            pairings_changed.send(sender=self.model, pairing_ids=ids)

    def touched_pairing_ids(self, row) -> set[int]:
        """The pairings whose verdicts may rest on ``row``."""
        return set()


class WholeFormSet(forms.BaseInlineFormSet):
    """Asks the database's constraints too: Django leaves out those that name the row these rows
    belong to, and a second tab may have saved the same meanwhile."""

    def clean(self):
        super().clean()
        for form in self.forms:
            if form.has_changed() and not form.errors and not self._should_delete_form(form):
                self.check(form)
                self._check_constraints(form)

    def check(self, form) -> None:
        """What else must hold; errors are added to ``form``."""

    def _check_constraints(self, form) -> None:
        setattr(form.instance, self.fk.name, self.instance)
        try:
            form.instance.validate_constraints()
        except ValidationError as error:
            form.add_error(None, error.messages)


class BureauInline(ChoicesFromSight, admin.TabularInline):
    """Rows of another row; whoever may change that may change these."""

    formset = WholeFormSet
    extra = 0
    may_delete = False

    def _may(self, request, obj) -> bool:
        keeper = self.admin_site.get_model_admin(self.parent_model)
        return keeper.has_change_permission(request, obj)

    def has_view_permission(self, request, obj=None) -> bool:
        return is_bureau_staff(request.user)

    def has_add_permission(self, request, obj) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.may_delete and self._may(request, obj)


class ReadOnlyInline(BureauInline):
    def has_add_permission(self, request, obj) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
