"""What an obligation says: the Chinese clause that is signed, and the same for a screen.

``render`` is data and always Chinese. ``short`` and ``describe`` follow the reader's language.
The arguments are ``Obligation`` rows or anything with the same attributes; only ``quotas`` and
``part_of`` are related rows: prefetch them for lists.
"""

from django.utils.translation import get_language

from agreements.models import Measure, Modality
from agreements.rendering import english
from agreements.rendering.clause import clause, types_of
from agreements.rendering.contract import NO_LONGER
from agreements.rendering.phrases import (
    due_words,
    frequency_words,
    quantity,
    unit_of,
    when,
)
from agreements.words.people import PARTIES, ROSTERS, TOGETHER

__all__ = [
    "deadline",
    "describe",
    "frequency",
    "is_end",
    "number",
    "owed_by",
    "render",
    "rule",
    "short",
]


def render(obligation) -> str:
    """The clause, without its full stop: 甲方校长或副校长每学期到乙方指导管理工作不少于2次."""
    return NO_LONGER if is_end(obligation) else clause(obligation)


def is_end(obligation) -> bool:
    """It ends the duty that it takes the place of, and asks for nothing itself."""
    replaces = getattr(obligation, "replaces_id", None)
    return replaces is not None and obligation.modality == Modality.TEXT_ONLY


def describe(obligation) -> str:
    """The whole duty in the reader's language."""
    if is_end(obligation):
        return NO_LONGER if _is_chinese() else english.NO_LONGER
    return clause(obligation) if _is_chinese() else english.sentence(obligation)


def short(obligation) -> str:
    """How often and how many, for cards: 每学期不少于2次, or: At least 2 times every term."""
    return rule(obligation) if _is_chinese() else english.brief(obligation)


def rule(obligation) -> str:
    """``short`` in Chinese, whatever the reader's language."""
    return f"{when(obligation)}{number(obligation)}"


def frequency(obligation) -> str:
    """每学期, 每协议年度暑期, 一次性: how often, without the due day."""
    return frequency_words(obligation)


def deadline(obligation) -> str:
    """学期结束前, 2月底前 …; "" without a due day."""
    return due_words(obligation)


def number(obligation) -> str:
    """不少于2次, 各不少于1次, 每对师徒不少于2节; 至少1次 for a frequency without a number, of
    which one is asked; "" for what is not counted."""
    unit = unit_of(obligation, types_of(obligation))
    each = ROSTERS.get(obligation.each_of, "各") if obligation.each_of else ""
    text = quantity(obligation, unit=unit, each=each).lstrip("，")
    return text or _one(obligation, unit=unit)


def _one(obligation, *, unit: str) -> str:
    unbinding = (Modality.MAY, Modality.MUST_NOT, Modality.TEXT_ONLY)
    if obligation.modality in unbinding:
        return ""
    return "不限金额" if obligation.measure == Measure.AMOUNT else f"至少1{unit}"


def owed_by(obligation) -> str:
    """甲方, 乙方, 甲乙双方共同, 甲乙双方各自, 教育局."""
    return PARTIES[obligation.party] + TOGETHER.get(obligation.party, "")


def _is_chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")
