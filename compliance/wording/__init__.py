"""Every sentence a verdict can become. The only place that words a verdict.

Codes and facts come in, whole sentences in the reader's language go out: for pages, PDFs,
exports and reminders alike.
"""

from compliance.wording.filed import after_word, filed_mark, filed_word, filed_words, signed
from compliance.wording.forecasts import (
    counted_by,
    forecast_note,
    forecast_short,
    forecast_value,
    of_part,
)
from compliance.wording.headlines import headline, waiting_sentence, weeks_left, why
from compliance.wording.labels import (
    month_label,
    part_label,
    school_year_label,
    status_word,
    term_label,
    term_short,
    window_label,
)
from compliance.wording.misses import miss_sentence, miss_title
from compliance.wording.quantities import (
    all_of,
    day,
    day_short,
    days,
    plain,
    points,
    quantity,
    ratio,
    share,
    span,
    weeks,
    whole_weeks,
)
from compliance.wording.reasons import sentence

__all__ = [
    "after_word",
    "all_of",
    "counted_by",
    "day",
    "day_short",
    "days",
    "filed_mark",
    "filed_word",
    "filed_words",
    "forecast_note",
    "forecast_short",
    "forecast_value",
    "headline",
    "miss_sentence",
    "miss_title",
    "month_label",
    "of_part",
    "part_label",
    "plain",
    "points",
    "quantity",
    "ratio",
    "school_year_label",
    "sentence",
    "share",
    "signed",
    "span",
    "status_word",
    "term_label",
    "term_short",
    "waiting_sentence",
    "weeks",
    "weeks_left",
    "whole_weeks",
    "why",
    "window_label",
]
