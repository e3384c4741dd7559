"""Every decision about a window: one function, one transaction, one event, one message to each
whom it concerns. What the verdict or the record forbids is a ``DecisionError`` with a name of
its own. Nothing decided is taken out; who decided, when and why stays on the page.
"""

from compliance.deciding.candidates import Candidate, Standing, candidates_of, standing_of
from compliance.deciding.errors import (
    AlreadyMadeUpError,
    AlreadyStruckError,
    DayOutsideWindowError,
    DecisionError,
    FiledWindowError,
    FollowUpClosedError,
    NoMustNotError,
    NotBreachedError,
    NothingToMakeUpError,
    NotMatchingError,
    NotProposedError,
)
from compliance.deciding.make_ups import accept, propose, refuse
from compliance.deciding.rectifying import Promise, close, explain, notify_school, plan
from compliance.deciding.violations import record_violation, strike_violation
from compliance.deciding.windows import WindowKey

__all__ = [
    "AlreadyMadeUpError",
    "AlreadyStruckError",
    "Candidate",
    "DayOutsideWindowError",
    "DecisionError",
    "FiledWindowError",
    "FollowUpClosedError",
    "NoMustNotError",
    "NotBreachedError",
    "NotMatchingError",
    "NotProposedError",
    "NothingToMakeUpError",
    "Promise",
    "Standing",
    "WindowKey",
    "accept",
    "candidates_of",
    "close",
    "explain",
    "notify_school",
    "plan",
    "propose",
    "record_violation",
    "refuse",
    "standing_of",
    "strike_violation",
]
