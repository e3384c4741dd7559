"""Activities in words: amounts, people, places, what changed, what to look at twice."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activities.hints import Hint, HintCode
from activities.models import Activity, ActivityState, Participant, PlaceKind
from activities.needs import ITEM_TYPES
from pairing.models import ProposalState
from records.templatetags.ui import day_cn

STATE_LOOKS = {
    ActivityState.DRAFT: ("is-notdue", "notdue"),
    ActivityState.PENDING: ("is-wait", "wait"),
    ActivityState.CONFIRMED: ("is-met", "met"),
    ActivityState.RETURNED: ("is-back", "back"),
    ActivityState.VOIDED: ("is-exempt", "exempt"),
}

PROPOSAL_LOOKS = {
    ProposalState.PROPOSED: ("is-wait", "wait"),
    ProposalState.CONFIRMED: ("is-met", "met"),
    ProposalState.RETURNED: ("is-back", "back"),
    ProposalState.WITHDRAWN: ("is-exempt", "exempt"),
}

HINTS = {
    HintCode.SAME_PERSON: gettext_lazy(
        "Also named in another activity on the same day: %(names)s. It may be right; please"
        " check."
    ),
    HintCode.SAME_FILE: gettext_lazy(
        "The file “%(name)s” also stands beside another activity. It may be right; please"
        " check."
    ),
    HintCode.LOOKS_ALIKE: gettext_lazy(
        "Another activity of this type is entered for the same day. Is it the same one?"
    ),
    HintCode.MANY_LESSONS: gettext_lazy(
        "%(lessons)s lessons within %(days)s day(s): please check the number."
    ),
    HintCode.NO_SCHOOL_DAY: gettext_lazy("%(day)s is no school day. It may be right."),
}


def hint_sentence(hint: Hint) -> str:
    facts = dict(hint.facts)
    if "day" in facts:
        facts["day"] = day_cn(facts["day"])
    if "names" in facts:
        facts["names"] = enumeration(facts["names"])
    return HINTS[hint.code] % facts


def quantity(activity: Activity) -> str:
    """The one amount that says most: lessons, money, pieces, documents, else people."""
    if activity.lessons:
        return ngettext("%(n)s lesson", "%(n)s lessons", activity.lessons) % {
            "n": activity.lessons
        }
    if activity.amount:
        return money(activity)
    if activity.goods:
        return ngettext("%(n)s piece", "%(n)s pieces", activity.goods) % {"n": activity.goods}
    if activity.type in ITEM_TYPES:
        return ngettext("%(n)s item", "%(n)s items", activity.items) % {"n": activity.items}
    people = people_of(activity)
    return people_words(people) if people else ""


def people_of(activity: Activity) -> int:
    """Of each school the head-count, or those named if they are more."""
    most = {head.school_id: head.people for head in activity.heads.all()}
    named = Counter(person.school_id for person in activity.participants.all())
    return sum(max(most.get(pk, 0), named[pk]) for pk in {*most, *named})


def money(activity: Activity) -> str:
    return yuan(activity.amount)


def yuan(amount: Decimal) -> str:
    return _("%(amount)s yuan") % {"amount": f"{amount:,.2f}"}


def people_words(people: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", people) % {"n": people}


def place(activity: Activity) -> str:
    """Where it was, in words: the school with its teaching point, online, or as typed."""
    if activity.place == PlaceKind.SCHOOL:
        parts = [
            activity.school and activity.school.name,
            activity.sub_site,
            activity.place_text,
        ]
    else:
        parts = [activity.place_text or activity.get_place_display()]
    return " ".join(str(part) for part in parts if part)


def codes(activity: Activity) -> list[tuple[str, str]]:
    """What it was about: (label, words) of every list of codes that is filled."""
    found = []
    for name in ("stages", "grades", "subjects", "topics", "contents"):
        column = Activity._meta.get_field(name)
        if words := column.labels(getattr(activity, name)):
            found.append((str(column.verbose_name), enumeration(words)))
    return found


def enumeration(words: Iterable[str]) -> str:
    return _(", ").join(str(word) for word in words)


def posts(participant: Participant) -> str:
    """The posts and marks as they were on the day of entry."""
    fields = Participant._meta
    words = fields.get_field("roles").labels(participant.roles)
    words += fields.get_field("qualifications").labels(participant.qualifications)
    return enumeration(words)


def entry_gap(activity: Activity, *, entered_on: date) -> int:
    """Days between the last day of the activity and its entry; 0 for the same day."""
    return max(timedelta(0), entered_on - activity.ends_on).days


# --- What a revision changed ----------------------------------------------------------------
_NAMES = {
    "heads": gettext_lazy("head-counts"),
    "participants": gettext_lazy("people named"),
    "done_by": gettext_lazy("done by"),
    "donation": gettext_lazy("what was given"),
    "secondment": gettext_lazy("file of the secondment"),
}


def changes(facts: dict) -> list[tuple[str, str, str]]:
    """(what, before, after) of each change a revision's event holds."""
    return [(_name_of(name), *(_said(name, v) for v in pair)) for name, pair in facts.items()]


def _name_of(name: str) -> str:
    return str(_NAMES.get(name) or Activity._meta.get_field(name).verbose_name)


def _said(name: str, value) -> str:
    if value in (None, "", []):
        return _("nothing")
    if value is True or value is False:
        return _("yes") if value else _("no")
    if name == "heads":
        return enumeration(f"{school} {people}" for school, people in value)
    if name in _NAMES:
        return enumeration(value)
    return _coded(name, value)


def _coded(name: str, value) -> str:
    column = Activity._meta.get_field(name)
    if hasattr(column, "vocabulary"):
        return enumeration(column.labels(value))
    return str(dict(column.flatchoices).get(value, value))
