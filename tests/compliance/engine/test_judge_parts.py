"""Wholes made of parts: items, sides, stages, shares. The whole shows the worst of them."""

from datetime import date, timedelta

import pytest

from compliance.engine.judge import judge
from compliance.engine.terms import (
    ActivityState,
    CutRule,
    Due,
    DueKind,
    EachOf,
    EachOfKind,
    HeldAt,
    Measure,
    Modality,
    Party,
    Period,
    Quota,
    RosterEntry,
    Season,
    SeasonKind,
    TermSeason,
    Venue,
)
from compliance.engine.verdicts import PartKind, Severity, Status
from tests.compliance.engine.build import (
    AUTUMN,
    LATER,
    RECEIVING,
    SPRING,
    SUPPORTING,
    activity,
    case,
    codes,
    counts_of,
    joint,
    make_up,
    misses,
    obligation,
    part_of,
    person,
    verdict,
    verdict_in,
    waiver,
)
from tests.compliance.engine.school_days import COUNTY, TERMS, TWO_YEARS, agreement, term

MET, BREACHED = Status.MET, Status.BREACHED


# --- each of several roles ----------------------------------------------------------------

DIRECTORS = ("teaching_director", "safety_director", "moral_director", "team_cadre")
FOUR = EachOf(kind=EachOfKind.ROLES, items=DIRECTORS)


def visit_by(*roles: str, day: date = AUTUMN, **fields):
    people = tuple(person(SUPPORTING, role, role) for role in roles)
    return activity(day, participants=people, **fields)


def test_twelve_visits_of_one_director_do_not_stand_for_the_four():
    held = [visit_by("teaching_director") for _ in range(12)]
    judged = verdict(obligation(minimum=3, each_of=FOUR), activities=held)

    assert counts_of(judged) == {
        "teaching_director": (3, 12, MET),
        "safety_director": (3, 0, BREACHED),
        "moral_director": (3, 0, BREACHED),
        "team_cadre": (3, 0, BREACHED),
    }
    assert (judged.status, judged.required, judged.counted) == (BREACHED, 12, 3)
    assert codes(judged) == ["part_decides"]
    assert judged.reasons[0].facts == {
        "kind": "item",
        "part": "safety_director",
        "label": "",
        "status": "breached",
    }


@pytest.mark.parametrize(("visits", "status"), [(2, BREACHED), (3, MET), (4, MET)])
def test_one_visit_of_all_four_counts_once_for_each(visits, status):
    everyone = ("teaching_director", "safety_director", "moral_director", "league_secretary")
    held = [visit_by(*everyone, id=n + 1) for n in range(visits)]
    judged = verdict(obligation(minimum=3, each_of=FOUR), activities=held)

    assert judged.status is status
    assert {part.counted for part in judged.parts} == {visits}
    assert [evidence.counted for evidence in judged.evidence] == [1] * visits


def test_a_visit_by_somebody_else_is_a_near_miss_of_the_whole_only():
    held = [visit_by("teacher", id=7), visit_by("safety_director", id=8)]
    judged = verdict(obligation(minimum=1, each_of=FOUR), activities=held)

    assert misses(judged) == [(7, "wrong_role")]
    assert judged.near_misses[0].facts == {
        "each_of": "roles",
        "wanted": tuple(sorted(DIRECTORS)),
        "found": ("teacher",),
    }
    assert [misses(part) for part in judged.parts] == [[], [], [], []]


def test_a_director_of_the_host_touches_no_part():
    people = (person(RECEIVING, "", "moral_director"), person(SUPPORTING, "", "teacher"))
    held = [activity(AUTUMN, id=7, participants=people)]
    judged = verdict(obligation(minimum=1, each_of=FOUR), activities=held)

    assert misses(judged) == [(7, "wrong_role")]
    assert [misses(part) for part in judged.parts] == [[], [], [], []]


