"""One cell as people write it: full-width digits, numbers that Excel made of codes, days in
four ways, lists with five separators. What cannot be read is a ``ValueError`` in words."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))
_SPACES = re.compile(r"[\s\u3000]+")
_STAR = re.compile(
    r"[*\uff0a]|\((?:\u5fc5\u586b|\u9009\u586b)\)"
)  # * and (required), (optional)
_DAY = re.compile(r"(\d{4})\s*[-./\u5e74]\s*(\d{1,2})\s*[-./\u6708]\s*(\d{1,2})\s*\u65e5?")
_SEPARATORS = re.compile(r"[,;/|\u3001\s]+")
_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain(value) -> str:
    """The cell as text, without stray or invisible spaces; a whole number without its ``.0``.
    The apostrophe that an export put before a formula sign is taken off again."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).translate(_INVISIBLE)
    if text[:1] == "'" and text[1:2] in FORMULA_STARTS:
        text = text[1:]
    return _SPACES.sub(" ", text).strip()


def key(value) -> str:
    """What two spellings of one word have in common: width, case and spaces do not count."""
    text = unicodedata.normalize("NFKC", plain(value)).casefold()
    return _SPACES.sub("", text)


def heading_key(value) -> str:
    return _STAR.sub("", key(value))


def code(value) -> str:
    """A code of digits and letters. Leading zeros stay; ``3499000001.0`` is 3499000001."""
    text = _SPACES.sub("", unicodedata.normalize("NFKC", plain(value)))
    if re.fullmatch(r"\d+(\.\d+)?[Ee]\+?\d+", text):
        raise ValueError(
            _(
                "“%(value)s”: Excel has shortened the number. Format the column as text and"
                " write the code again."
            )
            % {"value": plain(value)}
        )
    return re.sub(r"(?<=\d)\.0+$", "", text)


def day(value) -> date | None:
    """2026.9.1, 2026-09-01, 2026/9/1, 20260901, the same with Chinese signs, Excel's serial."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = unicodedata.normalize("NFKC", plain(value))
    if not text:
        return None
    found = _day_of(re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.0+)?$", "", text))
    if found is None:
        raise ValueError(
            _("“%(value)s” is no day. Write it like 2026-09-01.") % {"value": text}
        )
    return found


def _day_of(text: str) -> date | None:
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in _SERIALS:
        return _EXCEL_DAY_0 + timedelta(days=int(float(text)))
    found = _DAY.fullmatch(text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def whole(value, *, most: int = 999_999) -> int | None:
    """A whole number from 0 to ``most``, none for an empty cell."""
    text = re.sub(r"\.0+$", "", key(value).replace(",", ""))
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > most:
        raise ValueError(
            _("“%(value)s” is no whole number from 0 to %(most)s.")
            % {"value": plain(value), "most": most}
        )
    return int(text)


def words(value) -> list[str]:
    """The parts of a list written with 、 , ; / | or spaces."""
    text = unicodedata.normalize("NFKC", plain(value))
    return [part for part in _SEPARATORS.split(text) if part]


def formula_safe(value):
    """A text that a table programme would take for a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
