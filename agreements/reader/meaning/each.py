"""For each of what: the codes behind the words that 各 and 每 count."""

import re
from collections.abc import Sequence

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.grades import grades_in
from agreements.reader.meaning.lexicon.about import SUBJECTS, TOPICS
from agreements.reader.meaning.lexicon.deeds import DEEDS
from agreements.reader.meaning.lexicon.people import LEADERS, LEADERS_ARE, POSTS, ROSTERS
from agreements.reader.meaning.passage import Table, hits


def read_each(words: Sequence[str], findings: Findings) -> None:
    """``words`` are the nouns as the text has them: 教学主任, 小学五年级, 教师."""
    if not words:
        return
    kind, items = _kind(words)
    if not kind:
        return
    findings.put("each_of", kind)
    findings.put("each_of_items", items)
    if kind == "types":
        findings.put("activity_types", items)
    if kind == "roles":
        findings.fields.pop("actor_roles", None)
        findings.fields.pop("minimum_rank", None)
    if kind == "grades":
        findings.fields.pop("grades", None)


def _kind(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    if all(word in LEADERS for word in words):
        return "roles", LEADERS_ARE
    if all(grades_in(word) for word in words):
        return "grades", grades_in("、".join(words))
    tables: tuple[tuple[str, Table], ...] = (
        ("roles", POSTS),
        ("topics", TOPICS),
        ("subjects", SUBJECTS),
        ("types", DEEDS),
    )
    for kind, table in tables if len(words) > 1 else ():
        codes = [[hit.code for hit in hits(word, table)] for word in words]
        if all(codes):
            return kind, tuple(dict.fromkeys(found[0] for found in codes))
    for kind, pattern in ROSTERS:
        if all(re.fullmatch(pattern, word) for word in words):
            return kind, ()
    return "", ()
