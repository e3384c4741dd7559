"""The agreement as a paper: who signs, what is printed, what is enclosed."""

import hashlib
import json
from datetime import date

import pytest

from agreements.models import Agreement
from reports.documents.agreement import (
    UNSIGNED_DAY,
    SignatureColumn,
    agreement_file_name,
    agreement_paper,
)
from tests.factories import create_agreement, sign
from tests.reports.paired import create_pair, write_text

pytestmark = pytest.mark.django_db
SITE = "https://jd.example"


@pytest.fixture
def agreement():
    made = create_agreement(pairing=create_pair(), number="XY-2025-01", copies=5)
    write_text(made)
    return made


def paper_of(agreement):
    return agreement_paper(Agreement.objects.for_document().get(pk=agreement.pk), site=SITE)


def test_both_parties_are_named_with_their_people(agreement):
    first, second = paper_of(agreement).parties

    assert (first.name, first.alias) == ("甲方（支援学校）：云亭学校", "（以下简称甲方）")
    assert first.pairs == (("校长：沈立", "联络员：许明远"),)
    assert second.name == "乙方（受援学校）：石门学校"


def test_sections_in_brackets_stand_under_one_heading_and_the_closing_counts_on(agreement):
    paper = paper_of(agreement)

    assert paper.opening == "一、帮扶内容"
    assert [(s.heading, s.is_top) for s in paper.sections] == [
        ("（一）学校管理帮扶", False),
        ("（二）教育教学帮扶", False),
        ("（三）教师专业发展帮扶", False),
        ("（四）其他", False),
    ]
    assert paper.counting_heading == "二、约定任务的计量"
    assert paper.closing_heading == "三、期限、生效和份数"


def test_without_a_counted_duty_nothing_is_said_of_counting():
    paper = paper_of(create_agreement(pairing=create_pair(), number="XY-2025-02"))

    assert (paper.counting, paper.closing_heading) == ((), "一、期限、生效和份数")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("half", "剩余教学日达到该期半数的，按全额履行；不足半数的，予以免除"),
        ("full", "仍按全额履行"),
        ("prorated", "最低要求按剩余教学日占该期教学日的比例折算，尾数进一，上限不折算"),
        ("exempt", "予以免除"),
    ],
)
def test_the_rule_for_windows_cut_short_is_part_of_the_text(agreement, rule, words):
    Agreement.objects.filter(pk=agreement.pk).update(cut_rule=rule)

    assert f"而不足一期的，{words}；" in paper_of(agreement).counting[1]


def test_every_page_carries_the_code_of_the_text_which_no_signature_changes():
    agreement = create_agreement(pairing=create_pair(), number="XY-2025-03", signed_on=None)
    before = paper_of(agreement)
    sign(agreement, side="supporting", on=date(2025, 9, 1))

    after = paper_of(agreement)

    assert after.version == before.version
    assert after.version_code == before.version_code
    assert after.stamp.code != before.stamp.code


def test_a_changed_word_changes_the_code_of_the_text(agreement):
    before = paper_of(agreement).version
    clause = agreement.clauses.exclude(parent=None).first()
    clause.closing = "另行商定。"
    clause.save(update_fields=["closing"])

    assert paper_of(agreement).version != before


def test_agreements_signed_in_the_system_have_no_place_for_a_seam_seal(agreement):
    assert paper_of(agreement).has_seam
    programme = agreement.pairing.programme
    programme.signing_way = "system"
    programme.save(update_fields=["signing_way"])

    assert not paper_of(agreement).has_seam


def test_the_clauses_are_those_of_the_agreement_and_nothing_is_added(agreement):
    lines = [line for section in paper_of(agreement).sections for line in section.paragraphs]

    assert lines[2] == (
        "3.甲方校长或副校长每学期到乙方指导管理工作不少于2次；甲方教学主任、德育主任、安全主任"
        "和团队干部每学期到乙方指导工作各不少于3次。"
    )
    assert len(lines) == agreement.clauses.exclude(parent=None).count()


def test_copies_are_counted_in_chinese_numerals(agreement):
    paper = paper_of(agreement)

    assert paper.copies == (
        "本协议一式五份，甲方、乙方、甲方主管教育部门、乙方主管教育部门和市教育局各执一份。"
    )
    assert paper.holders[0] == (1, "云亭学校（甲方）", "壹份")
    assert paper.holders[4] == (5, "市教育局", "壹份")


def test_the_signature_columns_wait_for_a_hand_until_both_have_signed():
    draft = create_agreement(pairing=create_pair(), signed_on=None)
    sign(draft, side="supporting", on=date(2025, 3, 5))

    paper = paper_of(draft)

    assert paper.is_draft
    assert paper.signatures == (
        SignatureColumn(
            seal="甲方（盖章）：",
            school="云亭学校",
            signer="法定代表人或代表（签字）：",
            day="2025年3月5日",
        ),
        SignatureColumn(
            seal="乙方（盖章）：",
            school="石门学校",
            signer="法定代表人或代表（签字）：",
            day=UNSIGNED_DAY,
        ),
    )
    assert [line[:2] for line in paper.record] == [("甲方", "云亭学校")]


def test_an_agreement_in_force_is_no_draft(agreement):
    paper = paper_of(agreement)

    assert not paper.is_draft
    assert [line[0] for line in paper.record] == ["甲方", "乙方"]


def test_a_confirmation_in_the_system_is_not_called_a_seal(agreement):
    agreement.signatures.update(method="system")

    assert {line[4] for line in paper_of(agreement).record} == {"系统内确认，非印章"}


def test_the_annex_lists_every_duty_once(agreement):
    rows = [duty for group in paper_of(agreement).duties for duty in group.rows]

    assert [duty.order for duty in rows] == list(range(1, len(rows) + 1))
    assert len({duty.obligation_id for duty in rows}) == len(rows)


def test_the_enclosed_data_hold_the_words_and_the_fields_behind_them(agreement):
    stamp = paper_of(agreement).stamp
    data = json.loads(stamp.content)

    assert stamp.sha256 == hashlib.sha256(stamp.content).hexdigest()
    assert stamp.address == f"https://jd.example/v/{paper_of(agreement).version[-14:]}"
    assert data["document"]["number"] == "XY-2025-01"
    visits = data["obligations"][0]
    assert (visits["party"], visits["minimum"], visits["period"]) == ("supporting", 2, "term")


def test_a_changed_duty_changes_the_check_code(agreement):
    before = paper_of(agreement).stamp.code
    duty = agreement.clauses.exclude(parent=None).exclude(obligations=None).first()
    duty.obligations.update(grace_days=5)  # seen in no sentence of the clause

    assert paper_of(agreement).stamp.code != before


def test_a_title_too_long_for_a_line_is_set_on_two(agreement):
    agreement.title = "青石县中小学校结对帮扶工作第二轮三年行动合作协议书"
    agreement.save(update_fields=["title"])

    title = paper_of(agreement).title

    assert len(title) == 2
    assert "".join(title) == agreement.title


def test_the_file_is_called_schools_content_day(agreement):
    name = agreement_file_name(agreement, on=date(2026, 11, 23))

    assert name == "云亭学校与石门学校_学校结对帮扶协议书_2026-11-23.pdf"


def test_printing_takes_the_same_few_queries_for_one_duty_and_for_many(
    agreement, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        paper_of(agreement)
