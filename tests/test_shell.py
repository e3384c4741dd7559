"""The frame of every page: the menu of each role, the way in and out, and pages for mishaps."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.views.defaults import permission_denied

from activities.context_processors import shell
from records.models import Notice, User
from tests.factories import (
    PASSWORD,
    at,
    create_activity,
    create_bureau,
    create_member,
    create_pairing,
    create_school,
    create_user,
)

pytestmark = pytest.mark.django_db
PAGE = "/pairings/"


@pytest.fixture
def pairing():
    bureau = create_bureau(name="青岚县教育局")
    return create_pairing(
        supporting=create_school(name="第一实验小学", bureau=bureau),
        receiving=create_school(name="石鼓湾小学", bureau=bureau),
    )


def reading(client, language):
    """The same client after one click on the language switch."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def member(pairing, role):
    if role in {"liaison", "principal"}:
        return create_member(role=role, school=pairing.supporting_school)
    user = create_member(role=role, bureau=pairing.supporting_school.bureau)
    user.is_staff = role == "bureau_staff"
    user.save()
    return user


def links(text: str, part: str) -> list[tuple[str, str]]:
    """Address and words of every link in the ``nav`` whose class is ``part``."""
    inside = text.split(f'<nav class="{part}"')[1].split("</nav>")[0]
    found = re.findall(r'<a [^>]*href="(.*?)"[^>]*>(.*?)</a>', inside, re.DOTALL)
    return [(address, re.sub(r"<.*?>|\d", "", words).strip()) for address, words in found]


# --- Menus ------------------------------------------------------------------------------------
RECORDS = [
    ("/pairings/", "Pairings"),
    ("/agreements/", "Agreements"),
    ("/activities/", "Ledger"),
    ("/filed/", "Filed documents"),
    ("/reports/", "Reports"),
]
AREA = [
    ("/dashboard/", "Overview"),
    ("/follow-up/", "To be followed up"),
    ("/duplicates/", "Suspected duplicates"),
    *RECORDS,
    ("/schools/", "Schools"),
]
MENUS = {
    "liaison": [
        ("/", "Home"),
        ("/log/", "Log an activity"),
        ("/confirm/", "To confirm"),
        *RECORDS,
        ("/schools/own/", "School file"),
    ],
    "principal": [
        ("/", "Home"),
        ("/confirm/", "To confirm"),
        *RECORDS,
        ("/schools/own/", "School file"),
    ],
    "inspector": AREA,
    "bureau_staff": [*AREA, ("/admin/", "Administration")],
}
TABS = {
    "liaison": [
        ("/", "Home"),
        ("/log/", "Log an activity"),
        ("/confirm/", "To confirm"),
        ("/pairings/", "Pairing"),
    ],
    "principal": [
        ("/", "Home"),
        ("/confirm/", "To confirm"),
        ("/pairings/", "Pairing"),
        ("/agreements/", "Agreements"),
    ],
    "inspector": [
        ("/dashboard/", "Overview"),
        ("/pairings/", "Pairing"),
        ("/agreements/", "Agreements"),
        ("/activities/", "Ledger"),
    ],
}
TABS["bureau_staff"] = TABS["inspector"]


@pytest.mark.parametrize("role", MENUS)
def test_every_role_has_its_own_menu(client, pairing, role):
    client.force_login(member(pairing, role))

    text = reading(client, "en").get(PAGE).text

    own = reverse("school", args=[pairing.supporting_school.pk])
    found = links(text, "ui-sidenav")
    menu = [("/schools/own/" if link == own else link, words) for link, words in found]
    assert menu == MENUS[role]
    assert links(text, "ui-tabbar") == TABS[role]


def test_the_menu_speaks_chinese_unless_asked_for_english(client, pairing):
    client.force_login(member(pairing, "liaison"))

    text = client.get(PAGE).text

    assert '<html lang="zh-CN">' in text
    assert [words for _link, words in links(text, "ui-tabbar")] == [
        "首页",
        "记活动",
        "待确认",
        "结对",
    ]


