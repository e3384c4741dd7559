"""A filed school year: its figures never change, whatever is confirmed, voided, agreed or moved
afterwards; what came later is told beside them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, ActivityStep
from agreements.models import Obligation, Waiver
from compliance import services
from compliance.engine.serialise import ENGINE_VERSION, to_data
from compliance.engine.verdicts import Status
from compliance.filing import (
    AlreadyFiledError,
    NothingToFileError,
    TooEarlyError,
    file_year,
    year_to_file,
)
from compliance.frozen import FiledVerdict
from compliance.judging import judged
from compliance.models import Filing, StoredVerdict
from pairing.models import CalendarDay, Pairing, Term
from records.models import Event, Notice
from records.signals import pairings_changed
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_user,
)

pytestmark = pytest.mark.django_db
AUTUMN = date(2025, 9, 1)
SPRING = date(2026, 2, 20)
IN_JUNE = date(2026, 6, 10)  # the spring term runs to 30 June
IN_NOVEMBER = date(2026, 11, 23)


def create_case() -> tuple[Pairing, Obligation]:
    """Two lessons a term, one held in autumn."""
    pairing = create_pairing()
    duty = create_obligation(agreement=create_agreement(pairing=pairing))
    create_activity(pairing=pairing, on=date(2025, 9, 15))
    return pairing, duty


def file(pairing: Pairing, *, on: date, **fields) -> Filing:
    fields.setdefault("school_year", 2025)
    fields.setdefault("by", create_user())
    return file_year(pairing, at=at(on), on=on, **fields)


def change_state(activity: Activity, state: str, *, on: date) -> None:
    link = activity.links.get()
    ActivityStep.objects.create(link=link, state=state, at=at(on), on=on, by=create_user())
    link.state = state
    link.save()
    pairings_changed.send(sender=Activity, pairing_ids={link.pairing_id}, on=on)


def found(pairing: Pairing, *, on: date) -> dict:
    return {v.window.starts_on: v for v in services.verdicts_of(pairing, on=on)}


def filed_data(pairing: Pairing) -> list:
    filing = Filing.objects.filter(pairing=pairing).latest("school_year")
    return [data for rows in filing.verdicts.values() for data in rows]


# --- freezing ---------------------------------------------------------------------------------


def test_filing_keeps_every_window_whose_last_day_lies_in_the_year():
    pairing, duty = create_case()
    create_obligation(clause=duty.clause, name="全年", period="agreement_year", minimum=1)

    filing = file(pairing, on=IN_NOVEMBER, note=" 年终考核会通过 ")

    agreement = str(duty.clause.agreement_id)
    windows = [data["window"] for data in filing.verdicts[agreement]]
    assert [(w["starts_on"], w["ends_on"]) for w in windows] == [
        ("2025-09-01", "2026-01-20"),
        ("2026-02-20", "2026-06-30"),
        ("2025-03-10", "2026-03-09"),
    ]
    assert (filing.first_on, filing.last_on) == (date(2025, 9, 1), date(2026, 8, 31))
    assert (filing.engine_version, filing.note) == (ENGINE_VERSION, "年终考核会通过")


def test_what_is_confirmed_after_filing_is_told_and_changes_no_filed_figure():
    pairing, _ = create_case()
    late = create_activity(pairing=pairing, on=date(2025, 10, 8), state="pending_confirm")
    file(pairing, on=IN_NOVEMBER)
    before = filed_data(pairing)

    change_state(late, "confirmed", on=date(2026, 11, 25))

    verdict = found(pairing, on=date(2026, 11, 25))[AUTUMN]
    assert (verdict.status, verdict.counted) == (Status.BREACHED, 1)
    assert (verdict.after.by, verdict.after.status) == (1, Status.MET)
    assert [e.activity_id for e in verdict.after.came] == [late.pk]
    assert verdict.after.went == ()
    row = StoredVerdict.objects.get(starts_on=AUTUMN)
    assert (row.status, row.counted, row.filed_on) == ("breached", 1, IN_NOVEMBER)
    assert row.after_filing == 1
    assert filed_data(pairing) == before


def test_what_is_voided_after_filing_is_told_and_changes_no_filed_figure():
    pairing, _ = create_case()
    file(pairing, on=IN_NOVEMBER)
    counted = Activity.objects.get()

    change_state(counted, "voided", on=date(2026, 11, 25))

    verdict = found(pairing, on=date(2026, 11, 25))[AUTUMN]
    assert (verdict.counted, verdict.after.by) == (1, -1)
    assert [e.activity_id for e in verdict.after.went] == [counted.pk]
    assert StoredVerdict.objects.get(starts_on=AUTUMN).after_filing == -1


def test_one_voided_for_one_confirmed_is_told_though_the_number_is_the_same():
    pairing, _ = create_case()
    late = create_activity(pairing=pairing, on=date(2025, 10, 8), state="pending_confirm")
    file(pairing, on=IN_NOVEMBER)

    change_state(late, "confirmed", on=date(2026, 11, 25))
    change_state(Activity.objects.earliest("pk"), "voided", on=date(2026, 11, 25))

    after = found(pairing, on=date(2026, 11, 25))[AUTUMN].after
    assert (after.by, len(after.came), len(after.went)) == (0, 1, 1)
    assert StoredVerdict.objects.get(starts_on=AUTUMN).after_filing == 0


def test_a_window_still_open_freezes_as_it_stands_that_day():
    pairing, _ = create_case()
    create_activity(pairing=pairing, on=date(2026, 3, 16))

    file(pairing, on=IN_JUNE)
    create_activity(pairing=pairing, on=date(2026, 6, 20))

    spring = found(pairing, on=IN_NOVEMBER)[SPRING]
    assert (spring.status, spring.counted, spring.was_open) == (Status.AT_RISK, 1, True)
    assert (spring.after.by, spring.after.status) == (1, Status.MET)
    assert found(pairing, on=IN_NOVEMBER)[AUTUMN].was_open is False


@pytest.mark.parametrize(
    ("on", "was_open"),
    [
        pytest.param(date(2026, 6, 29), True, id="the day before its last"),
        pytest.param(date(2026, 6, 30), True, id="on its last day"),
        pytest.param(date(2026, 7, 1), False, id="the day after"),
    ],
)
def test_a_window_is_open_up_to_its_last_day(on, was_open):
    pairing, _ = create_case()

    file(pairing, on=on)

    assert found(pairing, on=on)[SPRING].was_open is was_open
    assert StoredVerdict.objects.get(starts_on=SPRING).filed_open is was_open


def test_other_years_are_judged_as_ever():
    pairing, _ = create_case()
    file(pairing, on=IN_NOVEMBER)

    create_activity(pairing=pairing, on=date(2026, 9, 14))

    verdict = found(pairing, on=IN_NOVEMBER)[date(2026, 9, 1)]
    assert (type(verdict).__name__, verdict.counted) == ("Verdict", 1)
    marked = StoredVerdict.objects.exclude(filed_on=None).values_list("starts_on", flat=True)
    assert list(marked) == [AUTUMN, SPRING]


def test_a_day_before_the_filing_is_answered_as_it_was_known_that_day():
    pairing, _ = create_case()
    late = create_activity(pairing=pairing, on=date(2025, 10, 8), state="pending_confirm")
    change_state(late, "confirmed", on=date(2026, 9, 1))
    file(pairing, on=IN_NOVEMBER)

    verdict = found(pairing, on=date(2026, 8, 31))[AUTUMN]

    assert (type(verdict).__name__, verdict.counted) == ("Verdict", 1)
    assert found(pairing, on=IN_NOVEMBER)[AUTUMN].counted == 2


# --- what reaches back, and not into a filed year ------------------------------------------


def _longer_spring() -> None:
    Term.objects.filter(school_year=2025, season="spring").update(ends_on=date(2026, 7, 20))


def _later_autumn() -> None:
    Term.objects.filter(school_year=2025, season="autumn").update(starts_on=date(2025, 9, 20))


def _no_spring() -> None:
    Term.objects.filter(school_year=2025, season="spring").delete()


def _earlier_next_year() -> None:
    Term.objects.filter(school_year=2026, season="autumn").update(starts_on=date(2026, 8, 20))


def _later_next_year() -> None:
    Term.objects.filter(school_year=2026, season="autumn").update(starts_on=date(2026, 9, 10))


def _holidays() -> None:
    for day in range(1, 30):
        CalendarDay.objects.create(day=date(2026, 4, day), kind="holiday")


@pytest.mark.parametrize(
    "move",
    [
        _longer_spring,
        _later_autumn,
        _no_spring,
        _earlier_next_year,
        _later_next_year,
        _holidays,
    ],
)
@pytest.mark.parametrize("period", ["term", "school_year", "month", "week"])
def test_a_calendar_moved_afterwards_neither_adds_nor_drops_nor_moves_a_filed_window(
    move, period
):
    pairing, duty = create_case()
    create_obligation(clause=duty.clause, name="另一项", period=period, minimum=1)
    filing = file(pairing, on=IN_JUNE)
    before = filed_data(pairing)

    move()

    now = services.verdicts_of(pairing, on=IN_NOVEMBER)
    filed = [v for v in now if isinstance(v, FiledVerdict)]
    key = lambda data: (data["obligation_id"], data["window"]["starts_on"])  # noqa: E731 -- short
    assert sorted(map(to_data, filed), key=key) == sorted(before, key=key)
    others = [v.window for v in now if not isinstance(v, FiledVerdict)]
    assert not [w for w in others if filing.first_on <= w.ends_on <= filing.last_on]
    assert not [
        w
        for w in others
        if w.key in {v.window.key for v in filed} and w.key[0] in ("school_year", "month")
    ]


@pytest.mark.parametrize("move", [_longer_spring, _later_autumn, _holidays])
def test_a_past_day_of_a_filed_year_is_answered_by_the_calendar_as_filed(move):
    pairing, _ = create_case()
    file(pairing, on=IN_NOVEMBER)
    past = date(2026, 4, 15)
    before = list(map(to_data, services.verdicts_of(pairing, on=past)))[:3]

    move()

    assert list(map(to_data, services.verdicts_of(pairing, on=past)))[:3] == before


def test_an_unfiled_year_follows_a_corrected_calendar():
    pairing, _ = create_case()

    _longer_spring()

    assert found(pairing, on=IN_NOVEMBER)[SPRING].window.ends_on == date(2026, 7, 20)


def test_an_amendment_agreed_later_holds_for_no_filed_window():
    pairing, duty = create_case()
    file(pairing, on=date(2025, 8, 31), school_year=2024)
    main = duty.clause.agreement
    file(pairing, on=IN_JUNE)
    # Filed in June, amended in July: the summer window has not begun, and is filed already.
    amendment = create_agreement(
        pairing=pairing,
        amends=main,
        starts_on=date(2026, 7, 1),
        signed_on=date(2026, 6, 20),
    )
    clause = create_clause(agreement=amendment)
    create_obligation(clause=clause, replaces=duty, minimum=5)

    now = services.verdicts_of(pairing, on=IN_NOVEMBER)

    asked = {(v.window.starts_on): (v.obligation_id == duty.pk, v.required) for v in now}
    assert asked[SPRING] == (True, 2)
    assert asked[date(2026, 9, 1)] == (False, 5)
    assert len(now) == len(asked)


def test_a_waiver_granted_afterwards_lifts_nothing_and_is_told():
    pairing, duty = create_case()
    file(pairing, on=IN_NOVEMBER)

    Waiver.objects.create(
        obligation=duty,
        window_starts_on=AUTUMN,
        granted_by=create_user(),
        granted_by_name="张工",
        granted_on=date(2026, 11, 25),
        reason="校舍修缮",
    )

    verdict = found(pairing, on=date(2026, 11, 26))[AUTUMN]
    assert verdict.status is Status.BREACHED
    assert [reason.facts["reason"] for reason in verdict.after.decided] == ["校舍修缮"]


def test_after_any_change_what_is_kept_is_what_is_judged_and_the_filing_stays():
    pairing, _ = create_case()
    late = create_activity(pairing=pairing, on=date(2026, 3, 9), state="pending_confirm")
    file(pairing, on=IN_JUNE)
    before = filed_data(pairing)
    changes = (
        lambda on: change_state(late, "confirmed", on=on),
        lambda on: _longer_spring(),
        lambda on: change_state(Activity.objects.earliest("pk"), "voided", on=on),
        lambda on: create_activity(pairing=pairing, on=date(2026, 3, 4), entered_at=at(on)),
        lambda on: _holidays(),
        lambda on: file(pairing, on=on, school_year=2024),
        lambda on: change_state(late, "voided", on=on),
        lambda on: _no_spring(),
    )
    for number, change in enumerate(changes):
        on = date(2026, 9, 1 + number)
        change(on)

        call_command("judge", "--check", "--on", str(on), stdout=StringIO())
        services.refresh([pairing.pk], on=on)
        call_command("judge", "--check", "--on", str(on), stdout=StringIO())
        rows = StoredVerdict.objects.filter(filed_on=IN_JUNE).order_by("starts_on")
        assert [(row.status, row.counted) for row in rows] == [("breached", 1), ("at_risk", 0)]
        assert filed_data(pairing) == before


# --- who, when, once ------------------------------------------------------------------------


def test_a_year_is_filed_once():
    pairing, _ = create_case()
    file(pairing, on=IN_NOVEMBER)

    with pytest.raises(AlreadyFiledError):
        file(pairing, on=IN_NOVEMBER)

    assert Filing.objects.count() == 1


@pytest.mark.parametrize(
    ("on", "is_early"),
    [
        pytest.param(date(2026, 5, 30), True, id="the day before"),
        pytest.param(date(2026, 5, 31), False, id="the first day"),
    ],
)
def test_a_year_is_not_filed_before_its_last_three_months(on, is_early):
    pairing, _ = create_case()

    if is_early:
        with pytest.raises(TooEarlyError) as caught:
            file(pairing, on=on)
        assert caught.value.opens_on == date(2026, 5, 31)
    else:
        assert file(pairing, on=on).filed_on == on


def test_a_year_without_a_window_is_not_filed():
    pairing = create_pairing()
    with pytest.raises(NothingToFileError):
        file(pairing, on=IN_NOVEMBER)

    create_obligation(agreement=create_agreement(pairing=pairing))
    with pytest.raises(NothingToFileError):
        file(pairing, on=IN_NOVEMBER, school_year=2019)


def test_what_will_be_frozen_is_counted_beforehand():
    pairing, _ = create_case()
    create_activity(pairing=pairing, on=date(2026, 3, 2), state="pending_confirm")

    year = year_to_file(pairing, school_year=2025, on=IN_JUNE)

    assert year.counts == {Status.AT_RISK: 1, Status.BREACHED: 1}
    assert [v.window.starts_on for v in year.still_open] == [SPRING]
    assert year.waiting == 1


def test_filing_leaves_an_event_and_tells_the_people_of_both_schools():
    pairing, _ = create_case()
    people = [
        create_member(role=role, school=school)
        for school in (pairing.supporting_school, pairing.receiving_school)
        for role in ("principal", "liaison")
    ]
    create_member(role="liaison", school=create_pairing().receiving_school)

    file(pairing, on=IN_NOVEMBER, by=create_user(name="张工"))

    event = Event.objects.get(verb="pairing.year_filed")
    assert (event.subject_id, event.actor_name) == (pairing.pk, "张工")
    assert event.facts == {"school_year": 2025, "windows": 2, "note": ""}
    assert list(Notice.objects.values_list("recipient", flat=True)) == sorted(
        (user.pk for user in people), reverse=True
    )


def queries_to_judge() -> int:
    with CaptureQueriesContext(connection) as queries:
        list(judged(Pairing.objects.all(), on=IN_NOVEMBER))
    return len(queries)


@pytest.mark.parametrize("pairings", [1, 3])
def test_filed_years_are_read_at_once(pairings):
    made = [create_case()[0] for _ in range(pairings)]
    before = queries_to_judge()

    for pairing in made:
        file(pairing, on=IN_NOVEMBER)

    assert queries_to_judge() == before
