"""Each-of, quota lines and shares: one part short breaks the whole and no other part."""

from datetime import date
from decimal import Decimal

import pytest

from compliance.engine.terms import (
    EachOf,
    EachOfKind,
    Measure,
    Party,
    Period,
    Quota,
    RosterEntry,
    TermSeason,
)
from compliance.engine.verdicts import WORST_FIRST, PartKind, Status
from tests.compliance.engine.build import (
    AUTUMN,
    RECEIVING,
    SPRING,
    SUPPORTING,
    activity,
    case,
    counts_of,
    misses,
    obligation,
    part_of,
    person,
    verdict,
    verdict_in,
)
from tests.compliance.engine.school_days import COUNTY, term

BREACHED, MET, EXCEEDED = Status.BREACHED, Status.MET, Status.EXCEEDED


def member(kind: EachOfKind, key: str, **fields) -> RosterEntry:
    plain = {"label": key, "starts_on": AUTUMN, "ends_on": None, "known_on": AUTUMN}
    return RosterEntry(kind=kind, key=key, **plain | fields)


# --- each of every kind -------------------------------------------------------------------

TWO_OF = {
    EachOfKind.ROLES: ("teaching_director", "safety_director"),
    EachOfKind.TYPES: ("visit", "lecture"),
    EachOfKind.TOPICS: ("ethics", "safety"),
    EachOfKind.GRADES: ("p5", "p6"),
    EachOfKind.SUBJECTS: ("history_society", "science"),
    EachOfKind.SCHOOLS: ("north", "south"),
    EachOfKind.MENTOR_PAIRS: ("a-b", "c-d"),
    EachOfKind.TEACHERS: ("t1", "t2"),
}
ROSTERS = {EachOfKind.SCHOOLS, EachOfKind.MENTOR_PAIRS, EachOfKind.TEACHERS}


def of_each(kind: EachOfKind, minimum: int = 2):
    items = TWO_OF[kind]
    is_roster = kind in ROSTERS
    duty = obligation(
        minimum=minimum,
        activity_types=frozenset({"visit", "lecture"}),
        each_of=EachOf(kind=kind, items=() if is_roster else items),
    )
    return duty, tuple(member(kind, key) for key in items) if is_roster else ()


def for_items(kind: EachOfKind, *items: str):
    """One activity that satisfies the ``items``; of a type, only the first."""
    if kind is EachOfKind.TYPES:
        return activity(AUTUMN, type=items[0])
    if kind is EachOfKind.ROLES:
        return activity(AUTUMN, participants=tuple(person(SUPPORTING, "", r) for r in items))
    if kind in ROSTERS:
        return activity(AUTUMN, roster_keys=set(items))
    return activity(AUTUMN, **{kind.value: set(items)})


@pytest.mark.parametrize("kind", list(EachOfKind))
class TestTwoForEachOfTwo:
    def test_are_met_when_each_has_two(self, kind):
        duty, roster = of_each(kind)
        held = [for_items(kind, item) for item in TWO_OF[kind] * 2]
        judged = verdict(duty, activities=held, roster=roster)

        assert judged.status is MET
        assert counts_of(judged) == dict.fromkeys(TWO_OF[kind], (2, 2, MET))

    def test_are_broken_when_one_has_four_and_the_other_none(self, kind):
        duty, roster = of_each(kind)
        first, second = TWO_OF[kind]
        judged = verdict(
            duty, activities=[for_items(kind, first) for _ in range(4)], roster=roster
        )

        assert judged.status is BREACHED
        assert counts_of(judged) == {first: (2, 4, MET), second: (2, 0, BREACHED)}

    def test_are_broken_when_one_is_one_short(self, kind):
        duty, roster = of_each(kind)
        first, second = TWO_OF[kind]
        held = [for_items(kind, item) for item in (first, first, second)]
        judged = verdict(duty, activities=held, roster=roster)

        assert (judged.status, counts_of(judged)[second]) == (BREACHED, (2, 1, BREACHED))


@pytest.mark.parametrize("kind", sorted(set(EachOfKind) - {EachOfKind.TYPES}))
def test_one_event_counts_once_for_each_it_satisfies(kind):
    """An activity has one type, so this is for all other kinds."""
    duty, roster = of_each(kind)
    held = [for_items(kind, *TWO_OF[kind]) for _ in range(2)]
    judged = verdict(duty, activities=held, roster=roster)

    assert counts_of(judged) == dict.fromkeys(TWO_OF[kind], (2, 2, MET))


