"""What a person may do about verdicts."""

from agreements.models import Obligation
from compliance.deciding.windows import owing_schools
from pairing.access import scope_of
from pairing.models import Pairing, School
from pairing.permissions import is_staff_over, own_school_ids


def can_waive(user, pairing: Pairing) -> bool:
    """Lift the minimum of one window: staff of the bureau (or one above it), nobody else."""
    return is_staff_over(user, pairing)


def can_file(user, pairing: Pairing) -> bool:
    """File a school year: staff of the bureau (or one above it); a school never does."""
    return is_staff_over(user, pairing)


def can_follow_up(user, pairing: Pairing) -> bool:
    """Ask for an explanation, answer make-ups, leave it at that: staff of the bureau."""
    return is_staff_over(user, pairing)


def can_record_violation(user, pairing: Pairing) -> bool:
    """Inspectors and staff of a bureau above one of the schools; nobody of a school."""
    scope = scope_of(user)
    bureaus = {pairing.supporting_school.bureau_id, pairing.receiving_school.bureau_id}
    return scope.everything or bool(bureaus & scope.bureau_ids)


def school_to_answer(user, obligation: Obligation) -> School | None:
    """The owing school the person speaks for, as liaison or principal."""
    own = own_school_ids(user)
    return next((s for s in owing_schools(obligation) if s.pk in own), None)