def test_an_unconfirmed_visit_is_a_near_miss_of_the_part_it_is_for():
    held = [visit_by("moral_director", id=7, state=ActivityState.PENDING)]
    judged = verdict(obligation(minimum=1, each_of=FOUR), activities=held)

    moral = part_of(judged, PartKind.ITEM, "moral_director")
    assert misses(moral) == misses(judged) == [(7, "unconfirmed")]
    assert [miss.would_count for miss in judged.near_misses] == [1]


# --- each of grades, subjects, topics, types ----------------------------------------------

GRADES = tuple(f"g{n}" for n in range(5, 13))


def test_a_check_in_each_grade_and_the_missing_grade_is_seen():
    duty = obligation(
        party=Party.BOTH,
        activity_types=frozenset({"quality_check"}),
        minimum=1,
        each_of=EachOf(kind=EachOfKind.GRADES, items=GRADES),
    )
    held = [
        joint(AUTUMN, type="quality_check", grades={"g5", "g6", "g7"}),
        joint(AUTUMN, type="quality_check", grades=set(GRADES[4:])),
    ]
    judged = verdict(duty, activities=held)

    assert [p.part.key for p in judged.parts if p.status is not MET] == ["g8"]
    assert (judged.required, judged.counted, judged.status) == (8, 7, BREACHED)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (EachOfKind.SUBJECTS, "subjects"),
        (EachOfKind.TOPICS, "topics"),
        (EachOfKind.SCHOOLS, "roster_keys"),
    ],
)
def test_items_of_every_kind(kind, field):
    duty = obligation(minimum=1, each_of=EachOf(kind=kind, items=("a", "b")))
    one = verdict(duty, activities=[activity(AUTUMN, **{field: {"a"}})])
    both = verdict(duty, activities=[activity(AUTUMN, **{field: {"a", "b"}})])

    assert counts_of(one) == {"a": (1, 1, MET), "b": (1, 0, BREACHED)}
    assert both.status is MET


def test_each_of_several_types():
    duty = obligation(
        minimum=1,
        activity_types=frozenset({"lecture", "demo"}),
        each_of=EachOf(kind=EachOfKind.TYPES, items=("lecture", "demo")),
    )
    judged = verdict(duty, activities=[activity(AUTUMN, type="demo")] * 1)

    assert counts_of(judged) == {"lecture": (1, 0, BREACHED), "demo": (1, 1, MET)}


# --- rosters ------------------------------------------------------------------------------


def member(key: str, kind: EachOfKind = EachOfKind.TEACHERS, **fields) -> RosterEntry:
    plain = {"label": key.upper(), "starts_on": AUTUMN, "ends_on": None, "known_on": AUTUMN}
    return RosterEntry(kind=kind, key=key, **plain | fields)


EACH_TEACHER = {
    "party": Party.RECEIVING,
    "activity_types": frozenset({"open_lesson"}),
    "minimum": 1,
    "each_of": EachOf(kind=EachOfKind.TEACHERS),
}


def open_lesson(**fields):
    return activity(AUTUMN, type="open_lesson", sides={RECEIVING}, **fields)


def test_each_teacher_on_the_roster_by_name_or_by_key():
    held = [
        open_lesson(participants=(person(RECEIVING, "li"),)),
        open_lesson(roster_keys={"wang"}),
        open_lesson(id=50, roster_keys={"gone"}),
    ]
    roster = (member("li"), member("wang"), member("zhao"))
    judged = verdict(obligation(**EACH_TEACHER), activities=held, roster=roster)

    assert counts_of(judged) == {
        "li": (1, 1, MET),
        "wang": (1, 1, MET),
        "zhao": (1, 0, BREACHED),
    }
    assert [part.part.label for part in judged.parts] == ["LI", "WANG", "ZHAO"]
    assert misses(judged) == [(50, "wrong_role")]


