"""The rows a page is made of: one named function for each, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from activities.models import Activity, ActivityLink, ActivityState, ActivityStep
from agreements.models import Agreement, Obligation
from compliance.models import StoredVerdict
from pairing.models import GroupRole, Pairing, PairingMember


def pairings_of_schools(user, *, school_ids: Iterable[int]) -> QuerySet[Pairing]:
    """The open pairings that any of the user's own schools is a side of."""
    ours = Q(supporting_school__in=school_ids) | Q(receiving_school__in=school_ids)
    rows = Pairing.objects.visible_to(user).open().filter(ours)
    return rows.select_related("supporting_school", "receiving_school", "programme")


def with_obligations(rows: QuerySet[StoredVerdict]) -> QuerySet[StoredVerdict]:
    return rows.select_related("obligation").prefetch_related("obligation__shares")


def of_days(
    rows: QuerySet[StoredVerdict], *, first: date, last: date
) -> QuerySet[StoredVerdict]:
    """Verdicts of windows that share a day with the days from ``first`` to ``last``, the days
    of grace included."""
    return rows.filter(starts_on__lte=last, closes_on__gte=first)


def pending_links(pairings: Iterable[Pairing]) -> QuerySet[ActivityLink]:
    """What waits for confirmation in ``pairings``, oldest entry first."""
    return (
        ActivityLink.objects.filter(pairing__in=pairings, state=ActivityState.PENDING)
        .select_related(
            "activity__school", "pairing__supporting_school", "pairing__receiving_school"
        )
        .prefetch_related("activity__heads", "activity__participants")
        .order_by("activity__entered_at", "pk")
    )


def activities_for_lines(ids: Iterable[int], *, pairing: Pairing) -> dict[int, Activity]:
    """Activities by id, each with its link in ``pairing`` (``ours``) and who did what to it."""
    steps = ActivityStep.objects.select_related("by")
    links = ActivityLink.objects.filter(pairing=pairing).prefetch_related(
        Prefetch("steps", queryset=steps)
    )
    rows = (
        Activity.objects.filter(pk__in=list(ids), links__pairing=pairing)
        .select_related("school", "logged_by", "logged_by_school")
        .prefetch_related("heads", "participants", Prefetch("links", links, to_attr="ours"))
    )
    return {row.pk: row for row in rows}


def agreements_of(pairing: Pairing) -> list[Agreement]:
    """The main agreements of a pairing, the latest first, with what their heads show."""
    return list(
        pairing.agreements.main()
        .order_by("-starts_on", "-pk")
        .prefetch_related("signatures", "suspensions")
    )


def obligations_of(pairing: Pairing) -> list[Obligation]:
    """Every version of every duty of a pairing, in the order of the clauses."""
    return list(
        Obligation.objects.filter(clause__agreement__pairing=pairing)
        .select_related("clause__parent", "clause__agreement", "replaces")
        .prefetch_related("shares", "quotas")
    )


def liaisons_of(pairing: Pairing) -> dict[int, PairingMember]:
    """The liaison of each side, by school."""
    rows = PairingMember.objects.filter(pairing=pairing, role=GroupRole.LIAISON)
    return {row.person.school_id: row for row in rows.select_related("person")}
