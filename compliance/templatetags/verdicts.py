"""How a status looks: mark, word and, where there is one, a number; always together."""

from django import template
from django.utils.html import format_html, format_html_join
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
    status, severity = str(cell.status or ""), str(cell.severity)
    look = look_of(status, severity) if status else "is-plain"
    words = [cell.word or word_of(status)]
    if severity == "amber" and status in SOFTENED:
        words.append(_("In principle"))
    if filed := getattr(cell, "filed", ""):
        words.append(filed)
    inner = format_html(
        "{}{}{}",
        mark(LOOKS[status][1]) if status else "",
        format_html("<b>{}</b>", cell.figure) if cell.figure else "",
        format_html_join("", '<span class="ui-cell__word">{}</span>', ((w,) for w in words)),
    )
    if not cell.address:
        return format_html(
            '<span class="ui-cell {}" data-term="{}">{}</span>', look, cell.term, inner
        )
    return format_html(
        '<a class="ui-cell {}" href="{}" data-term="{}">{}</a>',
        look,
        cell.address,
        cell.term,
        inner,
    )


@register.inclusion_tag("compliance/legend.html")
def status_legend():
    """Every status once, mark and word."""
    return {"statuses": STATUSES}


@register.filter
def status_look(status) -> str:
    """The class of a status, for a block that carries its colour."""
    return LOOKS[str(status)][0] if status else ""
