"""What the overview adds up: standings that equal the verdicts, and what midnight changes."""

from datetime import date, timedelta

import pytest
import time_machine
from django import forms
from django.core.cache import cache
from django.db.models import Count
from django.test.html import parse_html

from compliance import services, tasks
from compliance.models import Standing, StoredVerdict
from compliance.summing import LATELY_DAYS, SILENCE_DAYS
from pairing.access import scope_of
from pairing.models import Pairing, SupportArea
from records.models import User
from reports.dashboard import looking
from reports.forms import LongSelect
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_school,
    create_support_area,
    create_terms,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 24)
DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at(DAY), tick=False):
        yield


@pytest.fixture
def county():
    bureau = create_bureau(name="青岚县教育局")
    create_terms(bureau)
    return bureau


def paired(
    bureau, *, name: str = "甲", area: SupportArea | None = None, **agreement
) -> Pairing:
    """It owes two demonstration lessons and should hold a lecture every term."""
    area = area or create_support_area()
    pairing = create_pairing(
        supporting=create_school(bureau=bureau, name=f"{name}支援学校"),
        receiving=create_school(bureau=bureau, name=f"{name}受援学校", district=f"{name}学区"),
    )
    clause = create_clause(
        agreement=create_agreement(pairing=pairing, **agreement), support_area=area
    )
    create_obligation(clause=clause)
    create_obligation(
        clause=clause,
        name="讲座",
        activity_types=["lecture"],
        minimum=1,
        modality="should",
        order=2,
    )
    return pairing


def standing(pairing: Pairing, *, on: date = DAY) -> Standing:
    services.refresh([pairing.pk], on=on)
    return Standing.objects.get(pairing=pairing)


def board_of(client, user: User, **wish):
    client.force_login(user)
    return client.get("/dashboard/", wish).context["board"]


# --- what a standing says ---------------------------------------------------------------------


def test_a_standing_counts_the_windows_of_the_term_by_status(county):
    pairing = paired(county)
    for day in (15, 16):
        create_activity(pairing=pairing, on=date(2025, 9, day))

    found = standing(pairing)

    first, last = date(2025, 9, 1), date(2026, 1, 20)
    rows = StoredVerdict.objects.filter(starts_on__lte=last, ends_on__gte=first)
    counts = dict(rows.values_list("status").annotate(n=Count("pk")).order_by())
    assert counts == {"met": 1, "at_risk": 1}
    assert {code: getattr(found, code) for code in counts} == counts
    assert found.reached == [15]  # the second lesson, days after 1 September
    [area] = SupportArea.objects.all()
    assert found.cells == [[area.pk, "at_risk", "amber", 1, 2, 1]]
    assert (found.behind_on, found.past_on) == (None, None)  # only what is red


def test_what_is_past_and_red_is_named_by_its_day_and_counted_once_for_good(county):
    pairing = paired(county)

    february = date(2026, 3, 2)
    found = standing(pairing, on=february)

    assert found.unmet == 2  # the spring and the autumn of 2025
    assert (found.breached, found.past_on) == (0, None)  # of the term of that day: none
    assert standing(pairing, on=date(2026, 1, 21)).past_on is None


@pytest.mark.parametrize(
    ("days_ago", "waiting_long"),
    [
        pytest.param(SILENCE_DAYS, 0, id="fourteen days"),
        pytest.param(SILENCE_DAYS + 1, 1, id="fifteen days"),
    ],
)
def test_silence_is_long_after_fourteen_days(county, days_ago, waiting_long):
    pairing, held_on = paired(county), DAY - days_ago * DAYS
    create_activity(
        pairing=pairing, on=held_on, entered_at=at(held_on), state="pending_confirm"
    )

    found = standing(pairing)

    assert (found.waiting, found.waiting_long) == (1, waiting_long)
    assert found.silent_since == (held_on if waiting_long else None)


@pytest.mark.parametrize(
    ("entered_days_ago", "gap", "late"),
    [
        pytest.param(3, 14, 0, id="fourteen days after it was held"),
        pytest.param(3, 15, 1, id="fifteen days after it was held"),
        pytest.param(LATELY_DAYS - 1, 15, 1, id="entered 59 days ago"),
        pytest.param(LATELY_DAYS, 15, 0, id="entered 60 days ago"),
    ],
)
def test_a_late_entry_is_a_question_for_sixty_days(county, entered_days_ago, gap, late):
    pairing = paired(county)
    entered_on = DAY - entered_days_ago * DAYS
    create_activity(pairing=pairing, on=entered_on - gap * DAYS, entered_at=at(entered_on))

    assert standing(pairing).late == late


@pytest.mark.parametrize("days", range(0, 80, 6))
def test_a_standing_says_the_truth_on_every_day_it_is_good_for(county, days):
    """Also where nothing but an entry grows old: no window of this agreement is open."""
    pairing = paired(county, ends_on=date(2025, 8, 31), starts_on=date(2025, 3, 10))
    create_activity(pairing=pairing, on=DAY, entered_at=at(DAY), state="pending_confirm")
    create_activity(pairing=pairing, on=DAY - 30 * DAYS, entered_at=at(DAY - DAYS))
    kept = standing(pairing)
    later = DAY + days * DAYS

    if kept.valid_until >= later:
        fresh = standing(pairing, on=later)
        told = ("waiting", "waiting_long", "silent_since", "late", "late_since", "cells")
        assert [getattr(kept, name) for name in told] == [getattr(fresh, name) for name in told]
    else:
        assert pairing.pk in services.stale(Pairing.objects.all(), on=later)


