"""What a change of activities cannot touch is not judged again; what it can touch is named."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.engine.judge import judge
from compliance.engine.terms import ActivityState, Due, DueKind, EachOf, EachOfKind
from compliance.engine.touching import touched_by
from tests.compliance.engine.build import activity, case, obligation, steps

ON = date(2026, 5, 20)
AFTER_A_STAY = Due(kind=DueKind.AFTER_ACTIVITY, days=10, trigger_types=frozenset({"stay"}))
KINDS = EachOf(kind=EachOfKind.TYPES, items=("visit", "lesson"))


def of(id_: int, types: str, **fields):
    return obligation(id=id_, activity_types=frozenset(types.split()), **fields)


@pytest.mark.parametrize(
    ("duties", "types", "touched"),
    [
        pytest.param([of(1, "visit"), of(2, "lesson")], {"visit"}, {1}, id="its own type"),
        pytest.param([of(1, "visit lesson")], {"lesson"}, {1}, id="any of its types"),
        pytest.param([of(1, "visit")], {"lecture"}, set(), id="none of its types"),
        pytest.param([of(1, "visit")], set(), set(), id="nothing moved"),
        pytest.param([of(1, "", each_of=KINDS)], {"lesson"}, {1}, id="for each type"),
        pytest.param(
            [of(1, "report", due=AFTER_A_STAY)], {"stay"}, {1}, id="what sets the span off"
        ),
        pytest.param(
            [of(1, "visit"), of(2, "lesson", part_of=1)], {"lesson"}, {1}, id="by its share"
        ),
        pytest.param(
            [of(1, "visit"), of(2, "", part_of=1), of(3, "lesson", part_of=2)],
            {"lesson"},
            {1},
            id="by a share of its share",
        ),
        pytest.param(
            [of(1, "visit", counting_group="a"), of(2, "lesson", counting_group="a")],
            {"lesson"},
            {1, 2},
            id="by its counting group",
        ),
        pytest.param(
            [of(1, "visit", counting_group="a"), of(2, "lesson", counting_group="b")],
            {"lesson"},
            {2},
            id="not by another group",
        ),
    ],
)
def test_a_type_touches_the_whole_obligations_it_can_change(duties, types, touched):
    assert touched_by(case(*duties), types) == touched


@pytest.mark.parametrize("state", list(ActivityState))
def test_what_is_not_touched_says_the_same_whatever_becomes_of_the_activity(state):
    duties = [
        of(1, "visit", counting_group="a"),
        of(2, "visit lesson", counting_group="a"),
        of(3, "lecture"),
        of(4, "lesson", part_of=3),
        of(5, "report", due=AFTER_A_STAY, period="once", minimum=1),
        of(6, "lecture", minimum=1),
    ]
    held = [activity(date(2026, 4, d), type=t) for d, t in ((1, "visit"), (8, "lecture"))]
    moved = activity(date(2026, 4, 15), type="lesson")
    before = case(*duties, activities=(*held, moved))
    after = replace(
        before,
        activities=(*held, replace(moved, steps=steps((date(2026, 4, 16), state)))),
    )

    only = touched_by(before, {"lesson"})
    untouched = [v for v in judge(before, on=ON) if v.obligation_id not in only]

    assert [v for v in judge(after, on=ON) if v.obligation_id not in only] == untouched
    assert untouched
    assert judge(after, on=ON, only=only) == tuple(
        v for v in judge(after, on=ON) if v.obligation_id in only
    )
