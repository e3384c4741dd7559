"""What keeps an agreement from being signed, and what is only odd in it.

Both read clauses and duties: take the agreement from ``for_document()``.
"""

from collections.abc import Iterator

from agreements.models import Modality
from agreements.rendering.contract import has_blank, years_said
from agreements.validators import Finding, Problem, problems_of, quota_problems

SLACK_DAYS = 31  # March 2025 to March 2028 is three years, whatever the days


def blocking(agreement) -> list[Problem]:
    """What keeps the agreement from being signed: empty parts, blanks, contradictions. Reads
    clauses and duties; take the agreement from ``for_document()``."""
    clauses = list(agreement.clauses.all())
    if not clauses:
        return [Problem(finding=Finding.EMPTY_AGREEMENT)]
    return [
        *_empty_sections(clauses),
        *(problem for clause in clauses for problem in _blanks_of(clause)),
        *(problem for clause in clauses for problem in _contradictions(clause)),
    ]


def _empty_sections(clauses: list) -> Iterator[Problem]:
    parents = {clause.parent_id for clause in clauses}
    for clause in clauses:
        says = clause.text.strip() or clause.closing.strip() or clause.obligations.all()
        if not says and clause.pk not in parents:
            yield Problem(finding=Finding.EMPTY_SECTION, place=clause.place)


def _blanks_of(clause) -> Iterator[Problem]:
    if has_blank(clause.text + clause.closing):
        yield Problem(finding=Finding.BLANK_TEXT, place=clause.place)
    for duty in clause.obligations.all():
        if duty.uncounted and duty.modality != Modality.TEXT_ONLY:
            facts = {"duty": duty.name}
            yield Problem(finding=Finding.BLANK_DUTY, facts=facts, place=clause.place)


def _contradictions(clause) -> Iterator[Problem]:
    for duty in clause.obligations.all():
        lines = [p for line in duty.quotas.all() for p in quota_problems(line, duty)]
        for problem in (*problems_of(duty), *lines):
            yield Problem(
                finding=problem.finding,
                field=problem.field,
                facts=problem.facts,
                place=f"{clause.place} {duty.name}",
            )


def remarks_on(agreement) -> list[Problem]:
    """What is odd in an agreement and does not stop it: copies, the years in words."""
    return [*_copies(agreement), *_years(agreement)]


def _copies(agreement) -> Iterator[Problem]:
    rows = list(agreement.copy_holders.all())
    total = sum(row.count for row in rows)
    if not rows:
        facts = {"copies": agreement.copies}
        yield Problem(finding=Finding.COPIES_WITHOUT_HOLDERS, field="copies", facts=facts)
    elif total != agreement.copies:
        facts = {"copies": agreement.copies, "held": total}
        yield Problem(finding=Finding.COPIES_DIFFER, field="copies", facts=facts)


def _years(agreement) -> Iterator[Problem]:
    said = years_said(agreement.preamble)
    for clause in agreement.clauses.all():
        said |= years_said(clause.text + clause.closing)
    days = (agreement.ends_on - agreement.starts_on).days + 1
    for years in sorted(said):
        if agreement.amends_id is None and abs(days - years * 365.25) > SLACK_DAYS:
            facts = {
                "years": years,
                "starts_on": agreement.starts_on,
                "ends_on": agreement.ends_on,
            }
            yield Problem(finding=Finding.YEARS_DIFFER, field="ends_on", facts=facts)
