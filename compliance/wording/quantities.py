"""Numbers with their measure words, days, shares: as people write them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, npgettext_lazy, pgettext

from compliance.engine.terms import Measure

Number = int | Decimal | Fraction

_COUNTED = {
    Measure.EVENTS: npgettext_lazy("quantity", "%(number)s time", "%(number)s times", "plural"),
    Measure.LESSONS: npgettext_lazy(
        "quantity", "%(number)s lesson", "%(number)s lessons", "plural"
    ),
    Measure.PEOPLE: npgettext_lazy(
        "quantity", "%(number)s person", "%(number)s people", "plural"
    ),
    Measure.ATTENDANCES: npgettext_lazy(
        "quantity", "%(number)s attendance", "%(number)s attendances", "plural"
    ),
    Measure.DAYS: npgettext_lazy("quantity", "%(number)s day", "%(number)s days", "plural"),
    Measure.ITEMS: npgettext_lazy("quantity", "%(number)s item", "%(number)s items", "plural"),
    Measure.AMOUNT: npgettext_lazy("quantity", "%(number)s yuan", "%(number)s yuan", "plural"),
    Measure.GOODS: npgettext_lazy(
        "quantity", "%(number)s piece", "%(number)s pieces", "plural"
    ),
    Measure.PAIRS: npgettext_lazy("quantity", "%(number)s pair", "%(number)s pairs", "plural"),
}
_CALENDAR_DAYS = ngettext_lazy("%(days)s day", "%(days)s days", "days")
_TEACHING_DAYS = ngettext_lazy("%(days)s teaching day", "%(days)s teaching days", "days")
_WEEKS = ngettext_lazy("%(number)s week", "%(number)s weeks", "plural")


def quantity(number: Number, measure: str) -> str:
    """3 次, 12 人, 1,000.00 元, 80%; a fraction is rounded to two decimals."""
    measure = Measure(measure)
    if measure is Measure.PERCENT:
        return f"{plain(number)}%"
    text = f"{Decimal(number):,.2f}" if measure is Measure.AMOUNT else plain(number)
    return str(_COUNTED[measure] % {"number": text, "plural": _plural(number)})


def ratio(counted: Number, required: Number, measure: str) -> str:
    """1/3, as in the cell of a table; without a measure word but for percent."""
    sign = "%" if Measure(measure) is Measure.PERCENT else ""
    return f"{plain(counted)}{sign}/{plain(required)}{sign}"


def plain(number: Number) -> str:
    """At most two decimals, none that are zero, thousands parted.

    >>> plain(Fraction(5, 3)), plain(Decimal("1200.00")), plain(3)
    ('1.67', '1,200', '3')
    """
    hundredths = round(Fraction(number) * 100)
    text = f"{Decimal(hundredths).scaleb(-2):,.2f}"
    return text.rstrip("0").rstrip(".")


def share(number: Fraction) -> str:
    """55.1%: one decimal at most."""
    return f"{_tenths(number)}%"


def points(number: Fraction, *, beside: Fraction | None = None) -> str:
    """Percentage points without a unit, with as many decimals (four at most) as it takes to
    tell it from ``beside``: 20.04 beside a tolerance of 20 must not read 20."""
    for digits in (1, 2, 3, 4):
        text = _rounded(number * 100, digits)
        if beside is None or number == beside or text != _rounded(beside * 100, digits):
            return text
    return text


def days(count: int, *, teaching: bool = False) -> str:
    """3 天, 3 个教学日."""
    return str((_TEACHING_DAYS if teaching else _CALENDAR_DAYS) % {"days": count})


def weeks(number: Fraction) -> str:
    """Rounded to half weeks, at least one half: 4 周半."""
    halves = max(round(number * 2), 1)
    if halves == 1:
        return _("half a week")
    whole, half = divmod(halves, 2)
    if half:
        return _("%(whole)s and a half weeks") % {"whole": whole}
    return str(_WEEKS % {"number": whole, "plural": whole})


def whole_weeks(number: Fraction) -> str:
    """Weeks left, a part of one counted as a whole: 9 周, as on the term ruler."""
    count = -(-number.numerator // number.denominator)
    return str(_WEEKS % {"number": count, "plural": count})


def day(value: date) -> str:
    """2026年11月23日, 23 Nov 2026."""
    return dateformat.format(value, pgettext("day with year, date format", "j M Y"))


def day_short(value: date) -> str:
    """11月23日, 23 Nov: where the year is plain from what stands around it."""
    return dateformat.format(value, pgettext("day without year, date format", "j M"))


def span(first: date, last: date) -> str:
    """2026年9月1日至2027年1月22日; one day alone when both are the same."""
    if first == last:
        return day(first)
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def all_of(labels: Iterable[str]) -> str:
    """语文、数学."""
    return pgettext("between the items of a list", ", ").join(map(str, labels))


def any_of(labels: Iterable[str]) -> str:
    """校长或副校长."""
    return pgettext("between alternatives", " or ").join(map(str, labels))


def _tenths(number: Fraction) -> str:
    return _rounded(number * 100, 1)


def _rounded(number: Fraction, digits: int) -> str:
    scaled = round(number * 10**digits)
    text = f"{Decimal(scaled).scaleb(-digits):.{digits}f}"
    return text.rstrip("0").rstrip(".")


def _plural(number: Number) -> int:
    """The number grammar goes by: a fraction is plural."""
    return int(number) if number == int(number) else 2
