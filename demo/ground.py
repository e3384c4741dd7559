"""Bureaus, calendar, schools, people and accounts of the demo county.

Every row is found by a lasting name and written anew, so that loading twice doubles nothing
and another day moves what has a date.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from demo import county
from demo.people import (
    KINDERGARTEN_ROLES,
    KINDERGARTEN_TITLES,
    POSTS,
    RARE,
    UNIT_POSTS,
    Post,
    name_at,
    phone_at,
)
from pairing.models import (
    Bureau,
    CalendarDay,
    Membership,
    Person,
    Programme,
    Round,
    School,
    SchoolCode,
    SubSite,
    SupportArea,
    Term,
)
from pairing.vocabulary import Stage
from records.models import User

PASSWORD = "demo-2026-Qinglan"
PROGRAMMES = (
    (
        "bureau",
        "青岚县学校结对帮扶三年行动",
        "关于开展中小学结对帮扶三年行动的通知",
        "青教〔2024〕48号",
    ),
    (
        "self",
        "青岚县学校自主联校协作",
        "关于鼓励学校自主结对协作的意见",
        "青教〔2024〕52号",
    ),
)
LATER_STAGES = (Stage.SENIOR, Stage.VOCATIONAL)


def school_year_of(day: date) -> int:
    """The year in which the school year of ``day`` began (1 September to 31 August)."""
    return day.year if day.month >= 9 else day.year - 1


@transaction.atomic
def load_ground(*, day: date) -> dict[str, School]:
    """Everything that stands before the first pairing; the schools by their keys."""
    bureaus = _load_bureaus()
    _load_areas()
    for key in ("county", "district"):
        _load_terms(bureaus[key], day=day)
    _load_special_days(day=day)
    schools = {
        row.key: _load_school(row, bureau=bureaus[row.bureau], order=order)
        for order, row in enumerate(county.SCHOOLS, start=1)
    }
    _load_people(schools)
    _load_accounts(schools, bureaus)
    _load_merged_school(bureaus["county"], schools["songping"], day=day)
    return schools


def _load_bureaus() -> dict[str, Bureau]:
    city = _bureau(county.CITY, parent=None, order=1)
    return {
        "city": city,
        "county": _bureau(county.COUNTY, parent=city, order=2),
        "district": _bureau(county.DISTRICT, parent=city, order=3),
    }


def _bureau(row: tuple[str, str, str], *, parent: Bureau | None, order: int) -> Bureau:
    name, short_name, code = row
    bureau, _created = Bureau.objects.update_or_create(
        name=name,
        defaults={
            "short_name": short_name,
            "division_code": code,
            "parent": parent,
            "order": order,
        },
    )
    return bureau


def _load_areas() -> None:
    for order, (code, name, name_en) in enumerate(county.AREAS, start=1):
        SupportArea.objects.update_or_create(
            bureau=None, code=code, defaults={"name": name, "name_en": name_en, "order": order}
        )


def _load_terms(bureau: Bureau, *, day: date) -> None:
    """The calendar is entered up to the running school year: the next is not decided yet."""
    current = school_year_of(day)
    Term.objects.bulk_create(
        [
            Term(
                bureau=bureau,
                school_year=year,
                season=season,
                stage=stage,
                starts_on=starts_on,
                ends_on=ends_on,
            )
            for year in range(current - 3, current + 1)
            for stage in Stage.values
            for season, starts_on, ends_on in _terms_of(year, stage)
        ],
        update_conflicts=True,
        unique_fields=["bureau", "school_year", "season", "stage"],
        update_fields=["starts_on", "ends_on"],
    )


def _terms_of(year: int, stage: str) -> tuple[tuple[str, date, date], ...]:
    more = timedelta(days=7 if stage in LATER_STAGES else 0)
    return (
        ("autumn", date(year, 9, 1), date(year + 1, 1, 22) + more),
        ("spring", date(year + 1, 2, 22), date(year + 1, 7, 2) + more),
    )


def _load_special_days(*, day: date) -> None:
    current = school_year_of(day)
    known = set(CalendarDay.objects.filter(bureau=None).values_list("day", flat=True))
    CalendarDay.objects.bulk_create(
        CalendarDay(bureau=None, day=special, kind=kind, name=name)
        for year in range(current - 3, current + 2)
        for special, kind, name in _special_days_of(year)
        if special not in known
    )


def _special_days_of(year: int) -> Iterator[tuple[date, str, str]]:
    holidays = {
        "元旦": [date(year, 1, 1)],
        "清明节": [date(year, 4, 4), date(year, 4, 5), date(year, 4, 6)],
        "劳动节": [date(year, 5, d) for d in range(1, 6)],
        "国庆节": [date(year, 10, d) for d in range(1, 8)],
    }
    for name, days in holidays.items():
        yield from ((holiday, "holiday", name) for holiday in days)
    saturday = date(year, 10, 8) + timedelta(days=(5 - date(year, 10, 8).weekday()) % 7)
    yield saturday, "make_up", "国庆节调休上班"


def _load_school(row: county.DemoSchool, *, bureau: Bureau, order: int) -> School:
    school, _created = School.objects.update_or_create(
        bureau=bureau,
        name=row.name,
        defaults={
            "kind": row.kind,
            "short_name": row.short,
            "code": row.code,
            "school_type": row.type,
            "stages": row.stages.split(),
            "urban_rural_code": row.urban,
            "district": row.district,
            "address": f"{row.district[:-2]}新风路{order * 7}号",
            "staff_total": 38 + order * 5 if row.kind == "school" else 12,
            "order": order,
        },
    )
    for name in row.sites:
        SubSite.objects.get_or_create(school=school, name=name)
    if row.code:
        SchoolCode.objects.get_or_create(
            school=school, code=row.code, defaults={"starts_on": date(2012, 9, 1)}
        )
    return school


def _posts_of(school: School) -> tuple[Post, ...]:
    return UNIT_POSTS if school.kind == "unit" else POSTS


def _load_people(schools: dict[str, School]) -> None:
    """The phone is the lasting key: account holders and rare names take over the name."""
    known = {
        (person.school_id, person.phone): person
        for person in Person.objects.filter(school__in=schools.values()).select_related(
            "school"
        )
    }
    for number, school in enumerate(schools.values()):
        for place, post in enumerate(_posts_of(school)):
            index = number * 23 + place
            name, phone = name_at(index), phone_at(index)
            if place == 9 and school.kind == "school":
                name = RARE[number % len(RARE)]
            person = known.get((school.pk, phone)) or Person(school=school, phone=phone)
            _write_person(person, post, name=name)


def _write_person(person: Person, post: Post, *, name: str) -> None:
    school = person.school
    is_kindergarten = school.stages == ["preschool"]
    titles, roles = (KINDERGARTEN_TITLES, KINDERGARTEN_ROLES) if is_kindergarten else ({}, {})
    wanted = {
        "name": name,
        "title": titles.get(post.title, post.title),
        "roles": [roles.get(role, role) for role in post.roles],
        "qualifications": list(post.qualifications),
        "is_head": post.is_head,
        "stages": school.stages[:1],
    }
    if person.pk and all(getattr(person, key) == value for key, value in wanted.items()):
        return
    for key, value in wanted.items():
        setattr(person, key, value)
    person.save()


def _load_accounts(schools: dict[str, School], bureaus: dict[str, Bureau]) -> None:
    for row in county.ACCOUNTS:
        user = _load_user(row.username, name=row.name)
        target = {"bureau": bureaus.get(row.of), "school": schools.get(row.of)}
        Membership.objects.get_or_create(user=user, role=row.role, **target)
        user.is_staff = row.role == "bureau_staff"
        user.save(update_fields=["is_staff"])
        if school := target["school"]:
            _seat(user, school=school, role=row.role)
    for key, school in schools.items():
        _load_school_accounts(key, school)


def _load_school_accounts(key: str, school: School) -> None:
    """Every other school has a liaison and a principal too: ``<key>`` and ``<key>-xz``."""
    if any(row.of == key for row in county.ACCOUNTS):
        return
    people = list(school.people.order_by("pk"))
    head, liaison = people[0], people[min(6, len(people) - 1)]
    for person, role, username in ((liaison, "liaison", key), (head, "principal", f"{key}-xz")):
        user = _load_user(username, name=person.name)
        Membership.objects.get_or_create(user=user, role=role, school=school)
        person.user = user
        person.save(update_fields=["user"])


def _load_user(username: str, *, name: str) -> User:
    user, _created = User.objects.get_or_create(
        username=username, defaults={"display_name": name, "password": _hashed_password()}
    )
    return user


@cache
def _hashed_password() -> str:
    """Hashed once: forty accounts with one public password gain nothing from forty salts."""
    return make_password(PASSWORD)


def _seat(user: User, *, school: School, role: str) -> None:
    """Give the account's name to the head (a principal) or the office head (a liaison)."""
    person = school.people.filter(user=user).first()
    if person is None:
        place = 0 if role == "principal" else 6
        person = school.people.order_by("pk")[place]
    person.name, person.user = user.display_name, user
    person.save()


