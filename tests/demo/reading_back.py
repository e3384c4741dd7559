"""A printed agreement as a person would hand it in, and its duties as values."""

from dataclasses import fields

from agreements.document import AgreementDocument
from agreements.reader.values import Obligation, QuotaLine
from tests.agreements.reader.obligations import said

# The annex lists these; no clause says them.
UNSAID = {"cost_bearer": "", "funding_source": ""}
LINE = tuple(field.name for field in fields(QuotaLine))


def text_of(document: AgreementDocument) -> str:
    lines = [document.title]
    lines += [f"{p.mark}（{p.side_name}）：{p.school}" for p in document.parties]
    lines.append(document.preamble)
    for section in document.sections:
        lines.append(f"{section.label}{section.heading}")
        lines += [f"{item.label}{item.text}" for item in section.items]
    lines += [document.term, document.copies, document.effectiveness]
    return "\n".join(lines) + "\n"


def value_of(row) -> Obligation:
    """A stored duty, in the form its sentence has."""
    return said(_value(row))


def _value(row) -> Obligation:
    plain = {field.name: getattr(row, field.name, None) for field in fields(Obligation)}
    lists = {name: tuple(value) for name, value in plain.items() if isinstance(value, list)}
    lists["actor_qualifications"] = tuple(tuple(g) for g in row.actor_qualifications)
    lines = tuple(
        QuotaLine(**{name: getattr(line, name) for name in LINE}) for line in row.quotas.all()
    )
    whole = _value(row.part_of) if row.part_of else None
    return Obligation(**{**plain, **lists, **UNSAID, "quotas": lines, "part_of": whole})
