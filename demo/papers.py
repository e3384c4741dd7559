"""Pairings and their agreements: the texts of ``demo.texts`` as rows, signed and amended."""

from datetime import date, datetime, timedelta

from django.db import transaction

from agreements.document import document_of
from agreements.models import (
    BINDING,
    Agreement,
    AgreementState,
    Clause,
    CopyHolder,
    Obligation,
    Signature,
)
from agreements.services import freeze
from demo.ground import school_year_of
from demo.pairings import ALL, PAIRINGS, DemoPairing
from demo.rosters import load_rosters
from demo.texts import Item, Section, Text
from demo.texts.base_school import BASE_SCHOOLS
from demo.texts.cooperation import COOPERATION
from demo.texts.county_plan import COUNTY_PLAN
from demo.texts.meetings import MEETINGS
from demo.texts.month_plan import MONTH_PLAN
from demo.texts.party_branch import PARTY_BRANCH
from demo.texts.posts import POSTS
from demo.texts.remote_teaching import REMOTE_TEACHING
from demo.texts.research_room import RESEARCH_ROOM
from demo.texts.twelve_years import TWELVE_YEARS
from demo.texts.young_teachers import YOUNG_TEACHERS
from demo.weeks import put_in_weeks
from pairing.models import (
    BaseSchool,
    Consortium,
    Pairing,
    PairingMember,
    Programme,
    School,
    SupportArea,
)

TEXTS: dict[str, Text] = {
    "twelve_years": TWELVE_YEARS,
    "remote_teaching": REMOTE_TEACHING,
    "cooperation": COOPERATION,
    "meetings": MEETINGS,
    "posts": POSTS,
    "young_teachers": YOUNG_TEACHERS,
    "county_plan": COUNTY_PLAN,
    "party_branch": PARTY_BRANCH,
    "base_schools": BASE_SCHOOLS,
    "research_room": RESEARCH_ROOM,
    "month_plan": MONTH_PLAN,
}
CONSORTIUM = "城乡小学教研联合体"


def first_day(row: DemoPairing, *, day: date) -> date:
    """The agreement's first day: in March so that ``day`` lies in its second year or late in
    its first, or on 1 September ``from_year`` school years ago."""
    if row.season == "autumn":
        return date(school_year_of(day) - row.from_year, 9, 1)
    return date(day.year - (1 if day.month >= 3 else 2), 3, 10)


@transaction.atomic
def load_pairings(
    schools: dict[str, School], programmes: dict[str, Programme], *, day: date
) -> dict[str, Pairing]:
    areas = {area.code: area for area in SupportArea.objects.filter(bureau=None)}
    consortium = _load_consortium(schools, programmes["bureau"], day=day)
    pairings = {}
    for order, row in enumerate(PAIRINGS, start=1):
        programme = programmes[row.source]
        pairing, _created = Pairing.objects.update_or_create(
            code=row.code,
            defaults={
                "supporting_school": schools[row.supporting],
                "receiving_school": schools[row.receiving],
                "programme": programme,
                "round": programme.rounds.first(),
                "batch": row.batch,
                "source": row.source,
                "consortium": consortium if row.consortium else None,
                "starts_on": first_day(row, day=day),
                "order": order,
            },
        )
        pairing.support_areas.set([areas[code] for code in row.areas.split()])
        _load_members(pairing)
        pairings[row.code] = pairing
    _load_moved_pairing(pairings["QL-JD-005"], programmes["bureau"], areas, day=day)
    return pairings


def _load_consortium(
    schools: dict[str, School], programme: Programme, *, day: date
) -> Consortium:
    members = [schools[key] for key in ("diyi", "songping", "hekan", "tangwan", "yunling")]
    consortium, _created = Consortium.objects.update_or_create(
        name=CONSORTIUM, defaults={"programme": programme}
    )
    consortium.schools.set(members)
    current = school_year_of(day)
    terms = [
        (year, season) for year in (current - 1, current) for season in ("autumn", "spring")
    ]
    for (year, season), school in zip(terms, members, strict=False):
        BaseSchool.objects.update_or_create(
            consortium=consortium,
            school_year=year,
            season=season,
            defaults={"school": school},
        )
    return consortium


