"""The deed of a sentence of ours: what is done, about what."""

import re

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.patterns import codes_in, is_joined_by_and, list_of, one_of
from agreements.words.about import SUBJECTS, TOPICS
from agreements.words.deeds import ANY_DEED, DEEDS, NAMED_DEEDS

_ABOUT = (
    rf"(?:(?P<subjects>{list_of(one_of(SUBJECTS.values()))})学科)?"
    rf"(?P<topics>{list_of(one_of(TOPICS.values()))})?"
)
_NAME = r"“(?P<name>[^”]*)”"
OUTER = str.maketrans("‘’", "“”")


def _pattern(doing: str) -> re.Pattern:
    return re.compile(doing.format(about=_ABOUT, name=_NAME))


# By the sign in which they end: most words end in none of these, or in that of one or two.
_BY_END: dict[str, list[tuple[str, re.Pattern]]] = {}
for _code, _doing in (
    *NAMED_DEEDS.items(),
    *((code, deed.doing) for code, deed in DEEDS.items()),
):
    _BY_END.setdefault(_doing[-1], []).append((_code, _pattern(_doing)))
_ANY = _pattern(ANY_DEED)
_PARTS = {code: deed.doing.partition("{about}")[::2] for code, deed in DEEDS.items()}
_BY_PARTS = {parts: code for code, parts in _PARTS.items()}
_DOING = rf"(?:{one_of(verb for verb, _noun in _PARTS.values())})?" + one_of(
    noun for _verb, noun in _PARTS.values()
)
_SEVERAL = re.compile(
    rf"(?:围绕(?=.){_ABOUT})?(?P<deeds>{_DOING}(?:、{_DOING})*[或和]{_DOING})"
)
_EACH_DOING = re.compile(
    rf"(?P<verb>{one_of(verb for verb, _noun in _PARTS.values())})?"
    rf"(?P<noun>{one_of(noun for _verb, noun in _PARTS.values())})(?P<joint>[、或和]|$)"
)
_CALLED = re.compile(rf"{_ABOUT}{_NAME}")
_PLAIN = re.compile(r"(?P<name>[一-鿿]{2,})")


def read_deed(text: str, findings: Findings, *, start: int, may_be_named: bool) -> bool:
    """Whether all of ``text`` is a deed; it stands at ``start``."""
    for code, pattern in _BY_END.get(text[-1:], ()):
        if found := pattern.fullmatch(text):
            findings.put("activity_types", (code,), (start, start + len(text)))
            _read_about(found, findings, start=start)
            return True
    if found := _ANY.fullmatch(text):
        _read_about(found, findings, start=start)
        return True
    if (found := _SEVERAL.fullmatch(text)) and _read_several(found, findings, start=start):
        return True
    found = may_be_named and (_CALLED.fullmatch(text) or _PLAIN.fullmatch(text))
    if found:
        _read_about(found, findings, start=start)
    return bool(found)


def _read_several(found: re.Match, findings: Findings, *, start: int) -> bool:
    codes, verb, joints = [], "", ""
    for part in _EACH_DOING.finditer(found["deeds"]):
        said = part["verb"] or ""
        code = _BY_PARTS.get((said, part["noun"])) or _BY_PARTS.get((verb, part["noun"]))
        if code is None:
            return False
        verb = _PARTS[code][0]
        codes.append(code)
        joints += part["joint"]
    place = (start + found.start("deeds"), start + found.end("deeds"))
    _read_about(found, findings, start=start)
    if "和" in joints:
        findings.put("each_of", "types", place)
        findings.put("each_of_items", tuple(codes), place)
    findings.put("activity_types", tuple(codes), place)
    return True


def _read_about(found: re.Match, findings: Findings, *, start: int) -> None:
    for field, words in (("subjects", SUBJECTS), ("topics", TOPICS)):
        if text := found.groupdict().get(field):
            place = (start + found.start(field), start + found.end(field))
            codes = tuple(code for code, _a, _b in codes_in(text, words))
            if is_joined_by_and(text, words):
                findings.put("each_of", field, place)
                findings.put("each_of_items", codes, place)
            else:
                findings.put(field, codes, place)
    if "name" in found.re.groupindex:
        place = (start + found.start("name"), start + found.end("name"))
        findings.put("name", found["name"].translate(OUTER), place)
