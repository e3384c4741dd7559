"""What contradicts itself between a duty and other rows: its whole and its shares, its quota
lines, the duty it replaces. What one duty says against itself stands in
``agreements.validators``."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from agreements.findings import Finding, Problem
from agreements.models.choices import EachOfKind, Measure, Modality, Period
from compliance.engine.calendars import add_months

BY_TERM = (Period.WEEK, Period.FORTNIGHT, Period.TERM)
# Each of these lies inside one of those that follow it: a window of a share inside one of its
# whole cannot ask for more than the whole.
INSIDE = (
    (Period.WEEK, Period.TERM, Period.SCHOOL_YEAR, Period.AGREEMENT),
    (Period.FORTNIGHT, Period.TERM, Period.SCHOOL_YEAR, Period.AGREEMENT),
    (
        Period.MONTH,
        Period.QUARTER,
        Period.HALF_YEAR,
        Period.CALENDAR_YEAR,
        Period.AGREEMENT,
    ),
    (Period.MONTH, Period.TWO_MONTHS, Period.HALF_YEAR, Period.CALENDAR_YEAR),
    (Period.AGREEMENT_YEAR, Period.AGREEMENT),
    (Period.ONCE, Period.AGREEMENT),
)
ONE_TYPE_EACH = (Measure.EVENTS, Measure.LESSONS, Measure.ITEMS)
ABOUT = ("activity_types", "stages", "grades", "subjects", "topics")
KEYS = ("season", "agreement_year", "stage")


def is_saved(row) -> bool:
    """A duty that is only tried out has a number below one."""
    return row.pk is not None and row.pk > 0


# --- A share and its whole --------------------------------------------------------------------
def share_problems(row) -> Iterator[Problem]:
    whole = row.part_of if row.part_of_id else None
    if whole is None:
        return
    if whole.pk == row.pk or is_in_a_circle(row):
        yield Problem(
            finding=Finding.SHARE_OF_ITSELF,
            field="part_of",
            facts={"share": row.name, "whole": whole.name},
        )
        return
    if row.clause_id and whole.clause.agreement_id != row.clause.agreement_id:
        facts = {"whole": whole.name}
        yield Problem(finding=Finding.SHARE_OF_ANOTHER_AGREEMENT, field="part_of", facts=facts)
    yield from _outside(row, whole)
    yield from _larger(row, whole, field="minimum")


def whole_problems(row) -> Iterator[Problem]:
    """What the saved shares of ``row`` ask for beyond it; one query."""
    for share in row.shares.all() if is_saved(row) else ():
        yield from _larger(share, row, field="minimum" if row.maximum is None else "maximum")
        for problem in _outside(share, row):
            yield Problem(finding=problem.finding, field=problem.field, facts=problem.facts)


def is_in_a_circle(row) -> bool:
    """Whether the duty is a share of itself, however far up."""
    found, whole = set(), row.part_of
    while whole is not None and whole.pk not in found:
        found.add(whole.pk)
        whole = whole.part_of
    return is_saved(row) and row.pk in found


def _outside(share, whole) -> Iterator[Problem]:
    """A share is counted among its whole's events: what those never are, it never finds."""
    for name in ABOUT:
        own, others = _codes(share, name), _codes(whole, name)
        beyond = [code for code in own if code not in others]
        is_partial = name == "activity_types"
        if own and others and beyond and (is_partial or len(beyond) == len(own)):
            facts = {name: beyond, "whole": whole.name, "of_whole": {name: others}}
            yield Problem(finding=Finding.SHARE_OUTSIDE, field=name, facts=facts)


def _codes(row, name: str) -> list:
    if name == "activity_types" and row.each_of == EachOfKind.TYPES and row.each_of_items:
        return list(row.each_of_items)
    return list(getattr(row, name))


def _larger(share, whole, *, field: str) -> Iterator[Problem]:
    if not _are_comparable(share, whole):
        return
    asked, limits = _numbers(share), _numbers(whole)
    for key in dict.fromkeys((*asked, *limits)):
        least = asked.get(key, asked[None])[0]
        limit = limit_of(*limits.get(key, limits[None]))
        if least is not None and limit is not None and least * _parts(share) > limit:
            facts = {
                "part": share.name,
                "share": least * _parts(share),
                "total": whole.name,
                "whole": limit,
            }
            yield Problem(finding=Finding.SHARE_LARGER, field=field, facts=facts)
            return


def _parts(share) -> int:
    """Every type asks for its own events: an event has one type."""
    each_type = share.each_of == EachOfKind.TYPES and share.measure in ONE_TYPE_EACH
    return len(share.each_of_items) or 1 if each_type else 1


