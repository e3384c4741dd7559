"""What a person is told: once, in the reader's language, and to that person alone."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from records.models import Notice
from records.notices import SENTENCES, UnknownNoticeError, notify, sentence
from tests.factories import at, create_user

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 23))
FACTS = {"school": "石鼓湾小学", "starts_on": "2026-11-18", "number": "HD-000001"}


def tell(user, *, key="key", kind="activity_confirmed", facts=FACTS, **more) -> Notice:
    return notify(user, kind=kind, facts=facts, at=NOW, dedupe_key=key, **more)


def test_the_same_message_is_kept_once():
    user = create_user()

    first, second = tell(user), tell(user)

    assert (first.pk, Notice.objects.count()) == (second.pk, 1)


@pytest.mark.parametrize(
    ("error", "wrong"),
    [
        (UnknownNoticeError, {"kind": "activity_confrimed"}),
        (KeyError, {"facts": {"school": "石鼓湾小学"}}),
        (ValueError, {"link": "javascript:alert(1)"}),
    ],
)
def test_a_message_that_could_not_be_shown_is_refused_when_it_is_written(error, wrong):
    with pytest.raises(error):
        tell(create_user(), **wrong)


def test_a_message_is_worded_with_its_facts_and_its_day():
    notice = tell(create_user())

    with translation.override("en"):
        assert sentence(notice) == ("石鼓湾小学 confirmed the activity of 18 Nov (HD-000001).")


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_kind_can_be_worded(kind):
    facts = FACTS | {"reason": "人数不符", "ends_on": "2026-12-01", "duty": "示范课"}
    facts |= {
        "school_year": "2025—2026",
        "supporting": "甲校",
        "receiving": "乙校",
        "by": "张工",
    }
    facts |= {
        "group": "师傅 — 徒弟",
        "name": "孟远",
        "last_on": "2026-01-20",
        "answer": "还需指导",
    }
    facts |= {
        "answer_by_on": "2026-02-01",
        "made_up_by_on": "2026-03-01",
        "held_on": "2025-10-29",
        "text": "请说明原因",
        "note": "按成绩排名",
        "other": "HD-000002",
        "count": "3",
        "since_on": "2026-01-12",
        "checked_on": "2026-11-29",
        "to": "XY-2",
        "report": "2025—2026学年 石鼓湾小学",
    }

    notice = tell(create_user(), kind=kind, facts=facts)

    assert "%(" not in sentence(notice)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_own_messages_and_counts_them_as_read(
    client, count, django_assert_max_num_queries
):
    alice, charlie = create_user(), create_user()
    for number in range(count):
        tell(alice, key=f"a{number}", facts=FACTS | {"number": f"HD-{number}"})
    tell(charlie, key="c", facts=FACTS | {"number": "HD-CHARLIE"})
    client.force_login(alice)

    with django_assert_max_num_queries(16):
        page = client.get(reverse("notice_list")).content.decode()

    assert [f"HD-{number}" in page for number in range(count)] == [True] * count
    assert "HD-CHARLIE" not in page
    assert list(Notice.objects.unread()) == [Notice.objects.get(recipient=charlie)]
