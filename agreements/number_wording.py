"""Why a number was refused, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.services import NumberError

REFUSALS = {
    "NotOpenError": gettext_lazy(
        "Numbers are agreed on in a draft or in an agreement in force; this one is neither."
    ),
    "HasNumberError": gettext_lazy("Both schools have agreed on a number by now."),
    "NothingProposedError": gettext_lazy("No number has been proposed yet."),
    "OwnProposalError": gettext_lazy(
        "Your school proposed this number itself; the other school answers."
    ),
    "OtherNumberError": gettext_lazy(
        "The other school has answered with another number meanwhile. Look at it first."
    ),
    "ContradictionError": gettext_lazy("This number contradicts the rest of the duty."),
}


def refusal(error: NumberError) -> str:
    said = str(REFUSALS[type(error).__name__])
    if not error.sentences:
        return said
    return _("%(first)s %(more)s") % {"first": said, "more": " ".join(error.sentences)}
