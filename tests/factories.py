"""Plain functions that make valid rows. A test names only what it is about."""

from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from activities.models import Activity, ActivityLink, ActivityStep, HeadCount, Participant
from agreements.models import Agreement, AgreementState, Clause, Obligation, Signature
from pairing.models import (
    Bureau,
    Membership,
    Pairing,
    Person,
    Programme,
    School,
    SupportArea,
    Term,
)
from records.models import User

SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "a-Long-enough-1"
_numbers = count(1)


def at(day: date, hour: int = 9) -> datetime:
    """Nine in the morning of ``day``, Shanghai."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def create_user(*, username: str = "", name: str = "", **fields) -> User:
    username = username or f"user{next(_numbers)}"
    return User.objects.create_user(
        username=username, password=PASSWORD, display_name=name or username, **fields
    )


def create_bureau(*, name: str = "", parent: Bureau | None = None) -> Bureau:
    return Bureau.objects.create(name=name or f"第{next(_numbers)}县教育局", parent=parent)


def create_school(*, name: str = "", bureau: Bureau | None = None, **fields) -> School:
    name = name or f"第{next(_numbers)}学校"
    fields.setdefault("stages", ["primary", "junior", "senior"])
    return School.objects.create(name=name, bureau=bureau or create_bureau(), **fields)


def create_member(
    *, role: str, school: School | None = None, bureau: Bureau | None = None, name: str = ""
) -> User:
    """An account with one role; a school's people also stand in its list of staff."""
    user = create_user(name=name)
    Membership.objects.create(user=user, role=role, school=school, bureau=bureau)
    if school is not None:
        roles = ["principal"] if role == "principal" else ["teacher"]
        create_person(school=school, name=str(user), user=user, roles=roles)
    return user


def create_person(*, school: School, name: str = "", **fields) -> Person:
    fields.setdefault("roles", ["teacher"])
    return Person.objects.create(school=school, name=name or f"教师{next(_numbers)}", **fields)


def create_programme(*, bureau: Bureau | None = None, **fields) -> Programme:
    fields.setdefault("name", f"第{next(_numbers)}期帮扶行动")
    return Programme.objects.create(bureau=bureau or create_bureau(), **fields)


