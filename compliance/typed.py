"""What was typed into a form of the administration: bound as it would be there, not saved."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django import forms
from django.contrib.admin import ModelAdmin, site
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement, Obligation
from pairing.models import CalendarDay, Programme, Term

MODELS: dict[str, type[Model]] = {
    "term": Term,
    "day": CalendarDay,
    "programme": Programme,
    "agreement": Agreement,
    "duty": Obligation,
}
# The page's own: what asks and what saves is said anew by each button.
BUTTONS = frozenset(
    {
        "csrfmiddlewaretoken",
        "_save",
        "_addanother",
        "_continue",
        "_saveasnew",
        "_say",
        "_back",
        "_gone",
        "_whatif",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """``row`` is the row as saved (None for a new one), ``form`` holds it as typed."""

    keeper: ModelAdmin
    row: Model | None
    form: forms.ModelForm
    formsets: list

    @property
    def is_right(self) -> bool:
        return self.form.is_valid() and forms.formsets.all_valid(self.formsets)

    @property
    def has_changed(self) -> bool:
        return self.form.has_changed() or any(f.has_changed() for f in self.formsets)

    def lines(self, model: type[Model]) -> list | None:
        """The rows of an inline table as they would stand; None when it was not sent."""
        for formset in self.formsets:
            if formset.model is model:
                return [f.instance for f in formset.forms if _stays(f, formset=formset)]
        return None


def _stays(form: forms.ModelForm, *, formset) -> bool:
    is_deleted = formset.can_delete and formset._should_delete_form(form)
    return not is_deleted and (form.instance.pk is not None or form.has_changed())


def keeper_of(kind: str) -> ModelAdmin:
    """The page of the administration that keeps rows of this kind."""
    if kind not in MODELS:
        raise Http404(kind)
    return site.get_model_admin(MODELS[kind])


def found_row(request, keeper: ModelAdmin, pk: int | None) -> Model | None:
    """The row, if the person may change it; None for a new one that the person may enter."""
    if pk is None:
        if not keeper.has_add_permission(request):
            raise PermissionDenied
        return None
    row = keeper.get_object(request, str(pk))
    if row is None:
        raise Http404(f"{keeper.opts.label} {pk}")
    if not keeper.has_change_permission(request, row):
        raise PermissionDenied
    return row


def may_take_out(request, keeper: ModelAdmin, row: Model | None) -> bool:
    """Special days are rules of counting and no record of work: they alone may go."""
    return isinstance(row, CalendarDay) and keeper.has_delete_permission(request, row)


def bound(request, keeper: ModelAdmin, row: Model | None) -> Typed:
    """The keeper's own form and tables over what ``request`` posts; a table that was not sent
    is left out."""
    is_change = row is not None
    form_class = keeper.get_form(request, row, change=is_change)
    form = form_class(request.POST, request.FILES, instance=copy(row))
    formsets, _inlines = keeper._create_formsets(request, form.instance, change=is_change)
    sent = [f for f in formsets if f"{f.prefix}-{TOTAL_FORM_COUNT}" in request.POST]
    return Typed(keeper=keeper, row=row, form=form, formsets=sent)


def problems_of(typed: Typed) -> list[str]:
    """What keeps it from being saved, each with the label of its field."""
    found = list(_problems(typed.form))
    for formset in typed.formsets:
        found += formset.non_form_errors()
        for form in formset.forms:
            found += _problems(form)
    return found


def _problems(form: forms.ModelForm) -> Iterator[str]:
    for name, errors in form.errors.items():
        for error in errors:
            label = form[name].label if name in form.fields else ""
            yield f"{label}{_(': ')}{error}" if label else error


def opened_again(request, keeper: ModelAdmin, row: Model | None):
    """The keeper's page with what was typed, its errors shown; nothing is saved whatever was
    typed. It posts to where it is saved."""
    held = type("Held", (_Held, type(keeper)), {})(keeper.model, keeper.admin_site)
    return held.changeform_view(
        request, str(row.pk) if row else None, form_url=address_of(keeper, row)
    )


class _Held:
    """A page whose form is never good enough to be saved."""

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 -- Django's
        form = super().get_form(request, obj, change, **kwargs)
        return type(form)(form.__name__, (form,), {"is_valid": lambda self: False})


def address_of(keeper: ModelAdmin, row: Model | None) -> str:
    name = f"admin:{keeper.opts.app_label}_{keeper.opts.model_name}"
    return reverse(f"{name}_change", args=[row.pk]) if row else reverse(f"{name}_add")


def delete_address_of(keeper: ModelAdmin, row: Model) -> str:
    name = f"admin:{keeper.opts.app_label}_{keeper.opts.model_name}_delete"
    return reverse(name, args=[row.pk])


def fields_of(posted: QueryDict) -> dict[str, list[str]]:
    """What was typed, by field, without the buttons."""
    return {name: values for name, values in posted.lists() if name not in BUTTONS}


def posted_again(fields: dict[str, list[str]]) -> QueryDict:
    """The other way round."""
    found = QueryDict(mutable=True)
    for name, values in fields.items():
        found.setlist(name, values)
    return found
