"""After logging or confirming: what it counts for, and what is still owed."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from activities.models import Activity, ActivityLink
from agreements.models import Obligation
from compliance.facts import cases
from compliance.frozen import filings_of
from compliance.presenters.activities import line_of
from compliance.presenters.answers import Awaited, answer_of
from compliance.wording import all_of
from pairing.models import GroupRole, Pairing
from pairing.permissions import is_liaison


def activity_answer(request, pk):
    rows = Activity.objects.visible_to(request.user).select_related(
        "school", "logged_by_school"
    )
    activity = get_object_or_404(rows.prefetch_related("heads", "participants"), pk=pk)
    links = ActivityLink.objects.filter(
        activity=activity, pairing__in=Pairing.objects.visible_to(request.user)
    ).select_related("activity", "pairing__supporting_school", "pairing__receiving_school")
    context = {
        "nav": "log",
        "activity": activity,
        "line": line_of(activity),
        "answers": [_answer(link, on=timezone.localdate()) for link in links],
        "can_log": is_liaison(request.user),
    }
    return render(request, "compliance/answer.html", context)


def _answer(link: ActivityLink, *, on):
    found = [case for _, case in cases([link.pairing])]
    ids = [duty.id for case in found for duty in case.obligations]
    duties = Obligation.objects.filter(pk__in=ids).select_related("clause__parent")
    logged_by = link.pairing.side_of(link.activity.logged_by_school_id)
    other = link.pairing.school_on("receiving" if logged_by == "supporting" else "supporting")
    seats = link.pairing.members.filter(role=GroupRole.LIAISON, person__school=other)
    return answer_of(
        link,
        found,
        {row.pk: row for row in duties.prefetch_related("shares", "quotas")},
        filings=filings_of([link.pairing_id]).get(link.pairing_id, ()),
        awaited=Awaited(
            other.label, all_of(seat.person.name for seat in seats.select_related("person"))
        ),
        on=on,
    )
