"""What a change would do, told before it is saved. Plain values: a job keeps them as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.models import AgreementState, Modality, Obligation
from compliance.engine.verdicts import WORST_FIRST, ReasonCode, Status, Verdict
from compliance.presenters.addresses import address_of
from compliance.questions import Question
from compliance.supposing import OfDraft, OfProgramme
from compliance.typed import Typed
from compliance.whatif import Answer, Difference, Effect
from compliance.wording import day, quantity, ratio, sentence, span, why, window_label
from pairing.models import Pairing

_WORDS = {
    Effect.APPEARS: gettext_lazy("periods appear"),
    Effect.VANISHES: gettext_lazy("periods are no more"),
    Effect.FIGURES: gettext_lazy("keep their status, with other figures"),
    Effect.DAYS: gettext_lazy("keep status and figures, over other days"),
}

# Time and count weighed against each other: what turns an open verdict.
_WEIGHED = (ReasonCode.BEHIND, ReasonCode.ON_PACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A verdict in one tag; ``figure`` may be ""."""

    status: str
    severity: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One period that would not stay as it is; ``reason`` says why it would be so, "" where it
    would be no more. ``address`` leads to the verdict as it is, "" where there is none."""

    pairing: str
    duty: str
    party: str
    place: str
    window: str
    effect: str
    before: Standing | None
    after: Standing | None
    reason: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    count: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """``notes`` are sentences on how it was asked, ``subject`` the row that is changed."""

    subject: str
    notes: tuple[str, ...]
    headline: str
    asked: str
    total: int
    moves: tuple[Move, ...]
    tallies: tuple[Tally, ...]
    lines: tuple[Line, ...]
    shown: str  # how many of how many are listed; "" when all are


def page_of(answer: Answer, *, question: Question, typed: Typed) -> Preview:
    shown = answer.shown()
    words = _Words(shown, typed=question.duty)
    return Preview(
        subject=_subject(question, typed),
        notes=tuple(_notes(question, typed)),
        headline=_headline(answer),
        asked=_asked(answer),
        total=answer.total,
        moves=tuple(_moves(answer.moves)),
        tallies=tuple(_tallies(answer)),
        lines=tuple(words.line(difference) for difference in shown),
        shown=_shown(answer, count=len(shown)),
    )


# --- the whole ----------------------------------------------------------------------------


def _headline(answer: Answer) -> str:
    if not answer.changed:
        return _("No verdict would change.")
    facts = {"count": answer.changed, "pairings": answer.touched}
    if answer.touched == 1:
        return (
            ngettext(
                "%(count)s verdict would change, in one pairing.",
                "%(count)s verdicts would change, in one pairing.",
                answer.changed,
            )
            % facts
        )
    return _("%(count)s verdicts would change, in %(pairings)s pairings.") % facts


def _asked(answer: Answer) -> str:
    windows = ngettext("%(count)s period", "%(count)s periods", answer.windows)
    pairings = ngettext("%(count)s pairing", "%(count)s pairings", answer.pairings)
    facts = {
        "windows": windows % {"count": answer.windows},
        "pairings": pairings % {"count": answer.pairings},
        "day": day(answer.on),
    }
    return (
        _("Compared: %(windows)s of %(pairings)s, as of %(day)s. Nothing has been saved.")
        % facts
    )


def _moves(moves: Mapping[tuple[Status | None, Status | None], int]) -> Iterable[Move]:
    """What becomes worst first."""
    ranks = {status: rank for rank, status in enumerate(WORST_FIRST)}

    def place(move) -> tuple[int, int]:
        before, after = move
        return ranks.get(after, len(ranks)), ranks.get(before, len(ranks))

    for before, after in sorted(moves, key=place):
        count = moves[before, after]
        yield Move(before=before or "", after=after or "", count=count)


def _tallies(answer: Answer) -> Iterable[Tally]:
    for effect, words in _WORDS.items():
        if count := answer.counts[effect]:
            yield Tally(count=count, words=str(words))


def _shown(answer: Answer, *, count: int) -> str:
    if count == answer.total:
        return ""
    facts = {"count": count, "total": answer.total}
    return _("The first %(count)s of %(total)s; all of them are counted above.") % facts


def _subject(question: Question, typed: Typed) -> str:
    subject = f"{typed.keeper.opts.verbose_name} {typed.form.instance}"
    return _("%(row)s, taken out") % {"row": subject} if question.is_gone else subject


def _notes(question: Question, typed: Typed) -> Iterable[str]:
    """How it was asked, where that does not go without saying."""
    if isinstance(question.change, OfDraft):
        yield _as_if(question.change)
    if isinstance(question.change, OfProgramme) and "cut_rule" in typed.form.changed_data:
        yield _(
            "The rule for windows cut short is copied into an agreement when it is drafted:"
            " agreements that stand keep theirs."
        )
    if not (typed.has_changed or question.is_gone):
        yield _("Nothing in the form differs from what is kept.")
    if question.unseen:
        yield ngettext(
            "%(count)s more pairing rests on this; you do not see it, and it was not asked.",
            "%(count)s more pairings rest on this; you do not see them, and they were not"
            " asked.",
            question.unseen,
        ) % {"count": question.unseen}


def _as_if(change: OfDraft) -> str:
    signed = change.signed
    if signed.amends_id is None:
        return _(
            "A draft binds nobody yet. Asked as if both schools had signed it on %(day)s: as"
            " typed, against the draft as it is kept."
        ) % {"day": day(signed.effective_on)}
    if signed.amends.effective_on is None:
        return _("The agreement that it amends binds nobody yet: nothing is judged by it.")
    return _(
        "A draft binds nobody yet. Asked as if both schools signed the whole amendment today:"
        " it holds for periods that begin on or after %(day)s."
    ) % {"day": day(signed.in_force_on)}


# --- line by line -------------------------------------------------------------------------


class _Words:
    """The lines of some differences, with the rows they name read at once."""

    def __init__(self, differences: Iterable[Difference], *, typed: Obligation | None):
        differences = list(differences)
        self.typed = typed
        self.pairings = Pairing.objects.select_related(
            "supporting_school", "receiving_school"
        ).in_bulk({d.agreement.pairing_id for d in differences})
        verdicts = [v for d in differences for v in (d.before, d.after) if v]
        rows = Obligation.objects.select_related("clause__parent")
        self.duties = rows.prefetch_related("shares", "quotas").in_bulk(
            {verdict.obligation_id for verdict in verdicts}
        )

    def line(self, difference: Difference) -> Line:
        before, after = difference.before, difference.after
        pairing = self.pairings[difference.agreement.pairing_id]
        duty = self._duty(difference.verdict, is_typed=after is not None)
        document = difference.agreement
        is_binding = bool(document.amends_id) or document.state != AgreementState.DRAFT
        return Line(
            pairing=f"{pairing.supporting_school.label} → {pairing.receiving_school.label}",
            duty=duty.name,
            party=duty.party,
            place=duty.clause.place,
            window=window_label(difference.verdict.window),
            effect=difference.effect.value,
            before=before and _standing(before, self._duty(before)),
            after=after and _standing(after, duty),
            reason=_reason(difference, duty=duty),
            address=self._address(before, pairing=pairing, is_binding=is_binding),
        )

    def _duty(self, verdict: Verdict, *, is_typed: bool = False) -> Obligation:
        if is_typed and self.typed is not None and self.typed.pk == verdict.obligation_id:
            return self.typed
        return self.duties[verdict.obligation_id]

    def _address(self, before: Verdict | None, *, pairing: Pairing, is_binding: bool) -> str:
        if before is None or not is_binding:
            return ""
        return address_of(pairing.pk, before.obligation_id, before.window)


def _standing(verdict: Verdict, duty: Obligation) -> Standing:
    return Standing(
        status=verdict.status or "",
        severity=verdict.severity.value,
        figure=_figure(verdict, duty),
    )


def _figure(verdict: Verdict, duty: Obligation) -> str:
    if duty.modality == Modality.MUST_NOT:
        return ""
    asked = verdict.required
    if not asked or verdict.status is Status.EXCEEDED:
        asked = verdict.maximum or asked
    if asked:
        return ratio(verdict.counted, asked, duty.measure)
    return quantity(verdict.counted, duty.measure)


def _reason(difference: Difference, *, duty: Obligation) -> str:
    before, after = difference.before, difference.after
    if after is None:
        return ""
    if difference.effect is Effect.DAYS:
        facts = {"before": _days(before), "after": _days(after)}
        return _("%(before)s becomes %(after)s.") % facts
    weighed = next((r for r in after.reasons if r.code in _WEIGHED), None)
    if difference.effect is Effect.STATUS and weighed:
        return sentence(weighed, obligation=duty)
    return why(after, obligation=duty)


def _days(verdict: Verdict) -> str:
    """Its days; with a due day that is not its last one, that too."""
    window = verdict.window
    days = span(window.starts_on, window.ends_on)
    if window.closes_on == window.ends_on:
        return days
    facts: dict[str, str | date] = {"days": days, "closes_on": day(window.closes_on)}
    return _("%(days)s (closes on %(closes_on)s)") % facts
