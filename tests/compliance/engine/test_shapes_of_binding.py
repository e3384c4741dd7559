"""How binding a duty is, what a counting group shares out, and what a cut or a waiver does."""

from datetime import date

import pytest

from compliance.engine.judge import judge
from compliance.engine.terms import (
    CutRule,
    Modality,
    Party,
    Quota,
    Season,
    SeasonKind,
    TermSeason,
)
from compliance.engine.verdicts import PartKind, Severity, Status
from tests.compliance.engine.build import (
    AUTUMN,
    LATER,
    activity,
    case,
    joint,
    obligation,
    part_of,
    verdict,
    verdict_in,
    waiver,
)
from tests.compliance.engine.school_days import agreement, suspended

BREACHED, MET = Status.BREACHED, Status.MET


@pytest.mark.parametrize(
    ("modality", "status", "severity"),
    [
        (Modality.MUST, BREACHED, Severity.RED),
        (Modality.SHOULD, BREACHED, Severity.AMBER),
        (Modality.MAY, None, None),
        (Modality.MUST_NOT, MET, Severity.RED),
    ],
)
def test_nothing_done_in_a_term_that_is_over(modality, status, severity):
    number = None if modality in {Modality.MUST_NOT, Modality.MAY} else 1
    judged = verdict(obligation(minimum=number, modality=modality))

    assert judged.status is status
    assert severity is None or judged.severity is severity
    assert judged.reasons


@pytest.mark.parametrize("fields", [{"modality": Modality.TEXT_ONLY}, {"uncounted": True}])
def test_a_principle_and_a_blank_have_no_verdict(fields):
    assert judge(case(obligation(minimum=None, **fields)), on=LATER) == ()


@pytest.mark.parametrize(("n", "counted"), [(0, 0), (1, 1), (5, 5)])
def test_what_may_be_done_and_what_the_bureau_owes_is_shown_with_its_count(n, counted):
    held = [joint(AUTUMN, type="visit") for _ in range(n)]
    for duty in (
        obligation(minimum=1, modality=Modality.MAY),
        obligation(minimum=1, party=Party.BUREAU),
    ):
        judged = verdict(duty, activities=held)
        assert (judged.status, judged.counted) == (None, counted)


# --- counting groups ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "first", "second"),
    [
        (1, BREACHED, BREACHED),
        (2, MET, BREACHED),
        (3, MET, MET),
        (4, MET, MET),
    ],
    ids=["one short of the first", "exactly the first", "exactly both", "one over"],
)
def test_two_duties_of_one_group_share_out_what_there_is(n, first, second):
    duties = [
        obligation(id=1, minimum=2, counting_group="visits"),
        obligation(id=2, minimum=1, counting_group="visits"),
    ]
    asked = case(*duties, activities=[activity(AUTUMN) for _ in range(n)])
    found = [verdict_in(asked, AUTUMN, id=id_) for id_ in (1, 2)]

    assert [judged.status for judged in found] == [first, second]
    assert sum(judged.counted for judged in found) == n


def test_without_a_group_one_activity_serves_both():
    duties = [obligation(id=1, minimum=1), obligation(id=2, minimum=1)]
    asked = case(*duties, activities=[activity(AUTUMN)])

    assert [verdict_in(asked, AUTUMN, id=n).status for n in (1, 2)] == [MET, MET]


# --- a cut and a waiver, part by part -----------------------------------------------------


def test_a_prorated_term_asks_less_of_every_part_and_never_less_than_one():
    first = date(2025, 12, 1)
    agreed = agreement(first, date(2026, 11, 30), cut_rule=CutRule.PRORATED)
    whole = obligation(id=1, minimum=15)
    share = obligation(id=2, minimum=1, part_of=1, topics=frozenset({"ethics"}))
    judged = verdict_in(case(whole, share, agreement=agreed), first)

    assert len(judged.window.teaching_days) == 40  # of 101: 15 × 40 ÷ 101 is 5.9
    assert judged.required == 6
    assert part_of(judged, PartKind.SHARE, "2").required == 1


@pytest.mark.parametrize("granted_on", [AUTUMN, date(2026, 1, 23), date(2026, 3, 1)])
def test_a_waiver_lifts_from_the_day_it_is_granted(granted_on):
    asked = case(obligation(), waivers=(waiver(AUTUMN, granted_on=granted_on),))
    before = verdict_in(asked, AUTUMN, on=date(2025, 8, 31)).status
    after = verdict_in(asked, AUTUMN, on=date(2026, 3, 2)).status

    assert (before, after) == (Status.NOT_DUE, Status.EXEMPT)


def test_a_season_and_a_quota_stand_together():
    """Four in autumn, outside the breaks."""
    duty = obligation(
        minimum=None,
        quotas=(Quota(season=TermSeason.AUTUMN, minimum=4),),
        season=Season(kind=SeasonKind.TERM_TIME),
    )
    asked = case(duty, activities=[activity(AUTUMN) for _ in range(4)])

    assert verdict_in(asked, AUTUMN).status is MET


def test_days_of_a_suspension_are_no_days_of_a_share():
    agreed = agreement(
        date(2025, 9, 1),
        date(2026, 8, 31),
        suspensions=(suspended(date(2025, 10, 9), date(2025, 10, 31)),),
    )
    whole = obligation(id=1, minimum=2)
    share = obligation(id=2, minimum=1, part_of=1, topics=frozenset({"ethics"}))
    held = [
        activity(AUTUMN, topics={"safety"}),
        activity(date(2025, 10, 10), topics={"ethics"}),
        activity(date(2025, 11, 3), topics={"safety"}),
    ]
    judged = verdict_in(case(whole, share, agreement=agreed, activities=held), AUTUMN)

    assert (judged.counted, judged.status) == (2, BREACHED)
