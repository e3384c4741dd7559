"""What every proposal of one school to the other shares: who answers, and once only."""

from datetime import date, datetime

from django.utils import timezone

from pairing.models import Pairing, Proposal, ProposalState, School
from pairing.permissions import can_answer, can_log_for, liaison_school_ids
from records.models import User


class ProposalError(Exception):
    """Forbidden; ``facts`` fill the sentence that ``pairing.wording`` has for it."""

    def __init__(self, proposal: Proposal | None = None, **facts) -> None:
        self.proposal, self.facts = proposal, facts
        super().__init__(f"{type(self).__name__}: {proposal or 'nothing yet'}")


class NotYoursToProposeError(ProposalError):
    """Only a liaison of one of the two schools proposes, and takes back the own proposal."""


class NotYoursToAnswerError(ProposalError):
    """Only the other school answers."""


class NotWaitingError(ProposalError):
    """It was answered before, or withdrawn."""


class AnswerMissingError(ProposalError):
    """To return something needs a reason, and so has the end of a group."""


class NobodyNamedError(ProposalError):
    """A group needs a mentor and a mentee."""


class TwiceNamedError(ProposalError):
    """Nobody guides himself; ``name`` stands on both sides."""


class StrangerNamedError(ProposalError):
    """``name`` works at neither of the two schools."""


class NotRunningError(ProposalError):
    """The group or the stay is not confirmed, or is over already."""


class BeginsTooEarlyError(ProposalError):
    """A group that takes another's place begins after that one's ``first_on``."""


class EndsTooEarlyError(ProposalError):
    """A last day lies on or after the first day, ``first_on``."""


class EndsTooLateError(ProposalError):
    """A last day lies on or before ``last_on``."""


class EndWaitsError(ProposalError):
    """One last day is waiting for an answer already."""


def day_of(at: datetime) -> date:
    """The day of the moment ``at`` in Shanghai."""
    return timezone.localtime(at).date()


def proposer(pairing: Pairing, *, school: School, by: User) -> dict:
    """The columns of who proposes. Raises NotYoursToProposeError."""
    if not pairing.side_of(school.pk) or not can_log_for(by, school):
        raise NotYoursToProposeError
    return {"proposed_by": by, "proposed_by_school": school}


def awaited(proposal: Proposal, *, pairing: Pairing, by: User) -> Proposal:
    """The proposal, locked, if it waits for ``by``."""
    proposal = locked(proposal)
    if not can_answer(by, proposal, pairing):
        raise NotYoursToAnswerError(proposal)
    return _waiting(proposal)


def taken_back(proposal: Proposal, *, by: User, at: datetime) -> Proposal:
    """Withdraw it, if it waits and is the own school's."""
    proposal = locked(proposal)
    if proposal.proposed_by_school_id not in liaison_school_ids(by):
        raise NotYoursToProposeError(proposal)
    return settle(_waiting(proposal), ProposalState.WITHDRAWN, by=by, at=at)


def locked(proposal: Proposal) -> Proposal:
    rows = type(proposal).objects.select_for_update(of=("self",))
    return rows.get(pk=proposal.pk)


def settle(
    proposal: Proposal, state: ProposalState, *, by: User, at: datetime, answer: str = ""
) -> Proposal:
    proposal.state, proposal.answer = state, answer
    proposal.answered_by, proposal.answered_at = by, at
    proposal.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    return proposal


def reason_of(reason: str, *, proposal: Proposal | None = None) -> str:
    if not (reason := reason.strip()):
        raise AnswerMissingError(proposal)
    return reason


def _waiting(proposal: Proposal) -> Proposal:
    if not proposal.is_waiting:
        raise NotWaitingError(proposal)
    return proposal
