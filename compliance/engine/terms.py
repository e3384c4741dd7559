"""What the engine is asked about: plain values, filled by ``compliance.facts``.

Every span of days is inclusive at both ends. Counts are whole numbers; an ``amount`` is an
exact ``Decimal`` in yuan. A field ``…_on`` that says when something became known lets a
verdict be asked for any past day. The meaning of each field is the one of the language of
obligations; the names are the same in the models.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Quantity = int | Decimal


class Side(StrEnum):
    SUPPORTING = "supporting"
    RECEIVING = "receiving"

    @property
    def other(self) -> "Side":
        return Side.RECEIVING if self is Side.SUPPORTING else Side.SUPPORTING


class Party(StrEnum):
    SUPPORTING = "supporting"
    RECEIVING = "receiving"
    BOTH = "both"
    EACH = "each"
    BUREAU = "bureau"


class Venue(StrEnum):
    RECEIVING = "receiving"
    SUPPORTING = "supporting"
    COUNTERPART = "counterpart"
    ALTERNATING = "alternating"
    ONLINE = "online"
    ANYWHERE = "anywhere"


class HeldAt(StrEnum):
    """Where an activity took place, seen from one pairing."""

    SUPPORTING = "supporting"
    RECEIVING = "receiving"
    ONLINE = "online"
    ELSEWHERE = "elsewhere"


class Measure(StrEnum):
    EVENTS = "events"
    LESSONS = "lessons"
    PEOPLE = "people"
    ATTENDANCES = "attendances"
    DAYS = "days"
    ITEMS = "items"
    AMOUNT = "amount"
    GOODS = "goods"
    PAIRS = "pairs"
    PERCENT = "percent"


class Period(StrEnum):
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    TERM = "term"
    SCHOOL_YEAR = "school_year"
    CALENDAR_YEAR = "calendar_year"
    AGREEMENT_YEAR = "agreement_year"
    AGREEMENT = "agreement"
    ONCE = "once"


class Modality(StrEnum):
    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    MUST_NOT = "must_not"
    TEXT_ONLY = "text_only"


class CutRule(StrEnum):
    """What happens to a window that the agreement, a suspension or an ending cuts short."""

    HALF = "half"  # full when at least half of its teaching days remain, else exempt
    FULL = "full"
    PRORATED = "prorated"
    EXEMPT = "exempt"


class TermSeason(StrEnum):
    AUTUMN = "autumn"
    SPRING = "spring"


class SeasonKind(StrEnum):
    SUMMER = "summer"  # the break between a spring term and the next autumn term
    WINTER = "winter"  # the break between an autumn term and the next spring term
    DATES = "dates"  # from one month and day to another, both included
    TERM_TIME = "term_time"  # 寒暑假除外: only days inside a term


class EachOfKind(StrEnum):
    ROLES = "roles"
    TYPES = "types"
    TOPICS = "topics"
    GRADES = "grades"
    SUBJECTS = "subjects"
    SCHOOLS = "schools"
    MENTOR_PAIRS = "mentor_pairs"  # the roster says which
    TEACHERS = "teachers"  # the roster says which


class DueKind(StrEnum):
    DAY_OF_YEAR = (
        "day_of_year"  # 每年2月底前: ``month`` and ``day``; day 31 is the month's last
    )
    AFTER_SIGNING = "after_signing"  # 签订之日起一月内: ``months`` or ``days``
    AFTER_ACTIVITY = (
        "after_activity"  # 挂职结束后10日内: ``days``; one window per triggering one
    )
    TERM_END = "term_end"  # 学期结束前
    MIDTERM = "midterm"  # 期中
    AGREEMENT_END = "agreement_end"
    FIXED = "fixed"  # a date


class ActivityState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending_confirm"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    VOIDED = "voided"


# --- the calendar -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    school_year: int  # the year its autumn term begins in: 2025 is 2025—2026学年
    season: TermSeason
    stage: str
    starts_on: date
    ends_on: date
    midterm_on: date | None = None  # None: the Friday of teaching week ceil(n / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The school calendar of one bureau: terms of every stage, holidays, working week-ends."""

    terms: tuple[Term, ...] = ()
    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()


# --- the duty -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One quota line: the count of windows of one season, agreement year or stage.

    Exactly one of the three keys is set. ``agreement_year`` counts from 1.
    """

    season: TermSeason | None = None
    agreement_year: int | None = None
    stage: str = ""
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    kind: SeasonKind
    from_month: int = 0
    from_day: int = 0
    to_month: int = 0
    to_day: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EachOf:
    """It must hold for every item. Items are codes; rosters leave ``items`` empty."""

    kind: EachOfKind
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What one event must at least (a floor) or at most (a ceiling) have; None is no bound.

    ``week`` as a floor of days is met by 7 calendar days or 5 teaching days.
    """

    people: int | None = None
    people_each_side: int | None = None
    days: int | None = None
    weeks: int | None = None
    lessons: int | None = None
    days_per_person: int | None = None


