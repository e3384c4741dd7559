"""What the page of one agreement shows, ready for the template."""

from dataclasses import dataclass
from datetime import date

from agreements.acts import Acts, acts_of
from agreements.document import AgreementDocument, PrintedDuty, document_of
from agreements.models import BINDING, Agreement, Obligation
from agreements.readiness import blocking, remarks_on
from agreements.rendering import describe, short
from agreements.services import last_reminded_on
from agreements.timeline import Step, timeline_of
from agreements.version import grouped, text_sha256
from agreements.waiting import RETURNED, Due, Waiting, given_sides, waited_for
from agreements.wording import LOOKS, sentence
from records.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    word: str
    look: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """``replaced_by`` is the duty of an amendment that stands in its place, ``replaces`` the
    one of the agreement that it takes the place of; each with its clause and agreement."""

    printed: PrintedDuty
    party: str
    short: str
    text: str
    replaced_by: Obligation | None
    replaces: Obligation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """``blockers`` keep it from being signed, ``remarks`` are only shown. ``code`` stands on
    every page of its paper. ``returned`` tells of the return after which nothing happened
    yet; ``reminded_on`` is the day of the last reminder."""

    agreement: Agreement
    document: AgreementDocument
    tag: Tag
    steps: list[Step]
    duties: list[DutyLine]
    weights: int
    amendments: list[Agreement]
    blockers: list[str]
    remarks: list[str]
    acts: Acts
    waiting: Waiting | None
    given: frozenset[str]
    text_sha256: str
    code: str
    returned: Event | None
    reminded_on: date | None

    @property
    def return_note(self) -> str:
        facts = self.returned.facts if self.returned else {}
        return facts.get("note") or facts.get("reason", "")


def tag_of(agreement: Agreement, *, on: date) -> Tag:
    """Reads ``suspensions``."""
    state = agreement.standing(on)
    look, mark = LOOKS[state]
    return Tag(word=str(state.label), look=look, mark=mark)


def page_of(agreement: Agreement, *, user, on: date) -> AgreementPage:
    """``agreement`` comes from ``for_document()``."""
    document = document_of(agreement)
    sha256 = text_sha256(document)
    events = list(Event.objects.about(agreement))
    given = given_sides(agreement, document)
    waiting = waited_for(agreement, given=given, events=events)
    blockers = blocking(agreement) if agreement.state not in BINDING else []
    acts = acts_of(
        agreement, user=user, given=given, waiting=waiting, is_ready=not blockers, on=on
    )
    return AgreementPage(
        agreement=agreement,
        document=document,
        tag=tag_of(agreement, on=on),
        steps=timeline_of(agreement, events=events, waiting=waiting, on=on),
        duties=_lines(agreement, document),
        weights=sum(duty.weight or 0 for duty in document.duties),
        amendments=_amendments(agreement, user=user, on=on),
        blockers=[sentence(problem) for problem in blockers],
        remarks=[sentence(problem) for problem in remarks_on(agreement)],
        acts=acts,
        waiting=waiting,
        given=given,
        text_sha256=sha256,
        code=grouped(sha256),
        returned=_returned(events, waiting),
        reminded_on=last_reminded_on(events),
    )


def _returned(events: list[Event], waiting: Waiting | None) -> Event | None:
    if waiting is None or waiting.due != Due.REWORK:
        return None
    return next((event for event in events if event.verb in RETURNED), None)


def _amendments(agreement: Agreement, *, user, on: date) -> list[Agreement]:
    rows = Agreement.objects.visible_to(user).filter(amends=agreement)
    found = list(rows.prefetch_related("signatures", "suspensions").order_by("starts_on", "pk"))
    for row in found:
        row.tag = tag_of(row, on=on)
    return found


def _lines(agreement: Agreement, document: AgreementDocument) -> list[DutyLine]:
    rows = {o.pk: o for clause in agreement.clauses.all() for o in clause.obligations.all()}
    related = Obligation.objects.select_related(
        "clause__parent", "clause__agreement", "replaces__clause__parent"
    )
    binding = related.filter(replaces__in=rows, clause__agreement__state__in=BINDING)
    by_old = {row.replaces_id: row for row in binding}
    old_ids = [row.replaces_id for row in rows.values() if row.replaces_id]
    old = {row.pk: row for row in related.filter(pk__in=old_ids)}
    return [
        DutyLine(
            printed=duty,
            party=rows[duty.obligation_id].party,
            short=short(rows[duty.obligation_id]),
            text=describe(rows[duty.obligation_id]),
            replaced_by=by_old.get(duty.obligation_id),
            replaces=old.get(rows[duty.obligation_id].replaces_id),
        )
        for duty in document.duties
    ]
