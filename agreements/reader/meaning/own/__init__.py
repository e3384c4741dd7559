"""Our own sentences, read back slot by slot: the inverse of ``agreements.rendering``.

A sentence is ours when every character of it stands in its slot; then nothing is guessed. One
that is not is left to the readers of other people's words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.own.deeds import read_deed
from agreements.reader.meaning.own.numbers import NUMBER, read_amount, read_tail
from agreements.reader.meaning.own.slots import (
    ACTORS,
    HEAD,
    VENUE,
    read_actors,
    read_head,
    read_venue,
)
from agreements.reader.values import Obligation, Span
from agreements.words.deeds import usual_measure

_SENT = re.compile("选派|确定")
_PIECE = re.compile(r"(?:“[^”]*”|（[^）]*）|[^，“（]|[“（])+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDuty:
    """``whole`` is the place of the whole among the duties of the same sentence."""

    span: Span
    findings: Findings
    obligation: Obligation
    whole: int | None = None


def duties_of(text: str, *, start: int = 0) -> list[OwnDuty]:
    """The duty that ``text``, without its full stop, says in our own words, with its shares;
    none when it says anything else. ``start`` is the place of ``text``."""
    found: list[OwnDuty] = []
    depths: dict[int, int] = {}
    for pieces in _groups(text):
        duty = _duty(pieces, text, found, depths, start=start)
        if duty is None:
            return []
        found.append(duty)
    return found


def _groups(text: str) -> Iterator[list[re.Match]]:
    """The pieces between commas, those of one duty together: a share begins with 其中."""
    group: list[re.Match] = []
    for piece in _PIECE.finditer(text):
        if group and piece[0].startswith("其中"):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _duty(pieces, text: str, before: list, depths: dict, *, start: int) -> OwnDuty | None:
    findings = Findings(start=start)
    depth = _read_first(pieces[0], findings)
    whole = depths.get(depth - 1) if depth else None
    if depth is None or (depth > 0) != (whole is not None):
        return None
    for piece in pieces[1:]:
        if not read_tail(piece[0], findings, start=piece.start()):
            return None
    part_of = before[whole].obligation if whole is not None else None
    _complete(findings, part_of=part_of)
    if not findings.get("party"):
        return None
    depths[depth] = len(before)
    span = Span(start=start + pieces[0].start(), end=start + pieces[-1].end())
    obligation = findings.obligation(part_of=part_of)
    return OwnDuty(span=span, findings=findings, obligation=obligation, whole=whole)


def _read_first(piece: re.Match, findings: Findings) -> int | None:
    """How deep a share it is, 0 for a whole; None when the words are not ours."""
    text, at = piece[0], piece.start()
    head = HEAD.match(text)
    share = head["share"]
    if not (share or head["party"]):  # so begins hardly a sentence of others: it costs no more
        return None
    shifted = replace(findings, start=findings.start + at)
    read_head(head, shifted)
    if not _read_act(text[head.end() :], shifted, start=head.end()):
        return None
    return len(share) - 1 if share else 0


def _read_act(text: str, findings: Findings, *, start: int) -> bool:
    sent = _SENT.match(text)
    if sent and _read_sent(text, findings, start=start, after=sent.end()):
        return True
    number = NUMBER.search(text)
    act = text[: number.start()] if number else text
    if number:
        read_amount(number, findings, start=start)
    return _read_venue_and_deed(act, findings, start=start)


def _read_sent(text: str, findings: Findings, *, start: int, after: int) -> bool:
    """选派管理干部不少于1名到对方挂职."""
    actors = ACTORS.match(text, after)
    people = text.startswith("人员", after)
    end = actors.end() if actors else after + 2 if people else None
    if end is None:
        return False
    number = re.compile(NUMBER.pattern.removesuffix("$")).match(text, end)
    rest = number.end() if number else end
    if not _read_venue_and_deed(text[rest:], findings, start=start + rest):
        return False
    findings.put("measure", "people", (start, start + after))
    if actors:
        read_actors(actors[0], findings, start=start + actors.start())
    if number:
        read_amount(number, findings, start=start)
    return True


def _read_venue_and_deed(text: str, findings: Findings, *, start: int) -> bool:
    venue = VENUE.match(text)
    read_venue(venue, findings, start=start)
    may_be_named = findings.get("modality") in ("must_not", "text_only")
    rest = text[venue.end() :]
    return read_deed(rest, findings, start=start + venue.end(), may_be_named=may_be_named)


def _complete(findings: Findings, *, part_of: Obligation | None) -> None:
    """What the sentence leaves to its whole or to custom."""
    if part_of is not None:
        findings.fields.setdefault("party", part_of.party)
        findings.fields.setdefault("period", part_of.period)
    if findings.get("each_of") == "roles":  # the posts stand in the sentence for all to see
        findings.fields.pop("actor_roles", None)
    types = findings.get("activity_types", ())
    findings.fields.setdefault("measure", usual_measure(types))
