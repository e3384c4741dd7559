"""Prepare the element tree of a Chinese document for the press, in place.

WeasyPrint breaks lines well once ``lang`` says Chinese. What it lacks is added here: squeezed
marks, breaks outside quotation marks, figures that stay with their unit, and no last line of a
single character. Nothing here knows WeasyPrint, fonts or the clock.
"""

import re
from copy import deepcopy
from xml.etree.ElementTree import Element

HAN = r"\u3007\u3400-\u9fff\U00020000-\U000323af"
CLOSING = "、，。；：！？）》〉”’】〕」』"
OPENING = "（《〈“‘【〔「『"
# A closing mark before any mark gives back its right half ("sq"); an opening mark after an
# opening one its left half ("sql"). The group's name is the class in official.css.
MARKS = re.compile(
    f"(?P<sq>[{CLOSING}](?=[{CLOSING}{OPENING}]))|(?P<sql>(?<=[{OPENING}])[{OPENING}])"
)
# Unicode forbids a break beside any quotation mark; Chinese allows it outside the pair.
OUTSIDE_QUOTES = re.compile(rf"(?<=[{HAN}，。、；：）》])(?=[“‘])|(?<=[”’])(?=[{HAN}（《])")
# Years and figures are neither cut at a line end nor parted from their unit; codes stay whole.
UNITS = "年月日次节名人项份个册台套对篇元岁"
GLUE = re.compile(
    rf"(?<=\d)(?=[{UNITS}])|(?<=\d)(?=—\d)|(?<=\d—)(?=\d)|(?<=[A-Z0-9]-)(?=[A-Z0-9])"
)
WORD_JOINER = "\u2060"
RUNT = re.compile(rf"[{HAN}]{{2}}[。：；]$")
RUNT_MATTERS_ABOVE = 30  # characters: a shorter paragraph fills hardly more than one line
UNTOUCHED = frozenset(("head", "script", "style", "svg", "pre"))


def prepare(root, *, draft):
    """Rewrite the tree of a whole HTML document in place; ``draft`` adds the watermark."""
    root.attrib.setdefault("lang", "zh-CN")
    body = root.find("body")
    keep_last_signs(body)
    mark_up_below(body)
    furnish(body, version=root.get("data-version", ""), draft=draft)


def keep_last_signs(body):
    """Bind the last three signs of each long plain paragraph, so that none stands alone."""
    for paragraph in body.iter("p"):
        text = paragraph.text or ""
        if len(paragraph) or len(text) <= RUNT_MATTERS_ABOVE or not RUNT.search(text):
            continue
        tail = Element("span", {"class": "keep"})
        paragraph.text, tail.text = text[:-3], text[-3:]
        paragraph.append(tail)


def mark_up_below(element):
    # A comment's tag is a function; an SVG's carries its namespace.
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in UNTOUCHED:
        return
    children = list(element)
    rebuilt = take_pieces(element, "text")
    for child in children:
        mark_up_below(child)
        rebuilt += [child, *take_pieces(child, "tail")]
    element[:] = rebuilt


def take_pieces(holder, slot):
    """Leave the first plain piece in ``holder``'s text or tail; return what follows it."""
    text = getattr(holder, slot)
    if not text:
        return []
    first, *others = mark_up(text)
    setattr(holder, slot, first)
    return others


def mark_up(text):
    """``text`` as its first plain piece, then elements that each carry what follows as tail."""
    text = GLUE.sub(WORD_JOINER, text)
    cuts = sorted(
        [(each.start(), each.end(), each.lastgroup) for each in MARKS.finditer(text)]
        + [(each.start(), each.start(), "wbr") for each in OUTSIDE_QUOTES.finditer(text)]
    )
    if not cuts:
        return [text]
    ends = [cut[0] for cut in cuts[1:]] + [len(text)]
    pieces = [text[: cuts[0][0]]]
    for (start, end, kind), until in zip(cuts, ends, strict=True):
        element = Element("wbr") if kind == "wbr" else Element("span", {"class": kind})
        element.text = text[start:end] or None
        element.tail = text[end:until]
        pieces.append(element)
    return pieces


def furnish(body, *, version, draft):
    """Put what the page margins show at the head of ``body``; the style sheet moves it there.

    A running element cannot know odd pages from even ones: hence one of each kind.
    """
    picture = take_picture(body)
    for side, parts in (("odd", ("stamp", "pageno")), ("even", ("pageno", "stamp"))):
        foot = Element("div", {"class": f"foot {side}"})
        foot.extend(Element("span", {"class": part}) for part in parts)
        sign(foot.find("span[@class='stamp']"), version=version, picture=picture)
        mark = Element("div", {"class": f"mark-foot {side}"})
        sign(mark, version=version, picture=picture)
        body[:0] = [foot, mark]
    for kind in ("watermark", "watermark turned") if draft else ():
        body.insert(0, Element("div", {"class": kind}))


def take_picture(body):
    """The code of the version as a picture: ``div.version-code``, which leaves the text."""
    holder = body.find("div[@class='version-code']")
    if holder is None:
        return None
    body.remove(holder)
    return holder[0]


def sign(place, *, version, picture):
    """The words of the version, and its picture where there is one, into ``place``."""
    words = Element("span", {"class": "words"})
    words.text = version
    place.append(words)
    if picture is not None:
        held = Element("span", {"class": "code"})
        held.append(deepcopy(picture))
        place.append(held)


def title_lines(words, *, longest=20):
    """Words of a title as whole lines of at most ``longest`` full-width characters.

    Fewest lines first, then nearest in length, then the longer one on top. Words that fit in no
    way come back as one line. Time doubles with each word: meant for titles of a dozen words.
    """
    found = [
        (len(lines), max(sizes) - min(sizes), sizes[-1], lines)
        for lines in partitions(tuple(words), longest)
        if (sizes := [width(line) for line in lines])
    ]
    return list(min(found)[-1]) if found else ["".join(words)]


def partitions(words, longest):
    if not words:
        yield ()
    for cut in range(1, len(words) + 1):
        line = "".join(words[:cut])
        if width(line) <= longest:
            yield from ((line, *rest) for rest in partitions(words[cut:], longest))


def width(line):
    """In full-width characters; a figure or a letter counts half."""
    return sum(0.5 if character.isascii() else 1 for character in line)
