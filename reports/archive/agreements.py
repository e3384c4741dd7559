"""Filing an agreement that binds: the paper both sides have signed."""

from datetime import datetime

from django.utils import translation

from agreements.document import document_of
from agreements.models import Agreement
from agreements.version import version_code
from records.models import User
from reports import printing
from reports.archive.errors import NotToFileError
from reports.archive.filing import file_document
from reports.models import FiledDocument, FiledKind


def file_agreement(agreement: Agreement, *, by: User | None, at: datetime) -> FiledDocument:
    """The agreement's paper as it stands, filed with the bureau of its programme; the row that
    stands where it is filed already.

    Raises NotToFileError for one that does not bind, ``press.PressError`` when it cannot be
    printed.
    """
    if (standing := filed_agreement(agreement)) is not None:
        return standing
    agreement = Agreement.objects.for_document().get(pk=agreement.pk)
    if not Agreement.objects.binding().filter(pk=agreement.pk).exists():
        raise NotToFileError(agreement)
    paper = printing.agreement(agreement)
    with translation.override(printing.LANGUAGE):
        document = document_of(agreement)
    return file_document(
        kind=FiledKind.AMENDMENT if agreement.amends_id else FiledKind.AGREEMENT,
        title=agreement.title,
        parties=[party.school for party in document.parties],
        bureau=agreement.pairing.programme.bureau,
        made=paper.content,
        data=paper.data,
        by=by,
        at=at,
        pairing=agreement.pairing,
        agreement=agreement,
        paper_number=agreement.number,
        text_code=version_code(document),
    )


def filed_agreement(agreement: Agreement) -> FiledDocument | None:
    """The paper that was filed, None before."""
    rows = FiledDocument.objects.current().filter(agreement=agreement.pk)
    return rows.defer("data").first()
