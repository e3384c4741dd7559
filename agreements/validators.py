"""What contradicts itself in a duty, a quota line or an amendment: findings as data, worded in
``agreements.wording``. Between a duty and other rows see ``agreements.relations``; what keeps
a whole agreement from being signed stands in ``agreements.readiness``."""

from collections.abc import Iterable, Iterator

from agreements.belonging import BELONGS, says_something
from agreements.findings import Finding, Problem
from agreements.models.choices import (
    CoverageOf,
    EachOfKind,
    Measure,
    Modality,
    Party,
)
from agreements.models.rules import BOUNDS
from agreements.relations import (
    amendment_problems,
    keys_problems,
    line_problems,
    lines_problems,
    percents,
    replacing_problems,
    share_problems,
    whole_problems,
)
from agreements.timing import due_problems, season_problems
from compliance.engine.ranks import LEVEL
from pairing.vocabulary import (
    GRADES_OF_STAGE,
    ActivityType,
    Grade,
    Qualification,
    Role,
    Stage,
    Subject,
    Topic,
)

__all__ = [
    "Finding",
    "Problem",
    "amendment_problems",
    "line_alone_problems",
    "lines_problems",
    "problems_of",
    "quota_problems",
    "whole_problems",
]

ITEMS = {
    EachOfKind.ROLES: Role,
    EachOfKind.TYPES: ActivityType,
    EachOfKind.TOPICS: Topic,
    EachOfKind.GRADES: Grade,
    EachOfKind.SUBJECTS: Subject,
}
# Fields with findings of their own for what does not belong.
TOLD_APART = frozenset({"minimum", "counted_side", "coverage_distinct"})
ALWAYS_CHOSEN = frozenset({"party", "measure", "modality"})


def problems_of(obligation) -> list[Problem]:
    """What contradicts itself in the duty, its whole and its clause; quota lines and the
    duty's own shares aside."""
    if malformed := list(_lists(obligation)):
        return malformed
    checks = (
        _numbers,
        _deeds,
        _strays,
        _ranks,
        _grades,
        _items,
        season_problems,
        due_problems,
        _bounds,
        _coverage,
        share_problems,
        replacing_problems,
    )
    return [problem for check in checks for problem in check(obligation)]


def quota_problems(line, obligation) -> list[Problem]:
    """What contradicts itself in one quota line of ``obligation``."""
    return [*line_alone_problems(line), *line_problems(line, obligation)]


def line_alone_problems(line) -> list[Problem]:
    """What contradicts itself in one quota line, whatever the duty around it."""
    return [*_range(line), *keys_problems(line)]


def _lists(row) -> Iterator[Problem]:
    """The two fields of free JSON must hold what all others take for granted."""
    if not isinstance(row.each_of_items, list):
        facts = {"items": [str(row.each_of_items)]}
        yield Problem(finding=Finding.UNKNOWN_ITEM, field="each_of_items", facts=facts)
    groups = row.actor_qualifications
    is_nested = isinstance(groups, list) and all(isinstance(g, list) and g for g in groups)
    unknown = (
        [m for g in groups for m in g if m not in Qualification.values] if is_nested else []
    )
    if not is_nested or unknown:
        facts = {"marks": [str(mark) for mark in unknown] or [str(groups)]}
        yield Problem(finding=Finding.UNKNOWN_MARK, field="actor_qualifications", facts=facts)


# --- How many ---------------------------------------------------------------------------------
def _numbers(row) -> Iterator[Problem]:
    yield from _range(row)
    yield from _at_least_one(row, BOUNDS)
    number = row.minimum if row.minimum is not None else row.maximum
    if row.uncounted and number is not None:
        facts = {"number": number}
        yield Problem(finding=Finding.BLANK_WITH_NUMBER, field="uncounted", facts=facts)
    if row.modality == Modality.MUST_NOT and row.minimum is not None:
        facts = {"minimum": row.minimum}
        yield Problem(finding=Finding.FORBIDDEN_WITH_MINIMUM, field="minimum", facts=facts)
    if row.measure == Measure.PERCENT:
        yield from percents(row)
    if row.party == Party.EACH and row.counted_side:
        facts = {"counted_side": row.counted_side, "party": row.party}
        yield Problem(finding=Finding.SIDE_OF_EACH, field="counted_side", facts=facts)


def _range(row) -> Iterator[Problem]:
    if None not in (row.minimum, row.maximum) and row.maximum < row.minimum:
        facts = {"minimum": row.minimum, "maximum": row.maximum}
        yield Problem(finding=Finding.MAXIMUM_BELOW_MINIMUM, field="maximum", facts=facts)
    yield from _at_least_one(row, ("minimum", "maximum"))


