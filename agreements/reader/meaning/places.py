"""Where: at which school, in turn, online."""

import re

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.lexicon.about import (
    ALTERNATING,
    GOING,
    MUTUAL,
    ONLINE,
    OTHERS,
    OURS,
    RECEIVERS,
    SOMEWHERE,
    SUPPORTERS,
)
from agreements.reader.meaning.passage import Passage

_NOT_FAR = "[^,;。的]{0,6}?"
_PLACE = re.compile(
    rf"{GOING}(?P<a>{_NOT_FAR})(?:(?P<ours>{OURS})|(?P<others>{OTHERS})"
    rf"|(?P<receiving>{RECEIVERS})|(?P<supporting>{SUPPORTERS}))"
)
_POST_AT = re.compile(
    rf"(?:出任|担任|任)(?:(?P<receiving>{RECEIVERS})|(?P<supporting>{SUPPORTERS}))"
)
_IN_TURN = re.compile(
    rf"地点[^,;。]{{0,4}}(?:{ALTERNATING})|(?:{ALTERNATING})[^,;。]{{0,6}}(?:举办|举行|承办|到|在|召开)"
)
_ONLINE = re.compile(ONLINE)
_MUTUAL = re.compile(MUTUAL)
_SOMEWHERE = re.compile(f"(?:到|去|赴){SOMEWHERE}")
NOT_A_PLACE = re.compile("在(?:甲方|乙方|对方)[^,;。]{0,6}(?:指导|配合|支持|协助|组织|同意)下?")


def read_places(passage: Passage, findings: Findings) -> None:
    words = passage.words
    if found := _IN_TURN.search(words + passage.behind):
        findings.put("venue", "alternating", found.span())
        return
    found = _PLACE.search(words) or _POST_AT.search(words)
    if found and NOT_A_PLACE.match(words, found.start()):
        found = None
    if found and (venue := _venue(passage, found)):
        findings.put("venue", venue, found.span())
    elif found := _MUTUAL.search(words):
        findings.put("venue", "counterpart", found.span())
    elif found := _ONLINE.search(words):
        findings.put("venue", "online", found.span())
    elif (found := _SOMEWHERE.search(words)) and passage.other:
        findings.put("venue", passage.other, found.span())


def _venue(passage: Passage, found: re.Match) -> str:
    groups = found.groupdict()
    for side in ("receiving", "supporting"):
        if words := groups.get(side):
            return passage.side_of(words) or side
    if groups.get("others"):
        return "counterpart" if passage.party == "each" else passage.other
    # 我园, 本校: of the one who writes; whoever comes there is of the other school
    return passage.other
