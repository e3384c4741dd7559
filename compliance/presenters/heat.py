"""Duties × terms: which windows stand in which cell, and what the cell says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.models import Modality, Obligation
from compliance.engine.terms import Term
from compliance.engine.verdicts import WORST_FIRST, Severity, Status, Verdict
from compliance.frozen import FiledVerdict
from compliance.presenters.addresses import address_of
from compliance.presenters.rulers import Ruler
from compliance.wording import filed_word, filed_words, quantity, ratio, term_short

DONE = (Status.MET, Status.MET_LATE)
HEEDED = (Status.AT_RISK, Status.BREACHED, Status.EXCEEDED)
_IDLE = (Status.EXEMPT, Status.NOT_DUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One term. ``note``: over, which week, or not begun."""

    term: Term
    label: str
    note: str
    is_now: bool

    @property
    def middle_on(self) -> date:
        return _middle(self.term.starts_on, self.term.ends_on)

    def touches(self, first: date, last: date) -> bool:
        return self.term.starts_on <= last and self.term.ends_on >= first


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``status`` is a verdict's, ``uncounted``, or None for what is not judged. ``address`` and
    ``figure`` may be ""; ``word`` "" is the status's own. ``filed`` says that its figures are
    frozen, and what came since. ``span`` columns wide."""

    status: Status | str | None
    severity: str = "red"
    figure: str = ""
    word: str = ""
    address: str = ""
    term: str = ""
    filed: str = ""
    span: int = 1
    is_now: bool = False
    is_empty: bool = False


# --- columns ------------------------------------------------------------------------------


def columns_of(
    terms: Iterable[Term], *, first: date, last: date, ruler: Ruler | None, on: date
) -> tuple[Column, ...]:
    """The terms that share a day with the agreement; one of them is now, the last when the
    agreement is over."""
    inside = [term for term in terms if term.starts_on <= last and term.ends_on >= first]
    now = ruler.term if ruler and ruler.term in inside else (inside[-1] if inside else None)
    return tuple(
        Column(
            term=term,
            label=term_short(term.school_year, term.season.value),
            note=_note(term, ruler=ruler, on=on),
            is_now=term is now,
        )
        for term in inside
    )


def _note(term: Term, *, ruler: Ruler | None, on: date) -> str:
    if term.ends_on < on:
        return pgettext("term", "over")
    if term.starts_on > on:
        return pgettext("term", "not begun")
    if ruler is None or ruler.week_number is None:
        return ""
    facts = {"number": ruler.week_number, "all": ruler.weeks_in_all}
    return _("week %(number)s of %(all)s") % facts


# --- cells --------------------------------------------------------------------------------


def cells_of(
    verdicts: Sequence[tuple[Verdict, Obligation]],
    columns: Sequence[Column],
    *,
    pairing_id: int,
) -> tuple[Cell, ...]:
    """The cells of one duty, one after another; a longer window spans its terms, shorter ones
    share a cell that shows the worst of them."""
    by_column: list[list[tuple[Verdict, Obligation]]] = [[] for _ in columns]
    for verdict, obligation in verdicts:
        for index in _places(verdict, columns):
            by_column[index].append((verdict, obligation))
    cells, index = [], 0
    while index < len(columns):
        span = _span(by_column, index)
        over = columns[index : index + span]
        cells.append(_cell(by_column[index], over, pairing_id=pairing_id))
        index += span
    return tuple(cells)


def _places(verdict: Verdict, columns: Sequence[Column]) -> list[int]:
    """The columns whose middle lies in the (uncut) window, all it touches of one that lasts as
    long as the agreement; of a shorter one the column of its first teaching day, in a break
    that of the term before."""
    if not columns:
        return []
    window = verdict.window
    first, last = window.full_starts_on, window.full_ends_on
    if window.key[0] in ("agreement", "once"):
        inside = [i for i, c in enumerate(columns) if c.touches(first, last)]
    else:
        inside = [i for i, c in enumerate(columns) if first <= c.middle_on <= last]
    if inside:
        return inside
    taught = window.teaching_days
    day = taught[0] if taught else _middle(window.starts_on, window.ends_on)
    begun = [i for i, column in enumerate(columns) if column.term.starts_on <= day]
    return [begun[-1] if begun else 0]


def _span(by_column: list, index: int) -> int:
    """How many columns from ``index`` on hold the very same windows."""
    here = [id(verdict) for verdict, _ in by_column[index]]
    span = 1
    while here and index + span < len(by_column):
        if [id(verdict) for verdict, _ in by_column[index + span]] != here:
            break
        span += 1
    return span


def _cell(found: list, over: Sequence[Column], *, pairing_id: int) -> Cell:
    where = {
        "term": _term_words(over),
        "span": len(over),
        "is_now": any(column.is_now for column in over),
    }
    if not found:
        return Cell(status=None, is_empty=True, word=pgettext("cell", "no period"), **where)
    verdict, obligation = _worst(found)
    return Cell(
        status=verdict.status,
        severity=verdict.severity.value,
        figure=_figure(verdict, obligation) if len(found) == 1 else _count_done(found),
        address=address_of(pairing_id, obligation.pk, verdict.window),
        filed=_filed(found),
        **where,
    )


def _term_words(over: Sequence[Column]) -> str:
    if len(over) == 1:
        return over[0].label
    return _("%(first)s to %(last)s") % {"first": over[0].label, "last": over[-1].label}


def _worst(found: list) -> tuple[Verdict, Obligation]:
    """The worst of those begun; of equals the latest. Exempt and not begun only when all are;
    of windows that have not begun, the next one."""
    busy = [pair for pair in found if pair[0].status not in _IDLE]
    if not busy:
        return found[0]
    return min(
        reversed(busy),
        key=lambda pair: (
            WORST_FIRST.index(pair[0].status) if pair[0].status else len(WORST_FIRST),
            pair[0].severity is Severity.AMBER,
        ),
    )


def _figure(verdict: Verdict, obligation: Obligation) -> str:
    if verdict.status is None:
        return quantity(verdict.counted, obligation.measure)
    if verdict.status is Status.NOT_DUE or obligation.modality == Modality.MUST_NOT:
        return ""
    if verdict.status is Status.EXEMPT and not verdict.counted:
        return ""
    asked = verdict.required
    if not asked or verdict.status is Status.EXCEEDED:
        asked = verdict.maximum if verdict.maximum is not None else asked
    return ratio(verdict.counted, asked, obligation.measure)


def _filed(found: list) -> str:
    """Of several windows in one cell only whether something has come since."""
    if len(found) == 1:
        verdict, obligation = found[0]
        return filed_words(verdict, measure=obligation.measure)
    filed = [verdict for verdict, _ in found if isinstance(verdict, FiledVerdict)]
    if not filed:
        return ""
    changed = next((v for v in filed if v.after_by is not None), None)
    return filed_word(filed[0]) if changed is None else _("changed after filing")


def _count_done(found: list) -> str:
    """Of several windows in one cell: how many are done."""
    judged = [verdict for verdict, _ in found if verdict.status is not Status.EXEMPT]
    if all(verdict.status in (Status.NOT_DUE, None) for verdict in judged):
        return ""
    done = sum(verdict.status in DONE for verdict in judged)
    return f"{done}/{len(judged)}"


def _middle(first: date, last: date) -> date:
    return first + timedelta(days=(last - first).days // 2)
