"""The press: HTML of a filed document in, archive PDF out. No request, no clock, no settings.

    from reports.press import Enclosure, shared_press

    data = Enclosure.of_json("agreement.json", facts, description="…")
    made = shared_press().pdf(html, draft=False, attachments=(data,))    # bytes

The same HTML, enclosures and fonts give the same bytes, on any machine: only the fonts in
``reports/fonts`` are used, never the machine's own. PDF/A-3b is declared, not validated.

How to write a document's HTML
------------------------------

*Head.* ``<html lang="zh-CN" data-version="…">``: the version line is printed at the inner edge
of every page's foot; ``body > div.version-code`` with an in-line SVG, the first thing in the
body, puts that picture beside it. ``<title>`` and ``<meta name="author">`` become the PDF's
own. No style sheet, no style attribute but ``width`` on ``<col>``;
``reports/styles/official.css`` is added.

*Text.* **One paragraph is one line of HTML**: a line broken inside a Chinese paragraph becomes
a space. ``p`` is body text two characters in; ``p.flush`` not in. Levels: ``h2`` for 一、,
``h3`` for (一), ``h4`` for 1. with a heading of its own; each stays with what follows.
``.kai`` and ``.hei`` change the face of a few words, ``.keep`` holds them on one line. Marks,
quotation marks, figures with their units and the last line are seen to by ``chinese_text``.

*Title.* ``h1`` with one ``span`` a line: ``title_lines(words)`` chooses the breaks between the
words. ``p.docno`` above it is the number at the right, ``p.to`` below it the addressee.

*Parties.* ``section.parties > div.party > p``; ``p.duo > span + span`` sets two items side by
side.

*Closing.* ``section.closing`` holds the last clause and all that must not be parted from it:
``div.annexes > span + ol > li`` (the list of annexes), then either ``div.signatures > div +
div`` (two columns; ``p.room`` is the space for the seal, ``p.day`` the date) or ``div.issued >
div > p.name + p.date``; ``div.issued.long`` when the name is over eight characters longer than
the date.

*Tables.* ``div.sheet > table``, ``colgroup`` with a width on each ``col``, ``thead``; ``td.c``
centred, ``td.n`` a number, ``td.s`` a status, ``span.mark`` its shape (●, ▲, ○). ``tr.group``
is a heading row that stays with the next, ``tr.why`` a reason and ``tr.total`` a sum that stay
with the row above. ``p.caption`` stands above a table, ``p.note`` below; ``figure > svg +
figcaption`` for a chart. Text in SVG takes no CSS: write ``font-family="GW Latin, GW
Fangsong"`` there. Rows cost most of the time, about 5 ms for seven cells.

*Annexes.* ``section.annex`` starts a page, ``section.annex.turned`` a page on its side; in it
``p.annex-no``, then ``h2.annex-title``.

*Seam.* ``div.seam.upright`` and ``div.seam.lying`` hold what is printed at the outer edge of
every sheet, where the seam seal goes.

*Filing.* ``div.filing > dl > div > dt + dd`` with ``div.qr`` beside it; ``dd.hash > span``,
eight digits a span.

*Pictures.* In-line SVG, ``data:``, or ``app:pictures/NAME`` (``static/pdf``). Any other address
is refused with ``RefusedFetchError``.

*Draft.* ``pdf(html, draft=True)`` lays the draft mark over every page; nothing in the HTML.

*Escaping* is the caller's: use Django templates with autoescape on.
"""

import atexit
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from records.canonical import canonical_json
from reports.chinese_text import title_lines
from reports.press_errors import (
    BrokenDocumentError,
    MissingGlyphError,
    PressError,
    RefusedFetchError,
)

__all__ = [
    "BrokenDocumentError",
    "Enclosure",
    "MissingGlyphError",
    "Press",
    "PressError",
    "RefusedFetchError",
    "shared_press",
    "title_lines",
]

# An enclosed file must carry a date, and the clock's would change the bytes of the document.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file inside the PDF; the type follows the name's ending. ``dated_at`` is its date."""

    name: str
    content: bytes
    description: str = ""
    relationship: str = "Data"
    dated_at: datetime = NO_DATE

    @classmethod
    def of_json(cls, name, data, *, description=""):
        return cls(name=name, content=canonical_json(data), description=description)


class Press:
    """One font configuration and one parsed style sheet for many documents.

    Making one costs about 0.2 s and its fonts' memory: keep it (``shared_press``), and let a
    worker process end after some hundred documents, for WeasyPrint grows. Raises OSError when
    Pango is missing, RuntimeError for another WeasyPrint; ``manage.py check`` says the way out.
    """

    # Pango's font map and WeasyPrint's log belong to the process: one document at a time.
    _one_at_a_time = threading.Lock()

    def __init__(self):
        from reports import weasy  # noqa: PLC0415 -- slow import

        self._weasy = weasy
        with self._one_at_a_time:
            self._fonts, self._sheet = weasy.load()

    def pdf(self, html, *, draft=False, attachments=()):
        """The PDF of a whole HTML document, as bytes; 0.3 to 1.5 s for six to ten pages.

        Raises MissingGlyphError, RefusedFetchError or BrokenDocumentError, all PressError.
        """
        with self._one_at_a_time:
            return self._weasy.write(
                html,
                fonts=self._fonts,
                sheet=self._sheet,
                draft=draft,
                enclosures=tuple(attachments),
            )


@cache
def shared_press():
    """The press of this process, made at the first call."""
    # Let go in time: Pango's clean-up fails once the interpreter takes its modules apart.
    atexit.register(shared_press.cache_clear)
    return Press()
