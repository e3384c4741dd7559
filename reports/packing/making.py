"""One document of a pack: made, kept under its checksum, and noted in its row."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from agreements.models import Agreement
from compliance.models import Filing
from pairing.models import Pairing
from records.models import User
from reports import press_wording, printing
from reports.archive import StrangeDataError, file_year_paper, filed_agreement
from reports.archive.years import filed_year
from reports.documents.year import UnknownYearError
from reports.models import FiledDocument, ItemKind, ItemState, Pack, PackItem, PackKind
from reports.packing import tables
from reports.packing.planning import pairings_of_school, pairings_of_year
from reports.press import PressError

FOLDER = "packs"
TABLES: dict[str, Callable[..., bytes]] = {
    ItemKind.EVIDENCE: tables.evidence,
    ItemKind.LEDGER: tables.ledger,
    ItemKind.STAYS: tables.stays,
    ItemKind.DONATIONS: tables.donations,
}


class ItemFailedError(Exception):
    """A document cannot be made; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    file: str
    sha256: str
    size: int
    number: str = ""


def make_item(item: PackItem, *, pack: Pack, user: User) -> ItemState:
    """Make one document for ``user``, who must still see its rows, and write down what came of
    it. Made again, after a worker was lost, it is the same file at the same place."""
    try:
        made = _made(item, pack=pack, user=user)
    except ItemFailedError as error:
        return _note(item, state=ItemState.FAILED, reason=str(error)[:300])
    except PressError as error:
        return _note(item, state=ItemState.FAILED, reason=press_wording.sentence(error)[:300])
    fields = {"file": made.file, "sha256": made.sha256, "size": made.size}
    return _note(item, state=ItemState.DONE, number=made.number, **fields)


def _note(item: PackItem, *, state: ItemState, **fields) -> ItemState:
    waiting = PackItem.objects.filter(pk=item.pk, state=ItemState.WAITING)
    waiting.update(state=state, **fields)
    return state


def _made(item: PackItem, *, pack: Pack, user: User) -> Made:
    if item.kind in TABLES:
        return _table(item.kind, pack=pack, user=user)
    if not Pairing.objects.visible_to(user).filter(pk=item.pairing_id).exists() and (
        item.filed_id is None
    ):
        raise ItemFailedError(_("You may no longer download this."))
    if item.kind == ItemKind.AGREEMENT:
        return _agreement(item)
    if item.kind == ItemKind.SUMMARY:
        return _summary(item)
    row = FiledDocument.objects.visible_to(user).filter(pk=item.filed_id).first()
    if row is None:
        raise ItemFailedError(_("You may no longer download this."))
    return _as_filed(row)


def _as_filed(row: FiledDocument) -> Made:
    return Made(file=row.file.name, sha256=row.file_sha256, size=row.size, number=row.number)


def _agreement(item: PackItem) -> Made:
    """As it was filed; one that is not filed as it stands, which its paper says."""
    agreement = Agreement.objects.for_document().get(pk=item.agreement_id)
    if (filed := filed_agreement(agreement)) is not None:
        return _as_filed(filed)
    return kept(printing.agreement(agreement).content, suffix="pdf", number=agreement.number)


def _summary(item: PackItem) -> Made:
    year = item.school_year
    if (row := filed_year(item.pairing, school_year=year)) is not None:
        return _as_filed(row)
    filing = Filing.objects.filter(pairing=item.pairing, school_year=year).first()
    if filing is None:
        raise ItemFailedError(_("The school year of this pairing is not filed yet."))
    try:
        return _as_filed(file_year_paper(filing))
    except StrangeDataError:  # kept before there was an archive, and altered since
        with filing.document.open("rb") as old:
            return kept(old.read(), suffix="pdf")
    except UnknownYearError as error:
        raise ItemFailedError(_("The pairing has no such school year.")) from error


def _table(kind: str, *, pack: Pack, user: User) -> Made:
    if pack.kind == PackKind.YEAR:
        year = pack.school_year
        rows = pairings_of_year(pack.programme, school_year=year, user=user)
        days = date(year, 9, 1), date(year + 1, 8, 31)
    else:
        rows, days = pairings_of_school(pack.school, user=user), None
    return kept(TABLES[kind](list(rows), user=user, days=days), suffix="xlsx")


def kept(content: bytes, *, suffix: str, number: str = "") -> Made:
    """Under its own checksum in the private storage: made twice it lies there once."""
    digest = hashlib.sha256(content).hexdigest()
    path = f"{FOLDER}/{digest[:2]}/{digest}.{suffix}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return Made(file=path, sha256=digest, size=len(content), number=number)
