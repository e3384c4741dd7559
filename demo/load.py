"""Write the demo county's activities and decisions as rows, around one day.

What a visitor logged or touched stays. What the demo itself wrote for another day is taken
out and written anew: it is scenery, and the only data in the project that may go.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import prefetch_related_objects

from activities.models import (
    Activity,
    ActivityLink,
    ActivityStep,
    Donation,
    DonationLine,
    HeadCount,
    Participant,
    Secondment,
)
from agreements.models import Headcount, Obligation, Waiver
from compliance import facts
from compliance.engine.windows import windows_of
from compliance.models import MakeUp
from demo.deeds import PUPILS, Deed, deeds_of, is_done
from demo.pairings import PAIRINGS
from demo.stories import STORIES, turn_of
from pairing.models import Pairing
from records.models import User

SCENERY = "demo-county"
CHUNK = 400
TEXTLESS = frozenset({"none"})


def token_of(deed: Deed) -> UUID:
    return uuid5(NAMESPACE_URL, f"{SCENERY}/{deed.place}")


@transaction.atomic
def load_deeds(pairings: dict[str, Pairing], *, day: date) -> int:
    """Replace the scenery's activities by those of ``day``; how many there are now."""
    _clear_scenery()
    taken = set(Activity.objects.values_list("form_token", flat=True))
    total = 0
    for row in PAIRINGS:
        if row.text in TEXTLESS or row.story == "unsigned":
            continue
        pairing = pairings[row.code]
        deeds = _deeds_of_pairing(pairing, story=row.story, day=day)
        total += _write([d for d in deeds if token_of(d) not in taken], pairing, day=day)
    return total


