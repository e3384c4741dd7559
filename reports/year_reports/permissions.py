"""Who may read, write, agree to, submit and judge a report."""

from pairing.access import scope_of
from pairing.models import School
from pairing.permissions import (
    is_staff_over,
    own_school_ids,
    principal_school_ids,
    staff_bureau_ids,
)
from reports.year_reports.subjects import Subject


def can_read_school(user, school: School) -> bool:
    """A school's whole year tells of all its partners: its own people and its bureau alone."""
    scope = scope_of(user)
    is_own = school.pk in own_school_ids(user)
    return is_own or scope.everything or school.bureau_id in scope.bureau_ids


def can_write(user, about: Subject) -> bool:
    """Liaisons and principals of the schools it is about."""
    return bool({school.pk for school in about.schools} & own_school_ids(user))


def can_agree(user, about: Subject) -> bool:
    return about.helper is not None and about.helper.pk in principal_school_ids(user)


def can_submit(user, about: Subject) -> bool:
    return about.issuer.pk in principal_school_ids(user)


def can_judge(user, about: Subject) -> bool:
    """Accepts or returns: staff of a bureau above."""
    if about.pairing:
        return is_staff_over(user, about.pairing)
    return about.school.bureau_id in staff_bureau_ids(user)


def can_order(user, about: Subject) -> bool:
    """May order its papers: whoever may read it and acts for a school or sees an area."""
    scope = scope_of(user)
    return can_write(user, about) or scope.everything or bool(scope.bureau_ids)
