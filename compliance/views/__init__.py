"""Pages that show verdicts to schools: what is owed, one pairing, one verdict, one activity."""

from compliance.views.answers import activity_answer
from compliance.views.home import home
from compliance.views.pairings import pairing
from compliance.views.verdicts import verdict, waiver_grant

__all__ = ["activity_answer", "home", "pairing", "verdict", "waiver_grant"]
