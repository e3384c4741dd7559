"""What people type about activities, turned into the values the services take."""

from activities.forms.filters import LedgerFilter
from activities.forms.flow import DuplicateForm, FileForm, ReasonForm
from activities.forms.log import LogForm

__all__ = ["DuplicateForm", "FileForm", "LedgerFilter", "LogForm", "ReasonForm"]
