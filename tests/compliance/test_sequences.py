"""What is kept equals what is judged afresh after any sequence of deeds, and a past day is
answered as it was answered on that day.

A plain run plays the same sequences every time. ``HYPOTHESIS_DEEP=300`` in the environment
plays three hundred random, longer ones instead::

    HYPOTHESIS_DEEP=300 pytest tests/compliance/test_sequences.py
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import event, given, note
from hypothesis import strategies as st

from compliance import services
from compliance.engine.serialise import to_brief, to_data
from compliance.engine.verdicts import Verdict
from compliance.standings import Standing
from pairing.models import Pairing
from tests.compliance.engine.strategies_plain import DEEP, Dice, checked
from tests.compliance.sequence_world import DEEDS, REFUSED, World
from tests.factories import create_agreement, create_obligation, create_pairing

pytestmark = pytest.mark.django_db

LENGTH = 40 if DEEP else 16
deeds = st.tuples(st.sampled_from(DEEDS), st.integers(0, 2**32))
# At least six: Hypothesis would play mostly the shortest. What is needless shrinks to a look.
sequences = st.lists(deeds, min_size=6, max_size=LENGTH)

ABOUT_THE_JUDGING = frozenset({"mark", "judged_on", "valid_until"})


def pairing_of(world: World) -> Pairing:
    """Read anew, as every request does."""
    return Pairing.objects.get(pk=world.pairing.pk)


def fresh(world: World, *, on: date, told: Callable[[Verdict], dict]) -> dict:
    found = services.verdicts_of(pairing_of(world), on=on)
    return {_place(verdict.obligation_id, verdict.window): told(verdict) for verdict in found}


def _place(obligation_id, window):
    return obligation_id, window.starts_on, window.trigger or 0, window.stage


def kept(world: World, *, on: date) -> dict:
    """As every page reads them."""
    rows = services.stored([pairing_of(world)], on=on)
    return {(r.obligation_id, r.starts_on, r.trigger, r.stage): r for r in rows}


def check_kept(world: World) -> None:
    truth, rows = fresh(world, on=world.today, told=to_brief), kept(world, on=world.today)
    assert {place: row.data for place, row in rows.items()} == truth
    for row in rows.values():
        assert row.status == row.data["status"]
        assert row.required == Decimal(row.data["required"])
        assert row.counted == Decimal(row.data["counted"])
    check_standing(world)


def check_standing(world: World) -> None:
    """The figures an overview adds up are those of a pairing judged as a whole just now."""
    figures = standing_of(world)
    services.refresh([world.pairing.pk], on=world.today)
    assert figures == standing_of(world)


def standing_of(world: World) -> dict:
    [found] = Standing.objects.filter(pairing=world.pairing).values()
    return {name: found[name] for name in found if name not in ABOUT_THE_JUDGING}


def check_past(answers: dict, world: World, *, days) -> None:
    """What a day answered, it answers; but an entry that nobody had confirmed by then and that
    was revised since is told as it reads now: facts are kept only once, and never change when
    any school has confirmed them."""
    for day in days:
        was, now = answers[day], fresh(world, on=day, told=to_data)
        assert now.keys() == was.keys(), f"asked on {world.today} about {day}"
        for place, data in now.items():
            told = without(data, world.revised)
            assert told == without(was[place], world.revised), f"{place} on {day}"


def without(data: dict, revised: set[int]) -> dict:
    """The verdict without what it says of entries revised since."""
    if not revised:
        return data
    return {
        **data,
        "near_misses": [m for m in data["near_misses"] if m["activity_id"] not in revised],
        "reasons": [r for r in data["reasons"] if r["code"] != "waiting"],
        "parts": [without(part, revised) for part in data["parts"]],
    }


def play(salt: int, made: list[tuple[str, int]]) -> None:
    world, answers = World(Dice("world", salt)), {}
    for name, number in made:
        with world.now():
            done = do(world, name, number)
            note(f"{world.today} {name} {'done' if done else 'refused'}")
            check_kept(world)
            if world.calendar_was_corrected:
                answers, world.calendar_was_corrected = {}, False
            answers[world.today] = fresh(world, on=world.today, told=to_data)
            check_past(answers, world, days=Dice("past", number).few(sorted(answers), most=1))
    with world.now():
        check_past(answers, world, days=answers)
        call_command("judge", check=True, on=world.today, stdout=StringIO())


def do(world: World, name: str, number: int) -> bool:
    try:
        with transaction.atomic():
            getattr(world, name)(Dice(name, number))
    except REFUSED as refusal:
        event(f"refused: {type(refusal).__name__}")
        return False
    return True


def test_what_is_kept_is_what_is_judged_after_any_sequence():
    """All sequences play on one database; each is undone before the next."""

    @checked(12)
    @given(st.integers(0, 2**32), sequences)
    def any_sequence(salt, made):
        with transaction.atomic():
            try:
                play(salt, made)
            finally:
                transaction.set_rollback(True)

    any_sequence()


def test_a_share_that_is_open_after_its_whole_closed_moves_with_every_day():
    pairing = create_pairing()
    agreement = create_agreement(pairing=pairing)
    in_spring = {"season": "dates", "season_from": "03-01", "season_to": "05-31"}
    whole = create_obligation(agreement=agreement, period="calendar_year", **in_spring)
    create_obligation(
        clause=whole.clause, part_of=whole, period="school_year", minimum=2, order=2
    )
    found = []
    for day in (date(2025, 9, 8), date(2025, 12, 8), date(2026, 2, 1)):
        [row, *_] = services.stored([pairing], on=day).order_by("starts_on")
        found.append(row.data["parts"][-1]["status"])
        assert row.data == to_brief(services.verdicts_of(pairing, on=day)[0])

    assert found == ["on_track", "at_risk", "at_risk"]
