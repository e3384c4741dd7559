"""A finding and the values it is about: data, worded in ``agreements.wording``."""

from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum


class Finding(StrEnum):
    MAXIMUM_BELOW_MINIMUM = "maximum_below_minimum"
    NUMBER_BELOW_ONE = "number_below_one"
    BLANK_WITH_NUMBER = "blank_with_number"
    FORBIDDEN_WITH_MINIMUM = "forbidden_with_minimum"
    PERCENT_OVER_100 = "percent_over_100"
    NOTHING_COUNTS = "nothing_counts"
    NO_PARTY = "no_party"
    NO_NAME = "no_name"
    STRAY = "stray"
    GRADE_NOT_OF_STAGE = "grade_not_of_stage"
    GROUP_AS_RANK = "group_as_rank"
    UNKNOWN_MARK = "unknown_mark"
    EACH_WITHOUT_ITEMS = "each_without_items"
    UNKNOWN_ITEM = "unknown_item"
    SIDE_OF_EACH = "side_of_each"
    SEASON_OUTSIDE_PERIOD = "season_outside_period"
    SEASON_DAYS = "season_days"
    DUE_INCOMPLETE = "due_incomplete"
    DUE_OUTSIDE = "due_outside"
    DUE_NEVER = "due_never"
    DUE_OUTSIDE_SEASON = "due_outside_season"
    DUE_NOT_IN_BREAK = "due_not_in_break"
    COVERAGE_WITHOUT_NUMBER = "coverage_without_number"
    COVERAGE_TOO_WIDE = "coverage_too_wide"
    COVERAGE_OVER_MAXIMUM = "coverage_over_maximum"
    CEILING_BELOW_FLOOR = "ceiling_below_floor"
    SHARE_LARGER = "share_larger"
    SHARE_OUTSIDE = "share_outside"
    SHARE_OF_ANOTHER_AGREEMENT = "share_of_another_agreement"
    SHARE_OF_ITSELF = "share_of_itself"
    QUOTA_STAGE = "quota_stage"
    QUOTA_SEASON = "quota_season"
    QUOTA_YEAR = "quota_year"
    QUOTA_TWICE = "quota_twice"
    QUOTA_MIXED = "quota_mixed"
    QUOTA_KEYS = "quota_keys"
    REPLACES_UNRELATED = "replaces_unrelated"
    BLANK_DUTY = "blank_duty"
    BLANK_TEXT = "blank_text"
    EMPTY_AGREEMENT = "empty_agreement"
    EMPTY_SECTION = "empty_section"
    PART_MISSING = "part_missing"
    NO_BUREAU_COPY = "no_bureau_copy"
    OWN_BUREAU_NO_COPY = "own_bureau_no_copy"
    OUTSIDE_AREAS = "outside_areas"
    COPIES_DIFFER = "copies_differ"
    COPIES_WITHOUT_HOLDERS = "copies_without_holders"
    YEARS_DIFFER = "years_differ"
    AMENDS_ANOTHER_PAIRING = "amends_another_pairing"
    AMENDS_OUTSIDE = "amends_outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """``field`` is the field of the row at fault, "" for the whole; ``place`` the clause."""

    finding: Finding
    field: str = ""
    facts: dict = made(default_factory=dict)
    place: str = ""
