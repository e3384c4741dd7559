"""What a school owes over all its pairings: at risk first, then by the last useful day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.models import ActivityLink
from agreements.models import Measure, Modality, Obligation, Party, Period
from compliance.engine.verdicts import Status, Verdict
from compliance.frozen import verdict_of
from compliance.models import StoredVerdict
from compliance.presenters.activities import WaitingLine, waiting_line
from compliance.presenters.addresses import address_of
from compliance.presenters.gauges import Gauge, gauge_of
from compliance.wording import (
    filed_words,
    forecast_short,
    plain,
    quantity,
    status_word,
    waiting_sentence,
    why,
    window_label,
)
from pairing.models import Pairing

OWED = (Status.AT_RISK, Status.ON_TRACK)
# In this order they are told in the folded line.
FOLDED = (
    Status.BREACHED,
    Status.MET,
    Status.MET_LATE,
    Status.EXCEEDED,
    Status.EXEMPT,
    Status.NOT_DUE,
    # Only of a filed year: what was still open that day stays as it stood.
    Status.AT_RISK,
    Status.ON_TRACK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCard:
    """One duty in one window. ``expected`` is what should be done by today, "" where the window
    is not paced; ``loggable`` says whether this person logs for the school."""

    name: str
    party: str
    status: Status
    severity: str
    why: str
    forecast: str
    waiting: str
    address: str
    gauge: Gauge
    done: str
    required: str
    expected: str
    window: str
    pairing: Pairing
    obligation_id: int
    type: str
    act: str
    loggable: bool
    last_useful_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedLine:
    name: str
    window: str
    status: Status
    severity: str
    figure: str
    filed: str
    address: str
    pairing: Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """``several`` pairings are told apart on every card."""

    at_risk: tuple[DutyCard, ...]
    on_track: tuple[DutyCard, ...]
    folded: tuple[FoldedLine, ...]
    folded_line: str
    to_confirm: tuple[WaitingLine, ...]
    to_be_confirmed: tuple[WaitingLine, ...]
    pairings: tuple[Pairing, ...]

    @property
    def several(self) -> bool:
        return len(self.pairings) > 1

    @property
    def title(self) -> str:
        owed, at_risk = len(self.at_risk) + len(self.on_track), len(self.at_risk)
        facts = {"owed": owed, "at_risk": at_risk}
        if not owed:
            return _("Nothing is owed at the moment")
        if not at_risk:
            return (
                ngettext("%(owed)s duty still owed", "%(owed)s duties still owed", owed) % facts
            )
        return (
            ngettext(
                "%(owed)s duty still owed, %(at_risk)s of them at risk",
                "%(owed)s duties still owed, %(at_risk)s of them at risk",
                owed,
            )
            % facts
        )


def home_of(
    pairings: Iterable[Pairing],
    rows: Iterable[StoredVerdict],
    links: Iterable[ActivityLink],
    *,
    school_ids: frozenset[int],
    logs_for: frozenset[int],
    on: date,
) -> Home:
    """``school_ids`` are the own schools, ``logs_for`` those the person logs for."""
    by_id = {pairing.pk: pairing for pairing in pairings}
    ours = [row for row in rows if _is_ours(row, by_id[row.pairing_id], school_ids=school_ids)]
    cards = [
        _card(row, by_id[row.pairing_id], logs_for=logs_for)
        for row in ours
        if _is_owed(row, on=on)
    ]
    cards.sort(key=lambda card: (card.last_useful_on or date.max, card.pairing.pk))
    folded = _folded(ours, by_id, on=on)
    lines = [(link, waiting_line(link, on=on, entered_on=_entered_on(link))) for link in links]
    return Home(
        at_risk=tuple(card for card in cards if card.status is Status.AT_RISK),
        on_track=tuple(card for card in cards if card.status is Status.ON_TRACK),
        folded=folded,
        folded_line=folded_line(line.status for line in folded),
        to_confirm=tuple(line for link, line in lines if not _is_own(link, school_ids)),
        to_be_confirmed=tuple(line for link, line in lines if _is_own(link, school_ids)),
        pairings=tuple(by_id.values()),
    )


def _entered_on(link: ActivityLink) -> date:
    return timezone.localtime(link.activity.entered_at).date()


def _is_own(link: ActivityLink, school_ids: frozenset[int]) -> bool:
    return link.activity.logged_by_school_id in school_ids


def _is_ours(row: StoredVerdict, pairing: Pairing, *, school_ids: frozenset[int]) -> bool:
    """Whether one of the own schools has a part in it."""
    party = row.obligation.party
    if party in (Party.BOTH, Party.EACH):
        return True
    side = Party.SUPPORTING if pairing.supporting_school_id in school_ids else Party.RECEIVING
    both = {pairing.supporting_school_id, pairing.receiving_school_id} <= school_ids
    return party == side or (both and party != Party.BUREAU)


def _is_owed(row: StoredVerdict, *, on: date) -> bool:
    """Open, and something is still to be done; a prohibition is kept, not done. What is filed
    is owed no more."""
    if row.status not in OWED or not row.starts_on <= on <= row.closes_on or row.filed_on:
        return False
    return row.obligation.modality != Modality.MUST_NOT and row.required > 0


def _card(row: StoredVerdict, pairing: Pairing, *, logs_for: frozenset[int]) -> DutyCard:
    verdict, obligation = verdict_of(row), row.obligation
    return DutyCard(
        name=obligation.name,
        party=obligation.party,
        status=verdict.status,
        severity=row.severity,
        why=why(verdict, obligation=obligation),
        forecast=forecast_short(verdict, obligation=obligation),
        waiting=waiting_sentence(verdict, obligation=obligation),
        address=address_of(pairing.pk, obligation.pk, verdict.window),
        gauge=gauge_of(verdict, obligation=obligation, waiting=row.waiting),
        done=plain(verdict.counted),
        required=quantity(verdict.required, obligation.measure),
        expected=_expected(verdict, obligation=obligation),
        window=window_label(verdict.window),
        pairing=pairing,
        obligation_id=obligation.pk,
        type=obligation.activity_types[0] if obligation.activity_types else "",
        act=act_of(obligation),
        loggable=bool(logs_for & {pairing.supporting_school_id, pairing.receiving_school_id}),
        last_useful_on=verdict.last_useful_on,
    )


def _expected(verdict: Verdict, *, obligation: Obligation) -> str:
    """What an even pace would have done by today; of a term only, longer windows say which."""
    if verdict.pace is None or obligation.period != Period.TERM:
        return ""
    return quantity(verdict.required * verdict.pace.share_gone, obligation.measure)


def act_of(obligation: Obligation) -> str:
    """The word on the button: 记一次, 记一节, 交一份."""
    if obligation.measure == Measure.LESSONS:
        return _("Log a lesson")
    if obligation.measure == Measure.ITEMS:
        return _("Hand one in")
    if obligation.measure in (Measure.AMOUNT, Measure.GOODS):
        return _("Log a gift")
    return _("Log one")


# --- what is not owed now -----------------------------------------------------------------


def _folded(
    rows: list[StoredVerdict], by_id: dict[int, Pairing], *, on: date
) -> tuple[FoldedLine, ...]:
    """What is done, closed or waived in the term; of what has not begun only what is next."""
    current = {row.obligation_id for row in rows if row.starts_on <= on <= row.closes_on}
    found = []
    for row in rows:
        if row.status is None or (row.status in OWED and not row.filed_on):
            continue
        if row.status == Status.NOT_DUE:
            if row.obligation_id in current:
                continue
            current.add(row.obligation_id)
        found.append(_folded_line(row, by_id[row.pairing_id]))
    return tuple(sorted(found, key=lambda line: FOLDED.index(line.status)))


def _folded_line(row: StoredVerdict, pairing: Pairing) -> FoldedLine:
    verdict = verdict_of(row)
    return FoldedLine(
        name=row.obligation.name,
        window=window_label(verdict.window),
        status=verdict.status,
        severity=row.severity,
        figure=quantity(verdict.counted, row.obligation.measure) if verdict.counted else "",
        filed=filed_words(verdict, measure=row.obligation.measure),
        address=address_of(pairing.pk, row.obligation_id, verdict.window),
        pairing=pairing,
    )


def folded_line(statuses: Iterable[Status]) -> str:
    """已完成 4 项，超出上限 1 项，未开始 1 项."""
    counts = Counter(statuses)
    parts = [
        pgettext("folded duties", "%(status)s %(count)s")
        % {"status": status_word(status), "count": counts[status]}
        for status in FOLDED
        if counts[status]
    ]
    return pgettext("between clauses of a sentence", ", ").join(parts)
