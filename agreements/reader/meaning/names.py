"""The short name of a duty, as on cards: the noun of what is done."""

import re

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.passage import Passage
from agreements.words.about import TOPICS
from agreements.words.deeds import DEEDS

LONGEST = 30
_FORBIDDEN = re.compile("(?:不得|不准|严禁|禁止)(.+)")


def read_name(passage: Passage, findings: Findings) -> None:
    findings.put("name", _name(passage, findings)[:LONGEST])


def _name(passage: Passage, findings: Findings) -> str:
    types = findings.get("activity_types", ())
    if not types:
        forbidden = _FORBIDDEN.search(passage.words)
        return forbidden[1] if forbidden else passage.words
    noun = DEEDS[types[0]].noun
    topics = findings.get("topics", ())
    if len(types) > 1:
        return f"{noun}等"
    return TOPICS[topics[0]] + noun if len(topics) == 1 else noun
