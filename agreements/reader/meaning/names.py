"""The short name of a duty, as on cards: the noun of what is done."""

import re
from collections.abc import Sequence

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.passage import Passage
from agreements.reader.values import Obligation
from agreements.words.about import TOPICS
from agreements.words.deeds import DEEDS

LONGEST = 30
ANY = "帮扶活动"
_FORBIDDEN = re.compile("(?:不得|不准|严禁|禁止)(.+)")


def read_name(passage: Passage, findings: Findings) -> None:
    if types := findings.get("activity_types", ()):
        findings.put("name", _name(types, findings.get("topics", ())))
        return
    forbidden = _FORBIDDEN.search(passage.words)
    findings.put("name", (forbidden[1] if forbidden else passage.words)[:LONGEST])


def name_of(obligation: Obligation) -> str:
    """师德师风专题讲座, 示范课等."""
    return _name(obligation.activity_types, obligation.topics)


def _name(types: Sequence[str], topics: Sequence[str]) -> str:
    if not types:
        return ANY
    noun = DEEDS[types[0]].noun
    if len(types) > 1:
        return f"{noun}等"
    return TOPICS[topics[0]] + noun if len(topics) == 1 else noun
