"""Steps after a breach, whose turn it is, and why a decision was refused: in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.wording.quantities import day

STEPS = {
    "notified": _("The bureau asks for an explanation"),
    "explained": pgettext_lazy("step", "explains"),
    "planned": pgettext_lazy("step", "says how it makes up for it"),
    "proposed": pgettext_lazy("step", "proposes an activity as make-up"),
    "accepted": _("The bureau accepts the make-up"),
    "refused": _("The bureau does not accept the make-up"),
    "closed": _("The bureau leaves it at that"),
}
# By the last step taken: where the matter stands, for a line in a list.
STANDS = {
    "": _("Nothing said yet"),
    "notified": _("The school is asked to explain"),
    "explained": _("The school has explained"),
    "planned": _("To be made up for"),
    "proposed": _("A make-up is proposed"),
    "accepted": _("A make-up was accepted; still short"),
    "refused": _("A make-up was not accepted"),
    "closed": _("Left at that"),
}
REFUSALS = {
    "NotBreachedError": _("This period is not short any more: nothing is left to decide."),
    "FiledWindowError": _("The school year is filed: its verdicts stay as they are."),
    "FollowUpClosedError": _("The bureau has left it at that; only the bureau opens it again."),
    "NothingToMakeUpError": _("What must not be done cannot be made up for."),
    "NotMatchingError": _(
        "This activity would add nothing here: it is not confirmed, does not match what is"
        " short, or was held before the period closed."
    ),
    "NotProposedError": _("This activity was not proposed, or has been answered by now."),
    "AlreadyMadeUpError": _("This activity was accepted as make-up of this duty before."),
    "NoMustNotError": _("Violations are recorded only of what must not be done."),
    "DayOutsideWindowError": _(
        "%(day)s is not possible: choose a day from %(first_on)s to %(last_on)s."
    ),
    "AlreadyStruckError": _("This violation was struck before."),
}


def step_title(kind: str) -> str:
    """What was done; of a school's step without the school, which is named before it."""
    return str(STEPS[kind])


def standing_words(last_kind: str | None) -> str:
    return str(STANDS[last_kind or ""])


def refusal(error) -> str:
    """Why a ``DecisionError`` was raised."""
    return str(REFUSALS[type(error).__name__]) % {
        name: day(fact) for name, fact in error.facts.items()
    }
