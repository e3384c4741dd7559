"""What the last look at the archive found, for who reads the page of filed documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from reports.archive.checking import KEPT
from reports.archive.rounds import last_round
from reports.models import ArchiveFault

MOST_LINES = 20
NAMES = {kept.model._meta.label_lower: kept.model._meta.verbose_name for kept in KEPT}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """``document`` is the filed document's row to lead to, None for other files."""

    name: str
    fault: str
    found_on: date
    document: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """``checked_on`` is None before the first round ended; ``count`` is that of all faults in
    the reader's sight, of which ``lines`` are the first."""

    checked_on: date | None
    count: int
    lines: tuple[FaultLine, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def last_look(user) -> LastLook:
    """In two queries, a third where there are very many faults."""
    check = last_round()
    faults = ArchiveFault.objects.standing().visible_to(user)
    lines = lines_of(faults[: MOST_LINES + 1])
    count = len(lines) if len(lines) <= MOST_LINES else faults.count()
    checked_on = localtime(check.finished_at).date() if check else None
    return LastLook(checked_on=checked_on, count=count, lines=lines[:MOST_LINES])


def lines_of(faults: Iterable[ArchiveFault]) -> tuple[FaultLine, ...]:
    return tuple(
        FaultLine(
            name=_name(each),
            fault=each.get_fault_display(),
            found_on=localtime(each.found_at).date(),
            document=each.document_id,
        )
        for each in faults
    )


def _name(fault: ArchiveFault) -> str:
    """The archive number; 签名 12 of what is no filed document; the place of a stray file."""
    kind, _gap, number = fault.record.partition(" ")
    if kind in NAMES:
        return f"{NAMES[kind]} {number}"
    return fault.record or fault.path
