"""The school calendar: terms of one bureau and stage follow each other without an overlap, and
every day lies where it says it does."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from pairing.models import CalendarDay, Term
from tests.factories import create_bureau, create_member

pytestmark = pytest.mark.django_db

AUTUMN = {"school_year": 2025, "season": "autumn", "stage": "primary"}
SPRING = {"school_year": 2025, "season": "spring", "stage": "primary"}


@pytest.fixture
def bureau():
    return create_bureau()


def days(starts_on, ends_on, **more):
    first, last = date.fromisoformat(starts_on), date.fromisoformat(ends_on)
    return {"starts_on": first, "ends_on": last} | more


@pytest.fixture
def autumn(bureau):
    return Term.objects.create(bureau=bureau, **AUTUMN, **days("2025-09-01", "2026-01-20"))


# The term to be entered beside an autumn from 1 September to 20 January; the field at fault and
# what its sentence names, or nothing where it is in order.
BESIDE = (
    (SPRING | days("2026-01-21", "2026-07-02"), "", ()),
    (
        SPRING | days("2026-01-20", "2026-07-02"),
        "starts_on",
        ("First term", "2026-01-20", "Second term"),
    ),
    (
        SPRING | days("2025-08-01", "2025-08-31"),
        "starts_on",
        ("First term", "2026-01-20", "2025-08-01"),
    ),
    (SPRING | {"stage": "junior"} | days("2026-01-20", "2026-07-02"), "", ()),
    (
        SPRING | {"school_year": 2024} | days("2025-02-20", "2025-09-01"),
        "ends_on",
        ("2024", "2025-09-01"),
    ),
    (SPRING | {"school_year": 2024} | days("2025-02-20", "2025-08-31"), "", ()),
    (SPRING | days("2026-02-20", "2026-08-31"), "", ()),
    (SPRING | days("2026-02-20", "2026-09-01"), "ends_on", ("2026-09-01", "2025—2026")),
    (
        SPRING | {"school_year": 9999} | days("2026-02-20", "2026-07-02"),
        "school_year",
        ("9999",),
    ),
    (SPRING | days("2026-07-02", "2026-02-20"), "ends_on", ("2026-07-02", "2026-02-20")),
    (
        SPRING | days("2026-02-20", "2026-07-02", midterm_on=date(2026, 7, 3)),
        "midterm_on",
        ("2026-07-03", "2026-07-02"),
    ),
    (SPRING | days("2026-02-20", "2026-07-02", midterm_on=date(2026, 7, 2)), "", ()),
)


@pytest.mark.parametrize(("fields", "field", "values"), BESIDE)
def test_a_term_that_does_not_fit_is_not_saved(bureau, autumn, fields, field, values):
    row = Term(bureau=bureau, **fields)

    if not field:
        row.save()
        assert Term.objects.count() == 2
        return
    with pytest.raises(ValidationError) as refused, override("en"):
        row.save()
    assert set(refused.value.message_dict) == {field}
    assert all(value in refused.value.messages[0] for value in values), refused.value.messages
    with pytest.raises(ValidationError):
        Term.objects.bulk_create([row])
    assert list(Term.objects.all()) == [autumn]


def test_terms_entered_at_once_must_not_overlap_either(bureau):
    rows = [
        Term(bureau=bureau, **AUTUMN, **days("2025-09-01", "2026-02-20")),
        Term(bureau=bureau, **SPRING, **days("2026-02-20", "2026-07-02")),
    ]

    with pytest.raises(ValidationError):
        Term.objects.bulk_create(rows)

    assert not Term.objects.exists()


def test_another_bureau_has_a_calendar_of_its_own(autumn):
    other = create_bureau()

    Term.objects.create(bureau=other, **SPRING, **days("2026-01-20", "2026-07-02"))

    assert Term.objects.count() == 2


WITHOUT_US = (
    (days("2025-07-31", "2026-01-20"), "term_lies_in_its_school_year"),
    (days("2025-09-01", "2026-09-01"), "term_lies_in_its_school_year"),
    ({"midterm_on": date(2026, 1, 21)}, "term_holds_its_midterm_day"),
    (days("2025-09-02", "2025-09-01"), "term_ends_on_or_after_its_first_day"),
)


@pytest.mark.parametrize(("fields", "rule"), WITHOUT_US)
def test_the_database_holds_what_one_term_shows(autumn, fields, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Term.objects.filter(pk=autumn.pk).update(**fields)


# --- Special days -----------------------------------------------------------------------------
SATURDAY, SUNDAY, MONDAY = date(2025, 10, 11), date(2025, 10, 12), date(2025, 10, 13)


def test_a_week_end_is_worked_and_a_working_day_is_not(bureau):
    for day in (SATURDAY, SUNDAY):
        CalendarDay.objects.create(bureau=bureau, day=day, kind="make_up")

    with pytest.raises(ValidationError) as refused, override("en"):
        CalendarDay.objects.create(bureau=bureau, day=MONDAY, kind="make_up")

    assert refused.value.message_dict == {
        "kind": ["2025-10-13 is a Monday: only a week-end day is worked instead."]
    }
    with pytest.raises(IntegrityError, match="make_up_day_is_a_week_end_day"):
        CalendarDay.objects.filter(day=SUNDAY).update(day=MONDAY)


def test_a_day_is_not_both_a_holiday_and_worked(bureau):
    CalendarDay.objects.create(bureau=bureau, day=SATURDAY, kind="holiday", name="校庆")

    with pytest.raises(ValidationError) as refused, override("en"):
        CalendarDay.objects.create(bureau=bureau, day=SATURDAY, kind="make_up")

    assert refused.value.message_dict == {
        "day": ["2025-10-11 is entered already as “校庆”; it cannot be “Working week-end” too."]
    }


# --- The administration -----------------------------------------------------------------------
@pytest.fixture
def staff(client, bureau):
    user = create_member(role="bureau_staff", bureau=bureau)
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def test_the_form_names_both_terms_and_both_days(staff, bureau, autumn):
    fields = SPRING | {"bureau": bureau.pk} | days("2026-01-19", "2026-07-02")

    answer = staff.post(reverse("admin:pairing_term_add"), fields)

    (words,) = answer.context["adminform"].errors["starts_on"]
    assert all(value in words for value in (str(autumn), "2026-01-20", "2026-01-19")), words
    assert list(Term.objects.all()) == [autumn]


def test_a_copy_into_a_year_that_is_in_the_way_says_so_and_copies_nothing(
    staff, bureau, autumn
):
    in_the_way = SPRING | {"school_year": 2026} | days("2027-01-10", "2027-07-02")
    Term.objects.create(bureau=bureau, **in_the_way)
    spring = Term.objects.create(bureau=bureau, **SPRING, **days("2026-02-20", "2026-07-02"))

    answer = staff.post(
        reverse("admin:pairing_term_changelist"),
        {"action": "copy_to_next_year", "_selected_action": [spring.pk, autumn.pk]},
        follow=True,
    )

    said = [str(message) for message in answer.context["messages"]]
    assert len(said) == 2
    assert "2027-01-20" in said[1]
    assert "2027-01-10" in said[1]
    assert Term.objects.count() == 3
