"""A case without anything that became known after a day."""

from dataclasses import replace
from datetime import date

from compliance.engine.terms import Activity, Agreement, Case, Obligation, Rules, Violation


def known_by(case: Case, *, on: date) -> Case:
    """The facts as they stood at the end of ``on``, every later one erased."""
    return replace(
        case,
        rules=_rules(case, on=on),
        former_rules=tuple(former for former in case.former_rules if former.until <= on),
        agreement=_agreement(case.agreement, on=on),
        obligations=tuple(
            _duty(duty, on=on)
            for duty in case.obligations
            if duty.known_on is None or duty.known_on <= on
        ),
        activities=tuple(
            _activity(activity, on=on)
            for activity in case.activities
            if activity.entered_on <= on and activity.steps[0].on <= on
        ),
        waivers=tuple(waiver for waiver in case.waivers if waiver.granted_on <= on),
        make_ups=tuple(make_up for make_up in case.make_ups if make_up.accepted_on <= on),
        violations=tuple(
            _violation(found, on=on) for found in case.violations if found.recorded_on <= on
        ),
        headcounts=tuple(h for h in case.headcounts if h.known_on <= on),
        roster=tuple(_unended(entry, on=on) for entry in case.roster if entry.known_on <= on),
    )


def _rules(case: Case, *, on: date) -> Rules:
    """Those that were changed first of all that were changed later."""
    later = sorted(
        (former for former in case.former_rules if former.until > on), key=lambda f: f.until
    )
    return later[0].rules if later else case.rules


def _agreement(agreement: Agreement, *, on: date) -> Agreement:
    suspensions = tuple(s for s in agreement.suspensions if s.known_on <= on)
    agreement = replace(agreement, suspensions=suspensions)
    if agreement.signed_on is not None and agreement.signed_on > on:
        agreement = replace(agreement, signed_on=None, in_force_on=None)
    if agreement.terminated_known_on is not None and agreement.terminated_known_on > on:
        agreement = replace(agreement, terminated_on=None, terminated_known_on=None)
    return agreement


def _duty(duty: Obligation, *, on: date) -> Obligation:
    if duty.valid_until_known_on is not None and duty.valid_until_known_on > on:
        return replace(duty, valid_until=None, valid_until_known_on=None)
    return duty


def _activity(activity: Activity, *, on: date) -> Activity:
    activity = _unended(activity, on=on)
    steps = tuple(step for step in activity.steps if step.on <= on)
    activity = replace(activity, steps=steps)
    if activity.duplicate_marked_on is not None and activity.duplicate_marked_on > on:
        activity = replace(activity, duplicate_of=None, duplicate_marked_on=None)
    return _with_marks(activity, on=on)


def _with_marks(activity: Activity, *, on: date) -> Activity:
    """A mark that was taken back later still stands."""
    made = [mark for mark in activity.former_marks if mark.since <= on]
    standing = [mark for mark in made if mark.until > on]
    if standing and activity.duplicate_of is None:
        [mark] = standing
        activity = replace(activity, duplicate_of=mark.of, duplicate_marked_on=mark.since)
    gone = tuple(mark for mark in made if mark.until <= on)
    return replace(activity, former_marks=gone)


def _violation(violation: Violation, *, on: date) -> Violation:
    """Struck later is not struck yet."""
    is_later = violation.struck_on is not None and violation.struck_on > on
    return replace(violation, struck_on=None) if is_later else violation


def _unended(lasting, *, on: date):
    """Whoever left, or came back, earlier than was said: only from the day that was known."""
    if lasting.ended_known_on is not None and lasting.ended_known_on > on:
        return replace(lasting, ended_on=None, ended_known_on=None)
    return lasting
