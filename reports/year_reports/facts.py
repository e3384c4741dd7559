"""The facts that a report tells: its year or its agreement, the figures, the voice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from compliance.engine.terms import Calendar
from compliance.filing import LAST_MONTHS
from compliance.school_years import calendar_of, school_year_days
from reports.documents import drafts, voices
from reports.documents.blocks import Paper
from reports.documents.closing import Closing, closing_of, closing_opens_on
from reports.documents.closing_paper import closing_paper
from reports.documents.live import LiveFigures, figures_of_pairing, figures_of_school
from reports.documents.prose import Prose
from reports.documents.school import SchoolYear, school_year_of
from reports.documents.school_paper import school_paper
from reports.documents.summary import document_of, summary_paper
from reports.documents.voices import Voice
from reports.documents.year import YearSummary, year_summary_of
from reports.models import ReportKind
from reports.year_reports.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """``year`` is a pairing's, a school's, or the whole agreement; ``figures`` are live."""

    year: YearSummary | SchoolYear | Closing
    voice: Voice
    figures: LiveFigures

    def draft(self, section: str) -> str:
        return drafts.draft(section, self.year, voice=self.voice)


def facts_of(about: Subject, *, on: date) -> Facts:
    """Make them under ``translation.override("zh-hans")``: the figures are the paper's.

    Raises UnknownYearError or NotEndingError, both LookupError.
    """
    if about.kind == ReportKind.SCHOOL:
        year = school_year_of(about.school, school_year=about.school_year, on=on)
        return Facts(year=year, voice=voices.OF_SCHOOL, figures=figures_of_school(year))
    if about.kind == ReportKind.CLOSING:
        whole = closing_of(about.agreement, on=on)
        return Facts(year=whole, voice=voices.OF_AGREEMENT, figures=figures_of_pairing(whole))
    year = year_summary_of(about.pairing, school_year=about.school_year, on=on)
    return Facts(year=year, voice=voices.OF_PAIRING, figures=figures_of_pairing(year))


def document(about: Subject, facts: Facts, *, wrote: Prose, site: str) -> Paper:
    """The one object that the PDF and the Word copy are made of."""
    if about.kind == ReportKind.SCHOOL:
        return school_paper(facts.year, site=site, wrote=wrote)
    if about.kind == ReportKind.CLOSING:
        return closing_paper(facts.year, site=site, wrote=wrote)
    return document_of(summary_paper(facts.year, site=site, wrote=wrote))


def opens_on(about: Subject, *, calendars: Mapping[int, Calendar] | None = None) -> date:
    """The first day on which it may be submitted: the last three months of what it is about.
    ``calendars`` are those of the bureaus at hand; without them two queries for a pairing."""
    if about.kind == ReportKind.CLOSING:
        return closing_opens_on(about.agreement)
    if about.kind == ReportKind.PAIRING:
        days = school_year_days(
            calendar_of(about.pairing, calendars=calendars), about.school_year
        )
        return days[1] - LAST_MONTHS
    return date(about.school_year + 1, 8, 31) - LAST_MONTHS
