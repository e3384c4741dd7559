"""Filing a school year on its pages: what would be frozen, what was, and what came later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Obligation
from compliance.engine.verdicts import Status, Verdict
from compliance.filing import (
    AlreadyFiledError,
    FilingError,
    NothingToFileError,
    TooEarlyError,
    YearToFile,
)
from compliance.models import Filing
from compliance.presenters.addresses import address_of
from compliance.wording import day, school_year_label, span, status_word, window_label
from reports.documents.year import YearSummary
from reports.documents.year_duties import DutyLine, WindowLine


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    name: str
    window: str
    status: Status | None
    severity: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPage:
    """``tally`` is (status, word, count); ``waiting`` warns of what nobody has confirmed, ""
    when nothing waits."""

    title: str
    days: str
    windows: int
    tally: tuple[tuple[str, str, int], ...]
    unjudged: int
    still_open: tuple[OpenWindow, ...]
    waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledCard:
    """What stands on the summary of a filed year. ``after`` are the windows of which something
    came later; ``checksum`` is of the paper, "" while it is not made."""

    filed_on: date
    filed_by: str
    note: str
    engine_version: int
    checksum: str
    half_way: int
    after: tuple[tuple[DutyLine, WindowLine], ...]


def filing_page(
    year: YearToFile,
    *,
    school_year: int,
    pairing_id: int,
    obligations: Mapping[int, Obligation],
) -> FilingPage:
    return FilingPage(
        title=school_year_label(school_year),
        days=span(year.first_on, year.last_on),
        windows=len(year.all),
        tally=tuple(
            (status.value, status_word(status), count) for status, count in year.counts.items()
        ),
        unjudged=sum(verdict.status is None for verdict in year.all),
        still_open=tuple(
            _open_window(verdict, obligations[verdict.obligation_id], pairing_id=pairing_id)
            for verdict in year.still_open
        ),
        waiting=_waiting(year.waiting),
    )


def _open_window(verdict: Verdict, obligation: Obligation, *, pairing_id: int) -> OpenWindow:
    return OpenWindow(
        name=obligation.name,
        window=window_label(verdict.window),
        status=verdict.status,
        severity=verdict.severity.value,
        address=address_of(pairing_id, obligation.pk, verdict.window),
    )


def _waiting(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s activity of this year is not confirmed yet. What is confirmed after the"
        " filing is told as such and changes no figure.",
        "%(count)s activities of this year are not confirmed yet. What is confirmed after the"
        " filing is told as such and changes no figure.",
        count,
    ) % {"count": count}


def filed_card(year: YearSummary) -> FiledCard | None:
    """None while the year is not filed."""
    filing: Filing | None = year.filing
    if filing is None:
        return None
    windows = [(duty, window) for duty in year.duties for window in duty.windows]
    return FiledCard(
        filed_on=filing.filed_on,
        filed_by=filing.filed_by_name,
        note=filing.note,
        engine_version=filing.engine_version,
        checksum=filing.sha256,
        half_way=sum(window.was_open for _duty, window in windows),
        after=tuple((duty, window) for duty, window in windows if window.after),
    )


def refusal(error: FilingError) -> str:
    """Why the year cannot be filed, in one sentence."""
    facts = {"year": school_year_label(error.school_year)}
    if isinstance(error, TooEarlyError):
        facts["day"] = day(error.opens_on)
        return (
            _(
                "%(year)s can be filed from %(day)s on: what is filed is frozen, and the year"
                " is not far enough."
            )
            % facts
        )
    if isinstance(error, AlreadyFiledError):
        return _("%(year)s is filed already. A filed year stays as it is.") % facts
    assert isinstance(error, NothingToFileError)
    return _("%(year)s has no duty of a signed agreement: there is nothing to file.") % facts
