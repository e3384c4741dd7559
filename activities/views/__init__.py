"""The pages of activities: logging, confirming, one activity, the ledger, the files."""

from activities.views.confirming import (
    activity_confirm,
    activity_return,
    activity_void,
    confirm_list,
)
from activities.views.files import activity_file, evidence_file
from activities.views.ledger import activity_export, activity_list
from activities.views.logging import activity_edit, activity_log
from activities.views.page import (
    activity,
    activity_duplicate,
    activity_submit,
    activity_unmark,
    activity_withdraw,
)

__all__ = [
    "activity",
    "activity_confirm",
    "activity_duplicate",
    "activity_edit",
    "activity_export",
    "activity_file",
    "activity_list",
    "activity_log",
    "activity_return",
    "activity_submit",
    "activity_unmark",
    "activity_void",
    "activity_withdraw",
    "confirm_list",
    "evidence_file",
]
