"""The bureaus of the scene, their schools and pairings, and an account for each reader."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from pairing.models import (
    BaseSchool,
    CalendarDay,
    Consortium,
    PairingMember,
    RosterEntry,
    Round,
    SchoolCode,
    SubSite,
    SupportArea,
)
from tests import factories
from tests.sight.readers import COUNTY, CROSS, EAST, NORTH, PEOPLE, PHONES, SECOND, WEST, Scene

_numbers = count(1)


def create_ground(scene: Scene) -> None:
    rows, years = scene.rows, [scene.today.year + shift for shift in (-2, -1, 0, 1)]
    rows.city = factories.create_bureau(name="云城市教育局")
    rows.county_a = factories.create_bureau(name=f"{COUNTY}县教育局", parent=rows.city)
    rows.county_b = factories.create_bureau(name=f"{NORTH}县教育局")
    rows.county_c = factories.create_bureau(name=f"{CROSS}县教育局")
    for bureau in (rows.county_a, rows.county_b, rows.county_c):
        factories.create_terms(bureau, years=years)
    for name, mark, bureau in (
        ("one", EAST, rows.county_a),
        ("two", SECOND, rows.county_a),
        ("three", WEST, rows.county_a),
        ("four", f"{WEST}后", rows.county_a),
        ("north_one", NORTH, rows.county_b),
        ("north_two", f"{NORTH}后", rows.county_b),
        ("across", CROSS, rows.county_c),
    ):
        setattr(rows, name, create_school(bureau, mark=mark))
    rows.east = create_pairing(rows.one, rows.two, mark=EAST)
    rows.west = create_pairing(rows.three, rows.four, mark=WEST)
    rows.north = create_pairing(rows.north_one, rows.north_two, mark=NORTH)
    rows.cross = create_pairing(rows.across, rows.two, mark=CROSS)


def create_school(bureau, *, mark: str):
    school = factories.create_school(
        bureau=bureau,
        name=f"{mark}小学",
        short_name=f"{mark}小",
        code=f"3{next(_numbers):09}",
        district=f"{mark}学区",
        address=f"{mark}路一号",
        staff_total=120,
        urban_rural_code="111",
    )
    SubSite.objects.create(school=school, name=f"{mark}教学点", address=f"{mark}村")
    SchoolCode.objects.create(
        school=school, code="2000000000", starts_on=date(2015, 1, 1), reason=f"{mark}换码"
    )
    factories.create_person(
        school=school, name=f"{mark}校长", roles=["principal"], is_head=True, title=f"{mark}职"
    )
    factories.create_person(school=school, name=f"{mark}教师", qualifications=["backbone"])
    for person in school.people.all():
        person.phone = PHONES[mark[:2]]
        person.save()
    return school


def create_pairing(supporting, receiving, *, mark: str):
    programme = factories.create_programme(
        bureau=supporting.bureau,
        name=f"{mark}行动",
        policy_title=f"{mark}通知",
        policy_number=f"{mark}〔2025〕1号",
    )
    today = timezone.localdate()
    round_ = Round.objects.create(
        programme=programme, number=1, starts_on=today - timedelta(300), ends_on=today
    )
    group = Consortium.objects.create(name=f"{mark}联合体", programme=programme)
    group.schools.set([supporting, receiving])
    BaseSchool.objects.create(
        consortium=group, school_year=today.year, season="autumn", school=supporting
    )
    area = SupportArea.objects.create(
        bureau=supporting.bureau, code=f"area-{programme.pk}", name=f"{mark}专项"
    )
    pairing = factories.create_pairing(
        supporting=supporting,
        receiving=receiving,
        programme=programme,
        code=f"{mark}-{programme.pk}",
        round=round_,
        consortium=group,
        batch=1,
        starts_on=today - timedelta(400),
    )
    pairing.support_areas.add(area)
    mentor, mentee = supporting.people.last(), receiving.people.last()
    PairingMember.objects.create(
        pairing=pairing, person=supporting.people.first(), role="head", portfolio=f"{mark}分工"
    )
    RosterEntry.objects.create(
        pairing=pairing,
        kind="mentor_pairs",
        mentor=mentor,
        person=mentee,
        starts_on=today - timedelta(200),
        entered_on=today - timedelta(200),
    )
    CalendarDay.objects.get_or_create(
        bureau=supporting.bureau,
        day=today - timedelta(90),
        defaults={"kind": "holiday", "name": f"{_of_county(supporting, mark)}节"},
    )
    return pairing


def _of_county(school, mark: str) -> str:
    return COUNTY if school.bureau.name.startswith(COUNTY) else mark


# --- Accounts ---------------------------------------------------------------------------------
def create_accounts(scene: Scene) -> None:
    rows = scene.rows
    scene.who = {
        "visitor": None,
        "inactive liaison": _school_member("liaison", rows.one, EAST),
        "nobody": factories.create_user(name="无名"),
        "liaison One": _school_member("liaison", rows.one, EAST),
        "principal One": _school_member("principal", rows.one, EAST),
        "liaison Two": _school_member("liaison", rows.two, SECOND),
        "principal Two": _school_member("principal", rows.two, SECOND),
        "liaison Three": _school_member("liaison", rows.three, WEST),
        "liaison C": _school_member("liaison", rows.across, CROSS),
        "staff A": _bureau_member("bureau_staff", rows.county_a, COUNTY),
        "inspector A": _bureau_member("inspector", rows.county_a, COUNTY),
        "staff city": _bureau_member("bureau_staff", rows.city, "云城"),
        "staff B": _bureau_member("bureau_staff", rows.county_b, NORTH),
        "staff C": _bureau_member("bureau_staff", rows.county_c, CROSS),
        "superuser": factories.create_user(name="总管", is_superuser=True, is_staff=True),
    }
    # Nobody visits as them, they only own rows.
    rows.keeper_north = _school_member("liaison", rows.north_one, NORTH)
    scene.who["inactive liaison"].is_active = False
    scene.who["inactive liaison"].save()
    assert tuple(scene.who) == PEOPLE


def _school_member(role: str, school, mark: str):
    user = factories.create_member(role=role, school=school, name=f"{mark}{role}")
    user.person.phone = PHONES[mark]
    user.person.save()
    if role == "liaison":
        for pairing in [*school.supports.all(), *school.receives.all()]:
            PairingMember.objects.create(pairing=pairing, person=user.person, role="liaison")
    return user


def _bureau_member(role: str, bureau, mark: str):
    user = factories.create_member(role=role, bureau=bureau, name=f"{mark}{role}")
    user.is_staff = role == "bureau_staff"
    user.save()
    return user
