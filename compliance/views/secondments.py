"""The file of a secondee: days, post, appraisals, certificate; and sending an appraisal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities import services
from activities.facts import Facts
from activities.models import Activity, ActivityLink, ActivityState
from activities.views.desk import standing_of
from activities.views.page import links_seen
from activities.views.refusals import SENTENCES
from activities.views.secondments import stay_seen
from agreements.models import Obligation
from compliance.facts import cases
from compliance.presenters.dossiers import Appraisal, appraisals_of
from pairing.models import Pairing, School
from pairing.permissions import liaison_school_ids, own_side


@require_safe
def secondment(request: HttpRequest, pk: int):
    activity = stay_seen(request, pk)
    on = timezone.localdate()
    link = _link(request, activity)
    pairing = link.pairing
    stay = getattr(activity, "secondment", None)
    own = own_side(request.user, pairing)
    ends = list(stay.ends.select_related("proposed_by_school", "answered_by")) if stay else []
    waiting = next((end for end in ends if end.is_waiting), None)
    last_on = (stay and stay.ended_on) or activity.ends_on
    context = {
        "nav": "pairings",
        "activity": activity,
        "pairing": pairing,
        "link": link,
        "stay": stay,
        "own": own,
        "people": list(activity.participants.all()),
        "route": route_of(activity, pairing),
        "last_on": last_on,
        "days": (last_on - activity.starts_on).days + 1,
        "runs": activity.starts_on <= on < last_on and link.state == ActivityState.CONFIRMED,
        "is_over": last_on <= on and link.state == ActivityState.CONFIRMED,
        "end": waiting,
        "end_may": standing_of(waiting, user=request.user, pairing=pairing, own=own)
        if waiting
        else {},
        "lines": [
            _line(paper, user=request.user, link=link, on=on)
            for paper in _appraisals(activity, pairing, on=on)
        ],
    }
    return render(request, "compliance/secondment.html", context)


@require_POST
def secondment_appraise(request: HttpRequest, pk: int):
    """Send one of the papers the file asks for, with everything filled in."""
    activity = stay_seen(request, pk)
    on = timezone.localdate()
    link = _link(request, activity)
    pairing = link.pairing
    paper = _chosen(request, _appraisals(activity, pairing, on=on))
    token = _token(request)
    if paper is None or token is None or link.state != ActivityState.CONFIRMED:
        messages.error(request, _("This appraisal is not asked for any more."))
        return redirect("secondment", pk)
    if not paper.is_missing:
        messages.info(request, _("This appraisal is in already; nothing was entered twice."))
        return redirect("secondment", pk)
    school = pairing.school_on(paper.side.value)
    try:
        row = services.log(
            _facts(activity, paper, pairing=pairing, school=school, on=on),
            school=school,
            token=token,
            by=request.user,
            at=timezone.now(),
            is_submitted=True,
        )
    except services.ActivityChangeError as error:
        raise PermissionDenied(SENTENCES[type(error)]) from error
    messages.success(request, _("Sent. The signed paper can be added here as a PDF."))
    return redirect("activity", row.pk)


def _facts(
    activity: Activity, paper: Appraisal, *, pairing: Pairing, school: School, on: date
) -> Facts:
    names = "、".join(person.name for person in activity.participants.all())
    return Facts(
        type=paper.type,
        starts_on=on,
        ends_on=on,
        pairings=(pairing,),
        done_by=(school,),
        school=school,
        summary=names,
        stages=tuple(activity.stages),
        follows=activity,
        for_window_starts_on=paper.names_window,
    )


def _chosen(request, papers: list[Appraisal]) -> Appraisal | None:
    asked = (request.POST.get("obligation", ""), request.POST.get("side", ""))
    return next((p for p in papers if (str(p.obligation_id), p.side.value) == asked), None)


def _token(request) -> UUID | None:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def _appraisals(activity: Activity, pairing: Pairing, *, on: date) -> list[Appraisal]:
    found = [case for _agreement, case in cases([pairing])]
    ids = [duty.id for case in found for duty in case.obligations]
    rows = Obligation.objects.filter(pk__in=ids).select_related("clause__parent")
    duties = {row.pk: row for row in rows}
    return appraisals_of(activity.pk, found, duties, pairing_id=pairing.pk, on=on)


def _line(paper: Appraisal, *, user, link: ActivityLink, on: date) -> dict:
    """Nobody appraises a stay that the other school has not confirmed."""
    school = link.pairing.school_on(paper.side.value)
    is_asked = paper.state is None and link.state == ActivityState.CONFIRMED
    return {
        "paper": paper,
        "school": school,
        "is_late": paper.is_late(on),
        "can_send": is_asked and school.pk in liaison_school_ids(user),
        "token": uuid4(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who sent and who hosts, with their sides."""

    sending: School | None
    host: School | None
    sending_side: str
    host_side: str


def route_of(activity: Activity, pairing: Pairing) -> Route:
    sending = next((s for s in activity.done_by.all() if pairing.side_of(s.pk)), None)
    side = pairing.side_of(sending.pk) if sending else ""
    return Route(
        sending=sending,
        host=activity.school,
        sending_side=side,
        host_side=pairing.side_of(activity.school_id) if activity.school_id else "",
    )


def _link(request, activity: Activity) -> ActivityLink:
    entries = links_seen(request.user, activity)
    if not entries:
        raise Http404
    return entries[0]["link"]
