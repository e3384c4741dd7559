"""What always holds, whatever the duty, the calendar, the agreement and the facts.

A plain run tries the same cases every time; ``HYPOTHESIS_DEEP=500`` in the environment tries
five hundred random ones of each property (see ``strategies_plain``). What counts come to has
its properties in ``test_properties_of_counts``.
"""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from compliance.engine.duties import is_judged
from compliance.engine.judge import judge, judge_obligation
from compliance.engine.serialise import from_data, to_data
from compliance.engine.terms import Measure, Modality
from compliance.engine.verdicts import WORST_FIRST, ReasonCode, Severity, Status
from tests.compliance.engine.knowing import known_by
from tests.compliance.engine.strategies import asked
from tests.compliance.engine.strategies_plain import checked

# A case that breaks a property is told whole, however long.
pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")

# Of the page that fixes the meaning of verdicts, word by word.
NEAR_MISSES = re.compile(
    r"unconfirmed|returned|voided|outside_window|before_agreement|too_late|logged_too_late|"
    r"too_few_people|too_few_days|too_few_lessons|past_ceiling|wrong_role|wrong_qualification|"
    r"wrong_school|wrong_venue|wrong_topic|wrong_subject|wrong_stage|wrong_grade|"
    r"not_in_parent|missing_content|duplicate|counted_elsewhere"
)
IDLE = (Status.EXEMPT, Status.NOT_DUE)
WITHOUT_STATUS = (
    ReasonCode.RECORDED_ONLY,
    ReasonCode.ROSTER_EMPTY,
    ReasonCode.HEADCOUNT_MISSING,
)


def tree(verdict):
    """A verdict and all its parts."""
    yield verdict
    for part in verdict.parts:
        yield from tree(part)


def every(asked_about):
    """Each verdict of the case, parts too, beside its obligation."""
    case, on = asked_about
    duty_of = {duty.id: duty for duty in case.obligations}
    found = [v for whole in judge(case, on=on) for v in tree(whole)]
    event(f"statuses: {len({v.status for v in found})}")
    return [(verdict, duty_of[verdict.obligation_id]) for verdict in found]


def codes(verdict):
    return {reason.code for reason in verdict.reasons}


def shuffled(case, random):
    """The same facts, entered in another order."""

    def mixed(values):
        return tuple(random.sample(values, len(values)))

    return replace(
        case,
        agreement=replace(case.agreement, suspensions=mixed(case.agreement.suspensions)),
        calendar=replace(case.calendar, terms=mixed(case.calendar.terms)),
        activities=tuple(
            replace(activity, participants=mixed(activity.participants))
            for activity in mixed(case.activities)
        ),
        **{
            name: mixed(getattr(case, name))
            for name in (
                "obligations",
                "former_rules",
                "waivers",
                "make_ups",
                "violations",
                "headcounts",
                "roster",
            )
        },
    )


@checked(120)
@given(asked(), st.randoms(use_true_random=False))
def test_the_order_of_logging_never_matters(asked_about, random):
    case, on = asked_about

    assert judge(shuffled(case, random), on=on) == judge(case, on=on)


@checked(150)
@given(asked())
def test_a_day_is_answered_from_what_was_known_by_then(asked_about):
    case, on = asked_about

    assert judge(known_by(case, on=on), on=on) == judge(case, on=on)


@checked(60)
@given(asked())
def test_one_duty_asked_for_alone_is_answered_as_among_all(asked_about):
    case, on = asked_about
    found = judge(case, on=on)

    for obligation_id in {verdict.obligation_id for verdict in found}:
        alone = judge_obligation(case, obligation_id, on=on)
        assert list(alone) == [v for v in found if v.obligation_id == obligation_id]


@checked(60)
@given(asked())
def test_data_and_back(asked_about):
    case, on = asked_about

    for verdict in judge(case, on=on):
        assert from_data(json.loads(json.dumps(to_data(verdict)))) == verdict


@checked(80)
@given(asked())
def test_every_verdict_gives_a_reason_and_every_miss_one_of_the_listed(asked_about):
    for verdict, duty in every(asked_about):
        assert verdict.reasons
        assert all(NEAR_MISSES.fullmatch(miss.code.value) for miss in verdict.near_misses)
        assert all(miss.would_count >= 0 for miss in verdict.near_misses)
        if verdict.status is None:
            assert not is_judged(duty) or codes(verdict) & set(WITHOUT_STATUS)
        else:
            assert is_judged(duty)


@checked(150)
@given(asked())
def test_an_activity_stands_in_a_verdict_once_as_counted_or_as_missed(asked_about):
    for verdict, _ in every(asked_about):
        counted = [evidence.activity_id for evidence in verdict.evidence]
        missed = [miss.activity_id for miss in verdict.near_misses]
        assert len({*counted, *missed}) == len(counted) + len(missed)


