"""Patterns made of tables of words, and the codes behind the words they find."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache


def one_of(words: Iterable[str]) -> str:
    """Any of the words, the longest first; "" among them is left out."""
    known = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, known))})"


def list_of(word: str) -> str:
    """甲、乙或丙: one or more of the pattern ``word``."""
    return f"(?:{word}(?:、{word})*(?:[或和]{word})?)"


@cache
def _codes_by_word(table: tuple[tuple[str, str], ...]) -> tuple[re.Pattern, dict[str, str]]:
    return re.compile(one_of(word for _code, word in table)), {w: code for code, w in table}


def codes_in(text: str, words: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """The codes of the words in ``text`` in order, each with its place."""
    pattern, codes = _codes_by_word(tuple(words.items()))
    for found in pattern.finditer(text):
        yield codes[found[0]], found.start(), found.end()


def is_joined_by_and(text: str, words: Mapping[str, str]) -> bool:
    """Whether the list says 和, so that each of its items is meant."""
    pattern, _codes = _codes_by_word(tuple(words.items()))
    return "和" in pattern.sub("", text)
