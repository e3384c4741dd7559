"""Duties field by field, with the sentence they make."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import DraftAdmin, DraftChoices, paths, remove
from agreements.forms import ObligationForm
from agreements.models import Agreement, Obligation, QuotaLine, Waiver
from agreements.rendering import describe, render
from agreements.validators import quota_problems
from agreements.wording import sentence
from pairing.admin_base import BureauInline, ReadOnlyInline, WholeFormSet


class QuotaFormSet(WholeFormSet):
    def check(self, form) -> None:
        for problem in quota_problems(form.instance, self.instance):
            form.add_error(problem.field or None, sentence(problem))


class QuotaInline(BureauInline):
    model = QuotaLine
    formset = QuotaFormSet
    may_delete = True


class WaiverList(ReadOnlyInline):
    """A waiver is granted on the page of the verdict it lifts; here it is only read."""

    model = Waiver
    fields = ("window_starts_on", "granted_on", "granted_by_name", "reason")


@admin.register(Obligation)
class ObligationAdmin(DraftChoices, DraftAdmin):
    form = ObligationForm
    bureau_paths = paths("clause.agreement")
    list_display = ("name", "clause", "agreement", "party", "words")
    list_filter = ("party", "modality", "period")
    list_select_related = ("clause__agreement", "clause__parent", "part_of")
    search_fields = ("name", "clause__agreement__number")
    readonly_fields = ("words",)
    inlines = (QuotaInline, WaiverList)
    fieldsets = (
        (None, {"fields": ("clause", "order", "name", "support_area", "words")}),
        (
            _("Who and what"),
            {
                "fields": (
                    "party",
                    "modality",
                    "activity_types",
                    "actor_roles",
                    "minimum_rank",
                    "actor_qualifications",
                    "both_heads",
                )
            },
        ),
        (
            _("How many, how often"),
            {
                "fields": (
                    "measure",
                    "minimum",
                    "maximum",
                    "uncounted",
                    "period",
                    "season",
                    "season_from",
                    "season_to",
                    "each_of",
                    "each_of_items",
                    "part_of",
                    "counted_side",
                )
            },
        ),
        (
            _("Where and about what"),
            {
                "fields": (
                    "venue",
                    "topics",
                    "topics_agreed",
                    "subjects",
                    "stages",
                    "grades",
                )
            },
        ),
        (
            _("One event"),
            {
                "classes": ("collapse",),
                "fields": (
                    "floor_people",
                    "floor_people_each_side",
                    "ceiling_people",
                    "floor_days",
                    "floor_weeks",
                    "ceiling_days",
                    "floor_lessons",
                    "floor_days_per_person",
                    "coverage_of",
                    "coverage_distinct",
                    "contents",
                ),
            },
        ),
        (
            _("By when"),
            {
                "classes": ("collapse",),
                "fields": (
                    "due_kind",
                    "due_month",
                    "due_day",
                    "due_months",
                    "due_days",
                    "due_on",
                    "due_trigger_types",
                    "grace_days",
                ),
            },
        ),
        (
            _("Points, proof and costs"),
            {
                "classes": ("collapse",),
                "fields": (
                    "weight",
                    "counting_group",
                    "evidence_required",
                    "cost_bearer",
                    "funding_source",
                    "replaces",
                ),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("quotas")

    def get_fieldsets(self, request, obj=None):
        """What is signed is read as its sentence; the fields that make it are for drafts."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return sets
        return (sets[0], sets[-1])

    def agreement_of(self, row) -> Agreement:
        return row.clause.agreement

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "clause") if obj else self.readonly_fields

    @admin.display(description=_("agreement"))
    def agreement(self, row):
        return row.clause.agreement.number

    @admin.display(description=_("what it says"))
    def words(self, row):
        if not row.pk:
            return _("The sentence is made from the fields below once they are saved.")
        said = render(row)
        told = describe(row)
        return said if told == said else format_html("{}<br>{}", said, told)

    def has_delete_permission(self, request, obj=None) -> bool:
        bare = obj is not None and not obj.shares.exists()
        return bare and self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        remove(self, request, obj, name=obj.name, words=render(obj))
