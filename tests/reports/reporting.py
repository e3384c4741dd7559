"""What tests of reports in words share: a pairing with a year, its people, its subject."""

from reports.models import ReportKind
from reports.year_reports import flow, writing
from reports.year_reports.subjects import Subject
from reports.year_reports.words import report_of
from tests.factories import at, create_member
from tests.reports.paired import LATER, create_pair, create_small_agreement, create_year

AT = at(LATER)


def create_told_pairing(**fields):
    pairing = create_pair(**fields)
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


def about_pairing(pairing, school_year: int = 2025) -> Subject:
    return Subject(kind=ReportKind.PAIRING, pairing=pairing, school_year=school_year)


def about_school(school, school_year: int = 2025) -> Subject:
    return Subject(kind=ReportKind.SCHOOL, school=school, school_year=school_year)


def about_closing(agreement) -> Subject:
    return Subject(kind=ReportKind.CLOSING, agreement=agreement, pairing=agreement.pairing)


def create_people(pairing) -> dict:
    """``a``, ``b``: liaisons; ``A``, ``B``: principals; ``bureau``: its staff."""
    a, b = pairing.supporting_school, pairing.receiving_school
    return {
        "a": create_member(role="liaison", school=a, name="许明远"),
        "b": create_member(role="liaison", school=b, name="罗秀兰"),
        "A": create_member(role="principal", school=a, name="沈立"),
        "B": create_member(role="principal", school=b, name="周平"),
        "bureau": create_member(role="bureau_staff", bureau=b.bureau, name="张工"),
    }


def write(about, *, by, section="results", text="全年共〔活动次数〕。", base=0, at=AT):
    return writing.write_section(about, section=section, text=text, base=base, by=by, at=at)


def submit(about, people) -> None:
    """Agreed and handed in as it stands."""
    revision = _revision(about)
    if about.helper:
        flow.agree(about, revision=revision, by=people["A"], at=AT, on=LATER)
    flow.submit(about, revision=revision, by=people["B"], at=AT, on=LATER)


def _revision(about) -> int:
    report = report_of(about)
    return report.revision if report else 0
