"""Accounts of schools and bureaus: opening one, giving a role, taking it back."""

from datetime import datetime

from django.db import transaction

from pairing.models import Membership, MembershipRole, Person
from pairing.services.errors import AccountTakenError
from records.models import User
from records.services import write_event


@transaction.atomic
def open_account(
    account: User,
    *,
    password: str,
    membership: Membership,
    person: Person | None = None,
    by: User | None,
    at: datetime,
) -> Membership:
    """Save the new ``account`` with a first password and its first role. ``person`` is the row
    of the same human in the school's list of staff. Raises AccountTakenError."""
    if User.objects.filter(username=account.username).exists():
        raise AccountTakenError(account)
    account.set_password(password)
    account.save(force_insert=True)
    if person is not None:
        person.user = account
        person.save(update_fields=["user"])
    write_event(account, verb="account.opened", by=by, at=at, username=account.username)
    membership.user = account
    return give_role(membership, by=by, at=at)


@transaction.atomic
def give_role(membership: Membership, *, by: User | None, at: datetime) -> Membership:
    """Save a new role. Bureau staff may enter the administration."""
    membership.save(force_insert=True)
    _set_door(membership.user)
    write_event(membership.user, verb="account.role_given", by=by, at=at, role=str(membership))
    return membership


@transaction.atomic
def revoke_role(membership: Membership, *, by: User | None, at: datetime) -> None:
    """Take the role back; what was done under it stays. The last bureau role closes the
    administration."""
    account, words = membership.user, str(membership)
    membership.delete()
    _set_door(account)
    write_event(account, verb="account.role_revoked", by=by, at=at, role=words)


def _set_door(account: User) -> None:
    """``is_staff`` follows from the roles; a superuser keeps the key."""
    roles = account.memberships.filter(role=MembershipRole.BUREAU_STAFF)
    account.is_staff = account.is_superuser or roles.exists()
    account.save(update_fields=["is_staff"])


@transaction.atomic
def set_password(account: User, *, password: str, by: User | None, at: datetime) -> User:
    """Give somebody who lost it a new first password; open sessions end."""
    account.set_password(password)
    account.save(update_fields=["password"])
    write_event(account, verb="account.password_set", by=by, at=at, username=account.username)
    return account
