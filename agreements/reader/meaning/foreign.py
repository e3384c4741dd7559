"""Other people's words: every subject of a duty read by its own module, from tables."""

from dataclasses import dataclass

from agreements.reader.meaning.about import read_about
from agreements.reader.meaning.amounts import read_amounts, read_mood
from agreements.reader.meaning.deeds import read_deeds
from agreements.reader.meaning.each import read_each
from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.names import read_name
from agreements.reader.meaning.passage import Passage
from agreements.reader.meaning.people import read_people
from agreements.reader.meaning.places import read_places
from agreements.reader.meaning.times import read_times
from agreements.reader.values import Obligation, Said


@dataclass(slots=True, kw_only=True)
class Known:
    """What is read of an ``Obligation`` without knowing the words of the field; the period is
    "" where the text is silent."""

    party: str
    measure: str
    period: str
    minimum: int | None
    maximum: int | None
    modality: str
    uncounted: bool
    floor_people: int | None
    floor_days: int | None


_PLAIN = {name: getattr(Obligation(), name) for name in Known.__slots__}


def meaning_of(passage: Passage, *, said: Said, known: Known) -> Findings:
    """Places in the findings are those of the clean text."""
    findings = Findings(start=passage.start)
    for name, plain in _PLAIN.items():
        value = getattr(known, name)
        if value != plain:
            findings.put(name, value)
    if not known.period:
        findings.fields.pop("period", None)
    read_deeds(passage, findings)
    read_people(passage, findings)
    read_places(passage, findings)
    read_each(said.each_of, findings)
    read_about(passage, findings)
    read_times(passage, findings, deadline=said.deadline)
    read_amounts(passage, findings, unit=said.unit)
    if "modality" not in findings.fields:
        read_mood(passage, findings)
    read_name(passage, findings)
    return findings
