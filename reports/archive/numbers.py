"""Archive numbers after DA/T 22: fonds, category, year, retention, item.

0371-WS·2026-D30-0007: items count on within a bureau's year of filing, whatever is kept how
long, so that a number is given once and a gap would be seen.
"""

from django.db.models import Max

from pairing.models import Bureau
from reports.models import ArchiveRules, FiledDocument


def rules_of(bureau: Bureau) -> ArchiveRules:
    """The bureau's own, else those that hold everywhere (not saved)."""
    return ArchiveRules.objects.filter(bureau=bureau).first() or ArchiveRules(bureau=bureau)


def next_serial(bureau: Bureau, *, year: int) -> int:
    """The next item number. Call it with the bureau's row locked, so that two papers filed at
    once do not get the same; rows are never deleted, so that no number comes twice."""
    filed = FiledDocument.objects.filter(bureau=bureau, year=year)
    return (filed.aggregate(last=Max("serial"))["last"] or 0) + 1


def archive_number(rules: ArchiveRules, *, year: int, retention: str, serial: int) -> str:
    return f"{fonds_of(rules)}-{rules.category}·{year}-{retention}-{serial:04}"


def fonds_of(rules: ArchiveRules) -> str:
    """What the archives gave, else the division code; two bureaus of one division are told
    apart by their place in this system."""
    bureau = rules.bureau
    if rules.fonds:
        return rules.fonds
    alike = Bureau.objects.filter(division_code=bureau.division_code).exclude(pk=bureau.pk)
    if bureau.division_code and not alike.exists():
        return bureau.division_code
    return f"{bureau.division_code}J{bureau.pk}"
