"""Facts beside the verdicts: schools, agreements, what was decided and said, rosters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, Waiver
from compliance.follow_up import Said, Window, told_about
from compliance.models import MakeUp
from pairing.models import GroupRole, Pairing, RosterEntry, School
from reports.documents.school_years import Days
from reports.documents.year_duties import DutyLine, WindowLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFacts:
    """One school as it stands today, with its people in the pairing."""

    side: str
    name: str
    short_name: str
    code: str
    type_label: str
    stages: tuple[str, ...]
    district: str
    address: str
    staff_total: int | None
    bureau: str
    heads: tuple[str, ...]
    deputies: tuple[str, ...]
    members: tuple[str, ...]
    liaisons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    number: str
    title: str
    starts_on: date
    ends_on: date
    effective_on: date
    terminated_on: date | None
    amendments: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A waiver or an accepted make-up. ``held_on`` is the make-up's day."""

    name: str
    window: WindowLine
    decided_on: date
    decided_by: str
    reason: str
    held_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    kind: str
    mentor: str
    person: str
    subject: str
    starts_on: date
    ends_on: date | None


def pairing_facts(pairing: Pairing) -> dict:
    programme = pairing.programme
    seats = list(pairing.members.select_related("person").order_by("pk"))
    return {
        "supporting": _side(pairing.supporting_school, side="supporting", seats=seats),
        "receiving": _side(pairing.receiving_school, side="receiving", seats=seats),
        "programme": programme.name,
        "policy_title": programme.policy_title,
        "policy_number": programme.policy_number,
        "round_number": pairing.round.number if pairing.round_id else None,
        "batch": pairing.batch,
        "consortium": pairing.consortium.name if pairing.consortium_id else "",
        "area_names": tuple(str(area) for area in pairing.support_areas.all()),
    }


def school_facts(school: School) -> SideFacts:
    """One school by itself, without the people of a pairing."""
    return _side(school, side="", seats=[])


def _side(school: School, *, side: str, seats: list) -> SideFacts:
    def named(role: str) -> tuple[str, ...]:
        own = (s.person for s in seats if s.role == role and s.person.school_id == school.pk)
        return tuple(
            f"{person.name}（{person.title}）" if person.title else person.name
            for person in own
        )

    return SideFacts(
        side=side,
        name=school.name,
        short_name=school.label,
        code=school.code,
        type_label=school.get_school_type_display().partition(" ")[2],
        stages=tuple(school.stage_labels),
        district=school.district,
        address=school.address,
        staff_total=school.staff_total,
        bureau=school.bureau.name,
        heads=named(GroupRole.HEAD),
        deputies=named(GroupRole.DEPUTY),
        members=named(GroupRole.MEMBER),
        liaisons=named(GroupRole.LIAISON),
    )


def agreement_facts(
    mains: Iterable[Agreement], *, known_on: date
) -> tuple[AgreementFacts, ...]:
    """Those that both had signed by ``known_on``; reads ``signatures``."""
    return tuple(
        AgreementFacts(
            number=main.number,
            title=main.title,
            starts_on=main.starts_on,
            ends_on=main.ends_on,
            effective_on=main.effective_on,
            terminated_on=main.terminated_on,
            amendments=_amendments(main, known_on=known_on),
        )
        for main in mains
        if main.effective_on and main.effective_on <= known_on
    )


def _amendments(main: Agreement, *, known_on: date) -> tuple[tuple[str, date], ...]:
    rows = main.amendments.binding().prefetch_related("signatures").order_by("starts_on", "pk")
    return tuple(
        (row.number, row.in_force_on)
        for row in rows
        if row.effective_on and row.effective_on <= known_on
    )


def waiver_lines(duties: Iterable[DutyLine], *, known_on: date) -> tuple[DecisionLine, ...]:
    """Waivers of the windows of ``duties``, granted by ``known_on``."""
    windows = _windows_of(duties)
    rows = Waiver.objects.filter(
        obligation__in={pk for pk, _ in windows}, granted_on__lte=known_on
    ).order_by("granted_on", "pk")
    found = ((row, windows.get((row.obligation_id, row.window_starts_on))) for row in rows)
    return tuple(
        DecisionLine(
            name=place[0].name,
            window=place[1],
            decided_on=row.granted_on,
            decided_by=row.granted_by_name,
            reason=row.reason,
        )
        for row, place in found
        if place
    )


def make_up_lines(duties: Iterable[DutyLine], *, known_on: date) -> tuple[DecisionLine, ...]:
    """Make-ups accepted by ``known_on`` for the windows of ``duties``."""
    windows = _windows_of(duties)
    rows = (
        MakeUp.objects.filter(
            obligation__in={pk for pk, _ in windows}, accepted_on__lte=known_on
        )
        .select_related("activity")
        .order_by("accepted_on", "pk")
    )
    found = ((row, windows.get((row.obligation_id, row.window_starts_on))) for row in rows)
    return tuple(
        DecisionLine(
            name=place[0].name,
            window=place[1],
            decided_on=row.accepted_on,
            decided_by=row.accepted_by_name,
            reason=row.reason,
            held_on=row.activity.starts_on,
        )
        for row, place in found
        if place
    )


def _windows_of(
    duties: Iterable[DutyLine],
) -> dict[tuple[int, date], tuple[DutyLine, WindowLine]]:
    return {
        (duty.obligation_id, w.starts_on): (duty, w) for duty in duties for w in duty.windows
    }


SaidLines = Mapping[Window, tuple[Said, ...]]


def said_lines(
    pairing: Pairing, duties: Iterable[DutyLine], *, known_on: date
) -> dict[Window, tuple[Said, ...]]:
    """What was said by ``known_on`` of the windows of ``duties`` that fell short."""
    told = told_about([pairing], on=known_on)
    short = (window_key(duty, w) for duty in duties for w in duty.windows if w.is_gap)
    return {key: told[key] for key in short if key in told}


def window_key(duty: DutyLine, window: WindowLine) -> Window:
    return duty.obligation_id, window.starts_on, window.trigger


def said_data(said: SaidLines) -> dict:
    """The same for the enclosed data; nothing where nothing was said."""
    lines = [
        {
            "duty": duty,
            "window": starts_on.isoformat(),
            "step": each.kind.value,
            "by": each.by,
            "on": each.on.isoformat(),
            "text": each.text,
        }
        for (duty, starts_on, _), told in said.items()
        for each in told
    ]
    return {"said": lines} if lines else {}


def roster_lines(pairing: Pairing, *, span: Days) -> tuple[RosterLine, ...]:
    first_on, last_on = span
    rows = RosterEntry.objects.filter(
        pairing=pairing, starts_on__lte=last_on, entered_on__lte=last_on
    ).select_related("mentor__school", "person__school", "school")
    found = ((row, _last_day(row, known_on=last_on)) for row in rows.order_by("kind", "pk"))
    return tuple(
        RosterLine(
            kind=row.kind,
            mentor=row.mentor_names or (row.mentor.name if row.mentor_id else ""),
            person=row.person.name if row.person_id else str(row.school or ""),
            subject=row.get_subject_display(),
            starts_on=row.starts_on,
            ends_on=ends_on,
        )
        for row, ends_on in found
        if ends_on is None or ends_on >= first_on
    )


def _last_day(row: RosterEntry, *, known_on: date) -> date | None:
    """An end that both schools knew later does not reach back."""
    is_known = row.ended_known_on is not None and row.ended_known_on <= known_on
    return row.ended_on if is_known else row.ends_on
