"""What is kept equals what is true, after any change and on every day it is good for."""

from datetime import date, timedelta

import pytest

from activities.models import Activity, ActivityStep
from agreements.models import Agreement, Obligation, Waiver
from compliance import services, wording
from compliance.engine.serialise import from_data, to_brief
from compliance.engine.verdicts import Status
from compliance.models import StoredVerdict
from compliance.receivers import judged_once
from pairing.models import CalendarDay, Pairing, Term
from records.signals import pairings_changed
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_obligation,
    create_pairing,
    create_support_area,
    create_user,
)

pytestmark = pytest.mark.django_db
ON = date(2025, 11, 23)


def create_case() -> Pairing:
    """Four duties: plain, monthly and each, in parts with a waitable one, recorded only."""
    pairing = create_pairing()
    agreement = create_agreement(pairing=pairing)
    create_obligation(agreement=agreement, maximum=3)
    create_obligation(
        agreement=agreement,
        name="讲座",
        party="each",
        period="month",
        minimum=1,
        activity_types=["lecture"],
        modality="should",
        grace_days=10,
    )
    create_obligation(
        agreement=agreement,
        name="到校指导",
        minimum=1,
        each_of="roles",
        each_of_items=["teaching_director", "moral_director"],
        activity_types=["visit"],
    )
    create_obligation(agreement=agreement, name="捐资", modality="may", measure="amount")
    return pairing


def fresh(pairing: Pairing, *, on: date) -> dict:
    found = services.verdicts_of(pairing, on=on)
    return {(v.obligation_id, v.window.starts_on): to_brief(v) for v in found}


def kept(pairing: Pairing) -> dict:
    rows = StoredVerdict.objects.filter(pairing=pairing)
    return {(row.obligation_id, row.starts_on): row.data for row in rows}


def step(activity: Activity, state: str, *, on: date) -> None:
    """As a service does it: the step, then the announcement."""
    link = activity.links.get()
    ActivityStep.objects.create(link=link, state=state, at=at(on), on=on, by=create_user())
    link.state = state
    link.save()
    pairings_changed.send(sender=Activity, pairing_ids={link.pairing_id}, on=on)


def test_what_is_kept_equals_what_is_judged_after_every_change():
    pairing = create_case()
    duty = Obligation.objects.order_by("pk").first()
    seen = []

    def check(on: date) -> None:
        assert kept(pairing) == fresh(pairing, on=on)
        seen.append(StoredVerdict.objects.get(obligation=duty, starts_on=date(2025, 9, 1)))

    services.refresh([pairing.pk], on=date(2025, 9, 10))
    check(date(2025, 9, 10))
    first = create_activity(pairing=pairing, on=date(2025, 9, 15), state="pending_confirm")
    pairings_changed.send(sender=None, pairing_ids={pairing.pk}, on=date(2025, 9, 15))
    check(date(2025, 9, 15))
    step(first, "confirmed", on=date(2025, 9, 16))
    check(date(2025, 9, 16))
    second = create_activity(pairing=pairing, on=date(2025, 9, 20))
    pairings_changed.send(sender=None, pairing_ids={pairing.pk}, on=date(2025, 9, 22))
    check(date(2025, 9, 22))
    step(second, "voided", on=date(2025, 9, 25))
    check(date(2025, 9, 25))
    Waiver.objects.create(
        obligation=duty,
        window_starts_on=date(2025, 9, 1),
        granted_by=create_user(),
        granted_by_name="张工",
        granted_on=date(2025, 9, 26),
        reason="校舍修缮",
    )
    pairings_changed.send(sender=None, pairing_ids={pairing.pk}, on=date(2025, 9, 26))
    check(date(2025, 9, 26))

    assert [(row.status, row.counted, row.waiting) for row in seen] == [
        ("on_track", 0, 0),
        ("on_track", 0, 1),
        ("on_track", 1, 0),
        ("met", 2, 0),
        ("on_track", 1, 0),
        ("exempt", 1, 0),
    ]


def test_voiding_restores_the_row_to_the_letter():
    pairing = create_case()
    services.refresh([pairing.pk], on=ON)
    before = kept(pairing)
    activity = create_activity(pairing=pairing, on=date(2025, 9, 15))
    services.refresh([pairing.pk], on=ON)
    assert kept(pairing) != before

    Activity.participants.rel.related_model.objects.all().delete()
    link = activity.links.get()
    link.steps.all().delete()
    services.refresh([pairing.pk], on=ON)

    assert kept(pairing) == before


