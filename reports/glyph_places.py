"""Where in a document a character stands, in words a person can look for."""

from collections.abc import Iterable

BLOCKS = frozenset(("p", "td", "th", "li", "dd", "dt", "h1", "h2", "h3", "h4", "div"))
HEADINGS = frozenset(("h2", "h3"))
AROUND = 10  # characters shown on either side
MOST = 3  # places named


def places_of(root, characters: Iterable[str]) -> tuple[str, ...]:
    """The first places of ``characters`` in the element tree ``root``, each with the heading
    above it: （二）教育教学帮扶：……由王😀老师主讲…… ."""
    wanted, heading, found = set(characters), "", []
    for element in root.iter():
        if element.tag not in BLOCKS:
            continue
        text = _own_text(element)
        if element.tag in HEADINGS:
            heading = text
        at = next((n for n, sign in enumerate(text) if sign in wanted), None)
        if at is not None and len(found) < MOST:
            found.append(_place(heading if element.tag not in HEADINGS else "", text, at))
    return tuple(found)


def _own_text(element) -> str:
    """Its text without that of the blocks inside it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in BLOCKS:
            parts.append("".join(child.itertext()) if isinstance(child.tag, str) else "")
        parts.append(child.tail or "")
    return "".join(parts).strip()


def _place(heading: str, text: str, at: int) -> str:
    start, end = max(0, at - AROUND), at + AROUND + 1
    shown = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return f"{heading}：{shown}" if heading else shown
