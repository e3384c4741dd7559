"""Suspected duplicates: listed for the bureau, ruled on by a person, and kept."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from activities import services
from activities.hints import HintCode, hints_of
from activities.models import Activity, DuplicateRuling
from activities.suspects import suspects
from records.models import Notice
from tests.factories import (
    at,
    create_activity,
    create_bureau,
    create_member,
    create_pairing,
    create_school,
)

pytestmark = pytest.mark.django_db
DAY, LATER = date(2025, 9, 15), date(2025, 10, 8)


class County:
    def __init__(self):
        self.bureau = create_bureau()
        self.a, self.b = (create_school(bureau=self.bureau) for _ in "ab")
        self.pairing = create_pairing(supporting=self.a, receiving=self.b)
        self.staff = create_member(role="bureau_staff", bureau=self.bureau, name="局员")
        self.inspector = create_member(role="inspector", bureau=self.bureau)
        self.liaison = create_member(role="liaison", school=self.a)
        self.other = create_member(role="liaison", school=self.b)
        self.first = create_activity(pairing=self.pairing, on=DAY)

    def twin(self, **fields) -> Activity:
        fields.setdefault("entered_at", at(DAY + timedelta(3)))
        fields.setdefault("pairing", self.pairing)
        return create_activity(**({"on": DAY} | fields))

    def pairs(self, user=None):
        return [(s.first.pk, s.second.pk) for s in suspects(user or self.staff)]


def test_two_entries_of_one_kind_on_one_day_are_suspected_the_earlier_entered_first():
    county = County()
    twin = county.twin()

    assert county.pairs() == [(county.first.pk, twin.pk)]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"on": DAY + timedelta(1)}, id="the day after"),
        pytest.param({"type": "lecture"}, id="another kind"),
        pytest.param({"done_by": ("other school",)}, id="done by the other school"),
        pytest.param({"state": "returned"}, id="returned"),
        pytest.param({"state": "voided"}, id="voided"),
        pytest.param({"state": "draft"}, id="a draft"),
    ],
)
def test_what_differs_or_does_not_stand_is_not_suspected(fields):
    county = County()
    if "done_by" in fields:
        fields = {"done_by": (county.b,)}
    county.twin(**fields)

    assert county.pairs() == []


def test_three_alike_make_three_pairs():
    county = County()
    county.twin()
    county.twin()

    assert len(county.pairs()) == 3


def test_what_is_kept_apart_is_not_suspected_any_more_on_no_page():
    county = County()
    twin = county.twin()

    services.keep_apart(
        county.first, other=twin, by=county.staff, at=at(LATER), reason="上午下午各一节"
    )

    assert county.pairs() == []
    codes = [h.code for h in hints_of([twin], user=county.liaison)[twin.pk]]
    assert HintCode.LOOKS_ALIKE not in codes
    ruling = DuplicateRuling.objects.get()
    assert (ruling.is_same, ruling.by_name, ruling.on, ruling.reason) == (
        False,
        "局员",
        LATER,
        "上午下午各一节",
    )


def test_what_is_marked_is_kept_with_its_reason_and_both_schools_hear_of_it_once():
    county = County()
    twin = county.twin()

    services.mark_duplicate(
        twin, other=county.first, by=county.staff, at=at(LATER), reason="同一节课"
    )

    assert county.pairs() == []
    assert [r.is_same for r in DuplicateRuling.objects.all()] == [True]
    told = Notice.objects.filter(kind="activities_same")
    assert {notice.recipient for notice in told} == {county.liaison, county.other}
    assert told.count() == 2


def test_a_mark_taken_back_is_a_ruling_of_its_own():
    county = County()
    twin = county.twin()
    services.mark_duplicate(twin, other=county.first, by=county.staff, at=at(LATER))
    twin.refresh_from_db()

    services.unmark_duplicate(twin, by=county.staff, at=at(LATER, 15))

    assert [r.is_same for r in DuplicateRuling.objects.all()] == [False, True]
    assert county.pairs() == []


@pytest.mark.parametrize(
    ("who", "listed", "ruled"),
    [("staff", 200, 302), ("inspector", 200, 403), ("liaison", 403, 302), ("other", 403, 302)],
)
def test_the_bureau_has_the_list_and_says_what_they_are(client, who, listed, ruled):
    county = County()
    twin = county.twin()
    client.force_login(getattr(county, who))

    page = client.get(reverse("duplicate_list"))
    answer = client.post(
        reverse("activity_ruling", args=[county.first.pk]),
        {"other": twin.pk, "ruling": "same", "reason": "同一节课"},
    )

    assert (page.status_code, answer.status_code) == (listed, ruled)
    assert DuplicateRuling.objects.exists() == (ruled == 302)


def test_a_ruling_without_a_reason_comes_back_with_a_sentence(client):
    county = County()
    twin = county.twin()
    client.force_login(county.staff)

    answer = client.post(
        reverse("activity_ruling", args=[county.first.pk]), {"other": twin.pk, "ruling": "same"}
    )

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()
    assert not DuplicateRuling.objects.exists()


def test_another_county_sees_nothing_of_it():
    county, foreign = County(), County()
    county.twin()

    assert suspects(foreign.staff) == []


@pytest.mark.parametrize("pairs", [1, 4])
def test_the_list_takes_the_same_queries(pairs, django_assert_num_queries):
    county = County()
    for number in range(pairs):
        day = DAY - timedelta(number)
        county.twin(on=day)
        county.twin(on=day)
    county.staff = type(county.staff).objects.get(pk=county.staff.pk)

    with django_assert_num_queries(15):
        assert suspects(county.staff)