@pytest.mark.parametrize(("days", "asked"), [(50, []), (51, ["li"])])
def test_a_member_for_less_than_half_of_the_teaching_days_is_not_asked(days, asked):
    teaching = verdict(obligation()).window.teaching_days
    roster = (member("li", ends_on=teaching[days - 1]),)
    judged = verdict(obligation(**EACH_TEACHER), roster=roster)

    assert [part.part.key for part in judged.parts] == asked


def test_an_empty_roster_is_uncounted_and_never_met():
    judged = verdict(obligation(**EACH_TEACHER), activities=[open_lesson(id=3)])

    assert (judged.status, judged.parts) == (None, ())
    assert codes(judged) == ["roster_empty"]
    assert misses(judged) == [(3, "wrong_role")]


def test_the_roster_is_the_one_known_on_the_day():
    roster = (member("li"), member("wang", known_on=date(2025, 10, 1)))
    asked = case(obligation(**EACH_TEACHER), roster=roster)

    before = verdict_in(asked, AUTUMN, on=date(2025, 9, 30))
    after = verdict_in(asked, AUTUMN, on=date(2025, 10, 1))
    assert (len(before.parts), len(after.parts)) == (1, 2)


# --- each party ---------------------------------------------------------------------------

SECONDMENT = {
    "party": Party.EACH,
    "activity_types": frozenset({"secondment"}),
    "measure": Measure.PEOPLE,
    "minimum": 1,
    "venue": Venue.COUNTERPART,
}


def seconded(side, **fields):
    plain = {
        "type": "secondment",
        "sides": {side},
        "held_at": HeldAt(side.other.value),
        "participants": (person(side, f"{side}-1"),),
    }
    return activity(AUTUMN, **plain | fields)


def test_a_secondment_each_way():
    one_way = verdict(obligation(**SECONDMENT), activities=[seconded(SUPPORTING)])
    both_ways = verdict(
        obligation(**SECONDMENT), activities=[seconded(SUPPORTING), seconded(RECEIVING)]
    )

    assert counts_of(one_way) == {
        "supporting": (1, 1, MET),
        "receiving": (1, 0, BREACHED),
    }
    assert (one_way.status, one_way.required, one_way.counted) == (BREACHED, 2, 1)
    assert both_ways.status is MET
    assert [evidence.side for evidence in both_ways.evidence] == [SUPPORTING, RECEIVING]


def test_two_from_one_side_are_not_one_from_each():
    pair = (person(SUPPORTING, "a"), person(SUPPORTING, "b"))
    judged = verdict(
        obligation(**SECONDMENT), activities=[seconded(SUPPORTING, participants=pair)]
    )

    assert (judged.status, judged.counted, judged.required) == (BREACHED, 1, 2)


def test_at_home_is_not_at_the_counterpart():
    home = seconded(RECEIVING, id=4, held_at=HeldAt.RECEIVING)
    judged = verdict(obligation(**SECONDMENT), activities=[home])

    assert misses(judged) == [(4, "wrong_venue")]
    assert misses(part_of(judged, PartKind.SIDE, "supporting")) == []


def test_each_director_of_each_side_is_a_part_of_a_part():
    duty = obligation(
        party=Party.EACH,
        minimum=1,
        each_of=EachOf(kind=EachOfKind.ROLES, items=("moral_director", "safety_director")),
    )
    guests = (
        person(SUPPORTING, "", "moral_director"),
        person(RECEIVING, "", "safety_director"),
    )
    held = [activity(AUTUMN, sides={SUPPORTING}, participants=guests)]
    judged = verdict(duty, activities=held)

    assert {side.part.key: counts_of(side) for side in judged.parts} == {
        "supporting": {
            "moral_director": (1, 1, MET),
            "safety_director": (1, 0, BREACHED),
        },
        "receiving": {
            "moral_director": (1, 0, BREACHED),
            "safety_director": (1, 0, BREACHED),
        },
    }
    assert (judged.required, judged.counted) == (4, 1)


# --- shares -------------------------------------------------------------------------------

