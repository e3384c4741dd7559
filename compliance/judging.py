"""Verdicts from rows: judged afresh for one day, never read from what was kept."""

from collections.abc import Iterable, Iterator
from datetime import date

from agreements.models import Agreement
from compliance.engine.terms import Case
from compliance.engine.verdicts import Verdict
from compliance.facts import cases
from compliance.frozen import filings_of, judged_as_filed
from pairing.models import Pairing


def judged(
    pairings: Iterable[Pairing], *, on: date
) -> Iterator[tuple[Agreement, Case, tuple[Verdict, ...]]]:
    """Every binding agreement of ``pairings`` with its verdicts at the end of ``on``; the
    windows of a filed school year as they were filed (``frozen.FiledVerdict``)."""
    pairings = list(pairings)
    filings = filings_of(pairing.pk for pairing in pairings)
    for agreement, case in cases(pairings):
        filed = filings.get(agreement.pairing_id, ())
        yield agreement, *judged_as_filed(case, filed, on=on)


def verdicts_of(pairing: Pairing, *, on: date) -> list[Verdict]:
    """All verdicts of one pairing at the end of ``on``: any day from the first on."""
    return [verdict for _, _, found in judged([pairing], on=on) for verdict in found]
