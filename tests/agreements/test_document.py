"""The agreement as printed: values in order, all words ready."""

from datetime import date

import pytest

from agreements.document import (
    PrintedDuty,
    PrintedHolder,
    Run,
    document_of,
    duties_of,
)
from agreements.models import Agreement, Clause
from pairing.models import PairingMember
from tests.factories import (
    create_agreement,
    create_clause,
    create_obligation,
    create_pairing,
    create_person,
    create_school,
    sign,
)

pytestmark = pytest.mark.django_db


def read(agreement):
    return document_of(Agreement.objects.for_document().get(pk=agreement.pk))


def test_sections_items_and_duties_stand_in_order():
    agreement = create_agreement()
    first = create_clause(agreement=agreement, text="双方坦诚合作。")
    second = create_clause(agreement=agreement, closing="费用由甲方承担。")
    third = create_clause(agreement=agreement, section="（二）", text="甲方负责：")
    lessons = create_obligation(clause=second, name="示范课", minimum=2, weight=5)
    lectures = create_obligation(
        clause=second, name="讲座", activity_types=["lecture"], minimum=3
    )
    share = create_obligation(
        clause=second,
        name="师德讲座",
        activity_types=[],
        part_of=lectures,
        topics=["ethics"],
        minimum=1,
    )
    principle = create_obligation(
        clause=third,
        name="保持自身良好发展",
        modality="text_only",
        activity_types=[],
        period="once",
        minimum=None,
    )

    document = read(agreement)

    assert [(s.label, s.heading) for s in document.sections] == [
        ("（一）", "教育教学"),
        ("（二）", "教育教学"),
    ]
    items = [item for section in document.sections for item in section.items]
    assert [(item.label, item.text) for item in items] == [
        ("1.", "双方坦诚合作。"),
        (
            "2.",
            "甲方每学期上示范课不少于2次；甲方每学期举行专题讲座不少于3次，"
            "其中举行师德师风专题讲座不少于1次。费用由甲方承担。",
        ),
        ("1.", "甲方负责：甲方力争保持自身良好发展。"),
    ]
    assert [run.obligation_id for run in items[1].runs] == [
        lessons.pk, None, lectures.pk, None, share.pk, None, None,
    ]  # fmt: skip
    assert items[2].runs[1] == Run(text="甲方力争保持自身良好发展")
    assert document.clause_count == 3
    assert [duty.obligation_id for duty in document.duties] == [
        lessons.pk,
        lectures.pk,
        share.pk,
    ]
    assert principle.pk not in [duty.obligation_id for duty in document.duties]
    assert first.text == items[0].text


def test_the_annex_says_who_owes_what_when_and_where_it_stands():
    agreement = create_agreement()
    clause = create_clause(agreement=agreement)
    evaluation = create_obligation(
        clause=clause,
        name="挂职鉴定",
        party="each",
        activity_types=["secondee_evaluation"],
        measure="items",
        minimum=1,
        due_kind="term_end",
        weight=5,
    )
    plan = create_obligation(
        clause=clause,
        name="联合鉴定",
        party="both",
        activity_types=["secondee_evaluation"],
        measure="items",
        period="agreement_year",
        minimum=None,
        part_of=evaluation,
    )

    assert read(agreement).duties == (
        PrintedDuty(
            obligation_id=evaluation.pk,
            order=1,
            section="教育教学",
            name="挂职鉴定",
            owed_by="甲乙双方各自",
            number="不少于1份",
            frequency="每学期",
            deadline="学期结束前",
            place="（一）1",
            weight=5,
            text="甲乙双方每学期结束前各自出具挂职鉴定不少于1份",
        ),
        PrintedDuty(
            obligation_id=plan.pk,
            order=2,
            section="教育教学",
            name="其中：联合鉴定",
            owed_by="甲乙双方共同",
            number="至少1份",
            frequency="每协议年度",
            deadline="",
            place="（一）1",
            weight=None,
            text="其中甲乙双方每协议年度共同出具挂职鉴定",
        ),
    )


def test_a_share_that_stands_before_its_whole_is_printed_after_it():
    clause = create_clause(agreement=create_agreement())
    whole = create_obligation(clause=clause, order=5)
    share = create_obligation(clause=clause, order=1, part_of=whole)
    other = create_obligation(clause=clause, order=3)

    assert duties_of(Clause.objects.get(pk=clause.pk)) == [other, whole, share]


# --- Words around the clauses -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("title", "number", "preamble", "printed"),
    [
        (
            "关于结对的通知",
            "青教[2024]48号",
            "为了合作，根据{policy}，订立本协议。",
            "为了合作，根据《关于结对的通知》（青教〔2024〕48号），订立本协议。",
        ),
        (
            "《关于结对的通知》",
            "",
            "双方订立本协议。",
            "根据《关于结对的通知》，双方订立本协议。",
        ),
        ("", "", "双方订立本协议。", "双方订立本协议。"),
        ("", "", "根据{policy}订立。", "根据上级有关文件订立。"),
    ],
)
def test_the_founding_document_is_named_in_the_preamble(title, number, preamble, printed):
    agreement = create_agreement(policy_title=title, policy_number=number, preamble=preamble)

    assert read(agreement).preamble == printed


