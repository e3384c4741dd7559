"""Duties of a named teaching week: their days follow the calendar of the agreement's school."""

from datetime import date, timedelta

from agreements.models import Agreement, Obligation
from demo.texts import Text
from pairing.models import Term
from pairing.vocabulary import STAGES_IN_ORDER

SATURDAY = 5


def put_in_weeks(agreement: Agreement, text: Text) -> None:
    """Give every duty ``in_week`` the Monday to Sunday of that week as its season."""
    weeks = {
        duty["name"]: duty["in_week"]
        for section in text.sections
        for item in section.items
        for duty in item.duties
        if "in_week" in duty
    }
    if not weeks:
        return
    first = _first_monday(agreement)
    for name, number in weeks.items():
        monday = first + timedelta(weeks=number - 1)
        Obligation.objects.filter(clause__agreement=agreement, name=name).update(
            season_from=f"{monday:%m-%d}", season_to=f"{monday + timedelta(days=6):%m-%d}"
        )


def _first_monday(agreement: Agreement) -> date:
    """The Monday of teaching week 1 of the first term that begins with the agreement."""
    school = agreement.pairing.receiving_school
    stage = min(school.stages, key=STAGES_IN_ORDER.index)
    terms = Term.objects.filter(bureau=school.bureau, stage=stage)
    starts_on = (
        terms.filter(starts_on__gte=agreement.starts_on)
        .order_by("starts_on")
        .values_list("starts_on", flat=True)[0]
    )
    weekday = starts_on.weekday()
    ahead = 7 if weekday >= SATURDAY else 0
    return starts_on + timedelta(days=ahead - weekday)
