"""The rows each page about activities shows, always starting from what the reader sees."""

from django.db.models import Max, Q, QuerySet

from activities.models import ActivityLink, ActivityState, ActivityStep
from pairing.models import Pairing
from pairing.permissions import is_of_a_bureau, liaison_school_ids, own_school_ids


def pairings_to_log(user) -> list[Pairing]:
    """The pairings the reader may log for, those that are over last."""
    own = liaison_school_ids(user)
    mine = Q(supporting_school__in=own) | Q(receiving_school__in=own)
    rows = (
        Pairing.objects.visible_to(user)
        .filter(mine)
        .select_related("supporting_school", "receiving_school")
    )
    return sorted(rows, key=lambda pairing: pairing.ended_on is not None)


def usual_pairing(user, pairings: list[Pairing]) -> Pairing:
    """The pairing of what the reader's schools logged last, else the first."""
    last = (
        ActivityLink.objects.filter(
            activity__logged_by_school__in=liaison_school_ids(user), pairing__in=pairings
        )
        .exclude(state=ActivityState.VOIDED)
        .order_by("-activity__entered_at", "pk")
        .values_list("pairing", flat=True)
        .first()
    )
    return next((pairing for pairing in pairings if pairing.pk == last), pairings[0])


def _links(user) -> QuerySet[ActivityLink]:
    """Links of pairings the reader sees, with everything a card shows."""
    return (
        ActivityLink.objects.filter(pairing__in=Pairing.objects.visible_to(user))
        .select_related(
            "pairing__supporting_school",
            "pairing__receiving_school",
            "pairing__programme",
            "activity__school",
            "activity__sub_site",
            "activity__logged_by",
            "activity__logged_by_school",
            "activity__donation",
        )
        .prefetch_related(
            "activity__donation__lines",
            "activity__heads__school",
            "activity__participants",
            "activity__done_by",
            "activity__files",
        )
    )


def _of(school_ids) -> Q:
    return Q(pairing__supporting_school__in=school_ids) | Q(
        pairing__receiving_school__in=school_ids
    )


def _oldest_first(rows: QuerySet[ActivityLink]) -> QuerySet[ActivityLink]:
    """By the day the link was last sent (``sent_on``)."""
    sent = Max("steps__on", filter=Q(steps__state=ActivityState.PENDING))
    return rows.annotate(sent_on=sent).order_by("sent_on", "pk")


def awaiting_me(user) -> QuerySet[ActivityLink]:
    """What the other schools logged and this reader may confirm, oldest first."""
    own = own_school_ids(user)
    rows = _links(user).filter(_of(own), state=ActivityState.PENDING)
    return _oldest_first(rows.exclude(activity__logged_by_school__in=own))


def awaiting_others(user) -> QuerySet[ActivityLink]:
    """What waits for somebody else: the own entries of a school, everything of an area."""
    rows = _links(user).filter(state=ActivityState.PENDING)
    own = own_school_ids(user)
    if not is_of_a_bureau(user) and not user.is_superuser:
        rows = rows.filter(activity__logged_by_school__in=own)
    return _oldest_first(rows)


def answered(user) -> QuerySet[ActivityLink]:
    """What the reader's schools confirmed or returned, the latest first."""
    own = own_school_ids(user)
    rows = _links(user).filter(_of(own)).exclude(activity__logged_by_school__in=own)
    states = (ActivityState.CONFIRMED, ActivityState.RETURNED, ActivityState.VOIDED)
    sent = ActivityLink.objects.sent()  # a draft may be voided too, and stays in its house
    rows = rows.filter(state__in=states, pk__in=sent.values("pk")).annotate(
        answered_at=Max("steps__at")
    )
    return rows.order_by("-answered_at", "-pk")


def steps_of(activity) -> QuerySet[ActivityStep]:
    """What happened to the activity in every pairing, first to last."""
    rows = ActivityStep.objects.filter(link__activity=activity)
    return rows.select_related("by", "link__pairing").order_by("at", "pk")


def ledger_links(
    activities: QuerySet, *, user, pairing=None, state=""
) -> QuerySet[ActivityLink]:
    """One row for each of ``activities`` in each pairing the reader sees (or in ``pairing``,
    in ``state``), newest first, with what an export needs."""
    rows = ActivityLink.objects.filter(
        activity__in=activities.values("pk"), pairing__in=Pairing.objects.visible_to(user)
    )
    rows = rows.filter(pairing=pairing) if pairing else rows
    rows = rows.filter(state=state) if state else rows
    return (
        rows.select_related(
            "activity__logged_by",
            "activity__logged_by_school",
            "activity__school",
            "activity__sub_site",
            "pairing__supporting_school",
            "pairing__receiving_school",
        )
        .prefetch_related("activity__heads")
        .order_by("-activity__starts_on", "-activity__number", "pairing")
    )
