"""The answer about a paper or a file, in the reader's words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agreements.pages import Tag, tag_of
from compliance.wording import day
from reports.models import FiledDocument
from reports.verifying import Answer, Outcome

LOOKS = {
    Outcome.ON_RECORD: ("is-met", "", "yes"),
    Outcome.SAME: ("is-met", "", "yes"),
    Outcome.DIFFERENT: ("is-breach", "is-bad", "no"),
    Outcome.UNKNOWN: ("is-risk", "is-wait", "no"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPage:
    """``facts`` are (name, words), none for what is not on record; ``state`` stands among them
    as a tag."""

    look: str
    mark_look: str
    mark: str
    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    state: Tag | None


def verify_page(answer: Answer, *, on: date) -> VerifyPage:
    look, mark_look, mark = LOOKS[answer.outcome]
    title, lead = _words(answer)
    row = answer.document
    return VerifyPage(
        look=look,
        mark_look=mark_look,
        mark=mark,
        title=title,
        lead=lead,
        facts=_facts(row) if row else (),
        state=state_of(row, on=on) if row else None,
    )


def _words(answer: Answer) -> tuple[str, str]:
    if answer.outcome == Outcome.SAME:
        return (
            _("This is the file that was filed"),
            _("Not one byte differs from the file the bureau keeps."),
        )
    if answer.outcome == Outcome.DIFFERENT:
        return (
            _("This is not the file that was filed"),
            _(
                "The code is on record, but the file you chose is another one: it may have been"
                " altered, or be another draft. What counts is the file that was filed; please"
                " ask the bureau."
            ),
        )
    if answer.outcome == Outcome.ON_RECORD:
        return (
            _("A paper with this code is filed"),
            _(
                "Compare what stands below with your paper. Whether a file is the one that was"
                " filed, to the byte, you learn when you choose it here."
            ),
        )
    return (
        _("Not filed"),
        _(
            "Nothing is filed here under this code or with this content. A paper that is still"
            " being signed is not filed yet; a code may be misread; a file may have been saved"
            " anew, which alters it."
        ),
    )


def _facts(row: FiledDocument) -> tuple[tuple[str, str], ...]:
    told = (
        (_("Document"), row.title),
        (_("Number"), row.paper_number),
        (_("Archive number"), row.number),
        *_parties(row),
        (_("Filed"), f"{day(row.filed_on)} · {row.bureau_name}"),
    )
    return tuple((name, words) for name, words in told if words)


def _parties(row: FiledDocument) -> tuple[tuple[str, str], ...]:
    names = (_("Party A"), _("Party B"))
    if len(row.parties) != len(names):
        return ((_("School"), "、".join(row.parties)),)
    return tuple(zip(names, row.parties, strict=True))


def state_of(row: FiledDocument, *, on: date) -> Tag:
    """Superseded, else how the agreement stands on the day ``on``, else filed."""
    if row.is_superseded:
        words = _("Superseded on %(day)s") % {"day": day(row.superseded_on)}
        return Tag(look="is-wait", mark="dot", word=words)
    if row.agreement is not None:
        return tag_of(row.agreement, on=on)
    return Tag(look="is-force", mark="dot", word=_("Filed"))