def _are_comparable(share, whole) -> bool:
    if share.measure != whole.measure or (whole.each_of and whole.each_of != share.each_of):
        return False
    return share.period == whole.period or any(
        share.period in line and whole.period in line[line.index(share.period) :]
        for line in INSIDE
    )


def limit_of(minimum: int | None, maximum: int | None) -> int | None:
    return maximum if maximum is not None else minimum


def _numbers(row) -> dict:
    """The numbers asked: the plain ones (None), and those of each quota line. One query."""
    lines = row.quotas.all() if row.pk else ()
    found = {key_of(line): (line.minimum, line.maximum) for line in lines}
    return found | {None: (row.minimum, row.maximum)}


# --- Quota lines ------------------------------------------------------------------------------
def key_of(line) -> tuple[str, object]:
    """What the line speaks of: its field and value."""
    return next(((name, getattr(line, name)) for name in KEYS if getattr(line, name)), ("", ""))


def keys_problems(line) -> Iterator[Problem]:
    """A line speaks of one term, one agreement year or one stage."""
    filled = [name for name in KEYS if getattr(line, name)]
    if len(filled) != 1:
        facts = {"count": len(filled)}
        yield Problem(finding=Finding.QUOTA_KEYS, field="season", facts=facts)


def line_problems(line, duty) -> Iterator[Problem]:
    """What contradicts itself between one quota line and its duty."""
    yield from _fitting(line, duty)
    yield from _binding(line, duty)
    yield from _line_in_its_whole(line, duty)


def _fitting(line, duty) -> Iterator[Problem]:
    if line.stage and duty.stages and line.stage not in duty.stages:
        facts = {"stage": line.stage, "stages": list(duty.stages)}
        yield Problem(finding=Finding.QUOTA_STAGE, field="stage", facts=facts)
    if line.season and duty.period not in BY_TERM:
        facts = {"period": duty.period}
        yield Problem(finding=Finding.QUOTA_SEASON, field="season", facts=facts)
    if line.agreement_year and duty.clause_id:
        agreement = duty.clause.agreement
        years = agreement_years(agreement.starts_on, agreement.ends_on)
        if line.agreement_year > years:
            facts = {"year": line.agreement_year, "years": years}
            yield Problem(finding=Finding.QUOTA_YEAR, field="agreement_year", facts=facts)


def _binding(line, duty) -> Iterator[Problem]:
    number = limit_of(line.minimum, line.maximum)
    if duty.uncounted and number is not None:
        facts = {"number": number}
        yield Problem(finding=Finding.BLANK_WITH_NUMBER, field="minimum", facts=facts)
    if duty.modality == Modality.MUST_NOT and line.minimum is not None:
        facts = {"minimum": line.minimum}
        yield Problem(finding=Finding.FORBIDDEN_WITH_MINIMUM, field="minimum", facts=facts)
    if duty.measure == Measure.PERCENT:
        yield from percents(line)


def percents(row) -> Iterator[Problem]:
    for name in ("minimum", "maximum"):
        number = getattr(row, name)
        if number is not None and number > 100:
            yield Problem(
                finding=Finding.PERCENT_OVER_100, field=name, facts={"number": number}
            )


def _line_in_its_whole(line, duty) -> Iterator[Problem]:
    whole = duty.part_of if duty.part_of_id else None
    if whole is None or line.minimum is None or not _are_comparable(duty, whole):
        return
    limits = _numbers(whole)
    limit = limit_of(*limits.get(key_of(line), limits[None]))
    if limit is not None and line.minimum > limit:
        facts = {
            "part": duty.name,
            "share": line.minimum,
            "total": whole.name,
            "whole": limit,
        }
        yield Problem(finding=Finding.SHARE_LARGER, field="minimum", facts=facts)


def lines_problems(lines) -> Iterator[Problem]:
    """What contradicts itself among the quota lines of one duty: two that speak of the same
    window. The problem carries the place of the later line as ``index``."""
    before: list[tuple[str, object]] = []
    for index, line in enumerate(lines):
        key = key_of(line)
        if not key[0]:
            continue
        if key in before:
            facts = {"index": index, "key": key}
            yield Problem(finding=Finding.QUOTA_TWICE, field=key[0], facts=facts)
        elif other := next((k for k in before if k[0] != key[0]), None):
            facts = {"index": index, "key": key, "other": other}
            yield Problem(finding=Finding.QUOTA_MIXED, field=key[0], facts=facts)
        before.append(key)


def agreement_years(starts_on, ends_on) -> int:
    """How many agreement years begin up to the last day."""
    return next(n for n in count(1) if add_months(starts_on, 12 * n) > ends_on)


# --- An amendment -----------------------------------------------------------------------------
def replacing_problems(row) -> Iterator[Problem]:
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