def _at_least_one(row, names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        if getattr(row, name) == 0:
            facts = {"field": name, "number": 0}
            yield Problem(finding=Finding.NUMBER_BELOW_ONE, field=name, facts=facts)


# --- What and who -----------------------------------------------------------------------------
def _deeds(row) -> Iterator[Problem]:
    in_words = row.modality in (Modality.MUST_NOT, Modality.TEXT_ONLY)
    by_items = row.each_of == EachOfKind.TYPES
    if not (row.activity_types or in_words or by_items or row.part_of_id):
        yield Problem(finding=Finding.NOTHING_COUNTS, field="activity_types")


def _strays(row) -> Iterator[Problem]:
    """What was filled in and says nothing beside what was chosen elsewhere."""
    for name, (other, _values) in BELONGS.items():
        value, chosen = getattr(row, name), getattr(row, other)
        is_open = not chosen and other in ALWAYS_CHOSEN
        if not value or is_open or name in TOLD_APART or _repeats(row, name):
            continue
        if not says_something(name, lambda key: getattr(row, key)):
            facts = {"field": name, "value": value, "other": other, "chosen": chosen}
            yield Problem(finding=Finding.STRAY, field=name, facts=facts)


def _repeats(row, name: str) -> bool:
    """Types named once more beside the items that each type is, and no others."""
    return name == "activity_types" and set(row.activity_types) <= set(row.each_of_items)


def _ranks(row) -> Iterator[Problem]:
    # A post below the rank is no contradiction: 班主任或中层以上干部 means either.
    if row.minimum_rank and row.minimum_rank not in LEVEL:
        facts = {"role": row.minimum_rank}
        yield Problem(finding=Finding.GROUP_AS_RANK, field="minimum_rank", facts=facts)


def _grades(row) -> Iterator[Problem]:
    if not row.stages:
        return
    of_stages = _grades_of(row.stages)
    for name in ("grades", "each_of_items"):
        if name == "each_of_items" and row.each_of != EachOfKind.GRADES:
            continue
        if wrong := [code for code in getattr(row, name) if code not in of_stages]:
            facts = {"grades": wrong, "stages": list(row.stages)}
            yield Problem(finding=Finding.GRADE_NOT_OF_STAGE, field=name, facts=facts)


def _grades_of(stages: Iterable[str]) -> set[str]:
    return {grade for stage in stages for grade in GRADES_OF_STAGE.get(stage, ())}


def _items(row) -> Iterator[Problem]:
    vocabulary = ITEMS.get(row.each_of)
    if vocabulary is None:
        return
    if not row.each_of_items:
        facts = {"kind": row.each_of}
        yield Problem(finding=Finding.EACH_WITHOUT_ITEMS, field="each_of_items", facts=facts)
    if unknown := [i for i in row.each_of_items if i not in vocabulary.values]:
        facts = {"items": [str(item) for item in unknown]}
        yield Problem(finding=Finding.UNKNOWN_ITEM, field="each_of_items", facts=facts)


# --- One event --------------------------------------------------------------------------------
def _bounds(row) -> Iterator[Problem]:
    for high, floor, unit in _floors(row):
        ceiling = getattr(row, high)
        if floor and ceiling and ceiling < floor:
            facts = {"floor": floor, "ceiling": ceiling, "bound_unit": unit}
            yield Problem(finding=Finding.CEILING_BELOW_FLOOR, field=high, facts=facts)
            return


def _floors(row) -> Iterator[tuple[str, int | None, str]]:
    """The least that each ceiling must leave room for. A joint event has the people of both
    sides; a week takes five teaching days."""
    together = 2 if row.party == Party.BOTH and not row.counted_side else 1
    yield "ceiling_people", row.floor_people, "people"
    yield "ceiling_people", (row.floor_people_each_side or 0) * together, "people"
    yield "ceiling_days", row.floor_days, "days"
    yield "ceiling_days", (row.floor_weeks or 0) * 5, "days"


def _coverage(row) -> Iterator[Problem]:
    if bool(row.coverage_of) != bool(row.coverage_distinct):
        name = "coverage_distinct" if row.coverage_of else "coverage_of"
        yield Problem(finding=Finding.COVERAGE_WITHOUT_NUMBER, field=name)
        return
    if not row.coverage_of:
        return
    facts = {"distinct": row.coverage_distinct, "coverage_of": row.coverage_of}
    if row.coverage_distinct > (most := len(_coverable(row))):
        facts |= {"most": most}
        yield Problem(finding=Finding.COVERAGE_TOO_WIDE, field="coverage_distinct", facts=facts)
    elif _has_too_few_events(row):
        facts |= {"maximum": row.maximum}
        yield Problem(
            finding=Finding.COVERAGE_OVER_MAXIMUM, field="coverage_distinct", facts=facts
        )


def _coverable(row) -> Iterable[str]:
    """All that can be told apart: what the duty names, else what there is."""
    kind, by_item = row.coverage_of, row.each_of == row.coverage_of
    if by_item and row.each_of_items:
        return set(row.each_of_items)
    if kind == CoverageOf.GRADES and row.stages and not row.grades:
        return _grades_of(row.stages)
    if kind == CoverageOf.TYPES and row.part_of_id and not row.activity_types:
        return ActivityType.values
    named, every = {
        CoverageOf.SUBJECTS: (row.subjects, Subject),
        CoverageOf.TOPICS: (row.topics, Topic),
        CoverageOf.TYPES: (row.activity_types, ActivityType),
        CoverageOf.GRADES: (row.grades, Grade),
        CoverageOf.STAGES: (row.stages, Stage),
    }.get(kind, ((), ActivityType))
    return set(named) or every.values


def _has_too_few_events(row) -> bool:
    """An event has one type: so many events cannot be of more types."""
    return (
        row.coverage_of == CoverageOf.TYPES
        and row.measure in (Measure.EVENTS, Measure.ITEMS)
        and row.maximum is not None
        and row.maximum < row.coverage_distinct
    )
