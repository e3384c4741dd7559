"""Duties as codes in JSON, and as rows that can be said, checked and saved."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date

from agreements.models import Obligation, QuotaLine
from agreements.reader import values
from agreements.validators import Finding, Problem, problems_of, quota_problems
from agreements.words.deeds import DEEDS

MUST_BE_SAID = ("party", "measure", "period", "modality", "venue")
LONGEST_NAME = Obligation._meta.get_field("name").max_length
UNSAVED = -1000  # below: the numbers of duties that are only tried out


def _default(field):
    return field.default if field.default is not MISSING else field.default_factory()


DEFAULTS = {
    field.name: _default(field)
    for field in fields(values.Obligation)
    if field.name != "part_of"
}
LISTS = frozenset(name for name, default in DEFAULTS.items() if isinstance(default, tuple))
LINE_FIELDS = tuple(field.name for field in fields(values.QuotaLine))


# --- To JSON ----------------------------------------------------------------------------------
def data_of(obligation: values.Obligation) -> dict:
    """The duty as JSON, without what it does not ask for and without its whole."""
    found = {name: getattr(obligation, name) for name in DEFAULTS}
    found["quotas"] = [_line_data(line) for line in obligation.quotas]
    return {name: _plain(value) for name, value in found.items() if value != _of(name)}


def data_of_row(row: Obligation, lines) -> dict:
    """The same of a row of the database or of a form, with its quota lines."""
    found = {name: getattr(row, name) for name in DEFAULTS if name != "quotas"}
    found["quotas"] = [_line_data(line) for line in lines]
    return {name: _plain(value) for name, value in found.items() if value != _of(name)}


def _of(name: str):
    default = DEFAULTS[name]
    return list(default) if isinstance(default, tuple) else default


def _line_data(line) -> dict:
    found = {name: getattr(line, name) for name in LINE_FIELDS}
    return {name: value for name, value in found.items() if value not in ("", None)}


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return str(value)  # a choice of the vocabulary becomes its plain code
    return value


# --- To rows ----------------------------------------------------------------------------------
def row_of(data: Mapping, *, key: int = 0, whole: Obligation | None = None) -> Obligation:
    """An unsaved row, ready to be said and checked; ``key`` tells it from others."""
    known = {name: _value(name, data.get(name, default)) for name, default in DEFAULTS.items()}
    lines = known.pop("quotas", [])
    row = Obligation(pk=UNSAVED - key, part_of=whole, **known)
    row.name = row.name or _name_of(row)
    found = [QuotaLine(**_line_fields(line)) for line in lines]
    row._prefetched_objects_cache = {"quotas": found, "shares": []}
    return row


def _value(name: str, value):
    if name in LISTS:
        return list(value)
    return date.fromisoformat(value) if name == "due_on" and value else value


def _line_fields(line: Mapping) -> dict:
    return {name: line[name] for name in LINE_FIELDS if name in line}


def _name_of(row: Obligation) -> str:
    types = row.activity_types or (row.part_of.activity_types if row.part_of else [])
    nouns = [DEEDS[code].noun for code in types if code in DEEDS]
    return "、".join(nouns)[:LONGEST_NAME]


def lines_of(row: Obligation) -> list[QuotaLine]:
    return list(row._prefetched_objects_cache["quotas"])


# --- Checked ----------------------------------------------------------------------------------
def is_sayable(row: Obligation) -> bool:
    """Whether there is enough of the duty to make a sentence of it."""
    return all(getattr(row, name) for name in MUST_BE_SAID)


def problems_in(row: Obligation) -> list[Problem]:
    """What keeps the duty from being accepted: no party, nothing that counts, contradictions.
    A number still missing is no such thing: it keeps the agreement from being signed."""
    if not row.party:
        return [Problem(finding=Finding.NO_PARTY, field="party")]
    if not row.name.strip():
        return [Problem(finding=Finding.NO_NAME, field="name")]
    lines = [problem for line in lines_of(row) for problem in quota_problems(line, row)]
    return [*problems_of(row), *lines]
