"""The records of the demo county's first pairing: mentor groups of every shape, a manager sent
each way with one appraisal missing, money and goods given. Scenery, like the deeds."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from activities.facts import DonationFacts, GoodsLine
from activities.models import (
    Activity,
    ActivityLink,
    ActivityStep,
    Donation,
    DonationLine,
    Secondment,
)
from demo.load import SCENERY, logger_of, moment
from pairing.models import (
    MentorGroup,
    MentorGroupMember,
    MentorSeat,
    Pairing,
    Person,
    ProposalState,
    RosterEntry,
)
from pairing.services.mentors import entries_of
from records.models import User

CODE = "QL-JD-001"
A_WEEK = 7  # days
PLACES = {"appraisal-0": "R1", "appraisal-1": "R2", "appraisal-2": "R3", "goods": "R4"}
PLACES |= {"money": "R5"}  # ends of their numbers
MANAGER, APPRAISAL = "secondment_manager", "secondee_evaluation"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGroup:
    """Mentors and mentees by their places in the lists of staff."""

    place: str
    mentors: tuple[int, ...]
    mentees: tuple[int, ...]
    subject: str
    goals: str
    is_confirmed: bool = True


GROUPS = (
    DemoGroup(
        place="one",
        mentors=(7,),
        mentees=(12,),
        subject="chinese",
        goals="一年内能独立上好校级汇报课",
    ),
    DemoGroup(
        place="two",
        mentors=(8,),
        mentees=(13, 14),
        subject="mathematics",
        goals="两年内成为校级教学骨干",
    ),
    DemoGroup(
        place="three",
        mentors=(2, 9, 10),
        mentees=(5, 11),
        subject="",
        goals="教学、英语、科学三位师傅共同指导，每月集中研讨一次",
    ),
    DemoGroup(
        place="waits",
        mentors=(3,),
        mentees=(15,),
        subject="comprehensive",
        goals="整理阅读课程资料",
        is_confirmed=False,
    ),
)
GOODS = (
    GoodsLine(name="课桌椅", quantity=40, unit="套", unit_value=Decimal("125.50")),
    GoodsLine(name="图书", quantity=600, unit="册", total_value=Decimal(9000)),
    GoodsLine(name="投影仪", quantity=2, unit="台", condition="used"),
)


def load_records(pairings: dict[str, Pairing], *, day: date) -> None:
    pairing = pairings[CODE]
    for group in GROUPS:
        _load_group(pairing, group, day=day)
    stays = _load_stays(pairing, day=day)
    _load_appraisals(pairing, stays, day=day)
    _load_donations(pairing, day=day)


def _token(place: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{SCENERY}/records/{CODE}/{place}")


def _people(pairing: Pairing, side: str) -> list[Person]:
    return list(pairing.school_on(side).people.order_by("phone"))


# --- Mentor groups ----------------------------------------------------------------------------
def _load_group(pairing: Pairing, wish: DemoGroup, *, day: date) -> None:
    if MentorGroup.objects.filter(form_token=_token(wish.place)).exists():
        return
    mentors, mentees = _people(pairing, "supporting"), _people(pairing, "receiving")
    known_on = min(day, pairing.starts_on + timedelta(days=20))
    group = MentorGroup.objects.create(
        pairing=pairing,
        subject=wish.subject,
        goals=wish.goals,
        starts_on=known_on,
        form_token=_token(wish.place),
        **_asked(pairing, wish, on=known_on if wish.is_confirmed else day),
    )
    seats = [(MentorSeat.MENTOR, mentors[n]) for n in wish.mentors]
    seats += [(MentorSeat.MENTEE, mentees[n]) for n in wish.mentees]
    for seat, person in seats:
        MentorGroupMember.objects.create(group=group, person=person, seat=seat)
    if wish.is_confirmed:
        RosterEntry.objects.bulk_create(entries_of(group, known_on=known_on))


def _asked(pairing: Pairing, wish: DemoGroup, *, on: date) -> dict:
    """The supporting school's are confirmed, the receiving school's waits for an answer."""
    if not wish.is_confirmed:
        return {
            "proposed_by": User.objects.get(username="liaison-b"),
            "proposed_by_school": pairing.receiving_school,
            "proposed_at": moment(on, 9),
        }
    return {
        "state": ProposalState.CONFIRMED,
        "proposed_by": User.objects.get(username="liaison-a"),
        "proposed_by_school": pairing.supporting_school,
        "proposed_at": moment(on, 9),
        "answered_by": User.objects.get(username="liaison-b"),
        "answered_at": moment(on, 16),
    }


# --- Secondments ------------------------------------------------------------------------------
def _load_stays(pairing: Pairing, *, day: date) -> list[Activity]:
    """The files of the managers sent; the latest two, one each way, that are over."""
    rows = Activity.objects.filter(
        links__pairing=pairing, type=MANAGER, links__state="confirmed"
    ).order_by("-starts_on", "number")
    for stay in rows.select_related("school"):
        host = list(stay.school.people.order_by("phone"))
        Secondment.objects.get_or_create(
            activity=stay,
            defaults={
                "planned_starts_on": stay.starts_on,
                "planned_ends_on": stay.ends_on,
                "post": "挂职副校长",
                "mentor": host[2],
                "meetings": 4,
                "lessons_a_week": 3,
                "board_note": "校内教师周转房，随教职工食堂就餐",
                "cost_note": "食宿费由接收学校从市级帮扶专项经费列支",
            },
        )
    over = day - timedelta(days=A_WEEK)
    return _of_one_term([stay for stay in rows if stay.ends_on <= over])


def _of_one_term(stays: list[Activity]) -> list[Activity]:
    """The latest two that began together, one from each school."""
    for stay in stays:
        together = [s for s in stays if abs((s.starts_on - stay.starts_on).days) < 7]
        if len({s.school_id for s in together}) > 1:
            return together[:2]
    return []


def _load_appraisals(pairing: Pairing, stays: list[Activity], *, day: date) -> None:
    """Both schools wrote about the first, one of them about the second: one is missing."""
    sides = (pairing.supporting_school, pairing.receiving_school)
    wanted = [(stay, school) for stay in stays for school in sides][:3]
    for number, (stay, school) in enumerate(wanted):
        held_on = stay.ends_on + timedelta(days=1 + number)
        _write(
            pairing,
            f"appraisal-{number}",
            type=APPRAISAL,
            by=school,
            on=held_on,
            summary="挂职期间工作表现考核鉴定",
            follows=stay,
            school=school,
        )


# --- Donations --------------------------------------------------------------------------------
def _load_donations(pairing: Pairing, *, day: date) -> None:
    giver = pairing.supporting_school
    goods = _write(
        pairing,
        "goods",
        type="donation_goods",
        by=giver,
        on=day - timedelta(days=40),
        school=pairing.receiving_school,
        goods=sum(line.quantity for line in GOODS),
        summary="改善低年级教室和阅览室",
    )
    _describe(goods, DonationFacts(purpose=goods.summary, lines=GOODS))
    money = _write(
        pairing,
        "money",
        type="donation_money",
        by=giver,
        on=day - timedelta(days=75),
        school=pairing.receiving_school,
        amount=Decimal("20000.00"),
        summary="资助购置体育器材",
    )
    _describe(money, DonationFacts(purpose=money.summary, receipt_number="0031877"))


def _describe(activity: Activity, facts: DonationFacts) -> None:
    donation, is_new = Donation.objects.get_or_create(
        activity=activity,
        defaults={
            "purpose": facts.purpose,
            "receipt_number": facts.receipt_number,
            "worth": sum((line.value or 0 for line in facts.lines), start=Decimal(0)),
        },
    )
    if is_new:
        for line in facts.lines:
            DonationLine.objects.create(donation=donation, **line.columns())


def _write(pairing: Pairing, place: str, *, by, on: date, **fields) -> Activity:
    """One confirmed activity of the school ``by``, by the demo's own pen."""
    if known := Activity.objects.filter(form_token=_token(place)).first():
        return known
    other = pairing.school_on(
        "receiving" if pairing.side_of(by.pk) == "supporting" else "supporting"
    )
    writer, reader = logger_of(by), logger_of(other)
    activity = Activity.objects.create(
        number=f"QL001-{on:%y%m%d}-{PLACES[place]}",
        starts_on=on,
        ends_on=on,
        logged_by=writer,
        logged_by_school=by,
        entered_at=moment(on, 17),
        form_token=_token(place),
        **fields,
    )
    activity.done_by.add(by)
    link = ActivityLink.objects.create(activity=activity, pairing=pairing, state="confirmed")
    for state, later, user in (("pending_confirm", 0, writer), ("confirmed", 2, reader)):
        step_on = on + timedelta(days=later)
        ActivityStep.objects.create(
            link=link, state=state, at=moment(step_on, 18), on=step_on, by=user
        )
    return activity
