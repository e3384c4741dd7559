"""The receipt for a filed document: what the bureau keeps, its number and its checksums."""

from dataclasses import dataclass

from django.utils import translation

from pairing.models import School
from reports.documents import words
from reports.documents.stamps import GROUP, address_of, picture_of
from reports.models import FiledDocument, FiledKind, Retention
from reports.press import Enclosure

KINDS = {
    FiledKind.AGREEMENT: "结对帮扶协议",
    FiledKind.AMENDMENT: "补充协议",
    FiledKind.PAIRING_SUMMARY: "结对年度工作总结",
    FiledKind.SCHOOL_SUMMARY: "学校年度工作总结",
    FiledKind.CLOSING_SUMMARY: "结对终期总结",
}
RETENTIONS = {
    Retention.PERMANENT: "永久",
    Retention.YEARS_30: "30年",
    Retention.YEARS_10: "10年",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPaper:
    """Everything ``templates/pdf/receipt.html`` shows. ``rows`` are (name, words)."""

    file_title: str
    author: str
    version: str
    number: str
    lead: str
    rows: tuple[tuple[str, str], ...]
    code: str
    address: str
    qr: str
    issuer: str
    issued_on: str

    def enclosure(self) -> Enclosure:
        """The same words as data."""
        data = {"kind": "receipt", **dict(self.rows)}
        return Enclosure.of_json("receipt.json", data, description="本回执的数据")


def receipt_paper(row: FiledDocument, *, site: str) -> ReceiptPaper:
    address = address_of(row.code, site=site)
    shown = address.partition("://")[2] or address
    return ReceiptPaper(
        file_title=f"备案回执（{row.number}）",
        author=row.bureau_name,
        version=f"档号 {row.number}　校验码 {row.code}",
        number=row.number,
        lead=f"{words.listed(row.parties)}的《{row.title}》已由{row.bureau_name}收存备案，登记如下。",
        rows=_rows(row),
        code=row.code,
        address=shown,
        qr=picture_of(address),
        issuer=row.bureau_name,
        issued_on=words.day(row.filed_on),
    )


def _rows(row: FiledDocument) -> tuple[tuple[str, str], ...]:
    by = f"（经办人：{row.filed_by_name}）" if row.filed_by_name else ""
    told = (
        ("档号", row.number),
        ("文件种类", KINDS[row.kind]),
        ("文件编号", row.paper_number),
        ("所属学年", words.years(row.school_year) if row.school_year else ""),
        ("备案日期", words.day(row.filed_on) + by),
        ("保管期限", RETENTIONS[row.retention]),
        ("内容校验码（SHA-256）", _grouped(row.data_sha256)),
        ("文件校验码（SHA-256）", _grouped(row.file_sha256)),
        ("替代文件", row.supersedes.number if row.supersedes else ""),
    )
    return tuple((name, text) for name, text in told if text)


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))


def receipt_file_name(row: FiledDocument) -> str:
    """备案回执_410122-WS·2026-D30-0007.pdf."""
    return words.file_name("备案回执", row.number)


def filed_file_name(row: FiledDocument) -> str:
    """云亭学校与石门学校_学校结对帮扶协议书_2026-11-23.pdf."""
    with translation.override("zh-hans"):
        short = "与".join(_labels(row)) or "与".join(row.parties)
    return words.file_name(short, row.title, row.filed_on.isoformat())


def _labels(row: FiledDocument) -> list[str]:
    schools: tuple[School | None, ...] = (row.school,)
    if row.pairing is not None:
        schools = (row.pairing.supporting_school, row.pairing.receiving_school)
    return [school.label for school in schools if school is not None]
