"""Why a file gave no text: a code and facts, worded in ``agreements.readings.wording``."""

from dataclasses import dataclass, field
from enum import StrEnum

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 200_000  # some two hundred printed pages


class Fault(StrEnum):
    TOO_BIG = "too_big"  # size, limit in bytes
    TOO_LONG = "too_long"  # characters, limit
    TOO_MANY_PAGES = "too_many_pages"  # pages, limit
    UNPACKS_TOO_BIG = "unpacks_too_big"  # limit in bytes: a small file that swells
    EMPTY = "empty"
    SCANNED = "scanned"  # pictures of pages, no text behind them
    GARBLED = "garbled"  # a text layer that no program can turn into characters
    ENCRYPTED = "encrypted"
    OLD_WORD = "old_word"  # .doc, .wps, .rtf: save as .docx or PDF
    NOT_WORD = "not_word"  # a zip, a sheet or slides
    PICTURE = "picture"
    BROKEN = "broken"
    UNKNOWN_KIND = "unknown_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    fault: Fault
    facts: dict[str, int] = field(default_factory=dict)


class NoTextError(Exception):
    """The file gives no text; ``problem`` says why."""

    def __init__(self, fault: Fault, **facts: int):
        super().__init__(f"{fault} {facts or ''}".strip())
        self.problem = FileProblem(fault=fault, facts=facts)
