"""The meter: done, waiting, still missing, and where one should stand today."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from agreements.models import Obligation
from compliance.engine.terms import Quantity
from compliance.engine.verdicts import Status, Verdict
from compliance.wording import quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """``pace`` is the share of time gone, 0 to 1; None where nothing is to be paced."""

    done: Quantity
    required: Quantity
    waiting: Quantity
    maximum: Quantity | None
    pace: Fraction | None
    status: Status | None
    label: str


def gauge_of(verdict: Verdict, *, obligation: Obligation, waiting: Quantity) -> Gauge:
    return Gauge(
        done=verdict.counted,
        required=verdict.required,
        waiting=waiting,
        maximum=verdict.maximum,
        pace=verdict.pace.share_gone if verdict.pace and verdict.required else None,
        status=verdict.status,
        label=_label(verdict, obligation=obligation, waiting=waiting),
    )


def _label(verdict: Verdict, *, obligation: Obligation, waiting: Quantity) -> str:
    facts = {
        "counted": quantity(verdict.counted, obligation.measure),
        "required": quantity(verdict.required, obligation.measure),
        "waiting": quantity(waiting, obligation.measure),
    }
    if waiting:
        return (
            _("%(counted)s counted, %(waiting)s waiting to be confirmed, %(required)s asked")
            % facts
        )
    return _("%(counted)s counted, %(required)s asked") % facts