def _load_members(pairing: Pairing) -> None:
    for school in (pairing.supporting_school, pairing.receiving_school):
        people = list(school.people.order_by("phone"))
        head, deputy, liaison = people[0], people[1], people[min(6, len(people) - 1)]
        seats = (
            (head, "head", "全面负责"),
            (deputy, "deputy", "教学与师资"),
            (liaison, "liaison", ""),
        )
        for person, role, portfolio in seats:
            PairingMember.objects.update_or_create(
                pairing=pairing, person=person, role=role, defaults={"portfolio": portfolio}
            )


def _load_moved_pairing(successor: Pairing, programme, areas, *, day: date) -> None:
    """The merged school's pairing, closed and carried on by its successor's."""
    merged = School.objects.get(name="青岚县下坝小学")
    pairing, _created = Pairing.objects.update_or_create(
        code="QL-JD-000",
        defaults={
            "supporting_school": successor.supporting_school,
            "receiving_school": merged,
            "programme": programme,
            "starts_on": date(school_year_of(day) - 2, 9, 1),
            "ended_on": merged.ended_on,
            "end_reason": "下坝小学并入松坪乡中心小学",
            "moved_to": successor,
            "order": 99,
        },
    )
    pairing.support_areas.set([areas[code] for code in ALL.split()])


@transaction.atomic
def load_agreements(pairings: dict[str, Pairing], *, day: date) -> dict[str, Agreement]:
    agreements = {}
    for row in PAIRINGS:
        if row.text != "none":
            agreements[row.code] = _load_agreement(row, pairings[row.code], day=day)
    _load_amendment(agreements["QL-JD-008"], day=day)
    load_rosters(pairings)
    return agreements


def _load_agreement(row: DemoPairing, pairing: Pairing, *, day: date) -> Agreement:
    text, starts_on = TEXTS[row.text], first_day(row, day=day)
    number = f"QL-XY-{row.code[-3:]}"
    melt(number)
    signed = row.story != "unsigned"
    agreement, created = Agreement.objects.update_or_create(
        number=number,
        defaults={
            "pairing": pairing,
            "title": text.title,
            "policy_title": text.policy_title,
            "policy_number": text.policy_number,
            "preamble": text.preamble,
            "starts_on": starts_on,
            "ends_on": date(starts_on.year + row.years, starts_on.month, starts_on.day)
            - timedelta(days=1),
            "filled_in_on": starts_on - timedelta(days=12),
            "copies": text.copies,
            "copies_text": text.copies_text,
            "needs_seal": text.needs_seal,
            "created_on": starts_on - timedelta(days=20),
        },
    )
    if created:
        _write_text(agreement, text)
    put_in_weeks(agreement, text)
    place(agreement, AgreementState.IN_FORCE if signed else AgreementState.SIGNING)
    if row.story == "ended":
        _end_early(agreement, on=day - timedelta(days=40))
    for side in ("supporting", "receiving") if signed else ("supporting",):
        sign_paper(agreement, side=side, on=_signing_day(row, starts_on))
    return agreement


def melt(number: str) -> None:
    """Scenery is moved to another day, also where its text lies open or was signed."""
    Agreement.objects.filter(number=number).update(text_sha256="")


def place(agreement: Agreement, state: AgreementState) -> None:
    """Put the scenery into ``state`` without its history."""
    Agreement.objects.filter(pk=agreement.pk).update(state=state)
    agreement.refresh_from_db(fields=["state"])


def freeze_papers() -> None:
    """What lies open or was signed gets its text, once the whole county stands."""
    rows = Agreement.objects.filter(text_sha256="", number__startswith="QL-XY-")
    for agreement in rows.filter(state__in=(AgreementState.SIGNING, *BINDING)).for_document():
        opened_at = datetime.fromisoformat(f"{agreement.created_on}T09:00:00+08:00")
        freeze(agreement, document_of(agreement), at=opened_at)
        agreement.save(update_fields=["text_sha256"])


def _end_early(agreement: Agreement, *, on: date) -> None:
    agreement.terminated_on = agreement.terminated_known_on = on
    agreement.end_reason = "受援学校教师支教安排调整，双方商定提前终止"
    agreement.save(update_fields=["terminated_on", "terminated_known_on", "end_reason"])
    place(agreement, AgreementState.TERMINATED)


def _signing_day(row: DemoPairing, starts_on: date) -> date:
    """A week before the first day; the late story signs three weeks into the term."""
    return starts_on + timedelta(days=18 if row.story == "late" else -5)


