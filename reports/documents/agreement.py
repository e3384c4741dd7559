"""The agreement as a paper: a contract in official layout, both schools signing side by side.

The words of the contract are those of ``agreements.document`` and nothing is added to them:
what stands around them are headings, the annex of duties and the filing block.
"""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from agreements.document import (
    AgreementDocument,
    PrintedDuty,
    PrintedParty,
    SignatureBlock,
    document_of,
)
from agreements.models import Agreement, Obligation, SignatureMethod
from agreements.version import version_code
from pairing.models import SigningWay
from reports.documents import words
from reports.documents.stamps import Stamp, address_of, picture_of, stamp_of
from reports.press import title_lines

LONGEST_TITLE = 20  # full-width characters on a line of 22 pt
IN_BRACKETS = "（("
METHODS = {
    SignatureMethod.SCAN: "纸质签章，扫描存档",
    SignatureMethod.SYSTEM: "系统内确认，非印章",
}
QUOTA_FIELDS = ("season", "agreement_year", "stage", "minimum", "maximum")
UNSIGNED_DAY = "年　　月　　日"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLines:
    """One party: a line alone, then lines of two items side by side, then its address."""

    name: str
    alias: str
    pairs: tuple[tuple[str, str], ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSection:
    """``is_top`` is a heading of the first level, else of the second."""

    heading: str
    is_top: bool
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureColumn:
    seal: str
    school: str
    signer: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGroup:
    title: str
    rows: tuple[PrintedDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPaper:
    """Everything ``templates/pdf/agreement.html`` shows, in its order."""

    file_title: str
    author: str
    version: str
    version_code: str
    number: str
    is_draft: bool
    title: tuple[str, ...]
    parties: tuple[PartyLines, ...]
    preamble: str
    opening: str
    sections: tuple[PaperSection, ...]
    counting_heading: str
    counting: tuple[str, ...]
    closing_heading: str
    copies: str
    term: str
    holders: tuple[tuple[int, str, str], ...]
    signatures: tuple[SignatureColumn, ...]
    record: tuple[tuple[str, ...], ...]
    duties: tuple[DutyGroup, ...]
    has_seam: bool
    stamp: Stamp


def agreement_paper(agreement: Agreement, *, site: str) -> AgreementPaper:
    """``agreement`` comes from ``Agreement.objects.for_document()``; ``site`` is the site's
    own address. A draft until both schools have signed."""
    document = document_of(agreement)
    code = version_code(document)
    data = data_of(agreement, document)
    stamp = stamp_of(data, name="agreement.json", site=site, code=code)
    names = words.listed(party.school for party in document.parties)
    wrapped = bool(document.sections) and document.sections[0].label[:1] in IN_BRACKETS
    return AgreementPaper(
        file_title=f"{document.title}（{names}）",
        author=names,
        version=f"协议编号 {document.number}　文本校验码 {code}",
        version_code=picture_of(address_of(code, site=site)),
        number=document.number,
        is_draft=document.is_draft,
        title=_title(document.title),
        parties=tuple(_party(party) for party in document.parties),
        preamble=document.preamble,
        opening=_opening(document) if wrapped else "",
        sections=tuple(_sections(document, wrapped=wrapped)),
        counting_heading=_heading(document, wrapped=wrapped, after=1),
        counting=document.counting,
        closing_heading=_heading(document, wrapped=wrapped, after=2),
        copies=document.copies,
        term=document.term + document.effectiveness,
        holders=_holders(document),
        signatures=tuple(_column(block, document) for block in document.signatures),
        record=_record(document),
        duties=_groups(document),
        has_seam=agreement.pairing.programme.signing_way != SigningWay.SYSTEM,
        stamp=stamp,
    )


def _title(title: str) -> tuple[str, ...]:
    """Whole where it fits, else in two halves."""
    if len(title) <= LONGEST_TITLE:
        return (title,)
    half = (len(title) + 1) // 2
    return tuple(title_lines((title[:half], title[half:]), longest=max(half, LONGEST_TITLE)))


def _party(party: PrintedParty) -> PartyLines:
    facts = (
        ("学校标识码", party.code),
        (party.head_title, party.head),
        ("联络员", party.liaison),
        ("联系电话", party.phone),
    )
    told = [f"{name}：{value}" for name, value in facts if value]
    return PartyLines(
        name=f"{party.mark}（{party.side_name}）：{party.school}",
        alias=f"（以下简称{party.mark}）",
        pairs=tuple(
            (told[place], told[place + 1] if place + 1 < len(told) else "")
            for place in range(0, len(told), 2)
        ),
        address=f"地址：{party.address}" if party.address else "",
    )


def _opening(document: AgreementDocument) -> str:
    return "一、调整内容" if document.amends else "一、帮扶内容"


def _sections(document: AgreementDocument, *, wrapped: bool):
    for section in document.sections:
        yield PaperSection(
            heading=f"{section.label}{section.heading}",
            is_top=not wrapped,
            paragraphs=tuple(f"{item.label}{item.text}" for item in section.items),
        )


def _heading(document: AgreementDocument, *, wrapped: bool, after: int) -> str:
    """The heading of the first or second section after the agreement's own; without counted
    duties there is one only."""
    titles = ("约定任务的计量", "期限、生效和份数")
    number = (1 if wrapped else len(document.sections)) + after - (not document.counting)
    return f"{words.ordinal(max(number, 1))}、{titles[after - 1]}"


def _holders(document: AgreementDocument) -> tuple[tuple[int, str, str], ...]:
    schools = {party.mark: f"{party.school}（{party.mark}）" for party in document.parties}
    return tuple(
        (place, schools.get(row.holder, row.holder), f"{_capital(row.count)}份")
        for place, row in enumerate(document.holders, start=1)
    )


def _capital(count: int) -> str:
    """壹, 拾贰: for whole numbers of copies."""
    return words.yuan_in_capitals(Decimal(count)).removesuffix("元整")


def _column(block: SignatureBlock, document: AgreementDocument) -> SignatureColumn:
    return SignatureColumn(
        seal=f"{block.mark}（盖章）：",
        school=block.school,
        signer="法定代表人或代表（签字）：",
        day=words.day(block.signed_on) if block.signed_on else UNSIGNED_DAY,
    )


def _record(document: AgreementDocument) -> tuple[tuple[str, ...], ...]:
    """Who signed when and how, as the system keeps it; empty before the first signature."""
    return tuple(
        (
            block.mark,
            block.school,
            f"{block.signer_name}（{block.signer_title}）"
            if block.signer_title
            else block.signer_name,
            words.day(block.signed_on),
            METHODS.get(block.method, block.method),
        )
        for block in document.signatures
        if block.signed_on
    )


def _groups(document: AgreementDocument) -> tuple[DutyGroup, ...]:
    rows: dict[str, list[PrintedDuty]] = {}
    for duty in document.duties:
        rows.setdefault(duty.section, []).append(duty)
    return tuple(DutyGroup(title=title, rows=tuple(found)) for title, found in rows.items())


def agreement_file_name(agreement: Agreement, *, on: date) -> str:
    """县实验学校与石鼓湾学校_学校结对帮扶协议书_2026-11-23.pdf."""
    pairing = agreement.pairing
    schools = f"{pairing.supporting_school.label}与{pairing.receiving_school.label}"
    return words.file_name(schools, agreement.title, on.isoformat())


# --- the enclosed data ---------------------------------------------------------------------


def data_of(agreement: Agreement, document: AgreementDocument) -> dict:
    """The agreement as data: what is printed, and every duty's fields behind its sentence."""
    rows = (row for clause in agreement.clauses.all() for row in clause.obligations.all())
    return {
        "kind": "agreement",
        "pairing": agreement.pairing.code,
        "starts_on": agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on.isoformat(),
        "document": _plain(asdict(document)),
        "obligations": [_fields(row) for row in sorted(rows, key=lambda row: row.pk)],
    }


def _fields(row: Obligation) -> dict:
    names = [field.attname for field in row._meta.concrete_fields]
    quotas = [
        {
            name: getattr(quota, name)
            for name in ("season", "agreement_year", "stage", "minimum", "maximum")
        }
        for quota in row.quotas.all()
    ]
    return {name: _plain(getattr(row, name)) for name in names} | {"quotas": quotas}


def _plain(value):
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
