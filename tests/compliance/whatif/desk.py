"""What a person at the bureau does with the pages, and what the tests look at."""

from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.urls import reverse

from agreements.models import Agreement, AgreementState, Obligation
from compliance.engine.verdicts import Verdict
from compliance.judging import judged
from compliance.wording import window_label
from pairing.models import CalendarDay, Pairing, Programme, Term
from tests.compliance.whatif.filled import filled
from tests.factories import (
    create_agreement,
    create_obligation,
    create_pairing,
    create_school,
    sign,
)

TODAY = date(2025, 11, 24)
ADMIN = {
    "term": "pairing_term",
    "day": "pairing_calendarday",
    "programme": "pairing_programme",
    "agreement": "agreements_agreement",
    "duty": "agreements_obligation",
}
# A field that only the form of that kind has.
HAVING = {
    "term": "season",
    "day": "day",
    "programme": "tolerance",
    "agreement": "title",
    "duty": "measure",
}


def create_paired(bureau, programme) -> Pairing:
    schools = [create_school(bureau=bureau), create_school(bureau=bureau)]
    return create_pairing(supporting=schools[0], receiving=schools[1], programme=programme)


def create_amendment(pairing, **fields) -> Agreement:
    """A draft that puts four lessons a term in the place of three, and two lectures a month in
    the place of one."""
    main = pairing.agreements.get(amends=None)
    fields = {"starts_on": date(2026, 1, 1)} | fields
    found = create_agreement(pairing=pairing, amends=main, signed_on=None, **fields)
    kept = {duty.name: duty for duty in Obligation.objects.filter(clause__agreement=main)}
    create_obligation(agreement=found, minimum=4, replaces=kept["示范课"])
    lecture = dict(name="讲座", period="month", activity_types=["lecture"], party="each")
    create_obligation(agreement=found, minimum=2, replaces=kept["讲座"], **lecture)
    return found


# --- As a person does it ----------------------------------------------------------------------
def admin_address(kind, row):
    name = f"admin:{ADMIN[kind]}"
    return reverse(f"{name}_change", args=[row.pk]) if row else reverse(f"{name}_add")


def whatif_address(kind, row):
    return reverse("whatif", args=[kind, row.pk] if row else [kind])


def typed_over(client, kind, row, typed):
    """The fields of the page of ``row`` in the administration with some typed over."""
    page = client.get(admin_address(kind, row))
    assert f'formaction="{whatif_address(kind, row)}"' in page.text
    return filled(page.text, having=HAVING[kind], **typed)


def preview(client, kind, row, fields):
    response = client.post(whatif_address(kind, row), fields)
    assert response.status_code == 200, response.status_code
    assert "page" in response.context
    return response


def save(client, kind, row, fields):
    response = client.post(admin_address(kind, row), fields | {"_save": "Save"})
    assert response.status_code == 302, response.context["adminform"].errors


def enter(client, user):
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


@dataclass
class Change:
    """``typed`` over the page of a ``kind``; ``row`` finds it, None enters a new one."""

    name: str
    kind: str
    typed: dict = field(default_factory=dict)
    row: object = None

    def __str__(self):
        return self.name


def autumn(pairing):
    bureau = pairing.receiving_school.bureau
    return Term.objects.get(bureau=bureau, school_year=2025, season="autumn", stage="preschool")


def lowest_autumn(pairing):
    found = autumn(pairing)
    return Term.objects.get(
        bureau=found.bureau, school_year=2025, season="autumn", stage="primary"
    )


def special_day(pairing):
    return CalendarDay.objects.create(
        bureau=pairing.receiving_school.bureau, day=date(2025, 11, 25), kind="holiday"
    )


def free_saturday(pairing):
    """In a week that is behind by a fifth of five days, and not by a sixth of six."""
    Programme.objects.update(tolerance="0.18")
    return CalendarDay.objects.create(
        bureau=pairing.receiving_school.bureau, day=date(2025, 11, 29), kind="holiday"
    )


def own_programme(pairing):
    return pairing.programme