def create_terms(bureau: Bureau, *, years=(2024, 2025, 2026)) -> list[Term]:
    """Both terms of every stage: 1 September to 20 January, 20 February to 30 June."""
    return Term.objects.bulk_create(
        Term(
            bureau=bureau,
            school_year=year,
            season=season,
            stage=stage,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        for year in years
        for stage in ("preschool", "primary", "junior", "senior", "vocational", "special")
        for season, starts_on, ends_on in (
            ("autumn", date(year, 9, 1), date(year + 1, 1, 20)),
            ("spring", date(year + 1, 2, 20), date(year + 1, 6, 30)),
        )
    )


def create_support_area(*, code: str = "", name: str = "") -> SupportArea:
    code = code or f"area-{next(_numbers)}"
    return SupportArea.objects.create(code=code, name=name or code)


def create_pairing(
    *, supporting: School | None = None, receiving: School | None = None, **fields
) -> Pairing:
    """Two schools of one bureau with its calendar entered, unless schools are given."""
    bureau = (supporting or receiving or create_school()).bureau
    supporting = supporting or create_school(bureau=bureau)
    receiving = receiving or create_school(bureau=bureau)
    if not Term.objects.filter(bureau=receiving.bureau).exists():
        create_terms(receiving.bureau)
    fields.setdefault("programme", None)
    fields["programme"] = fields["programme"] or create_programme(bureau=bureau)
    fields.setdefault("code", f"JD-{next(_numbers):04}")
    fields.setdefault("starts_on", date(2025, 3, 1))
    return Pairing.objects.create(
        supporting_school=supporting, receiving_school=receiving, **fields
    )


def create_agreement(
    *, pairing: Pairing | None = None, signed_on: date | None = date(2025, 3, 10), **fields
) -> Agreement:
    """March 2025 to March 2027; signed by both on ``signed_on`` unless that is None."""
    fields.setdefault("number", f"XY-{next(_numbers):04}")
    fields.setdefault("title", "学校结对帮扶协议书")
    fields.setdefault("starts_on", date(2025, 3, 10))
    fields.setdefault("ends_on", date(2027, 3, 9))
    fields.setdefault("created_on", date(2025, 3, 1))
    state = AgreementState.IN_FORCE if signed_on else AgreementState.DRAFT
    fields.setdefault("state", state)
    agreement = Agreement.objects.create(pairing=pairing or create_pairing(), **fields)
    for side in ("supporting", "receiving") if signed_on else ():
        sign(agreement, side=side, on=signed_on)
    return agreement


def sign(agreement: Agreement, *, side: str, on: date) -> Signature:
    return Signature.objects.create(
        agreement=agreement,
        side=side,
        signer_name="校长",
        signed_on=on,
        sealed_on=on,
        method="scan",
        entered_at=at(on),
    )


def create_clause(*, agreement: Agreement, section: str = "（一）", **fields) -> Clause:
    """One item of the section ``section``, which is made when it is not there."""
    parent = Clause.objects.filter(agreement=agreement, label=section, parent=None).first()
    if parent is None:
        order = agreement.clauses.filter(parent=None).count() + 1
        parent = Clause.objects.create(
            agreement=agreement, label=section, heading="教育教学", order=order
        )
    fields.setdefault("order", agreement.clauses.filter(parent=parent).count() + 1)
    fields.setdefault("label", f"{fields['order']}.")
    return Clause.objects.create(agreement=agreement, parent=parent, **fields)


def create_obligation(
    *, agreement: Agreement | None = None, clause: Clause | None = None, **fields
) -> Obligation:
    """Two demonstration lessons a term by the supporting school, unless told otherwise."""
    clause = clause or create_clause(agreement=agreement or create_agreement())
    fields.setdefault("order", clause.obligations.count() + 1)
    fields.setdefault("name", "示范课")
    fields.setdefault("party", "supporting")
    fields.setdefault("activity_types", ["demo_lesson"])
    fields.setdefault("measure", "events")
    fields.setdefault("period", "term")
    fields.setdefault("minimum", 2)
    return Obligation.objects.create(clause=clause, **fields)


def create_activity(
    *,
    pairing: Pairing,
    on: date = date(2025, 9, 15),
    state: str = "confirmed",
    done_by: tuple[School, ...] | None = None,
    heads: dict | None = None,
    participants: tuple[dict, ...] = (),
    logged_by: User | None = None,
    **fields,
) -> Activity:
    """A demonstration lesson by the supporting school at the receiving one, logged on its day
    and confirmed the day after, unless told otherwise. ``heads``: {school: people}."""
    number = next(_numbers)
    fields.setdefault("type", "demo_lesson")
    fields.setdefault("school", pairing.receiving_school)
    fields.setdefault("ends_on", on)
    fields.setdefault("number", f"HD-{number:06}")
    fields.setdefault("entered_at", at(on, 18))
    fields.setdefault("logged_by_school", pairing.supporting_school)
    user = logged_by or create_user()
    activity = Activity.objects.create(
        starts_on=on, logged_by=user, form_token=uuid4(), **fields
    )
    activity.done_by.set(done_by or (pairing.supporting_school,))
    for school, people in (heads or {}).items():
        HeadCount.objects.create(activity=activity, school=school, people=people)
    for row in participants:
        Participant.objects.create(activity=activity, **row)
    link = ActivityLink.objects.create(activity=activity, pairing=pairing, state=state)
    entered_on = activity.entered_at.astimezone(SHANGHAI).date()
    steps = [("pending_confirm", entered_on)]
    if state in ("confirmed", "voided"):
        steps.append(("confirmed", entered_on + timedelta(days=1)))
    if state in ("returned", "voided", "draft"):
        steps.append((state, entered_on + timedelta(days=2)))
    for code, day in steps:
        ActivityStep.objects.create(link=link, state=code, at=at(day, 19), on=day, by=user)
    return activity
