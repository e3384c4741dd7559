"""The small parts every page is made of: icons, marks, the ruler, meters, errors, pagers.

Markup and class names are those of ``static/css/app.css``. Lengths that depend on data are SVG
attributes in percent, never styles.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

register = template.Library()

MOST_CELLS = 12  # a meter of more units than this is one plain bar
METER_LOOKS = {
    "met": "is-met",
    "met_late": "is-met",
    "on_track": "is-track",
    "at_risk": "is-risk",
    "breached": "is-breach",
    "exceeded": "is-over",
}
# A value of code-like letters (ids, dates, choices) costs nothing to give again.
NOT_TYPED = re.compile(r"[\w:.+-]*", re.ASCII)


# --- Words about the page ---------------------------------------------------------------------
@register.simple_tag
def html_lang() -> str:
    """The ``lang`` attribute: zh-CN chooses the right glyphs, plain zh-hans does not."""
    language = get_language() or "zh-hans"
    return "zh-CN" if language.startswith("zh") else language


@register.filter
def day_cn(value) -> str:
    """A day in running text without its year: 11月23日 or 23 Nov; "" for nothing."""
    return _written(value, pgettext("day without year, date format", "j M"))


@register.filter
def day_full(value) -> str:
    """A day in running text with its year: 2026年11月23日 or 23 Nov 2026; "" for nothing."""
    return _written(value, pgettext("day with year, date format", "j M Y"))


@register.filter
def day_iso(value) -> str:
    """A day in a table: 2026-11-23 in every language; "" for nothing."""
    return _written(value, "Y-m-d")


@register.filter
def weekday(value) -> str:
    """周一 or Mon."""
    names = (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )
    return names[value.weekday()] if value else ""


def _written(value: date | datetime | None, pattern: str) -> str:
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return dateformat.format(value, pattern)


@register.simple_tag
def area_name(area) -> str:
    """A support area in the reader's language: its English name where one was entered."""
    is_english = not (get_language() or "zh").startswith("zh")
    return (is_english and area.name_en) or area.name


@register.filter
def masked(phone: str) -> str:
    """138****6021; a number too short to hide anything is not shown at all."""
    return f"{phone[:3]}****{phone[-4:]}" if phone and len(phone) >= 8 else ""


@register.filter
def percent(share) -> str:
    """A share 0..1 as an SVG length with at most two decimals: 0.551 is ``55.1%``."""
    text = f"{max(0, min(1, float(share))) * 100:.2f}"
    return text.rstrip("0").rstrip(".") + "%"


@register.filter
def typed_texts(posted) -> list[str]:
    """The longer texts of a form that was posted, for a page that cannot keep the form itself.
    Passwords, tokens and plain codes are left out."""
    return [
        text
        for name, texts in posted.lists()
        for text in texts
        if "password" not in name and not NOT_TYPED.fullmatch(text)
    ]


# --- Icons and marks --------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, size: str = ""):
    """A line icon of ``icons.svg``, silent to screen readers. ``size``: "" or ``lg``."""
    return format_html(
        '<svg class="ui-ico{}" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="{}#i-{}"></use></svg>',
        f" ui-ico--{size}" if size else "",
        static("icons.svg"),
        name,
    )


