from datetime import date
from unittest.mock import ANY

import pytest
import time_machine

from compliance.filing import file_year
from compliance.services import refresh
from records.models import User
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


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at(DAY), tick=False):
        yield


def paired(bureau, *, area, name: str, lessons: int):
    """A pairing that owes two demonstration lessons a term, so many of them done."""
    pairing = create_pairing(
        supporting=create_school(bureau=bureau, name=f"{name}支援学校"),
        receiving=create_school(bureau=bureau, name=f"{name}受援学校", district="城关学区"),
    )
    clause = create_clause(agreement=create_agreement(pairing=pairing), support_area=area)
    create_obligation(clause=clause, support_area=area)
    for number in range(lessons):
        create_activity(pairing=pairing, on=date(2025, 9, 15 + number))
    refresh({pairing.pk}, on=DAY)
    return pairing


@pytest.fixture
def bureau():
    bureau = create_bureau(name="青岚县教育局")
    create_terms(bureau)
    return bureau


def staff(bureau) -> User:
    return create_member(role="inspector", bureau=bureau)


def test_the_figures_count_this_terms_duties(client, bureau):
    area = create_support_area(name="教育教学")
    paired(bureau, area=area, name="甲", lessons=2)
    paired(bureau, area=area, name="乙", lessons=0)
    client.force_login(staff(bureau))

    board = client.get("/dashboard/").context["board"]

    figures = board.figures
    assert (figures.pairings, figures.total, figures.done, figures.at_risk) == (2, 2, 1, 1)
    assert [cell.figure for group in board.heat.groups for row in group.rows
            for cell in row.cells] == ["1/1", "0/1"]  # fmt: skip


def test_what_is_behind_stands_where_to_look_first_with_its_sentence(client, bureau):
    paired(bureau, area=create_support_area(), name="乙", lessons=0)
    client.force_login(staff(bureau))

    [look] = client.get("/dashboard/").context["board"].looks

    assert (look.status, look.title) == ("at_risk", "乙受援学校：示范课")
    assert look.text


def test_a_filter_narrows_the_table_and_not_the_figures(client, bureau):
    area = create_support_area()
    paired(bureau, area=area, name="甲", lessons=2)
    paired(bureau, area=area, name="乙", lessons=0)
    client.force_login(staff(bureau))

    board = client.get("/dashboard/", {"status": "look"}).context["board"]

    rows = [row.pairing.receiving_school.name for g in board.heat.groups for row in g.rows]
    assert (rows, board.figures.total) == (["乙受援学校"], 2)


def test_another_countys_pairings_are_not_seen(client, bureau):
    foreign = create_bureau(name="望川区教育局")
    create_terms(foreign)
    paired(foreign, area=create_support_area(), name="秘密", lessons=0)
    paired(bureau, area=create_support_area(), name="甲", lessons=1)
    client.force_login(staff(bureau))

    response = client.get("/dashboard/")

    assert "秘密" not in response.text
    assert response.context["board"].figures.pairings == 1


@pytest.mark.parametrize("role", ["liaison", "principal"])
def test_a_school_is_sent_away_with_the_reason(client, bureau, role):
    school = create_school(bureau=bureau)
    client.force_login(create_member(role=role, school=school))

    response = client.get("/dashboard/")

    assert response.status_code == 403


def test_without_a_calendar_the_page_says_what_is_missing(client):
    client.force_login(staff(create_bureau()))

    response = client.get("/dashboard/")

    assert response.context["board"] is None
    assert "ui-empty" in response.text


@pytest.mark.parametrize("pairings", [1, 3])
def test_the_dashboard_takes_the_same_queries_for_any_number_of_pairings(
    client, bureau, pairings, django_assert_num_queries
):
    area = create_support_area()
    for number in range(pairings):
        paired(bureau, area=area, name=f"第{number}", lessons=0)
    client.force_login(staff(bureau))

    with django_assert_num_queries(12):
        client.get("/dashboard/")


def test_a_filed_year_is_marked_and_what_was_behind_is_no_more_to_be_done(client, bureau):
    area = create_support_area()
    filed = paired(bureau, area=area, name="甲", lessons=0)
    paired(bureau, area=area, name="乙", lessons=0)
    client.force_login(staff(bureau))
    june = date(2026, 6, 10)

    with time_machine.travel(at(june), tick=False):
        file_year(filed, school_year=2025, by=staff(bureau), at=at(june), on=june)
        client.force_login(staff(bureau))
        board = client.get("/dashboard/").context["board"]

    assert {look.title for look in board.looks} == {"乙受援学校：示范课"}
    rows = [row for group in board.heat.groups for row in group.rows]
    assert [(row.pairing, row.is_filed) for row in rows] == [(filed, True), (ANY, False)]
    assert [cell.figure for row in rows for cell in row.cells] == ["0/1", "0/1"]
    assert board.figures.at_risk == 2
