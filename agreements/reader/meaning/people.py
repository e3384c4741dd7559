"""Who does it: posts, ranks and marks of those who act, not of those who are done to."""

import re

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.lexicon.people import (
    ALONE,
    MARKS,
    MENTEES,
    OBJECT,
    OWNER,
    PERSON,
    POSTS,
    RANKS,
)
from agreements.reader.meaning.passage import Passage, hits

_DONE_TO = re.compile(rf"{OBJECT}{OWNER}$")
_BY = re.compile("(?:作为|成为|出任|担任)[^,;。]{0,6}$")
_MARK = "(?:" + "|".join(pattern for _code, pattern in MARKS) + ")"
_GROUPS = re.compile(
    rf"(?P<marks>{_MARK}+(?:(?:、|或|和|,|及){_MARK}+)*)(?:、|或|和)?{PERSON}|{'|'.join(ALONE)}"
)
_HEADS = re.compile(
    "双方(?:主要负责人|主要领导|一把手|校长)|两校校长|校长(?:均|都)(?:须|要|应)?(?:参加|出席)"
)
_JOINT = re.compile("[、或和,及]")


def read_people(passage: Passage, findings: Findings) -> None:
    words = passage.words
    if found := _HEADS.search(words):
        findings.mark("both_heads", found.span())
    _read_ranks(words, findings)
    _read_posts(words, findings)
    _read_marks(words, findings)


def _acts(words: str, start: int) -> bool:
    return not _DONE_TO.search(words[:start]) and not _BY.search(words[:start])


def _read_ranks(words: str, findings: Findings) -> None:
    for hit in hits(words, RANKS):
        findings.put("minimum_rank", hit.code, hit.place)


def _read_posts(words: str, findings: Findings) -> None:
    ranked = findings.sources.get("minimum_rank", ())
    taken = {place for span in ranked for place in range(span.start, span.end)}
    for hit in hits(words, POSTS):
        is_ranked = hit.start + findings.start in taken
        if is_ranked or not _acts(words, hit.start) or findings.get("both_heads"):
            continue
        findings.add("actor_roles", (hit.code,), hit.place)


def _read_marks(words: str, findings: Findings) -> None:
    for found in _GROUPS.finditer(words):
        is_subject = found.start() == 0 and found[0] in MENTEES
        if is_subject or not _acts(words, found.start()):
            continue
        marks = found["marks"] or found[0]
        groups = [
            tuple(dict.fromkeys(hit.code for hit in hits(part, MARKS)))
            for part in _JOINT.split(marks)
        ]
        findings.add("actor_qualifications", [g for g in groups if g], found.span())
