"""The duties as the annotated agreements have them: one mapping each, None where silent.

A duty without a number, a frequency or a day is none of theirs, nor is a principle or a
prohibition without a number.
"""

from agreements.reader.values import Duty, Reading

UNSAID = ("two_months", "quarter", "half_year")  # periods without a word in the annotation
UNBINDING = ("must_not", "text_only")


def obligations(reading: Reading) -> list[dict]:
    shown = [place for place, duty in enumerate(reading.duties) if is_counted(duty)]
    places = {place: index for index, place in enumerate(shown)}
    return [
        entry(reading, duty) | {"part_of": places.get(duty.whole)}
        for duty in (reading.duties[place] for place in shown)
    ]


def is_counted(duty: Duty) -> bool:
    said = duty.said
    has_number = (said.minimum, said.maximum) != (None, None)
    if duty.obligation.modality in UNBINDING:
        return has_number
    is_often = duty.obligation.period in UNSAID or "period" in duty.sources  # 每天
    return has_number or is_often or bool(said.period or said.unit or said.deadline)


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
