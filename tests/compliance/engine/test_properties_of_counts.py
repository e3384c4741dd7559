"""What counts come to: one more never lowers them, voiding takes exactly itself away, and the
terms of a school year add up to the year. How hard it is tried: see ``strategies_plain``."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from compliance.engine.judge import judge
from compliance.engine.terms import (
    ActivityState,
    DueKind,
    Measure,
    Modality,
    Period,
    Season,
    SeasonKind,
    Step,
)
from compliance.engine.verdicts import Status
from compliance.engine.windows import covers, windows_of
from tests.compliance.engine.build import LATER
from tests.compliance.engine.strategies import activity_of, cases, days_of
from tests.compliance.engine.strategies_plain import TYPES, Dice, checked

# A case that breaks a property is told whole, however long.
pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")

PLACE = 4  # how many words one level takes in the place of a leaf
ADDS = frozenset(
    {
        Measure.EVENTS,
        Measure.LESSONS,
        Measure.ATTENDANCES,
        Measure.DAYS,
        Measure.ITEMS,
        Measure.AMOUNT,
        Measure.GOODS,
    }
)


def leaves(case, *, on=LATER):
    """What is counted by itself, by its place: duty, window, and way down through the parts."""
    found = {}

    def walk(verdict, path):
        key = (*path, verdict.obligation_id, verdict.window.key, verdict.window.trigger)
        key = (*key, verdict.part and (verdict.part.kind, verdict.part.key))
        own = [p for p in verdict.parts if p.obligation_id == verdict.obligation_id]
        if not own:
            found[key] = verdict
        for part in verdict.parts:
            walk(part, key)

    for verdict in judge(case, on=on):
        walk(verdict, ())
    return found


@st.composite
def cases_and_one_more(draw):
    """A case and a confirmed activity that nobody holds for the same as another, and that sets
    nothing off."""
    case, number = draw(cases()), draw(st.integers(0, 2**32))
    more = activity_of(Dice("more", number), case.agreement, id=1000, sound=True)
    return case, replace(more, type=Dice("type", number).one_of("visit", "lecture"))


def with_one_more(case, more):
    return replace(case, activities=(*case.activities, more))


def ungrouped(case):
    duties = tuple(replace(duty, counting_group="") for duty in case.obligations)
    return replace(case, obligations=duties)


def towards(verdict):
    """How far it has come towards its minimum, as far as that."""
    return min(verdict.counted, verdict.required)


def may_serve_any_window(duty):
    """A document that names no window, and what follows another activity, serves the earliest
    open window that is short."""
    follows = duty.due is not None and duty.due.kind is DueKind.AFTER_ACTIVITY
    return duty.measure is Measure.ITEMS or follows


@checked(150)
@given(cases_and_one_more())
def test_one_more_confirmed_activity_never_lowers_a_count(drawn):
    """Where documents serve whichever window is open, an earlier one more takes its place in
    the earlier window and moves a later one on: there no window comes less far towards its
    minimum, and all windows together lose nothing."""
    case, more = ungrouped(drawn[0]), drawn[1]
    duty_of = {duty.id: duty for duty in case.obligations}
    roots = {duty.id: root_of(duty, duty_of) for duty in case.obligations}
    before, after = leaves(case), leaves(with_one_more(case, more))

    assert before.keys() == after.keys()
    for place, verdict in before.items():
        family = [duty_of[verdict.obligation_id], *roots[verdict.obligation_id]]
        if any(may_serve_any_window(duty) for duty in family):
            assert towards(after[place]) >= towards(verdict)
        else:
            assert after[place].counted >= verdict.counted
        event(f"counts: {after[place].counted > verdict.counted}")


def root_of(duty, duty_of):
    """The duties that ``duty`` is a share of, however far up."""
    found = []
    while duty.part_of in duty_of:
        duty = duty_of[duty.part_of]
        found.append(duty)
    return found


@checked(150)
@given(cases_and_one_more())
def test_one_more_in_a_counting_group_never_takes_from_the_first_duty_still_short(drawn):
    """All whole duties of the case in one group, and of the same kinds of activity. What is
    left over after all minimums may well go to another duty than before."""
    case, more = drawn
    duties = tuple(
        duty
        if duty.part_of
        else replace(duty, counting_group="g", activity_types=frozenset(TYPES))
        for duty in case.obligations
    )
    case = replace(case, obligations=duties)
    before, after = wholes(case), wholes(with_one_more(case, more))
    first = next((place[0] for place, v in before.items() if v.counted < v.required), None)

    event(f"somebody is short: {first is not None}")
    for place, verdict in before.items():
        if place[0] == first:
            assert towards(after[place]) >= towards(verdict)


def wholes(case):
    """What the whole duties came to by themselves, shares aside, in clause order."""
    return {
        place: verdict
        for place, verdict in leaves(case).items()
        if place[0] == verdict.obligation_id and verdict.status not in (None, Status.EXEMPT)
    }


def unmentioned(judged, activity_id):
    """The same verdict without that activity among its near misses, in no part either."""
    kept = tuple(m for m in judged.near_misses if m.activity_id != activity_id)
    parts = tuple(unmentioned(part, activity_id) for part in judged.parts)
    return replace(judged, near_misses=kept, parts=parts)


@checked(120)
@given(cases_and_one_more(), st.data(), st.sampled_from([0, 30]))
def test_voiding_restores_the_verdicts_exactly(drawn, data, days):
    """They mention the voided activity as a near miss, and nothing else of it is left."""
    case, more = drawn
    on = data.draw(days_of(case))
    voided_on = more.steps[-1].on + timedelta(days=days)
    voided = replace(more, steps=(*more.steps, Step(on=voided_on, state=ActivityState.VOIDED)))
    if voided_on > on:
        return
    without, restored = judge(case, on=on), judge(with_one_more(case, voided), on=on)

    assert [unmentioned(judged, more.id) for judged in restored] == list(without)


@st.composite
def cases_by_terms(draw):
    """A duty that adds up, in terms and by school years, with what lies in its terms.

    Left out, for they speak of one window only: due days, grace, days a year, make-ups; and
    what a term of which no teaching day is left would have held, for it has no window. Days per
    person are summed over the window and so are longer in a year."""
    case = draw(cases())
    duty = replace(
        case.obligations[0],
        measure=draw(st.sampled_from(sorted(ADDS))),
        period=Period.TERM,
        modality=Modality.MUST,
        uncounted=False,
        due=None,
        grace_days=0,
        part_of=None,
        counting_group="",
        season=draw(st.sampled_from([None, Season(kind=SeasonKind.TERM_TIME)])),
        quotas=(),
        valid_from=None,
        valid_until=None,
        known_on=None,
    )
    if duty.event_floor is not None and duty.event_floor.days_per_person is not None:
        duty = replace(duty, event_floor=None)
    bare = replace(case, obligations=(duty,), make_ups=())
    return replace(bare, activities=tuple(_inside(bare)))


def _inside(case):
    windows = windows_of(case.obligations[0], case, on=LATER)
    for activity in case.activities:
        if any(covers(window, activity.starts_on) for window in windows):
            yield replace(activity, window_starts_on=None, triggered_by=None)


def _by_year(case, period):
    """What every part counted in every school year that has a window of its own."""
    duty = replace(case.obligations[0], period=period)
    found = Counter()
    for place, verdict in leaves(replace(case, obligations=(duty,))).items():
        parts = tuple(place[index] for index in range(PLACE - 1, len(place), PLACE))
        found[verdict.window.key[1], parts] += verdict.counted
    return found


@checked(120)
@given(cases_by_terms())
def test_the_terms_of_a_year_add_up_to_the_year(case):
    years, terms = _by_year(case, Period.SCHOOL_YEAR), _by_year(case, Period.TERM)
    known = {year for year, _ in years}
    is_roster = (
        case.obligations[0].each_of is not None and not case.obligations[0].each_of.items
    )
    event(f"events: {bool(case.activities)}")

    for place, counted in terms.items():
        if place[0] in known and not is_roster:
            assert counted == years[place]
