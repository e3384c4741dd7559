"""Pairings with their people and rosters, consortia, and how the whole stands."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pairing import eligibility, services
from pairing.admin.decisions import Decision, DecisionMixin
from pairing.admin.forms import BaseSchoolFormSet, EndForm, MoveForm, PairingForm
from pairing.admin_base import ONLY, BureauInline, BureauModelAdmin, moment, today, visible_rows
from pairing.models import (
    BaseSchool,
    Consortium,
    Pairing,
    PairingMember,
    Person,
    Programme,
    RosterEntry,
    School,
)
from pairing.permissions import is_bureau_staff, staff_bureau_ids
from pairing.sheets.admin import SheetsMixin
from pairing.sheets.pairings import PairingResource
from pairing.wording import sentence
from records.forms import UiFormMixin

BOTH_BUREAUS = ("supporting_school.bureau_id", "receiving_school.bureau_id")


class BaseSchoolInline(BureauInline):
    model = BaseSchool
    formset = BaseSchoolFormSet
    own_fields = ()


@admin.register(Consortium)
class ConsortiumAdmin(BureauModelAdmin):
    bureau_paths = ("programme.bureau_id",)
    own_fields = ("programme",)
    list_display = ("name", "programme")
    list_select_related = ("programme__bureau",)
    list_filter = (("programme", ONLY),)
    search_fields = ("name", "schools__name", "schools__sort_key")
    filter_horizontal = ("schools",)
    inlines = (BaseSchoolInline,)

    def save_form(self, request, form, change):
        consortium = super().save_form(request, form, change)
        # The base schools are checked against what is chosen now, not what was saved before.
        consortium.chosen_schools = set(form.cleaned_data.get("schools", ()))
        return consortium


class OfOnePairingInline(BureauInline):
    """People on offer are those of the two schools."""

    def get_formset(self, request, obj=None, **kwargs):
        self._pairing = obj
        return super().get_formset(request, obj, **kwargs)

    def get_field_queryset(self, db, db_field, request):
        rows = super().get_field_queryset(db, db_field, request)
        if db_field.remote_field.model is not Person or self._pairing is None:
            return rows
        sides = (self._pairing.supporting_school_id, self._pairing.receiving_school_id)
        return rows.filter(school__in=sides).select_related("school")


class MemberInline(OfOnePairingInline):
    model = PairingMember
    may_delete = True


class RosterInline(OfOnePairingInline):
    model = RosterEntry
    fields = ("kind", "mentor", "person", "school", "subject", "starts_on", "ends_on")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(group=None)


@admin.register(RosterEntry)
class RosterEntryAdmin(BureauModelAdmin):
    bureau_paths = tuple(f"pairing.{path}" for path in BOTH_BUREAUS)
    list_display = (
        "pairing",
        "kind",
        "mentor",
        "person",
        "school",
        "subject",
        "starts_on",
        "ends_on",
    )
    list_filter = ("kind", "subject")
    list_select_related = (
        "pairing__supporting_school",
        "pairing__receiving_school",
        "mentor",
        "person",
        "school",
    )
    search_fields = ("pairing__code", "mentor__name", "person__name", "person__sort_key")
    exclude = ("entered_on",)

    def has_change_permission(self, request, obj=None) -> bool:
        # What both schools agreed in a mentor group changes only through another agreement.
        is_of_a_group = obj is not None and obj.group_id is not None
        return not is_of_a_group and super().has_change_permission(request, obj)

    def get_field_queryset(self, db, db_field, request):
        rows = super().get_field_queryset(db, db_field, request)
        joined = {
            Person: ("school",),
            Pairing: ("supporting_school", "receiving_school"),
            School: ("bureau",),
        }
        return rows.select_related(*joined[db_field.remote_field.model])

    def save_model(self, request, obj, form, change):
        obj.entered_on = obj.entered_on or today()
        super().save_model(request, obj, form, change)

    def touched_pairing_ids(self, row) -> set[int]:
        return {row.pairing_id}


def _close(row, values, by, at):
    services.close_pairing(row, on=values["on"], reason=values["reason"], by=by, at=at)


def _move(row, values, by, at):
    services.move_pairing(row, by=by, at=at, **values)


def _explain_close(row) -> list[str]:
    return [
        gettext("The pairing stays with all that was done; its agreements end on the same day.")
    ]


def _explain_move(row) -> list[str]:
    return [
        gettext("The pairing is closed and its agreements end on the same day."),
        gettext(
            "A new pairing begins the day after, with the same programme and areas; the schools"
            " sign a new agreement. If the two are paired already, that pairing carries on."
        ),
    ]


def _is_open(row) -> bool:
    return row.ended_on is None


class OverviewForm(UiFormMixin, forms.Form):
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), required=False, empty_label=_("All")
    )
    large_from = forms.IntegerField(
        label=_("A school is large from how many staff"),
        required=False,
        min_value=1,
        max_value=100_000,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(user)


@admin.register(Pairing)
class PairingAdmin(SheetsMixin, DecisionMixin, BureauModelAdmin):
    bureau_paths = BOTH_BUREAUS
    form = PairingForm
    resource_classes = (PairingResource,)
    writes_row_event = False
    change_list_template = "admin/pairing/pairing_change_list.html"
    list_display = (
        "code",
        "supporting_school",
        "receiving_school",
        "programme",
        "batch",
        "source",
        "starts_on",
        "ended_on",
    )
    list_filter = (
        ("ended_on", admin.EmptyFieldListFilter),
        ("programme", ONLY),
        "batch",
        "source",
        ("support_areas", ONLY),
    )
    list_select_related = (
        "supporting_school",
        "receiving_school",
        "programme",
        "round__programme",
        "consortium",
    )
    search_fields = (
        "code",
        "supporting_school__name",
        "supporting_school__sort_key",
        "supporting_school__code",
        "receiving_school__name",
        "receiving_school__sort_key",
        "receiving_school__code",
    )
    search_help_text = _("Pairing code, name, code or pinyin of a school")
    readonly_fields = ("ended_on", "end_reason", "moved_to")
    fieldsets = (
        (None, {"fields": ("code", "supporting_school", "receiving_school", "support_areas")}),
        (
            _("Arrangement"),
            {"fields": ("programme", "round", "batch", "source", "consortium", "starts_on")},
        ),
        (_("End"), {"fields": ("ended_on", "end_reason", "moved_to", "order")}),
    )
    decisions = (
        Decision(
            name="move",
            title=_("Move to another school"),
            form=MoveForm,
            act=_move,
            is_open=_is_open,
            explain=_explain_move,
            done=_("%(row)s has been moved."),
        ),
        Decision(
            name="close",
            title=_("Close the pairing"),
            form=EndForm,
            act=_close,
            is_open=_is_open,
            explain=_explain_close,
            done=_("%(row)s has been closed."),
        ),
    )

    # --- The form -----------------------------------------------------------------------------
    def get_inlines(self, request, obj):
        return () if obj is None else (MemberInline, RosterInline)

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return self.readonly_fields
        return (*self.readonly_fields, "code", "supporting_school", "receiving_school")

    def get_field_queryset(self, db, db_field, request):
        rows = super().get_field_queryset(db, db_field, request)
        return rows.active() if rows.model is School else rows

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 -- Django's
        form = super().get_form(request, obj, change, **kwargs)
        if not request.user.is_superuser:
            form.own_bureau_ids = staff_bureau_ids(request.user)
        return form

    # --- Saving -------------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        entry = {"by": request.user, "at": moment()}
        areas = form.cleaned_data["support_areas"]
        if not change:
            services.open_pairing(obj, support_areas=areas, **entry)
        elif form.has_changed():
            services.change_pairing(
                obj, support_areas=areas, changed=form.changed_data, **entry
            )
        for remark in eligibility.remarks(obj):
            messages.warning(request, sentence(remark))

    def save_formset(self, request, form, formset, change):
        for inline in formset.forms:
            if isinstance(inline.instance, RosterEntry) and inline.instance.entered_on is None:
                inline.instance.entered_on = today()
        super().save_formset(request, form, formset, change)

    def touched_pairing_ids(self, row) -> set[int]:
        return {row.pk}

    def get_export_queryset(self, request):
        return super().get_export_queryset(request).prefetch_related("support_areas")

    # --- The whole ----------------------------------------------------------------------------
    def get_urls(self):
        page = self.admin_site.admin_view(self.overview)
        return [path("overview/", page, name="pairing_pairing_overview"), *super().get_urls()]

    def overview(self, request):
        """Batches in numbers, who should support and does not, and what is unusual."""
        if not is_bureau_staff(request.user):
            raise PermissionDenied
        form = OverviewForm(request.GET or None, user=request.user)
        chosen = form.cleaned_data if form.is_valid() else {}
        pairings = list(_overview_rows(self.get_queryset(request), chosen.get("programme")))
        own = _own_schools(request.user)
        large_from = chosen.get("large_from") or eligibility.LARGE_STAFF
        found = [(p, [sentence(r) for r in eligibility.remarks(p)]) for p in pairings]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Pairings as a whole"),
            "form": form,
            "totals": eligibility.batch_totals(pairings),
            "idle": eligibility.supporters_without_pairing(own),
            "large": eligibility.large_with_few_partners(own, large_from=large_from),
            "large_from": large_from,
            "remarks": [(pairing, lines) for pairing, lines in found if lines],
        }
        return TemplateResponse(request, "admin/pairing/overview.html", context)


def _overview_rows(rows, programme: Programme | None):
    rows = rows.open().select_related("supporting_school", "receiving_school")
    return rows if programme is None else rows.filter(programme=programme)


def _own_schools(user):
    rows = visible_rows(School.objects.all(), user)
    return rows if user.is_superuser else rows.filter(bureau__in=staff_bureau_ids(user))
