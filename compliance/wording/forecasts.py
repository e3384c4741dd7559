"""Where a window would end at the present pace, in words; "" where there is nothing to say."""

from django.utils.translation import gettext as _

from agreements.models import Obligation
from compliance.engine.verdicts import Verdict
from compliance.forecasts import Forecast, forecast_of
from compliance.wording.labels import part_label
from compliance.wording.quantities import day_short, quantity


def forecast_short(verdict: Verdict, *, obligation: Obligation) -> str:
    """按现有进度5月18日完成, 按现有进度差2次."""
    forecast = forecast_of(verdict)
    if forecast is None:
        return ""
    if forecast.reached_on:
        return _("At this pace done on %(day)s") % {"day": day_short(forecast.reached_on)}
    if not forecast.short_by:
        return _("At this pace not everything asked is covered")
    facts = {"short_by": quantity(forecast.short_by, measure_of(forecast, obligation))}
    return _("At this pace %(short_by)s short") % facts


def forecast_value(forecast: Forecast) -> str:
    """5月18日完成, or 到期完不成."""
    if forecast.reached_on:
        return _("reached on %(day)s") % {"day": day_short(forecast.reached_on)}
    return _("not reached in time")


def forecast_note(forecast: Forecast, *, obligation: Obligation) -> str:
    """6月30日时2次（要求3次）; of a part with its name before it."""
    measure = measure_of(forecast, obligation)
    facts = {
        "day": day_short(forecast.due_on),
        "at_due": quantity(forecast.at_due, measure),
        "required": quantity(forecast.required, measure),
    }
    said = _("%(at_due)s by %(day)s, %(required)s asked") % facts
    if forecast.part is None:
        return said
    part = part_label(forecast.part, obligation=obligation)
    return _("%(part)s: %(sentence)s") % {"part": part, "sentence": said}


def measure_of(forecast: Forecast, obligation: Obligation) -> str:
    """A share of the whole may be counted in another measure."""
    if forecast.obligation_id == obligation.pk:
        return obligation.measure
    shares = (share for share in obligation.shares.all() if share.pk == forecast.obligation_id)
    return next(shares, obligation).measure