def own_parts(verdict):
    """What it was folded from; shares stand beside what it counts itself."""
    return [part for part in verdict.parts if part.obligation_id == verdict.obligation_id]


@checked(120)
@given(asked())
def test_the_evidence_adds_up_to_the_count(asked_about):
    """Of what is counted by itself. Pairs come from the roster and violations from the
    inspector; what parts have done of what they ask is no sum of evidence."""
    for verdict, duty in every(asked_about):
        counts_evidence = duty.measure is not Measure.PAIRS
        if own_parts(verdict) or not counts_evidence or duty.modality is Modality.MUST_NOT:
            continue
        assert sum(evidence.counted for evidence in verdict.evidence) == verdict.counted


@checked(150)
@given(asked())
def test_a_status_agrees_with_its_numbers(asked_about):
    """Each leaf: what is counted by itself, without the voices of its shares."""
    _, on = asked_about
    for verdict, duty in every(asked_about):
        if verdict.parts or verdict.status is None or duty.modality is Modality.MUST_NOT:
            continue
        status, window = verdict.status, verdict.window
        covered = ReasonCode.COVERAGE_SHORT not in codes(verdict)
        assert verdict.short_by == max(verdict.required - verdict.counted, 0)
        if status in (Status.MET, Status.MET_LATE):
            assert verdict.counted >= verdict.required
            assert covered
        if status in (Status.ON_TRACK, Status.AT_RISK):
            assert window.starts_on <= on <= window.closes_on
            assert verdict.short_by > 0 or not covered or verdict.required == 0
        if status is Status.BREACHED:
            assert on > window.closes_on
            assert verdict.short_by > 0 or not covered
        if status is Status.NOT_DUE:
            assert on < window.starts_on


@checked(100)
@given(asked())
def test_nothing_lifts_a_maximum(asked_about):
    """Neither a waiver nor a cut, and an open window no less than a closed one."""
    for verdict, duty in every(asked_about):
        if verdict.parts or not is_judged(duty) or verdict.maximum is None:
            continue
        is_past = verdict.counted > verdict.maximum
        assert is_past == (verdict.status is Status.EXCEEDED)


@checked(80)
@given(asked())
def test_exempt_has_a_waiver_or_a_cut_behind_it(asked_about):
    for verdict, _ in every(asked_about):
        if verdict.status is Status.EXEMPT and not verdict.parts:
            assert codes(verdict) & {ReasonCode.WAIVED, ReasonCode.CUT_EXEMPT}


@checked(150)
@given(asked())
def test_a_whole_shows_the_worst_of_its_parts(asked_about):
    """Of a duty with shares its own count is one more voice, which the parts do not show: there
    the whole is at least as bad as any of them."""
    for verdict, _ in every(asked_about):
        told = [part.status for part in verdict.parts if part.status is not None]
        voices = [status for status in told if status not in IDLE] or told
        if verdict.status is None or not voices:
            continue
        worst = min(voices, key=WORST_FIRST.index)
        if len(own_parts(verdict)) == len(verdict.parts):
            assert verdict.status is worst
        elif worst not in IDLE:
            assert WORST_FIRST.index(verdict.status) <= WORST_FIRST.index(worst)


@checked(60)
@given(asked())
def test_only_what_binds_is_red(asked_about):
    for verdict, duty in every(asked_about):
        if not verdict.parts:
            binds = duty.modality in (Modality.MUST, Modality.MUST_NOT) and is_judged(duty)
            assert (verdict.severity is Severity.RED) == binds


@checked(80)
@given(asked())
def test_the_last_useful_day_is_no_day_that_is_gone(asked_about):
    _, on = asked_about
    for verdict, _ in every(asked_about):
        window, last = verdict.window, verdict.last_useful_on
        if not verdict.parts and last is not None and window.starts_on <= on:
            assert window.starts_on <= last <= window.closes_on


@checked(60)
@given(asked())
def test_the_next_day_undoes_nothing_that_is_closed(asked_about):
    """A window closed yesterday with nothing known since says today what it said then; but a
    share with windows of its own may be open after the window of its whole has closed."""
    case, on = asked_about
    then = known_by(case, on=on)
    later = {(v.obligation_id, v.window): v for v in judge(then, on=on + timedelta(days=1))}

    for verdict in judge(then, on=on):
        if all(on > part.window.closes_on for part in tree(verdict)):
            after = later.get((verdict.obligation_id, verdict.window))
            assert after is None or after.status is verdict.status
