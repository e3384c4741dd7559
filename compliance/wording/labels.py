"""The names of windows, parts, sides, places and codes."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from agreements.models import CoverageOf, EachOfKind, Obligation
from compliance.engine.terms import HeldAt, Side
from compliance.engine.verdicts import PartKey, PartKind, Status, Window
from compliance.models import Status as StatusWord
from compliance.wording.quantities import span
from pairing.vocabulary import ActivityType, Grade, Role, Stage, Subject, Topic

SIDES = {
    Side.SUPPORTING: gettext_lazy("Party A"),
    Side.RECEIVING: gettext_lazy("Party B"),
}
PLACES = {
    HeldAt.SUPPORTING: gettext_lazy("at the supporting school"),
    HeldAt.RECEIVING: gettext_lazy("at the receiving school"),
    HeldAt.ONLINE: gettext_lazy("online"),
    HeldAt.ELSEWHERE: gettext_lazy("elsewhere"),
}
_VOCABULARY_OF = {
    EachOfKind.ROLES: Role,
    EachOfKind.TYPES: ActivityType,
    EachOfKind.TOPICS: Topic,
    EachOfKind.GRADES: Grade,
    EachOfKind.SUBJECTS: Subject,
}


def status_word(status: str | Status) -> str:
    """已完成, 预警 …: the eight words of the glossary."""
    return str(StatusWord(str(status)).label)


def side(code: str) -> str:
    return str(SIDES[Side(code)])


def sides(codes: Iterable[str]) -> list[str]:
    return [side(code) for code in codes]


def labels(vocabulary, codes: Iterable[str]) -> list[str]:
    """The words of codes; a code of no vocabulary stands for itself."""
    known = set(vocabulary.values)
    return [str(vocabulary(code).label) if code in known else str(code) for code in codes]


def coverage_word(of: str) -> str:
    return str(CoverageOf(str(of)).label)


def part_label(part: PartKey, *, obligation: Obligation) -> str:
    """What sets a part apart: 甲方, 德育主任, 初中, the name of a share. ``obligation`` is the
    whole one; a share's name is read from its ``shares`` (prefetch them in lists)."""
    if part.label:
        return part.label
    if part.kind is PartKind.SIDE:
        return side(part.key)
    if part.kind is PartKind.STAGE:
        return labels(Stage, [part.key])[0]
    if part.kind is PartKind.SHARE:
        return _share_name(part.key, obligation=obligation)
    vocabulary = _VOCABULARY_OF.get(obligation.each_of)
    return labels(vocabulary, [part.key])[0] if vocabulary else part.key


def _share_name(key: str, *, obligation: Obligation) -> str:
    names = {str(share.pk): share.name for share in obligation.shares.all()}
    return names.get(str(key), str(key))


# --- windows ------------------------------------------------------------------------------


def window_label(window: Window) -> str:
    """2025—2026学年第一学期, 2026年3月, 第1个协议年; its days when its key is unknown."""
    kind, *values = window.key
    maker = _WINDOWS.get(kind)
    return maker(*values) if maker else span(window.full_starts_on, window.full_ends_on)


def term_label(school_year: int, season: str) -> str:
    """2025—2026学年第一学期."""
    facts = {"years": years(school_year)}
    if season == "autumn":
        return _("First term of %(years)s") % facts
    return _("Second term of %(years)s") % facts


def term_short(school_year: int, season: str) -> str:
    """2025秋, 2026春: the calendar year the term begins in."""
    if season == "autumn":
        return _("Aut %(year)s") % {"year": school_year}
    return _("Spr %(year)s") % {"year": school_year + 1}


def school_year_label(school_year: int) -> str:
    return _("School year %(years)s") % {"years": years(school_year)}


def years(school_year: int) -> str:
    return f"{school_year}—{school_year + 1}"


def month_label(year: int, month: int) -> str:
    return dateformat.format(date(year, month, 1), pgettext("month, date format", "F Y"))


def _week(school_year: int, season: str, number: int) -> str:
    facts = {"term": term_label(school_year, season), "number": number}
    return _("%(term)s, week %(number)s") % facts


def _fortnight(school_year: int, season: str, number: int) -> str:
    facts = {
        "term": term_label(school_year, season),
        "first": 2 * number - 1,
        "second": 2 * number,
    }
    return _("%(term)s, weeks %(first)s and %(second)s") % facts


def _two_months(year: int, month: int) -> str:
    first, second = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    name = pgettext("month without year, date format", "F")
    facts = {
        "year": year,
        "first": dateformat.format(first, name),
        "second": dateformat.format(second, name),
    }
    return _("%(first)s and %(second)s %(year)s") % facts


def _quarter(year: int, number: int) -> str:
    return _("Quarter %(number)s of %(year)s") % {"number": number, "year": year}


def _half_year(year: int, number: int) -> str:
    facts = {"year": year}
    if number == 1:
        return _("First half of %(year)s") % facts
    return _("Second half of %(year)s") % facts


_WINDOWS: Mapping = {
    "term": term_label,
    "week": _week,
    "fortnight": _fortnight,
    "month": month_label,
    "two_months": _two_months,
    "quarter": _quarter,
    "half_year": _half_year,
    "school_year": school_year_label,
    "calendar_year": lambda year: _("Year %(year)s") % {"year": year},
    "agreement_year": lambda number: _("Agreement year %(number)s") % {"number": number},
    "agreement": lambda: _("The whole agreement"),
    "once": lambda: _("Once in the agreement"),
    "summer": lambda year: _("Summer break %(year)s") % {"year": year},
    "winter": lambda year: _("Winter break %(year)s") % {"year": year},
    "after_activity": lambda number: _("After activity %(number)s") % {"number": number},
}