CHANGES = [
    Change("the term ends earlier", "term", {"ends_on": "2025-12-12"}, lowest_autumn),
    Change("the term begins later", "term", {"starts_on": "2025-09-29"}, lowest_autumn),
    Change("its mid-term is named", "term", {"midterm_on": "2025-12-26"}, lowest_autumn),
    Change("a stage that nobody follows", "term", {"ends_on": "2025-12-12"}, autumn),
    Change("a holiday moves", "day", {"day": "2025-12-31"}, special_day),
    Change("a Saturday is worked", "day", {"kind": "make_up"}, free_saturday),
    Change("no lag is borne", "programme", {"tolerance": "0"}, own_programme),
    Change("any lag is borne", "programme", {"tolerance": "1"}, own_programme),
    Change("late entries count no more", "programme", {"late_entry_days": "3"}, own_programme),
    Change(
        "a break belongs to its term",
        "programme",
        {"break_counts_for_term_just_ended": "on"},
        own_programme,
    ),
]


DRAFTED = [
    Change("another number", "duty", {"minimum": "5"}),
    Change("the number it had", "duty", {"minimum": "3"}),
    Change("at most", "duty", {"minimum": "", "maximum": "1"}),
    Change("by the month", "duty", {"period": "month"}),
    Change("the amendment begins later", "agreement", {"starts_on": "2026-09-01"}),
    Change("the amendment begins at once", "agreement", {"starts_on": "2025-10-01"}),
]


# --- What there is to see ---------------------------------------------------------------------
def everything() -> dict[str, list]:
    """Every row of every table of ours: stored verdicts and the record too."""
    ours = ("pairing", "agreements", "activities", "compliance", "records")
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in ours
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def main_of(response) -> str:
    """What the page says, without the token of its form."""
    main = response.text[response.text.index("<main") : response.text.index("</main>")]
    return main[: main.index("csrfmiddlewaretoken")]


def duty_in(agreement) -> Obligation:
    return Obligation.objects.get(clause__agreement=agreement, name="示范课")


def duty_fields(**more) -> dict[str, str]:
    fields = {
        "order": "7",
        "party": "supporting",
        "modality": "must",
        "activity_types": ["demo_lesson"],
        "measure": "events",
        "period": "term",
        "venue": "anywhere",
    }
    return fields | more


def sign_both(agreement, *, on):
    for side in ("supporting", "receiving"):
        sign(agreement, side=side, on=on)
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.IN_FORCE)


def state_of(pairing) -> dict[tuple[str, str], tuple]:
    """Every window as it is judged today, by duty and label."""
    names = dict(Obligation.objects.values_list("pk", "name"))
    pairings = Pairing.objects.filter(pk=pairing.pk)
    rows = [verdict for _, _, found in judged(pairings, on=TODAY) for verdict in found]
    found = {}
    for verdict in rows:
        key = names[verdict.obligation_id], window_label(verdict.window)
        assert key not in found
        found[key] = (verdict.status or "", figure(verdict)), inner(verdict)
    return found


def figure(verdict: Verdict) -> str:
    if verdict.status in ("breached", "on_track") and not verdict.required:
        return ""
    asked = verdict.maximum if verdict.status == "exceeded" else verdict.required
    asked = asked or verdict.maximum
    return f"{verdict.counted}/{asked}" if asked else ""


def inner(verdict: Verdict) -> tuple:
    window = verdict.window
    parts = tuple((p.status, p.required, p.counted) for p in verdict.parts)
    return verdict.maximum, parts, window.starts_on, window.ends_on, window.closes_on


def differences(before: dict, after: dict) -> dict:
    return {
        key: (before.get(key, (None,))[0], after.get(key, (None,))[0])
        for key in before | after
        if before.get(key) != after.get(key)
    }


def shown_by(response) -> dict:
    page = response.context["page"]
    assert page.total == len(page.lines)
    assert page.total == sum(part.count for part in (*page.moves, *page.tallies))
    return {
        (line.duty, line.window): (standing(line.before), standing(line.after))
        for line in page.lines
    }


def standing(told) -> tuple[str, str] | None:
    return told and (told.status, told.figure if "/" in told.figure else "")
