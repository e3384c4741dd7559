"""The year-end summary as a page: the paper's figures, in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from compliance.wording import day, school_year_label, share, span, status_word
from reports.documents.stamps import stamp_of
from reports.documents.year import YearSummary
from reports.documents.year_deeds import Figures
from reports.documents.year_duties import DutyLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPage:
    """``tally`` is (status, word, count); ``code`` the checksum's as in the PDF's foot."""

    year: YearSummary
    title: str
    days: str
    as_of: str
    tally: tuple[tuple[str, str, int], ...]
    done_share: str
    areas: tuple[tuple[str, Figures], ...]
    sections: tuple[tuple[str, tuple[DutyLine, ...]], ...]
    code: str


def summary_page(year: YearSummary) -> SummaryPage:
    return SummaryPage(
        year=year,
        title=school_year_label(year.school_year),
        days=span(year.first_on, year.last_on),
        as_of=_as_of(year),
        tally=tuple(
            (status, status_word(status), count) for status, count in year.tally.counts.items()
        ),
        done_share=share(year.tally.share) if year.tally.share is not None else "",
        areas=_areas(year),
        sections=_sections(year),
        code=stamp_of(year.data, name="", site="").code,
    )


def _as_of(year: YearSummary) -> str:
    facts = {"day": day(year.judged_on)}
    if year.filing:
        return _("All figures are as filed on %(day)s.") % facts
    if year.is_running:
        return _("The school year is still running: all figures are as of %(day)s.") % facts
    return _("All figures are as of %(day)s, the last day of the school year.") % facts


def _areas(year: YearSummary) -> tuple[tuple[str, Figures], ...]:
    rows = [(area.name, area.figures) for area in year.areas]
    if year.unassigned:
        rows.append((_("Not counted for any duty"), year.unassigned.figures))
    return tuple(rows)


def _sections(year: YearSummary) -> tuple[tuple[str, tuple[DutyLine, ...]], ...]:
    found: dict[str, list[DutyLine]] = {}
    for duty in year.duties:
        found.setdefault(duty.section, []).append(duty)
    return tuple((title, tuple(duties)) for title, duties in found.items())
