"""Logging an activity, and changing what was logged while nobody has confirmed it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from activities.facts import LISTS, PLAIN, Facts, GoodsLine, SecondmentFacts
from activities.models import (
    Activity,
    ActivityLink,
    ActivityState,
    Donation,
    DonationLine,
    HeadCount,
    Participant,
    Secondment,
)
from activities.permissions import can_change
from activities.services.errors import (
    AlreadyConfirmedError,
    AlreadyVoidedError,
    NotYoursToChangeError,
    NotYoursToLogError,
    StillPendingError,
)
from activities.services.flow import TO_SUBMIT, send_out
from activities.services.steps import announce, day_of, lock_links, step, was_ever_confirmed
from pairing.models import Pairing, School
from pairing.permissions import can_log_for
from records.models import User


@transaction.atomic
def log(
    facts: Facts, *, school: School, token: UUID, by: User, at: datetime, is_submitted: bool
) -> Activity:
    """Write a new activity for ``school``: a draft, or sent to the other schools at once.

    ``token`` is the form's: asked twice with the same one, the first activity is returned and
    nothing is written. Raises NotYoursToLogError.
    """
    if not can_log_for(by, school) or not all(_joins(p, school) for p in facts.pairings):
        raise NotYoursToLogError
    activity, is_new = Activity.objects.get_or_create(
        form_token=token,
        defaults=facts.columns()
        | {
            "number": token.hex[:20],  # until the row has its own
            "logged_by": by,
            "logged_by_school": school,
            "entered_at": at,
        },
    )
    if not is_new:
        if not can_change(by, activity):
            raise NotYoursToLogError(activity)
        return activity
    _give_number(activity, at=at)
    _write_around(activity, facts)
    links = [_link(activity, pairing) for pairing in facts.pairings]
    if is_submitted:
        send_out(activity, links=links, by=by, at=at)
    for link in () if is_submitted else links:
        step(link, ActivityState.DRAFT, by=by, at=at)
    announce(
        activity, verb="activity.logged", by=by, at=at, links=links, is_submitted=is_submitted
    )
    return activity


@transaction.atomic
def revise(
    activity: Activity, facts: Facts, *, by: User, at: datetime, is_submitted: bool
) -> Activity:
    """Replace the facts of a draft or returned activity, and send it (again) if wanted.

    The event keeps what changed. Raises StillPendingError while it waits for somebody, and
    AlreadyConfirmedError once any pairing has confirmed it.
    """
    links = lock_links(activity)
    _refuse_revision(activity, links=links, facts=facts, by=by)
    changes = _changes(activity, facts)
    for name, value in facts.columns().items():
        setattr(activity, name, value)
    activity.save(update_fields=[*PLAIN, *LISTS])
    _write_around(activity, facts)
    links = _relink(activity, links=links, pairings=facts.pairings, by=by, at=at)
    if is_submitted:
        send_out(activity, links=[x for x in links if x.state in TO_SUBMIT], by=by, at=at)
    announce(
        activity,
        verb="activity.revised",
        by=by,
        at=at,
        links=links,
        changes=changes,
        is_submitted=is_submitted,
    )
    return activity


def _joins(pairing: Pairing, school: School) -> bool:
    return bool(pairing.side_of(school.pk))


def _give_number(activity: Activity, *, at: datetime) -> None:
    """The year of entry and the row's own key: lasting, never given twice, and safe when two
    people log in the same moment, on either database."""
    activity.number = f"HD-{day_of(at).year}-{activity.pk:06}"
    activity.save(update_fields=["number"])


def _write_around(activity: Activity, facts: Facts) -> None:
    activity.done_by.set(facts.done_by)
    activity.roster.set(facts.roster)
    activity.heads.all().delete()
    HeadCount.objects.bulk_create(
        HeadCount(activity=activity, school=school, people=people)
        for school, people in facts.heads
    )
    activity.participants.all().delete()
    Participant.objects.bulk_create(
        Participant(
            activity=activity,
            school_id=person.school_id,
            person=person,
            name=person.name,
            roles=person.roles,
            qualifications=person.qualifications,
            is_head=person.is_head,
            days=facts.days_each,
        )
        for person in facts.people
    )
    _write_records(activity, facts)


def _write_records(activity: Activity, facts: Facts) -> None:
    """The file of a secondment and the lines of a donation. Facts without them leave what is
    kept as it is: a form that does not know it takes nothing away."""
    if facts.secondment is not None:
        Secondment.objects.update_or_create(
            activity=activity, defaults=facts.secondment.columns()
        )
    if facts.donation is not None:
        given = facts.donation
        donation, _is_new = Donation.objects.update_or_create(
            activity=activity,
            defaults={
                "purpose": given.purpose,
                "receipt_number": given.receipt_number,
                "worth": sum((line.value or 0 for line in given.lines), start=Decimal(0)),
            },
        )
        donation.lines.all().delete()
        DonationLine.objects.bulk_create(
            DonationLine(donation=donation, **line.columns()) for line in given.lines
        )


def _link(activity: Activity, pairing: Pairing) -> ActivityLink:
    return ActivityLink.objects.create(
        activity=activity, pairing=pairing, state=ActivityState.DRAFT
    )


def _refuse_revision(
    activity: Activity, *, links: list[ActivityLink], facts: Facts, by: User
) -> None:
    if not can_change(by, activity):
        raise NotYoursToChangeError(activity)
    if not all(_joins(p, activity.logged_by_school) for p in facts.pairings):
        raise NotYoursToLogError(activity)
    if was_ever_confirmed(activity):
        raise AlreadyConfirmedError(activity)
    states = {link.state for link in links}
    if ActivityState.PENDING in states:
        raise StillPendingError(activity)
    if not states & TO_SUBMIT:
        raise AlreadyVoidedError(activity)


def _relink(
    activity: Activity,
    *,
    links: list[ActivityLink],
    pairings: Iterable[Pairing],
    by: User,
    at: datetime,
) -> list[ActivityLink]:
    """One link for each of ``pairings``. A link never confirmed whose pairing was taken out
    is voided, and comes back as a draft when the pairing does."""
    known = {link.pairing_id: link for link in links}
    for pairing in pairings:
        if pairing.pk not in known:
            known[pairing.pk] = _link(activity, pairing)
            step(known[pairing.pk], ActivityState.DRAFT, by=by, at=at)
        elif known[pairing.pk].state == ActivityState.VOIDED:
            step(known[pairing.pk], ActivityState.DRAFT, by=by, at=at)
    wanted = {pairing.pk for pairing in pairings}
    for link in links:
        if link.pairing_id not in wanted and link.state != ActivityState.VOIDED:
            step(link, ActivityState.VOIDED, by=by, at=at)
    return list(known.values())


def _changes(activity: Activity, facts: Facts) -> dict:
    """{field: [before, after]} as plain values, of what the revision changes."""
    before, after = _plain_of(activity), _plain(facts)
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


def _plain_of(activity: Activity) -> dict:
    row = {name: _value(getattr(activity, name)) for name in (*PLAIN, *LISTS)}
    heads = activity.heads.values_list("school__name", "people").order_by("school__name")
    names = activity.participants.values_list("name", flat=True).order_by("name")
    schools = activity.done_by.values_list("name", flat=True).order_by("name")
    found = row | {
        "heads": [list(pair) for pair in heads],
        "participants": list(names),
        "done_by": list(schools),
    }
    return found | {"donation": _donated(activity), "secondment": _stayed(activity)}


def _donated(activity: Activity) -> list[str]:
    donation = Donation.objects.filter(activity=activity).first()
    if donation is None:
        return []
    lines = [_line(line) for line in donation.lines.all()]
    return [x for x in (donation.purpose, donation.receipt_number) if x] + lines


def _stayed(activity: Activity) -> list[str]:
    stay = Secondment.objects.filter(activity=activity).first()
    return _told(stay) if stay else []


def _told(stay: Secondment | SecondmentFacts) -> list[str]:
    names = SecondmentFacts.__dataclass_fields__
    return [str(value) for name in names if (value := getattr(stay, name)) not in (None, "")]


def _line(line: DonationLine | GoodsLine) -> str:
    value = line.unit_value if line.unit_value is not None else line.total_value
    words = (line.name, f"{line.quantity}{line.unit}", "" if value is None else f"{value:.2f}")
    return " ".join(word for word in words if word)


def _plain(facts: Facts) -> dict:
    row = {name: _value(value) for name, value in facts.columns().items()}
    if facts.secondment is not None:
        row["secondment"] = _told(facts.secondment)
    if (given := facts.donation) is not None:
        about = [x for x in (given.purpose, given.receipt_number) if x]
        row["donation"] = about + [_line(line) for line in given.lines]
    return row | {
        "heads": sorted([school.name, people] for school, people in facts.heads),
        "participants": sorted(person.name for person in facts.people),
        "done_by": sorted(school.name for school in facts.done_by),
    }


def _value(value):
    if value is None or isinstance(value, bool | int | list):
        return value
    return str(value)