@pytest.mark.parametrize("days", range(0, 100, 7))
def test_a_row_says_the_truth_on_every_day_it_is_good_for(days):
    pairing = create_case()
    create_activity(pairing=pairing, on=date(2025, 9, 15))
    create_activity(pairing=pairing, type="lecture", state="pending_confirm")
    services.refresh([pairing.pk], on=ON)

    later = ON + timedelta(days)
    good = StoredVerdict.objects.filter(pairing=pairing, valid_until__gte=later)
    truth = fresh(pairing, on=later)

    assert good.count() > 5
    for row in good:
        assert row.data == truth[row.obligation_id, row.starts_on]


def test_nothing_is_good_past_the_day_on_which_something_entered_ahead_is_held():
    pairing = create_case()
    create_activity(pairing=pairing, on=date(2025, 12, 1), entered_at=at(ON))

    services.refresh([pairing.pk], on=ON)

    assert not StoredVerdict.objects.filter(valid_until__gt=date(2025, 11, 30)).exists()


def test_an_open_window_is_good_for_its_day_and_a_closed_one_for_good():
    pairing = create_case()
    services.refresh([pairing.pk], on=ON)
    duty = Obligation.objects.order_by("pk").first()

    rows = StoredVerdict.objects.filter(obligation=duty).values_list("starts_on", "valid_until")

    assert list(rows) == [
        (date(2025, 3, 10), date.max),
        (date(2025, 9, 1), ON),
        (date(2026, 2, 20), date(2026, 2, 19)),
        (date(2026, 9, 1), date(2026, 8, 31)),
        (date(2027, 2, 20), date(2027, 2, 19)),
    ]


@pytest.mark.parametrize("pairings", [1, 3])
def test_reading_takes_two_queries_while_the_rows_are_good(pairings, django_assert_num_queries):
    found = [create_case() for _ in range(pairings)]
    services.refresh_all(on=ON)

    with django_assert_num_queries(2):
        rows = list(services.stored(found, on=ON))

    assert {row.pairing_id for row in rows} == {pairing.pk for pairing in found}


def test_reading_after_midnight_judges_what_is_no_longer_good():
    pairing = create_case()
    services.refresh([pairing.pk], on=ON)
    for day in (ON + timedelta(1), date(2026, 1, 19), date(2026, 2, 20), ON):
        rows = services.stored(Pairing.objects.filter(pk=pairing.pk), on=day)

        assert {(r.obligation_id, r.starts_on): r.data for r in rows} == fresh(pairing, on=day)


def test_a_pairing_that_was_never_judged_is_judged_when_read():
    pairing = create_case()
    assert not StoredVerdict.objects.exists()

    rows = services.stored([pairing], on=ON)

    assert {(r.obligation_id, r.starts_on): r.data for r in rows} == fresh(pairing, on=ON)