@pytest.mark.parametrize("kind", sorted(ROSTERS))
@pytest.mark.parametrize(
    ("last_on", "asked"),
    [
        pytest.param(date(2025, 11, 13), 1, id="50 of 101 teaching days: less than half"),
        pytest.param(date(2025, 11, 14), 2, id="51 of 101: more than half"),
    ],
)
def test_a_roster_asks_for_members_of_at_least_half_of_the_teaching_days(kind, last_on, asked):
    duty, roster = of_each(kind)
    left = member(kind, TWO_OF[kind][1], ends_on=last_on)
    judged = verdict(duty, roster=(roster[0], left))
    days = [d for d in judged.window.teaching_days if d <= last_on]

    assert len(days) == (50 if asked == 1 else 51)
    assert len(judged.parts or (judged,)) == asked


def test_each_of_the_parties_and_each_of_the_posts_are_four_parts():
    posts = TWO_OF[EachOfKind.ROLES]
    duty = obligation(
        party=Party.EACH,
        minimum=1,
        each_of=EachOf(kind=EachOfKind.ROLES, items=posts),
    )
    held = [
        activity(AUTUMN, sides={side}, participants=(person(side, "", post),))
        for side in (SUPPORTING, RECEIVING)
        for post in posts
    ]

    assert verdict(duty, activities=held).status is MET
    for missing in range(4):
        judged = verdict(duty, activities=held[:missing] + held[missing + 1 :])
        assert judged.status is BREACHED


# --- quota lines --------------------------------------------------------------------------

BY_TERM = (
    Quota(season=TermSeason.SPRING, minimum=3),
    Quota(season=TermSeason.AUTUMN, minimum=4),
)


@pytest.mark.parametrize(
    ("first", "n", "status"),
    [
        (AUTUMN, 3, BREACHED),
        (AUTUMN, 4, MET),
        (SPRING, 2, BREACHED),
        (SPRING, 3, MET),
        (SPRING, 4, MET),
    ],
)
def test_three_in_spring_and_four_in_autumn(first, n, status):
    duty = obligation(minimum=None, quotas=BY_TERM)
    asked = case(duty, activities=[activity(first) for _ in range(n)])

    assert verdict_in(asked, first).status is status


@pytest.mark.parametrize(
    ("held_on", "year_starts", "n", "status"),
    [
        (date(2026, 3, 9), date(2025, 3, 10), 2, MET),
        (date(2026, 3, 9), date(2026, 3, 10), 2, BREACHED),
        (date(2026, 3, 10), date(2026, 3, 10), 4, MET),
        (date(2026, 3, 10), date(2026, 3, 10), 3, BREACHED),
    ],
    ids=[
        "two on the last day of the first year",
        "they do nothing for the second",
        "four on the first day of the second year",
        "one short of four",
    ],
)
def test_two_in_the_first_year_and_four_in_the_second(held_on, year_starts, n, status):
    duty = obligation(
        period=Period.AGREEMENT_YEAR,
        minimum=None,
        quotas=(Quota(agreement_year=1, minimum=2), Quota(agreement_year=2, minimum=4)),
    )
    asked = case(duty, activities=[activity(held_on) for _ in range(n)])

    assert verdict_in(asked, year_starts).status is status


@pytest.mark.parametrize(
    ("primary", "senior", "status"), [(2, 3, MET), (1, 3, BREACHED), (2, 2, BREACHED)]
)
def test_two_for_the_primary_and_three_for_the_senior_stage(primary, senior, status):
    seniors = tuple(
        term(t.school_year, t.season.value, t.starts_on, t.ends_on, stage="senior")
        for t in COUNTY.terms
    )
    calendar = type(COUNTY)(terms=COUNTY.terms + seniors, holidays=COUNTY.holidays)
    duty = obligation(
        minimum=None,
        quotas=(Quota(stage="primary", minimum=2), Quota(stage="senior", minimum=3)),
    )
    held = [activity(AUTUMN, stages={"primary"}) for _ in range(primary)]
    held += [activity(AUTUMN, stages={"senior"}) for _ in range(senior)]
    asked = case(duty, activities=held, calendar=calendar)

    assert verdict_in(asked, AUTUMN).status is status


