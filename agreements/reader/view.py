"""The duties as the annotated agreements have them: one mapping each, None where silent."""

from agreements.reader.values import Duty, Reading


def obligations(reading: Reading) -> list[dict]:
    return [entry(reading, duty) for duty in reading.duties]


def entry(reading: Reading, duty: Duty) -> dict:
    said = duty.said
    return {
        "text": duty.span.of(reading.text),
        "start": duty.span.start,
        "party": said.party,
        "period": said.period or None,
        "min": said.minimum,
        "max": said.maximum,
        "unit": said.unit or None,
        "each_of": list(said.each_of) or None,
        "per_event_min_people": said.event_people,
        "per_event_min_days": said.event_days,
        "part_of": duty.whole,
        "deadline": said.deadline or None,
    }