def test_rows_that_say_the_same_are_left_alone(django_assert_num_queries):
    pairing = create_case()
    services.refresh([pairing.pk], on=ON)
    before = set(StoredVerdict.objects.values_list("pk", flat=True))

    with django_assert_num_queries(26):  # reads, and the day until which all that is good
        services.refresh([pairing.pk], on=ON)

    assert set(StoredVerdict.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("pairings", [1, 3])
def test_one_confirmation_is_brought_up_to_date_in_a_fixed_number_of_queries(
    pairings, django_assert_num_queries
):
    found = [create_case() for _ in range(pairings)]
    services.refresh_all(on=ON)
    create_activity(pairing=found[0], on=date(2025, 9, 15))

    with django_assert_num_queries(27):
        services.refresh([found[0].pk], on=ON)

    assert StoredVerdict.objects.filter(counted=1).count() == 1


def test_windows_that_are_no_more_are_deleted():
    pairing = create_case()
    services.refresh([pairing.pk], on=ON)
    Agreement.objects.update(
        state="terminated", terminated_on=date(2025, 12, 31), terminated_known_on=ON
    )

    pairings_changed.send(sender=Agreement, pairing_ids={pairing.pk}, on=ON)

    assert kept(pairing) == fresh(pairing, on=ON)
    assert not StoredVerdict.objects.filter(starts_on__gt=date(2025, 12, 31)).exists()


def test_an_agreement_that_binds_no_more_keeps_no_verdict():
    pairing = create_case()
    services.refresh([pairing.pk], on=ON)
    Agreement.objects.update(state="draft")

    services.refresh([pairing.pk], on=ON)

    assert not StoredVerdict.objects.exists()


def test_a_row_carries_the_figures_that_lists_sort_and_sum_by():
    area = create_support_area(name="教育教学")
    pairing = create_case()
    duty = Obligation.objects.order_by("pk").first()
    duty.clause.parent.support_area = area
    duty.clause.parent.save()
    create_activity(pairing=pairing, on=date(2025, 9, 15))
    create_activity(pairing=pairing, on=date(2025, 9, 17), state="pending_confirm")
    services.refresh([pairing.pk], on=ON)

    row = StoredVerdict.objects.get(obligation=duty, starts_on=date(2025, 9, 1))

    assert (row.status, row.severity) == ("on_track", "red")
    assert (row.required, row.counted, row.waiting) == (2, 1, 1)
    assert (row.due_on, row.closes_on) == (date(2026, 1, 20), date(2026, 1, 20))
    assert row.last_useful_on == date(2026, 1, 20)
    assert row.support_area == area
    assert from_data(row.data).status is Status.ON_TRACK


def test_what_is_only_recorded_is_kept_without_a_status():
    create_case()
    services.refresh_all(on=ON)

    statuses = StoredVerdict.objects.filter(obligation__name="捐资").values_list("status")

    assert set(statuses) == {(None,)}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: Term.objects.first().save(), id="a term"),
        pytest.param(
            lambda p: CalendarDay.objects.create(day=date(2025, 10, 1), kind="holiday"),
            id="a holiday everywhere",
        ),
        pytest.param(
            lambda p: CalendarDay.objects.create(
                bureau=p.receiving_school.bureau, day=date(2025, 10, 1), kind="holiday"
            ),
            id="a holiday of the bureau",
        ),
        pytest.param(lambda p: p.programme.save(), id="the programme"),
        pytest.param(lambda p: p.receiving_school.save(), id="the receiving school"),
    ],
)
def test_what_the_administration_changes_is_judged_when_next_read(change):
    pairing, other = create_case(), create_case()
    services.refresh_all(on=ON)

    change(pairing)

    assert pairing.pk in services.stale(Pairing.objects.all(), on=ON)
    rows = services.stored([pairing], on=ON)
    assert {(r.obligation_id, r.starts_on): r.data for r in rows} == fresh(pairing, on=ON)
    assert kept(other)


def test_another_bureaus_holiday_changes_nothing_here():
    _, other = create_case(), create_case()
    services.refresh_all(on=ON)

    CalendarDay.objects.create(
        bureau=other.receiving_school.bureau, day=date(2025, 10, 1), kind="holiday"
    )

    assert set(services.stale(Pairing.objects.all(), on=ON)) == {other.pk}


def test_many_changes_are_judged_once_at_the_end():
    pairing = create_case()

    with judged_once(on=ON):
        for _ in range(3):
            create_activity(pairing=pairing)
            pairings_changed.send(sender=Activity, pairing_ids={pairing.pk})
        assert not StoredVerdict.objects.exists()

    assert kept(pairing) == fresh(pairing, on=ON)


def fail_while_loading(pairing: Pairing) -> None:
    with judged_once(on=ON):
        pairings_changed.send(sender=Activity, pairing_ids={pairing.pk})
        raise ValueError("broken")


def test_a_load_that_fails_is_not_judged():
    pairing = create_case()

    with pytest.raises(ValueError, match="broken"):
        fail_while_loading(pairing)

    assert not StoredVerdict.objects.exists()


def test_the_engines_own_facts_fill_every_sentence():
    pairing = create_case()
    create_activity(pairing=pairing)
    create_activity(pairing=pairing, state="pending_confirm")
    create_activity(pairing=pairing, state="voided", on=date(2025, 8, 1))
    create_activity(pairing=pairing, type="visit", state="confirmed")
    duties = {row.pk: row for row in Obligation.objects.all()}

    for verdict in services.verdicts_of(pairing, on=ON):
        about = duties[verdict.obligation_id]
        said = [
            wording.headline(verdict, obligation=about),
            wording.why(verdict, obligation=about),
        ]
        said += [wording.sentence(reason, obligation=about) for reason in verdict.reasons]
        said += [wording.miss_sentence(miss, obligation=about) for miss in verdict.near_misses]
        assert verdict.reasons
        assert all(said)
        assert "%(" not in "".join(said)
