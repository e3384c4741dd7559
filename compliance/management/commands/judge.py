"""``manage.py judge``: every verdict as data, as a table, checked against what is kept, or kept
anew."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agreements.models import Obligation
from compliance import wording
from compliance.engine.serialise import to_brief
from compliance.frozen import columns_of
from compliance.judging import judged
from compliance.listing import listed
from compliance.models import StoredVerdict
from compliance.province import judge_all
from pairing.models import Pairing


class Command(BaseCommand):
    help = "Judge the duties of the agreements that bind, each window with its reasons."

    def add_arguments(self, parser):
        parser.add_argument("--pairing", metavar="CODE", help="only this pairing")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as of this day's end"
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="one object for each window")
        form.add_argument(
            "--check", action="store_true", help="compare what is kept with what is true"
        )
        form.add_argument(
            "--all", action="store_true", help="judge and keep what was not judged that day yet"
        )
        parser.add_argument(
            "--workers", type=int, default=1, metavar="N", help="processes, for --all"
        )

    def handle(self, *, pairing, on, json: bool, check: bool, **options):
        on = on or timezone.localdate()
        if options["all"]:
            self._keep_all(on=on, workers=options["workers"])
            return
        pairings = _pairings(pairing)
        if check:
            self._check(pairings, on=on)
        elif json:
            self._print_json(pairings, on=on)
        else:
            self._print_table(pairings, on=on)

    def _keep_all(self, *, on: date, workers: int):
        if workers < 1:
            raise CommandError(f"--workers {workers}: at least 1")
        done = judge_all(on=on, workers=workers)
        self.stdout.write(
            f"{done.pairings} pairings judged and kept on {on} in {done.seconds:.2f} s by"
            f" {done.workers} process{'es' * (workers > 1)}, none over {done.most_mib:.0f} MiB"
        )

    def _print_json(self, pairings, *, on: date):
        rows = [row for code in _chunks(pairings) for row in listed(code, on=on)]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))

    def _print_table(self, pairings, *, on: date):
        for chunk in _chunks(pairings):
            for agreement, case, verdicts in judged(chunk, on=on):
                duties = _duties(case)
                self.stdout.write(f"{agreement.pairing.code}  {agreement}")
                for verdict in verdicts:
                    self.stdout.write(_line(verdict, obligation=duties[verdict.obligation_id]))

    def _check(self, pairings, *, on: date):
        """Compares the rows that are good for ``on`` with verdicts judged now."""
        compared = 0
        for chunk in _chunks(pairings):
            kept = {_key_of_row(row): row for row in _good(chunk, on=on)}
            for agreement, _, verdicts in judged(chunk, on=on):
                for verdict in verdicts:
                    row = kept.get(_key(verdict))
                    compared += row is not None
                    if row is not None and _kept(row) != _said(verdict):
                        raise CommandError(_difference(row, verdict, agreement=agreement))
        self.stdout.write(f"{compared} kept verdicts compared on {on}, no difference")


def _pairings(code: str | None) -> list[Pairing]:
    if code is None:
        return list(Pairing.objects.all())
    found = list(Pairing.objects.filter(code=code))
    if not found:
        raise CommandError(f"no pairing has the code {code!r}")
    return found


def _chunks(pairings: list[Pairing], size: int = 50):
    for first in range(0, len(pairings), size):
        yield pairings[first : first + size]


def _duties(case) -> dict[int, Obligation]:
    rows = Obligation.objects.filter(pk__in=[duty.id for duty in case.obligations])
    return {row.pk: row for row in rows.prefetch_related("shares")}


def _line(verdict, *, obligation: Obligation) -> str:
    status = verdict.status.value if verdict.status else "-"
    label = wording.window_label(verdict.window)
    headline = wording.headline(verdict, obligation=obligation)
    filed = wording.filed_words(verdict, measure=obligation.measure)
    words = (obligation.name, label, headline, *([filed] if filed else ()))
    return f"  {status:<9} {verdict.window.starts_on}  {'  '.join(words)}"


def _good(pairings, *, on: date):
    good = StoredVerdict.objects.filter(judged_on__lte=on, valid_until__gte=on)
    # What somebody made the pairing's verdicts good for no day about is judged when next read.
    return good.filter(pairing__in=pairings, pairing__standing__valid_until__gt=date.min)


def _key(verdict) -> tuple:
    window = verdict.window
    return verdict.obligation_id, window.starts_on, window.trigger or 0, window.stage


def _key_of_row(row: StoredVerdict) -> tuple:
    return row.obligation_id, row.starts_on, row.trigger, row.stage


def _said(verdict) -> dict:
    """A verdict, with the marks of a filed one; and the same as it is kept."""
    return to_brief(verdict) | columns_of(verdict)


def _kept(row: StoredVerdict) -> dict:
    return row.data | {
        "filed_on": row.filed_on,
        "filed_open": row.filed_open,
        "after_filing": row.after_filing,
    }


def _difference(row: StoredVerdict, verdict, *, agreement) -> str:
    fresh, kept = _said(verdict), _kept(row)
    field = next(name for name in fresh if fresh[name] != kept.get(name))
    return (
        f"pairing {agreement.pairing.code}, obligation {row.obligation_id}, window from"
        f" {row.starts_on}: {field} is kept as {kept.get(field)!r} (judged on"
        f" {row.judged_on}), but is {fresh[field]!r}"
    )
