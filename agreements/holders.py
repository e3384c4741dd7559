"""Who keeps how many copies, as lines a person writes: 县教育局 2."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_COPIES = 99
LONGEST_HOLDER = 60


class HoldersField(forms.CharField):
    """Cleans to names with their numbers."""

    def __init__(self):
        super().__init__(
            label=_("Who keeps copies"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("One a line; a number after it where somebody keeps several."),
        )

    def clean(self, value) -> list[tuple[str, int]]:
        lines = (line.strip() for line in super().clean(value).splitlines())
        return [_holder(line) for line in lines if line]


def holder_lines(holders: Iterable[tuple[str, int]]) -> str:
    return "\n".join(name if count == 1 else f"{name} {count}" for name, count in holders)


def _holder(line: str) -> tuple[str, int]:
    """Without a number it is one."""
    name, _space, count = line.rpartition(" ")
    if not (name and count.isascii() and count.isdecimal()):
        name, count = line, "1"
    if len(name) > LONGEST_HOLDER or not 0 < int(count[:3]) <= MOST_COPIES:
        raise forms.ValidationError(
            _("“%(line)s”: a name of at most %(most)s characters, then 1 to 99 copies."),
            code="holder",
            params={"line": line[:40], "most": LONGEST_HOLDER},
        )
    return name.strip(), int(count)
