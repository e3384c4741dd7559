"""What a person may do, as named answers. Which rows somebody sees: ``visible_to`` says."""

from pairing.access import bureaus_below, memberships_of
from pairing.models import Bureau, MembershipRole, Pairing, Proposal, School


def _ids(user, role: MembershipRole, of: str) -> frozenset[int]:
    return frozenset(getattr(m, of) for m in memberships_of(user) if m.role == role)


# --- Roles ------------------------------------------------------------------------------------
def is_bureau_staff(user) -> bool:
    """Works at a bureau, or keeps the whole site."""
    return user.is_active and (
        user.is_superuser or bool(_ids(user, MembershipRole.BUREAU_STAFF, "bureau_id"))
    )


def is_inspector(user) -> bool:
    return bool(_ids(user, MembershipRole.INSPECTOR, "bureau_id"))


def is_liaison(user) -> bool:
    return bool(liaison_school_ids(user))


def is_principal(user) -> bool:
    return bool(principal_school_ids(user))


def is_of_a_bureau(user) -> bool:
    """Sees a whole area: bureau staff and inspectors."""
    return is_bureau_staff(user) or is_inspector(user)


# --- Whose ------------------------------------------------------------------------------------
def liaison_school_ids(user) -> frozenset[int]:
    return _ids(user, MembershipRole.LIAISON, "school_id")


def principal_school_ids(user) -> frozenset[int]:
    return _ids(user, MembershipRole.PRINCIPAL, "school_id")


def own_school_ids(user) -> frozenset[int]:
    """The schools the person acts for, as liaison or as principal."""
    return liaison_school_ids(user) | principal_school_ids(user)


def staff_bureau_ids(user) -> frozenset[int]:
    """The bureaus the person works for and those below them; all of them for a superuser."""
    if user.is_active and user.is_superuser:
        return frozenset(Bureau.objects.values_list("pk", flat=True))
    own = set(_ids(user, MembershipRole.BUREAU_STAFF, "bureau_id"))
    return frozenset(bureaus_below(user, own))


# --- Acts -------------------------------------------------------------------------------------
def can_log(user) -> bool:
    """May log activities at all, for some school."""
    return is_liaison(user)


def can_log_for(user, school: School) -> bool:
    return school.pk in liaison_school_ids(user)


def can_answer(user, proposal: Proposal, pairing: Pairing) -> bool:
    """Liaison or principal of the other side. Whoever also speaks for the school that proposed
    it may not: nobody answers the own question."""
    own = own_school_ids(user)
    others = {pairing.supporting_school_id, pairing.receiving_school_id}
    others -= {proposal.proposed_by_school_id}
    return proposal.proposed_by_school_id not in own and bool(own & others)


def own_side(user, pairing: Pairing) -> School | None:
    """The school of ``pairing`` the person is a liaison of; the supporting one for both."""
    own = liaison_school_ids(user)
    for school in (pairing.supporting_school, pairing.receiving_school):
        if school.pk in own:
            return school
    return None


def can_sign_for(user, school: School) -> bool:
    return school.pk in principal_school_ids(user)


def can_download_for(user, pairing: Pairing) -> bool:
    """May order the papers of ``pairing``: principals and liaisons of its two schools, and
    staff and inspectors who see it."""
    sides = {pairing.supporting_school_id, pairing.receiving_school_id}
    return bool(sides & own_school_ids(user)) or is_of_a_bureau(user)


def is_staff_over(user, pairing: Pairing) -> bool:
    """Works at a bureau above one of the two schools: may decide for the pairing (waivers,
    suspension, termination). Reads both schools."""
    bureaus = {pairing.supporting_school.bureau_id, pairing.receiving_school.bureau_id}
    return bool(bureaus & staff_bureau_ids(user))
