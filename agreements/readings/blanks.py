"""What a template leaves open: lines to write on, numbers to agree on, the schools' names."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from agreements.readings.plan import Plan, PlannedClause, PlannedDuty

LINE = re.compile(r"_{2,}|＿+|□+")
HOLES = {"supporting": "{支援学校}", "receiving": "{受援学校}"}
AROUND = 12  # characters shown before and after a blank
LEAST_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """``key`` is t3 for the fourth line to write on, d7 for the number of the duty 7; ``words``
    are what stands around it."""

    key: str
    words: str
    is_number: bool = False


def blanks_of(plan: Plan, *, name_of: Callable[[PlannedDuty], str]) -> list[Blank]:
    lines = [
        text[max(found.start() - AROUND, 0) : found.end() + AROUND]
        for text in _texts(plan)
        for found in LINE.finditer(text)
    ]
    found = [Blank(key=f"t{place}", words=words) for place, words in enumerate(lines)]
    return found + [
        Blank(key=f"d{duty.key}", words=name_of(duty), is_number=True)
        for duty in plan.duties
        if duty.duty.get("uncounted")
    ]


def filled(plan: Plan, values: Mapping[str, str | int]) -> Plan:
    """The plan with what is known in its blanks; those without a value stay."""
    places = iter(range(10_000))

    def line(found: re.Match) -> str:
        return str(values.get(f"t{next(places)}") or found[0])

    def duty(one: PlannedDuty) -> PlannedDuty:
        number = values.get(f"d{one.key}")
        if not (number and one.duty.get("uncounted")):
            return one
        counted = {name: value for name, value in one.duty.items() if name != "uncounted"}
        return replace(one, duty={**counted, "minimum": int(number)})

    return _mapped(plan, text=lambda words: LINE.sub(line, words), duty=duty)


def named(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan with the schools' names (by side) in place of their holes."""

    def text(words: str) -> str:
        for side, hole in HOLES.items():
            words = words.replace(hole, names[side])
        return words

    return _mapped(plan, text=text, duty=lambda one: one)


def unnamed(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan with holes where one agreement names its own schools, longer names first."""
    known = [(name, HOLES[side]) for side, name in names.items() if _is_a_name(name)]

    def text(words: str) -> str:
        for name, hole in sorted(known, key=lambda pair: -len(pair[0])):
            words = words.replace(name, hole)
        return words

    return _mapped(plan, text=text, duty=lambda one: one)


def _is_a_name(name: str) -> bool:
    return len(name) >= LEAST_NAME and not LINE.search(name)


def _texts(plan: Plan) -> Iterator[str]:
    yield plan.preamble
    for clause in plan.clauses:
        yield clause.text
        yield clause.closing


def _mapped(plan: Plan, *, text: Callable, duty: Callable) -> Plan:
    """In the order of ``_texts``: what counts blanks counts them there and here alike."""

    def clause(one: PlannedClause) -> PlannedClause:
        return replace(
            one,
            text=text(one.text),
            duties=tuple(duty(each) for each in one.duties),
            closing=text(one.closing),
            items=tuple(clause(item) for item in one.items),
        )

    return replace(
        plan,
        preamble=text(plan.preamble),
        sections=tuple(clause(section) for section in plan.sections),
    )
