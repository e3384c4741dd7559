"""``manage.py judge``: what programmes outside are told."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from compliance import services
from compliance.filing import file_year
from compliance.models import StoredVerdict
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_clause,
    create_obligation,
    create_pairing,
    create_user,
)

pytestmark = pytest.mark.django_db
ON = date(2025, 11, 23)
KEYS = {
    "pairing",
    "agreement",
    "obligation",
    "window",
    "status",
    "required",
    "counted",
    "evidence",
    "not_counted",
    "reasons",
    "parts",
}


def judge(*args: str) -> str:
    out = StringIO()
    call_command("judge", *args, "--on", ON.isoformat(), stdout=out)
    return out.getvalue()


def create_case(code: str = "JD-1"):
    pairing = create_pairing(code=code)
    agreement = create_agreement(pairing=pairing, number=f"XY-{code}")
    clause = create_clause(agreement=agreement, section="（二）", label="4.")
    return pairing, create_obligation(clause=clause, party="each", minimum=1)


def test_one_object_for_each_window_of_each_whole_duty():
    pairing, duty = create_case()
    counted = create_activity(pairing=pairing, number="HD-1", on=date(2025, 9, 15))
    create_activity(pairing=pairing, number="HD-2", on=date(2025, 9, 20), state="voided")

    found = json.loads(judge("--json"))

    assert [row["window"]["starts_on"] for row in found] == [
        "2025-03-10",
        "2025-09-01",
        "2026-02-20",
        "2026-09-01",
        "2027-02-20",
    ]
    row = found[1]
    assert set(row) >= KEYS
    assert row["pairing"] == "JD-1"
    assert row["agreement"] == "XY-JD-1"
    assert row["obligation"] == {"id": duty.pk, "clause": "（二）4"}
    assert row["window"]["ends_on"] == "2026-01-20"
    assert (row["status"], row["required"], row["counted"]) == ("at_risk", 2, 1)
    assert row["evidence"] == [
        {"activity": counted.number, "held_on": "2025-09-15", "counted": 1}
    ]
    assert row["not_counted"] == [
        {
            "activity": "HD-2",
            "held_on": "2025-09-20",
            "code": "voided",
            "facts": {"voided_on": "2025-09-22"},
        }
    ]
    assert row["reasons"] == [
        {
            "code": "part_decides",
            "facts": {"kind": "side", "part": "receiving", "label": "", "status": "at_risk"},
        }
    ]
    assert [(p["part"]["key"], p["status"]) for p in row["parts"]] == [
        ("supporting", "met"),
        ("receiving", "at_risk"),
    ]
    assert all(part["reasons"] for part in row["parts"])


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"modality": "may"}, id="may"),
        pytest.param({"party": "bureau"}, id="the bureau's own"),
    ],
)
def test_what_is_not_judged_has_a_null_status_and_a_reason(fields):
    create_obligation(agreement=create_agreement(), **fields)

    found = json.loads(judge("--json"))

    assert [row["status"] for row in found] == [None] * 5
    assert all(row["reasons"] for row in found)


def test_one_pairing_by_its_code():
    create_case("JD-1")
    create_case("JD-2")

    found = json.loads(judge("--pairing", "JD-2", "--json"))

    assert {row["pairing"] for row in found} == {"JD-2"}


def test_a_code_that_nobody_bears_is_named():
    with pytest.raises(CommandError, match="no pairing has the code 'JD-9'"):
        judge("--pairing", "JD-9", "--json")


def test_without_json_a_table_to_read():
    create_case()

    lines = judge().splitlines()

    assert len(lines) == 6
    assert lines[0].startswith("JD-1  XY-JD-1")
    assert [line.split()[0] for line in lines[1:]] == [
        "breached",
        "at_risk",
        "not_due",
        "not_due",
        "exempt",
    ]


def test_the_check_finds_no_difference_in_what_was_just_judged():
    pairing, _ = create_case()
    services.refresh([pairing.pk], on=ON)

    assert judge("--check") == "5 kept verdicts compared on 2025-11-23, no difference\n"


def test_the_check_names_the_first_difference():
    pairing, duty = create_case()
    services.refresh([pairing.pk], on=ON)
    row = StoredVerdict.objects.get(starts_on=date(2025, 9, 1))
    row.data["counted"] = 7
    row.save()

    with pytest.raises(CommandError) as error:
        judge("--check")

    assert str(error.value) == (
        f"pairing JD-1, obligation {duty.pk}, window from 2025-09-01: counted is kept as 7"
        " (judged on 2025-11-23), but is 0"
    )


def file_last_year(pairing) -> None:
    file_year(pairing, school_year=2024, by=create_user(), at=at(ON), on=ON)


def test_a_filed_window_says_so_and_what_came_after():
    pairing, _ = create_case()
    file_last_year(pairing)
    late = create_activity(
        pairing=pairing, number="HD-9", on=date(2025, 4, 2), entered_at=at(ON)
    )
    late.links.get().steps.update(on=ON)

    found = json.loads(judge("--json"))

    assert found[0]["filed"] == {
        "filed_on": "2025-11-23",
        "was_open": False,
        "after_filing": 1,
        "came": ["HD-9"],
        "went": [],
    }
    assert found[0]["counted"] == 0
    assert [row["filed"] for row in found[1:]] == [None] * (len(found) - 1)
    assert judge().count("+1") == 1


@pytest.mark.parametrize(
    "wrong", [{"filed_on": None}, {"filed_open": True}, {"after_filing": 2}], ids=str
)
def test_the_check_knows_of_filed_years(wrong):
    pairing, _ = create_case()
    file_last_year(pairing)
    assert "no difference" in judge("--check")

    StoredVerdict.objects.exclude(filed_on=None).update(**wrong)

    with pytest.raises(CommandError, match=next(iter(wrong))):
        judge("--check")


def test_the_check_sees_a_filed_row_that_follows_the_facts_of_today():
    pairing, _ = create_case()
    file_last_year(pairing)
    row = StoredVerdict.objects.exclude(filed_on=None).get()

    StoredVerdict.objects.filter(pk=row.pk).update(data=row.data | {"counted": 3})

    with pytest.raises(CommandError, match="counted is kept as 3"):
        judge("--check")
