"""What one school proposes and the other confirms, outside the activities."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pairing.models.schools import School


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("Waiting for the other school")
    CONFIRMED = "confirmed", _("Confirmed by both schools")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Proposal(models.Model):
    """Proposed by one side, answered by the other; an answer is given once and stands."""

    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_by_school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed for")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.CharField(_("why it was returned"), max_length=200, blank=True)
    # One form filled once is one proposal, however often the button was pressed.
    form_token = models.UUIDField(unique=True, editable=False)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED) ^ Q(answered_at__isnull=False),
                name="%(class)s_is_answered_or_waits",
            ),
        )

    @property
    def is_waiting(self) -> bool:
        return self.state == ProposalState.PROPOSED

    @property
    def is_confirmed(self) -> bool:
        return self.state == ProposalState.CONFIRMED
