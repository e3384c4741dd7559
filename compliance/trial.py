"""How a duty would have been judged against what was done last year: a draft shows its effect
before anybody signs it. The engine is asked as always; nothing is written."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agreements.models import Agreement, Obligation
from compliance.engine.judge import judge
from compliance.engine.terms import Activity, ActivityState, Case
from compliance.engine.verdicts import PartKind, Verdict
from compliance.facts import Sheet
from compliance.school_years import calendar_of
from compliance.supposing import case_of_sheet, signed_copy

Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """``school_year`` is the last one that is over; ``confirmed`` activities of the pairing
    were held in it."""

    school_year: int
    confirmed: int
    verdicts: tuple[Verdict, ...]


def tried(duty: Obligation, *, on: date) -> Trial | None:
    """``duty`` as typed (``supposing.typed_duty``), taken to have been in force for that whole
    year, with the duties that stand beside it: some counts are shared. None while the calendar
    of the pairing holds no year that is over."""
    document = duty.clause.agreement
    pairing = document.pairing
    over = [year for year in calendar_of(pairing).school_years() if year[1][1] < on]
    if not over:
        return None
    school_year, days = over[-1]
    sheet = Sheet(pairing=pairing, main=_of_year(document, days=days), amendments=())
    case = _of_days(case_of_sheet(sheet, duty=duty), days=days, grace=duty.grace_days)
    return Trial(
        school_year=school_year,
        confirmed=sum(_is_confirmed(activity, days=days) for activity in case.activities),
        verdicts=tuple(_of_duty(duty.pk, judge(case, on=on))),
    )


def _of_year(document: Agreement, *, days: Days) -> Agreement:
    """``document`` as an agreement of its own, signed for these days."""
    found = copy(document)
    found.amends = None
    found.starts_on, found.ends_on = days
    return signed_copy(found, on=found.starts_on)


def _of_days(case: Case, *, days: Days, grace: int) -> Case:
    """What was held in other years has no part in the question."""
    last = days[1] + timedelta(days=grace)
    held = tuple(a for a in case.activities if days[0] <= a.starts_on <= last)
    return replace(case, activities=held)


def _is_confirmed(activity: Activity, *, days: Days) -> bool:
    last = activity.steps[-1].state if activity.steps else None
    return last is ActivityState.CONFIRMED and days[0] <= activity.starts_on <= days[1]


def _of_duty(pk: int, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Those of the duty itself; of a share, as they stand among the parts of its whole."""
    for verdict in verdicts:
        is_part = verdict.part is not None and verdict.part.kind is not PartKind.SHARE
        if verdict.obligation_id == pk and not is_part:
            yield verdict
        else:
            yield from _of_duty(pk, verdict.parts)
