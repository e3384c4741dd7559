"""A filed window on its own page: what is frozen, and what came after the filing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from activities.models import Activity
from agreements.models import Obligation
from compliance.engine.verdicts import Evidence, Status, Verdict
from compliance.frozen import Afterwards, FiledVerdict
from compliance.presenters.activities import ActivityLine, line_of
from compliance.wording import (
    after_word,
    day,
    filed_word,
    miss_sentence,
    sentence,
    signed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """One activity that counts now and did not then, or the other way round (``is_gone``)."""

    activity: ActivityLine
    sentence: str
    gain: str
    is_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledNote:
    """``after`` in short (备案后 +2), "" when nothing has come since; ``status`` is what the
    window would say today, where that is another one."""

    mark: str
    sentence: str
    after: str
    status: Status | None
    severity: str
    later: tuple[Later, ...]
    decided: tuple[str, ...]


def named_by(verdict: Verdict) -> set[int]:
    """The activities that the page of ``verdict`` names."""
    found = {item.activity_id for item in (*verdict.evidence, *verdict.near_misses)}
    if isinstance(verdict, FiledVerdict):
        later = (*verdict.after.came, *verdict.after.went)
        found |= {item.activity_id for item in later}
    return found


def as_of(verdict: Verdict, *, on: date) -> date:
    """The day whose knowledge the figures of ``verdict`` rest on."""
    return verdict.filed_on if isinstance(verdict, FiledVerdict) else on


def filed_note(
    verdict: Verdict, *, obligation: Obligation, activities: Mapping[int, Activity]
) -> FiledNote | None:
    """None for a window of a year that is not filed. ``activities``: those ``named_by`` it."""
    if not isinstance(verdict, FiledVerdict):
        return None
    after = verdict.after
    return FiledNote(
        mark=filed_word(verdict),
        sentence=_sentence(verdict),
        after=after_word(verdict, measure=obligation.measure),
        status=after.status if after.is_any and after.status != verdict.status else None,
        severity=verdict.severity.value,
        later=tuple(_later(after, obligation=obligation, activities=activities)),
        decided=tuple(sentence(reason, obligation=obligation) for reason in after.decided),
    )


def _sentence(verdict: FiledVerdict) -> str:
    facts = {"day": day(verdict.filed_on)}
    if verdict.was_open:
        return (
            _(
                "The school year was filed on %(day)s, while this period was still open: its"
                " figures and its status stay as they stood that day."
            )
            % facts
        )
    return _("The school year was filed on %(day)s: these figures stay as they are.") % facts


def _later(
    after: Afterwards, *, obligation: Obligation, activities: Mapping[int, Activity]
) -> Iterable[Later]:
    measure = obligation.measure
    for item in after.went:
        yield Later(
            activity=line_of(activities[item.activity_id]),
            sentence=_why_gone(item, now=after.now, obligation=obligation),
            gain=signed(-item.counted, measure=measure),
            is_gone=True,
        )
    for item in after.came:
        yield Later(
            activity=line_of(activities[item.activity_id]),
            sentence=_("It did not count on the day of filing and counts now."),
            gain=signed(item.counted, measure=measure),
            is_gone=False,
        )


def _why_gone(item: Evidence, *, now: Verdict | None, obligation: Obligation) -> str:
    misses = now.near_misses if now else ()
    miss = next((m for m in misses if m.activity_id == item.activity_id), None)
    if miss is None:
        return _("It counted on the day of filing and does not count now.")
    return miss_sentence(miss, obligation=obligation)
