"""A text at work: kept, decided on card by card, finished into a draft. Every step locks the
row, so that of two people at once the second is told; nothing is created before ``finish``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from agreements.models import (
    Agreement,
    AgreementReading,
    AgreementTemplate,
    CopyHolder,
    ReadingState,
)
from agreements.reader.values import Reading
from agreements.readings import cards, cutting, plan
from agreements.readings.cards import CardState, MarkState, StaleCardError, Work
from agreements.readings.obligations import problems_in, row_of
from agreements.services.drafting import draft
from agreements.services.plans import write_plan
from agreements.services.reading_errors import (
    ApartError,
    CutError,
    NotAcceptableError,
    NothingToUndoError,
    NumberTakenError,
    ReadingClosedError,
    StaleStepError,
    UndecidedError,
)
from pairing.models import Bureau
from records.models import User
from records.services import write_event

MOST_STEPS_BACK = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file whose text was found. ``sha256`` is that of ``content``, in hexadecimal."""

    name: str
    content: bytes
    sha256: str


@transaction.atomic
def begin_reading(
    file: SentFile, *, reading: Reading, bureau: Bureau, by: User, at: datetime, purpose: str
) -> AgreementReading:
    """Keep the file and what was read from it. The same file, still at work for the same
    purpose in this bureau, is not begun twice: the work that is there comes back."""
    same = AgreementReading.objects.filter(
        bureau=bureau, sha256=file.sha256, state=ReadingState.OPEN, purpose=purpose
    ).first()
    if same is not None:
        return same
    row = AgreementReading(
        bureau=bureau,
        purpose=purpose,
        file_name=file.name[-200:],
        sha256=file.sha256,
        text=reading.text,
        found=_found(reading),
        work=cards.to_json(cards.work_of(reading)),
        owner=by,
        begun_at=at,
        changed_at=at,
        changed_by_name=str(by)[:60],
    )
    suffix = file.name.rpartition(".")[2].lower()[:5] if "." in file.name else "txt"
    row.source.save(f"{file.sha256[:32]}.{suffix}", ContentFile(file.content), save=False)
    row.save(force_insert=True)
    facts = {"file": row.file_name, "duties": len(reading.duties) + len(reading.uncounted)}
    write_event(row, verb="reading.begun", by=by, at=at, **facts)
    return row


def _found(reading: Reading) -> dict:
    heading = reading.heading
    return {
        "heading": {
            "title": heading.title,
            "supporting_school": heading.supporting_school,
            "receiving_school": heading.receiving_school,
            "policy_title": heading.policy_title,
            "policy_number": heading.policy_number,
            "starts_on": heading.starts_on and heading.starts_on.isoformat(),
            "ends_on": heading.ends_on and heading.ends_on.isoformat(),
            "copies": heading.copies,
            "holders": [list(holder) for holder in heading.holders],
            "places": {
                name: [[span.start, span.end] for span in spans]
                for name, spans in heading.places.items()
            },
        },
        "clauses": [
            {
                "label": clause.label,
                "heading": clause.heading,
                "span": [clause.span.start, clause.span.end],
                "level": clause.level,
                "parent": clause.parent,
            }
            for clause in reading.clauses
        ],
    }


# --- Card by card -----------------------------------------------------------------------------
def accept(reading, *, key: int, revision: int, by: User, at: datetime) -> AgreementReading:
    """Raises NotAcceptableError for a duty that cannot stand in an agreement yet."""

    def act(work: Work) -> Work:
        work.card(key, revision=revision)
        _refuse_unfit(work, key)
        return cards.decide(work, key, state=CardState.ACCEPTED)

    return _step(reading, act, verb="reading.accepted", by=by, at=at, card=key)


def accept_sure(reading, *, by: User, at: datetime) -> AgreementReading:
    """Accept every open duty that was read without doubt (``sure_keys``)."""

    def act(work: Work) -> Work:
        for key in sure_keys(work):
            work = cards.decide(work, key, state=CardState.ACCEPTED)
        return work

    return _step(reading, act, verb="reading.accepted", by=by, at=at, card="sure")


def sure_keys(work: Work) -> list[int]:
    """Open duties as they were read, in order, complete, with a number or none needed."""
    return [
        card.key
        for card in work.shown
        if card.state == CardState.OPEN
        and card.read is not None
        and not card.lacks_number
        and not problems_of_card(work, card.key)
    ]


