"""Rows of one agreement written once more into another: its text, or single duties."""

from agreements.models import Agreement, Clause, Obligation, QuotaLine

NOT_COPIED = frozenset({"id", "clause", "part_of", "replaces", "number_agreed_on"})
LINE_FIELDS = ("season", "agreement_year", "stage", "minimum", "maximum")


def copy_text(source: Agreement, target: Agreement) -> None:
    """Clauses, duties and holders of ``source`` into the empty ``target``. Blanks stay blanks;
    what an amendment changed since is not taken over."""
    _copy_holders(source, target)
    clauses: dict[int, Clause] = {}
    for clause in source.clauses.order_by("parent__order", "order", "pk"):
        if clause.parent_id is None:
            clauses[clause.pk] = _copy_clause(clause, target, parent=None)
    for clause in source.clauses.exclude(parent=None).order_by("order", "pk"):
        clauses[clause.pk] = _copy_clause(clause, target, parent=clauses[clause.parent_id])
    _copy_duties(clauses)


def _copy_holders(source: Agreement, target: Agreement) -> None:
    for holder in source.copy_holders.all():
        holder.pk, holder.agreement, holder._state.adding = None, target, True
        holder.save()


def _copy_clause(clause: Clause, target: Agreement, *, parent: Clause | None) -> Clause:
    return Clause.objects.create(
        agreement=target,
        parent=parent,
        order=clause.order,
        label=clause.label,
        heading=clause.heading,
        support_area=clause.support_area,
        text=clause.text,
        closing=clause.closing,
    )


def _copy_duties(clauses: dict[int, Clause]) -> None:
    """Wholes before their shares, however deep."""
    waiting = list(Obligation.objects.filter(clause__in=clauses).order_by("order", "pk"))
    written: dict[int, Obligation] = {}
    while waiting:
        ready = [row for row in waiting if row.part_of_id in (None, *written)]
        if not ready:
            raise ValueError(f"{waiting[0]}: its whole stands in another agreement")
        for row in ready:
            whole = written.get(row.part_of_id)
            written[row.pk] = copy_duty(row, clause=clauses[row.clause_id], part_of=whole)
        waiting = [row for row in waiting if row.pk not in written]


def copy_duty(
    duty: Obligation, *, clause: Clause, part_of: Obligation | None = None, **changes
) -> Obligation:
    """``duty`` once more in ``clause``, with its numbers by term, year or stage unless
    ``changes`` give it another minimum or maximum."""
    fields = {
        field.name: getattr(duty, field.name)
        for field in Obligation._meta.concrete_fields
        if field.name not in NOT_COPIED
    }
    made = Obligation.objects.create(clause=clause, part_of=part_of, **(fields | changes))
    if not {"minimum", "maximum"} & set(changes):
        for line in duty.quotas.all():
            kept = {name: getattr(line, name) for name in LINE_FIELDS}
            QuotaLine.objects.create(obligation=made, **kept)
    return made
