"""Write one filed document to a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from pairing.models import Pairing
from reports import press_wording, services
from reports.press import PressError


class Command(BaseCommand):
    help = "Write an agreement, or the year-end summary of a pairing, as a PDF."

    def add_arguments(self, parser):
        kinds = parser.add_subparsers(dest="kind", required=True)
        agreement = kinds.add_parser("agreement", help="an agreement by its number")
        agreement.add_argument("number")
        summary = kinds.add_parser("summary", help="a school year of a pairing by its code")
        summary.add_argument("pairing")
        summary.add_argument(
            "--year", type=int, required=True, help="the year in which the school year begins"
        )
        for kind in (agreement, summary):
            kind.add_argument(
                "-o", "--output", type=Path, required=True, help="the PDF to write"
            )

    def handle(self, *args, **options):
        try:
            made = self._made(options)
        except PressError as error:
            raise CommandError(press_wording.sentence(error)) from error
        self._write(options["output"], made)

    def _made(self, options) -> bytes:
        if options["kind"] == "agreement":
            return services.agreement_pdf(_agreement(options["number"]))
        pairing, year = _pairing(options["pairing"]), options["year"]
        try:
            return services.summary_pdf(pairing, school_year=year, on=timezone.localdate())
        except services.UnknownYearError as error:
            message = _("The pairing %(code)s has no school year that begins in %(year)s.")
            raise CommandError(message % {"code": pairing.code, "year": year}) from error

    def _write(self, path: Path, made: bytes) -> None:
        facts = {"path": path, "kilobytes": len(made) // 1024}
        try:
            path.write_bytes(made)
        except OSError as error:
            facts["problem"] = error.strerror
            raise CommandError(_("%(path)s cannot be written: %(problem)s.") % facts) from error
        self.stdout.write(_("Written: %(path)s, %(kilobytes)s KiB.") % facts)


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
