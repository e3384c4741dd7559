"""The register of donations of one pairing: rows, totals, and the same as a spreadsheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from tablib import Dataset

from activities.exports import FORMATS, harmless
from activities.models import ActivityLink, ActivityState, DonationLine
from pairing.models import Pairing
from pairing.vocabulary import ActivityType

DONATIONS = (ActivityType.DONATION_MONEY, ActivityType.DONATION_GOODS)


def donations_of(pairing: Pairing, *, user) -> list[ActivityLink]:
    """The donations of ``pairing`` that the reader sees, the latest first, with their lines; a
    fixed number of queries. What was never sent stands in its own school only."""
    from_rows = ActivityLink.objects.filter(pairing=pairing, activity__type__in=DONATIONS)
    seen = type(pairing).objects.visible_to(user)
    rows = from_rows.filter(pairing__in=seen, activity__in=_activities(user))
    return list(
        rows.select_related("activity__donation", "activity__logged_by_school")
        .prefetch_related("activity__donation__lines", "activity__done_by")
        .order_by("-activity__starts_on", "-activity__number")
    )


def _activities(user):
    return ActivityLink._meta.get_field("activity").related_model.objects.visible_to(user)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Of what both schools confirmed. ``value`` is that of the goods whose value is known,
    ``unknown`` the number of lines whose value is not. Money and goods never add up."""

    amount: Decimal
    pieces: int
    value: Decimal
    unknown: int
    waiting: int


def totals_of(links: Iterable[ActivityLink]) -> Totals:
    links = list(links)
    counted = [x.activity for x in links if x.state == ActivityState.CONFIRMED]
    lines = [line for activity in counted for line in lines_in(activity)]
    values = [line.value for line in lines]
    return Totals(
        amount=sum((activity.amount for activity in counted), start=Decimal(0)),
        pieces=sum(activity.goods for activity in counted),
        value=sum((value for value in values if value is not None), start=Decimal(0)),
        unknown=sum(value is None for value in values),
        waiting=sum(x.state == ActivityState.PENDING for x in links),
    )


def lines_in(activity) -> list[DonationLine]:
    """Reads ``donation`` and its ``lines``; an entry without a file of its own has none."""
    donation = getattr(activity, "donation", None)
    return list(donation.lines.all()) if donation else []


# --- As a file --------------------------------------------------------------------------------
def export_register(links: Iterable[ActivityLink], *, kind: str) -> tuple[bytes, str]:
    """One row for each sum of money and each line of goods, as the bytes of a file and their
    content type."""
    table = Dataset(title=_("Donations"))
    table.headers = register_headings()
    for link in links:
        for row in register_rows(link):
            table.append(row)
    made = FORMATS[kind]()
    content = made.export_data(table)
    content = content.encode("utf-8-sig") if isinstance(content, str) else content
    return content, made.get_content_type()


def register_headings() -> list[str]:
    return [
        _("Activity number"),
        _("Received on"),
        _("Type"),
        _("Given by"),
        _("Goods"),
        _("Quantity"),
        _("Unit"),
        _("Condition"),
        _("Value of one, yuan"),
        _("Value in all, yuan"),
        _("Amount in yuan"),
        _("What it is for"),
        _("Receipt number"),
        _("State"),
    ]


def register_rows(link: ActivityLink) -> Iterator[list]:
    """One for each line of goods, one for a sum of money."""
    return ([harmless(cell) for cell in row] for row in _rows(link))


def _rows(link: ActivityLink) -> Iterator[list]:
    activity = link.activity
    donation = getattr(activity, "donation", None)
    givers = "、".join(school.name for school in activity.done_by.all())
    first = [
        activity.number,
        activity.starts_on.isoformat(),
        activity.get_type_display(),
        givers,
    ]
    about = [
        donation.purpose if donation else activity.summary,
        donation.receipt_number if donation else "",
        link.get_state_display(),
    ]
    lines = lines_in(activity)
    for line in lines:
        yield [*first, *_cells(line), "", *about]
    if not lines:
        goods = ["", activity.goods or "", "", "", "", ""]
        yield [*first, *goods, _number(activity.amount or None), *about]


def _cells(line: DonationLine) -> list:
    words = [line.name, line.quantity, line.unit, line.get_condition_display()]
    return [*words, _number(line.unit_value), _number(line.value)]


def _number(amount: Decimal | None) -> float | str:
    return "" if amount is None else float(amount)
