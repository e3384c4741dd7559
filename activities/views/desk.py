"""What the pages of the records share: whose pairing, who writes, what was refused."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import SecondmentEnd
from activities.sheets import Sheet
from pairing.models import MentorGroup, MentorGroupEnd, Pairing, ProposalState
from pairing.permissions import can_answer, own_school_ids, own_side
from pairing.services import proposals
from pairing.wording import proposal_refusal

NOT_YOURS = (proposals.NotYoursToProposeError, proposals.NotYoursToAnswerError)


def pairing_seen(request, pk: int) -> Pairing:
    rows = Pairing.objects.visible_to(request.user)
    rows = rows.select_related("supporting_school__bureau", "receiving_school__bureau")
    return get_object_or_404(rows, pk=pk)


def own_sheet(request, pairing: Pairing) -> Sheet:
    """The pairing as its liaison writes in it. 403 for everybody else."""
    school = own_side(request.user, pairing)
    if school is None:
        sentence = proposal_refusal(proposals.NotYoursToProposeError())
        raise PermissionDenied(sentence)
    on = timezone.localdate()
    return Sheet(user=request.user, pairing=pairing, school=school, on=on)


def attempt(request, act: Callable[[], object], *, done: str) -> bool:
    """Run ``act`` and say ``done``, or say why not; 403 for who may not."""
    try:
        act()
    except proposals.ProposalError as error:
        if isinstance(error, NOT_YOURS):
            raise PermissionDenied(proposal_refusal(error)) from error
        messages.error(request, proposal_refusal(error))
        return False
    messages.success(request, done)
    return True


def answers(request, acts: dict[str, tuple[Callable[[], object], str]], *, to: str, pk: int):
    """Do the posted one of ``acts`` (act, what is said then), and go to the page ``to``."""
    chosen = acts.get(request.POST.get("act", ""))
    if chosen is not None:
        attempt(request, chosen[0], done=chosen[1])
    return redirect(to, pk)


def standing_of(proposal, *, user, pairing: Pairing, own) -> dict:
    """What the reader may do with a proposal that waits."""
    waits = proposal.is_waiting
    return {
        "can_answer": waits and can_answer(user, proposal, pairing),
        "can_withdraw": waits and own is not None and proposal.proposed_by_school_id == own.pk,
    }


def proposals_for(user) -> list[dict]:
    """What the other schools proposed and this reader may answer: mentor groups, their early
    ends, real last days of stays; three queries, one more for each kind that is there."""
    own = own_school_ids(user)
    if not own:
        return []
    found = []
    for rows, about in (
        (MentorGroup.objects.filter(_at("pairing", own)), _about_group),
        (_ends().filter(_at("group__pairing", own)), _about_end),
        (_stay_ends().filter(_at("secondment__activity__links__pairing", own)), _about_stay),
    ):
        waiting = rows.filter(state=ProposalState.PROPOSED).exclude(proposed_by_school__in=own)
        waiting = waiting.select_related("proposed_by_school").distinct()
        found += [about(row) for row in waiting.order_by("proposed_at", "pk")]
    return found


def _ends():
    return MentorGroupEnd.objects.select_related("group")


def _stay_ends():
    return SecondmentEnd.objects.select_related("secondment")


def _at(path: str, school_ids) -> Q:
    sides = ("supporting_school", "receiving_school")
    return Q(**{f"{path}__{sides[0]}__in": school_ids}) | Q(
        **{f"{path}__{sides[1]}__in": school_ids}
    )


def _about_group(group: MentorGroup) -> dict:
    address = reverse("mentor_groups", args=[group.pairing_id])
    return {"proposal": group, "what": _("A mentor group"), "address": address}


def _about_end(end: MentorGroupEnd) -> dict:
    address = reverse("mentor_groups", args=[end.group.pairing_id])
    return {"proposal": end, "what": _("The early end of a mentor group"), "address": address}


def _about_stay(end: SecondmentEnd) -> dict:
    address = reverse("secondment", args=[end.secondment.activity_id])
    return {"proposal": end, "what": _("The real last day of a secondment"), "address": address}
