"""Mentor groups (师徒结对): who guides whom, as both schools agreed.

A group makes one pair of each mentee with all its mentors, so one for one is one pair, one
for three are three, three for two are two: a clause counts 对 by those who are guided, and
asks something 对每名帮扶对象. docs/decisions/0005 says why.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.models.pairings import Pairing
from pairing.models.people import Person
from pairing.models.proposals import Proposal, ProposalState
from pairing.vocabulary import Subject


class MentorGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "pairing__supporting_school__bureau__pk",
                "pairing__receiving_school__bureau__pk",
            ),
            schools=("pairing__supporting_school__pk", "pairing__receiving_school__pk"),
        )

    def running(self, on):
        """Confirmed by both and not over on the day ``on``; those still to begin included."""
        return self.filter(
            Q(until_on=None) | Q(until_on__gte=on),
            Q(ended_on=None) | Q(ended_on__gte=on),
            state=ProposalState.CONFIRMED,
        )

    def for_page(self):
        """Everything the page of the mentor groups shows, in a fixed number of queries."""
        return self.select_related(
            "pairing__supporting_school",
            "pairing__receiving_school",
            "proposed_by",
            "proposed_by_school",
            "answered_by",
            "replaces",
        ).prefetch_related(
            "members__person__school",
            "entries",
            "ends__proposed_by",
            "ends__proposed_by_school",
            "ends__answered_by",
            "replaces__members__person",
        )


class MentorGroup(Proposal):
    """One or more mentors for one or more mentees, from ``starts_on`` on. Never deleted: it
    ends (``ended_on``), or another takes its place (``replaced_by``)."""

    pairing = models.ForeignKey(
        Pairing,
        on_delete=models.PROTECT,
        related_name="mentor_groups",
        verbose_name=_("pairing"),
    )
    subject = models.CharField(_("subject"), max_length=20, choices=Subject, blank=True)
    goals = models.CharField(_("goals"), max_length=500, blank=True)
    starts_on = models.DateField(_("first day"))
    until_on = models.DateField(_("agreed until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("takes the place of"),
    )

    objects = MentorGroupQuerySet.as_manager()

    class Meta(Proposal.Meta):
        verbose_name = _("mentor group")
        verbose_name_plural = _("mentor groups")
        ordering = ("pairing", "-starts_on", "-pk")
        constraints = (
            *Proposal.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("starts_on")),
                name="mentor_group_is_agreed_until_its_first_day_or_later",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
                name="mentor_group_ended_on_or_after_its_first_day",
            ),
        )

    def __str__(self) -> str:
        return f"{_names(self.mentors)} — {_names(self.mentees)}"

    @property
    def mentors(self) -> list[Person]:
        return self._people(MentorSeat.MENTOR)

    @property
    def mentees(self) -> list[Person]:
        return self._people(MentorSeat.MENTEE)

    def _people(self, seat: str) -> list[Person]:
        return [member.person for member in self.members.all() if member.seat == seat]

    @property
    def last_on(self):
        """The last day, None while none is agreed."""
        return self.ended_on or self.until_on


def _names(people: list[Person]) -> str:
    return "、".join(person.name for person in people)


class MentorSeat(models.TextChoices):
    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class MentorGroupMember(models.Model):
    """A place in a group. The members of a group never change: another group takes over."""

    group = models.ForeignKey(MentorGroup, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mentor_seats", verbose_name=_("person")
    )
    seat = models.CharField(_("seat"), max_length=6, choices=MentorSeat)

    class Meta:
        verbose_name = _("member of a mentor group")
        verbose_name_plural = _("members of mentor groups")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("group", "person"), name="once_in_a_mentor_group"),
        )

    def __str__(self) -> str:
        return str(self.person)


class MentorGroupEnd(Proposal):
    """One side says that a group ends earlier than agreed; the other side confirms it."""

    group = models.ForeignKey(MentorGroup, on_delete=models.PROTECT, related_name="ends")
    last_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200)

    class Meta(Proposal.Meta):
        verbose_name = _("end of a mentor group")
        verbose_name_plural = _("ends of mentor groups")
        ordering = ("proposed_at", "pk")
        constraints = (
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                fields=("group",),
                condition=Q(state=ProposalState.PROPOSED),
                name="one_open_end_a_mentor_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.last_on}"
