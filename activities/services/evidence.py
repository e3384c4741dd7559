"""Files beside an activity: optional, private, never taken away again."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from activities.files import CheckedFile
from activities.models import Activity, EvidenceFile
from activities.permissions import can_add_file
from activities.services.errors import NotYoursToChangeError
from activities.services.steps import announce
from records.models import User


@transaction.atomic
def add_file(
    activity: Activity, *, checked: CheckedFile, by: User, at: datetime
) -> EvidenceFile:
    """Keep ``checked`` beside the activity. The same file twice is kept once."""
    if not can_add_file(by, activity):
        raise NotYoursToChangeError(activity)
    known = activity.files.filter(sha256=checked.sha256).first()
    if known is not None:
        return known
    row = EvidenceFile(
        activity=activity,
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.content),
        sha256=checked.sha256,
        added_by=by,
        added_at=at,
    )
    # The name on disk says nothing about the school; the name shown is kept in the row.
    row.file.save(f"{checked.sha256[:32]}{checked.extension}", ContentFile(checked.content))
    links = list(activity.links.select_related("pairing"))
    announce(activity, verb="activity.file_added", by=by, at=at, links=links, file=checked.name)
    return row