def test_an_activity_of_a_pairing_without_an_agreement_waits_too(county):
    pairing = create_pairing(receiving=create_school(bureau=county))
    create_activity(pairing=pairing, on=DAY - DAYS, state="pending_confirm")

    assert standing(pairing).waiting == 1


# --- the page ---------------------------------------------------------------------------------


def test_lines_name_who_is_silent_who_enters_late_and_what_ends(client, county):
    silent, late = paired(county, name="甲"), paired(county, name="乙")
    paired(county, name="丙", ends_on=DAY + 30 * DAYS)
    held_on = DAY - 20 * DAYS
    create_activity(pairing=silent, on=held_on, entered_at=at(held_on), state="pending_confirm")
    create_activity(pairing=late, on=DAY - 40 * DAYS, entered_at=at(DAY - 2 * DAYS))

    looks = board_of(client, create_member(role="inspector", bureau=county)).looks

    lines = [look for look in looks if not look.status]
    assert [(look.mark, look.title[:5]) for look in lines] == [
        ("wait", "甲受援学校"),
        ("clock", "乙受援学校"),
        ("clock", "丙受援学校"),
    ]
    assert "2025-12-24" in lines[-1].title
    assert "30" in lines[-1].text


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        pytest.param({"district": "乙学区"}, ["乙受援学校"], id="a district"),
        pytest.param({"district": "无此学区"}, [], id="a district that is none"),
        pytest.param({"status": "met"}, ["甲受援学校"], id="a status"),
        pytest.param({"stage": "preschool"}, [], id="a stage nobody has"),
        pytest.param({"stage": "junior"}, ["甲受援学校", "乙受援学校"], id="a stage of both"),
    ],
)
def test_a_filter_narrows_the_table_in_the_same_queries(
    client, county, wish, shown, django_assert_num_queries
):
    area = create_support_area()
    first = paired(county, name="甲", area=area)
    paired(county, name="乙", area=area)
    for day in (15, 16):
        create_activity(pairing=first, on=date(2025, 9, day))
    services.refresh_all(on=DAY)
    client.force_login(create_member(role="inspector", bureau=county))

    with django_assert_num_queries(12):
        board = client.get("/dashboard/", wish).context["board"]

    rows = [row.pairing.receiving_school.name for g in board.heat.groups for row in g.rows]
    assert rows == shown
    assert board.figures.pairings == 2


# --- after midnight ---------------------------------------------------------------------------


def test_few_that_are_past_their_day_are_judged_before_they_are_shown(client, county):
    paired(county)
    services.refresh_all(on=DAY - DAYS)

    board = board_of(client, create_member(role="inspector", bureau=county))

    assert board.behind == 0
    assert set(Standing.objects.values_list("judged_on", flat=True)) == {DAY}


def test_of_very_many_those_on_the_page_are_judged_and_the_others_sent_out(
    client, county, monkeypatch
):
    area = create_support_area()
    found = [paired(county, name=name, area=area) for name in "甲乙丙"]
    services.refresh_all(on=DAY - DAYS)
    monkeypatch.setattr(services, "AT_ONCE", 1)
    monkeypatch.setattr(looking, "MOST_BEHIND", 1)
    sent = []
    monkeypatch.setattr(tasks, "send_ranges", lambda: sent.append(True))
    client.force_login(create_member(role="inspector", bureau=county))

    cache.clear()

    response = client.get("/dashboard/", {"district": "甲学区"})

    board = response.context["board"]
    assert (board.behind, board.figures.pairings, sent) == (2, 3, [True])
    assert 'role="status"' in response.text
    assert [row.pairing for row in Standing.objects.filter(judged_on=DAY)] == found[:1]
    client.get("/dashboard/", {"district": "乙学区"})
    assert sent == [True]  # once a minute


# --- who sees it, and the form ----------------------------------------------------------------


def test_who_sees_every_bureau_is_asked_for_none_and_sees_the_same(county):
    top = create_bureau(name="省教育厅")
    county.parent = top
    county.save()
    paired(county)
    province = create_member(role="inspector", bureau=top)
    below = create_member(role="inspector", bureau=county)

    assert (scope_of(province).all_bureaus, scope_of(below).all_bureaus) == (True, False)
    assert str(Pairing.objects.visible_to(province).query) == str(Pairing.objects.all().query)
    assert list(Pairing.objects.visible_to(below)) == list(Pairing.objects.all())


def test_a_bureau_beside_others_is_asked_for_its_own(county):
    paired(create_bureau(name="望川区教育局"))

    scope = scope_of(create_member(role="inspector", bureau=county))

    assert not scope.all_bureaus
    assert not Pairing.objects.visible_to(create_member(role="inspector", bureau=county))


def test_a_school_sees_no_bureau(county):
    school = create_school(bureau=county)

    assert not scope_of(create_member(role="liaison", school=school)).all_bureaus


@pytest.mark.parametrize("value", ["", "b", "<c>", None, "unknown"])
def test_a_long_select_writes_what_a_select_writes(value):
    choices = [("", "全部"), ("b", "乙 & 丙"), ("<c>", '"丁"')]
    attrs = {"id": "id_x", "class": "form-select"}
    usual, ours = forms.Select(choices=choices), LongSelect(choices=choices)

    written = [widget.render("x", value, attrs=attrs) for widget in (usual, ours)]

    assert parse_html(written[1]) == parse_html(written[0])
