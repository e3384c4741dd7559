"""The first draft of an agreement, or of an amendment to one."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from agreements.models import Agreement
from agreements.services.moving import refuse_ended, write
from pairing.models import CutRule
from records.models import User


@transaction.atomic
def draft(
    agreement: Agreement, *, by: User | None, at: datetime, cut_rule: CutRule | None = None
) -> Agreement:
    """Save the new ``agreement``, or amendment. What it leaves open is the programme's: the
    founding document, and the rule for windows cut short (an amendment has its agreement's).
    Raises PairingEndedError."""
    refuse_ended(agreement)
    origin = agreement.amends or agreement.pairing.programme
    agreement.cut_rule = cut_rule or origin.cut_rule
    if not (agreement.policy_title or agreement.policy_number or agreement.amends):
        agreement.policy_title = origin.policy_title
        agreement.policy_number = origin.policy_number
    agreement.created_on = localtime(at).date()
    agreement.save(force_insert=True)
    amends = agreement.amends.number if agreement.amends else ""
    write(agreement, "drafted", by=by, at=at, amends=amends)
    return agreement
