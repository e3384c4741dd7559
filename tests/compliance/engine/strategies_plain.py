"""How hard the properties are tried, the words that all strategies choose from, and the dice.

A plain run tries the same cases every time. ``HYPOTHESIS_DEEP=5000`` in the environment tries
five thousand random ones of each property instead::

    HYPOTHESIS_DEEP=5000 pytest tests/compliance/engine/test_properties.py

A case is made of hundreds of choices, far more than Hypothesis can draw one by one in the time.
It draws which duties, activities and decisions a case holds, each by a number; the number
throws the dice for all that the thing itself says. So what breaks a property still shrinks, to
the few things that are needed to break it.
"""

import os
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, Phase, settings

from compliance.engine.terms import Side

DEEP = int(os.environ.get("HYPOTHESIS_DEEP", "0"))

BOTH = (Side.SUPPORTING, Side.RECEIVING)
STAGES = ("primary", "junior")
TYPES = ("visit", "lecture", "meeting")
WORDS = ("maths", "art")  # topics and subjects
GRADES = ("p5", "j1")
ROLES = ("principal", "moral_director", "teacher")
MARKS = ("staffed", "young")
CONTENTS = ("talk",)
KEYS = ("m1-p1", "m1-p2")  # of rosters


def checked(examples: int):
    """Settings for one property: ``examples`` of them, the same every time; in a deep run as
    many random ones as that run asks for."""
    return settings(
        max_examples=DEEP or examples,
        derandomize=not DEEP,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=tuple(phase for phase in Phase if phase is not Phase.explain),
    )


class Dice:
    """Chooses for one thing; the same for the same ``seed``."""

    def __init__(self, *seed: object) -> None:
        self.random = Random("/".join(map(str, seed)))

    def one_of(self, *values):
        return self.random.choice(values)

    def once_in(self, times: int) -> bool:
        return self.random.randrange(times) == 0

    def few(self, values, *, least: int = 0, most: int = 2) -> tuple:
        """So many of ``values`` in any order, each once."""
        most = min(most, len(values))
        return tuple(self.random.sample(values, self.random.randint(min(least, most), most)))

    def mostly_all(self, values) -> frozenset:
        """What an activity was about: mostly everything, so that most activities match."""
        return frozenset(self.few(values) if self.once_in(4) else values)

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, max((last - first).days, 0)))

    def later(self, day: date, *days: int) -> date:
        return day + timedelta(days=self.one_of(*days))
