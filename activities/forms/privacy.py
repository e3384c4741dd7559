"""What must not stand in free text: ID numbers and pupils' marks. Phones are warned of."""

import re
import unicodedata
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
# The same with blanks or dashes between the digits; then its day of birth has to be a day.
_SPACED_ID = re.compile(
    r"(?<!\d)\d(?:[ -]?\d){5}[ -]?(?:1[ -]?9|2[ -]?0)(?:[ -]?\d){2}[ -]?[01](?:[ -]?\d)"
    r"[ -]?[0-3](?:[ -]?\d){4}[ -]?[\dXx](?!\d)"
)
_PHONE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_LINES = (Path(__file__).parent.parent / "pupil_marks.txt").read_text(encoding="utf-8")
_PUPIL_MARKS = tuple(
    re.compile(line) for line in _LINES.splitlines() if line and not line.startswith("#")
)


def refuse_private(text: str) -> None:
    """A validator. Raises ValidationError for an ID number or a pupil's marks."""
    plain = unicodedata.normalize("NFKC", text)
    if _ID_NUMBER.search(plain) or _SPACED_ID.search(plain):
        raise ValidationError(
            _("Please take out the ID number: ID numbers are not collected here."),
            code="id_number",
        )
    if any(pattern.search(plain) for pattern in _PUPIL_MARKS):
        raise ValidationError(
            _("Please take out the marks or rank of a pupil: the law keeps them private."),
            code="pupil_marks",
        )


def names_a_phone(text: str) -> bool:
    """Whether ``text`` holds a mobile number of eleven digits."""
    return bool(_PHONE.search(unicodedata.normalize("NFKC", text)))
