"""Bureaus, schools and support areas."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pairing import services
from pairing.admin.decisions import Decision, DecisionMixin
from pairing.admin.forms import EndForm, MergeForm, SchoolForm
from pairing.admin_base import ONLY, BureauInline, BureauModelAdmin, ReadOnlyInline, moment
from pairing.models import Bureau, School, SchoolCode, SubSite, SupportArea
from pairing.sheets.admin import SheetsMixin
from pairing.sheets.schools import SchoolResource


@admin.register(Bureau)
class BureauAdmin(BureauModelAdmin):
    bureau_paths = ("pk",)
    list_display = ("name", "short_name", "division_code", "parent", "order")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "division_code")

    def has_add_permission(self, request) -> bool:
        return request.user.is_superuser

    def get_readonly_fields(self, request, obj=None):
        # Which bureau stands above which decides who sees what.
        return () if request.user.is_superuser else ("parent",)


@admin.register(SupportArea)
class SupportAreaAdmin(BureauModelAdmin):
    """The areas without a bureau hold everywhere; only a superuser touches those."""

    list_display = ("name", "name_en", "code", "bureau", "order")
    list_select_related = ("bureau",)

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 -- Django's
        form = super().get_form(request, obj, change, **kwargs)
        if "bureau" in form.base_fields:
            form.base_fields["bureau"].required = not request.user.is_superuser
        return form


class CodeInline(ReadOnlyInline):
    model = SchoolCode
    fields = ("code", "starts_on", "ends_on", "reason")


class SubSiteInline(BureauInline):
    model = SubSite
    may_delete = True


def _end_school(row, values, by, at):
    services.close_school(row, on=values["on"], reason=values["reason"], by=by, at=at)


def _merge_school(row, values, by, at):
    services.merge_school(row, by=by, at=at, **values)


def _open_pairings(row) -> list[str]:
    lines = [f"{p.code} {p}" for p in services.open_pairings_of(row)]
    return lines or [gettext("It stands in no open pairing.")]


def _explain_close(row) -> list[str]:
    return [
        gettext("Its school code is voided and never given to another school."),
        gettext("Its open pairings are closed on the same day, and their agreements end:"),
        *_open_pairings(row),
    ]


def _explain_merge(row) -> list[str]:
    return [
        gettext(
            "Its school code is voided; only the school it is merged into may take it over."
        ),
        gettext(
            "A pairing whose partner is already paired with that school is closed and points to"
            " the standing one. Agreements end with their pairing; a moved pairing needs a new"
            " one. Open pairings:"
        ),
        *_open_pairings(row),
    ]


def _is_active(row) -> bool:
    return row.status == "active"


@admin.register(School)
class SchoolAdmin(SheetsMixin, DecisionMixin, BureauModelAdmin):
    form = SchoolForm
    resource_classes = (SchoolResource,)
    writes_row_event = False
    list_display = ("name", "code", "bureau", "stage_words", "urban_rural_code", "status")
    list_filter = ("status", "kind", "school_type", "urban_rural_code", ("bureau", ONLY))
    list_select_related = ("bureau",)
    search_fields = ("name", "short_name", "code", "local_code", "sort_key")
    search_help_text = _("Name, code or pinyin")
    readonly_fields = ("status", "ended_on", "successor")
    inlines = (CodeInline, SubSiteInline)
    fieldsets = (
        (None, {"fields": ("kind", "bureau", "name", "short_name")}),
        (_("Codes"), {"fields": ("code", "local_code", "school_type", "urban_rural_code")}),
        (_("Profile"), {"fields": ("stages", "district", "address", "staff_total", "order")}),
        (_("State"), {"fields": ("status", "ended_on", "successor")}),
    )
    decisions = (
        Decision(
            name="merge",
            title=_("Merge into another school"),
            form=MergeForm,
            act=_merge_school,
            is_open=_is_active,
            explain=_explain_merge,
            done=_("%(row)s has been merged."),
        ),
        Decision(
            name="close",
            title=_("Close the school"),
            form=EndForm,
            act=_end_school,
            is_open=_is_active,
            explain=_explain_close,
            done=_("%(row)s has been closed."),
        ),
    )

    @admin.display(description=_("stages"))
    def stage_words(self, row) -> str:
        return " ".join(row.stage_labels)

    def get_readonly_fields(self, request, obj=None):
        # A voided code is history; it is not typed in again.
        ended = obj is not None and not _is_active(obj)
        return (*self.readonly_fields, "code") if ended else self.readonly_fields

    def save_model(self, request, obj, form, change):
        entry = {"by": request.user, "at": moment()}
        if not change:
            services.enter_school(obj, **entry)
        elif form.has_changed():
            services.change_school(obj, changed=form.changed_data, **entry)
