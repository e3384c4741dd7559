"""How a filed window is marked, and what came after the filing; "" where nothing is to say."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.models import Measure
from compliance.engine.verdicts import Verdict
from compliance.frozen import FiledVerdict
from compliance.wording.quantities import Number, plain


def filed_word(verdict: Verdict) -> str:
    """已备案, or 截至备案日 where the window was still open that day."""
    if not isinstance(verdict, FiledVerdict):
        return ""
    return filed_mark(was_open=verdict.was_open)


def filed_mark(*, was_open: bool) -> str:
    if was_open:
        return _("As of the day of filing")
    return pgettext("school year", "Filed")


def after_word(verdict: Verdict, *, measure: str) -> str:
    """备案后 +2, 备案后 −1."""
    if not isinstance(verdict, FiledVerdict) or verdict.after_by is None:
        return ""
    if not verdict.after_by:
        return _("changed after filing")
    return _("after filing %(by)s") % {"by": signed(verdict.after_by, measure=measure)}


def signed(number: Number, *, measure: str) -> str:
    """+2, −1.5, +10%."""
    sign = "−" if number < 0 else "+"
    unit = "%" if Measure(measure) is Measure.PERCENT else ""
    return f"{sign}{plain(abs(number))}{unit}"


def filed_words(verdict: Verdict, *, measure: str) -> str:
    """Both in one line: 已备案，备案后 +2."""
    parts = (filed_word(verdict), after_word(verdict, measure=measure))
    return pgettext("between clauses of a sentence", ", ").join(part for part in parts if part)
