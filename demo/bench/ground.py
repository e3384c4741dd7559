"""The province before its first activity: bureaus, calendar, schools, people, agreements."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from agreements.models import Agreement, AgreementState, Clause, Obligation, Signature
from demo.bench.bulk import Table, plain
from demo.bench.duties import DUTIES, PEOPLE, SECTIONS, SHARES
from pairing.models import (
    Bureau,
    CalendarDay,
    Membership,
    Pairing,
    Person,
    Programme,
    RosterEntry,
    School,
    SupportArea,
    Term,
)
from records.models import User

PAIRINGS_A_COUNTY = 50
AREAS = 12
TERMS = 6
MENTOR_PAIRS = 3
STAGES = ("primary", "junior")
BUREAU_USER = "bench-bureau"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Side:
    """A school with what is derived from its number: its people's ids and its liaison's."""

    school: int

    def person(self, place: int) -> int:
        return (self.school - 1) * len(PEOPLE) + place + 1

    @property
    def liaison(self) -> int:
        return self.school + 1  # user 1 is the bureau's


@dataclass(frozen=True, slots=True)
class Pair:
    """The pairing number ``number`` from 1. Two schools of its county support three."""

    number: int

    @property
    def county(self) -> int:
        return (self.number - 1) // PAIRINGS_A_COUNTY + 1

    @property
    def receiving(self) -> Side:
        return Side(self.number * 2)

    @property
    def supporting(self) -> Side:
        number = self.number
        return Side((number - 1 if number % 3 == 2 else number) * 2 - 1)

    def duty(self, place: int) -> int:
        return (self.number - 1) * len(DUTIES) + place + 1

    def mentor_pair(self, place: int) -> int:
        return (self.number - 1) * MENTOR_PAIRS + place + 1


def terms_of(day: date) -> list[tuple[int, str, date, date]]:
    """School year, season, first and last day of the six terms that end with that of ``day``;
    in a break with the one before."""
    year = day.year
    found = [
        term
        for first in range(year - 5, year + 1)
        for term in (
            (first, "autumn", date(first, 9, 1), date(first + 1, 1, 20)),
            (first, "spring", date(first + 1, 2, 20), date(first + 1, 7, 3)),
        )
        if term[2] <= day
    ]
    return found[-TERMS:]


def lay_ground(*, pairings: int, day: date) -> None:
    pairs = [Pair(number) for number in range(1, pairings + 1)]
    terms = terms_of(day)
    _lay_bureaus(pairs[-1].county, terms=terms)
    _lay_schools(pairs)
    _lay_people(pairs)
    _lay_pairings(pairs, starts_on=terms[0][2], ends_on=terms[-1][3])
    _lay_duties(pairs)


def _lay_bureaus(counties: int, *, terms: list) -> None:
    province = Bureau.objects.create(pk=1, name="青川省教育厅", short_name="省教育厅")
    Bureau.objects.bulk_create(
        Bureau(pk=number + 1, name=f"第{number}县教育局", parent=province, order=number)
        for number in range(1, counties + 1)
    )
    SupportArea.objects.bulk_create(
        SupportArea(pk=number, code=f"area-{number}", name=f"帮扶方面{number}", order=number)
        for number in range(1, AREAS + 1)
    )
    Term.objects.bulk_create(
        Term(
            bureau_id=county + 1,
            school_year=year,
            season=season,
            stage=stage,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        for county in range(1, counties + 1)
        for year, season, starts_on, ends_on in terms
        for stage in STAGES
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(day=date(year, 10, day), kind="holiday", name="国庆节")
        for year in sorted({term[0] for term in terms})
        for day in range(1, 8)
    )
    Programme.objects.bulk_create(
        Programme(pk=county, bureau_id=county + 1, name="学校结对帮扶行动")
        for county in range(1, counties + 1)
    )


def _schools(pairs: list[Pair]) -> Iterator[tuple[int, Pair, str]]:
    """Number, pairing and kind of every school; a few supporting ones stand in no pairing."""
    for pair in pairs:
        yield pair.number * 2 - 1, pair, "中心学校"
        yield pair.number * 2, pair, "小学"


def _lay_schools(pairs: list[Pair]) -> None:
    names = ("id", "bureau_id", "name", "short_name", "stages", "district", "order", "sort_key")
    stages = json.dumps(sorted(STAGES))
    Table(School, *names).write(
        [
            (
                number,
                pair.county + 1,
                f"第{pair.county}县第{number}{kind}",
                f"第{number}{kind}",
                stages,
                f"第{pair.county}县第{number % 5 + 1}学区",
                number,
                f"{number:07}",
            )
            for number, pair, kind in _schools(pairs)
        ]
    )


def _lay_people(pairs: list[Pair]) -> None:
    password, since = make_password(None), plain(date(2020, 1, 1))
    numbers = [number for number, _pair, _kind in _schools(pairs)]
    users = [(1, BUREAU_USER, "厅管理员")]
    users += [(n + 1, f"bench-{n}", f"联络员{n}") for n in numbers]
    Table(User, "id", "username", "display_name", "password", "date_joined").write(
        [(*user, password, f"{since} 00:00:00") for user in users]
    )
    Membership.objects.create(user_id=1, role="bureau_staff", bureau_id=1)
    Table(Membership, "user_id", "role", "school_id").write(
        [(Side(n).liaison, "liaison", n) for n in numbers]
    )
    posts = [(json.dumps(roles), json.dumps(marks), head) for roles, marks, head in PEOPLE]
    names = ("id", "school_id", "name", "roles", "qualifications", "is_head", "sort_key")
    Table(Person, *names).write(
        [
            (pk := Side(n).person(place), n, f"教师{pk}", roles, marks, int(head), f"{pk:07}")
            for n in numbers
            for place, (roles, marks, head) in enumerate(posts)
        ]
    )


def _lay_pairings(pairs: list[Pair], *, starts_on: date, ends_on: date) -> None:
    first, last = plain(starts_on), plain(ends_on)
    drafted, signed = plain(starts_on - 20 * ONE_DAY), plain(starts_on - 10 * ONE_DAY)
    names = ("id", "code", "supporting_school_id", "receiving_school_id", "programme_id")
    Table(Pairing, *names, "starts_on", "order").write(
        [
            (
                *(p.number, f"BJ-{p.number:06}", p.supporting.school, p.receiving.school),
                *(p.county, first, p.number),
            )
            for p in pairs
        ]
    )
    names = ("id", "number", "pairing_id", "title", "starts_on", "ends_on", "state")
    Table(Agreement, *names, "created_on").write(
        [
            (
                *(p.number, f"XY-{p.number:06}", p.number, "学校结对帮扶协议书", first, last),
                *(AgreementState.IN_FORCE.value, drafted),
            )
            for p in pairs
        ]
    )
    names = ("agreement_id", "side", "signer_name", "signed_on", "sealed_on", "method")
    Table(Signature, *names, "entered_at").write(
        [
            (p.number, side, "校长", signed, signed, "scan", f"{signed} 01:00:00")
            for p in pairs
            for side in ("supporting", "receiving")
        ]
    )
    names = ("id", "pairing_id", "kind", "mentor_id", "person_id", "subject", "starts_on")
    Table(RosterEntry, *names, "entered_on").write(
        [
            (
                *(p.mentor_pair(place), p.number, "mentor_pairs"),
                *(p.supporting.person(6 - place), p.receiving.person(7 - place)),
                *("chinese", first, first),
            )
            for p in pairs
            for place in range(MENTOR_PAIRS)
        ]
    )


def _lay_duties(pairs: list[Pair]) -> None:
    """Four sections of one clause each; every pairing has its own four of the twelve areas."""
    names = ("id", "agreement_id", "parent_id", "order", "label", "heading", "support_area_id")
    sections, items = [], []
    for p in pairs:
        for place in range(SECTIONS):
            pk = (p.number - 1) * SECTIONS + place + 1
            area = (p.number + place * 3) % AREAS + 1
            sections.append((2 * pk - 1, p.number, None, place + 1, f"（{place + 1}）", "帮扶"))
            sections[-1] += (area,)
            items.append((2 * pk, p.number, 2 * pk - 1, 1, "1.", "", None))
    Table(Clause, *names).write(sections + items)
    for place, duty in enumerate(DUTIES):
        fields = {name: plain(value) for name, value in duty.items()}
        whole = SHARES.get(place)
        table = Table(Obligation, "id", "clause_id", "order", "part_of_id", *fields)
        section = place * SECTIONS // len(DUTIES)
        table.write(
            [
                (
                    p.duty(place),
                    2 * ((p.number - 1) * SECTIONS + section + 1),
                    place + 1,
                    None if whole is None else p.duty(whole),
                    *fields.values(),
                )
                for p in pairs
            ]
        )
