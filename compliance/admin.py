"""What the bureau decides about single windows: make-ups accepted, violations seen."""

from django.contrib import admin

from compliance.models import MakeUp, Violation
from pairing.admin_base import BureauModelAdmin, today

_PAIRING = "obligation.clause.agreement.pairing"


class DecisionAdmin(BureauModelAdmin):
    """Who decided and when is written down by the page, never typed. A decision once made
    stays as it is."""

    bureau_paths = (
        f"{_PAIRING}.receiving_school.bureau_id",
        f"{_PAIRING}.supporting_school.bureau_id",
    )
    list_select_related = ("obligation__clause__agreement__pairing",)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def touched_pairing_ids(self, row) -> set[int]:
        return {row.obligation.clause.agreement.pairing_id}


@admin.register(MakeUp)
class MakeUpAdmin(DecisionAdmin):
    fields = ("activity", "obligation", "window_starts_on", "reason")
    raw_id_fields = ("activity", "obligation")
    list_display = ("obligation", "window_starts_on", "activity", "accepted_by_name")

    def save_model(self, request, obj, form, change):
        obj.accepted_by, obj.accepted_by_name = request.user, str(request.user)
        obj.accepted_on = today()
        super().save_model(request, obj, form, change)


@admin.register(Violation)
class ViolationAdmin(DecisionAdmin):
    fields = ("obligation", "held_on", "note")
    raw_id_fields = ("obligation",)
    list_display = ("obligation", "held_on", "note", "recorded_by")

    def save_model(self, request, obj, form, change):
        obj.recorded_by, obj.recorded_by_name = request.user, str(request.user)
        obj.recorded_on = today()
        super().save_model(request, obj, form, change)
