"""Schools, the people in them, the calendar, programmes, and who is paired with whom."""

from pairing.models.calendar import CalendarDay, CalendarDayKind, Term, TermSeason
from pairing.models.mentors import (
    MentorGroup,
    MentorGroupEnd,
    MentorGroupMember,
    MentorSeat,
)
from pairing.models.pairings import (
    BaseSchool,
    Consortium,
    GroupRole,
    Pairing,
    PairingMember,
    PairingSource,
)
from pairing.models.people import Membership, MembershipRole, Person
from pairing.models.programmes import (
    AgreementPart,
    CutRule,
    Programme,
    Round,
    SigningWay,
    YearMeaning,
)
from pairing.models.proposals import Proposal, ProposalState
from pairing.models.rosters import RosterEntry, RosterKind
from pairing.models.schools import (
    Bureau,
    School,
    SchoolCode,
    SchoolKind,
    SchoolStatus,
    SchoolType,
    SubSite,
    SupportArea,
    UrbanRural,
)

__all__ = [
    "AgreementPart",
    "BaseSchool",
    "Bureau",
    "CalendarDay",
    "CalendarDayKind",
    "Consortium",
    "CutRule",
    "GroupRole",
    "Membership",
    "MembershipRole",
    "MentorGroup",
    "MentorGroupEnd",
    "MentorGroupMember",
    "MentorSeat",
    "Pairing",
    "PairingMember",
    "PairingSource",
    "Person",
    "Programme",
    "Proposal",
    "ProposalState",
    "RosterEntry",
    "RosterKind",
    "Round",
    "School",
    "SchoolCode",
    "SchoolKind",
    "SchoolStatus",
    "SchoolType",
    "SigningWay",
    "SubSite",
    "SupportArea",
    "Term",
    "TermSeason",
    "UrbanRural",
    "YearMeaning",
]
