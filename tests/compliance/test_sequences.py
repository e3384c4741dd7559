"""What is kept equals what is judged afresh after any sequence of deeds, and a past day is
answered as it was answered on that day.

A plain run plays the same sequences every time. ``HYPOTHESIS_DEEP=300`` in the environment
plays three hundred random, longer ones instead::

    HYPOTHESIS_DEEP=300 pytest tests/compliance/test_sequences.py
"""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import event, given, note
from hypothesis import strategies as st

from compliance import services
from compliance.engine.serialise import to_brief
from pairing.models import Pairing
from tests.compliance.engine.strategies_plain import DEEP, Dice, checked
from tests.compliance.sequence_world import DEEDS, REFUSED, World

pytestmark = pytest.mark.django_db

LENGTH = 40 if DEEP else 16
deeds = st.tuples(st.sampled_from(DEEDS), st.integers(0, 2**32))
# Short ones first: what breaks shrinks to those.
sequences = st.lists(deeds, max_size=LENGTH) | st.lists(deeds, min_size=LENGTH, max_size=LENGTH)


def fresh(world: World, *, on: date) -> dict:
    found = services.verdicts_of(world.pairing, on=on)
    return {_place(v.obligation_id, v.window): to_brief(v) for v in found}


def _place(obligation_id, window):
    return obligation_id, window.starts_on, window.trigger or 0, window.stage


def kept(world: World, *, on: date) -> dict:
    """As every page reads them."""
    rows = services.stored([Pairing.objects.get(pk=world.pairing.pk)], on=on)
    return {(r.obligation_id, r.starts_on, r.trigger, r.stage): r for r in rows}


def check_kept(world: World) -> None:
    truth, rows = fresh(world, on=world.today), kept(world, on=world.today)
    assert {place: row.data for place, row in rows.items()} == truth
    for row in rows.values():
        assert row.status == row.data["status"]
        assert row.required == Decimal(row.data["required"])
        assert row.counted == Decimal(row.data["counted"])


def check_past(answers: dict, world: World, *, days) -> None:
    for day in days:
        assert fresh(world, on=day) == answers[day], f"asked on {world.today} about {day}"


def play(salt: int, made: list[tuple[str, int]]) -> None:
    world, answers = World(Dice("world", salt)), {}
    for name, number in made:
        with world.now():
            done = do(world, name, number)
            note(f"{world.today} {name} {'done' if done else 'refused'}")
            check_kept(world)
            if world.calendar_was_corrected:
                answers, world.calendar_was_corrected = {}, False
            answers[world.today] = fresh(world, on=world.today)
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
