"""The states of an agreement and the moves between them; nothing else changes the state.

A move neither locks nor saves: ``agreements.services`` does both, with the event and the
messages that belong to it. Whether an agreement rests or has expired follows from the day and
is no move: see ``docs/decisions/0011-states-and-standings.md``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from agreements.models.choices import AgreementState

# What people move it to; the other two follow from the day.
MOVED_TO = tuple(
    state
    for state in AgreementState
    if state not in (AgreementState.SUSPENDED, AgreementState.EXPIRED)
)
# Signed by both: their duties are judged, also of those that ended since.
BINDING = (AgreementState.IN_FORCE, AgreementState.TERMINATED, AgreementState.SUPERSEDED)
BEFORE_SIGNING = (AgreementState.DRAFT, AgreementState.AGREED, AgreementState.APPROVED)


def may_open(agreement) -> bool:
    """Both agreed, and the bureau approved where the programme asks for it. Reads ``pairing``
    and its programme."""
    return not agreement.waits_for_approval


class Moves(models.Model):
    """``state`` is protected: set once by the constructor, then by a move alone."""

    state = FSMField(
        _("state"),
        max_length=12,
        choices=AgreementState,
        default=AgreementState.DRAFT,
        protected=True,
    )

    class Meta:
        abstract = True

    def refresh_from_db(self, using=None, fields=None, **options):
        """Reads the state anew too. A protected field may be set while it is not there; the
        mixin that django-fsm offers for this opens the field of the whole class meanwhile, for
        every other thread too."""
        if fields is None or "state" in fields:
            self.__dict__.pop("state", None)
        super().refresh_from_db(using=using, fields=fields, **options)
        if "state" not in self.__dict__:
            super().refresh_from_db(using=using, fields=["state"], **options)

    @property
    def waits_for_approval(self) -> bool:
        """Agreed by both, and the programme asks the bureau to approve before signing."""
        is_asked = self.pairing.programme.asks_for_approval
        return self.state == AgreementState.AGREED and is_asked

    # --- Moves --------------------------------------------------------------------------------
    @transition("state", source=AgreementState.DRAFT, target=AgreementState.AGREED)
    def become_agreed(self):
        """Both principals agree to the text as it stands."""

    @transition("state", source=AgreementState.AGREED, target=AgreementState.APPROVED)
    def become_approved(self):
        """The bureau's leading group approves what both agreed on."""

    @transition(
        "state",
        source=[AgreementState.AGREED, AgreementState.APPROVED],
        target=AgreementState.SIGNING,
        conditions=[may_open],
    )
    def open_to_signers(self):
        """Both may sign from now on."""

    @transition(
        "state",
        source=[*BEFORE_SIGNING, AgreementState.SIGNING],
        target=AgreementState.DRAFT,
    )
    def go_back(self):
        """Somebody who has to act returns it with a note."""

    @transition("state", source=AgreementState.SIGNING, target=AgreementState.IN_FORCE)
    def come_into_force(self):
        """The last signature (and seal, where it counts) is there."""

    @transition(
        "state",
        source=[AgreementState.IN_FORCE, AgreementState.SUPERSEDED],
        target=AgreementState.TERMINATED,
    )
    def end_early(self):
        """It ends before its last day, also one that was to give way later."""

    @transition("state", source=AgreementState.IN_FORCE, target=AgreementState.SUPERSEDED)
    def give_way(self):
        """Another agreement of the pairing, which renews it, came into force."""
