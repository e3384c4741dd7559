"""Read and hash every filed document again; say what is missing, changed or not on record."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from reports.archive.checking import Finding, check_archive


class Command(BaseCommand):
    help = "Hash every filed document again and compare it with its record; exit 1 on a fault."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="write JSON")

    def handle(self, *args, **options):
        self.read = 0
        found = list(check_archive(count=self._count))
        if options["json"]:
            faults = [asdict(finding) for finding in found]
            told = {"read": self.read, "faults": faults}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self._tell(found)
        if found:
            raise SystemExit(1)

    def _count(self) -> None:
        self.read += 1

    def _tell(self, found: list[Finding]) -> None:
        for finding in found:
            self.stdout.write(f"{finding.record or '—'}  {finding.path}  {finding.fault.label}")
        facts = {"read": self.read, "faults": len(found)}
        words = ngettext(
            "%(read)s file read, faults: %(faults)s.",
            "%(read)s files read, faults: %(faults)s.",
            self.read,
        )
        self.stdout.write(words % facts)
