"""What a person may do about verdicts."""

from pairing.models import Pairing
from pairing.permissions import is_staff_over


def can_waive(user, pairing: Pairing) -> bool:
    """Lift the minimum of one window: staff of the bureau (or one above it), nobody else."""
    return is_staff_over(user, pairing)


def can_file(user, pairing: Pairing) -> bool:
    """File a school year: staff of the bureau (or one above it); a school never does."""
    return is_staff_over(user, pairing)