LECTURES = {"activity_types": frozenset({"lecture"}), "minimum": 3}
ETHICS = {
    "id": 2,
    "activity_types": frozenset({"lecture"}),
    "minimum": 1,
    "topics": frozenset({"ethics"}),
    "part_of": 1,
}


def lectures(*topics: str, **fields):
    return [
        activity(AUTUMN + timedelta(days=n), id=n + 1, type="lecture", topics={topic}, **fields)
        for n, topic in enumerate(topics)
    ]


@pytest.mark.parametrize(
    ("topics", "status", "decides"),
    [
        (("maths", "maths", "maths"), BREACHED, True),
        (("maths", "maths", "ethics"), MET, False),
        (("ethics", "ethics", "ethics"), MET, False),
        (("maths", "ethics"), BREACHED, False),
        (("maths", "maths", "maths", "ethics"), MET, False),
    ],
)
def test_three_lectures_of_which_one_on_ethics(topics, status, decides):
    asked = case(obligation(**LECTURES), obligation(**ETHICS), activities=lectures(*topics))
    judged = verdict_in(asked, AUTUMN)

    assert (judged.status, judged.counted) == (status, len(topics))
    assert [(p.part.kind, p.part.key) for p in judged.parts] == [(PartKind.SHARE, "2")]
    assert (codes(judged)[0] == "part_decides") is decides


def test_a_share_gives_no_verdict_of_its_own():
    asked = case(obligation(**LECTURES), obligation(**ETHICS))

    assert {judged.obligation_id for judged in judge(asked, on=LATER)} == {1}


def test_a_share_counts_only_what_counts_for_its_whole():
    at_home = obligation(**LECTURES, venue=Venue.RECEIVING)
    held = lectures("ethics", held_at=HeldAt.ONLINE)
    judged = verdict_in(case(at_home, obligation(**ETHICS), activities=held), AUTUMN)

    [share] = judged.parts
    assert misses(judged) == [(1, "wrong_venue")]
    assert misses(share) == [(1, "not_in_parent")]
    assert share.near_misses[0].facts == {"parent": 1}


def test_a_share_may_be_counted_in_another_measure():
    lessons = ETHICS | {"measure": Measure.LESSONS, "minimum": 2, "topics": frozenset()}
    held = lectures("maths", "maths", "maths", lessons=1)
    judged = verdict_in(
        case(obligation(**LECTURES), obligation(**lessons), activities=held), AUTUMN
    )

    assert counts_of(judged) == {"2": (2, 3, MET)}


def test_projects_of_which_one_each_on_two_topics():
    project = {
        "party": Party.BOTH,
        "activity_types": frozenset({"project"}),
        "measure": Measure.ITEMS,
        "period": Period.AGREEMENT_YEAR,
    }
    whole = obligation(**project, minimum=2)
    each = EachOf(kind=EachOfKind.TOPICS, items=("moral", "teaching"))
    share = obligation(**project, id=2, minimum=1, part_of=1, each_of=each)
    first_day = date(2025, 3, 10)

    def held(*topics):
        return [joint(AUTUMN, type="project", topics={topic}) for topic in topics]

    same = verdict_in(case(whole, share, activities=held("moral", "moral")), first_day)
    apart = verdict_in(case(whole, share, activities=held("moral", "teaching")), first_day)

    assert (same.status, same.counted) == (BREACHED, 2)
    assert counts_of(same.parts[0]) == {"moral": (1, 2, MET), "teaching": (1, 0, BREACHED)}
    assert apart.status is MET


def test_a_share_of_a_share():
    senior = ETHICS | {"id": 3, "part_of": 2, "topics": frozenset(), "minimum": 1}
    by_principal = senior | {"actor_roles": frozenset({"principal"})}
    duties = [obligation(**LECTURES), obligation(**ETHICS), obligation(**by_principal)]
    judged = verdict_in(case(*duties, activities=lectures("ethics", "maths", "maths")), AUTUMN)

    [share] = judged.parts
    assert counts_of(share) == {"3": (1, 0, BREACHED)}
    assert (judged.status, share.status) == (BREACHED, BREACHED)


