"""Decisions on their pages: who may, what is typed wrongly, what stands there afterwards."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from compliance import deciding, services, tasks
from compliance.decisions import MakeUp, RectificationStep, Violation
from compliance.models import Standing
from compliance.views.loading import Place
from tests.compliance.deciding import AUTUMN, TODAY, Broken
from tests.factories import (
    at,
    create_agreement,
    create_obligation,
    create_pairing,
    create_school,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: at(TODAY))


def address(name: str, place: Place, *more) -> str:
    return reverse(name, args=[*place, *more])


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("staff", ["notify", "close"]),
        ("liaison", ["explain", "plan"]),
        ("principal", ["explain", "plan"]),
        ("other", []),
        ("inspector", []),
    ],
)
def test_the_page_offers_each_what_is_theirs(client, who, offered):
    case = Broken()
    client.force_login(getattr(case, who))

    page = client.get(address("verdict", case.place()))

    assert [entry["act"] for entry in page.context["follow_up_forms"]] == offered


def test_a_past_day_shows_what_was_said_by_then_and_offers_nothing(client):
    case = Broken()
    deciding.explain(case.key(), school=case.a, text="病假三周", by=case.liaison, at=at(TODAY))
    client.force_login(case.staff)

    now = client.get(address("verdict", case.place()))
    then = client.get(address("verdict", case.place()), {"on": "2026-03-15"})

    assert "病假三周" in text_of(now)
    assert "病假三周" not in text_of(then)
    assert then.context["follow_up_forms"] == []


def test_everybody_of_the_pairing_reads_what_followed(client):
    case = Broken()
    deciding.notify_school(
        case.key(), text="请说明", by_on=date(2026, 4, 1), by=case.staff, at=at(TODAY)
    )

    for who in (case.liaison, case.other, case.inspector, case.staff):
        client.force_login(who)
        assert "请说明" in text_of(client.get(address("verdict", case.place())))


@pytest.mark.parametrize(
    ("act", "body", "kept"),
    [
        ("notify", {"notify-text": "请说明", "notify-by_on": "2026-03-16"}, "请说明"),
        ("notify", {"notify-text": "请说明", "notify-by_on": "2026-02-30"}, "请说明"),
        ("notify", {"notify-text": "", "notify-by_on": "2026-04-01"}, "2026-04-01"),
        ("close", {"close-reason": "身份证 11010519491231002X"}, "11010519491231002X"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_loses_nothing(client, act, body, kept):
    case = Broken()
    client.force_login(case.staff)

    answer = client.post(address("follow_up_step", case.place(), act), body)

    assert answer.status_code == 422
    assert kept in text_of(answer)
    assert not RectificationStep.objects.exists()


def test_the_bureau_accepts_what_the_school_proposed(client):
    case = Broken()
    lesson = case.later()
    client.force_login(case.liaison)
    body = {"activity": lesson.pk, "reason": "三月已补"}
    client.post(address("make_up", case.place()), body | {"act": "accept"})
    assert not MakeUp.objects.exists()  # a school proposes, whatever the button said
    client.force_login(case.staff)

    asked = client.get(address("make_up", case.place()))
    client.post(address("make_up", case.place()), body | {"act": "accept"})

    assert "三月已补" in text_of(asked)
    assert "Met late" in text_of(asked)
    made = MakeUp.objects.get()
    assert (made.accepted_by_name, made.window_starts_on, made.reason) == (
        "局员",
        AUTUMN,
        "三月已补",
    )
    after = client.get(address("verdict", case.place()))
    assert after.context["verdict"].status == "met_late"
    assert "三月已补" in text_of(after)


def test_what_does_not_count_is_not_on_offer_and_not_accepted(client):
    case = Broken()
    lecture = case.later(type="lecture")
    client.force_login(case.staff)

    page = client.get(address("make_up", case.place()))
    answer = client.post(
        address("make_up", case.place()),
        {"activity": lecture.pk, "reason": "已补", "act": "accept"},
    )

    assert "Nothing that would make up for it" in text_of(page)
    assert answer.status_code == 422
    assert not MakeUp.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("inspector", 302), ("staff", 302), ("liaison", 403), ("principal", 403), ("other", 403)],
)
def test_inspectors_and_the_bureau_record_and_strike_violations(client, who, status):
    case = Broken()
    client.force_login(getattr(case, who))
    place = case.place(case.forbidden)
    body = {"violation-held_on": "2025-11-05", "violation-note": "收费"}

    recorded = client.post(address("violation_record", place), body)

    assert recorded.status_code == status
    assert Violation.objects.exists() == (status == 302)
    for row in Violation.objects.all():
        struck = address("violation_strike", place, row.pk)
        client.post(struck, {f"strike{row.pk}-reason": "记错了"})
        page = text_of(client.get(address("verdict", place)))
        assert "记错了" in page
        assert "<s>收费</s>" in page


def test_a_strike_without_a_reason_is_asked_for_at_its_own_violation(client):
    case = Broken()
    row = deciding.record_violation(
        case.key(case.forbidden),
        ends_on=date(2026, 8, 31),
        held_on=date(2025, 11, 5),
        note="收费",
        by=case.inspector,
        at=at(TODAY),
    )
    client.force_login(case.inspector)
    place = case.place(case.forbidden)

    answer = client.post(address("violation_strike", place, row.pk), {})

    assert answer.status_code == 422
    assert f"id_strike{row.pk}-reason" in text_of(answer)
    row.refresh_from_db()
    assert row.struck_on is None


def test_a_share_is_waived_alone_on_the_page(client):
    case = Broken()
    share = create_obligation(
        clause=case.clause, name="师德课", minimum=1, part_of=case.duty, topics=["ethics"]
    )
    client.force_login(case.staff)
    page = client.get(address("verdict", case.place()))
    choices = [value for value, _ in page.context["waiver_form"].fields["share"].choices]

    client.post(
        address("waiver_grant", case.place()), {"share": choices[1], "reason": "主讲人病休"}
    )

    assert choices == ["", f"{share.pk}:2025-09-01:0"]
    assert share.waivers.get().reason == "主讲人病休"
    assert not case.duty.waivers.exists()


def test_of_two_windows_set_off_on_one_day_only_the_named_one_is_waived(client):
    case = Broken()
    duty = create_obligation(
        clause=case.clause,
        name="鉴定",
        period="once",
        minimum=1,
        measure="items",
        activity_types=["secondee_evaluation"],
        due_kind="after_activity",
        due_days=10,
        due_trigger_types=["secondment_manager"],
    )
    day = date(2025, 10, 20)
    first, second = (case.later(on=day, type="secondment_manager") for _ in range(2))
    client.force_login(case.staff)
    place = case.place(duty, starts_on=day)

    client.post(f"{address('waiver_grant', place)}?trigger={second.pk}", {"reason": "停课"})

    shown = [
        client.get(f"{address('verdict', place)}?trigger={pk}").context["verdict"].status
        for pk in (first.pk, second.pk)
    ]
    assert shown == ["breached", "exempt"]


@pytest.mark.parametrize(("who", "tab"), [("staff", "bureau"), ("liaison", "school")])
def test_the_list_opens_where_the_reader_has_to_act(client, who, tab):
    case = Broken()
    deciding.notify_school(
        case.key(), text="请说明", by_on=date(2026, 4, 1), by=case.staff, at=at(TODAY)
    )
    client.force_login(getattr(case, who))

    page = client.get(reverse("follow_up_list"))

    assert page.context["tab"] == tab
    assert [line.stands for line in page.context["lines"]] == (
        ["The school is asked to explain"] if who == "liaison" else []
    )


def test_of_very_many_pairings_the_list_judges_those_it_names(client, monkeypatch):
    case = Broken()
    quiet = create_agreement(
        pairing=create_pairing(supporting=case.a, receiving=create_school(bureau=case.bureau))
    )
    services.refresh_all(on=date(2026, 2, 1))
    monkeypatch.setattr(services, "AT_ONCE", 0)
    sent = []
    monkeypatch.setattr(tasks, "send_ranges", lambda: sent.append(True))
    cache.clear()
    client.force_login(case.staff)

    page = client.get(reverse("follow_up_list"))

    judged = Standing.objects.filter(judged_on=TODAY).values_list("pairing", flat=True)
    assert list(judged) == [case.pairing.pk] != [quiet.pairing_id]
    assert (page.context["behind"], sent) == (1, [True])
    assert "1 pairing is still being judged" in text_of(page)


def test_home_names_what_the_school_has_to_answer(client):
    case = Broken()
    deciding.notify_school(
        case.key(), text="请说明", by_on=date(2026, 4, 1), by=case.staff, at=at(TODAY)
    )

    client.force_login(case.liaison)
    own = client.get(reverse("home")).context["breaches"]
    client.force_login(case.other)
    others = client.get(reverse("home")).context["breaches"]

    assert [(line.turn, line.by_on) for line in own] == [("school", date(2026, 4, 1))]
    assert others == []
