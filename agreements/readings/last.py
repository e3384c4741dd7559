"""The last page of a reading: what the text says around its duties, guessed and correctable,
and what the draft will be."""

import re
from dataclasses import dataclass

from agreements.forms.readings import FinishForm, TemplateForm
from agreements.holders import holder_lines
from agreements.models import Agreement, AgreementReading, Modality, Purpose
from agreements.readings.cards import from_json
from agreements.readings.obligations import row_of
from agreements.readings.plan import Plan, PlannedClause, PlannedDuty
from agreements.rendering import contract, render
from agreements.services.readings import plan_of_reading
from pairing.models import Pairing, Programme
from pairing.permissions import staff_bureau_ids

USUAL_COPIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    text: str
    is_duty: bool = False
    is_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One clause as it will be printed; a section is a heading."""

    label: str
    heading: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPage:
    """``lacking`` are duties, ``blanks`` clauses that keep it from being signed."""

    lines: tuple[Line, ...]
    preamble: str
    duties: int
    undecided: int
    unread: tuple[str, ...]
    left_out: tuple[str, ...]
    lacking: tuple[str, ...]
    blanks: tuple[str, ...]


def last_page(reading: AgreementReading) -> LastPage:
    plan = plan_of_reading(reading)
    work = from_json(reading.work)
    return LastPage(
        **shown(plan),
        undecided=sum(card.state == "open" for card in work.shown),
        unread=tuple(
            " ".join(reading.text[m.span[0] : m.span[1]].split()) for m in work.open_marks
        ),
    )


def shown(plan: Plan, *, policy_title: str = "", policy_number: str = "") -> dict:
    """What a page shows of a plan: its lines, and what keeps it from being signed."""
    rows = rows_of(plan)
    policy = contract.policy_words(policy_title, policy_number)
    return {
        "lines": tuple(_line(clause, rows) for clause in plan.clauses),
        "preamble": plan.preamble.replace(contract.POLICY_HOLE, policy or contract.SOME_POLICY),
        "duties": len(plan.duties),
        "left_out": plan.left_out,
        "lacking": tuple(
            rows[duty.key].name for duty in plan.duties if rows[duty.key].uncounted
        ),
        "blanks": tuple(
            words
            for clause in plan.clauses
            if contract.has_blank(words := clause.text + clause.closing)
        ),
    }


def rows_of(plan: Plan) -> dict:
    """The duties of a plan as unsaved rows, by their keys."""
    by_key = {duty.key: duty for duty in plan.duties}

    def made(duty: PlannedDuty):
        whole = by_key.get(duty.whole)
        return row_of(duty.duty, key=duty.key, whole=made(whole) if whole else None)

    return {key: made(duty) for key, duty in by_key.items()}


def _line(clause: PlannedClause, rows: dict) -> Line:
    runs = [Run(text=clause.text)] if clause.text else []
    for place, duty in enumerate(clause.duties):
        row = rows[duty.key]
        if place:
            joint = contract.BEFORE_SHARE if row.part_of else contract.BETWEEN_DUTIES
            runs.append(Run(text=joint))
        is_counted = row.modality != Modality.TEXT_ONLY
        runs.append(Run(text=render(row), is_duty=is_counted, is_blank=row.uncounted))
    if clause.duties:
        runs.append(Run(text=contract.AFTER_DUTIES))
    if clause.closing:
        runs.append(Run(text=clause.closing))
    return Line(label=clause.label, heading=clause.heading, runs=tuple(runs))


# --- The form ---------------------------------------------------------------------------------
def form_of(reading: AgreementReading, *, user, data=None) -> FinishForm | TemplateForm:
    unread = len(from_json(reading.work).open_marks)
    initial = {**_guessed(reading, user), **reading.entries}
    if reading.purpose == Purpose.TEMPLATE:
        programmes = Programme.objects.filter(bureau__in=staff_bureau_ids(user))
        return TemplateForm(data, initial=initial, unread=unread, programmes=programmes)
    pairings = pairings_of(user)
    return FinishForm(data, initial=initial, unread=unread, pairings=pairings)


def pairings_of(user):
    """The living pairings that the person may decide for."""
    bureaus = staff_bureau_ids(user)
    rows = Pairing.objects.visible_to(user).filter(ended_on=None)
    own = rows.filter(supporting_school__bureau__in=bureaus) | rows.filter(
        receiving_school__bureau__in=bureaus
    )
    return own.select_related("supporting_school", "receiving_school", "programme").order_by(
        "order", "pk"
    )


def _guessed(reading: AgreementReading, user) -> dict:
    heading = reading.found["heading"]
    found = {
        name: heading[name]
        for name in ("title", "policy_title", "policy_number", "starts_on", "ends_on", "copies")
        if heading[name]
    }
    found.setdefault("copies", USUAL_COPIES)
    found["holders"] = holder_lines(heading.get("holders", ()))
    if reading.purpose == Purpose.TEMPLATE:
        return {**found, "name": found.get("title", "")}
    pairing = guessed_pairing(heading, pairings_of(user))
    if pairing is not None:
        found["pairing"] = pairing.pk
        found["number"] = next_number(pairing)
    return found


def guessed_pairing(heading: dict, pairings) -> Pairing | None:
    """The only pairing whose schools the text names."""
    names = _bare(heading["supporting_school"]), _bare(heading["receiving_school"])
    if not all(names):
        return None
    fitting = [
        row
        for row in pairings
        if _is_named(row.supporting_school, names[0])
        and _is_named(row.receiving_school, names[1])
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_named(school, name: str) -> bool:
    known = {_bare(school.name), _bare(school.short_name)} - {""}
    return any(one == name or (len(one) > 3 and (one in name or name in one)) for one in known)


def _bare(name: str) -> str:
    return "".join((name or "").split())


def next_number(pairing: Pairing) -> str:
    """One more than the latest number of the same bureau that ends in figures; "" before the
    first."""
    rows = Agreement.objects.filter(
        pairing__programme__bureau=pairing.programme.bureau_id
    ).order_by("-created_on", "-pk")
    for number in rows.values_list("number", flat=True)[:50]:
        if found := re.fullmatch(r"(.*?)(\d{2,})", number):
            return _free(found[1], int(found[2]) + 1, len(found[2]))
    return ""


def _free(head: str, number: int, width: int) -> str:
    taken = set(
        Agreement.objects.filter(number__startswith=head).values_list("number", flat=True)
    )
    while f"{head}{number:0{width}}" in taken:
        number += 1
    return f"{head}{number:0{width}}"
