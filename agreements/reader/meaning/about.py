"""About what: topics, subjects, stages, grades, what each event includes, what is covered."""

import re

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.grades import grades_in
from agreements.reader.meaning.lexicon.about import (
    CONTENTS,
    COVERAGE,
    OF_STAGES,
    OF_SUBJECTS,
    STAGES,
    SUBJECTS,
    TOPICS,
)
from agreements.reader.meaning.numbers import NUMBER, number_of
from agreements.reader.meaning.passage import Passage, compiled, hits

_SUBJECT = "(?:" + "|".join(pattern for _code, pattern in SUBJECTS) + ")"
_SUBJECTS = re.compile(
    rf"{_SUBJECT}课?(?:[、,和与及或]{_SUBJECT}课?)*(?={OF_SUBJECTS}|(?<=课))"
)
_STAGES = re.compile(
    rf"(?:在)?((?:{'|'.join(p for _c, p in STAGES)})"
    rf"(?:[、和或](?:{'|'.join(p for _c, p in STAGES)}))*){OF_STAGES}"
)
_COVERS = re.compile(
    rf"(?:覆盖|涉及|涵盖|包含)[^,;。]{{0,4}}?({NUMBER})(?:{'|'.join(p for _c, p in COVERAGE)})"
)
_AGREED = re.compile("(?:主题|课题|内容|题目)[^,;。]{0,4}由?双方[^,;。]{0,6}(?:商定|确定|协商)")
# Where the deed says it all, the words beside it are its surroundings.
_EVENTS = ("events", "lessons", None)
_PLAIN_DEEDS = (
    "secondee_evaluation",
    "teacher_evaluation",
    "secondment_manager",
    "liaison_named",
    "donation_money",
    "donation_goods",
)


def read_about(passage: Passage, findings: Findings) -> None:
    words = passage.words
    _read_stages(words, findings)
    for kind, reader in (("subjects", _read_subjects), ("topics", _read_topics)):
        if findings.get("each_of") != kind:
            reader(words, findings)
    if found := _AGREED.search(words + passage.behind):
        findings.mark("topics_agreed", found.span())
    _read_contents(passage, findings)
    _read_coverage(passage, findings)
    _read_grades(words, findings)


def _read_grades(words: str, findings: Findings) -> None:
    """各年级 means each of them, any other list any."""
    codes = grades_in(words)
    if not codes or findings.get("each_of"):
        return
    if "各年级" in words:
        findings.put("each_of", "grades")
        findings.put("each_of_items", codes)
    else:
        findings.put("grades", codes)


def _read_stages(words: str, findings: Findings) -> None:
    if found := _STAGES.search(words):
        codes = [hit.code for hit in hits(found[1], STAGES)]
        findings.put("stages", tuple(codes), found.span())


def _read_subjects(words: str, findings: Findings) -> None:
    for found in _SUBJECTS.finditer(words):
        codes = [hit.code for hit in hits(found[0], SUBJECTS)]
        findings.add("subjects", codes, found.span())


def _read_topics(words: str, findings: Findings) -> None:
    if set(findings.get("activity_types", ())).intersection(_PLAIN_DEEDS):
        return
    for hit in hits(words, TOPICS):
        findings.add("topics", (hit.code,), hit.place)


def _read_contents(passage: Passage, findings: Findings) -> None:
    """Also behind the duty, where the sentence goes on without another count."""
    around = passage.words + passage.behind
    for code, pattern in CONTENTS if findings.get("measure") in _EVENTS else ():
        if found := compiled(pattern).search(around):
            findings.add("contents", (code,), found.span())


def _read_coverage(passage: Passage, findings: Findings) -> None:
    if found := _COVERS.search(passage.words + passage.behind):
        kind = hits(found[0], COVERAGE)[-1].code
        findings.put("coverage_of", kind, found.span())
        findings.put("coverage_distinct", number_of(found[1]), found.span())