@pytest.mark.parametrize(
    ("copies", "holders", "text", "printed"),
    [
        (
            5,
            [("甲方", 1), ("乙方", 1), ("市教育局", 1)],
            "",
            "本协议一式五份，甲方、乙方和市教育局各执一份。",
        ),
        (2, [], "", "本协议一式两份。"),
        (2, [("甲方", 2)], "", "本协议一式两份，甲方执两份。"),
        (
            12,
            [("甲方", 2), ("乙方", 10)],
            "具有同等效力。",
            "本协议一式十二份，甲方执两份，乙方执十份。具有同等效力。",
        ),
    ],
)
def test_copies_are_written_in_chinese_numerals_with_their_holders(
    copies, holders, text, printed
):
    agreement = create_agreement(copies=copies, copies_text=text)
    for order, (holder, count) in enumerate(holders):
        agreement.copy_holders.create(holder=holder, count=count, order=order)

    document = read(agreement)

    assert document.copies == printed
    assert document.holders == tuple(PrintedHolder(holder=h, count=c) for h, c in holders)


def test_term_and_effectiveness_are_sentences():
    plain = read(create_agreement())
    sealed = read(create_agreement(needs_seal=True))

    assert plain.term == "帮扶期限自2025年3月10日起，至2027年3月9日止。"
    assert plain.effectiveness == "本协议经双方签字生效，以后签一方的签字日期为生效日期。"
    assert sealed.effectiveness == (
        "本协议须经双方签字并加盖学校公章，以最后一次签字或盖章的日期为生效日期。"
    )


def test_an_amendment_speaks_of_itself():
    main = create_agreement(number="QL-1")
    amendment = create_agreement(
        pairing=main.pairing, amends=main, starts_on=date(2026, 9, 1), copies=3
    )

    document = read(amendment)

    assert document.amends == "QL-1"
    assert document.term == "自2026年9月1日起开始的各期任务按本补充协议执行，至2027年3月9日止。"
    assert document.copies == "本补充协议一式三份。"


# --- Parties and signatures -------------------------------------------------------------------
def test_the_parties_bring_their_codes_heads_and_liaisons():
    giving = create_school(name="青岚县实验学校", code="3499000001", address="城关镇学府路1号")
    taking = create_school(bureau=giving.bureau)
    pairing = create_pairing(supporting=giving, receiving=taking)
    create_person(school=giving, name="陆怀谨", is_head=True, title="党总支书记、校长")
    create_person(school=giving, name="前任", is_head=True, left_on=date(2024, 1, 1))
    liaison = create_person(school=giving, name="赵晓棠", phone="13812345678")
    PairingMember.objects.create(pairing=pairing, person=liaison, role="liaison")

    first, second = read(create_agreement(pairing=pairing)).parties

    assert (first.mark, first.side_name, first.school, first.code, first.address) == (
        "甲方",
        "支援学校",
        "青岚县实验学校",
        "3499000001",
        "城关镇学府路1号",
    )
    assert (first.head, first.head_title, first.liaison, first.phone) == (
        "陆怀谨",
        "党总支书记、校长",
        "赵晓棠",
        "138****5678",
    )
    assert (second.mark, second.head, second.head_title, second.liaison) == (
        "乙方",
        "",
        "校长",
        "",
    )


def test_a_draft_has_open_signature_blocks_and_a_signed_one_has_none():
    draft = create_agreement(signed_on=None)
    half = create_agreement(signed_on=None, state="signing")
    sign(half, side="receiving", on=date(2025, 3, 8))
    signed = create_agreement()

    def days(agreement):
        return [block.signed_on for block in read(agreement).signatures]

    assert (days(draft), read(draft).is_draft) == ([None, None], True)
    assert (days(half), read(half).is_draft) == ([None, date(2025, 3, 8)], True)
    assert (days(signed), read(signed).is_draft) == ([date(2025, 3, 10)] * 2, False)


@pytest.mark.parametrize("duties", [1, 3])
def test_a_document_costs_the_same_for_one_duty_and_for_three(
    duties, django_assert_num_queries
):
    agreement = create_agreement()
    for _number in range(duties):
        clause = create_clause(agreement=agreement)
        create_obligation(
            clause=clause, part_of=create_obligation(clause=clause)
        ).quotas.create(season="spring", minimum=1)

    # agreement, clauses, duties, quota lines, copies, signatures, the text that lies open,
    # seats, people of both
    with django_assert_num_queries(10):
        document = read(agreement)

    assert len(document.duties) == 2 * duties
