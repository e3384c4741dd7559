"""The pages of activities: logging, confirming, one activity, the ledger, the files."""

from activities.views.confirming import (
    activity_confirm,
    activity_return,
    activity_void,
    confirm_list,
)
from activities.views.donations import (
    donation_edit,
    donation_export,
    donation_list,
    donation_new,
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
from activities.views.roster import (
    mentor_end_answer,
    mentor_group_answer,
    mentor_group_end,
    mentor_group_new,
    mentor_groups,
)
from activities.views.secondments import (
    secondment_edit,
    secondment_end,
    secondment_end_answer,
    secondment_list,
    secondment_new,
    secondment_notes,
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
    "donation_edit",
    "donation_export",
    "donation_list",
    "donation_new",
    "evidence_file",
    "mentor_end_answer",
    "mentor_group_answer",
    "mentor_group_end",
    "mentor_group_new",
    "mentor_groups",
    "secondment_edit",
    "secondment_end",
    "secondment_end_answer",
    "secondment_list",
    "secondment_new",
    "secondment_notes",
]
