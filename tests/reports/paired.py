"""A pairing of two schools with an agreement and a school year of activities, for documents.

School year 2025 runs from 1 September 2025 to 31 August 2026: terms until 20 January and from
20 February to 30 June. The duty: two demonstration lessons (events) a term, by Party A; twelve
people a study visit, by Party B.
"""

from datetime import date

from agreements.models import Agreement, Clause, CopyHolder, Obligation, QuotaLine
from demo.texts import Text
from demo.texts.twelve_years import TWELVE_YEARS
from pairing.models import Pairing, PairingMember
from tests.factories import (
    create_activity,
    create_agreement,
    create_bureau,
    create_clause,
    create_obligation,
    create_pairing,
    create_person,
    create_programme,
    create_school,
    create_support_area,
)

LAST_DAY = date(2026, 8, 31)
LATER = date(2026, 11, 23)


def create_pair(
    *, code: str = "JD-0001", bureau=None, names=("云亭学校", "石门学校")
) -> Pairing:
    bureau = bureau or create_bureau(name="青石县教育局")
    supporting, receiving = (create_school(name=name, bureau=bureau) for name in names)
    programme = create_programme(
        bureau=bureau,
        name="结对帮扶行动",
        policy_title="关于结对的通知",
        policy_number="青教〔2024〕8号",
    )
    pairing = create_pairing(
        supporting=supporting, receiving=receiving, programme=programme, code=code
    )
    for school, head, liaison in (
        (supporting, "沈立", "许明远"),
        (receiving, "周平", "罗秀兰"),
    ):
        person = create_person(school=school, name=head, title="校长", is_head=True)
        other = create_person(school=school, name=liaison, title="干事")
        PairingMember.objects.create(pairing=pairing, person=person, role="head")
        PairingMember.objects.create(pairing=pairing, person=other, role="liaison")
    return pairing


def create_small_agreement(pairing: Pairing, **fields) -> Agreement:
    """Two duties in two support areas."""
    fields.setdefault("number", f"XY-{pairing.code}")
    agreement = create_agreement(pairing=pairing, **fields)
    teaching = create_clause(agreement=agreement)
    create_obligation(
        clause=teaching,
        support_area=create_support_area(name="教育教学"),
    )
    create_obligation(
        clause=teaching,
        name="听课研修",
        party="receiving",
        activity_types=["study_visit"],
        minimum=1,
        venue="supporting",
        floor_people=12,
        support_area=create_support_area(name="教师专业发展"),
    )
    return agreement


def create_year(pairing: Pairing) -> None:
    """Autumn in full; in spring one lesson is missing and a study visit came with eleven."""
    a, b = pairing.supporting_school, pairing.receiving_school
    for on in (date(2025, 9, 15), date(2025, 10, 20), date(2026, 3, 9)):
        create_activity(pairing=pairing, on=on, lessons=2, heads={a: 1, b: 9})
    for on, people in ((date(2025, 11, 3), 12), (date(2026, 4, 13), 11)):
        create_activity(
            pairing=pairing,
            on=on,
            type="study_visit",
            done_by=(b,),
            school=a,
            heads={b: people},
        )
    create_activity(pairing=pairing, on=date(2026, 5, 11), state="pending_confirm", lessons=4)


def write_text(agreement: Agreement, text: Text = TWELVE_YEARS) -> None:
    """Every clause and duty of a text of the demo county."""
    for order, (holder, count) in enumerate(text.copy_holders, start=1):
        CopyHolder.objects.create(agreement=agreement, holder=holder, count=count, order=order)
    written: dict[str, Obligation] = {}
    for place, section in enumerate(text.sections, start=1):
        parent = Clause.objects.create(
            agreement=agreement, order=place * 100, label=section.label, heading=section.heading
        )
        for order, item in enumerate(section.items, start=1):
            clause = Clause.objects.create(
                agreement=agreement,
                parent=parent,
                order=place * 100 + order,
                label=item.label,
                text=item.text,
                closing=item.closing,
            )
            for number, duty in enumerate(item.duties, start=1):
                write_duty(clause, duty, order=number, written=written)


def write_duty(clause: Clause, duty: dict, *, order: int, written: dict) -> None:
    fields = dict(duty)
    key, whole, quotas = (
        fields.pop("key"),
        fields.pop("part_of", None),
        fields.pop("quotas", ()),
    )
    written[key] = Obligation.objects.create(
        clause=clause, order=order, part_of=written[whole] if whole else None, **fields
    )
    for line in quotas:
        QuotaLine.objects.create(obligation=written[key], **line)
