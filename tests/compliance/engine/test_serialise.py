"""Verdicts as plain data and back."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from compliance.engine.judge import judge
from compliance.engine.serialise import (
    ENGINE_VERSION,
    brief_text,
    from_data,
    to_brief,
    to_data,
)
from compliance.engine.terms import (
    ActivityState,
    Coverage,
    CoverageOf,
    CutRule,
    Due,
    DueKind,
    EachOf,
    EachOfKind,
    Measure,
    Modality,
    Party,
    Rules,
    Violation,
)
from compliance.engine.verdicts import Verdict
from tests.compliance.engine.build import (
    AUTUMN,
    LATER,
    activity,
    case,
    joint,
    make_up,
    obligation,
    verdict,
    waiver,
)
from tests.compliance.engine.school_days import agreement, suspended

PAUSED = agreement(
    date(2025, 3, 10),
    date(2027, 3, 9),
    suspensions=(suspended(date(2025, 10, 13), date(2025, 10, 17)),),
    cut_rule=CutRule.PRORATED,
)
LATE = activity(date(2026, 3, 9))
CASES = {
    "open and behind": case(obligation(minimum=9), activities=[activity(AUTUMN)]),
    "amounts": case(
        obligation(measure=Measure.AMOUNT, minimum=5000, maximum=6000),
        activities=[activity(AUTUMN, amount=Decimal("6000.10"))],
    ),
    "a suspension and a prorated cut": case(obligation(minimum=9), agreement=PAUSED),
    "parts of parts": case(
        obligation(
            party=Party.EACH,
            each_of=EachOf(kind=EachOfKind.ROLES, items=("principal", "secretary")),
        ),
        activities=[activity(AUTUMN)],
    ),
    "shares": case(obligation(), obligation(id=2, part_of=1), activities=[LATE]),
    "a waiver and a make-up": case(
        obligation(),
        activities=[LATE],
        waivers=(waiver(date(2025, 3, 10)),),
        make_ups=(make_up(LATE, AUTUMN),),
    ),
    "a violation": case(
        obligation(modality=Modality.MUST_NOT),
        violations=(
            Violation(
                obligation_id=1,
                held_on=AUTUMN,
                recorded_on=AUTUMN,
                recorded_by="inspector",
                note="2025-01-01",
            ),
        ),
    ),
    "coverage, waiting, wrong and late": case(
        obligation(
            party=Party.BOTH,
            activity_types=frozenset({"meeting"}),
            coverage=Coverage(of=CoverageOf.TOPICS, distinct=2),
            actor_qualifications=(frozenset({"a", "b"}), frozenset({"c"})),
        ),
        activities=[joint(AUTUMN), joint(AUTUMN, state=ActivityState.PENDING)],
        rules=Rules(late_entry_days=3),
    ),
    "a percentage": case(obligation(measure=Measure.PERCENT)),
    "a due day": case(
        obligation(measure=Measure.ITEMS, due=Due(kind=DueKind.TERM_END), grace_days=3)
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("on", [date(2025, 9, 1), date(2025, 11, 20), date(2026, 1, 25), LATER])
def test_from_data_is_the_exact_inverse(name, on):
    for judged in judge(CASES[name], on=on):
        text = json.dumps(to_data(judged))
        back = from_data(json.loads(text))

        assert back == judged
        assert repr(back) == repr(judged)


def test_the_data_is_plain():
    judged = verdict(
        obligation(measure=Measure.AMOUNT, minimum=10),
        activities=[activity(AUTUMN, amount=Decimal("2.50"))],
        on=date(2025, 9, 2),
    )
    data = to_data(judged)

    assert data["engine"] == ENGINE_VERSION
    assert (data["required"], data["counted"]) == (10, "2.50")
    assert data["window"]["starts_on"] == "2025-09-01"
    assert data["window"]["teaching_days"][:2] == [
        "2025-09-01/2025-09-05",
        "2025-09-08/2025-09-12",
    ]
    assert data["pace"]["share_gone"] == "2/101"


def test_a_part_does_not_repeat_the_window_of_its_whole():
    [judged] = [v for v in judge(CASES["shares"], on=LATER) if v.window.starts_on == AUTUMN]

    assert [part["window"] for part in to_data(judged)["parts"]] == [None]


def test_data_of_another_engine_is_refused():
    data = to_data(verdict(obligation())) | {"engine": 99}

    with pytest.raises(ValueError, match="engine 99; this one reads 1"):
        from_data(data)


def brief(judged: Verdict) -> Verdict:
    """Without the activities behind it and behind its parts."""
    return replace(
        judged, evidence=(), near_misses=(), parts=tuple(brief(part) for part in judged.parts)
    )


@pytest.mark.parametrize("asked", CASES.values(), ids=CASES)
def test_the_text_of_a_brief_is_its_data_and_reads_back_without_the_activities(asked):
    for judged in judge(asked, on=date(2026, 3, 20)):
        data = json.loads(brief_text(judged))

        assert data == to_brief(judged)
        assert from_data(data) == brief(judged)
