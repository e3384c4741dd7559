"""Decisions on the page of a verdict (the waiver, violations, what followed a breach), and the
forms of those who may add to them."""

from typing import NamedTuple

from django.urls import reverse

from agreements.models import BINDING, Modality, Obligation, Party
from compliance.decision_forms import (
    CloseForm,
    ExplainForm,
    NotifyForm,
    PlanForm,
    StrikeForm,
    ViolationForm,
    activities_to_name,
)
from compliance.decisions import Violation
from compliance.engine.verdicts import PartKind, Status, Verdict
from compliance.follow_up import steps_of
from compliance.forms import WaiverForm
from compliance.frozen import FiledVerdict
from compliance.permissions import can_record_violation, can_waive
from compliance.presenters.follow_up import FollowUp, follow_up_of
from compliance.views.loading import key_of
from compliance.wording import part_label, window_label
from pairing.models import Pairing


class Decided(NamedTuple):
    """The window a page is about. ``is_today``: not a past day, on which nothing is decided."""

    obligation: Obligation
    verdict: Verdict
    on: object
    is_today: bool

    @property
    def pairing(self) -> Pairing:
        return self.obligation.clause.agreement.pairing

    @property
    def place(self) -> tuple:
        return self.pairing.pk, self.obligation.pk, self.verdict.window.starts_on

    def address(self, name: str, *more) -> str:
        path = reverse(name, args=[*self.place, *more])
        trigger = self.verdict.window.trigger
        return f"{path}?trigger={trigger}" if trigger else path


def decisions_context(request, decided: Decided, **bound) -> dict:
    user = request.user
    follow_up = _follow_up(user, decided)
    forms = _forms(decided, follow_up, bound)
    return {
        **_waiver(user, decided),
        **_violations(user, decided, strike_form=bound.get("strike_form")),
        "follow_up": follow_up,
        "follow_up_forms": forms,
        **{f"{entry['act']}_form": entry["form"] for entry in forms},
        "make_up_address": decided.address("make_up"),
    } | {name: form for name, form in bound.items() if name.endswith("_form")}


# --- the waiver ---------------------------------------------------------------------------


def is_waivable(verdict: Verdict, obligation: Obligation) -> bool:
    return (
        obligation.modality in (Modality.MUST, Modality.SHOULD)
        and obligation.party != Party.BUREAU
        and verdict.required > 0
        and verdict.status is not Status.EXEMPT
        and not isinstance(verdict, FiledVerdict)
    )


def waivable_shares(verdict: Verdict, obligation: Obligation) -> list[tuple[str, str]]:
    """Each share (其中) that can be waived alone, by its duty, first day and trigger, and its
    name."""
    found = []
    for part in verdict.parts:
        key, window = part.part, part.window
        if key.kind is PartKind.SHARE and part.required > 0 and part.status != Status.EXEMPT:
            place = f"{key.key}:{window.starts_on.isoformat()}:{window.trigger or 0}"
            name = part_label(key, obligation=obligation)
            if window.starts_on != verdict.window.starts_on:
                name = f"{name} {window_label(window)}"
            found.append((place, name))
    return found


def _waiver(user, decided: Decided) -> dict:
    obligation, verdict = decided.obligation, decided.verdict
    shares = waivable_shares(verdict, obligation)
    return {
        "can_waive": decided.is_today
        and can_waive(user, decided.pairing)
        and is_waivable(verdict, obligation),
        "waiver_form": WaiverForm(shares=shares),
        "waiver_address": decided.address("waiver_grant"),
    }


# --- violations of a must-not -------------------------------------------------------------


def _violations(user, decided: Decided, *, strike_form) -> dict:
    """Those of the window as they had been recorded by the day the page is about.
    ``strike_form`` came back with errors; it takes the place of its violation's."""
    obligation, window = decided.obligation, decided.verdict.window
    if obligation.modality != Modality.MUST_NOT:
        return {"violations": None}
    rows = Violation.objects.filter(
        obligation=obligation,
        held_on__gte=window.starts_on,
        held_on__lte=window.ends_on,
        recorded_on__lte=decided.on,
    )
    may_record = (
        decided.is_today
        and can_record_violation(user, decided.pairing)
        and obligation.clause.agreement.state in BINDING
    )
    return {
        "violations": [
            _violation(row, decided, may_strike=may_record, strike_form=strike_form)
            for row in rows
        ],
        "violation_form": _violation_form(decided) if may_record else None,
        "violation_address": decided.address("violation_record"),
    }


def _violation(row: Violation, decided: Decided, *, may_strike: bool, strike_form) -> dict:
    """A strike of a later day than the page is about was not known then."""
    is_struck = row.struck_on is not None and row.struck_on <= decided.on
    is_asked = strike_form is not None and strike_form.violation_id == row.pk
    form = strike_form if is_asked else StrikeForm(today=decided.on, violation_id=row.pk)
    return {
        "row": row,
        "is_struck": is_struck,
        "form": form if may_strike and not is_struck else None,
        "address": decided.address("violation_strike", row.pk),
    }


def violation_days(decided: Decided) -> dict:
    window = decided.verdict.window
    return {
        "first_on": window.starts_on,
        "last_on": min(window.ends_on, decided.on),
        "today": decided.on,
    }


def _violation_form(decided: Decided) -> ViolationForm | None:
    days = violation_days(decided)
    return ViolationForm(**days) if days["first_on"] <= days["last_on"] else None


# --- what followed a breach ---------------------------------------------------------------


def _follow_up(user, decided: Decided) -> FollowUp:
    key = key_of(decided.obligation, decided.verdict)
    steps = steps_of(decided.obligation, starts_on=key.starts_on, trigger=key.trigger)
    return follow_up_of(
        decided.verdict,
        [step for step in steps if step.on <= decided.on],
        key=key,
        user=user,
        on=decided.on,
        may_act=decided.is_today,
    )


def form_of(act: str, decided: Decided, data=None):
    today = decided.on
    if act == "explain":
        return ExplainForm(data, today=today, activities=_nameable(decided))
    return {"notify": NotifyForm, "plan": PlanForm, "close": CloseForm}[act](data, today=today)


def _forms(decided: Decided, follow_up: FollowUp, bound: dict) -> list[dict]:
    """Those of the acts this reader has, in the order of the way."""
    return [
        {
            "act": act,
            "form": bound.get(act) or form_of(act, decided),
            "is_open": act in bound,
            "address": decided.address("follow_up_step", act),
        }
        for act in ("notify", "explain", "plan", "close")
        if act in follow_up.acts
    ]


def _nameable(decided: Decided) -> list:
    obligation = decided.obligation
    types = set(obligation.activity_types)
    types |= {kind for share in obligation.shares.all() for kind in share.activity_types}
    since = decided.verdict.window.starts_on
    return activities_to_name(decided.pairing, types=types, since=since, until=decided.on)
