"""Findings and refusals of this app in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pairing import services
from pairing.eligibility import Finding, Remark
from pairing.models import UrbanRural
from pairing.vocabulary import Stage

FINDINGS = {
    Finding.SUPPORTING_NOT_URBAN: gettext_lazy(
        "%(school)s supports but is classed as “%(urban_rural)s”: a supporting school is to be"
        " of the city or strong within its county."
    ),
    Finding.RECEIVING_URBAN: gettext_lazy(
        "%(school)s receives but is classed as “%(urban_rural)s”: a receiving school is to be"
        " of a town, the countryside or the mountains."
    ),
    Finding.CLASS_MISSING: gettext_lazy(
        "The urban-rural class of %(school)s is not entered: whether the two sides fit cannot"
        " be checked."
    ),
    Finding.STAGES_DIFFER: gettext_lazy(
        "The stages differ: the supporting school has %(supporting)s, the receiving school"
        " %(receiving)s. The pairing is allowed; duties of one stage may not apply."
    ),
    Finding.SCHOOL_ENDED: gettext_lazy(
        "%(school)s has been merged or closed; close the pairing or move it."
    ),
}

REFUSALS = {
    services.AlreadyEndedError: gettext_lazy("%(subject)s has ended before."),
    services.EndsBeforeItBeginsError: gettext_lazy(
        "The pairing %(subject)s begins later than that day. Choose a later day."
    ),
    services.SameSchoolError: gettext_lazy(
        "Both sides would be %(subject)s. Choose two different schools."
    ),
    services.AlreadyPairedError: gettext_lazy(
        "%(subject)s: this pairing stands already in the same programme."
    ),
    services.SchoolNotActiveError: gettext_lazy("%(subject)s has been merged or closed."),
    # Which school it is may be another bureau's matter.
    services.CodeTakenError: gettext_lazy("Another school bears this code."),
    services.CodeVoidedError: gettext_lazy(
        "This code belonged to a school that has ended or changed it; a voided code is not"
        " given again."
    ),
    services.NotInConsortiumError: gettext_lazy(
        "%(subject)s is not one of the consortium's schools."
    ),
    services.AccountTakenError: gettext_lazy("This user name is in use. Choose another."),
    services.ReasonMissingError: gettext_lazy("Say why."),
}


def sentence(remark: Remark) -> str:
    """The finding in the reader's language."""
    return FINDINGS[remark.finding] % {
        name: _word(name, value) for name, value in remark.facts.items()
    }


def refusal(error: services.PairingChangeError) -> str:
    """Why the change was refused, in the reader's language."""
    return REFUSALS[type(error)] % {"subject": error.subject}


def _word(name: str, value) -> str:
    if name == "urban_rural":
        return str(UrbanRural(value).label)
    if isinstance(value, list):
        return _(", ").join(str(Stage(code).label) for code in value)
    return str(value)
