"""The text that lies open for signing, kept as plain data, and read back to be printed.

A school that is renamed afterwards, or a liaison who leaves, changes nothing in what is signed.
"""

from dataclasses import asdict
from datetime import date

from agreements.printed import (
    AgreementDocument,
    PrintedDuty,
    PrintedHolder,
    PrintedItem,
    PrintedParty,
    PrintedSection,
    Run,
    SignatureBlock,
)

NOT_THE_TEXT = ("is_draft", "signatures", "frozen_sha256")


def frozen(document: AgreementDocument) -> dict:
    """The words of ``document`` as JSON values, without signatures and state."""
    text = {name: value for name, value in asdict(document).items() if name not in NOT_THE_TEXT}
    return _plain(text)


def thawed(
    text: dict, *, sha256: str, is_draft: bool, signatures: tuple[SignatureBlock, ...]
) -> AgreementDocument:
    """``frozen`` backwards: the same words, with the signatures there are now. A part that no
    text had yet when this one was frozen is empty in it."""
    form_date = text["filled_in_on"]
    parts = {
        "parties": _all(PrintedParty, text["parties"]),
        "sections": tuple(_section(row) for row in text["sections"]),
        "duties": _all(PrintedDuty, text["duties"]),
        "counting": tuple(text.get("counting", ())),
        "holders": _all(PrintedHolder, text["holders"]),
        "filled_in_on": form_date and date.fromisoformat(form_date),
        "frozen_sha256": sha256,
    }
    return AgreementDocument(**(text | parts), is_draft=is_draft, signatures=signatures)


def _section(row: dict) -> PrintedSection:
    items = tuple(
        PrintedItem(label=item["label"], runs=_all(Run, item["runs"])) for item in row["items"]
    )
    return PrintedSection(label=row["label"], heading=row["heading"], items=items)


def _all(kind, rows: list[dict]) -> tuple:
    return tuple(kind(**row) for row in rows)


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