def test_a_quota_line_may_set_a_maximum_of_its_own():
    duty = obligation(
        minimum=1, quotas=(Quota(season=TermSeason.AUTUMN, minimum=1, maximum=2),)
    )
    found = {
        n: verdict(duty, activities=[activity(AUTUMN) for _ in range(n)]).status
        for n in (0, 1, 2, 3)
    }

    assert found == {0: BREACHED, 1: MET, 2: MET, 3: EXCEEDED}


# --- shares -------------------------------------------------------------------------------


def lectures(*topics: str, **fields) -> list:
    return [activity(AUTUMN, topics={topic}, **fields) for topic in topics]


@pytest.mark.parametrize(
    ("topics", "status"),
    [
        (("ethics", "safety"), BREACHED),
        (("ethics", "safety", "safety"), MET),
        (("safety", "safety", "safety"), BREACHED),
        (("ethics", "ethics", "ethics"), MET),
        (("ethics",), BREACHED),
    ],
    ids=["one short of the whole", "exactly", "the share is missing", "all are of it", "alone"],
)
def test_three_of_which_one_on_ethics(topics, status):
    whole = obligation(id=1, minimum=3)
    share = obligation(id=2, minimum=1, part_of=1, topics=frozenset({"ethics"}))

    assert verdict(whole, share, activities=lectures(*topics)).status is status


@pytest.mark.parametrize(
    ("worth", "status"), [("3299.99", BREACHED), ("3300", MET), ("3300.01", MET)]
)
def test_fifteen_sets_worth_220_yuan_each(worth, status):
    """A share in another measure: the goods are counted, and what they are worth."""
    sets = obligation(id=1, measure=Measure.GOODS, minimum=15)
    value = obligation(id=2, measure=Measure.AMOUNT, minimum=3300, part_of=1)
    held = [activity(AUTUMN, goods=15, amount=Decimal(worth))]
    judged = verdict(sets, value, activities=held)

    assert (judged.counted, judged.status) == (15, status)
    assert part_of(judged, PartKind.SHARE, "2").counted == Decimal(worth)


@pytest.mark.parametrize(("hours", "status"), [(1, BREACHED), (2, MET), (3, MET)])
def test_five_visits_of_which_two_lessons_of_which_one_in_mathematics(hours, status):
    """Nested shares, each in its own measure."""
    whole = obligation(id=1, minimum=5)
    lessons = obligation(id=2, measure=Measure.LESSONS, minimum=2, part_of=1)
    mathematics = obligation(
        id=3,
        measure=Measure.LESSONS,
        minimum=1,
        part_of=2,
        subjects=frozenset({"mathematics"}),
    )
    held = [activity(AUTUMN, lessons=hours, subjects={"mathematics"})]
    held += [activity(AUTUMN) for _ in range(4)]

    assert verdict(whole, lessons, mathematics, activities=held).status is status


def test_what_does_not_count_for_the_whole_counts_for_no_share():
    whole = obligation(id=1, minimum=1, topics=frozenset({"safety"}))
    share = obligation(id=2, minimum=1, part_of=1, topics=frozenset({"ethics"}))
    judged = verdict(whole, share, activities=lectures("ethics", "safety"))

    codes = {code for _, code in misses(part_of(judged, PartKind.SHARE, "2"))}

    assert (judged.status, codes) == (BREACHED, {"not_in_parent", "wrong_topic"})


# --- the worst of the parts ---------------------------------------------------------------


def test_the_order_of_the_worst_is_the_one_that_is_written_down():
    assert [status.value for status in WORST_FIRST] == [
        "breached",
        "exceeded",
        "at_risk",
        "on_track",
        "met_late",
        "met",
        "exempt",
        "not_due",
    ]


@pytest.mark.parametrize(
    ("ethics", "safety", "worst"),
    [
        (0, 3, BREACHED),  # breached beside exceeded
        (1, 3, EXCEEDED),  # met beside exceeded
        (1, 2, MET),
        (0, 0, BREACHED),
    ],
)
def test_the_whole_shows_the_worst_of_its_parts(ethics, safety, worst):
    duty = obligation(
        minimum=1,
        maximum=2,
        each_of=EachOf(kind=EachOfKind.TOPICS, items=("ethics", "safety")),
    )
    held = lectures(*["ethics"] * ethics, *["safety"] * safety)

    assert verdict(duty, activities=held).status is worst