def test_the_place_in_the_menu_is_marked(client, pairing):
    client.force_login(member(pairing, "inspector"))

    text = client.get(PAGE).text

    assert re.findall(r'href="([^"]*)" aria-current="page"', text) == [PAGE] * 3


def test_an_account_without_a_role_still_gets_a_page(client):
    client.force_login(create_user())

    assert client.get(PAGE).status_code == 200


def test_the_frame_names_the_person_the_school_and_the_bureau(client, pairing):
    client.force_login(member(pairing, "liaison"))

    text = client.get(PAGE).text

    assert '<span class="ui-brand__org">青岚县教育局</span>' in text
    assert "· 第一实验小学</span></summary>" in text


def test_the_frame_counts_unread_messages_and_what_waits_for_the_own_school(client, pairing):
    liaison = member(pairing, "liaison")
    other = create_member(role="liaison", school=pairing.receiving_school)
    for state in ("pending_confirm", "pending_confirm", "confirmed", "returned"):
        create_activity(
            pairing=pairing,
            state=state,
            logged_by=other,
            logged_by_school=pairing.receiving_school,
        )
    create_activity(pairing=pairing, state="pending_confirm")  # by the own school
    create_activity(pairing=create_pairing(), state="pending_confirm")  # not theirs at all
    day = at(date(2026, 11, 20))
    for key, recipient, read in (("a", liaison, None), ("b", liaison, day), ("c", other, None)):
        Notice.objects.create(
            recipient=recipient, kind="x", at=day, read_at=read, dedupe_key=key
        )
    client.force_login(liaison)

    frame = client.get(PAGE).context["shell"]

    assert (frame.waiting, frame.unread) == (2, 1)


@pytest.mark.parametrize("role", MENUS)
def test_the_frame_costs_three_queries_at_most(
    pairing, role, rf, django_assert_max_num_queries
):
    request = rf.get(PAGE)
    request.user = member(pairing, role)

    with django_assert_max_num_queries(3):
        assert shell(request)["shell"].roles


def test_the_frame_of_a_visitor_costs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/accounts/login/")

    assert response.status_code == 200


# --- In and out -------------------------------------------------------------------------------
def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_and_back(client, pairing):
    user = member(pairing, "liaison")

    asked = client.get(PAGE)
    signed_in = client.post(
        asked["location"], {"login": user.username, "password": PASSWORD, "next": PAGE}
    )

    assert asked["location"] == f"/accounts/login/?next={PAGE}"
    assert signed_in["location"] == PAGE
    assert client.get(PAGE).status_code == 200


def test_a_wrong_password_keeps_the_account_and_says_what_is_wrong(client, pairing):
    user = member(pairing, "liaison")

    response = reading(client, "en").post(
        "/accounts/login/", {"login": user.username, "password": "wrong"}
    )

    assert "<title>Error: Sign in" in response.text
    assert "<li>The account or the password is not right.</li>" in response.text
    assert f'value="{user.username}"' in response.text
    assert 'value="wrong"' not in response.text


def test_nobody_signs_up(client):
    response = reading(client, "en").post(
        "/accounts/signup/", {"username": "guest", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert "No sign-up here" in response.text
    assert not User.objects.filter(username="guest").exists()


def test_signing_out_asks_first_and_happens_by_post(client, pairing):
    client.force_login(member(pairing, "liaison"))

    asked = reading(client, "en").get("/accounts/logout/")
    assert "Sign out?" in asked.text
    assert client.get(PAGE).status_code == 200

    client.post("/accounts/logout/")
    assert client.get(PAGE).status_code == 302


def test_a_password_is_changed_with_the_old_one(client, pairing):
    user = member(pairing, "liaison")
    client.force_login(user)
    new = {"password1": "Another-long-1", "password2": "Another-long-1"}

    refused = client.post("/accounts/password/change/", {"oldpassword": "no", **new})
    changed = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})

    assert 'href="#id_oldpassword"' in refused.text
    assert changed.status_code == 302
    assert Client().login(username=user.username, password="Another-long-1")


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_inactive"])
def test_every_page_before_the_sign_in_stands_in_the_design(client, name):
    text = client.get(reverse(name)).text

    assert '<div class="ui-entry">' in text
    assert 'id="main"' in text


