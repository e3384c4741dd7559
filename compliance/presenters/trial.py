"""How a duty would have been judged last year, in sentences."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agreements.models import Modality, Obligation
from agreements.rendering import describe
from compliance.engine.verdicts import Verdict
from compliance.trial import Trial
from compliance.wording import (
    headline,
    miss_title,
    school_year_label,
    status_word,
    why,
    window_label,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    window: str
    status: str
    severity: str
    headline: str
    reason: str
    counted: str
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """``clause`` is the duty in one sentence; ``notes`` say what it was held against, and why
    it could not be."""

    clause: str
    headline: str
    notes: tuple[str, ...]
    lines: tuple[TrialLine, ...]


def trial_page(trial: Trial | None, *, duty: Obligation) -> TrialPage:
    if trial is None:
        return TrialPage(
            clause=describe(duty),
            headline=_("Not tried: no school year of the calendar is over yet."),
            notes=(),
            lines=(),
        )
    return TrialPage(
        clause=describe(duty),
        headline=_headline(trial, duty=duty),
        notes=tuple(_notes(trial)),
        lines=tuple(_line(verdict, duty=duty) for verdict in trial.verdicts),
    )


def _headline(trial: Trial, *, duty: Obligation) -> str:
    facts = {"year": school_year_label(trial.school_year)}
    if duty.modality == Modality.TEXT_ONLY:
        return _("Text only: it is printed and not judged.")
    if duty.uncounted:
        return _("No number is agreed yet: it is not judged.")
    if not trial.verdicts:
        return _("%(year)s: this duty has no period in it.") % facts
    statuses = Counter(verdict.status for verdict in trial.verdicts if verdict.status)
    if not statuses:
        return _("%(year)s: recorded, not judged.") % facts
    facts["statuses"] = _("; ").join(
        pgettext("trial of a duty", "%(status)s %(count)s")
        % {"status": status_word(status), "count": count}
        for status, count in statuses.most_common()
    )
    return _("%(year)s: %(statuses)s.") % facts


def _notes(trial: Trial) -> Iterable[str]:
    if not trial.confirmed:
        yield _("The pairing has no confirmed activity in that year: nothing could count.")
        return
    yield ngettext(
        "Held against %(count)s confirmed activity of this pairing, as if the agreement had"
        " been in force for the whole year.",
        "Held against the %(count)s confirmed activities of this pairing, as if the agreement"
        " had been in force for the whole year.",
        trial.confirmed,
    ) % {"count": trial.confirmed}


def _line(verdict: Verdict, *, duty: Obligation) -> TrialLine:
    counted = len(verdict.evidence)
    misses = Counter(miss.code for miss in verdict.near_misses)
    return TrialLine(
        window=window_label(verdict.window),
        status=verdict.status or "",
        severity=verdict.severity.value,
        headline=headline(verdict, obligation=duty),
        reason=why(verdict, obligation=duty),
        counted=ngettext("%(count)s activity counts", "%(count)s activities count", counted)
        % {"count": counted},
        missed=tuple(
            _("%(count)s not counted: %(reason)s")
            % {"count": count, "reason": miss_title(code)}
            for code, count in misses.most_common()
        ),
    )