class CoverageOf(StrEnum):
    SUBJECTS = "subjects"
    TOPICS = "topics"
    TYPES = "types"
    GRADES = "grades"
    STAGES = "stages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """``distinct`` different values of ``of`` among the counted events; ``contents`` codes
    that each event must include (an event lacking one is dropped: missing_content)."""

    of: CoverageOf | None = None
    distinct: int = 0
    contents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    kind: DueKind
    month: int = 0
    day: int = 0
    months: int = 0
    days: int = 0
    on: date | None = None
    trigger_types: frozenset[str] = frozenset()  # AFTER_ACTIVITY: what sets it off


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One counted duty. Empty sets ask for nothing; see the table of the language."""

    id: int
    clause: str  # its place in the agreement: （二）4
    order: int  # clause order: decides who comes first in a counting group
    party: Party
    activity_types: frozenset[str]
    measure: Measure
    period: Period
    minimum: int | None = None  # None: a frequency without a number asks one
    maximum: int | None = None
    quotas: tuple[Quota, ...] = ()
    actor_roles: frozenset[str] = frozenset()
    minimum_rank: str = ""  # a role code; it or any higher rank
    actor_qualifications: tuple[frozenset[str], ...] = ()  # any of the groups, all of its marks
    both_heads: bool = False
    counted_side: Side | None = None  # None: the owing side (both sides for ``both``)
    venue: Venue = Venue.ANYWHERE
    topics: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    topics_agreed: bool = False  # 课题双方共同确定: the topic must be agreed by both
    season: Season | None = None
    each_of: EachOf | None = None
    event_floor: Bound | None = None
    event_ceiling: Bound | None = None
    coverage: Coverage | None = None
    part_of: int | None = None
    due: Due | None = None
    grace_days: int = 0
    modality: Modality = Modality.MUST
    uncounted: bool = False
    counting_group: str = ""
    valid_from: date | None = None  # an amendment: windows that begin on or after this day
    valid_until: date | None = None  # replaced: windows that begin on or before this day
    valid_until_known_on: date | None = None  # the day that was agreed; None: always known
    replaces: int | None = None  # the version it takes the place of; None: an added duty
    known_on: date | None = None  # the day it was agreed; earlier questions do not see it


# --- the agreement and what its people decided --------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    starts_on: date
    ends_on: date
    known_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """``in_force_on`` is the later of the first day and the day both had signed; None while
    it is unsigned: then there is no window and nothing counts."""

    id: int
    starts_on: date
    ends_on: date
    signed_on: date | None
    in_force_on: date | None
    terminated_on: date | None = None  # the last day in force
    terminated_known_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()
    cut_rule: CutRule = CutRule.HALF


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the programme decides. ``late_entry_days`` None: no limit on late entry."""

    tolerance: Fraction = Fraction(1, 5)
    late_entry_days: int | None = None
    break_counts_for_term_just_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRules:
    """What the programme had decided before it changed its mind on the day ``until``."""

    until: date
    rules: Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """``trigger`` is the activity that set the window off; None: any window of that day."""

    obligation_id: int
    window_starts_on: date
    granted_on: date
    granted_by: str
    reason: str
    trigger: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeUp:
    """An activity that the bureau accepted for one earlier window."""

    activity_id: int
    obligation_id: int
    window_starts_on: date
    accepted_on: date
    accepted_by: str
    trigger: int | None = None  # the activity that set the window off


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A breach of a must-not that an inspector recorded. One that was struck is not seen by
    questions about the day ``struck_on`` or a later one."""

    obligation_id: int
    held_on: date
    recorded_on: date
    recorded_by: str
    note: str
    struck_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """The head-count agreed for one window of a percentage."""

    obligation_id: int
    window_starts_on: date
    people: int
    known_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One member of a roster: a mentor pair, a teacher or a school, by a lasting key.
    ``ended_on`` is the last day of one that left earlier, known from ``ended_known_on`` on."""

    kind: EachOfKind
    key: str
    label: str
    starts_on: date
    ends_on: date | None
    known_on: date
    ended_on: date | None = None
    ended_known_on: date | None = None


# --- the activities -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of state, with the day it was made."""

    on: date
    state: ActivityState


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One named person, with roles and marks as they were when the activity was logged."""

    side: Side
    key: str  # lasting: the person's number, else side and name
    roles: frozenset[str] = frozenset()
    qualifications: frozenset[str] = frozenset()
    is_head: bool = False  # 一把手
    days: int | None = None  # None: all days of the activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Somebody said that it is the same as ``of``, and took that back on the day ``until``."""

    of: int
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One logged fact, seen from one pairing. ``sides`` says who did it: the school whose
    teacher taught, whose people travelled, whose document it is; both for a joint event.

    ``heads`` are the largest head-counts stated per side (0: none stated). ``steps`` is the
    whole history in this pairing, oldest first; the state on a day is the last step by then.
    """

    id: int
    number: str  # lasting; decides ties of day and type
    type: str
    starts_on: date
    ends_on: date
    entered_on: date
    steps: tuple[Step, ...]
    sides: frozenset[Side]
    held_at: HeldAt = HeldAt.ELSEWHERE
    lessons: int = 0
    items: int = 1
    amount: Decimal = Decimal(0)
    goods: int = 0
    heads: Mapping[Side, int] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    topics: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()
    topic_agreed: bool = False
    roster_keys: frozenset[str] = frozenset()  # the mentor pairs, teachers or schools it served
    window_starts_on: date | None = None  # a document names its window
    triggered_by: int | None = None  # the activity a document follows
    duplicate_of: int | None = None
    duplicate_marked_on: date | None = None
    former_marks: tuple["Mark", ...] = ()
    ended_on: date | None = None  # the real last day of a stay, where it is another one
    ended_known_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the verdicts of one agreement rest on."""

    agreement: Agreement
    obligations: tuple[Obligation, ...]
    calendar: Calendar
    lowest_stage: str  # of the receiving school: whose calendar a duty without a stage follows
    rules: Rules = field(default_factory=Rules)
    former_rules: tuple[FormerRules, ...] = ()
    activities: tuple[Activity, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    make_ups: tuple[MakeUp, ...] = ()
    violations: tuple[Violation, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    roster: tuple[RosterEntry, ...] = ()
