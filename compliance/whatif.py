"""What a change would do to verdicts, before it is saved: both sides are judged by the same
engine on the same facts, and nothing is written.

A ``Change`` lists the pairings it bears on and gives every case twice, as it stands and as it
would stand. Its values come from rows that nobody has saved through the functions that make
them from saved ones (``compliance.facts``), so that what is shown is what saving brings.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.db.models import QuerySet

from agreements.models import Agreement
from compliance.engine.terms import Case
from compliance.engine.verdicts import PartKey, PartKind, Status, Verdict
from compliance.frozen import filings_of, judged_as_filed
from compliance.models import Filing
from pairing.models import Pairing

BATCH = 20  # pairings in memory at a time
SHOWN = 50  # differences kept to be listed; all of them are counted

Twice = tuple[Agreement, Case | None, Case | None]  # before and after; None: does not bind
Key = tuple


class Change(Protocol):
    def pairings(self) -> QuerySet[Pairing]:
        """Whose verdicts may differ."""

    def cases(self, pairings: list[Pairing]) -> Iterator[Twice]:
        """Every agreement of ``pairings`` as it stands and as it would stand."""


class Effect(StrEnum):
    STATUS = "status"
    APPEARS = "appears"
    VANISHES = "vanishes"
    FIGURES = "figures"  # the same status from other numbers
    DAYS = "days"  # the same status and numbers over other days


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One window of one whole obligation that would not stay as it is."""

    agreement: Agreement
    effect: Effect
    before: Verdict | None
    after: Verdict | None

    @property
    def verdict(self) -> Verdict:
        """As it would be; as it is, where it would be no more."""
        return self.after or self.before


@dataclass(slots=True, kw_only=True)
class Answer:
    """``windows`` were compared in ``pairings``, of which ``touched`` have a verdict that would
    change. ``moves`` counts status changes from and to; ``kept`` holds the first differences of
    each effect, ``counts`` counts all."""

    on: date
    pairings: int = 0
    windows: int = 0
    touched: int = 0
    counts: Counter = field(default_factory=Counter)
    moves: Counter[tuple[Status | None, Status | None]] = field(default_factory=Counter)
    kept: dict[Effect, list[Difference]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def changed(self) -> int:
        """Without those that say the same over other days."""
        return self.total - self.counts[Effect.DAYS]

    def shown(self) -> list[Difference]:
        """At most ``SHOWN``: changed statuses first, changed days last."""
        found = [item for effect in Effect for item in self.kept.get(effect, ())]
        return found[:SHOWN]

    def note(self, difference: Difference) -> None:
        effect = difference.effect
        self.counts[effect] += 1
        if effect is Effect.STATUS:
            self.moves[difference.before.status, difference.after.status] += 1
        kept = self.kept.setdefault(effect, [])
        if len(kept) < SHOWN:
            kept.append(difference)


def asked(change: Change, pairings: QuerySet[Pairing], *, on: date) -> Iterator[Answer]:
    """The answer about ``pairings`` as it grows, once after every batch: the last one is
    whole. Memory holds one batch, whatever their number."""
    answer = Answer(on=on)
    ids = list(pairings.order_by("code", "pk").values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        some = ids[first : first + BATCH]
        rows = Pairing.objects.in_bulk(some)
        _ask_batch(change, [rows[pk] for pk in some if pk in rows], answer=answer)
        yield answer
    if not ids:
        yield answer


def ask(change: Change, pairings: QuerySet[Pairing], *, on: date) -> Answer:
    """The whole answer about ``pairings`` as of the end of the day ``on``."""
    *_, answer = asked(change, pairings, on=on)
    return answer


def _ask_batch(change: Change, pairings: list[Pairing], *, answer: Answer) -> None:
    touched = set()
    filings = filings_of(pairing.pk for pairing in pairings)
    for agreement, *both in change.cases(pairings):
        filed = filings.get(agreement.pairing_id, ())
        found = [_judged(case, filed, on=answer.on) for case in both]
        pairs = list(_side_by_side(*found, roots=_roots(both)))
        answer.windows += len(pairs)
        for one, other in pairs:
            effect = _effect(one, other)
            if effect is not None:
                if effect is not Effect.DAYS:
                    touched.add(agreement.pairing_id)
                answer.note(
                    Difference(agreement=agreement, effect=effect, before=one, after=other)
                )
    answer.pairings += len(pairings)
    answer.touched += len(touched)


def _judged(case: Case | None, filings: Sequence[Filing], *, on: date) -> tuple[Verdict, ...]:
    """As every page has it: a filed window stays as it was filed."""
    return () if case is None else judged_as_filed(case, filings, on=on)[1]


# --- side by side -------------------------------------------------------------------------


def _roots(cases: Iterable[Case | None]) -> dict[int, int]:
    """The first version of every duty, by the id of each of its versions."""
    replaced = {duty.id: duty.replaces for case in cases if case for duty in case.obligations}
    found = {}
    for pk in replaced:
        root = pk
        while replaced.get(root) in replaced:
            root = replaced[root]
        found[pk] = root
    return found


def _side_by_side(
    before: Iterable[Verdict], after: Iterable[Verdict], *, roots: Mapping[int, int]
) -> Iterator[tuple[Verdict | None, Verdict | None]]:
    """Each window once, with its verdict on either side; in the order of the later side, then
    what is only on the earlier one."""
    one, other = _by_window(before, roots=roots), _by_window(after, roots=roots)
    for key, verdict in other.items():
        yield one.get(key), verdict
    for key, verdict in one.items():
        if key not in other:
            yield verdict, None


def _by_window(verdicts: Iterable[Verdict], *, roots: Mapping[int, int]) -> dict[Key, Verdict]:
    """A window keeps its name when its days move, and whatever version of the duty asks for
    it; of several with one name the first is the first, and so on."""
    found: dict[Key, Verdict] = {}
    seen: Counter[Key] = Counter()
    for verdict in verdicts:
        window = verdict.window
        root = roots.get(verdict.obligation_id, verdict.obligation_id)
        name = (root, window.key, window.trigger, window.stage)
        found[*name, seen[name]] = verdict
        seen[name] += 1
    return found


def _effect(before: Verdict | None, after: Verdict | None) -> Effect | None:
    if before is None:
        return Effect.APPEARS
    if after is None:
        return Effect.VANISHES
    if (before.status, before.severity) != (after.status, after.severity):
        return Effect.STATUS
    if _figures(before) != _figures(after):
        return Effect.FIGURES
    return Effect.DAYS if _days(before) != _days(after) else None


def _figures(verdict: Verdict) -> tuple:
    """What is asked and counted, in the whole and in its parts."""
    parts = tuple((_name(part.part), part.status, _figures(part)) for part in verdict.parts)
    return verdict.required, verdict.counted, verdict.maximum, parts


def _name(part: PartKey) -> tuple[str, str]:
    """An amendment says its shares anew, so the number of a share's row tells nothing."""
    return part.kind, "" if part.kind is PartKind.SHARE else part.key


def _days(verdict: Verdict) -> tuple[date, ...]:
    window = verdict.window
    return window.starts_on, window.ends_on, window.due_on, window.closes_on
