"""Words put together: 每 + 学期 is a period, 不少于 + 3 + 次 a count, 2月 + 底前 a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agreements.reader.lexicon import periods, units
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.lexicon.nouns import NOUNS, SHORT
from agreements.reader.tokens import NUMERIC, Token

RANGE_SIGNS = frozenset({"-", "--", "至", "到", "或", "或者", "~", "、", "-至", "至多"})
BIG = {"万": 10_000, "千": 1_000}
SCALES = {**units.MONEY, **units.CHARACTERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    code: str
    start: int
    end: int
    is_this: bool = False  # 本学期: one of them, not each


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """每名教师, 每次: the measure or short noun behind 每."""

    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """``has_bound``: the text says 至少, 以上 and the like. ``number``, ``measure`` and
    ``bounds`` are the places of the words."""

    minimum: int | None
    maximum: int | None
    unit: str
    start: int
    end: int
    number: tuple[int, int]
    measure: tuple[int, int]
    bounds: tuple[tuple[int, int], ...] = ()
    is_length: bool = False
    is_blank: bool = False
    has_bound: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A day, month, season or edge. ``belongs_to`` is the period whose edge it is."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    belongs_to: str = ""
    has_border: bool = False
    is_open: bool = False  # a placeholder: 20xx年


Phrase = Token | Period | Each | Count | Time


@dataclass(slots=True)
class _Reader:
    text: str
    tokens: Sequence[Token]
    found: list[Phrase] = field(default_factory=list)

    def peek(self, at: int) -> Token | None:
        """The token behind token ``at - 1`` when it stands right there."""
        if not 0 < at < len(self.tokens):
            return None
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return self.tokens[at] if gap in {"", " ", "的", "个"} else None


def phrases(text: str, tokens: Sequence[Token]) -> list[Phrase]:
    reader, at = _Reader(text, tokens), 0
    while at < len(tokens):
        read = READERS.get(tokens[at].kind)
        if read:
            at = read(reader, at)
        else:
            reader.found.append(tokens[at])
            at += 1
    return reader.found


def _token(reader: _Reader, at: int) -> int:
    reader.found.append(reader.tokens[at])
    return at + 1


def _every(reader: _Reader, at: int) -> int:
    start, number = reader.tokens[at].start, 1
    token = reader.peek(at + 1)
    if token and token.kind is Kind.NUMBER:
        number, at = token.value or 1, at + 1
        token = reader.peek(at + 1)
    if not token:
        return at + 1
    if token.kind in {Kind.TIME, Kind.LENGTH}:
        return _period(reader, at + 1, start=start, number=number)
    if token.kind is Kind.EDGE:
        code = "quarter" if token.words.startswith("季") else token.value or "year"
        width = 2 if token.words.startswith(("学", "季度")) else 1
        reader.found.append(Period(code=code, start=start, end=token.start + width))
        return at + 1
    is_noun = token.kind is Kind.WORD and token.words in NOUNS
    if is_noun or token.kind in {Kind.UNIT, Kind.ROLE, Kind.PARTY}:
        keeps = token.kind is Kind.UNIT
        reader.found.append(
            Each(
                unit=token.words if keeps else "",
                start=start,
                end=token.end if keeps else token.start,
            )
        )
        return at + 2 if keeps else at + 1
    return at + 1


def _period(reader: _Reader, at: int, *, start: int, number: int) -> int:
    token = reader.tokens[at]
    unit = token.words if token.kind is Kind.LENGTH else ""
    code = periods.TIMES.get(token.words, token.value)
    if number != 1:
        code = periods.MULTIPLES.get((number, code), f"{number} {code}")
    if unit in units.TERMS_LONG and number == 1:
        code = periods.TIMES.get(unit.removeprefix("个"), code)
    reader.found.append(Period(code=code, start=start, end=token.end))
    return at + 1


def _this(reader: _Reader, at: int) -> int:
    token = reader.tokens[at]
    before = reader.tokens[at - 1] if at else None
    if before and before.kind is Kind.LEAST and before.end == token.start:
        return _stay(reader, at)
    is_this = token.words in periods.THIS
    reader.found.append(
        Period(code=token.value, start=token.start, end=token.end, is_this=is_this)
    )
    return at + 1


def _stay(reader: _Reader, at: int) -> int:
    """不少于一个学期: how long, not how often."""
    token = reader.tokens[at]
    place = (token.start, token.end)
    reader.found.append(
        Count(
            minimum=1,
            maximum=None,
            unit="学年" if "学年" in token.words else "学期",
            start=token.start,
            end=token.end,
            number=place,
            measure=place,
            is_length=True,
            has_bound=True,
            words=token.words,
        )
    )
    return at + 1


def _span(reader: _Reader, at: int) -> int:
    token = reader.tokens[at]
    reader.found.append(Period(code="agreement", start=token.start, end=token.end))
    return at + 1


def _bound(reader: _Reader, at: int) -> int:
    """不少于 right before its number is a part of the count; else it is left to the clause."""
    follower = reader.peek(at + 1)
    if follower and follower.kind in {*NUMERIC, Kind.PERCENT, Kind.FRACTION}:
        return _count(reader, at + 1, bound=reader.tokens[at])
    return _token(reader, at)


def _number(reader: _Reader, at: int) -> int:
    return _count(reader, at, bound=None)


def _count(reader: _Reader, at: int, *, bound: Token | None) -> int:
    first = reader.tokens[at]
    if first.kind in {Kind.PERCENT, Kind.FRACTION}:
        return _measured(reader, at, first=first, last=first, bound=bound)
    unit_at = _past_odd(reader, at + 1)
    second = _second(reader, at, unit_at)
    last_at = second if second is not None else at
    unit_at = _past_odd(reader, last_at + 1)
    unit = reader.peek(unit_at)
    if not unit or unit.kind not in {Kind.UNIT, Kind.LENGTH}:
        return unit_at if not unit or unit.value != "never" else unit_at + 1
    return _measured(reader, unit_at, first=first, last=reader.tokens[last_at], bound=bound)


def _past_odd(reader: _Reader, at: int) -> int:
    token = reader.peek(at)
    return at + 1 if token and token.kind in {Kind.ODD, Kind.OR_MORE} else at


def _second(reader: _Reader, at: int, unit_at: int) -> int | None:
    """Where the upper number of a range stands: 1—2名, 一次至两次."""
    for before in (at, unit_at):
        following = before + 1
        while following < len(reader.tokens) and following <= before + 2:
            token = reader.tokens[following]
            sign = reader.text[reader.tokens[before].end : token.start]
            if token.kind is Kind.NUMBER and sign in RANGE_SIGNS:
                return following if _rises(reader.tokens[at], token, sign) else None
            following += 1
    return None


def _rises(first: Token, second: Token, sign: str) -> bool:
    if first.value is None or second.value is None:
        return False
    if first.words.isdecimal() and second.words.endswith(tuple(BIG)) and sign != "、":
        return True
    if sign == "、":
        return second.value == first.value + 1
    return second.value > first.value


def _measured(
    reader: _Reader, at: int, *, first: Token, last: Token, bound: Token | None
) -> int:
    """``at`` is the place of the measure word (of the percentage itself)."""
    unit = reader.tokens[at]
    name = {Kind.PERCENT: "%", Kind.FRACTION: ""}.get(unit.kind, unit.words)
    name = (
        name.removesuffix("课")
        if len(name) == 2 and name[1] == "课" and name[0] in "节堂门"
        else name
    )
    name = name.removeprefix("个") if name in {"个课时", "个学时"} else name
    low, high = _limits(first, last)
    end, following = unit.end, at + 1
    bounds = [(bound.start, bound.end)] if bound else []
    is_most = bool(bound) and bound.kind is Kind.MOST
    behind = reader.peek(following)
    if behind and behind.kind in {Kind.OR_MORE, Kind.OR_LESS}:
        is_most = is_most or behind.kind is Kind.OR_LESS
        bounds.append((behind.start, behind.end))
        end, following = behind.end, following + 1
    if is_most and high is None:
        low, high = None, low
    scale = SCALES.get(name, 1)
    reader.found.append(
        Count(
            minimum=low if low is None else low * scale,
            maximum=high if high is None else high * scale,
            unit={"万元": "元", "千元": "元", "百元": "元", "万字": "字", "千字": "字"}.get(
                name, name
            ),
            start=bound.start if bound else first.start,
            end=end,
            number=(first.start, last.end),
            measure=(unit.start, unit.end),
            bounds=tuple(bounds),
            is_length=unit.kind is Kind.LENGTH,
            is_blank=first.kind is Kind.BLANK,
            has_bound=bool(bounds) or high is not None,
            words=reader.text[first.start : unit.end],
        )
    )
    return following


def _limits(first: Token, last: Token) -> tuple[int | None, int | None]:
    if first is not last:
        factor = next((n for sign, n in BIG.items() if last.words.endswith(sign)), 1)
        is_short = first.value is not None and not first.words.endswith(tuple(BIG))
        return first.value * factor if is_short else first.value, last.value
    words = first.words
    if len(words) == 2 and words in {"一两", "两三", "二三", "三四", "三五", "四五", "五六"}:
        digits = "零一两三四五六七八九"
        low, high = (2 if c == "二" else digits.index(c) for c in words)
        return low, high
    return first.value, None


def _date(reader: _Reader, at: int) -> int:
    token = reader.tokens[at]
    year, month, day = token.value
    end, following, has_border = token.end, at + 1, False
    behind = reader.peek(following)
    while behind and behind.kind in ({Kind.BORDER} if month else {Kind.BORDER, Kind.EDGE}):
        end, following, has_border = behind.end, following + 1, True
        behind = reader.peek(following)
    reader.found.append(
        Time(
            start=token.start,
            end=end,
            year=year if year and year > 1900 else None,
            month=month,
            day=day,
            has_border=has_border,
            is_open=token.value == (None, None, None)
            or (not month and not (year and year > 1900)),
        )
    )
    return following


def _edge(reader: _Reader, at: int) -> int:
    start, belongs_to = reader.tokens[at].start, ""
    end, has_border = reader.tokens[at].end, False
    while True:
        token = reader.tokens[at]
        belongs_to = belongs_to or (token.value if token.kind is Kind.EDGE else "")
        has_border = has_border or token.kind is Kind.BORDER
        end = token.end
        behind = reader.peek(at + 1)
        if not behind or behind.kind not in {Kind.EDGE, Kind.BORDER}:
            break
        at += 1
    reader.found.append(
        Time(start=start, end=end, belongs_to=belongs_to, has_border=has_border)
    )
    return at + 1


def noun_of(unit: str) -> str:
    """The noun that a short word behind 每 stands for: 校 is 学校."""
    return SHORT.get(unit, "")


READERS = {
    Kind.EVERY: _every,
    Kind.THIS: _this,
    Kind.SPAN: _span,
    Kind.LEAST: _bound,
    Kind.MOST: _bound,
    Kind.NUMBER: _number,
    Kind.BLANK: _number,
    Kind.PERCENT: _number,
    Kind.FRACTION: _number,
    Kind.DATE: _date,
    Kind.EDGE: _edge,
}
