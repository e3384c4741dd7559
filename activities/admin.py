"""Activities in the administration: to look at. Schools write them on their own pages."""

from django.contrib import admin

from activities.models import (
    Activity,
    ActivityLink,
    EvidenceFile,
    HeadCount,
    Participant,
)
from pairing.admin_base import BureauModelAdmin, ReadOnlyInline


class LinkInline(ReadOnlyInline):
    model = ActivityLink
    fields = ("pairing", "state")


class HeadInline(ReadOnlyInline):
    model = HeadCount
    fields = ("school", "people")


class ParticipantInline(ReadOnlyInline):
    model = Participant
    fields = ("name", "school", "roles", "qualifications", "is_head", "days")


class FileInline(ReadOnlyInline):
    """What is there, not the file: that is opened on the activity's page."""

    model = EvidenceFile
    fields = ("name", "content_type", "size", "sha256", "added_by", "added_at")


@admin.register(Activity)
class ActivityAdmin(BureauModelAdmin):
    list_display = ("number", "type", "starts_on", "logged_by_school", "entered_at")
    list_filter = ("type", "links__state")
    list_select_related = ("logged_by_school",)
    search_fields = ("number", "summary", "logged_by_school__name")
    date_hierarchy = "starts_on"
    inlines = (LinkInline, HeadInline, ParticipantInline, FileInline)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
