"""What always holds, whatever the facts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.engine.judge import judge
from compliance.engine.serialise import from_data, to_data
from compliance.engine.terms import (
    ActivityState,
    Bound,
    Coverage,
    CoverageOf,
    EachOf,
    EachOfKind,
    HeldAt,
    Measure,
    Party,
    Period,
    Step,
    Venue,
)
from compliance.engine.verdicts import Status
from tests.compliance.engine.build import (
    LATER,
    RECEIVING,
    SUPPORTING,
    activity,
    case,
    make_up,
    obligation,
    person,
    waiver,
)

FIRST = date(2025, 3, 10)
CONFIRMED = ActivityState.CONFIRMED

held_on = st.integers(-30, 760).map(lambda days: FIRST + timedelta(days=days))
some = st.sampled_from
ROLES = ("principal", "moral_director", "teacher")
TOPICS = ("ethics", "maths", "art")


def subset(values):
    return st.frozensets(some(values), max_size=2)


def people():
    built = st.builds(
        lambda side, number, role: person(side, f"{side}-{number}", role),
        some([SUPPORTING, RECEIVING]),
        st.integers(1, 4),
        some(ROLES),
    )
    return st.lists(built, max_size=4, unique_by=lambda p: p.key).map(tuple)


def histories(day):
    """Entered some days after it was held, then changed up to three times."""
    changes = st.lists(
        st.tuples(st.integers(0, 90), some(list(ActivityState)[1:])), min_size=1, max_size=3
    )

    def made(gaps):
        steps, on = [], day
        for gap, state in gaps:
            on += timedelta(days=gap)
            steps.append(Step(on=on, state=state))
        return tuple(steps)

    return changes.map(made)


@st.composite
def activities(draw, *, type=None, confirmed=False):
    day = draw(held_on)
    steps = (Step(on=day, state=CONFIRMED),) if confirmed else draw(histories(day))
    return activity(
        day,
        id=draw(st.integers(1, 10**6)),
        type=type or draw(some(["visit", "lecture", "meeting"])),
        ends_on=day + timedelta(days=draw(st.integers(0, 9))),
        entered_on=steps[0].on,
        steps=steps,
        sides=draw(st.frozensets(some([SUPPORTING, RECEIVING]), min_size=1)),
        held_at=draw(some(HeldAt)),
        lessons=draw(st.integers(0, 4)),
        amount=Decimal(draw(st.integers(0, 1000))) / 10,
        heads={side: draw(st.integers(0, 15)) for side in (SUPPORTING, RECEIVING)},
        participants=draw(people()),
        topics=draw(subset(TOPICS)),
        subjects=draw(subset(TOPICS)),
        contents=draw(subset(("talk",))),
    )


def several(**fields):
    return st.lists(activities(**fields), max_size=9, unique_by=lambda a: a.id)


duties = st.builds(
    obligation,
    party=some([Party.SUPPORTING, Party.RECEIVING, Party.BOTH, Party.EACH]),
    activity_types=st.frozensets(some(["visit", "lecture", "meeting"]), min_size=1),
    measure=some(
        [
            Measure.EVENTS,
            Measure.LESSONS,
            Measure.PEOPLE,
            Measure.ATTENDANCES,
            Measure.DAYS,
            Measure.ITEMS,
            Measure.AMOUNT,
        ]
    ),
    period=some([Period.MONTH, Period.TERM, Period.SCHOOL_YEAR, Period.AGREEMENT_YEAR]),
    minimum=some([None, 1, 2, 5]),
    maximum=some([None, 6]),
    venue=some(Venue),
    actor_roles=st.frozensets(some(ROLES), max_size=1),
    topics=subset(TOPICS),
    event_floor=some([None, Bound(people=6), Bound(days=2), Bound(days_per_person=4)]),
    coverage=some([None, Coverage(of=CoverageOf.SUBJECTS, distinct=2)]),
    each_of=some([None, EachOf(kind=EachOfKind.TOPICS, items=TOPICS[:2])]),
    grace_days=some([0, 10]),
)
ON = st.integers(-5, 800).map(lambda days: FIRST + timedelta(days=days))
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tree(judged):
    """A verdict and all its parts."""
    yield judged
    for part in judged.parts:
        yield from tree(part)


def shape(verdicts):
    """Counts and statuses by place, for comparing two judgements of one case."""
    return {
        (v.obligation_id, v.window.key, tuple(p for p in (v.part,) if p), n): v
        for judged in verdicts
        for n, v in enumerate(tree(judged))
    }


def unmentioned(judged, activity_id):
    """The same verdict without that activity among its near misses, in no part either."""
    kept = tuple(m for m in judged.near_misses if m.activity_id != activity_id)
    parts = tuple(unmentioned(part, activity_id) for part in judged.parts)
    return replace(judged, near_misses=kept, parts=parts)


def grouped(asked):
    """The same duty and another one of its counting group, with a share."""
    first = replace(asked, counting_group="g")
    second = replace(asked, id=2, order=2, counting_group="g", maximum=None)
    share = replace(asked, id=3, order=3, part_of=2, measure=Measure.EVENTS, each_of=None)
    return first, second, share


@quick
@given(duties, several(), ON, st.randoms(use_true_random=False))
def test_the_order_of_logging_never_matters(duty, held, on, random):
    asked = case(*grouped(duty), activities=held)
    shuffled = list(held)
    random.shuffle(shuffled)

    assert judge(replace(asked, activities=tuple(shuffled)), on=on) == judge(asked, on=on)


@quick
@given(duties, several(confirmed=True), activities(confirmed=True))
def test_one_more_confirmed_activity_never_lowers_a_count(duty, held, more):
    held = [a for a in held if a.id != more.id]
    if duty.measure is Measure.ITEMS:
        duty = replace(duty, grace_days=0)
    before = shape(judge(case(duty, activities=held), on=LATER))
    after = shape(judge(case(duty, activities=[*held, more]), on=LATER))

    assert before.keys() == after.keys()
    for place, verdict in before.items():
        assert after[place].counted >= verdict.counted


@quick
@given(duties, several(), activities(confirmed=True), ON)
def test_voiding_restores_the_verdict_exactly(duty, held, more, on):
    held = [a for a in held if a.id != more.id]
    voided = replace(
        more, steps=(*more.steps, Step(on=more.starts_on, state=ActivityState.VOIDED))
    )
    duties = grouped(duty)
    without = judge(case(*duties, activities=held), on=on)
    restored = judge(case(*duties, activities=[*held, voided]), on=on)

    assert [unmentioned(judged, more.id) for judged in restored] == list(without)


@quick
@given(duties, several(confirmed=True))
def test_the_terms_of_a_year_add_up_to_the_year(duty, held):
    inside = [
        (date(2025, 9, 1), date(2026, 1, 23)),
        (date(2026, 3, 2), date(2026, 7, 10)),
    ]
    held = [a for a in held if any(f <= a.starts_on <= t for f, t in inside)]
    plain = replace(
        duty,
        each_of=None,
        party=Party.SUPPORTING,
        measure=Measure.EVENTS if duty.measure is Measure.PEOPLE else duty.measure,
        event_floor=None,
        grace_days=0,
    )

    def total(period, school_year):
        return sum(
            judged.counted
            for judged in judge(case(replace(plain, period=period), activities=held), on=LATER)
            if judged.window.key[1] == school_year
        )

    assert total(Period.TERM, 2025) == total(Period.SCHOOL_YEAR, 2025)


@quick
@given(duties, several(), ON)
def test_data_and_back(duty, held, on):
    for judged in judge(case(*grouped(duty), activities=held), on=on):
        assert from_data(to_data(judged)) == judged


def as_of(held, on):
    """The facts as they stood then: nothing of what came later."""
    return [
        replace(a, steps=tuple(step for step in a.steps if step.on <= on))
        for a in held
        if a.entered_on <= on
    ]


@quick
@given(duties, several(), ON)
def test_a_day_is_answered_from_what_was_known_by_then(duty, held, on):
    decided = on + timedelta(days=1)
    later = {
        "waivers": (waiver(date(2025, 9, 1), granted_on=decided),),
        "make_ups": tuple(make_up(a, date(2025, 9, 1), accepted_on=decided) for a in held[:1]),
    }
    duties = grouped(duty)

    assert judge(case(*duties, activities=as_of(held, on)), on=on) == judge(
        case(*duties, activities=held, **later), on=on
    )


@quick
@given(duties, several(), ON)
def test_every_verdict_explains_itself(duty, held, on):
    for judged in judge(case(*grouped(duty), activities=held), on=on):
        for verdict in tree(judged):
            shown = [evidence.activity_id for evidence in verdict.evidence]
            missed = [miss.activity_id for miss in verdict.near_misses]
            assert verdict.reasons
            assert len(set(shown)) == len(shown)
            assert len(set(missed)) == len(missed)
            assert not set(shown) & set(missed)
            if not verdict.parts:
                assert sum(e.counted for e in verdict.evidence) == verdict.counted
            if verdict.status is Status.BREACHED and not verdict.parts:
                assert on > verdict.window.closes_on