def _load_merged_school(bureau: Bureau, successor: School, *, day: date) -> None:
    """A village school that went up in another: its code is void, its pairing closed."""
    ended_on = date(school_year_of(day), 7, 10)
    school, _created = School.objects.update_or_create(
        bureau=bureau,
        name="青岚县下坝小学",
        defaults={
            "short_name": "下坝小学",
            "school_type": "211",
            "stages": ["primary"],
            "urban_rural_code": "220",
            "district": "松坪学区",
            "status": "merged",
            "successor": successor,
            "ended_on": ended_on,
            "order": 99,
        },
    )
    SchoolCode.objects.update_or_create(
        school=school,
        code="2199000099",
        defaults={
            "starts_on": date(2012, 9, 1),
            "ends_on": ended_on,
            "reason": "并入松坪乡中心小学",
        },
    )


def load_programmes(*, day: date) -> dict[str, Programme]:
    """The county's campaign and the one chosen by the schools; their current rounds."""
    county_bureau = Bureau.objects.get(name=county.COUNTY[0])
    current = school_year_of(day)
    programmes = {}
    for key, name, policy_title, policy_number in PROGRAMMES:
        programme, _created = Programme.objects.update_or_create(
            bureau=county_bureau,
            name=name,
            defaults={
                "policy_title": policy_title,
                "policy_number": policy_number,
                "asks_for_approval": key == "self",
            },
        )
        Round.objects.update_or_create(
            programme=programme,
            number=1,
            defaults={
                "starts_on": date(current - 2, 9, 1),
                "ends_on": date(current + 2, 8, 31),
            },
        )
        programmes[key] = programme
    return programmes
