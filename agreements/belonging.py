"""Which fields of a duty say something only beside a certain choice in another.

One table for three readers: the form puts away what says nothing, the validators refuse it
where it was filled in all the same, and the page hands the table to its script.
"""

from collections.abc import Mapping
from types import MappingProxyType

from agreements.models.choices import (
    CoverageOf,
    DueKind,
    EachOfKind,
    Measure,
    Modality,
    Party,
    SeasonKind,
)
from agreements.models.rules import COUNT_PEOPLE, SPANS

_POSTS_FREE = ("", *(kind for kind in EachOfKind if kind != EachOfKind.ROLES))
# Pairs are counted from the roster: there is no event that could be too small.
_HELD = tuple(measure for measure in Measure if measure != Measure.PAIRS)
_EVENT = (
    "floor_people",
    "floor_people_each_side",
    "floor_days",
    "floor_weeks",
    "floor_lessons",
    "ceiling_people",
    "ceiling_days",
)

# Field: the field it hangs on, and the values of that with which it says something.
BELONGS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "minimum": ("modality", tuple(m for m in Modality if m != Modality.MUST_NOT)),
        "counted_side": ("party", tuple(party for party in Party if party != Party.EACH)),
        "activity_types": (
            "each_of",
            ("", *(kind for kind in EachOfKind if kind != EachOfKind.TYPES)),
        ),
        "actor_roles": ("each_of", _POSTS_FREE),
        "minimum_rank": ("each_of", _POSTS_FREE),
        "each_of_items": ("each_of", tuple(EachOfKind)),
        "season_from": ("season", (SeasonKind.DATES,)),
        "season_to": ("season", (SeasonKind.DATES,)),
        **dict.fromkeys(_EVENT, ("measure", _HELD)),
        "floor_days_per_person": ("measure", COUNT_PEOPLE),
        "coverage_distinct": ("coverage_of", tuple(CoverageOf)),
        "due_month": ("due_kind", (DueKind.DAY_OF_YEAR,)),
        "due_day": ("due_kind", (DueKind.DAY_OF_YEAR,)),
        "due_on": ("due_kind", (DueKind.FIXED,)),
        "due_months": ("due_kind", SPANS),
        "due_days": ("due_kind", SPANS),
        "due_trigger_types": ("due_kind", (DueKind.AFTER_ACTIVITY,)),
    }
)


def says_something(name: str, choice) -> bool:
    """Whether the field ``name`` says something; ``choice`` gives another field's value."""
    if name not in BELONGS:
        return True
    other, values = BELONGS[name]
    return (choice(other) or "") in values
