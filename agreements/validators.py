"""What contradicts itself in a duty, a quota line or an amendment: findings as data, worded in
``agreements.wording``. What keeps a whole agreement from being signed stands in
``agreements.readiness``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from enum import StrEnum

from agreements.models.choices import (
    DueKind,
    EachOfKind,
    Measure,
    Modality,
    Period,
    SeasonKind,
)
from compliance.engine.ranks import LEVEL
from pairing.vocabulary import (
    GRADES_OF_STAGE,
    ActivityType,
    Grade,
    Qualification,
    Role,
    Subject,
    Topic,
)

ITEMS = {
    EachOfKind.ROLES: Role,
    EachOfKind.TYPES: ActivityType,
    EachOfKind.TOPICS: Topic,
    EachOfKind.GRADES: Grade,
    EachOfKind.SUBJECTS: Subject,
}
# A break lies outside every term, so a duty counted in these periods can never meet one.
WITHIN_TERMS = frozenset(
    {
        Period.WEEK,
        Period.FORTNIGHT,
        Period.TERM,
    }
)
UNBINDING = frozenset({Modality.MAY, Modality.MUST_NOT, Modality.TEXT_ONLY})
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Finding(StrEnum):
    MAXIMUM_BELOW_MINIMUM = "maximum_below_minimum"
    BLANK_WITH_NUMBER = "blank_with_number"
    FORBIDDEN_WITH_MINIMUM = "forbidden_with_minimum"
    PERCENT_OVER_100 = "percent_over_100"
    NOTHING_COUNTS = "nothing_counts"
    GRADE_NOT_OF_STAGE = "grade_not_of_stage"
    GROUP_AS_RANK = "group_as_rank"
    UNKNOWN_MARK = "unknown_mark"
    EACH_WITHOUT_ITEMS = "each_without_items"
    UNKNOWN_ITEM = "unknown_item"
    SEASON_OUTSIDE_PERIOD = "season_outside_period"
    SEASON_DAYS = "season_days"
    DUE_INCOMPLETE = "due_incomplete"
    DUE_OUTSIDE = "due_outside"
    COVERAGE_WITHOUT_NUMBER = "coverage_without_number"
    CEILING_BELOW_FLOOR = "ceiling_below_floor"
    SHARE_LARGER = "share_larger"
    SHARE_OF_ANOTHER_AGREEMENT = "share_of_another_agreement"
    SHARE_OF_ITSELF = "share_of_itself"
    QUOTA_STAGE = "quota_stage"
    QUOTA_SEASON = "quota_season"
    REPLACES_UNRELATED = "replaces_unrelated"
    BLANK_DUTY = "blank_duty"
    BLANK_TEXT = "blank_text"
    EMPTY_AGREEMENT = "empty_agreement"
    EMPTY_SECTION = "empty_section"
    COPIES_DIFFER = "copies_differ"
    COPIES_WITHOUT_HOLDERS = "copies_without_holders"
    YEARS_DIFFER = "years_differ"
    AMENDS_ANOTHER_PAIRING = "amends_another_pairing"
    AMENDS_OUTSIDE = "amends_outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """``field`` is the field of the row at fault, "" for the whole; ``place`` the clause."""

    finding: Finding
    field: str = ""
    facts: dict = made(default_factory=dict)
    place: str = ""


def problems_of(obligation) -> list[Problem]:
    """What contradicts itself in the duty, its whole and its clause; quota lines aside."""
    if malformed := list(_lists(obligation)):
        return malformed
    checks = (
        _numbers,
        _deeds,
        _ranks,
        _grades,
        _items,
        _season,
        _due,
        _bounds,
        _share,
        _amendment,
    )
    return [problem for check in checks for problem in check(obligation)]


def quota_problems(line, obligation) -> list[Problem]:
    """What contradicts itself in one quota line of ``obligation``."""
    found = list(_range(line))
    if line.stage and obligation.stages and line.stage not in obligation.stages:
        facts = {"stage": line.stage, "stages": list(obligation.stages)}
        found.append(Problem(finding=Finding.QUOTA_STAGE, field="stage", facts=facts))
    by_term = (Period.WEEK, Period.FORTNIGHT, Period.TERM)
    if line.season and obligation.period not in by_term:
        facts = {"period": obligation.period}
        found.append(Problem(finding=Finding.QUOTA_SEASON, field="season", facts=facts))
    return found


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


# --- One duty ---------------------------------------------------------------------------------
def _numbers(row) -> Iterator[Problem]:
    yield from _range(row)
    number = row.minimum if row.minimum is not None else row.maximum
    if row.uncounted and number is not None:
        facts = {"number": number}
        yield Problem(finding=Finding.BLANK_WITH_NUMBER, field="uncounted", facts=facts)
    if row.modality == Modality.MUST_NOT and row.minimum is not None:
        facts = {"minimum": row.minimum}
        yield Problem(finding=Finding.FORBIDDEN_WITH_MINIMUM, field="minimum", facts=facts)
    if row.measure == Measure.PERCENT and (row.minimum or 0) > 100:
        facts = {"minimum": row.minimum}
        yield Problem(finding=Finding.PERCENT_OVER_100, field="minimum", facts=facts)


def _range(row) -> Iterator[Problem]:
    if None not in (row.minimum, row.maximum) and row.maximum < row.minimum:
        facts = {"minimum": row.minimum, "maximum": row.maximum}
        yield Problem(finding=Finding.MAXIMUM_BELOW_MINIMUM, field="maximum", facts=facts)


def _deeds(row) -> Iterator[Problem]:
    in_words = row.modality in (Modality.MUST_NOT, Modality.TEXT_ONLY)
    by_items = row.each_of == EachOfKind.TYPES
    if not (row.activity_types or in_words or by_items or row.part_of_id):
        yield Problem(finding=Finding.NOTHING_COUNTS, field="activity_types")


def _ranks(row) -> Iterator[Problem]:
    if row.minimum_rank and row.minimum_rank not in LEVEL:
        facts = {"role": row.minimum_rank}
        yield Problem(finding=Finding.GROUP_AS_RANK, field="minimum_rank", facts=facts)


def _grades(row) -> Iterator[Problem]:
    if not row.stages:
        return
    of_stages = {grade for stage in row.stages for grade in GRADES_OF_STAGE[stage]}
    for name in ("grades", "each_of_items"):
        if name == "each_of_items" and row.each_of != EachOfKind.GRADES:
            continue
        if wrong := [code for code in getattr(row, name) if code not in of_stages]:
            facts = {"grades": wrong, "stages": list(row.stages)}
            yield Problem(finding=Finding.GRADE_NOT_OF_STAGE, field=name, facts=facts)


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


def _season(row) -> Iterator[Problem]:
    breaks = (SeasonKind.SUMMER, SeasonKind.WINTER)
    if row.season in breaks and row.period in WITHIN_TERMS:
        facts = {"season": row.season, "period": row.period}
        yield Problem(finding=Finding.SEASON_OUTSIDE_PERIOD, field="season", facts=facts)
    if row.season == SeasonKind.DATES:
        days = {"season_from": row.season_from, "season_to": row.season_to}
        for name, text in days.items():
            if not MONTH_DAY.fullmatch(text):
                yield Problem(finding=Finding.SEASON_DAYS, field=name, facts={"day": text})


def _due(row) -> Iterator[Problem]:
    needed = {
        DueKind.DAY_OF_YEAR: ("due_month", "due_day"),
        DueKind.FIXED: ("due_on",),
        DueKind.AFTER_ACTIVITY: ("due_trigger_types",),
    }.get(row.due_kind, ())
    missing = [name for name in needed if not getattr(row, name)]
    spans = (DueKind.AFTER_SIGNING, DueKind.AFTER_ACTIVITY)
    if row.due_kind in spans and not (row.due_months or row.due_days):
        missing.append("due_days")
    for name in missing:
        yield Problem(finding=Finding.DUE_INCOMPLETE, field=name, facts={"kind": row.due_kind})
    if row.due_kind == DueKind.DAY_OF_YEAR and not missing and not _is_day_of_year(row):
        facts = {"kind": row.due_kind}
        yield Problem(finding=Finding.DUE_INCOMPLETE, field="due_day", facts=facts)
    yield from _due_outside(row)


def _is_day_of_year(row) -> bool:
    """31 stands for the last day of any month."""
    return 1 <= row.due_month <= 12 and 1 <= row.due_day <= 31


def _due_outside(row) -> Iterator[Problem]:
    if row.due_kind != DueKind.FIXED or not row.due_on or not row.clause_id:
        return
    agreement = row.clause.agreement
    if not agreement.starts_on <= row.due_on <= agreement.ends_on:
        facts = {
            "due_on": row.due_on,
            "starts_on": agreement.starts_on,
            "ends_on": agreement.ends_on,
        }
        yield Problem(finding=Finding.DUE_OUTSIDE, field="due_on", facts=facts)


def _bounds(row) -> Iterator[Problem]:
    pairs = (("floor_people", "ceiling_people"), ("floor_days", "ceiling_days"))
    for low, high in pairs:
        floor, ceiling = getattr(row, low), getattr(row, high)
        if floor and ceiling and ceiling < floor:
            facts = {"floor": floor, "ceiling": ceiling}
            yield Problem(finding=Finding.CEILING_BELOW_FLOOR, field=high, facts=facts)
    if bool(row.coverage_of) != bool(row.coverage_distinct):
        name = "coverage_distinct" if row.coverage_of else "coverage_of"
        yield Problem(finding=Finding.COVERAGE_WITHOUT_NUMBER, field=name)


def _share(row) -> Iterator[Problem]:
    whole = row.part_of if row.part_of_id else None
    if whole is None:
        return
    if row.pk and row.pk in _wholes(row):
        yield Problem(finding=Finding.SHARE_OF_ITSELF, field="part_of")
        return
    if row.clause_id and whole.clause.agreement_id != row.clause.agreement_id:
        facts = {"whole": whole.name}
        yield Problem(finding=Finding.SHARE_OF_ANOTHER_AGREEMENT, field="part_of", facts=facts)
    if _is_larger(row, whole):
        limit = whole.maximum if whole.maximum is not None else whole.minimum
        facts = {"share": row.minimum, "whole": limit}
        yield Problem(finding=Finding.SHARE_LARGER, field="minimum", facts=facts)


def _wholes(row) -> set[int]:
    """The numbers of the duties that ``row`` is a share of, however far up."""
    found, whole = set(), row.part_of
    while whole is not None and whole.pk not in found:
        found.add(whole.pk)
        whole = whole.part_of
    return found


def _is_larger(row, whole) -> bool:
    limit = whole.maximum if whole.maximum is not None else whole.minimum
    is_same = (row.measure, row.period) == (whole.measure, whole.period)
    return is_same and limit is not None and (row.minimum or 0) > limit


def _amendment(row) -> Iterator[Problem]:
    old = row.replaces if row.replaces_id else None
    if old is None or not row.clause_id:
        return
    if old.clause.agreement_id not in _amended(row.clause.agreement):
        yield Problem(
            finding=Finding.REPLACES_UNRELATED, field="replaces", facts={"duty": old.name}
        )


def _amended(agreement) -> set[int]:
    """The agreement that is amended, and the other amendments to it."""
    if agreement.amends_id is None:
        return set()
    siblings = agreement.amends.amendments.exclude(pk=agreement.pk)
    return {agreement.amends_id, *siblings.values_list("pk", flat=True)}


# --- One amendment ---------------------------------------------------------------------------
def amendment_problems(
    *, amends, pairing_id: int, starts_on: date, ends_on: date
) -> list[Problem]:
    """What is wrong with an amendment of the agreement ``amends``."""
    found = []
    if amends.pairing_id != pairing_id:
        facts = {"number": amends.number}
        found.append(
            Problem(finding=Finding.AMENDS_ANOTHER_PAIRING, field="amends", facts=facts)
        )
    if not amends.starts_on <= starts_on <= amends.ends_on:
        facts = {
            "takes_effect_on": starts_on,
            "starts_on": amends.starts_on,
            "ends_on": amends.ends_on,
        }
        found.append(Problem(finding=Finding.AMENDS_OUTSIDE, field="starts_on", facts=facts))
    return found