def sign_paper(agreement: Agreement, *, side: str, on: date) -> None:
    school = agreement.pairing.school_on(side)
    signer = school.people.filter(is_head=True).first()
    on += timedelta(days=1 if side == "receiving" else 0)
    Signature.objects.update_or_create(
        agreement=agreement,
        side=side,
        defaults={
            "signer": signer,
            "signer_name": signer.name,
            "signer_title": signer.title,
            "signed_on": on,
            "sealed_on": on,
            "method": "scan",
            "entered_at": datetime.fromisoformat(f"{on}T10:00:00+08:00"),
        },
    )


def _write_text(agreement: Agreement, text: Text) -> None:
    areas = {area.code: area for area in SupportArea.objects.filter(bureau=None)}
    written: dict[str, Obligation] = {}
    for holder_order, (holder, count) in enumerate(text.copy_holders, start=1):
        CopyHolder.objects.create(
            agreement=agreement, holder=holder, count=count, order=holder_order
        )
    for order, section in enumerate(text.sections, start=1):
        _write_section(
            agreement, section, order=order, area=areas.get(section.area), written=written
        )


def _write_section(
    agreement: Agreement, section: Section, *, order: int, area, written: dict[str, Obligation]
) -> None:
    parent = Clause.objects.create(
        agreement=agreement,
        order=order * 100,
        label=section.label,
        heading=section.heading,
        support_area=area,
    )
    for place, item in enumerate(section.items, start=1):
        clause = Clause.objects.create(
            agreement=agreement,
            parent=parent,
            order=order * 100 + place,
            label=item.label,
            text=item.text,
            closing=item.closing,
            support_area=area,
        )
        _write_duties(clause, item, area=area, written=written)


def _write_duties(clause: Clause, item: Item, *, area, written: dict[str, Obligation]) -> None:
    for order, fields in enumerate(item.duties, start=1):
        fields = dict(fields)
        key, whole = fields.pop("key"), fields.pop("part_of", None)
        if fields.pop("in_week", None):  # its days follow when the whole text stands
            fields |= {"season": "dates", "season_from": "09-01", "season_to": "09-30"}
        written[key] = Obligation.objects.create(
            clause=clause,
            order=order,
            support_area=area,
            part_of=written[whole] if whole else None,
            **fields,
        )


def _load_amendment(agreement: Agreement, *, day: date) -> Agreement:
    """From the running term on, one more teaching research activity a term."""
    takes_effect_on = max(
        date(school_year_of(day), 8, 20), agreement.starts_on + timedelta(days=90)
    )
    number = f"{agreement.number}-补1"
    melt(number)
    amendment, created = Agreement.objects.update_or_create(
        number=number,
        defaults={
            "pairing": agreement.pairing,
            "amends": agreement,
            "title": "学校对口协作补充协议",
            "preamble": "经甲乙双方协商，对原协议部分条款作如下调整。",
            "starts_on": takes_effect_on,
            "ends_on": agreement.ends_on,
            "copies": 3,
            "created_on": takes_effect_on - timedelta(days=14),
        },
    )
    if created:
        _write_amendment(amendment, agreement)
    place(amendment, AgreementState.IN_FORCE)
    for side in ("supporting", "receiving"):
        sign_paper(amendment, side=side, on=takes_effect_on - timedelta(days=6))
    return amendment


def _write_amendment(amendment: Agreement, agreement: Agreement) -> None:
    old = Obligation.objects.get(clause__agreement=agreement, name="教育教学研讨")
    parent = Clause.objects.create(
        agreement=amendment,
        order=100,
        label="（一）",
        heading="教育教学协作",
        support_area=old.support_area,
    )
    clause = Clause.objects.create(
        agreement=amendment,
        parent=parent,
        order=101,
        label="1.",
        text="原协议（二）1中关于教育教学研讨的约定调整为：",
        support_area=old.support_area,
    )
    for holder_order, (holder, count) in enumerate(
        (("甲方", 1), ("乙方", 1), ("县教育局", 1)), start=1
    ):
        CopyHolder.objects.create(
            agreement=amendment, holder=holder, count=count, order=holder_order
        )
    Obligation.objects.create(
        clause=clause,
        order=1,
        name=old.name,
        support_area=old.support_area,
        party=old.party,
        activity_types=old.activity_types,
        measure=old.measure,
        period=old.period,
        minimum=3,
        topics=old.topics,
        replaces=old,
    )
