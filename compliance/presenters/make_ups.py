"""What would make up for a window: each activity with what accepting it would come to."""

from dataclasses import dataclass
from datetime import date

from agreements.models import Obligation
from compliance import selectors
from compliance.deciding import Candidate, WindowKey, candidates_of, standing_of
from compliance.decisions import RectificationStep, RectificationStepKind
from compliance.engine.verdicts import Status, Verdict
from compliance.follow_up import steps_of
from compliance.presenters.activities import ActivityLine, line_of
from compliance.wording import headline, plain, status_word, window_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Another verdict that would change with it: from and to, each as 3 / 2 and its word."""

    name: str
    window: str
    was: str
    would_be: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``proposed`` is the school's step that names it and waits for an answer."""

    activity: ActivityLine
    status: Status | None
    severity: str
    headline: str
    changes: tuple[Change, ...]
    proposed: RectificationStep | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeUpPage:
    verdict: Verdict | None
    is_short: bool
    is_filed: bool
    window: str
    headline: str
    choices: tuple[Choice, ...]

    @property
    def is_answering(self) -> bool:
        """Whether a school has proposed one of them and waits for an answer."""
        return any(choice.proposed for choice in self.choices)

    @property
    def ids(self) -> list[int]:
        return [choice.activity.pk for choice in self.choices]


def make_up_page(key: WindowKey, *, on: date) -> MakeUpPage:
    """Judged on ``on`` as it would be with each activity accepted; nothing is written."""
    standing = standing_of(key, on=on)
    if standing is None:
        empty = {"window": "", "headline": "", "choices": ()}
        return MakeUpPage(verdict=None, is_short=False, is_filed=False, **empty)
    found = candidates_of(standing) if standing.is_short and not standing.is_filed else []
    ids = [candidate.activity_id for candidate in found]
    rows = selectors.activities_for_lines(ids, pairing=key.pairing)
    names = _names(found)
    proposed = _proposed(key)
    return MakeUpPage(
        verdict=standing.verdict,
        is_short=standing.is_short,
        is_filed=standing.is_filed,
        window=window_label(standing.verdict.window),
        headline=headline(standing.verdict, obligation=key.obligation),
        choices=tuple(
            _choice(
                candidate,
                line_of(rows[candidate.activity_id]),
                key=key,
                names=names,
                proposed=proposed.get(candidate.activity_id),
            )
            for candidate in found
        ),
    )


def _choice(candidate: Candidate, line: ActivityLine, *, key: WindowKey, names, proposed):
    verdict = candidate.verdict
    return Choice(
        activity=line,
        status=verdict.status,
        severity=verdict.severity.value,
        headline=headline(verdict, obligation=key.obligation),
        changes=tuple(_change(was, then, names=names) for was, then in candidate.others),
        proposed=proposed,
    )


def _figure(verdict: Verdict) -> str:
    return f"{plain(verdict.counted)} / {plain(verdict.required)}"


def _change(was: Verdict, then: Verdict, *, names: dict[int, str]) -> Change:
    return Change(
        name=names.get(was.obligation_id, ""),
        window=window_label(was.window),
        was=f"{_figure(was)} {status_word(was.status) if was.status else ''}".strip(),
        would_be=f"{_figure(then)} {status_word(then.status) if then.status else ''}".strip(),
    )


def _names(found: list[Candidate]) -> dict[int, str]:
    ids = {was.obligation_id for candidate in found for was, _then in candidate.others}
    return dict(Obligation.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _proposed(key: WindowKey) -> dict[int, RectificationStep]:
    """By activity, those proposed and not answered since."""
    found: dict[int, RectificationStep] = {}
    kinds = RectificationStepKind
    for step in steps_of(key.obligation, starts_on=key.starts_on, trigger=key.trigger):
        if step.kind == kinds.PROPOSED:
            found[step.activity_id] = step
        elif step.activity_id:
            found.pop(step.activity_id, None)
    return found