def _clear_scenery() -> None:
    """Take out what the demo wrote and nobody else touched, children first."""
    own = Activity.objects.filter(logged_by__username__startswith="demo-log-")
    touched = ActivityStep.objects.exclude(by__username__startswith="demo-log-")
    gone = own.exclude(links__steps__in=touched).exclude(files__isnull=False)
    gone = gone.exclude(rectification_steps__isnull=False)
    # A paper somebody wrote about a stay, or a real last day, makes the stay a touched one.
    written = Activity.objects.exclude(logged_by__username__startswith="demo-log-")
    written = written.filter(follows__isnull=False).values("follows")
    gone = gone.exclude(pk__in=written).exclude(secondment__ends__isnull=False)
    ids = list(gone.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        MakeUp.objects.filter(activity__in=some).delete()
        Secondment.objects.filter(activity__in=some).delete()
        Donation.objects.filter(activity__in=some).delete()
        Activity.objects.filter(follows__in=some).update(follows=None)
        ActivityStep.objects.filter(link__activity__in=some).delete()
        ActivityLink.objects.filter(activity__in=some).delete()
        Activity.objects.filter(pk__in=some).delete()


def _deeds_of_pairing(pairing: Pairing, *, story: str, day: date) -> list[Deed]:
    deeds = []
    prefetch_related_objects([pairing], "supporting_school__people", "receiving_school__people")
    duties = Obligation.objects.filter(clause__agreement__pairing=pairing)
    rows = duties.prefetch_related("shares").in_bulk()
    for _agreement, case in facts.cases([pairing]):
        for asked in case.obligations:
            row = rows[asked.id]
            if row.part_of_id is None and is_done(row):
                windows = [w for w in windows_of(asked, case, on=day) if w.starts_on <= day]
                deeds += _deeds_of_duty(row, windows, pairing=pairing, story=story, day=day)
    return deeds


def _deeds_of_duty(row, windows, *, pairing: Pairing, story: str, day: date) -> list[Deed]:
    deeds = []
    for back, window in enumerate(reversed(windows)):
        turn = turn_of(story, name=row.name, back=back)
        made = deeds_of(row, window, pairing=pairing, turn=turn, day=day)
        deeds += made
        if row.measure == "percent":
            _agree_headcount(row, window.starts_on)
        if turn.waived:
            _waive(row, window.starts_on, reason=turn.waived, on=min(day, window.due_on))
    return deeds


def _agree_headcount(row: Obligation, starts_on: date) -> None:
    Headcount.objects.update_or_create(
        obligation=row,
        window_starts_on=starts_on,
        defaults={"people": PUPILS, "agreed_on": starts_on},
    )


def _waive(row: Obligation, starts_on: date, *, reason: str, on: date) -> None:
    bureau = User.objects.get(username="bureau")
    Waiver.objects.update_or_create(
        obligation=row,
        window_starts_on=starts_on,
        defaults={
            "granted_by": bureau,
            "granted_by_name": str(bureau),
            "granted_on": on,
            "reason": reason,
        },
    )


def _write(deeds: list[Deed], pairing: Pairing, *, day: date) -> int:
    loggers = {
        school.pk: logger_of(school)
        for school in (pairing.supporting_school, pairing.receiving_school)
    }
    deeds.sort(key=lambda deed: (deed.starts_on, deed.place))
    numbers: dict[date, int] = defaultdict(int)
    activities = []
    for deed in deeds:
        numbers[deed.starts_on] += 1
        number = f"QL{pairing.code[-3:]}-{deed.starts_on:%y%m%d}-{numbers[deed.starts_on]:02}"
        activities.append(_activity(deed, number=number, loggers=loggers, day=day))
    saved = Activity.objects.bulk_create(activities, batch_size=CHUNK)
    _write_children(list(zip(deeds, saved, strict=True)), pairing, loggers=loggers, day=day)
    return len(saved)


def logger_of(school) -> User:
    """The pen of the demo at one school: it marks what is scenery and cannot log in."""
    people = list(school.people.order_by("phone"))
    user, _created = User.objects.get_or_create(
        username=f"demo-log-{school.pk}",
        defaults={"display_name": people[min(6, len(people) - 1)].name},
    )
    return user


def _entry_day(deed: Deed, day: date) -> date:
    return min(deed.starts_on + timedelta(days=deed.entered_after), day)


def _activity(deed: Deed, *, number: str, loggers: dict[int, User], day: date) -> Activity:
    first = deed.done_by[0]
    return Activity(
        number=number,
        type=deed.type,
        starts_on=deed.starts_on,
        ends_on=deed.ends_on,
        school=deed.school,
        logged_by=loggers[first.pk],
        logged_by_school=first,
        entered_at=moment(_entry_day(deed, day), 17),
        form_token=token_of(deed),
        **deed.fields,
    )


def moment(day: date, hour: int) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:20:00+08:00")


def _write_children(pairs, pairing: Pairing, *, loggers, day: date) -> None:
    through_schools, through_roster = Activity.done_by.through, Activity.roster.through
    schools, roster, heads, people = [], [], [], []
    for deed, activity in pairs:
        for school in deed.done_by:
            schools.append(through_schools(activity_id=activity.pk, school_id=school.pk))
        for entry in deed.roster:
            roster.append(through_roster(activity_id=activity.pk, rosterentry_id=entry.pk))
        for school, count in deed.heads.items():
            heads.append(HeadCount(activity=activity, school=school, people=count))
        people += [_participant(activity, person) for person in deed.participants]
    _write_donations(pairs)
    for model, rows in (
        (through_schools, schools),
        (through_roster, roster),
        (HeadCount, heads),
        (Participant, people),
    ):
        model.objects.bulk_create(rows, batch_size=CHUNK)
    links = ActivityLink.objects.bulk_create(
        [
            ActivityLink(activity=activity, pairing=pairing, state=_state(deed, day))
            for deed, activity in pairs
        ],
        batch_size=CHUNK,
    )
    steps = []
    for (deed, activity), link in zip(pairs, links, strict=True):
        steps += _steps(deed, activity, link, loggers=loggers, day=day)
    ActivityStep.objects.bulk_create(steps, batch_size=CHUNK)


def _write_donations(pairs) -> None:
    """The lines of the goods given, one kind each."""
    given = [(deed, activity) for deed, activity in pairs if deed.worth_of_one]
    donations = Donation.objects.bulk_create(
        Donation(activity=activity, worth=deed.worth_of_one * activity.goods)
        for deed, activity in given
    )
    DonationLine.objects.bulk_create(
        DonationLine(
            donation=donation,
            name="床上用品",
            unit="套",
            quantity=activity.goods,
            unit_value=deed.worth_of_one,
        )
        for donation, (deed, activity) in zip(donations, given, strict=True)
    )


def _participant(activity: Activity, person) -> Participant:
    return Participant(
        activity=activity,
        school=person.school,
        person=person,
        name=person.name,
        roles=person.roles,
        qualifications=person.qualifications,
        is_head=person.is_head,
    )


def _state(deed: Deed, day: date) -> str:
    """Confirmed two days after its entry; until then it waits."""
    if deed.state == "confirmed" and _entry_day(deed, day) + timedelta(days=2) > day:
        return "pending_confirm"
    return deed.state


def _steps(deed: Deed, activity: Activity, link, *, loggers, day: date) -> list[ActivityStep]:
    state, entered_on = _state(deed, day), _entry_day(deed, day)
    writer = activity.logged_by
    other = next((u for pk, u in loggers.items() if u != writer), writer)
    rows = [("pending_confirm", entered_on, writer, "")]
    if state in {"confirmed", "voided"}:
        rows.append(("confirmed", entered_on + timedelta(days=2), other, ""))
    if state == "voided":
        on = min(day, entered_on + timedelta(days=9))
        rows.append(("voided", on, writer, "与另一条重复登记"))
    if state == "returned":
        on = min(day, entered_on + timedelta(days=2))
        rows.append(("returned", on, other, "人数与签到表不一致"))
    return [
        ActivityStep(
            link=link, state=code, at=moment(on, 10 + hour), on=on, by=by, reason=reason
        )
        for hour, (code, on, by, reason) in enumerate(rows)
    ]


def accept_make_ups(pairings: dict[str, Pairing], *, day: date) -> None:
    """What the stories call made up for: the next window's first activity is accepted."""
    for row in PAIRINGS:
        if not any(turn.make_up for turn in STORIES[row.story].values()):
            continue
        pairing = pairings[row.code]
        for _agreement, case in facts.cases([pairing]):
            for asked in case.obligations:
                obligation = Obligation.objects.get(pk=asked.id)
                windows = [w for w in windows_of(asked, case, on=day) if w.starts_on <= day]
                for back, (later, window) in enumerate(pairwise(reversed(windows)), start=1):
                    if turn_of(row.story, name=obligation.name, back=back).make_up:
                        _accept(obligation, pairing, window, later, day=day)


def _accept(obligation: Obligation, pairing: Pairing, window, later, *, day: date) -> None:
    """Accept the first activity of the ``later`` window for the one that closed short."""
    place = f"{pairing.code}/{obligation.name}/{later.starts_on}/0"
    activity = Activity.objects.filter(
        form_token=uuid5(NAMESPACE_URL, f"{SCENERY}/{place}"), links__state="confirmed"
    ).first()
    if activity is None:
        return
    bureau = User.objects.get(username="bureau")
    MakeUp.objects.update_or_create(
        activity=activity,
        obligation=obligation,
        defaults={
            "window_starts_on": window.starts_on,
            "accepted_by": bureau,
            "accepted_by_name": str(bureau),
            "accepted_on": min(day, activity.starts_on + timedelta(days=6)),
            "reason": "因天气原因顺延，当学期未能成行",
        },
    )
