"""Secondments: typed once for the file and the count; the real end, the appraisals."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from activities import services
from activities.facts import SecondmentFacts
from activities.models import Activity, SecondmentEnd
from activities.services import stays
from compliance.judging import verdicts_of
from compliance.services import refresh, stored
from pairing.services import proposals
from records.models import Event
from tests.activities.desk import said
from tests.factories import at, create_agreement, create_obligation, create_person

ON = date(2025, 10, 13)  # a Monday
DAY = timedelta(days=1)
TERM_END = date(2026, 1, 20)


@pytest.fixture
def person(stage):
    return create_person(school=stage.supporting, name="孟远", roles=["teaching_director"])


@pytest.fixture
def guide(stage):
    return create_person(school=stage.receiving, name="石岭")


@pytest.fixture
def send(stage, person):
    """``send(ends_on=…)``: sent by Alice on the first day, confirmed by Bob the day after."""

    def sent(*, starts_on=ON, is_confirmed=True, **fields) -> Activity:
        activity = stage.log(
            **{
                "type": "secondment_manager",
                "starts_on": starts_on,
                "ends_on": starts_on + 6 * DAY,
                "heads": (),
                "lessons": 0,
                "people": (person,),
                "secondment": SecondmentFacts(post="教导处副主任"),
                "on": starts_on,
            }
            | fields
        )
        if is_confirmed:
            services.confirm(stage.link(activity), by=stage.bob, at=at(starts_on + DAY))
        return activity

    return sent


def owe(stage, **fields):
    agreement = create_agreement(pairing=stage.pairing)
    return create_obligation(
        agreement=agreement,
        **{
            "name": "干部挂职",
            "activity_types": ["secondment_manager"],
            "measure": "people",
            "minimum": 1,
        }
        | fields,
    )


def verdict(stage, *, on: date):
    found = verdicts_of(stage.pairing, on=on)
    return next(v for v in found if v.window.starts_on <= on <= v.window.ends_on)


def end(stage, activity, *, last_on: date, known_on: date) -> None:
    row = stays.propose_stay_end(
        activity,
        last_on=last_on,
        reason="提前返校",
        pairing=stage.pairing,
        school=stage.supporting,
        token=uuid4(),
        by=stage.alice,
        at=at(known_on),
    )
    stays.confirm_stay_end(row, pairing=stage.pairing, by=stage.bob, at=at(known_on, 15))


# --- Counting ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "counted"),
    [(7, 1), (6, 1), (5, 1), (4, 0)],  # from a Monday: seven days, or five days of school
)
def test_a_week_is_met_by_seven_days_or_five_days_of_school(stage, send, days, counted):
    owe(stage, floor_weeks=1)
    send(ends_on=ON + (days - 1) * DAY)

    assert verdict(stage, on=date(2025, 11, 3)).counted == counted


@pytest.mark.parametrize(("days", "counted"), [(8, 1), (7, 1), (6, 0)])
def test_a_stay_one_day_short_does_not_count_and_says_so(stage, send, days, counted):
    owe(stage, floor_days=7)
    send(ends_on=ON + (days - 1) * DAY)

    found = verdict(stage, on=date(2025, 11, 3))

    misses = [(miss.code, miss.facts["counted"]) for miss in found.near_misses]
    assert found.counted == counted
    assert misses == ([] if counted else [("too_few_days", 6)])


def test_a_stay_that_goes_on_has_the_days_lived_by_then(stage, send):
    owe(stage, floor_days=7)
    send(ends_on=ON + 60 * DAY)

    counts = [verdict(stage, on=ON + n * DAY).counted for n in (1, 5, 6, 7, 30)]

    assert counts == [0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("starts_on", "autumn", "spring"),
    [
        (TERM_END, 1, 0),  # begins on the last day of the term and goes on after it
        (TERM_END + DAY, 0, 0),  # in the winter break: of neither term
        (date(2026, 2, 20), 0, 1),
    ],
)
def test_a_stay_over_the_edge_of_a_term_belongs_to_the_term_it_began_in(
    stage, send, starts_on, autumn, spring
):
    owe(stage)
    send(starts_on=starts_on, ends_on=date(2026, 3, 20))

    found = {
        v.window.key: v.counted
        for v in verdicts_of(stage.pairing, on=date(2026, 3, 30))
        if v.window.starts_on >= date(2025, 9, 1) and v.window.starts_on < date(2026, 3, 1)
    }

    assert list(found.values()) == [autumn, spring]


def test_the_real_last_day_counts_from_the_day_both_schools_knew_it(stage, send):
    owe(stage, floor_days=7)
    activity = send(ends_on=ON + 30 * DAY)
    end(stage, activity, last_on=ON + 5 * DAY, known_on=ON + 20 * DAY)

    counts = [verdict(stage, on=ON + n * DAY).counted for n in (19, 20, 40)]

    assert counts == [1, 0, 0]


def test_a_stay_that_lasted_longer_counts_longer(stage, send):
    owe(stage, measure="days")
    activity = send(ends_on=ON + 6 * DAY)
    end(stage, activity, last_on=ON + 9 * DAY, known_on=ON + 12 * DAY)

    counts = [verdict(stage, on=ON + n * DAY).counted for n in (3, 6, 11, 12)]

    assert counts == [4, 7, 7, 10]


def test_what_was_kept_today_is_not_read_tomorrow_while_a_stay_goes_on(stage, send):
    """In the winter break no window is open that would have been judged anew anyway."""
    owe(stage, floor_days=14)
    first = date(2026, 1, 15)
    send(starts_on=first, ends_on=date(2026, 2, 10))
    refresh([stage.pairing.pk], on=first + 12 * DAY)

    counts = [
        stored([stage.pairing], on=first + n * DAY).get(starts_on=date(2025, 9, 1)).counted
        for n in (12, 13)
    ]

    assert counts == [0, 1]


# --- Appraisals -------------------------------------------------------------------------------
@pytest.fixture
def appraised(stage):
    """A clause that asks each school for a written appraisal before the term ends."""
    return owe(
        stage,
        name="挂职考核鉴定",
        party="each",
        activity_types=["secondee_evaluation"],
        measure="items",
        due_kind="term_end",
    )


def open_file(enter, user, activity, *, on: date):
    with time_machine.travel(at(on), tick=False):
        return enter(user).get(f"/secondments/{activity.pk}/")


def papers(page) -> list[tuple]:
    return [
        (x["paper"].side, x["paper"].due_on, x["paper"].state, x["can_send"], x["is_late"])
        for x in page.context["lines"]
    ]


def appraise(enter, user, activity, *, side: str, duty, on: date, token=None):
    body = {"obligation": duty.pk, "side": side, "token": str(token or uuid4())}
    with time_machine.travel(at(on), tick=False):
        return enter(user).post(f"/secondments/{activity.pk}/appraise/", body)


def test_the_file_says_which_appraisals_are_asked_by_when_and_of_whom(
    stage, send, appraised, enter
):
    activity = send()

    page = open_file(enter, stage.alice, activity, on=date(2025, 11, 3))

    assert papers(page) == [
        ("supporting", TERM_END, None, True, False),
        ("receiving", TERM_END, None, False, False),
    ]


def test_an_appraisal_is_sent_with_one_press_and_counts_once_confirmed(
    stage, send, appraised, enter
):
    activity, token = send(), uuid4()
    for _press in range(2):
        appraise(
            enter,
            stage.alice,
            activity,
            side="supporting",
            duty=appraised,
            on=TERM_END,
            token=token,
        )

    paper = Activity.objects.get(type="secondee_evaluation")
    services.confirm(stage.link(paper), by=stage.bob, at=at(TERM_END, 20))

    assert (paper.follows, paper.starts_on, paper.for_window_starts_on) == (
        activity,
        TERM_END,
        date(2025, 9, 1),
    )
    found = verdict(stage, on=TERM_END)
    assert [(part.part.key, part.counted) for part in found.parts] == [
        ("supporting", 1),
        ("receiving", 0),
    ]
    page = open_file(enter, stage.bob, activity, on=TERM_END + DAY)
    assert papers(page) == [
        ("supporting", TERM_END, "confirmed", False, False),
        ("receiving", TERM_END, None, True, True),
    ]


@pytest.mark.parametrize(
    ("sent_on", "status"), [(TERM_END, "met"), (TERM_END + DAY, "breached")]
)
def test_an_appraisal_of_each_side_is_in_time_on_the_last_day_of_the_term(
    stage, send, appraised, enter, sent_on, status
):
    activity = send()
    for user, other, side in (
        (stage.alice, stage.bob, "supporting"),
        (stage.bob, stage.alice, "receiving"),
    ):
        appraise(enter, user, activity, side=side, duty=appraised, on=sent_on)
        paper = Activity.objects.filter(type="secondee_evaluation").latest("pk")
        services.confirm(stage.link(paper), by=other, at=at(sent_on, 20))

    found = verdicts_of(stage.pairing, on=date(2026, 2, 1))

    autumn = next(v for v in found if v.window.starts_on == date(2025, 9, 1))
    assert autumn.status == status


def test_a_paper_owed_after_the_end_is_due_once_the_stay_has_ended(stage, send, enter):
    owe(
        stage,
        name="挂职人员评价",
        party="receiving",
        activity_types=["secondee_evaluation"],
        measure="items",
        period="once",
        due_kind="after_activity",
        due_days=10,
        due_trigger_types=["secondment_manager"],
    )
    activity = send(ends_on=ON + 11 * DAY)  # a Friday

    running = open_file(enter, stage.bob, activity, on=ON + 5 * DAY)
    over = open_file(enter, stage.bob, activity, on=ON + 14 * DAY)

    assert papers(running) == [("receiving", None, None, True, False)]
    assert papers(over) == [("receiving", date(2025, 11, 3), None, True, False)]


def test_a_paper_about_one_stay_is_none_about_another(stage, send, appraised, enter):
    first, second = send(), send()
    appraise(enter, stage.alice, first, side="supporting", duty=appraised, on=TERM_END)

    page = open_file(enter, stage.alice, second, on=TERM_END)

    assert [line["paper"].document for line in page.context["lines"]] == [None, None]


def test_nobody_appraises_a_stay_that_is_not_confirmed(stage, send, appraised, enter):
    activity = send(is_confirmed=False)

    page = open_file(enter, stage.alice, activity, on=ON + 3 * DAY)
    appraise(enter, stage.alice, activity, side="supporting", duty=appraised, on=ON + 3 * DAY)

    assert [line["can_send"] for line in page.context["lines"]] == [False, False]
    assert not Activity.objects.filter(type="secondee_evaluation").exists()


def test_who_owes_no_paper_cannot_send_one(stage, send, appraised, enter):
    activity = send()

    answer = appraise(
        enter, stage.alice, activity, side="receiving", duty=appraised, on=ON + 3 * DAY
    )

    assert answer.status_code == 403
    assert not Activity.objects.filter(type="secondee_evaluation").exists()


# --- The real last day ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("last_on", "error"),
    [
        (ON - DAY, proposals.EndsTooEarlyError),
        (ON + 4 * DAY, proposals.EndsTooLateError),
    ],
)
def test_a_real_last_day_lies_within_the_stay_and_not_ahead(stage, send, last_on, error):
    activity = send(ends_on=ON + 30 * DAY)

    with pytest.raises(error):
        end(stage, activity, last_on=last_on, known_on=ON + 3 * DAY)


def test_a_stay_nobody_confirmed_has_no_real_last_day(stage, send):
    activity = send(is_confirmed=False)

    with pytest.raises(proposals.NotRunningError):
        end(stage, activity, last_on=ON + DAY, known_on=ON + 3 * DAY)


def test_a_last_day_goes_from_one_school_to_the_other(stage, send, enter):
    activity = send(ends_on=ON + 30 * DAY)
    body = {"token": str(uuid4()), "last_on": str(ON + 5 * DAY), "reason": "提前返校"}
    with time_machine.travel(at(ON + 6 * DAY), tick=False):
        enter(stage.alice).post(f"/secondments/{activity.pk}/end/", body)
        row = SecondmentEnd.objects.get()
        refused = enter(stage.bob).post(
            f"/secondments/ends/{row.pk}/answer/", {"act": "return", "reason": ""}
        )
        assert len(said(refused)) == 1
        enter(stage.bob).post(f"/secondments/ends/{row.pk}/answer/", {"act": "confirm"})
        page = enter(stage.bob).get(f"/secondments/{activity.pk}/")

    assert (page.context["last_on"], page.context["days"]) == (ON + 5 * DAY, 6)
    assert "孟远" in page.content.decode()


# --- The forms --------------------------------------------------------------------------------
def typed(person, **fields) -> dict:
    return {
        "token": str(uuid4()),
        "type": "secondment_manager",
        "person": person.pk,
        "starts_on": str(ON),
        "ends_on": str(TERM_END),
        "post": "教导处副主任",
        "action": "submit",
    } | fields


def post(enter, stage, data: dict):
    with time_machine.travel(at(ON + DAY), tick=False):
        return enter(stage.alice).post(f"/pairings/{stage.pairing.pk}/secondments/new/", data)


def test_one_entry_is_the_file_and_the_activity(stage, person, guide, enter):
    answer = post(enter, stage, typed(person, mentor=guide.pk, lessons_a_week="6"))

    activity = Activity.objects.get()
    assert answer.url == f"/activities/{activity.pk}/answer/"
    assert (activity.starts_on, activity.ends_on) == (ON, TERM_END)
    assert (activity.school, list(activity.done_by.all())) == (
        stage.receiving,
        [stage.supporting],
    )
    assert [p.roles for p in activity.participants.all()] == [["teaching_director"]]
    file = activity.secondment
    assert (file.post, file.mentor, file.lessons_a_week) == ("教导处副主任", guide, 6)


def test_who_is_sent_from_the_receiving_school_is_hosted_by_the_supporting_one(
    stage, guide, enter
):
    post(enter, stage, typed(guide, type="secondment_teacher"))

    activity = Activity.objects.get()
    assert (activity.school, list(activity.done_by.all())) == (
        stage.supporting,
        [stage.receiving],
    )


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"starts_on": str(ON + 2 * DAY)}, "starts_on"),
        ({"ends_on": str(ON - DAY)}, "ends_on"),
        ({"ends_on": "2035-01-01"}, "ends_on"),
        ({"person": "9" * 30}, "person"),
        ({"person": ""}, "person"),
        ({"type": "visit"}, "type"),
        (
            {"planned_starts_on": "2025-10-01", "planned_ends_on": "2025-09-30"},
            "planned_ends_on",
        ),
        ({"lessons_a_week": "-1"}, "lessons_a_week"),
    ],
)
def test_a_poor_form_says_what_is_wrong_and_loses_nothing(stage, person, enter, fields, where):
    page = post(enter, stage, typed(person) | fields)

    assert list(page.context["form"].errors) == [where]
    assert page.context["form"]["post"].value() == "教导处副主任"
    assert not Activity.objects.exists()


def test_a_mentor_of_the_own_school_is_refused(stage, person, enter):
    page = post(enter, stage, typed(person, mentor=person.pk))

    assert list(page.context["form"].errors) == ["mentor"]


def test_either_school_notes_meetings_later_and_the_record_keeps_what_was_there(
    stage, send, guide, enter
):
    activity = send()
    body = {"post": "教导处副主任", "mentor": guide.pk, "meetings": "9"}

    enter(stage.bob).post(f"/secondments/{activity.pk}/notes/", body)

    activity.refresh_from_db()
    assert (activity.secondment.meetings, activity.secondment.mentor) == (9, guide)
    assert Event.objects.get(verb="secondment.noted").facts["noted"] == {
        "mentor": ["", "石岭"],
        "meetings": ["", "9"],
    }


def test_a_returned_secondment_is_corrected_on_its_own_form_and_then_counts(
    stage, send, person, enter
):
    owe(stage, floor_days=7)
    activity = send(ends_on=ON + 5 * DAY, is_confirmed=False)
    services.return_(stage.link(activity), by=stage.bob, at=at(ON), reason="应到周日")
    browser = enter(stage.alice)
    address = browser.get(f"/activities/{activity.pk}/edit/").url
    with time_machine.travel(at(ON + 7 * DAY), tick=False):
        browser.post(
            address,
            typed(person, token=str(activity.form_token), ends_on=str(ON + 6 * DAY)),
        )
    services.confirm(stage.link(activity), by=stage.bob, at=at(ON + 8 * DAY))

    assert address == f"/secondments/{activity.pk}/edit/"
    assert verdict(stage, on=ON + 9 * DAY).counted == 1


def test_the_certificate_is_offered_once_the_stay_is_over(stage, send, enter):
    activity = send(ends_on=ON + 6 * DAY)

    before = open_file(enter, stage.bob, activity, on=ON + 5 * DAY).content.decode()
    after = open_file(enter, stage.bob, activity, on=ON + 6 * DAY).content.decode()

    assert "特此证明" not in before
    assert "2025年10月13日至2025年10月19日" in after
    assert "共7天" in after
