"""A verdict as plain JSON data and back, exactly: stored verdicts and the data inside PDFs.

Days are ISO dates, fractions "n/d", decimals strings; runs of teaching days are ISO intervals.
What a fact is follows from its name: ``…_on`` is a day, the names in ``FRACTIONS`` are
fractions, those in ``QUANTITIES`` whole numbers or decimals. A part whose window is the
whole's does not repeat it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from json import JSONEncoder

from compliance.engine.identity import Identical
from compliance.engine.terms import CutRule, Quantity, Side
from compliance.engine.verdicts import (
    Cut,
    Evidence,
    MissCode,
    NearMiss,
    Pace,
    PartKey,
    PartKind,
    Reason,
    ReasonCode,
    Severity,
    Status,
    Verdict,
    Window,
)

ENGINE_VERSION = 1

FRACTIONS = frozenset({"share_gone", "share_done", "gap", "tolerance"})
QUANTITIES = frozenset(
    {"required", "counted", "maximum", "over_by", "short_by", "asked", "quantity", "people"}
)
_ONE_DAY = timedelta(days=1)
_PACE_FRACTIONS = ("share_gone", "share_done", "done_per_week", "needed_per_week")
_PACE_PLAIN = ("days_of_window", "days_gone", "days_left", "in_teaching_days")
_WINDOW_DAYS = (
    "starts_on",
    "ends_on",
    "due_on",
    "closes_on",
    "full_starts_on",
    "full_ends_on",
)

Data = dict[str, object]

_SHORT = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_data(verdict: Verdict) -> Data:
    """What ``json.dumps`` takes as it is."""
    return {"engine": ENGINE_VERSION, **_verdict_data(verdict, within=None)}


def to_brief(verdict: Verdict) -> Data:
    """The same without the activities that counted and those that did not: what a list shows.
    The explanation is judged anew when somebody asks for it."""
    return {"engine": ENGINE_VERSION, **_brief_data(verdict, within=None)}


def brief_text(verdict: Verdict) -> str:
    """``to_brief`` as JSON; a window that many verdicts share is written down once."""
    data = {"engine": ENGINE_VERSION, **_brief_data(verdict, within=verdict.window)}
    window = _window_text(Identical(verdict.window))
    return _SHORT.encode(data).replace('"window":null', f'"window":{window}', 1)


@lru_cache(maxsize=4096)
def _window_text(identical: Identical) -> str:
    return _SHORT.encode(_data_of(identical))


def from_data(data: Mapping) -> Verdict:
    """The verdict that ``to_data`` or ``to_brief`` wrote. Raises ValueError for the data of
    another engine."""
    if data["engine"] != ENGINE_VERSION:
        found = data["engine"]
        raise ValueError(f"data of engine {found}; this one reads {ENGINE_VERSION}")
    return _verdict(data, within=None)


# --- verdicts -----------------------------------------------------------------------------


def _verdict_data(verdict: Verdict, *, within: Window | None) -> Data:
    return {
        **_own_data(verdict, within=within),
        "evidence": [_evidence_data(evidence) for evidence in verdict.evidence],
        "near_misses": [_near_miss_data(miss) for miss in verdict.near_misses],
        "parts": [_verdict_data(part, within=verdict.window) for part in verdict.parts],
    }


def _brief_data(verdict: Verdict, *, within: Window | None) -> Data:
    parts = [_brief_data(part, within=verdict.window) for part in verdict.parts]
    return {**_own_data(verdict, within=within), "parts": parts}


def _own_data(verdict: Verdict, *, within: Window | None) -> Data:
    same = verdict.window is within or verdict.window == within
    return {
        "obligation_id": verdict.obligation_id,
        "window": None if same else _window_data(verdict.window),
        "status": verdict.status.value if verdict.status else None,
        "severity": verdict.severity.value,
        "required": _quantity_data(verdict.required),
        "counted": _quantity_data(verdict.counted),
        "maximum": _quantity_data(verdict.maximum),
        "reasons": [_coded_data(reason.code, reason.facts) for reason in verdict.reasons],
        "part": _part_data(verdict.part),
        "pace": _pace_data(verdict.pace),
        "last_useful_on": _day_data(verdict.last_useful_on),
        "asked": _quantity_data(verdict.asked),
    }


def _verdict(data: Mapping, *, within: Window | None) -> Verdict:
    window = within if data["window"] is None else _window(data["window"])
    return Verdict(
        obligation_id=data["obligation_id"],
        window=window,
        status=Status(data["status"]) if data["status"] else None,
        severity=Severity(data["severity"]),
        required=_quantity(data["required"]),
        counted=_quantity(data["counted"]),
        maximum=_quantity(data["maximum"]),
        reasons=tuple(_reason(reason) for reason in data["reasons"]),
        evidence=tuple(_evidence(evidence) for evidence in data.get("evidence", ())),
        near_misses=tuple(_near_miss(miss) for miss in data.get("near_misses", ())),
        parts=tuple(_verdict(part, within=window) for part in data["parts"]),
        part=_part(data["part"]),
        pace=_pace(data["pace"]),
        last_useful_on=_day(data["last_useful_on"]),
        asked=_quantity(data["asked"]),
    )


# --- windows ------------------------------------------------------------------------------


def _window_data(window: Window) -> Data:
    return _data_of(Identical(window))


@lru_cache(maxsize=4096)
def _data_of(identical: Identical) -> Data:
    """Obligations of one shape share their windows: each is written down once."""
    window = identical.value
    return {
        **{name: getattr(window, name).isoformat() for name in _WINDOW_DAYS},
        "key": list(window.key),
        "stage": window.stage,
        "teaching_days": _runs(window.teaching_days),
        "cut": _cut_data(window.cut),
        "trigger": window.trigger,
        "suspended": [_span_data(*span) for span in window.suspended],
    }


def _window(data: Mapping) -> Window:
    return Window(
        **{name: date.fromisoformat(data[name]) for name in _WINDOW_DAYS},
        key=tuple(data["key"]),
        stage=data["stage"],
        teaching_days=tuple(day for run in data["teaching_days"] for day in _days(run)),
        cut=_cut(data["cut"]),
        trigger=data["trigger"],
        suspended=tuple(_span(span) for span in data["suspended"]),
    )


def _runs(days: tuple[date, ...]) -> list[str]:
    """Days in order as spans of days that follow each other."""
    runs: list[list[date]] = []
    for day in days:
        if runs and runs[-1][1] + _ONE_DAY == day:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return [_span_data(first, last) for first, last in runs]


def _span_data(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def _span(text: str) -> tuple[date, date]:
    first, last = text.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


@lru_cache(maxsize=4096)
def _days(run: str) -> tuple[date, ...]:
    first, last = _span(run)
    return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _cut_data(cut: Cut | None) -> Data | None:
    if cut is None:
        return None
    return {
        "rule": cut.rule.value,
        "days_left": cut.days_left,
        "days_of_window": cut.days_of_window,
        "in_teaching_days": cut.in_teaching_days,
    }


def _cut(data: Mapping | None) -> Cut | None:
    return None if data is None else Cut(**{**data, "rule": CutRule(data["rule"])})


# --- evidence, near misses, reasons -------------------------------------------------------


def _evidence_data(evidence: Evidence) -> Data:
    return {
        "activity_id": evidence.activity_id,
        "held_on": evidence.held_on.isoformat(),
        "counted": _quantity_data(evidence.counted),
        "late": evidence.late,
        "made_up": evidence.made_up,
        "side": evidence.side.value if evidence.side else None,
    }


def _evidence(data: Mapping) -> Evidence:
    return Evidence(
        activity_id=data["activity_id"],
        held_on=date.fromisoformat(data["held_on"]),
        counted=_quantity(data["counted"]),
        late=data["late"],
        made_up=data["made_up"],
        side=Side(data["side"]) if data["side"] else None,
    )


def _near_miss_data(miss: NearMiss) -> Data:
    return {
        "activity_id": miss.activity_id,
        "held_on": miss.held_on.isoformat(),
        **_coded_data(miss.code, miss.facts),
        "would_count": _quantity_data(miss.would_count),
    }


def _near_miss(data: Mapping) -> NearMiss:
    return NearMiss(
        activity_id=data["activity_id"],
        held_on=date.fromisoformat(data["held_on"]),
        code=MissCode(data["code"]),
        facts=_facts(data["facts"]),
        would_count=_quantity(data["would_count"]),
    )


def _coded_data(code: ReasonCode | MissCode, facts: Mapping[str, object]) -> Data:
    named = {name: _fact_data(value) for name, value in facts.items()}
    return {"code": code.value, "facts": named}


def _reason(data: Mapping) -> Reason:
    return Reason(ReasonCode(data["code"]), _facts(data["facts"]))


def _facts(data: Mapping) -> dict[str, object]:
    return {name: _fact(name, value) for name, value in data.items()}


def _fact_data(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return _fraction_data(value)
    if isinstance(value, Decimal):
        return str(value)
    return [_fact_data(item) for item in value] if isinstance(value, tuple) else value


def _fact(name: str, value: object) -> object:
    if isinstance(value, list):
        return tuple(_fact(name, item) for item in value)
    if not isinstance(value, str):
        return value
    if name.endswith("_on"):
        return date.fromisoformat(value)
    if name in FRACTIONS:
        return Fraction(value)
    return Decimal(value) if name in QUANTITIES else value


# --- plain values -------------------------------------------------------------------------


def _part_data(part: PartKey | None) -> Data | None:
    if part is None:
        return None
    return {"kind": part.kind.value, "key": part.key, "label": part.label}


def _part(data: Mapping | None) -> PartKey | None:
    return None if data is None else PartKey(PartKind(data["kind"]), data["key"], data["label"])


def _pace_data(pace: Pace | None) -> Data | None:
    if pace is None:
        return None
    plain = {name: getattr(pace, name) for name in _PACE_PLAIN}
    return plain | {name: _fraction_data(getattr(pace, name)) for name in _PACE_FRACTIONS}


def _pace(data: Mapping | None) -> Pace | None:
    if data is None:
        return None
    plain = {name: data[name] for name in _PACE_PLAIN}
    return Pace(**plain, **{name: Fraction(data[name]) for name in _PACE_FRACTIONS})


def _fraction_data(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _quantity_data(value: Quantity | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _quantity(value: int | str | None) -> Quantity | None:
    return Decimal(value) if isinstance(value, str) else value


def _day_data(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
