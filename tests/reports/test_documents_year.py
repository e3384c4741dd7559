"""What one school year of one pairing came to, as values."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from agreements.models import Waiver
from compliance.models import MakeUp
from reports.documents.year import UnknownYearError, year_summary_of
from reports.documents.year_deeds import Figures
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_clause,
    create_obligation,
    create_support_area,
    create_user,
)
from tests.reports.paired import (
    LAST_DAY,
    LATER,
    create_pair,
    create_small_agreement,
    create_year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def year_of(pairing, *, school_year=2025, on=LATER):
    return year_summary_of(pairing, school_year=school_year, on=on)


@pytest.fixture
def pairing():
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


def told(year):
    return {
        duty.name: [(w.label, w.status, w.ratio) for w in duty.windows] for duty in year.duties
    }


def test_every_duty_stands_with_its_windows_of_the_year(pairing):
    autumn, spring = "2025—2026学年第一学期", "2025—2026学年第二学期"

    assert told(year_of(pairing)) == {
        "示范课": [(autumn, "met", "2/2"), (spring, "breached", "1/2")],
        "听课研修": [(autumn, "met", "1/1"), (spring, "breached", "0/1")],
    }


def test_a_gap_says_what_was_lost_and_why(pairing):
    gaps = year_of(pairing).gaps

    assert [(duty.name, [m.code.value for m in window.misses]) for duty, window in gaps] == [
        ("示范课", ["unconfirmed"]),
        ("听课研修", ["too_few_people"]),
    ]


def test_figures_sum_confirmed_activities_each_in_its_own_measure(pairing):
    assert year_of(pairing).figures == Figures(
        events=5, lessons=6, attendances=53, people=0, documents=0, amount=Decimal(0), goods=0
    )


def test_an_activity_is_summed_in_the_area_of_the_duty_it_counted_for(pairing):
    year = year_of(pairing)

    areas = {area.name: area.figures.events for area in year.areas}
    assert areas == {"教育教学": 3, "教师专业发展": 1}
    assert year.unassigned.figures.events == 1  # eleven people


def test_an_activity_in_two_areas_stands_in_both_and_counts_once_in_all(pairing):
    clause = create_clause(agreement=pairing.agreements.get())
    create_obligation(
        clause=clause, name="送教", support_area=create_support_area(name="办学条件"), minimum=1
    )

    year = year_of(pairing)

    assert {area.name: area.figures.events for area in year.areas}["办学条件"] == 3
    assert year.figures.events == 5


@pytest.mark.parametrize(
    ("ends_on", "school_year"),
    [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026)],
    ids=["the last day of the school year", "the first day of the next one"],
)
def test_a_window_belongs_to_the_school_year_of_its_last_day(ends_on, school_year):
    pairing = create_pair()
    agreement = create_agreement(pairing=pairing, starts_on=date(2025, 9, 10), ends_on=ends_on)
    create_obligation(agreement=agreement, period="agreement")

    found = {year: len(year_of(pairing, school_year=year).duties) for year in (2025, 2026)}

    assert found == {2025: school_year == 2025, 2026: school_year == 2026}


def test_a_year_that_is_over_is_judged_on_its_last_day(pairing):
    year = year_of(pairing)

    assert (year.first_on, year.last_on, year.judged_on) == (
        date(2025, 9, 1),
        LAST_DAY,
        LAST_DAY,
    )
    assert not year.is_running


def test_a_running_year_is_judged_on_the_day_asked(pairing):
    year = year_of(pairing, on=date(2025, 10, 10))

    assert (year.judged_on, year.is_running) == (date(2025, 10, 10), True)
    assert told(year)["示范课"][0] == ("2025—2026学年第一学期", "on_track", "1/2")
    assert year.figures.events == 1


def test_what_was_confirmed_after_the_year_changes_none_of_its_figures(pairing):
    late = create_activity(
        pairing=pairing, on=date(2026, 6, 1), entered_at=at(date(2026, 9, 5))
    )

    year = year_of(pairing)

    assert late.pk not in {deed.activity_id for deed in year.deeds}
    assert told(year)["示范课"][1][1:] == ("breached", "1/2")
    assert year.later_entries == 1


def test_a_make_up_accepted_after_the_year_is_told_apart(pairing):
    duty = pairing.agreements.get().clauses.get(parent__isnull=False).obligations.first()
    made = create_activity(pairing=pairing, on=date(2026, 9, 14))
    MakeUp.objects.create(
        activity=made,
        obligation=duty,
        window_starts_on=date(2026, 2, 20),
        accepted_by=create_user(),
        accepted_by_name="沈砚秋",
        accepted_on=date(2026, 9, 20),
        reason="暴雨停课",
    )

    year = year_of(pairing)

    assert year.make_ups == ()
    assert [(m.name, m.held_on, m.reason) for m in year.later_make_ups] == [
        ("示范课", date(2026, 9, 14), "暴雨停课")
    ]
    assert told(year)["示范课"][1][1] == "breached"


def test_a_waiver_of_the_year_is_listed_and_one_of_another_year_is_not(pairing):
    duty = pairing.agreements.get().clauses.get(parent__isnull=False).obligations.first()
    for starts_on in (date(2026, 2, 20), date(2026, 9, 1)):
        Waiver.objects.create(
            obligation=duty,
            window_starts_on=starts_on,
            granted_by=create_user(),
            granted_by_name="沈砚秋",
            granted_on=date(2026, 3, 1),
            reason="校舍维修",
        )

    year = year_of(pairing)

    assert [(w.name, w.window.label, w.reason) for w in year.waivers] == [
        ("示范课", "2025—2026学年第二学期", "校舍维修")
    ]
    assert year.tally.counts == {"met": 2, "exempt": 1, "breached": 1}
    assert (year.tally.closed, year.tally.done) == (3, 2)


def test_drafts_are_nobody_elses_business(pairing):
    draft = create_activity(pairing=pairing, on=date(2026, 3, 2), state="draft")

    assert draft.pk not in {deed.activity_id for deed in year_of(pairing).deeds}


@pytest.mark.parametrize(
    ("school_year", "on"),
    [(2020, LATER), (2027, LATER), (2025, date(2025, 8, 31))],
    ids=["before the pairing", "still to come", "the day before it begins"],
)
def test_a_year_the_pairing_has_no_part_in_is_refused(pairing, school_year, on):
    with pytest.raises(UnknownYearError):
        year_of(pairing, school_year=school_year, on=on)


def test_a_pairing_that_ended_has_no_later_school_year(pairing):
    pairing.ended_on = date(2026, 8, 31)
    pairing.save(update_fields=["ended_on"])

    assert year_of(pairing).school_year == 2025
    with pytest.raises(UnknownYearError):
        year_of(pairing, school_year=2026)


def test_a_pairing_without_an_agreement_has_a_year_without_duties():
    year = year_of(create_pair())

    assert (year.duties, year.tally.total, year.deeds) == ((), 0, ())


def test_the_enclosed_data_name_agreement_duties_and_activities(pairing):
    data = year_of(pairing).data

    assert (data["pairing"], data["school_year"], data["as_of"]) == (
        "JD-0001",
        2025,
        "2026-08-31",
    )
    assert data["agreements"] == ["XY-JD-0001"]
    assert [v["status"] for v in data["verdicts"]] == ["met", "breached", "met", "breached"]
    numbers = set(data["activities"].values())
    assert len(numbers) == 6


def test_money_of_no_agreed_amount_is_asked_no_figure(pairing):
    clause = create_clause(agreement=pairing.agreements.get())
    create_obligation(
        clause=clause,
        name="帮扶资金",
        activity_types=["donation_money"],
        measure="amount",
        minimum=None,
    )

    duty = year_of(pairing).duties[-1]

    assert (duty.asked, {(w.required, w.ratio) for w in duty.windows}) == (None, {("", "")})


def test_the_number_of_queries_does_not_grow_with_the_activities(
    pairing, django_assert_max_num_queries
):
    with django_assert_max_num_queries(200) as few:
        year_of(pairing)
    for day in range(1, 9):
        create_activity(
            pairing=pairing, on=date(2026, 5, day), heads={pairing.receiving_school: 3}
        )

    with django_assert_max_num_queries(len(few.captured_queries)):
        year_of(pairing)