def test_a_share_in_principle_is_amber_at_worst_for_the_whole():
    share = obligation(**ETHICS, modality=Modality.SHOULD)
    held = lectures("maths", "maths", "maths")
    judged = verdict_in(case(obligation(**LECTURES), share, activities=held), AUTUMN)

    assert (judged.status, judged.severity) == (BREACHED, Severity.AMBER)


def test_a_share_is_prorated_with_its_whole():
    days = verdict(obligation()).window.teaching_days
    agreed = agreement(
        TWO_YEARS.starts_on,
        TWO_YEARS.ends_on,
        in_force_on=days[51],
        cut_rule=CutRule.PRORATED,
    )
    duties = [obligation(**LECTURES | {"minimum": 10}), obligation(**ETHICS | {"minimum": 5})]
    judged = verdict_in(case(*duties, agreement=agreed), days[51])

    assert (judged.required, judged.parts[0].required) == (5, 3)


@pytest.mark.parametrize(("waived", "status"), [(1, Status.EXEMPT), (2, BREACHED)])
def test_a_waiver_of_the_whole_lifts_the_share_but_not_the_other_way_round(waived, status):
    asked = case(
        obligation(**LECTURES),
        obligation(**ETHICS),
        waivers=(waiver(AUTUMN, obligation_id=waived),),
    )
    judged = verdict_in(asked, AUTUMN)

    assert (judged.status, judged.parts[0].status) == (status, Status.EXEMPT)


def test_a_make_up_accepted_for_a_share_counts_for_its_whole():
    later = activity(date(2026, 3, 10), type="lecture", topics={"ethics"})
    asked = case(
        obligation(**LECTURES | {"minimum": 1}),
        obligation(**ETHICS),
        activities=[later],
        make_ups=(make_up(later, AUTUMN, obligation_id=2),),
    )
    judged = verdict_in(asked, AUTUMN)

    assert (judged.status, judged.parts[0].status) == (Status.MET_LATE, Status.MET_LATE)


def test_a_share_by_term_of_a_yearly_whole_is_a_part_for_each_term():
    whole = obligation(**LECTURES, period=Period.SCHOOL_YEAR)
    held = lectures("ethics", "maths", "maths")
    judged = verdict_in(case(whole, obligation(**ETHICS), activities=held), AUTUMN)

    assert [(p.window.starts_on, p.status) for p in judged.parts] == [
        (AUTUMN, MET),
        (SPRING, BREACHED),
    ]


def test_a_share_of_a_blank_stands_by_itself():
    asked = case(obligation(**LECTURES, uncounted=True), obligation(**ETHICS))

    assert {judged.obligation_id for judged in judge(asked, on=LATER)} == {2}


# --- quota lines --------------------------------------------------------------------------


def test_terms_with_their_own_counts():
    lines = (
        Quota(season=TermSeason.AUTUMN, minimum=4),
        Quota(season=TermSeason.SPRING, minimum=3),
    )
    asked = case(obligation(minimum=None, quotas=lines))

    assert verdict_in(asked, AUTUMN).required == 4
    assert verdict_in(asked, SPRING).required == 3


def test_agreement_years_with_their_own_counts():
    lines = (Quota(agreement_year=1, minimum=2), Quota(agreement_year=2, minimum=4, maximum=5))
    asked = case(obligation(minimum=None, quotas=lines, period=Period.AGREEMENT_YEAR))
    first, second = judge(asked, on=LATER)

    assert (first.required, first.maximum) == (2, None)
    assert (second.required, second.maximum) == (4, 5)


def test_a_window_that_no_line_speaks_of_asks_the_plain_number_or_nothing():
    lines = (Quota(season=TermSeason.AUTUMN, minimum=4),)
    nothing = judge(case(obligation(minimum=None, quotas=lines)), on=LATER)
    plain = verdict_in(case(obligation(minimum=1, quotas=lines)), SPRING)

    assert {judged.window.key[2] for judged in nothing} == {"autumn"}
    assert plain.required == 1


