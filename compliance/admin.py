"""Decisions about single windows, to look at: they are made on the page of the verdict."""

from django.contrib import admin

from compliance.decisions import (
    MakeUp,
    Rectification,
    RectificationStep,
    Violation,
)
from pairing.admin_base import BureauModelAdmin, ReadOnlyInline

_PAIRING = "obligation.clause.agreement.pairing"


class DecisionAdmin(BureauModelAdmin):
    """A decision once made stays as it is."""

    bureau_paths = (
        f"{_PAIRING}.receiving_school.bureau_id",
        f"{_PAIRING}.supporting_school.bureau_id",
    )
    list_select_related = ("obligation__clause__agreement__pairing",)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(MakeUp)
class MakeUpAdmin(DecisionAdmin):
    fields = (
        "activity",
        "obligation",
        "window_starts_on",
        "reason",
        "accepted_by_name",
        "accepted_on",
    )
    list_display = ("obligation", "window_starts_on", "activity", "accepted_by_name")


@admin.register(Violation)
class ViolationAdmin(DecisionAdmin):
    fields = (
        "obligation",
        "held_on",
        "note",
        "recorded_by_name",
        "recorded_on",
        "struck_by_name",
        "struck_on",
        "strike_reason",
    )
    list_display = ("obligation", "held_on", "note", "recorded_by_name", "struck_on")


class StepList(ReadOnlyInline):
    model = RectificationStep
    fields = ("kind", "school", "text", "quantity", "by_on", "activity", "by_name", "on")


@admin.register(Rectification)
class RectificationAdmin(DecisionAdmin):
    fields = ("obligation", "window_starts_on")
    list_display = ("obligation", "window_starts_on")
    inlines = (StepList,)
