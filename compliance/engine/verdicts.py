"""What the engine answers: a status, the numbers behind it, and why.

Codes and plain values only; ``compliance.wording`` makes the sentences. A page, a PDF, an
export and a reminder all read the same verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from compliance.engine.terms import CutRule, Quantity, Side


class Status(StrEnum):
    NOT_DUE = "not_due"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    MET = "met"
    MET_LATE = "met_late"
    BREACHED = "breached"
    EXCEEDED = "exceeded"
    EXEMPT = "exempt"


# The worst part first; exempt stands before not_due, and both only when all parts are such.
WORST_FIRST = (
    Status.BREACHED,
    Status.EXCEEDED,
    Status.AT_RISK,
    Status.ON_TRACK,
    Status.MET_LATE,
    Status.MET,
    Status.EXEMPT,
    Status.NOT_DUE,
)


class Severity(StrEnum):
    RED = "red"
    AMBER = "amber"  # ``should``: amber at worst


class ReasonCode(StrEnum):
    """Why a verdict came out as it did. The facts each one carries stand beside it."""

    REACHED = "reached"  # required counted reached_on
    REACHED_LATE = "reached_late"  # required counted reached_on due_on
    MADE_UP = "made_up"  # required counted accepted_on accepted_by
    SHORT_OPEN = "short_open"  # short_by days_left last_useful_on
    BEHIND = "behind"  # gone_days window_days share_gone share_done gap tolerance (fractions)
    ON_PACE = "on_pace"  # the same
    IN_GRACE = "in_grace"  # due_on closes_on short_by
    CLOSED_SHORT = "closed_short"  # required counted short_by closed_on
    PAST_MAXIMUM = "past_maximum"  # maximum counted over_by
    WITHIN_MAXIMUM = "within_maximum"  # maximum counted
    COVERAGE_SHORT = "coverage_short"  # of distinct_required distinct_counted
    WAIVED = "waived"  # granted_on granted_by reason counted
    CUT_EXEMPT = "cut_exempt"  # rule days_left days_of_window (of the whole window)
    CUT_PRORATED = "cut_prorated"  # rule days_left days_of_window asked required
    CUT_FULL = "cut_full"  # rule days_left days_of_window
    NOT_BEGUN = "not_begun"  # starts_on
    NO_VIOLATION = "no_violation"
    VIOLATED = "violated"  # held_on recorded_by note
    RECORDED_ONLY = "recorded_only"  # counted (may, bureau)
    ROSTER_EMPTY = "roster_empty"
    HEADCOUNT_MISSING = "headcount_missing"
    PART_DECIDES = "part_decides"  # part status (the worst part)
    FROM_HEADCOUNT = "from_headcount"  # people: "at least"
    SAME_VENUE_TWICE = "same_venue_twice"  # activity held_at
    WAITING = "waiting"  # activities quantity: waiting for confirmation, would count


class MissCode(StrEnum):
    """Why an activity near the duty did not count."""

    UNCONFIRMED = "unconfirmed"
    RETURNED = "returned"
    VOIDED = "voided"
    OUTSIDE_WINDOW = "outside_window"
    BEFORE_AGREEMENT = "before_agreement"
    TOO_LATE = "too_late"
    LOGGED_TOO_LATE = "logged_too_late"
    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_DAYS = "too_few_days"
    TOO_FEW_LESSONS = "too_few_lessons"
    PAST_CEILING = "past_ceiling"
    WRONG_ROLE = "wrong_role"
    WRONG_QUALIFICATION = "wrong_qualification"
    WRONG_SCHOOL = "wrong_school"
    WRONG_VENUE = "wrong_venue"
    WRONG_TOPIC = "wrong_topic"
    WRONG_SUBJECT = "wrong_subject"
    WRONG_STAGE = "wrong_stage"
    WRONG_GRADE = "wrong_grade"
    NOT_IN_PARENT = "not_in_parent"
    MISSING_CONTENT = "missing_content"
    DUPLICATE = "duplicate"
    COUNTED_ELSEWHERE = "counted_elsewhere"


class PartKind(StrEnum):
    """What sets one part of a whole obligation apart."""

    SIDE = "side"  # party ``each``: key is the side
    ITEM = "item"  # each_of: key is the item's code
    STAGE = "stage"  # quota lines by stage: key is the stage
    SHARE = "share"  # 其中: key is the id of the share's obligation


@dataclass(frozen=True, slots=True)
class PartKey:
    kind: PartKind
    key: str
    label: str = ""  # a roster's label; codes are worded elsewhere


@dataclass(frozen=True, slots=True)
class Reason:
    code: ReasonCode
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A window cut short: how many of its days of the deciding kind remain, by which rule."""

    rule: CutRule
    days_left: int
    days_of_window: int
    in_teaching_days: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One period of one obligation, from ``starts_on`` to ``ends_on``, already cut.

    ``due_on`` is the last day in time (``ends_on`` without a due day); it closes at
    ``closes_on`` (due + grace). ``full_starts_on`` and ``full_ends_on`` are the uncut edges.
    ``key`` names the window for people: ("term", 2025, "autumn"), ("month", 2026, 3),
    ("agreement_year", 1), ("week", 2025, "autumn", 3), …
    """

    starts_on: date
    ends_on: date
    due_on: date
    closes_on: date
    full_starts_on: date
    full_ends_on: date
    key: tuple
    stage: str
    teaching_days: tuple[date, ...]  # in force, up to the due day, suspended ones taken out
    cut: Cut | None = None
    trigger: int | None = None  # the activity that opened it (AFTER_ACTIVITY)
    suspended: tuple[tuple[date, date], ...] = ()  # spans inside it in which nothing counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One activity that counted, and for how much."""

    activity_id: int
    held_on: date
    counted: Quantity
    late: bool = False
    made_up: bool = False
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """One activity that did not count, and why. ``would_count`` is what it would have added
    once the one obstacle is gone (a confirmation), else 0."""

    activity_id: int
    held_on: date
    code: MissCode
    facts: Mapping[str, object] = field(default_factory=dict)
    would_count: Quantity = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Progress against time. Days are teaching days of the window (calendar days where it
    has none); shares are exact fractions; per week means per seven calendar days for a
    calendar-day window, else per five teaching days."""

    days_of_window: int
    days_gone: int  # with today
    days_left: int  # after today
    in_teaching_days: bool
    share_gone: Fraction
    share_done: Fraction
    done_per_week: Fraction
    needed_per_week: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement of one obligation, or one part of it, over one window on one day.

    ``status`` is None for ``may`` and ``bureau`` duties: shown, never judged. ``required`` and
    ``counted`` are in the obligation's measure. ``reasons`` is never empty.
    """

    obligation_id: int
    window: Window
    status: Status | None
    severity: Severity
    required: Quantity
    counted: Quantity
    maximum: Quantity | None
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    parts: tuple["Verdict", ...] = ()
    part: PartKey | None = None
    pace: Pace | None = None
    last_useful_on: date | None = None
    asked: Quantity | None = None  # before a prorated cut; None when uncut

    @property
    def short_by(self) -> Quantity:
        return max(self.required - self.counted, self.required * 0)