def with_senior_stage():
    senior = tuple(
        term(
            t.school_year, t.season, t.starts_on + timedelta(days=1), t.ends_on, stage="senior"
        )
        for t in TERMS
    )
    return type(COUNTY)(
        terms=TERMS + senior, holidays=COUNTY.holidays, make_up_days=COUNTY.make_up_days
    )


def test_stages_with_their_own_counts_follow_their_own_calendars():
    lines = (Quota(stage="primary", minimum=2), Quota(stage="senior", minimum=1))
    held = [activity(AUTUMN, stages={"primary", "senior"}), activity(AUTUMN, id=9)]
    asked = case(
        obligation(minimum=None, quotas=lines), activities=held, calendar=with_senior_stage()
    )
    judged = verdict_in(asked, AUTUMN)

    assert counts_of(judged) == {"primary": (2, 1, BREACHED), "senior": (1, 0, BREACHED)}
    assert [p.part.kind for p in judged.parts] == [PartKind.STAGE, PartKind.STAGE]
    assert judged.parts[1].window.starts_on == AUTUMN + timedelta(days=1)
    assert misses(judged.parts[1])[0][1] == "outside_window"
    assert misses(judged) == [(9, "wrong_stage")]


def test_a_waiver_of_a_whole_with_stages_lifts_every_stage():
    lines = (Quota(stage="primary", minimum=2), Quota(stage="senior", minimum=1))
    asked = case(
        obligation(minimum=None, quotas=lines),
        calendar=with_senior_stage(),
        waivers=(waiver(AUTUMN),),
    )

    assert verdict_in(asked, AUTUMN).status is Status.EXEMPT


# --- folding ------------------------------------------------------------------------------


def test_parts_that_are_exempt_are_left_out_unless_all_are():
    asked = [obligation(**LECTURES), obligation(**ETHICS)]
    held = lectures("maths", "maths", "maths")
    share_only = case(*asked, activities=held, waivers=(waiver(AUTUMN, obligation_id=2),))

    assert verdict_in(share_only, AUTUMN).status is MET


def test_in_an_open_window_the_worst_part_decides():
    held = [visit_by("teaching_director", day=AUTUMN)]
    duty = obligation(minimum=1, each_of=FOUR)
    early = verdict(duty, activities=held, on=date(2025, 9, 5))
    later = verdict(duty, activities=held, on=date(2025, 12, 5))

    assert (early.status, later.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert later.pace == later.parts[1].pace
    assert later.last_useful_on == date(2026, 1, 23)


def test_a_summer_training_once_a_year():
    duty = obligation(
        minimum=1,
        period=Period.AGREEMENT_YEAR,
        activity_types=frozenset({"training"}),
        season=Season(kind=SeasonKind.SUMMER),
    )
    held = [
        activity(date(2025, 7, 4), id=1, type="training"),
        activity(date(2025, 7, 5), id=2, type="training"),
    ]
    judged = verdict_in(case(duty, activities=held), date(2025, 7, 5))

    assert [evidence.activity_id for evidence in judged.evidence] == [2]
    assert misses(judged) == [(1, "outside_window")]


def test_an_appraisal_by_each_side_before_the_term_ends():
    duty = obligation(
        party=Party.EACH,
        activity_types=frozenset({"appraisal"}),
        measure=Measure.ITEMS,
        minimum=None,
        due=Due(kind=DueKind.TERM_END),
    )
    held = [
        activity(date(2026, 1, 23), type="appraisal"),
        activity(date(2026, 1, 24), id=5, type="appraisal", sides={RECEIVING}),
    ]
    judged = verdict(duty, activities=held)

    assert counts_of(judged) == {"supporting": (1, 1, MET), "receiving": (1, 0, BREACHED)}
    assert misses(judged) == [(5, "too_late")]
