"""Agreements that wait for a person, as lines of the home pages. Who is waited for says
``agreements.waiting``; the people are those who would be reminded."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import BEFORE_SIGNING, Agreement, AgreementState
from agreements.services import takes_system
from agreements.waiting import BY_PRINCIPALS, RETURNED, Due, Found, waiting_among
from pairing.permissions import (
    is_bureau_staff,
    is_inspector,
    own_school_ids,
    principal_school_ids,
    staff_bureau_ids,
)
from records.models import User
from records.todos import MOST, Todo, source

# A draft that is being written has been asked of nobody: there is no line for it.
SCHOOL_ACTS = {
    Due.REWORK: gettext_lazy("Rework the draft that was returned"),
    Due.AGREE: gettext_lazy("Read the draft and agree to it"),
    Due.OPEN: gettext_lazy("Open the agreed text for signing"),
    Due.SIGN: gettext_lazy("Read the agreement and sign it"),
    Due.SEAL: gettext_lazy("Send the scan with the seal"),
}
BUREAU_ACTS = {
    Due.APPROVE: gettext_lazy("Approve what both schools agreed on"),
    Due.OPEN: SCHOOL_ACTS[Due.OPEN],
}
AT_THE_FORM = (Due.AGREE, Due.APPROVE, Due.SIGN)  # the page has a place for these: #turn


@source
def of_schools(user: User, *, on: date) -> Iterator[Todo]:
    """What waits for the person's own schools; one query where nothing is under way, five at
    most, and those of the drafts that one principal has agreed to."""
    own, heads = own_school_ids(user), principal_school_ids(user)
    if not own:
        return
    ours = Q(pairing__supporting_school__in=own) | Q(pairing__receiving_school__in=own)
    rows = _under_way(user).filter(ours, state__in=(*BEFORE_SIGNING, AgreementState.SIGNING))
    for found in waiting_among(rows.prefetch_related("signatures", "assents")[:MOST]):
        due = found.waiting.due
        asked = heads if due in BY_PRINCIPALS else own
        if due in SCHOOL_ACTS and asked & _waited_for(found):
            yield _todo(found, act=_school_act(found), on=on)


def of_bureau(user: User, *, on: date) -> Iterator[Todo]:
    """What waits for the person as staff of a bureau; one query more than ``for_bureau``."""
    for found in waiting_among(for_bureau(user)[:MOST]):
        if (act := BUREAU_ACTS.get(found.waiting.due)) is not None:
            yield _todo(found, act=str(act), on=on)


def for_bureau(user: User) -> QuerySet[Agreement]:
    """Those agreed on or approved, in the sight of a bureau's staff; none for anybody else."""
    rows = _under_way(user).filter(state__in=(AgreementState.AGREED, AgreementState.APPROVED))
    if not is_bureau_staff(user):
        return rows.none()
    if not is_inspector(user):
        return rows
    own = staff_bureau_ids(user)  # what is only inspected is nothing to decide about
    above = Q(pairing__supporting_school__bureau__in=own)
    return rows.filter(above | Q(pairing__receiving_school__bureau__in=own))


def _under_way(user: User) -> QuerySet[Agreement]:
    """Of pairings that have not ended: in one that has, nothing is agreed or signed."""
    rows = Agreement.objects.visible_to(user).filter(pairing__ended_on=None)
    return rows.for_list().select_related("pairing__programme").order_by("pk")


def _waited_for(found: Found) -> set[int]:
    pairing = found.agreement.pairing
    return {pairing.school_on(side).pk for side in found.waiting.sides}


def _school_act(found: Found) -> str:
    due = found.waiting.due
    if due == Due.SIGN and not takes_system(found.agreement):
        return _("Sign it on paper and send the scan")
    return str(SCHOOL_ACTS[due])


def _todo(found: Found, *, act: str, on: date) -> Todo:
    agreement, since = found.agreement, found.waiting.since
    pairing = agreement.pairing
    sides = f"{pairing.supporting_school.label} → {pairing.receiving_school.label}"
    anchor = "#turn" if found.waiting.due in AT_THE_FORM else ""
    is_back = found.waiting.due == Due.REWORK
    return Todo(
        act=act,
        about=f"{agreement.number} · {sides}",
        address=reverse("agreement", args=[agreement.pk]) + anchor,
        on=on,
        since_on=localtime(since).date() if since else None,
        note=_note(found) if is_back else "",
        mark="back" if is_back else "",
        tag=_("Returned") if is_back else "",
    )


def _note(found: Found) -> str:
    """What whoever returned it wrote."""
    if found.last is None or found.last.verb not in RETURNED:
        return ""
    return found.last.facts.get("note") or found.last.facts.get("reason", "")
