"""Where a window would end at the present pace, in words; "" where there is nothing to say."""

from django.utils.translation import gettext as _

from agreements.models import Obligation
from compliance.engine.verdicts import Verdict
from compliance.forecasts import Forecast, forecast_of
from compliance.wording.labels import part_label
from compliance.wording.quantities import day_short, quantity


def forecast_short(verdict: Verdict, *, obligation: Obligation) -> str:
    """按现有进度5月18日完成, 按现有进度差2次; "" too while nothing is done: what is short is
    said already."""
    forecast = forecast_of(verdict)
    if forecast is None or not forecast.at_due:
        return ""
    if forecast.reached_on:
        return _("At this pace done on %(day)s") % {"day": day_short(forecast.reached_on)}
    if not forecast.short_by:
        return _("At this pace not everything asked is covered")
    about = counted_by(forecast.obligation_id, obligation)
    facts = {"short_by": quantity(forecast.short_by, about.measure)}
    return _("At this pace %(short_by)s short") % facts


def forecast_value(forecast: Forecast) -> str:
    """5月18日完成, or 到期完不成."""
    if forecast.reached_on:
        return _("reached on %(day)s") % {"day": day_short(forecast.reached_on)}
    return _("not reached in time")


def forecast_note(forecast: Forecast, *, obligation: Obligation) -> str:
    """到6月30日为2次，要求3次; of a part with its name before it."""
    measure = counted_by(forecast.obligation_id, obligation).measure
    facts = {
        "day": day_short(forecast.due_on),
        "at_due": quantity(forecast.at_due, measure),
        "required": quantity(forecast.required, measure),
    }
    said = _("%(at_due)s by %(day)s, %(required)s asked") % facts
    return of_part(forecast, said, obligation=obligation)


def of_part(about: Forecast | Verdict, sentence: str, *, obligation: Obligation) -> str:
    """教学主任：…, where it is about a part of the duty."""
    if about.part is None:
        return sentence
    part = part_label(about.part, obligation=obligation)
    return _("%(part)s: %(sentence)s") % {"part": part, "sentence": sentence}


def counted_by(obligation_id: int, obligation: Obligation) -> Obligation:
    """The duty a part is counted by: a share of the whole may have another measure."""
    if obligation_id == obligation.pk:
        return obligation
    shares = (share for share in obligation.shares.all() if share.pk == obligation_id)
    return next(shares, obligation)
