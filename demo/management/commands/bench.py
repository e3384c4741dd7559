"""Measure what a person waits for: on the demo county, and on a province laid for it alone."""

import json
import os
import subprocess
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.bench import county
from demo.bench import papers as paper_lines
from demo.bench.databases import addresses
from demo.bench.figures import SMALL, figures_of, figures_of_small
from demo.bench.measuring import Time, as_served
from demo.bench.table import table
from pairing.models import Pairing

PARTS = ("demo", "papers", "province", "figures", "small")  # the last two: as JSON


class Command(BaseCommand):
    help = (
        "Measure the county that is loaded, and a whole province in databases of its own: a"
        " file under VAR_DIR/bench, and a database pairing_bench_N on the PostgreSQL server of"
        " BENCH_DATABASE_URL, else of DATABASE_URL, else of this machine, where one answers."
    )

    def add_arguments(self, parser):
        parser.add_argument("--runs", type=int, default=15, help="counted runs of each line")
        parser.add_argument("--papers", type=int, default=1000, help="agreements made as PDF")
        parser.add_argument("--pairings", type=int, default=5000, help="of the province")
        parser.add_argument("--part", choices=PARTS, help="only this part")

    def handle(self, *args, runs, pairings, papers, part, **options):
        self.papers = papers
        self.runs, self.on, self.at = runs, timezone.localdate(), timezone.now()
        if min(pairings, runs, papers) < 1:
            raise CommandError("--pairings, --papers and --runs: at least 1")
        with as_served():
            self._measure(part, pairings=pairings)

    def _measure(self, part: str | None, *, pairings: int) -> None:
        if part in {"figures", "small"}:
            self.stdout.write(json.dumps(self._figures(part, pairings=pairings)))
            return
        if part in {None, "demo"}:
            self._county()
        if part in {None, "papers"}:
            self._papers()
        if part in {None, "province"}:
            self._province(pairings)

    def _papers(self) -> None:
        self._refuse_without_county()
        self.stdout.write("")
        self.stdout.write("| papers in number | |")
        self.stdout.write("| --- | --- |")
        for words, found in paper_lines.lines(papers=self.papers):
            told = f"{found:.2f} ×" if isinstance(found, float) else found
            self.stdout.write(f"| {words} | {told} |")

    def _refuse_without_county(self) -> None:
        if not Pairing.objects.filter(code=county.MAIN).exists():
            raise CommandError("load the demo county first: manage.py demo")

    def _county(self) -> None:
        self._refuse_without_county()
        self.stdout.write("| the demo county | median ms | CPU ms | queries |")
        self.stdout.write("| --- | --- | --- | --- |")
        for words, found in county.lines(runs=self.runs, on=self.on):
            self.stdout.write(f"| {words} | {_cells(found)} |")

    def _province(self, pairings: int) -> None:
        found = {}
        small = dict(addresses(pairings=SMALL))
        for name, address in addresses(pairings=pairings):
            found[name] = self._ask("figures", address, pairings=pairings)
            found[name]["small"] = self._ask("small", small[name], pairings=SMALL)
            laid = f"{name}: laid in {found[name]['laying_s']:.0f} s"
            self.stderr.write(laid)
        self.stdout.write("")
        for line in table(found):
            self.stdout.write(line)

    def _ask(self, part: str, address: str, *, pairings: int) -> dict:
        """Measured in a process of its own, whose memory is nobody else's."""
        command = [sys.executable, sys.argv[0], "bench", "--part", part]
        command += ["--pairings", str(pairings), "--runs", str(self.runs)]
        done = subprocess.run(
            command,
            env={**os.environ, "DATABASE_URL": address},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandError(f"{' '.join(command)} ended with {done.returncode}")
        return json.loads(done.stdout.splitlines()[-1])

    def _figures(self, part: str, *, pairings: int) -> dict:
        asked = {"runs": self.runs, "on": self.on, "at": self.at}
        if part == "small":
            return figures_of_small(**asked)
        return figures_of(pairings=pairings, **asked)


def _cells(found: Time | float) -> str:
    if isinstance(found, float):
        return f"{found:.2f} × | |"
    return f"{found.wall:.1f} | {found.cpu:.1f} | {found.queries or ''}"
