"""Write one filed document to a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from pairing.models import Pairing, School
from reports import press_wording, services
from reports.models import ReportKind
from reports.press import PressError
from reports.year_reports import papers
from reports.year_reports.subjects import Subject

WORD = ".docx"
BEGINS = "the year in which the school year begins"


class Command(BaseCommand):
    help = "Write an agreement as a PDF, or a summary as a PDF or a Word copy."

    def add_arguments(self, parser):
        kinds = parser.add_subparsers(dest="kind", required=True)
        agreement = kinds.add_parser("agreement", help="an agreement by its number")
        closing = kinds.add_parser("closing", help="the closing summary of an agreement")
        summary = kinds.add_parser("summary", help="a school year of a pairing by its code")
        school = kinds.add_parser(
            "school", help="a school year of a school by its code or name"
        )
        for kind in (agreement, closing):
            kind.add_argument("number")
        summary.add_argument("pairing")
        school.add_argument("school")
        for kind in (summary, school):
            kind.add_argument(
                "--year",
                type=int,
                required=True,
                help="the year in which the school year begins",
            )
        for kind in (agreement, closing, summary, school):
            kind.add_argument(
                "-o",
                "--output",
                type=Path,
                required=True,
                help="the file to write: .docx makes the Word copy of a summary",
            )

    def handle(self, *args, **options):
        try:
            made = self._made(options)
        except PressError as error:
            raise CommandError(press_wording.sentence(error)) from error
        self._write(options["output"], made)

    def _made(self, options) -> bytes:
        is_word = options["output"].suffix.lower() == WORD
        if options["kind"] == "agreement":
            if is_word:
                raise CommandError(_("An agreement is written as a PDF only."))
            return services.agreement_pdf(_agreement(options["number"]))
        on = timezone.localdate()
        about = SUBJECTS[options["kind"]](options)
        try:
            if options["kind"] == "summary" and not is_word:
                year = options["year"]
                return services.summary_pdf(about.pairing, school_year=year, on=on)
            return papers.paper_in("docx" if is_word else "pdf", about, on=on)
        except LookupError as error:
            raise CommandError(_nothing(about)) from error

    def _write(self, path: Path, made: bytes) -> None:
        facts = {"path": path, "kilobytes": len(made) // 1024}
        try:
            path.write_bytes(made)
        except OSError as error:
            facts["problem"] = error.strerror
            raise CommandError(_("%(path)s cannot be written: %(problem)s.") % facts) from error
        self.stdout.write(_("Written: %(path)s, %(kilobytes)s KiB.") % facts)


def _nothing(about: Subject) -> str:
    facts = {"year": about.school_year}
    if about.kind == ReportKind.PAIRING:
        facts["code"] = about.pairing.code
        return _("The pairing %(code)s has no school year that begins in %(year)s.") % facts
    if about.kind == ReportKind.SCHOOL:
        facts["school"] = about.school.name
        return _("%(school)s has no pairing in the school year from %(year)s.") % facts
    facts["number"] = about.agreement.number
    return _("Agreement %(number)s is not in its last three months.") % facts


def _agreement(number: str) -> Agreement:
    found = Agreement.objects.for_document().filter(number=number).first()
    if found is None:
        raise CommandError(_("No agreement has the number %(number)s.") % {"number": number})
    return found


def _pairing(code: str) -> Pairing:
    found = Pairing.objects.for_list().filter(code=code).first()
    if found is None:
        raise CommandError(_("No pairing has the code %(code)s.") % {"code": code})
    return found


def _school(code: str) -> School:
    """By its code, else by its full name: a teaching point has no code."""
    rows = School.objects.select_related("bureau").order_by("pk")
    found = rows.active().filter(code=code).first() if code else None
    found = found or rows.filter(name=code).first()
    if found is None:
        raise CommandError(_("No school has the code or name %(code)s.") % {"code": code})
    return found


def _of_pairing(options) -> Subject:
    pairing = _pairing(options["pairing"])
    return Subject(kind=ReportKind.PAIRING, pairing=pairing, school_year=options["year"])


def _of_school(options) -> Subject:
    school = _school(options["school"])
    return Subject(kind=ReportKind.SCHOOL, school=school, school_year=options["year"])


def _of_agreement(options) -> Subject:
    agreement = _agreement(options["number"])
    return Subject(kind=ReportKind.CLOSING, agreement=agreement, pairing=agreement.pairing)


SUBJECTS = {"summary": _of_pairing, "school": _of_school, "closing": _of_agreement}
