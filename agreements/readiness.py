"""What keeps an agreement from being signed, and what is only odd in it.

Both read clauses and duties: take the agreement from ``for_document()``.
"""

from collections.abc import Iterator

from agreements.models import Modality
from agreements.rendering.contract import (
    has_blank,
    is_a_bureau,
    is_bureau_of,
    says_part,
    years_said,
)
from agreements.validators import Finding, Problem, problems_of, quota_problems
from pairing.models import AgreementPart, SupportArea

SLACK_DAYS = 31  # March 2025 to March 2028 is three years, whatever the days


def blocking(agreement) -> list[Problem]:
    """What keeps the agreement from being signed: empty parts, blanks, contradictions. Reads
    clauses and duties; take the agreement from ``for_document()``."""
    clauses = list(agreement.clauses.all())
    if not clauses:
        return [Problem(finding=Finding.EMPTY_AGREEMENT)]
    return [
        *_missing_parts(agreement, clauses),
        *_empty_sections(clauses),
        *(problem for clause in clauses for problem in _blanks_of(clause)),
        *(problem for clause in clauses for problem in _contradictions(clause)),
    ]


def _missing_parts(agreement, clauses: list) -> Iterator[Problem]:
    """Sections that the programme asks for. The time is always said: an agreement has a first
    and a last day, and prints them. Amendments change single duties and need none."""
    asked = agreement.pairing.programme.mandatory_sections
    for part in asked if agreement.amends_id is None else ():
        if part != AgreementPart.TIME and not any(_is_part(c, part, clauses) for c in clauses):
            yield Problem(finding=Finding.PART_MISSING, facts={"part": part})


def _is_part(clause, part: str, clauses: list) -> bool:
    if not says_part(clause.heading, part):
        return False
    return any(_says(row) for row in clauses if clause.pk in (row.pk, row.parent_id))


def _says(clause) -> bool:
    return bool(clause.text.strip() or clause.closing.strip() or clause.obligations.all())


def _empty_sections(clauses: list) -> Iterator[Problem]:
    parents = {clause.parent_id for clause in clauses}
    for clause in clauses:
        if not _says(clause) and clause.pk not in parents:
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
    """What is odd in an agreement and does not stop it: copies and who keeps them, the years in
    words, duties about what the pairing is not about. Reads the areas of the pairing, one query
    more where a duty lies outside."""
    return [
        *_copies(agreement),
        *_bureaus(agreement),
        *_years(agreement),
        *_areas(agreement),
    ]


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


def _bureaus(agreement) -> Iterator[Problem]:
    """Schools of two bureaus report to two; one bureau is enough for schools of one."""
    holders = [row.holder for row in agreement.copy_holders.all()]
    if not holders:
        return
    if not any(is_a_bureau(holder) for holder in holders):
        yield Problem(finding=Finding.NO_BUREAU_COPY, field="copies")
        return
    pairing = agreement.pairing
    if pairing.supporting_school.bureau_id == pairing.receiving_school.bureau_id:
        return
    for side in ("supporting", "receiving"):
        name = pairing.school_on(side).bureau.name
        if not any(is_bureau_of(holder, side=side, name=name) for holder in holders):
            facts = {"side": side, "bureau": name}
            yield Problem(finding=Finding.OWN_BUREAU_NO_COPY, field="copies", facts=facts)


def _areas(agreement) -> Iterator[Problem]:
    own = {area.pk: area for area in agreement.pairing.support_areas.all()}
    found = [
        (clause, duty, duty.support_area_id or clause.support_area_id)
        for clause in agreement.clauses.all()
        for duty in clause.obligations.all()
    ]
    outside = [row for row in found if row[2] and row[2] not in own]
    if not own or not outside:
        return
    names = SupportArea.objects.in_bulk({area_id for _clause, _duty, area_id in outside})
    for clause, duty, area_id in outside:
        facts = {
            "duty": duty.name,
            "area": names[area_id].name,
            "areas": [area.name for area in own.values()],
        }
        yield Problem(finding=Finding.OUTSIDE_AREAS, facts=facts, place=clause.place)
