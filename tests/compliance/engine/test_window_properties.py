"""What holds for the windows of any agreement, suspension and period."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.engine.terms import Due, DueKind, Period, Season, SeasonKind
from compliance.engine.windows import covers, windows_of
from tests.compliance.engine.school_days import LATER, agreement, case, duty, suspended

FIRST, LAST = date(2025, 1, 1), date(2027, 6, 30)
SEASONS = (
    None,
    Season(kind=SeasonKind.SUMMER),
    Season(kind=SeasonKind.WINTER),
    Season(kind=SeasonKind.TERM_TIME),
    Season(kind=SeasonKind.DATES, from_month=11, from_day=15, to_month=2, to_day=31),
)

days = st.dates(FIRST, LAST)
periods = st.sampled_from(Period)
seasons = st.sampled_from(SEASONS)


@st.composite
def spans(draw) -> tuple[date, date]:
    return tuple(sorted((draw(days), draw(days))))


@st.composite
def agreements(draw):
    first, last = draw(spans())
    in_force_on = draw(st.dates(first, last))
    pauses = tuple(
        suspended(*draw(spans()), known_on=FIRST) for _ in range(draw(st.integers(0, 2)))
    )
    return agreement(
        first, last, signed_on=in_force_on, in_force_on=in_force_on, suspensions=pauses
    )


@given(agreed=agreements(), period=periods, season=seasons)
@settings(deadline=None)
def test_windows_never_overlap_and_stand_in_order(agreed, period, season):
    windows = windows_of(duty(period, season=season), case(agreed), on=LATER)

    assert all(a.ends_on < b.starts_on for a, b in pairwise(windows))
    assert all(a.full_ends_on < b.full_starts_on for a, b in pairwise(windows))


@given(agreed=agreements(), period=periods, season=seasons)
@settings(deadline=None)
def test_a_window_lies_inside_its_period_and_in_force(agreed, period, season):
    for window in windows_of(duty(period, season=season), case(agreed), on=LATER):
        assert window.full_starts_on <= window.starts_on <= window.ends_on
        assert window.ends_on <= window.full_ends_on
        assert agreed.in_force_on <= window.starts_on
        assert window.ends_on <= agreed.ends_on
        assert all(covers(window, day) for day in window.teaching_days)
        assert window.cut is None or 0 < window.cut.days_left < window.cut.days_of_window


@given(agreed=agreements(), period=periods, season=seasons)
@settings(deadline=None)
def test_the_uncut_edges_depend_on_the_anchor_not_on_force_or_suspension(
    agreed, period, season
):
    whole = agreement(agreed.starts_on, agreed.ends_on)
    # A single duty falls in the first season that is left.
    recurring = duty(Period.TERM if period == Period.ONCE else period, season=season)

    found = windows_of(recurring, case(agreed), on=LATER)
    anchored = windows_of(recurring, case(whole), on=LATER)

    edges = {(w.key, w.full_starts_on, w.full_ends_on) for w in anchored}
    assert {(w.key, w.full_starts_on, w.full_ends_on) for w in found} <= edges


@given(agreed=agreements(), last=days)
@settings(deadline=None)
def test_a_termination_changes_no_window_that_ended_before_it(agreed, last):
    ended = replace(agreed, terminated_on=last, terminated_known_on=FIRST)

    before = windows_of(duty(Period.TERM), case(agreed), on=LATER)
    after = windows_of(duty(Period.TERM), case(ended), on=LATER)

    assert [w for w in after if w.full_ends_on <= last] == [
        w for w in before if w.full_ends_on <= last and agreed.in_force_on <= last
    ]


@given(
    agreed=agreements(),
    period=periods,
    kind=st.sampled_from([k for k in DueKind if k != DueKind.AFTER_ACTIVITY]),
    on=days,
)
@settings(deadline=None)
def test_due_days_are_in_force_and_close_after_their_grace(agreed, period, kind, on):
    due = Due(kind=kind, month=on.month, day=on.day, months=1, on=on)
    dated = duty(period, due=due, grace_days=7)

    for window in windows_of(dated, case(agreed), on=LATER):
        assert agreed.in_force_on <= window.due_on
        assert kind == DueKind.AFTER_SIGNING or window.due_on <= agreed.ends_on
        assert window.closes_on == window.due_on + timedelta(days=7)
        assert all(day <= window.due_on for day in window.teaching_days)
