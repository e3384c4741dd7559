"""Verdicts from rows: judged afresh for one day, never read from what was kept."""

from collections.abc import Iterable, Iterator
from datetime import date

from agreements.models import Agreement
from compliance.engine.judge import judge
from compliance.engine.terms import Case
from compliance.engine.verdicts import Verdict
from compliance.facts import cases
from pairing.models import Pairing


def judged(
    pairings: Iterable[Pairing], *, on: date
) -> Iterator[tuple[Agreement, Case, tuple[Verdict, ...]]]:
    """Every binding agreement of ``pairings`` with its verdicts at the end of ``on``."""
    for agreement, case in cases(pairings):
        yield agreement, case, judge(case, on=on)


def verdicts_of(pairing: Pairing, *, on: date) -> list[Verdict]:
    """All verdicts of one pairing at the end of ``on``: any day from the first on."""
    return [verdict for _, _, found in judged([pairing], on=on) for verdict in found]
