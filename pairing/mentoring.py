"""What is unusual about a mentor group: findings, as data. Nothing is refused; both schools
read them before they agree. ``pairing.wording`` puts them into words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pairing.models import MentorGroup, Person
from pairing.vocabulary import Qualification

# 师傅：学科带头人、骨干教师、优秀教师、名师、高级职称; 徒弟：青年教师、新教师
GUIDING = frozenset(
    {
        Qualification.EXCELLENT,
        Qualification.BACKBONE,
        Qualification.SUBJECT_LEADER,
        Qualification.FAMOUS,
        Qualification.SENIOR_TITLE,
    }
)
GUIDED = frozenset({Qualification.YOUNG, Qualification.NEW_TEACHER})
MOST_MENTEES = 3  # of one mentor, over all running groups


class MentorFinding(StrEnum):
    MENTOR_UNMARKED = "mentor_unmarked"  # name
    MENTEE_NOT_YOUNG = "mentee_not_young"  # name
    SAME_SCHOOL = "same_school"
    OTHER_SUBJECT = "other_subject"  # name
    ALREADY_GUIDED = "already_guided"  # name mentor
    MANY_MENTEES = "many_mentees"  # name mentees
    HAS_LEFT = "has_left"  # name left_on


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorRemark:
    finding: MentorFinding
    facts: dict = field(default_factory=dict)


def mentor_remarks(
    group: MentorGroup, *, others: Iterable[MentorGroup], on: date
) -> list[MentorRemark]:
    """``others`` are the running groups of the pairing; one that this replaces, and itself,
    are left out. Reads the members, no query of its own."""
    others = [g for g in others if g.pk not in (group.pk, group.replaces_id)]
    found = []
    for mentor in group.mentors:
        found += _about_mentor(mentor, group=group, others=others, on=on)
    for mentee in group.mentees:
        found += _about_mentee(mentee, group=group, others=others, on=on)
    schools = {person.school_id for person in (*group.mentors, *group.mentees)}
    if len(schools) == 1:
        found.append(MentorRemark(finding=MentorFinding.SAME_SCHOOL))
    return found


def _about_mentor(mentor: Person, *, group: MentorGroup, others: list, on: date):
    if not GUIDING & set(mentor.qualifications):
        yield _remark(MentorFinding.MENTOR_UNMARKED, mentor)
    if group.subject and mentor.subjects and group.subject not in mentor.subjects:
        yield _remark(MentorFinding.OTHER_SUBJECT, mentor)
    guided = {p.pk for g in (group, *others) if mentor in g.mentors for p in g.mentees}
    if len(guided) > MOST_MENTEES:
        yield _remark(MentorFinding.MANY_MENTEES, mentor, mentees=len(guided))
    yield from _left(mentor, on=on)


def _about_mentee(mentee: Person, *, group: MentorGroup, others: list, on: date):
    if not GUIDED & set(mentee.qualifications):
        yield _remark(MentorFinding.MENTEE_NOT_YOUNG, mentee)
    for other in others:
        if mentee in other.mentees and other.subject == group.subject:
            names = ", ".join(person.name for person in other.mentors)
            yield _remark(MentorFinding.ALREADY_GUIDED, mentee, mentor=names)
            break
    yield from _left(mentee, on=on)


def _left(person: Person, *, on: date):
    if person.left_on is not None and person.left_on < on:
        yield _remark(MentorFinding.HAS_LEFT, person, left_on=person.left_on.isoformat())


def _remark(finding: MentorFinding, person: Person, **facts) -> MentorRemark:
    return MentorRemark(finding=finding, facts={"name": person.name} | facts)
