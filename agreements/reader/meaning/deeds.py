"""What counts: the types of activity behind a duty's words."""

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.lexicon.deeds import (
    BY_MEASURE,
    BY_PARTY,
    DEEDS,
    RULING,
    YIELDING,
)
from agreements.reader.meaning.passage import Hit, Passage, hits


def read_deeds(passage: Passage, findings: Findings) -> None:
    """The deeds of the duty's own words, else those behind them, else the one before."""
    found = hits(passage.deed, DEEDS)
    if not found and passage.behind:
        found = [hit.moved(len(passage.words)) for hit in hits(passage.behind, DEEDS)]
    if not found and passage.before:
        found = [hit.moved(-len(passage.before)) for hit in hits(passage.before, DEEDS)[-1:]]
    for hit in _meant(found, measure=findings.get("measure", "")):
        code = BY_PARTY.get((passage.party, hit.code), hit.code)
        findings.add("activity_types", (code,), hit.place)


def _meant(found: list[Hit], *, measure: str) -> list[Hit]:
    wanted = BY_MEASURE.get(measure, ())
    if by_measure := [hit for hit in found if hit.code in wanted]:
        return by_measure
    if ruling := [hit for hit in found if hit.code in RULING]:
        return [hit for hit in ruling if hit.code == ruling[0].code]
    strong = [hit for hit in found if hit.code not in YIELDING]
    return strong or found[:1]