@register.simple_tag
def mark(name: str):
    """A filled mark of ``icons.svg`` (met, risk, wait …); always beside its word."""
    return format_html(
        '<svg class="ui-mark" viewBox="0 0 16 16" aria-hidden="true">'
        '<use href="{}#m-{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def logo(look: str = "ui-brand__mark"):
    return format_html(
        '<svg class="{}" viewBox="0 0 32 36" aria-hidden="true">'
        '<use href="{}#logo"></use></svg>',
        look,
        static("icons.svg"),
    )


@register.simple_tag
def party(side: str):
    """Who owes or acts: ``supporting`` 甲, ``receiving`` 乙, ``both`` together, ``each`` of
    them, ``bureau``. Anything else gives nothing."""
    marks = {
        "supporting": ("a", pgettext("party mark", "A"), _("Party A")),
        "receiving": ("b", pgettext("party mark", "B"), _("Party B")),
        "bureau": ("c", pgettext("party mark", "Bu."), _("Education bureau")),
    }
    if side in marks:
        return format_html(
            '<span class="ui-party ui-party--{}" title="{}">{}</span>',
            marks[side][0],
            marks[side][2],
            marks[side][1],
        )
    if side not in {"both", "each"}:
        return ""
    return format_html(
        '<span class="ui-parties{}" title="{}"><span class="ui-party ui-party--a">{}</span>'
        '<span class="ui-party ui-party--b">{}</span></span>',
        " ui-parties--each" if side == "each" else "",
        _("Both parties together") if side == "both" else _("Each of the two parties"),
        marks["supporting"][1],
        marks["receiving"][1],
    )


# --- Navigation -------------------------------------------------------------------------------
@register.inclusion_tag("ui/nav_item.html", takes_context=True)
def nav_item(context, key, url_name, icon_name, label, *args, count=0):
    """One entry of the side menu. The entry whose ``key`` is the page's ``nav`` is current; an
    entry whose page is not installed is not shown. ``args`` go into the address."""
    shown = {"icon": icon_name, "label": label, "count": count}
    return {**shown, **_place(context, key, url_name, args)}


@register.inclusion_tag("ui/tab_item.html", takes_context=True)
def tab_item(context, key, url_name, icon_name, label, *args, count=0):
    """The same as an entry of the phone's bottom bar."""
    shown = {"icon": icon_name, "label": label, "count": count}
    return {**shown, **_place(context, key, url_name, args)}


def _place(context, key: str, url_name: str, args: tuple) -> dict:
    try:
        address = reverse(url_name, args=args)
    except NoReverseMatch:
        address = ""
    return {"address": address, "is_current": context.get("nav") == key}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context, page):
    """Links to the pages of a list, keeping its filters; one page has the count only."""
    paginator = page.paginator
    return {
        "request": context["request"],
        "page": page,
        "gap": paginator.ELLIPSIS,
        "numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }


# --- Forms ------------------------------------------------------------------------------------
@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms):
    """What is wrong, at the top, each line a link to its field. Takes forms and formsets; gives
    nothing while all are right or unbound."""
    problems = [problem for form in forms if form for problem in _problems(form)]
    return {"problems": problems, "count": len(problems)}


def _problems(form) -> list[dict]:
    if hasattr(form, "management_form"):
        own = [{"text": text, "target": "", "label": ""} for text in form.non_form_errors()]
        return own + [problem for inner in form.forms for problem in _problems(inner)]
    return [
        {"text": text, "target": _target(form, name), "label": _label(form, name)}
        for name, texts in form.errors.items()
        for text in texts
    ]


def _label(form, name: str) -> str:
    return form[name].label if name in form.fields else ""


def _target(form, name: str) -> str:
    """The id of the first thing that takes focus in the field ``name``."""
    if name not in form.fields or form[name].is_hidden:
        return ""
    bound = form[name]
    # A group has no id for its label (Django points labels at single controls), so aim at the
    # first choice; widgets of several inputs number theirs the same way.
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.simple_tag
def field(bound, css_class: str = ""):
    """One field with label, help and error as crispy renders it in this design."""
    return as_crispy_field(bound) if not css_class else as_crispy_field(bound, css_class)


# --- Time and quantity ------------------------------------------------------------------------
@register.inclusion_tag("ui/ruler.html")
def ruler(term):
    """The term ruler. ``term`` has starts_on, ends_on, days and gone (teaching days), weeks
    (each with ``share`` 0..1 and ``is_big``), week_number, weeks_left, today; None: nothing."""
    if term is None:
        return {}
    return {"term": term, "share": min(1, term.gone / term.days) if term.days else 0}


@register.inclusion_tag("ui/meter.html")
def meter(gauge):
    """Done, waiting and still missing. ``gauge`` has done, required, waiting, maximum (numbers
    or None), pace (share 0..1 or None), status (a verdict's) and label (the same in words)."""
    done, waiting = Decimal(gauge.done or 0), Decimal(gauge.waiting or 0)
    limit = Decimal(gauge.maximum) if gauge.maximum is not None else None
    asked = Decimal(gauge.required or 0) or limit or Decimal(0)
    whole = max(asked, done)
    return {
        "look": METER_LOOKS.get(str(gauge.status or ""), "is-quiet"),
        "label": gauge.label,
        "fill": done / whole if whole else 0,
        "wait": min(waiting, whole - done) / whole if whole else 0,
        "gaps": _gaps(whole),
        "limit": limit / whole if limit is not None and done > limit else None,
        "pace": gauge.pace,
    }


def _gaps(whole: Decimal) -> list[Decimal]:
    """Where the cells of a meter part, as shares; none for fractions and for many units."""
    if whole != int(whole) or not 1 < whole <= MOST_CELLS:
        return []
    return [Decimal(number) / whole for number in range(1, int(whole))]
