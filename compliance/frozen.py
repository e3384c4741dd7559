"""Filed school years when they are read: what was frozen stands where today's would stand.

``judged_as_filed`` is the one place that decides it; every list, page, paper and export gets
its verdicts through there. A filed window comes back as a ``FiledVerdict``: the verdict of the
day it was filed, and beside it what the same window would say now, so that what was confirmed
or voided afterwards can be told as "after filing +2" without touching a filed figure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property

from compliance.engine.judge import judge
from compliance.engine.serialise import from_data
from compliance.engine.terms import Calendar, Case, Obligation, Quantity, Term, TermSeason
from compliance.engine.verdicts import Evidence, ReasonCode, Status, Verdict
from compliance.facts.reading import Read
from compliance.models import Filing, StoredVerdict
from pairing.models import Pairing

ONE_DAY = timedelta(days=1)
# What the bureau decides about one window: after filing it is told, and lifts nothing.
_DECISIONS = frozenset({ReasonCode.WAIVED, ReasonCode.MADE_UP, ReasonCode.VIOLATED})

Place = tuple[int, date, int, str]  # duty (its first version), first day, trigger, stage


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledVerdict(Verdict):
    """A verdict as it was filed. ``was_open``: its window had not closed on that day, so it is
    frozen half way. ``after_by`` is how much more (or less) counts today, None when nothing has
    come since; ``now`` what the window would say today, where it was judged afresh."""

    filed_on: date
    was_open: bool
    after_by: Quantity | None = None
    now: Verdict | None = None

    @property
    def after(self) -> "Afterwards":
        """What came after the filing, of a verdict that was judged afresh."""
        return Afterwards(filed=self, now=self.now)


@dataclass(frozen=True)
class Afterwards:
    """How a filed window differs from the same window today."""

    filed: Verdict
    now: Verdict | None

    @cached_property
    def by(self) -> Quantity:
        """How much more, or less, would count today."""
        return (self.now.counted if self.now else 0) - self.filed.counted

    @cached_property
    def came(self) -> tuple[Evidence, ...]:
        """What counts today and did not then."""
        return _beyond(self.now, self.filed)

    @cached_property
    def went(self) -> tuple[Evidence, ...]:
        """What counted then and does not today."""
        return _beyond(self.filed, self.now)

    @cached_property
    def decided(self) -> tuple:
        """Waivers, make-ups and violations that were not known then, as reasons."""
        known = {(r.code, str(r.facts)) for r in self.filed.reasons}
        reasons = self.now.reasons if self.now else ()
        return tuple(
            r for r in reasons if r.code in _DECISIONS and (r.code, str(r.facts)) not in known
        )

    @property
    def status(self) -> Status | None:
        return self.now.status if self.now else None

    @property
    def is_any(self) -> bool:
        return bool(self.by or self.came or self.went or self.decided)


def _beyond(one: Verdict | None, other: Verdict | None) -> tuple[Evidence, ...]:
    """What ``one`` counted and ``other`` did not, or counted differently."""
    there = {(e.activity_id, e.counted) for e in _evidence(other)}
    found = (e for e in _evidence(one) if (e.activity_id, e.counted) not in there)
    return tuple({e.activity_id: e for e in found}.values())


def _evidence(verdict: Verdict | None) -> Iterator[Evidence]:
    """Of the whole; of its parts where the whole names none itself."""
    if verdict is None:
        return
    if verdict.evidence:
        yield from verdict.evidence
    else:
        for part in verdict.parts:
            yield from _evidence(part)


# --- which filings ------------------------------------------------------------------------


_FILINGS = Read(lambda ids: Filing.objects.filter(pairing__in=ids).order_by("school_year"))


def filings_of(pairing_ids: Iterable[int]) -> dict[int, list[Filing]]:
    """The filings of these pairings, by pairing, in the order of the years; one query."""
    found: dict[int, list[Filing]] = {}
    for row in _FILINGS(pairing_ids):
        found.setdefault(row.pairing_id, []).append(row)
    return found


def filing_of(pairing: Pairing, *, school_year: int, on: date) -> Filing | None:
    """The filing of one school year that stood at the end of ``on``."""
    return pairing.filings.filter(school_year=school_year, filed_on__lte=on).first()


def verdict_of(row: StoredVerdict) -> Verdict:
    """The verdict that a stored row holds, marked when its window is filed; without the
    activities behind it, which the page of the verdict reads afresh."""
    verdict = from_data(row.data)
    if row.filed_on is None:
        return verdict
    return _marked(
        verdict, filed_on=row.filed_on, was_open=row.filed_open, after_by=row.after_filing
    )


def columns_of(verdict: Verdict) -> dict:
    """What a stored row says of the filing, beside the verdict itself."""
    if not isinstance(verdict, FiledVerdict):
        return {"filed_on": None, "filed_open": False, "after_filing": None}
    return {
        "filed_on": verdict.filed_on,
        "filed_open": verdict.was_open,
        "after_filing": verdict.after_by,
    }


def _marked(verdict: Verdict, **mark) -> FiledVerdict:
    said = {each.name: getattr(verdict, each.name) for each in fields(Verdict)}
    return FiledVerdict(**said, **mark)


# --- judging ------------------------------------------------------------------------------


def judged_as_filed(
    case: Case, filings: Sequence[Filing], *, on: date
) -> tuple[Case, tuple[Verdict, ...]]:
    """The verdicts of ``case`` at the end of ``on``, filed windows as they were filed; and the
    case they rest on. A day before a filing is answered as it was known that day, but by the
    calendar as it was filed."""
    case = _by_filed_calendars(case, filings)
    fresh = judge(case, on=on)
    standing = [filing for filing in filings if filing.filed_on <= on]
    if not standing:
        return case, fresh
    roots = _roots(case.obligations)
    filed = [v for filing in standing for v in _frozen(case, filing, fresh=fresh, on=on)]
    places = {_place(verdict, roots=roots) for verdict in filed}
    rest = [
        verdict
        for verdict in fresh
        if _place(verdict, roots=roots) not in places
        and not any(_is_in(verdict, filing) for filing in standing)
    ]
    return case, tuple(sorted((*rest, *filed), key=_in_order(case)))


def _frozen(
    case: Case, filing: Filing, *, fresh: Sequence[Verdict], on: date
) -> list[FiledVerdict]:
    """The filed verdicts of this agreement, each with what its window would say now."""
    filed = [from_data(data) for data in filing.verdicts.get(str(case.agreement.id), ())]
    # An amendment agreed later holds for no filed window: what came after is counted without.
    before = _as_agreed_by(case, filing.filed_on)
    now = fresh if before is case else judge(before, on=on)
    today = {_window(verdict): verdict for verdict in now}
    return [_beside(verdict, today.get(_window(verdict)), filing=filing) for verdict in filed]


def _beside(filed: Verdict, now: Verdict | None, *, filing: Filing) -> FiledVerdict:
    after = Afterwards(filed=filed, now=now)
    return _marked(
        filed,
        filed_on=filing.filed_on,
        was_open=filing.filed_on <= filed.window.closes_on,
        after_by=after.by if after.is_any else None,
        now=now,
    )


def _is_in(verdict: Verdict, filing: Filing) -> bool:
    return filing.first_on <= verdict.window.ends_on <= filing.last_on


def _window(verdict: Verdict) -> Place:
    window = verdict.window
    return verdict.obligation_id, window.starts_on, window.trigger or 0, window.stage


def _place(verdict: Verdict, *, roots: Mapping[int, int]) -> Place:
    """A window keeps its place whatever version of the duty asks for it."""
    obligation_id, *rest = _window(verdict)
    return roots.get(obligation_id, obligation_id), *rest


def _in_order(case: Case):
    """By clause, then by time: the order of a judge."""
    ranks = {duty.id: (duty.order, duty.id) for duty in case.obligations}

    def place(verdict: Verdict) -> tuple:
        window = verdict.window
        rank = ranks.get(verdict.obligation_id, (len(ranks), verdict.obligation_id))
        return *rank, window.starts_on, window.ends_on, window.trigger or 0, window.stage

    return place


def _roots(obligations: Iterable[Obligation]) -> dict[int, int]:
    """The first version of every duty, by the id of each of its versions."""
    replaced = {duty.id: duty.replaces for duty in obligations}
    found = {}
    for pk in replaced:
        root = pk
        while replaced.get(root) in replaced:
            root = replaced[root]
        found[pk] = root
    return found


def _as_agreed_by(case: Case, day: date) -> Case:
    """The case without what was agreed after ``day``; the same object when nothing was."""
    kept = [d for d in case.obligations if d.known_on is None or d.known_on <= day]
    duties = tuple(
        replace(duty, valid_until=None, valid_until_known_on=None)
        if duty.valid_until_known_on and duty.valid_until_known_on > day
        else duty
        for duty in kept
    )
    return case if duties == case.obligations else replace(case, obligations=duties)


# --- the calendar as it was filed ---------------------------------------------------------


def calendar_data(calendar: Calendar, *, school_year: int, first: date, last: date) -> dict:
    """The terms of ``school_year`` of every stage and the special days of its span, as JSON."""
    return {
        "terms": [
            [
                str(term.season),
                term.stage,
                term.starts_on.isoformat(),
                term.ends_on.isoformat(),
                term.midterm_on and term.midterm_on.isoformat(),
            ]
            for term in calendar.terms
            if term.school_year == school_year
        ],
        "holidays": _iso(calendar.holidays, first, last),
        "make_up_days": _iso(calendar.make_up_days, first, last),
    }


def _iso(days: Iterable[date], first: date, last: date) -> list[str]:
    return [day.isoformat() for day in sorted(days) if first <= day <= last]


def _by_filed_calendars(case: Case, filings: Iterable[Filing]) -> Case:
    """A corrected calendar reaches back, and never into a filed year."""
    calendar = case.calendar
    for filing in filings:
        calendar = _as_filed(calendar, filing)
    return case if calendar == case.calendar else replace(case, calendar=calendar)


def _as_filed(calendar: Calendar, filing: Filing) -> Calendar:
    kept = filing.calendar
    of_year = (_term(row, school_year=filing.school_year) for row in kept["terms"])
    others = (t for t in calendar.terms if t.school_year != filing.school_year)
    terms = sorted((*others, *of_year), key=lambda t: (t.starts_on, t.stage))
    return Calendar(
        terms=tuple(terms),
        holidays=_with(calendar.holidays, kept["holidays"], filing),
        make_up_days=_with(calendar.make_up_days, kept["make_up_days"], filing),
    )


def _with(days: frozenset[date], filed: Iterable[str], filing: Filing) -> frozenset[date]:
    outside = {day for day in days if not filing.first_on <= day <= filing.last_on}
    return frozenset(outside | {date.fromisoformat(day) for day in filed})


def _term(row: Sequence, *, school_year: int) -> Term:
    season, stage, starts_on, ends_on, midterm_on = row
    return Term(
        school_year=school_year,
        season=TermSeason(season),
        stage=stage,
        starts_on=date.fromisoformat(starts_on),
        ends_on=date.fromisoformat(ends_on),
        midterm_on=midterm_on and date.fromisoformat(midterm_on),
    )
