"""How a status looks: mark, word and, where there is one, a number; always together."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compliance.wording import status_word
from records.templatetags.ui import mark

register = template.Library()

LOOKS = {
    "met": ("is-met", "met"),
    "met_late": ("is-late", "late"),
    "on_track": ("is-track", "track"),
    "at_risk": ("is-risk", "risk"),
    "breached": ("is-breach", "breach"),
    "exceeded": ("is-over", "over"),
    "exempt": ("is-exempt", "exempt"),
    "not_due": ("is-notdue", "notdue"),
    "uncounted": ("is-uncounted", "uncounted"),
}
SOFTENED = ("breached", "at_risk")  # of a duty that only should be done: said beside it
STATUSES = tuple(code for code in LOOKS if code != "uncounted")


def look_of(status: str, severity: str = "red") -> str:
    """The class of a status; what only should be done is amber at worst."""
    if status == "breached" and severity == "amber":
        return LOOKS["at_risk"][0]
    return LOOKS[status][0]


def word_of(status: str | None, severity: str = "red") -> str:
    """已完成; 未完成（原则性）; 不考核 for what has no status; 待定数."""
    if not status:
        return _("Not judged")
    if status == "uncounted":
        return _("No number agreed")
    word = status_word(status)
    if severity == "amber" and status in SOFTENED:
        return _("%(status)s (in principle)") % {"status": word}
    return word


@register.simple_tag
def status_tag(status, severity="red"):
    """The status in text. ``status``: a verdict's, ``uncounted``, or nothing (not judged)."""
    status = str(status or "")
    if not status:
        return format_html('<span class="ui-tag is-wait">{}</span>', word_of(status))
    return format_html(
        '<span class="ui-tag {}">{}{}</span>',
        look_of(status, str(severity)),
        mark(LOOKS[status][1]),
        word_of(status, str(severity)),
    )


@register.simple_tag
def status_cell(cell):
    """One cell of a heat table. ``cell`` has status, severity, figure, word ("" for the
    status's own), address ("" for no link) and term (its column in words, for phones)."""
    return _cell(cell, language=get_language())


def _cell(cell, *, language: str):
    status, severity = str(cell.status or ""), str(cell.severity)
    told = (status, severity, str(cell.word), str(getattr(cell, "filed", "")), str(cell.term))
    opening, icon, words = _cell_parts(language, *told)
    figure = f"<b>{escape(str(cell.figure))}</b>" if cell.figure else ""
    if not cell.address:
        return mark_safe(f"<span {opening}>{icon}{figure}{words}</span>")
    address = escape(str(cell.address))
    return mark_safe(f'<a {opening} href="{address}">{icon}{figure}{words}</a>')


@lru_cache(maxsize=4096)
def _cell_parts(
    language: str, status: str, severity: str, word: str, filed: str, term: str
) -> tuple[str, str, str]:
    """What a cell opens with, its mark and its words, as HTML. Remembered: a large table has
    thousands of cells and few different ones."""
    words = [word or word_of(status)]
    if severity == "amber" and status in SOFTENED:
        words.append(_("In principle"))
    if filed:
        words.append(filed)
    look = look_of(status, severity) if status else "is-plain"
    return (
        format_html('class="ui-cell {}" data-term="{}"', look, term),
        mark(LOOKS[status][1]) if status else "",
        format_html_join("", '<span class="ui-cell__word">{}</span>', ((w,) for w in words)),
    )


@register.simple_tag
def status_cells(cells):
    """A whole row of table cells; None stands for an area in which nothing was agreed."""
    language = get_language()
    nothing = format_html('<span class="ui-cell is-none">{}</span>', _("None agreed"))
    shown = (_cell(cell, language=language) if cell else nothing for cell in cells)
    return mark_safe("".join(f"<td>{cell}</td>" for cell in shown))


@register.inclusion_tag("compliance/legend.html")
def status_legend():
    """Every status once, mark and word."""
    return {"statuses": STATUSES}


@register.filter
def status_look(status) -> str:
    """The class of a status, for a block that carries its colour."""
    return LOOKS[str(status)][0] if status else ""
