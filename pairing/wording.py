"""Findings and refusals of this app in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pairing import services
from pairing.eligibility import Finding, Remark
from pairing.mentoring import MentorFinding, MentorRemark
from pairing.models import MentorGroup, UrbanRural
from pairing.services import proposals
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


MENTOR_FINDINGS = {
    MentorFinding.MENTOR_UNMARKED: gettext_lazy(
        "%(name)s is to guide but bears no mark such as backbone or subject leader."
    ),
    MentorFinding.MENTEE_NOT_YOUNG: gettext_lazy(
        "%(name)s is to be guided but is not marked as young or new."
    ),
    MentorFinding.SAME_SCHOOL: gettext_lazy("All of them work at the same school."),
    MentorFinding.OTHER_SUBJECT: gettext_lazy("%(name)s teaches another subject."),
    MentorFinding.ALREADY_GUIDED: gettext_lazy(
        "%(name)s is guided in this subject already, by %(mentor)s."
    ),
    MentorFinding.MANY_MENTEES: gettext_lazy("%(name)s would guide %(mentees)s people."),
    MentorFinding.HAS_LEFT: gettext_lazy("%(name)s left the school on %(left_on)s."),
}

PROPOSAL_REFUSALS = {
    proposals.NotYoursToProposeError: gettext_lazy(
        "Only a liaison of one of the two schools writes this down."
    ),
    proposals.NotYoursToAnswerError: gettext_lazy(
        "Only a liaison or the principal of the other school answers this."
    ),
    proposals.NotWaitingError: gettext_lazy(
        "This does not wait for an answer any more. Somebody may have been faster."
    ),
    proposals.AnswerMissingError: gettext_lazy(
        "Please say why, so that the other school can follow."
    ),
    proposals.NobodyNamedError: gettext_lazy("Please name at least one mentor and one mentee."),
    proposals.TwiceNamedError: gettext_lazy(
        "%(name)s cannot guide and be guided in the same group."
    ),
    proposals.StrangerNamedError: gettext_lazy("%(name)s works at neither of the two schools."),
    proposals.NotRunningError: gettext_lazy(
        "This is not confirmed yet, or it is over already. Nothing was changed."
    ),
    proposals.BeginsTooEarlyError: gettext_lazy(
        "Whoever takes over begins after %(first_on)s, the first day of the group before."
    ),
    proposals.EndsTooEarlyError: gettext_lazy(
        "The last day lies before the first, %(first_on)s."
    ),
    proposals.EndsTooLateError: gettext_lazy("The last day can be %(last_on)s at the latest."),
    proposals.EndWaitsError: gettext_lazy("One last day waits for an answer already."),
}


def mentor_sentence(remark: MentorRemark) -> str:
    """The finding in the reader's language."""
    return MENTOR_FINDINGS[remark.finding] % remark.facts


def proposal_refusal(error: proposals.ProposalError) -> str:
    """Why it was refused, in the reader's language."""
    return PROPOSAL_REFUSALS[type(error)] % error.facts


def group_form(group: MentorGroup) -> str:
    """One to one, one to two, three to two."""
    return _("%(mentors)s to %(mentees)s") % {
        "mentors": len(group.mentors),
        "mentees": len(group.mentees),
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