@pytest.mark.parametrize(
    "name", ["account_logout", "account_change_password", "account_reauthenticate"]
)
def test_every_account_page_stands_in_the_design(client, pairing, name):
    client.force_login(member(pairing, "liaison"))

    text = client.get(reverse(name)).text

    assert re.search('class="ui-(topbar|entry)"', text)
    assert "css/app.css" in text


def test_the_administration_has_no_door_of_its_own(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


def test_the_administration_wears_the_house_colours(admin_client):
    text = admin_client.get("/admin/").text

    assert "css/admin.css" in text
    assert "admin/css/dark_mode.css" not in text


# --- Languages --------------------------------------------------------------------------------
def test_a_browser_set_up_in_english_gets_chinese_until_english_is_chosen(client):
    response = client.get("/accounts/login/", headers={"accept-language": "en"})

    assert '<html lang="zh-CN">' in response.text


def test_a_visitor_changes_the_language_and_stays_where_he_was(client):
    response = client.post(
        "/i18n/setlang/", {"language": "en", "next": "/accounts/login/"}, follow=True
    )

    assert response.redirect_chain == [("/accounts/login/", 302)]
    assert '<html lang="en">' in response.text
    assert "Sign in</h1>" in response.text


def test_the_language_switch_names_each_language_in_itself(client):
    text = client.get("/accounts/login/").text

    assert re.findall(
        r'value="([^"]+)" lang="([^"]+)"( aria-current="true")?>([^<]+)<', text
    ) == [
        ("zh-hans", "zh-CN", ' aria-current="true"', "简体中文"),
        ("en", "en", "", "English"),
    ]


# --- Mishaps ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "找不到这个页面"), ("en", "This page is not here")]
)
def test_a_page_that_is_not_there_shows_a_way_on(client, pairing, language, words):
    client.force_login(member(pairing, "liaison"))

    response = reading(client, language).get("/nowhere/")

    assert response.status_code == 404
    assert words in response.text
    assert 'class="btn btn-primary" href="/"' in response.text


def test_an_expired_form_gives_the_typed_words_back_and_no_password(pairing):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member(pairing, "liaison"))

    response = reading(client, "en").post(
        "/accounts/password/change/",
        {"summary": "五年级语文第六单元", "oldpassword": "a secret of mine"},
    )

    assert response.status_code == 403
    assert "This page has expired" in response.text
    assert '<p class="ui-kept">五年级语文第六单元</p>' in response.text
    assert "a secret of mine" not in response.text


@pytest.mark.parametrize("name", ["400.html", "500.html"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_for_when_nothing_works_ask_the_database_nothing(
    name, language, django_assert_num_queries
):
    with translation.override(language), django_assert_num_queries(0):
        text = get_template(name).render()

    assert 'class="btn btn-primary" href="/"' in text


def test_a_refusal_says_why(rf):
    refusal = PermissionDenied("Only the bureau grants waivers.")

    response = permission_denied(rf.get("/"), refusal)

    assert b"Only the bureau grants waivers." in response.content


def test_pages_forbid_inline_script_and_style(client):
    policy = client.get("/accounts/login/")["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


# --- The language of a test -------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 2])
def test_a_page_asked_for_in_english_leaves_the_next_test_in_chinese(client, number):
    before = translation.get_language()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    client.get("/accounts/login/")

    assert (before, translation.get_language()) == ("zh-hans", "en")
