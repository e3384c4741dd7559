"""The lists of pairings and schools, and one school's file."""

from datetime import date

import pytest
from django.urls import reverse

from pairing.models import SchoolCode, SubSite
from tests.factories import (
    create_bureau,
    create_member,
    create_pairing,
    create_person,
    create_school,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def staff(bureau):
    return create_member(role="bureau_staff", bureau=bureau)


def titles(response) -> list[str]:
    return [str(row) for row in response.context["page"].object_list]


# --- Pairings ---------------------------------------------------------------------------------
@pytest.mark.parametrize("pairings", [1, 3])
def test_the_list_of_pairings_costs_the_same_for_one_and_for_three(
    client, bureau, staff, pairings, django_assert_num_queries
):
    for _number in range(pairings):
        create_pairing(supporting=create_school(bureau=bureau))
    client.force_login(staff)

    # session, user, roles, bureaus below, count, rows, areas, programmes, unread
    with django_assert_num_queries(9):
        response = client.get(reverse("pairing_list"))

    assert len(titles(response)) == pairings


def test_a_school_sees_its_own_pairings_in_both_directions_and_no_others(client, bureau):
    own = create_school(name="石鼓湾小学", bureau=bureau)
    gives = create_pairing(supporting=own, order=1)
    takes = create_pairing(receiving=own, supporting=create_school(bureau=bureau), order=2)
    hidden = create_pairing(supporting=create_school(name="看不见小学", bureau=bureau))
    client.force_login(create_member(role="liaison", school=own))

    response = client.get(reverse("pairing_list"))

    assert titles(response) == [str(gives), str(takes)]
    assert hidden.supporting_school.name not in response.text
    assert hidden.programme.name not in response.text


def test_ended_pairings_are_shown_when_asked_for(client, bureau, staff):
    running = create_pairing(supporting=create_school(bureau=bureau), order=1)
    ended = create_pairing(
        supporting=create_school(bureau=bureau), ended_on=date(2026, 6, 30), order=2
    )
    client.force_login(staff)

    def shown(state):
        return titles(client.get(reverse("pairing_list"), {"state": state}))

    assert shown("") == [str(running)]
    assert shown("ended") == [str(ended)]
    assert shown("all") == [str(running), str(ended)]


@pytest.mark.parametrize("text", ["石鼓湾", "shiguwan", "JD-77", "jd-77"])
def test_pairings_are_found_by_name_pinyin_and_code(client, bureau, staff, text):
    found = create_pairing(
        receiving=create_school(name="石鼓湾小学", bureau=bureau), code="JD-77"
    )
    create_pairing(receiving=create_school(name="白石岭中学", bureau=bureau), code="JD-88")
    client.force_login(staff)

    response = client.get(reverse("pairing_list"), {"q": text})

    assert titles(response) == [str(found)]


@pytest.mark.parametrize("query", ["programme=999999", "state=nonsense", "page=nonsense"])
def test_an_address_that_makes_no_sense_still_gives_the_list(client, bureau, staff, query):
    pairing = create_pairing(supporting=create_school(bureau=bureau))
    client.force_login(staff)

    response = client.get(f"{reverse('pairing_list')}?{query}")

    assert titles(response) == [str(pairing)]


# --- Schools ----------------------------------------------------------------------------------
@pytest.mark.parametrize("schools", [1, 3])
def test_the_list_of_schools_costs_the_same_for_one_and_for_three(
    client, bureau, staff, schools, django_assert_num_queries
):
    for _number in range(schools):
        create_school(bureau=bureau)
    client.force_login(staff)

    # session, user, roles, bureaus below, count, rows, unread
    with django_assert_num_queries(7):
        response = client.get(reverse("school_list"))

    assert len(titles(response)) == schools


def test_a_school_on_both_sides_is_counted_on_both(client, bureau, staff):
    both = create_school(name="双溪口学校", bureau=bureau, order=1)
    create_pairing(supporting=both, receiving=create_school(bureau=bureau, order=2))
    create_pairing(supporting=both, receiving=create_school(bureau=bureau, order=3))
    create_pairing(receiving=both, supporting=create_school(bureau=bureau, order=4))
    create_pairing(
        supporting=both,
        receiving=create_school(bureau=bureau, order=5),
        ended_on=date(2026, 1, 1),
    )
    client.force_login(staff)

    rows = client.get(reverse("school_list")).context["page"].object_list

    assert [(row.supports_count, row.receives_count) for row in rows] == [
        (2, 1),
        (0, 1),
        (0, 1),
        (1, 0),
        (0, 0),
    ]


def test_schools_are_filtered_by_stage_and_status(client, bureau, staff):
    primary = create_school(bureau=bureau, stages=["primary"], order=1)
    twelve = create_school(bureau=bureau, stages=["primary", "junior", "senior"], order=2)
    closed = create_school(bureau=bureau, stages=["junior"], status="closed", order=3)
    client.force_login(staff)

    def shown(**query):
        return titles(client.get(reverse("school_list"), query))

    assert shown(stage="primary") == [str(primary), str(twelve)]
    assert shown(stage="junior") == [str(twelve), str(closed)]
    assert shown(status="closed") == [str(closed)]
    assert shown(q=closed.name) == [str(closed)]


# --- One school -------------------------------------------------------------------------------
def test_the_file_of_a_school_shows_its_data_its_past_and_its_people(client, bureau, staff):
    school = create_school(name="石鼓湾小学", bureau=bureau, code="3450000001", staff_total=68)
    SchoolCode.objects.create(
        school=school, code="3450000999", starts_on=date(2010, 9, 1), ends_on=date(2019, 8, 31)
    )
    SubSite.objects.create(school=school, name="河湾教学点")
    create_person(school=school, name="陈向南", phone="13812346021", roles=["vice_principal"])
    create_person(school=school, name="已离开", left_on=date(2020, 1, 1))
    gives = create_pairing(supporting=school)
    takes = create_pairing(receiving=school, supporting=create_school(bureau=bureau))
    client.force_login(staff)

    response = client.get(reverse("school", args=[school.pk]))

    text = response.text
    for shown in ("3450000001", "3450000999", "河湾教学点", "陈向南", "138****6021", "68"):
        assert shown in text
    assert "13812346021" not in text
    assert "已离开" not in text
    assert list(response.context["supports"]) == [gives]
    assert list(response.context["receives"]) == [takes]


def test_a_partner_sees_the_school_but_not_whom_else_it_is_paired_with(client, bureau):
    school = create_school(bureau=bureau)
    partner = create_school(bureau=bureau)
    shared = create_pairing(supporting=school, receiving=partner)
    hidden = create_pairing(
        supporting=school, receiving=create_school(name="看不见小学", bureau=bureau)
    )
    client.force_login(create_member(role="principal", school=partner))

    response = client.get(reverse("school", args=[school.pk]))

    assert list(response.context["supports"]) == [shared]
    assert hidden.receiving_school.name not in response.text


def test_the_file_of_a_foreign_school_is_not_there(client, bureau):
    foreign = create_school(name="看不见小学", bureau=bureau)
    client.force_login(create_member(role="liaison", school=create_school()))

    response = client.get(reverse("school", args=[foreign.pk]))

    assert response.status_code == 404
    assert foreign.name not in response.text


@pytest.mark.parametrize("many", [1, 3])
def test_the_file_of_a_school_costs_the_same_for_one_and_for_three(
    client, bureau, staff, many, django_assert_num_queries
):
    school = create_school(bureau=bureau)
    for number in range(many):
        create_pairing(supporting=school)
        create_pairing(receiving=school, supporting=create_school(bureau=bureau))
        create_person(school=school)
        SubSite.objects.create(school=school, name=f"教学点{number}")
    client.force_login(staff)

    # session, user, roles, bureaus below; school, codes, sites, consortia; two directions with
    # their areas; people; unread
    # Three of them for the reports, the years there were and the filed papers.
    with django_assert_num_queries(17):
        client.get(reverse("school", args=[school.pk]))


def test_a_merged_school_names_the_one_it_went_into(client, bureau, staff):
    into = create_school(name="第一实验小学", bureau=bureau)
    merged = create_school(
        bureau=bureau, status="merged", ended_on=date(2026, 8, 31), successor=into
    )
    client.force_login(staff)

    assert into.name in client.get(reverse("school", args=[merged.pk])).text
