"""What keeps a report from being submitted, found before anybody has to wait for a PDF."""

from datetime import date

from django.conf import settings
from django.utils import translation

from reports import glyphs
from reports.documents.blocks import Paper
from reports.documents.live import unknown_names
from reports.documents.reading import texts_of
from reports.year_reports.errors import TooEarlyError, UnknownFiguresError, UnprintableError
from reports.year_reports.facts import Facts, document, facts_of, opens_on
from reports.year_reports.subjects import Subject
from reports.year_reports.words import prose_of

LANGUAGE = "zh-hans"
AROUND = 8  # characters shown on either side
MOST = 3  # places named


def check_ready(about: Subject, *, on: date) -> None:
    """Raises TooEarlyError, UnknownFiguresError or UnprintableError."""
    if on < (first := opens_on(about)):
        raise TooEarlyError(opens_on=first)
    wrote = prose_of(about)
    with translation.override(LANGUAGE):
        facts = facts_of(about, on=on)
        paper = document(about, facts, wrote=wrote, site=settings.SITE_ADDRESS)
    _refuse_unknown(facts, wrote)
    refuse_unprintable(paper)


def _refuse_unknown(facts: Facts, wrote) -> None:
    found = {
        section: names
        for section, text in wrote.texts.items()
        if (names := unknown_names(text, facts.figures))
    }
    found |= {
        case.title: names
        for case in wrote.cases
        if (names := unknown_names(case.text, facts.figures))
    }
    if found:
        raise UnknownFiguresError(found=found)


def refuse_unprintable(paper: Paper) -> None:
    """Names the first places where a character stands that no font holds."""
    characters: set[str] = set()
    places = []
    for heading, text in texts_of(paper):
        if missing := glyphs.unprintable(text):
            characters |= set(missing)
            places.append(_place(heading, text, missing))
    if characters:
        raise UnprintableError(
            characters=tuple(sorted(characters)), places=tuple(dict.fromkeys(places))[:MOST]
        )


def _place(heading: str, text: str, missing: tuple[str, ...]) -> str:
    at = next(place for place, each in enumerate(text) if each in missing)
    start, end = max(0, at - AROUND), at + AROUND + 1
    shown = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return f"{heading}：{shown}".replace("\n", " ")
