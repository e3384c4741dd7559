"""Which reports somebody may read: those of what he may see."""

from agreements.models import Agreement
from pairing.models import Pairing, School
from reports.models import ReportKind
from reports.year_reports.permissions import can_read_school
from reports.year_reports.subjects import Key, Subject


class UnknownReportError(LookupError):
    """There is none, or it is none of this person's business."""


def subject_for(user, key: Key) -> Subject:
    """What the report of ``key`` is about, with its schools. Raises UnknownReportError."""
    made = {
        ReportKind.SCHOOL: _school,
        ReportKind.CLOSING: _closing,
        ReportKind.PAIRING: _pairing,
    }[ReportKind(key.kind)](user, key)
    if made is None:
        raise UnknownReportError(str(key))
    return made


def _school(user, key: Key) -> Subject | None:
    school = School.objects.select_related("bureau").filter(pk=key.pk).first()
    if school is None or not can_read_school(user, school):
        return None
    return Subject(kind=ReportKind.SCHOOL, school=school, school_year=key.school_year)


def _closing(user, key: Key) -> Subject | None:
    rows = Agreement.objects.visible_to(user).main().for_list()
    agreement = rows.filter(pk=key.pk).first()
    pairing = agreement and _pairings(user).filter(pk=agreement.pairing_id).first()
    if pairing is None:
        return None
    return Subject(kind=ReportKind.CLOSING, agreement=agreement, pairing=pairing)


def _pairing(user, key: Key) -> Subject | None:
    pairing = _pairings(user).filter(pk=key.pk).first()
    if pairing is None:
        return None
    return Subject(kind=ReportKind.PAIRING, pairing=pairing, school_year=key.school_year)


def _pairings(user):
    rows = Pairing.objects.visible_to(user).for_list()
    return rows.select_related(
        "supporting_school__bureau", "receiving_school__bureau", "programme"
    )
