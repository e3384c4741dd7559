"""The mentor groups of a pairing: proposed by one school, confirmed by the other."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms.mentors import GroupForm, LastDayForm
from activities.views.desk import (
    answers,
    attempt,
    own_sheet,
    pairing_seen,
    standing_of,
)
from pairing.mentoring import mentor_remarks
from pairing.models import (
    MentorGroup,
    MentorGroupEnd,
    Pairing,
    ProposalState,
    RosterEntry,
    RosterKind,
)
from pairing.permissions import own_side
from pairing.services import mentors as services
from pairing.wording import group_form, mentor_sentence


@require_safe
def mentor_groups(request: HttpRequest, pk: int):
    pairing = pairing_seen(request, pk)
    on = timezone.localdate()
    groups = list(
        MentorGroup.objects.visible_to(request.user).filter(pairing=pairing).for_page()
    )
    running = [group for group in groups if _runs(group, on=on)]
    waiting = [group for group in groups if group.is_waiting]
    over = [group for group in groups if group not in running and group not in waiting]
    single = _entered_by_the_bureau(pairing)
    show = partial(_card, user=request.user, pairing=pairing, groups=groups, on=on)
    context = {
        "nav": "pairings",
        "tab": "mentors",
        "pairing": pairing,
        "own": own_side(request.user, pairing),
        "running": [show(group) for group in running],
        "waiting": [show(group) for group in waiting],
        "over": [show(group) for group in over],
        "single": single,
        "pairs": len(_keys(running, single, on=on)),
    }
    return render(request, "activities/mentors.html", context)


def _runs(group: MentorGroup, *, on) -> bool:
    return group.is_confirmed and (group.last_on is None or group.last_on >= on)


def _entered_by_the_bureau(pairing: Pairing) -> list[RosterEntry]:
    rows = RosterEntry.objects.filter(
        pairing=pairing, kind=RosterKind.MENTOR_PAIR, group=None
    ).select_related("mentor", "person")
    return list(rows)


def _keys(running, single, *, on) -> set[str]:
    """The lasting keys of the pairs of today."""
    entries = [entry for group in running for entry in group.entries.all()]
    keys = {entry.pair_key for entry in entries if entry.starts_on <= on}
    alone = (e for e in single if e.starts_on <= on and (e.last_on is None or e.last_on >= on))
    return keys | {f"{entry.mentor_id}-{entry.person_id}" for entry in alone}


def _card(group: MentorGroup, *, user, pairing: Pairing, groups: list, on) -> dict:
    own = own_side(user, pairing)
    others = [other for other in groups if _runs(other, on=on)]
    is_open = group.is_waiting or _runs(group, on=on)
    remarks = mentor_remarks(group, others=others, on=on) if is_open else []
    end = next((end for end in group.ends.all() if end.is_waiting), None)
    return {
        "group": group,
        "form": group_form(group),
        "remarks": [mentor_sentence(remark) for remark in remarks],
        "end": end,
        "end_may": standing_of(end, user=user, pairing=pairing, own=own) if end else {},
        "returned_ends": [x for x in group.ends.all() if x.state == ProposalState.RETURNED],
        "replaced_by": [
            other for other in groups if other.replaces_id == group.pk and other.is_confirmed
        ],
        "runs": _runs(group, on=on),
        "entries": "&".join(f"roster={entry.pk}" for entry in group.entries.all()),
    } | standing_of(group, user=user, pairing=pairing, own=own)


@require_http_methods(["GET", "POST"])
def mentor_group_new(request: HttpRequest, pk: int):
    """Propose a group; ``?replaces=`` one whose place it takes."""
    pairing = pairing_seen(request, pk)
    sheet = own_sheet(request, pairing)
    replaces = _replaced(request, pairing)
    form = GroupForm(request.POST or None, sheet=sheet, replaces=replaces)
    if form.is_valid():
        act = partial(
            services.propose_group,
            form.facts(),
            school=sheet.school,
            token=form.cleaned_data["token"],
            by=request.user,
            at=timezone.now(),
        )
        done = _("Sent. It stands in the roster once %(school)s has confirmed it.") % {
            "school": sheet.partner.label
        }
        if attempt(request, act, done=done):
            return redirect("mentor_groups", pairing.pk)
    context = {
        "nav": "pairings",
        "pairing": pairing,
        "sheet": sheet,
        "form": form,
        "replaces": replaces,
    }
    return render(request, "activities/mentor_form.html", context)


def _replaced(request, pairing: Pairing) -> MentorGroup | None:
    pk = request.GET.get("replaces", "")
    rows = MentorGroup.objects.filter(pairing=pairing, state=ProposalState.CONFIRMED)
    rows = rows.prefetch_related("members__person")
    return rows.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None


@require_POST
def mentor_group_answer(request: HttpRequest, pk: int):
    group = _group(request, pk)
    entry = {"by": request.user, "at": timezone.now()}
    reason = request.POST.get("reason", "")[:200]
    acts = {
        "confirm": (
            partial(services.confirm_group, group, **entry),
            _("Confirmed. It stands in the roster from today on."),
        ),
        "return": (
            partial(services.return_group, group, reason=reason, **entry),
            _("Returned. The other school reads your reason."),
        ),
        "withdraw": (partial(services.withdraw_group, group, **entry), _("Withdrawn.")),
    }
    return answers(request, acts, to="mentor_groups", pk=group.pairing_id)


@require_http_methods(["GET", "POST"])
def mentor_group_end(request: HttpRequest, pk: int):
    """Say that a group ends earlier than agreed."""
    group = _group(request, pk)
    sheet = own_sheet(request, group.pairing)
    form = LastDayForm(request.POST or None, on=sheet.on)
    if not group.is_confirmed or group.ended_on is not None:
        messages.info(request, _("This group is not running: there is nothing to end."))
        return redirect("mentor_groups", group.pairing_id)
    if form.is_valid():
        act = partial(
            services.propose_group_end,
            group,
            last_on=form.cleaned_data["last_on"],
            reason=form.cleaned_data["reason"],
            school=sheet.school,
            token=form.cleaned_data["token"],
            by=request.user,
            at=timezone.now(),
        )
        done = _("Sent. The group goes on until the other school has confirmed that.")
        if attempt(request, act, done=done):
            return redirect("mentor_groups", group.pairing_id)
    context = {"nav": "pairings", "pairing": group.pairing, "group": group, "form": form}
    return render(request, "activities/mentor_end.html", context)


@require_POST
def mentor_end_answer(request: HttpRequest, pk: int):
    groups = MentorGroup.objects.visible_to(request.user)
    rows = MentorGroupEnd.objects.filter(group__in=groups).select_related(
        "group__pairing__supporting_school", "group__pairing__receiving_school"
    )
    end = get_object_or_404(rows, pk=pk)
    entry = {"by": request.user, "at": timezone.now()}
    reason = request.POST.get("reason", "")[:200]
    acts = {
        "confirm": (
            partial(services.confirm_group_end, end, **entry),
            _("Confirmed. The group is over after that day."),
        ),
        "return": (
            partial(services.return_group_end, end, reason=reason, **entry),
            _("Returned. The other school reads your reason."),
        ),
        "withdraw": (partial(services.withdraw_group_end, end, **entry), _("Withdrawn.")),
    }
    return answers(request, acts, to="mentor_groups", pk=end.group.pairing_id)


def _group(request, pk: int) -> MentorGroup:
    rows = MentorGroup.objects.visible_to(request.user).for_page()
    return get_object_or_404(rows, pk=pk)
