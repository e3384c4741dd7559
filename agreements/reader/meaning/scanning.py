"""Which patterns of a table can begin with a sign: most need not be tried at most places."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

Table = tuple[tuple[str, str], ...]
LITERAL = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
QUANTIFIER = re.compile(r"^(?:[?*+]|\{[\d,]*\})\??")
ASSERTIONS = ("(?=", "(?!", "(?<")


class Rule(NamedTuple):
    rank: int
    code: str
    pattern: re.Pattern[str]


class Scan(NamedTuple):
    """``by_sign``: the rules that begin with the sign, ``begins`` any of these signs;
    ``others``: those that may begin with any, each with the signs of which it needs one."""

    by_sign: dict[str, list[Rule]]
    begins: re.Pattern[str]
    others: list[tuple[Rule, re.Pattern[str]]]


class Found(NamedTuple):
    rank: int
    code: str
    match: re.Match[str]


@cache
def scan_of(table: Table) -> Scan:
    by_sign: dict[str, list[Rule]] = {}
    others = []
    for rank, (code, pattern) in enumerate(table):
        rule = Rule(rank, code, re.compile(pattern))
        signs = first_signs(pattern)
        for sign in signs or ():
            by_sign.setdefault(sign, []).append(rule)
        if signs is None:
            others.append((rule, _any_of(needed_signs(pattern))))
    return Scan(by_sign, _any_of(by_sign), others)


def _any_of(signs: Iterable[str] | None) -> re.Pattern[str]:
    """None of them at all is found nowhere, None everywhere."""
    if signs is None:
        return re.compile("")
    return re.compile(f"[{''.join(sorted(signs))}]" if signs else "(?!)")


def found_in(words: str, table: Table) -> Iterator[Found]:
    """Every match of every pattern, as ``finditer`` has them; in no order."""
    scan = scan_of(table)
    for (rank, code, pattern), needed in scan.others:
        if needed.search(words):
            for match in pattern.finditer(words):
                yield Found(rank, code, match)
    ends: dict[int, int] = {}
    for begin in scan.begins.finditer(words):
        at = begin.start()
        for rank, code, pattern in scan.by_sign[begin[0]]:
            if (match := pattern.match(words, at)) and at >= ends.get(rank, 0):
                ends[rank] = match.end()
                yield Found(rank, code, match)


def first_signs(pattern: str) -> frozenset[str] | None:
    """The signs with which a match can begin; None where that is not plain to see."""
    signs: set[str] = set()
    for branch in _branches(pattern):
        first = _first(branch)
        if first is None:
            return None
        signs |= first
    return frozenset(signs)


def needed_signs(pattern: str) -> frozenset[str] | None:
    """Signs of which every match holds one at least; None where that is not plain to see."""
    signs: set[str] = set()
    for branch in _branches(pattern):
        needed = _needed(branch)
        if needed is None:
            return None
        signs |= needed
    return frozenset(signs)


def _needed(branch: str) -> frozenset[str] | None:
    """The signs with which the first part can begin that is plain and not left out."""
    while branch:
        end = _part_end(branch)
        part, behind = branch[:end], branch[end:]
        if not behind.startswith(("?", "*", "{")) and not part.startswith(ASSERTIONS):
            signs = _first(part)
            if signs is not None:
                return signs
        branch = QUANTIFIER.sub("", behind, count=1)
    return None


def _part_end(branch: str) -> int:
    if branch.startswith("("):
        return _group_end(branch) + 1
    if branch.startswith("["):
        return _class_end(branch, 0) + 1
    return 2 if branch.startswith("\\") else 1


def _branches(pattern: str) -> list[str]:
    """The alternatives of ``pattern``, cut at the bars that stand in no group."""
    found, depth, begin, at = [], 0, 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _class_end(pattern, at)
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            found.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return [*found, pattern[begin:]]


def _first(branch: str) -> frozenset[str] | None:
    if branch.startswith(ASSERTIONS):
        return _first(branch[_group_end(branch) + 1 :])
    if branch.startswith("(?:"):
        end = _group_end(branch)
        return _with_rest(first_signs(branch[3:end]), branch[end + 1 :])
    if LITERAL.match(branch):
        return _with_rest(frozenset(branch[0]), branch[1:])
    if not branch.startswith("["):
        return None
    end = _class_end(branch, 0)
    signs, behind = branch[1:end], branch[end + 1 :]
    is_plain = all(LITERAL.match(sign) for sign in signs)
    return _with_rest(frozenset(signs) if is_plain else None, behind)


def _with_rest(signs: frozenset[str] | None, behind: str) -> frozenset[str] | None:
    """``signs``, with those of what follows where the first thing may be left out."""
    if behind.startswith("{"):
        return None
    if not behind.startswith(("?", "*")):
        return signs
    rest = _first(behind[1:])
    return None if signs is None or rest is None else signs | rest


def _class_end(pattern: str, at: int) -> int:
    return pattern.index("]", at + 2)


def _group_end(pattern: str) -> int:
    """Where the group with which ``pattern`` begins is closed."""
    depth, at = 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _class_end(pattern, at)
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if not depth:
                return at
        at += 1
    return at
