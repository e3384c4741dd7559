"""The pages of a report: its sections as they read, where it stands, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from compliance.wording import school_year_label, share
from records.models import Event
from reports.documents import drafts
from reports.documents.live import GROUPS, LiveFigures, Piece, pieces
from reports.documents.prose import SUBHEADING, lines_of
from reports.documents.year_deeds import Figures
from reports.documents.year_duties import Tally
from reports.models import (
    EntryKind,
    ReportEntry,
    ReportKind,
    ReportSection,
    ReportState,
    SectionText,
    YearReport,
)
from reports.year_reports import permissions, wording
from reports.year_reports.facts import Facts, opens_on
from reports.year_reports.subjects import Subject
from reports.year_reports.words import entries_of, last_texts
from reports.year_reports.writing import is_filed

MOST_STEPS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of a text, its figures apart; or a heading of the second level."""

    pieces: tuple[Piece, ...]
    is_heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """``row`` is the version somebody wrote, None while the draft stands."""

    code: str
    title: str
    printed: str
    lines: tuple[Line, ...]
    row: SectionText | None

    @property
    def is_draft(self) -> bool:
        return self.row is None or self.row.is_reset

    @property
    def unknown(self) -> tuple[str, ...]:
        names = (p.name for line in self.lines for p in line.pieces if not p.is_known)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    entry: ReportEntry
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``look``: done, next or todo; ``side`` marks whose step it is."""

    title: str
    look: str
    side: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry of the record."""

    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table of figures: a pairing of the school, or a school year."""

    name: str
    side: str
    address: str
    figures: Figures
    tally: Tally

    @property
    def share(self) -> str:
        return share(self.tally.share) if self.tally.share is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    about: Subject
    report: YearReport | None
    title: str
    tag: tuple[str, str, str]
    sections: tuple[SectionView, ...]
    cases: tuple[EntryView, ...]
    people: tuple[EntryView, ...]
    rows: tuple[Row, ...]
    total: Row
    steps: tuple[Step, ...]
    told: tuple[Told, ...]
    may: Mapping[str, bool]

    @property
    def revision(self) -> int:
        return self.report.revision if self.report else 0


def report_page(about: Subject, *, report: YearReport | None, facts: Facts, user) -> ReportPage:
    texts, entries = last_texts(report), entries_of(report)
    views = [EntryView(entry=e, lines=lines(e.text, facts.figures)) for e in entries]
    return ReportPage(
        about=about,
        report=report,
        title=title_of(about),
        tag=tag_of(report),
        sections=tuple(
            section_view(code, texts.get(code), facts) for code in ReportSection.values
        ),
        cases=tuple(v for v in views if v.entry.kind == EntryKind.CASE),
        people=tuple(v for v in views if v.entry.kind == EntryKind.PERSON),
        rows=_rows(about, facts),
        total=Row(
            name=_("Total"),
            side="",
            address="",
            figures=facts.year.figures,
            tally=facts.year.tally,
        ),
        steps=_steps(about, report),
        told=_told(report),
        may=_may(user, about, report),
    )


def title_of(about: Subject) -> str:
    if about.kind == ReportKind.CLOSING:
        return _("Closing summary of %(number)s") % {"number": about.agreement.number}
    return _("Year-end summary, %(year)s") % {"year": school_year_label(about.school_year)}


def tag_of(report: YearReport | None) -> tuple[str, str, str]:
    return wording.LOOKS[report.state if report else wording.NOT_BEGUN]


def section_view(code: str, row: SectionText | None, facts: Facts) -> SectionView:
    text = facts.draft(code) if row is None or row.is_reset else row.text
    return SectionView(
        code=code,
        title=str(ReportSection(code).label),
        printed=drafts.HEADINGS[code],
        lines=lines(text, facts.figures),
        row=row,
    )


def lines(text: str, figures: LiveFigures) -> tuple[Line, ...]:
    return tuple(
        Line(pieces=pieces(line, figures), is_heading=bool(SUBHEADING.match(line)))
        for line in lines_of(text)
    )


def chips(figures: LiveFigures) -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures worth offering: group, then name and value."""
    found: dict[str, list[tuple[str, str]]] = {group: [] for group in GROUPS}
    for name, figure in figures.items():
        if figure.is_offered:
            found[figure.group].append((name, figure.value))
    return [(str(wording.GROUPS[group]), kept) for group, kept in found.items() if kept]


def _rows(about: Subject, facts: Facts) -> tuple[Row, ...]:
    year = facts.year
    if about.kind == ReportKind.SCHOOL:
        return tuple(
            Row(
                name=part.partner.short_name,
                side=part.side,
                address=reverse("summary", args=[part.year.pairing_id, year.school_year]),
                figures=part.year.figures,
                tally=part.year.tally,
            )
            for part in year.parts
        )
    if about.kind == ReportKind.CLOSING:
        return tuple(
            Row(
                name=school_year_label(each.school_year),
                side="",
                address=reverse("summary", args=[year.pairing_id, each.school_year]),
                figures=each.figures,
                tally=each.tally,
            )
            for each in year.years
        )
    return ()


def _may(user, about: Subject, report: YearReport | None) -> Mapping[str, bool]:
    state = report.state if report else ReportState.DRAFT
    is_open = state in (ReportState.DRAFT, ReportState.RETURNED) and not is_filed(about)
    is_agreed = bool(report and report.agreed_at)
    can_submit = permissions.can_submit(user, about)
    waits = state == ReportState.SUBMITTED
    return {
        "write": is_open and permissions.can_write(user, about),
        "agree": is_open and not is_agreed and permissions.can_agree(user, about),
        "submit": is_open and can_submit and (is_agreed or about.helper is None),
        "wait_for_helper": is_open and can_submit and not is_agreed and bool(about.helper),
        "judge": waits and permissions.can_judge(user, about),
        "order": permissions.can_order(user, about),
    }


# --- where it stands -----------------------------------------------------------------------


def _steps(about: Subject, report: YearReport | None) -> tuple[Step, ...]:
    state = report.state if report else ReportState.DRAFT
    is_agreed = bool(report and report.agreed_at)
    is_sent = state in (ReportState.SUBMITTED, ReportState.ACCEPTED)
    done = [True, *([is_agreed or is_sent] if about.helper else []), is_sent]
    done.append(state == ReportState.ACCEPTED)
    names = [_("The schools write")]
    sides = [""]
    if about.helper:
        names.append(_("The supporting school's principal agrees"))
        sides.append("supporting")
    names += [_("The principal submits it"), _("The bureau accepts it or returns it")]
    sides += ["receiving" if about.helper else "", "bureau"]
    following = next((place for place, is_done in enumerate(done) if not is_done), None)
    notes = [_opens(about), *[""] * (len(names) - 1)]
    return tuple(
        Step(
            title=name,
            side=sides[place],
            look="done" if done[place] else "next" if place == following else "todo",
            note=notes[place],
        )
        for place, name in enumerate(names)
    )


def _opens(about: Subject) -> str:
    return _("Can be submitted from %(day)s on.") % {"day": opens_on(about).isoformat()}


def _told(report: YearReport | None) -> tuple[Told, ...]:
    if report is None:
        return ()
    return tuple(
        Told(
            at=event.at,
            sentence=wording.step_sentence(event.verb, by=event.actor_name, facts=event.facts),
        )
        for event in Event.objects.about(report)[:MOST_STEPS]
        if event.verb in wording.STEPS
    )
