"""An activity in a line: when, how large, where."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from activities.models import Activity, ActivityLink, PlaceKind
from agreements.models import Measure
from compliance.wording import all_of, day_short, days, quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """``size`` and ``place`` are "" where nothing was entered."""

    pk: int
    number: str
    type: str
    held_on: date
    ends_on: date
    size: str
    place: str
    summary: str

    @property
    def title(self) -> str:
        """10月16日 · 15 人 · 石鼓湾镇中心小学."""
        when = day_short(self.held_on)
        if self.ends_on != self.held_on:
            when = _("%(first)s to %(last)s") % {"first": when, "last": day_short(self.ends_on)}
        return " · ".join(part for part in (when, self.size, self.place) if part)


def line_of(activity: Activity) -> ActivityLine:
    """Reads ``heads``, ``participants`` and ``school``: prefetch them in lists."""
    return ActivityLine(
        pk=activity.pk,
        number=activity.number,
        type=activity.get_type_display(),
        held_on=activity.starts_on,
        ends_on=activity.ends_on,
        size=size_of(activity),
        place=place_of(activity),
        summary=activity.summary,
    )


def size_of(activity: Activity) -> str:
    """What its size is told by: money, pieces, lessons and people; a document in items."""
    parts = []
    if activity.amount:
        parts.append(quantity(activity.amount, Measure.AMOUNT))
    if activity.goods:
        parts.append(quantity(activity.goods, Measure.GOODS))
    if activity.lessons:
        parts.append(quantity(activity.lessons, Measure.LESSONS))
    if activity.is_document:
        parts.append(quantity(activity.items, Measure.ITEMS))
    if people := people_of(activity):
        parts.append(quantity(people, Measure.PEOPLE))
    return all_of(parts)


def people_of(activity: Activity) -> int:
    """All schools together: per school the named ones, or the head-count if that is more."""
    named: dict[int, int] = {}
    for person in activity.participants.all():
        named[person.school_id] = named.get(person.school_id, 0) + 1
    for head in activity.heads.all():
        named[head.school_id] = max(named.get(head.school_id, 0), head.people)
    return sum(named.values())


def place_of(activity: Activity) -> str:
    if activity.is_document:
        return ""
    if activity.place == PlaceKind.ONLINE:
        return _("online")
    if activity.place == PlaceKind.SCHOOL and activity.school_id:
        return activity.school.label
    return activity.place_text


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """An activity that waits for an answer: from us, or from the other school."""

    activity: ActivityLine
    link_id: int
    days_since_entry: int
    gap_days: int  # between the last day held and the entry
    other: str  # the school that answers

    @property
    def entered_ago(self) -> str:
        if not self.days_since_entry:
            return _("logged today")
        return _("logged %(days)s ago") % {"days": days(self.days_since_entry)}

    @property
    def waited(self) -> str:
        if not self.days_since_entry:
            return _("sent today")
        return _("waiting for %(days)s") % {"days": days(self.days_since_entry)}


def waiting_line(link: ActivityLink, *, on: date, entered_on: date) -> WaitingLine:
    activity = link.activity
    logged_by = link.pairing.side_of(activity.logged_by_school_id)
    other = "receiving" if logged_by == "supporting" else "supporting"
    return WaitingLine(
        activity=line_of(activity),
        link_id=link.pk,
        days_since_entry=max((on - entered_on).days, 0),
        gap_days=max((entered_on - activity.ends_on).days, 0),
        other=link.pairing.school_on(other).label,
    )
