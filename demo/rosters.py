"""Who stands on the rosters of the demo's pairings: those whom a duty counts one by one."""

from pairing.models import Pairing, Person, RosterEntry, School

WITH_MENTORS = ("QL-JD-003", "QL-JD-008")
WITH_SCHOOLS = ("QL-JD-016",)
STRONG_SCHOOLS = ("青岚县第一中学", "青岚县育才初级中学")
# Code of the pairing, side, and which of that side's people are the roster's teachers.
TEACHERS = (
    ("QL-JD-003", "receiving", slice(12, 15)),
    ("QL-JD-008", "receiving", slice(12, 15)),
    ("QL-JD-016", "supporting", slice(12, 14)),
    ("QL-JD-017", "supporting", slice(17, 19)),
    ("QL-JD-019", "receiving", slice(12, 15)),
)


def load_rosters(pairings: dict[str, Pairing]) -> None:
    for code in WITH_MENTORS:
        _load_mentors(pairings[code])
    for code, side, which in TEACHERS:
        for person in _people(pairings[code], side)[which]:
            _enter(pairings[code], kind="teachers", person=person)
    for code in WITH_SCHOOLS:
        for school in School.objects.filter(name__in=STRONG_SCHOOLS):
            _enter(pairings[code], kind="schools", school=school)


def _load_mentors(pairing: Pairing) -> None:
    """Three mentors for three mentees."""
    mentors = _people(pairing, "supporting")[7:10]
    mentees = _people(pairing, "receiving")[12:15]
    for mentor, mentee in zip(mentors, mentees, strict=True):
        _enter(pairing, kind="mentor_pairs", mentor=mentor, person=mentee)


def _people(pairing: Pairing, side: str) -> list[Person]:
    return list(pairing.school_on(side).people.order_by("phone"))


def _enter(pairing: Pairing, *, kind: str, mentor=None, person=None, school=None) -> None:
    RosterEntry.objects.update_or_create(
        pairing=pairing,
        kind=kind,
        mentor=mentor,
        person=person,
        school=school,
        defaults={
            "subject": "chinese" if mentor else "",
            "starts_on": pairing.starts_on,
            "entered_on": pairing.starts_on,
        },
    )
