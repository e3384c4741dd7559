"""A duty's words in the clean text, and what stands around them in the same sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from agreements.reader.meaning.scanning import Table, found_in

_SINCE = "(?:(?:自|从|在)?(?:本?协议书?)?(?:签订|签署|签字|生效)[^,;。]{0,8}?)?"
OTHER = {"supporting": "receiving", "receiving": "supporting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """``words`` is ``text[start:end]``, inside the sentence from ``first`` to ``last``.
    The duty is owed by ``party``."""

    text: str
    start: int
    end: int
    first: int
    last: int
    party: str = ""
    deadline: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)  # 甲 to its side in this text

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def deed(self) -> str:
        """The words without the day by which it is due, place for place."""
        if not self.deadline or self.deadline not in self.words:
            return self.words
        pattern = f"{_SINCE}{re.escape(self.deadline)}"
        return re.sub(pattern, lambda found: "~" * len(found[0]), self.words)

    @property
    def lead(self) -> str:
        """What stands before the day by which it is due: from when its time is counted."""
        words = self.before + self.words
        return words[: max(words.find(self.deadline), 0)] if self.deadline else ""

    def side_of(self, words: str) -> str:
        """The side behind 甲方 or 乙方 in this text, "" for other words."""
        return self.labels.get(words[0], "") if words.endswith("方") else ""

    @property
    def before(self) -> str:
        return self.text[self.first : self.start]

    @property
    def behind(self) -> str:
        return self.text[self.end : self.last]

    @property
    def other(self) -> str:
        """The school that stands across from the one that owes the duty."""
        return OTHER.get(self.party, "")


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    start: int
    size: int
    rank: int
    code: str
    words: str

    @property
    def end(self) -> int:
        return self.start - self.size

    def moved(self, by: int) -> "Hit":
        return replace(self, start=self.start + by)

    @property
    def place(self) -> tuple[int, int]:
        return self.start, self.end


@cache
def compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern)


def hits(words: str, table: Table) -> list[Hit]:
    """What of ``table`` stands in ``words``, in order; of two that overlap the one that begins
    first, then the longer one, then the one further up in the table."""
    found = [
        Hit(match.start(), -len(match[0]), rank, code, match[0])
        for rank, code, match in found_in(words, table)
        if match[0]
    ]
    return list(_apart(sorted(found))) if found else []


def _apart(found: Iterable[Hit]) -> Iterator[Hit]:
    end = 0
    for hit in found:
        if hit.start >= end:
            yield hit
            end = hit.end
