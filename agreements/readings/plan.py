"""The clauses of an agreement to be: the words of the text with its accepted duties in place.

A counted duty has no words of its own (docs/decisions/0003): where one was read, its sentence
will stand, and the words it was read from are not printed again. All other words stay, in their
order. What the agreement says by itself (parties, title, copies, signatures) is left out and
named, so that nothing is lost unseen.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from agreements.readings.cards import Card, CardState, Place, Work
from agreements.rendering.contract import POLICY_HOLE, has_blank

LONGEST_LABEL = 10
LONGEST_HEADING = 80
ONE_SECTION = ("一、", "约定事项")
# What is left of a sentence when its duty is taken out, and says nothing without it.
CONNECTING = re.compile(
    r"(?:\W|并且?|且|和|与|及|以及|同时|其中|另外|此外|还要?|也|均|都|共|应当?|须|需|要|将|会|可|由|对|到"
    r"|在|每|各|至少|不少于|以上|开展|组织|进行|甲方|乙方|双方|甲乙双方|甲、乙双方|两校|的|等)*"
)
SAID_BY_ITSELF = re.compile(
    r"一式.{1,4}份|(?:签字|签订|盖章|签署).{0,12}(?:之日起)?.{0,4}生效"
    r"|(?:协议|帮扶|结对|合作).{0,4}(?:期限?|时间|有效期)[为是：:]?.{0,4}"
    r"(?:自|从|[一二两三四五六\d]年|\d{4})"
)
CLOSING_LINE = re.compile(
    r"\s*(?:[甲乙丙]方|支援|受援|帮扶|受帮扶|学校|校长|园长|负责人|法定代表人?|代表人?|教育局)?"
    r".{0,16}(?:盖章|签字|签名|签章|公章|印章).{0,40}"
    r"|[\s_＿]*(?:二[〇○零]|20|\d{4})?[\s_＿\w]{0,6}年[\s_＿\w]{0,6}月[\s_＿\w]{0,6}日?[\s_＿]*"
    r"|\s*(?:签订|签署)?(?:日期|时间|地点)\s*[：:].{0,30}"
)
PARTY_LINE = re.compile(
    r"\s*(?:[甲乙丙]\s*方|支援(?:学)?校|受援(?:学)?校|帮扶学校|受帮扶学校)\s*(?:[（(][^）)]{1,16}[）)])?\s*[：:].*"
)
KIND = re.compile(r"(?:协议书?|方案|计划|办法|细则|责任书|合同)(?:[（(][^）)]*[）)])?$")
SENTENCE_END = "。！？；"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDuty:
    """``key`` is the card's; ``whole`` the key of the duty of which this is a share."""

    key: int
    duty: Mapping
    whole: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClause:
    """``text``, then the sentences of the duties, then ``closing``; a section has items."""

    label: str = ""
    heading: str = ""
    text: str = ""
    duties: tuple[PlannedDuty, ...] = ()
    closing: str = ""
    items: tuple["PlannedClause", ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.text or self.duties or self.closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    preamble: str = ""
    sections: tuple[PlannedClause, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @property
    def clauses(self) -> list[PlannedClause]:
        return [one for section in self.sections for one in (section, *section.items)]

    @property
    def duties(self) -> list[PlannedDuty]:
        return [duty for clause in self.clauses for duty in clause.duties]


# --- JSON -------------------------------------------------------------------------------------
def to_json(plan: Plan) -> dict:
    return asdict(plan)


def from_json(data: Mapping) -> Plan:
    return Plan(
        preamble=data["preamble"],
        sections=tuple(_clause_from(row) for row in data["sections"]),
        left_out=tuple(data.get("left_out", ())),
    )


def _clause_from(row: Mapping) -> PlannedClause:
    return PlannedClause(
        **{
            **row,
            "duties": tuple(PlannedDuty(**duty) for duty in row["duties"]),
            "items": tuple(_clause_from(item) for item in row["items"]),
        }
    )


def with_policy_hole(preamble: str, *, policy_title: str) -> str:
    """The preamble with a hole where it names the founding document, which is a field of its
    own: printed, it would else be named twice."""
    title = policy_title.strip("《》 ")
    if not title:
        return preamble
    named = rf"《\s*{re.escape(title)}\s*》\s*(?:[（(][^）)]{{1,40}}[）)])?"
    return re.sub(named, POLICY_HOLE, preamble, count=1)


# --- From a text ------------------------------------------------------------------------------
def plan_of(text: str, *, clauses: Sequence[Mapping], work: Work, title: str = "") -> Plan:
    """``clauses`` are those of the reader: label, heading, span, parent."""
    maker = _Maker(text, clauses=clauses, work=work, title=title)
    preamble, sections = [], []
    for place in maker.top():
        if not maker.is_loose(place):
            sections += maker.sections_of(place)
        elif sections:
            sections[-1] = _with_items(sections[-1], maker.bodies(place))
        else:
            preamble += maker.bodies(place)
    found = _without_empty(sections)
    if not found or any(body.duties for body in preamble):  # without numbered clauses
        label, heading = ONE_SECTION
        found = [PlannedClause(label=label, heading=heading, items=tuple(preamble)), *found]
        preamble = []
    words = [*maker.words_before(), *(f"{one.text}{one.closing}" for one in preamble)]
    return Plan(
        preamble="".join(words),
        sections=tuple(_without_empty(found)),
        left_out=tuple(dict.fromkeys(maker.left_out)),
    )


def _is_title(words: str, title: str) -> bool:
    return bool(title) and "".join(words.split()) == "".join(title.split())


def _with_items(section: PlannedClause, items: Sequence[PlannedClause]) -> PlannedClause:
    return replace(section, items=(*section.items, *items))


def _without_empty(sections: list[PlannedClause]) -> list[PlannedClause]:
    found = []
    for section in sections:
        items = tuple(item for item in section.items if item.says_something)
        if items or section.says_something:
            found.append(replace(section, items=items))
    return found


class _Maker:
    def __init__(self, text: str, *, clauses: Sequence[Mapping], work: Work, title: str):
        self.text, self.clauses, self.title = text, clauses, title
        self.cards = [card for card in work.shown if card.state != CardState.OPEN]
        self.left_out: list[str] = []
        self.children: dict[int, list[int]] = {place: [] for place in range(len(clauses))}
        self.roots: list[int] = []
        for place, row in enumerate(clauses):
            parent = row["parent"]
            (self.roots if parent is None else self.children[parent]).append(place)

    # --- Sections and items -------------------------------------------------------------------
    def is_loose(self, place: int) -> bool:
        """A paragraph that stands under no heading."""
        row = self.clauses[place]
        return not row["label"] and not row["heading"] and not self.children[place]

    def top(self) -> Iterator[int]:
        """The clauses that stand at the top, or below nothing but the title of the whole."""
        waiting = list(self.roots)
        while waiting:
            place = waiting.pop(0)
            row, below = self.clauses[place], self.children[place]
            is_name = _is_title(row["heading"], self.title) or KIND.search(row["heading"])
            if not row["label"] and is_name:
                self.left_out.append(row["heading"])
                waiting = below + waiting
            else:
                yield place

    def sections_of(self, place: int) -> list[PlannedClause]:
        """One section, or those below a heading that stands over sections only."""
        below = self.children[place]
        own = self.bodies(place)
        if not own and below and any(self.children[child] for child in below):
            self.left_out.append(self.clauses[place]["label"] + self.clauses[place]["heading"])
            return [found for child in below for found in self.sections_of(child)]
        row = self.clauses[place]
        label, heading = row["label"][:LONGEST_LABEL], row["heading"]
        if len(heading) > LONGEST_HEADING:
            own, heading = [PlannedClause(text=heading), *own], ""
        first = own[0] if own and not below else PlannedClause()
        rest = own[1:] if own and not below else own
        items = [*rest, *(item for child in below for item in self.items_of(child))]
        return [replace(first, label=label, heading=heading, items=tuple(items))]

    def items_of(self, place: int) -> list[PlannedClause]:
        """The point and, after it, the points below it."""
        row = self.clauses[place]
        own = self.bodies(place)
        head = row["heading"]
        if head:
            text = head + (own[0].text if own else "")
            own = [replace(own[0] if own else PlannedClause(), text=text), *own[1:]]
        if own:
            own[0] = replace(own[0], label=row["label"][:LONGEST_LABEL])
        below = [item for child in self.children[place] for item in self.items_of(child)]
        return [*own, *below]

    # --- The words of one clause --------------------------------------------------------------
    def bodies(self, place: int) -> list[PlannedClause]:
        """The own words of a clause, duties in their place: one body a line, and one more
        where words stand between two duties."""
        return [
            body
            for start, end in self._own(place)
            for line in _lines(self.text, start, end)
            for body in self._line(*line)
        ]

    def words_before(self) -> list[str]:
        """Lines before the first clause, without title and parties."""
        end = min((row["span"][0] for row in self.clauses), default=len(self.text))
        bodies = [body for line in _lines(self.text, 0, end) for body in self._line(*line)]
        return [words for body in bodies if not _is_title(words := body.text, self.title)]

    def _own(self, place: int) -> list[Place]:
        row = self.clauses[place]
        start, end = row["span"]
        start = _after(self.text, start, end, row["label"])
        start = _after(self.text, start, end, row["heading"])
        found = []
        for child in self.children[place]:
            child_start, child_end = self.clauses[child]["span"]
            found.append((start, child_start))
            start = max(start, child_end)
        return [(a, b) for a, b in [*found, (start, end)] if b > a]

    def _line(self, start: int, end: int) -> Iterator[PlannedClause]:
        words = self.text[start:end]
        here = [c for c in self.cards if any(start <= a < end for a, _b in c.places)]
        if not any(card.is_kept for card in here) and self._is_left_out(words):
            self.left_out.append(words.strip())
            return
        yield from _bodies(self._pieces(start, end, here))

    def _is_left_out(self, words: str) -> bool:
        short = len(words) < 60
        return bool(PARTY_LINE.fullmatch(words) or (short and CLOSING_LINE.fullmatch(words)))

    def _pieces(self, start: int, end: int, cards: list[Card]) -> Iterator[str | Card]:
        """Words that stay and cards, in order."""
        taken = sorted(_taken(self.text, cards, start, end))
        kept = [c for c in cards if c.is_kept and start <= c.span[0] < end]
        duties = sorted(kept, key=lambda c: (c.span[0], c.key))
        place = start
        for a, b in [*taken, (end, end)]:
            if a > place:
                yield from self._words(self.text[place:a])
            while duties and duties[0].span[0] < b:
                yield duties.pop(0)
            place = max(place, b)
        yield from duties

    def _words(self, words: str) -> Iterator[str]:
        """Sentence by sentence, without those the agreement says by itself."""
        kept = ""
        for sentence in re.findall(
            rf"[^{SENTENCE_END}]+[{SENTENCE_END}]?|[{SENTENCE_END}]", words
        ):
            if SAID_BY_ITSELF.search(sentence):
                self.left_out.append(sentence.strip())
            else:
                kept += sentence
        if kept:
            yield kept


def _lines(text: str, start: int, end: int) -> Iterator[Place]:
    for found in re.finditer(r"[^\n]+", text[start:end]):
        if found[0].strip():
            yield start + found.start(), start + found.end()


def _after(text: str, start: int, end: int, words: str) -> int:
    """Where the text goes on behind ``words``, which it may write with spaces."""
    while start < end and text[start].isspace():
        start += 1
    place = start
    for character in "".join(words.split()):
        while place < end and text[place].isspace():
            place += 1
        if place >= end or text[place] != character:
            return start
        place += 1
    return place


def _taken(text: str, cards: list[Card], start: int, end: int) -> list[Place]:
    """What the sentences of the duties say anew: their spans, and the words beside them in the
    same sentence that gave a field, where a clause says nothing without them (a clause that
    does stays whole). A card may take up what another gave back."""
    spans: list[Place] = []
    beside: list[Place] = []
    for card in cards:
        if card.state == CardState.NOT_A_DUTY:
            continue
        for place in [one for one in card.places if start <= one[0] < end]:
            spans.append(place)
            beside += _beside(text, card, place, start, end)
    spans, beside = _joined(spans), _joined(beside)
    return _joined([*spans, *_of_empty_clauses(text, spans, beside, start, end)])


def _beside(text: str, card: Card, place: Place, start: int, end: int) -> Iterator[Place]:
    first, last = _sentence(text, place, start, end)
    for places in card.sources.values() if card.is_kept else ():
        yield from ((a, b) for a, b in places if first <= a and b <= last)


def _of_empty_clauses(
    text: str, spans: list[Place], beside: list[Place], start: int, end: int
) -> Iterator[Place]:
    for clause in re.finditer(r"[^，；。！？,;]+", text[start:end]):
        first, last = start + clause.start(), start + clause.end()
        here = [(a, b) for a, b in beside if first <= a and b <= last]
        if here and CONNECTING.fullmatch(_rest(text, _joined([*spans, *here]), first, last)):
            yield from here


def _rest(text: str, taken: list[Place], start: int, end: int) -> str:
    found, place = "", start
    for a, b in taken:
        if a < end and b > start:
            found += text[place : max(a, place)]
            place = max(place, b)
    return found + text[place:end]


def _sentence(text: str, span: Place, start: int, end: int) -> Place:
    first = max((text.rfind(one, start, span[0]) for one in SENTENCE_END), default=-1)
    ends = [place for one in SENTENCE_END if (place := text.find(one, span[1], end)) >= 0]
    return (first + 1 if first >= 0 else start), min(ends, default=end)


def _joined(places: list[Place]) -> list[Place]:
    found: list[Place] = []
    for a, b in sorted(places):
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found


# --- Words and duties -------------------------------------------------------------------------
def _bodies(pieces: Iterator[str | Card]) -> Iterator[PlannedClause]:
    """``text``, duties, ``closing``; then a further body for the next duties."""
    here = PlannedClause()
    for piece in pieces:
        if isinstance(piece, Card):
            if here.closing:
                yield here
                here = PlannedClause()
            duty = PlannedDuty(key=piece.key, duty=piece.duty, whole=piece.whole)
            here = replace(here, duties=(*here.duties, duty))
        elif not CONNECTING.fullmatch(piece) or has_blank(piece):
            here = _with_words(here, piece)
    if here.says_something:
        yield here


def _with_words(body: PlannedClause, words: str) -> PlannedClause:
    if not body.duties:
        return replace(body, text=body.text + words.strip())
    words = words.strip().lstrip("，、；。,;:：")
    if words and words[-1] not in "。！？；：":
        words = words.rstrip("，、,") + "。"
    return replace(body, closing=body.closing + words)