def correct(
    reading, *, key: int, revision: int, duty: Mapping, by: User, at: datetime
) -> AgreementReading:
    """Put ``duty`` in the place of what was read and accept it. Raises NotAcceptableError."""

    def act(work: Work) -> Work:
        work.card(key, revision=revision)
        found = cards.correct(work, key, duty=duty)
        _refuse_unfit(found, key)
        return found

    return _step(reading, act, verb="reading.corrected", by=by, at=at, card=key)


def set_aside(
    reading, *, key: int, revision: int, state: CardState, by: User, at: datetime
) -> AgreementReading:
    """No duty, dropped, or open again."""

    def act(work: Work) -> Work:
        work.card(key, revision=revision)
        return cards.decide(work, key, state=state)

    return _step(reading, act, verb=f"reading.{state}", by=by, at=at, card=key)


def split(
    reading, *, key: int, revision: int, by: User, at: datetime, where: int | str | None = None
) -> AgreementReading:
    """Before a character of the text, or where words begin in the card; without ``where`` one
    duty for each type of activity. Raises CutError."""

    def act(work: Work) -> Work:
        card = work.card(key, revision=revision)
        if where is None:
            return cards.split(work, key)
        is_place = isinstance(where, int)
        place = where if is_place else cutting.place_of_words(reading.text, card, where)
        return cutting.split_at(work, key, at=place, text=reading.text)

    return _step(reading, act, verb="reading.split", by=by, at=at, card=key)


def merge(
    reading, *, key: int, revision: int, other: int, by: User, at: datetime
) -> AgreementReading:
    """Raises ApartError for cards of two clauses that are not neighbours either."""

    def act(work: Work) -> Work:
        work.card(key, revision=revision)
        work.card(other)
        return cutting.merge(work, key, other=other, clauses=reading.found["clauses"])

    return _step(reading, act, verb="reading.merged", by=by, at=at, card=key, other=other)


def make_duty(reading, *, mark: int, by: User, at: datetime) -> AgreementReading:
    """A card of a sentence that was not read."""

    def act(work: Work) -> Work:
        if work.mark(mark).state == MarkState.MADE:
            raise StaleCardError(mark)
        return cards.make(work, mark)

    return _step(reading, act, verb="reading.made", by=by, at=at, mark=mark)


def judge_mark(
    reading, *, mark: int, state: MarkState, by: User, at: datetime
) -> AgreementReading:
    def act(work: Work) -> Work:
        return cards.judge_mark(work, mark, state=state)

    return _step(reading, act, verb="reading.mark_judged", by=by, at=at, mark=mark)


@transaction.atomic
def undo(reading: AgreementReading, *, by: User, at: datetime) -> AgreementReading:
    """Back to before the last step. Raises NothingToUndoError."""
    row = _locked(reading)
    if not row.before:
        raise NothingToUndoError(row)
    *earlier, last = row.before
    row.work, row.before = (
        _newer(cards.from_json(last), than=cards.from_json(row.work)),
        earlier,
    )
    return _saved(row, verb="reading.undone", by=by, at=at)


def _newer(work: Work, *, than: Work) -> dict:
    """The earlier work, with revisions that no page has seen yet."""
    latest = max((card.revision for card in than.cards), default=0) + 1
    data = cards.to_json(work)
    for row in data["cards"]:
        row["revision"] = latest
    return data


@transaction.atomic
def abandon(reading: AgreementReading, *, by: User, at: datetime) -> AgreementReading:
    """Give the work up; it stays readable and nothing is created."""
    row = _locked(reading)
    row.state = ReadingState.ABANDONED
    return _saved(row, verb="reading.abandoned", by=by, at=at)


def problems_of_card(work: Work, key: int) -> list:
    return problems_in(row_of_card(work, key))


def row_of_card(work: Work, key: int):
    """The duty of a card as a row, with its whole."""
    card = work.card(key)
    whole = None
    if card.whole is not None and any(c.key == card.whole and c.is_shown for c in work.cards):
        whole = row_of(work.card(card.whole).duty, key=card.whole)
    return row_of(card.duty, key=key, whole=whole)


def _refuse_unfit(work: Work, key: int) -> None:
    if problems := problems_of_card(work, key):
        raise NotAcceptableError(key, problems=problems)


