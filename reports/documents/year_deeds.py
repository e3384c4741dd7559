"""What was done in a school year: every activity of a pairing as it stood on one day.

An activity entered, confirmed or voided after that day is seen as it was then, so that the
figures rest on the same facts as the verdicts beside them. Drafts are nobody's business yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from activities.models import Activity, ActivityLink, ActivityState, PlaceKind
from agreements.models import Obligation
from compliance import wording
from compliance.engine.verdicts import Evidence, PartKind, Verdict
from pairing.models import Pairing
from reports.documents.year_duties import MissLine, rank, share_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """That an activity counted for a duty, and for how much: 示范课, 4 节. ``parts`` names the
    items of an each-of that it served; ``quantity`` is "" beside them."""

    obligation_id: int
    name: str
    quantity: str
    parts: tuple[str, ...] = ()
    made_up_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One activity. ``sides`` are those whose people or document it was; ``held_at`` is a
    side, ``online`` or ``elsewhere``. ``attendances`` is 0 for a document."""

    activity_id: int
    number: str
    type: str
    type_label: str
    starts_on: date
    ends_on: date
    entered_on: date
    state: str
    summary: str
    is_document: bool
    sides: frozenset[str]
    held_at: str
    place: str
    lessons: int
    items: int
    amount: Decimal
    goods: int
    attendances: int
    names: frozenset[tuple[int, str]]
    people: tuple[tuple[str, str], ...]
    counts: tuple[Count, ...] = ()
    miss: MissLine | None = None

    @property
    def is_confirmed(self) -> bool:
        return self.state == ActivityState.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Sums of confirmed activities, each in its own measure. ``people`` are distinct names;
    ``amount`` is in yuan."""

    events: int = 0
    lessons: int = 0
    attendances: int = 0
    people: int = 0
    documents: int = 0
    amount: Decimal = Decimal(0)
    goods: int = 0


def figures_of(deeds: Iterable[Deed]) -> Figures:
    """The unconfirmed are left out."""
    deeds = [deed for deed in deeds if deed.is_confirmed]
    names = {name for deed in deeds if not deed.is_document for name in deed.names}
    return Figures(
        events=sum(not deed.is_document for deed in deeds),
        lessons=sum(deed.lessons for deed in deeds),
        attendances=sum(deed.attendances for deed in deeds),
        people=len(names),
        documents=sum(deed.items for deed in deeds if deed.is_document),
        amount=sum((deed.amount for deed in deeds), start=Decimal(0)),
        goods=sum(deed.goods for deed in deeds),
    )


def deeds_of(
    pairing: Pairing,
    *,
    first_on: date,
    last_on: date,
    known_on: date,
    counts: Mapping[int, tuple[Count, ...]],
    misses: Mapping[int, MissLine],
) -> tuple[Deed, ...]:
    """Activities that began in the days given, by day and lasting number; six queries."""
    links = (
        ActivityLink.objects.filter(
            pairing=pairing, activity__starts_on__range=(first_on, min(last_on, known_on))
        )
        .select_related("activity__school", "activity__sub_site")
        .prefetch_related(
            "steps", "activity__heads", "activity__participants", "activity__done_by"
        )
        .order_by("activity__starts_on", "activity__number")
    )
    found = ((link, _state_on(link, known_on)) for link in links)
    return tuple(
        _deed(link.activity, pairing=pairing, state=state, counts=counts, misses=misses)
        for link, state in found
        if state and state != ActivityState.DRAFT
    )


def _state_on(link: ActivityLink, known_on: date) -> str:
    """The state at the end of the day; "" when it was entered later."""
    if local_day(link.activity.entered_at) > known_on:
        return ""
    steps = [step for step in link.steps.all() if step.on <= known_on]
    return steps[-1].state if steps else ""


def local_day(moment) -> date:
    return timezone.localtime(moment).date()


def _deed(
    row: Activity, *, pairing: Pairing, state: str, counts: Mapping, misses: Mapping
) -> Deed:
    sides = (pairing.side_of(school.pk) for school in row.done_by.all())
    participants = row.participants.all()
    return Deed(
        activity_id=row.pk,
        number=row.number,
        type=row.type,
        type_label=row.get_type_display(),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        entered_on=local_day(row.entered_at),
        state=state,
        summary=row.summary,
        is_document=row.is_document,
        sides=frozenset(side for side in sides if side),
        held_at=_held_at(row, pairing=pairing),
        place=_place(row),
        lessons=row.lessons,
        items=row.items,
        amount=row.amount,
        goods=row.goods,
        attendances=0 if row.is_document else _attendances(row),
        names=frozenset((p.school_id, p.name) for p in participants),
        people=tuple((pairing.side_of(p.school_id), p.name) for p in participants),
        counts=counts.get(row.pk, ()),
        miss=misses.get(row.pk),
    )


def _held_at(row: Activity, *, pairing: Pairing) -> str:
    if row.place == PlaceKind.ONLINE:
        return "online"
    side = pairing.side_of(row.school_id) if row.place == PlaceKind.SCHOOL else ""
    return side or "elsewhere"


def _place(row: Activity) -> str:
    if row.sub_site_id:
        return row.sub_site.name
    return row.place_text or (row.school.label if row.school_id else "")


def _attendances(row: Activity) -> int:
    """People of every school that took part: the names, or the head-count if that is more."""
    named: dict[int, int] = {}
    for participant in row.participants.all():
        named[participant.school_id] = named.get(participant.school_id, 0) + 1
    for head in row.heads.all():
        named[head.school_id] = max(named.get(head.school_id, 0), head.people)
    return sum(named.values())


# --- what each activity counted for --------------------------------------------------------


def counts_of(
    verdicts: Iterable[Verdict], *, obligations: Mapping[int, Obligation]
) -> dict[int, tuple[Count, ...]]:
    """By activity, in the order of the duties. A share is told beside its whole."""
    found: dict[int, list[Count]] = {}
    for verdict in verdicts:
        obligation = obligations[verdict.obligation_id]
        for evidence in verdict.evidence:
            found.setdefault(evidence.activity_id, []).append(
                _count(verdict, evidence, obligation=obligation)
            )
        for part in verdict.parts:
            if part.part.kind is PartKind.SHARE:
                about = share_of(part, obligation=obligation)
                for evidence in part.evidence:
                    found.setdefault(evidence.activity_id, []).append(
                        _count(part, evidence, obligation=about)
                    )
    return {pk: tuple(made) for pk, made in found.items()}


def _count(verdict: Verdict, evidence: Evidence, *, obligation: Obligation) -> Count:
    parts = tuple(
        wording.part_label(part.part, obligation=obligation)
        for part in verdict.parts
        if part.part.kind is PartKind.ITEM
        and any(each.activity_id == evidence.activity_id for each in part.evidence)
    )
    return Count(
        obligation_id=obligation.pk,
        name=obligation.name,
        quantity="" if parts else wording.quantity(evidence.counted, obligation.measure),
        parts=parts,
        made_up_for=wording.window_label(verdict.window) if evidence.made_up else "",
    )


def nearest_misses(windows: Iterable) -> dict[int, MissLine]:
    """Of every activity the nearest obstacle over all windows given."""
    found: dict[int, MissLine] = {}
    for window in windows:
        for miss in window.misses:
            kept = found.get(miss.activity_id)
            if kept is None or rank(miss) < rank(kept):
                found[miss.activity_id] = miss
    return found
