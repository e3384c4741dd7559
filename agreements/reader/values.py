"""What reading an agreement gives: clauses, duties and what was left over, each with its place.

Plain values without Django, so that the reader runs anywhere and the same text always gives the
same answer. A place is a ``Span`` of the text as it was handed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """See ``agreements.models.QuotaLine``: exactly one of the three keys is set."""

    season: str = ""
    agreement_year: int | None = None
    stage: str = ""
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One duty in the full language, field for field as ``agreements.models.Obligation``; codes
    are those of ``pairing.vocabulary``, as plain words. ``party`` "" is a subject the text does
    not name: a person has to say it before the duty can be kept. Amounts are whole yuan.

    Anything that says an obligation (``agreements.rendering``) says this one as well.
    """

    name: str = ""
    party: str = ""
    activity_types: tuple[str, ...] = ()
    measure: str = "events"
    period: str = "once"
    minimum: int | None = None
    maximum: int | None = None
    quotas: tuple[QuotaLine, ...] = ()
    modality: str = "must"
    uncounted: bool = False
    actor_roles: tuple[str, ...] = ()
    minimum_rank: str = ""
    actor_qualifications: tuple[tuple[str, ...], ...] = ()
    both_heads: bool = False
    counted_side: str = ""
    venue: str = "anywhere"
    topics: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    topics_agreed: bool = False
    season: str = ""
    season_from: str = ""
    season_to: str = ""
    each_of: str = ""
    each_of_items: tuple[str, ...] = ()
    floor_people: int | None = None
    floor_people_each_side: int | None = None
    floor_days: int | None = None
    floor_weeks: int | None = None
    floor_lessons: int | None = None
    floor_days_per_person: int | None = None
    ceiling_people: int | None = None
    ceiling_days: int | None = None
    coverage_of: str = ""
    coverage_distinct: int = 0
    contents: tuple[str, ...] = ()
    part_of: "Obligation | None" = None
    due_kind: str = ""
    due_month: int | None = None
    due_day: int | None = None
    due_months: int | None = None
    due_days: int | None = None
    due_on: date | None = None
    due_trigger_types: tuple[str, ...] = ()
    grace_days: int = 0
    cost_bearer: str = ""
    funding_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The duty in the words of the text: what a reader of the page looks for. ``party`` is
    None where the text names nobody; ``period`` is a code of the language, ``year`` where the
    text says 每年 and no more, "" where it is silent. ``each_of`` and ``deadline`` are copied
    words, ``unit`` the measure word as written."""

    party: str | None = None
    period: str = ""
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    each_of: tuple[str, ...] = ()
    event_people: int | None = None
    event_days: int | None = None
    deadline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty found. ``span`` is the shortest stretch that carries it, ``sources`` the words
    behind each field of ``obligation`` (field name to places). ``whole`` is the place in
    ``Reading.duties`` of the duty of which this is a share, ``clause`` the one in
    ``Reading.clauses`` where it stands. ``bounds`` is the place of another duty
    whose obligation holds this number too (每次不少于2节, 覆盖不少于4个学科, 春季4次):
    nothing is owed twice."""

    span: Span
    obligation: Obligation
    said: Said
    sources: Mapping[str, tuple[Span, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    whole: int | None = None
    clause: int | None = None
    bounds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A heading, a numbered point or a paragraph. ``label`` is its number as written (（一）,
    1.), ``span`` all of it with its points, ``parent`` its place in ``Reading.clauses``."""

    label: str
    heading: str
    span: Span
    level: int
    parent: int | None = None


class Leftover(StrEnum):
    """Why a sentence is shown to a person though no duty was read from it."""

    NUMBER = "number"  # it has a number with a measure word that no duty took
    FREQUENCY = "frequency"  # 每学期, 定期 … without a duty
    BLANK = "blank"  # a blank that nobody filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    span: Span
    why: Leftover


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands around the duties. None or "" where the text does not say it. ``holders``
    keep so many of the copies each, named only where their numbers make up ``copies``;
    ``places`` are the words behind each field (field name to places): ``starts_on`` has those
    of both days, ``copies`` the whole sentence."""

    title: str = ""
    supporting_school: str = ""
    receiving_school: str = ""
    policy_title: str = ""
    policy_number: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    copies: int | None = None
    holders: tuple[tuple[str, int], ...] = ()
    places: Mapping[str, tuple[Span, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``is_of_the_genre`` is False for a text that speaks of no pairing, agreement or plan.
    ``uncounted`` are acts without a number and without a frequency (定期组织…, 若干名), apart
    from ``duties``: the annotated agreements have none."""

    text: str
    is_of_the_genre: bool
    heading: Heading = field(default_factory=Heading)
    clauses: tuple[Clause, ...] = ()
    duties: tuple[Duty, ...] = ()
    uncounted: tuple[Duty, ...] = ()
    unread: tuple[Unread, ...] = ()