# --- The end ----------------------------------------------------------------------------------
@transaction.atomic
def finish(
    reading: AgreementReading,
    *,
    agreement: Agreement,
    by: User,
    at: datetime,
    holders: Sequence[tuple[str, int]] = (),
) -> Agreement:
    """Make the draft ``agreement`` (not saved yet) of what was accepted, in one transaction
    with its clauses, duties and ``holders`` of copies. Raises UndecidedError, NumberTakenError,
    ReadingClosedError, PairingEndedError, or ValidationError for a duty that does not fit the
    agreement's days."""
    row = _locked(reading)
    planned = plan_of_reading(row)
    _refuse_undecided(row)
    if Agreement.objects.filter(number=agreement.number).exists():
        raise NumberTakenError(row, number=agreement.number)
    agreement.preamble = plan.with_policy_hole(
        planned.preamble, policy_title=agreement.policy_title
    )
    draft(agreement, by=by, at=at)
    write_plan(agreement, planned)
    for order, (holder, count) in enumerate(holders, start=1):
        CopyHolder.objects.create(agreement=agreement, holder=holder, count=count, order=order)
    row.agreement, row.state = agreement, ReadingState.DONE
    facts = {"number": agreement.number, "duties": len(planned.duties)}
    _saved(row, verb="reading.finished", by=by, at=at, **facts)
    return agreement


@transaction.atomic
def finish_template(
    reading: AgreementReading, *, template: AgreementTemplate, by: User, at: datetime
) -> AgreementTemplate:
    """Make the ``template`` (not saved yet) of what was accepted. Raises UndecidedError,
    ReadingClosedError."""
    row = _locked(reading)
    _refuse_undecided(row)
    found = plan_of_reading(row)
    preamble = plan.with_policy_hole(found.preamble, policy_title=template.policy_title)
    template.content = plan.to_json(replace(found, preamble=preamble))
    template.bureau, template.made_of = row.bureau, row
    template.made_by, template.made_at = by, at
    template.save(force_insert=True)
    row.state = ReadingState.DONE
    _saved(row, verb="reading.finished", by=by, at=at, template=template.name)
    write_event(template, verb="template.made", by=by, at=at)
    return template


def plan_of_reading(reading: AgreementReading) -> plan.Plan:
    return plan.plan_of(
        reading.text,
        clauses=reading.found["clauses"],
        work=cards.from_json(reading.work),
        title=reading.found["heading"]["title"],
    )


@transaction.atomic
def keep_entries(
    reading: AgreementReading, *, entries: dict, by: User, at: datetime
) -> AgreementReading:
    """What was filled in on the last page, kept for whoever comes back."""
    row = _locked(reading)
    row.entries = entries
    return _saved(row, verb="reading.entries_kept", by=by, at=at)


def _refuse_undecided(row: AgreementReading) -> None:
    left = [c for c in cards.from_json(row.work).shown if c.state == CardState.OPEN]
    if left:
        raise UndecidedError(row, count=len(left))


# --- Shared -----------------------------------------------------------------------------------
@transaction.atomic
def _step(
    reading: AgreementReading,
    act: Callable[[Work], Work],
    *,
    verb: str,
    by: User,
    at: datetime,
    **facts,
) -> AgreementReading:
    row = _locked(reading)
    try:
        changed = act(cards.from_json(row.work))
    except (StaleCardError, LookupError) as error:
        raise StaleStepError(row, by=row.changed_by_name) from error
    except cutting.NoPlaceToCutError as error:
        raise CutError(row) from error
    except cutting.NotTogetherError as error:
        raise ApartError(row) from error
    row.before = [*row.before, row.work][-MOST_STEPS_BACK:]
    row.work = cards.to_json(changed)
    return _saved(row, verb=verb, by=by, at=at, **facts)


def _locked(reading: AgreementReading) -> AgreementReading:
    row = AgreementReading.objects.select_for_update().get(pk=reading.pk)
    if row.state != ReadingState.OPEN:
        raise ReadingClosedError(row, state=row.state)
    return row


def _saved(
    row: AgreementReading, *, verb: str, by: User, at: datetime, **facts
) -> AgreementReading:
    row.changed_at, row.changed_by_name = at, str(by)[:60]
    row.save(
        update_fields=[
            "work",
            "before",
            "entries",
            "state",
            "agreement",
            "changed_at",
            "changed_by_name",
        ]
    )
    write_event(row, verb=verb, by=by, at=at, **facts)
    return row
