"""Rosters: mentor pairs, and the teachers or schools that a duty counts one by one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.models.pairings import Pairing
from pairing.models.people import Person
from pairing.vocabulary import Subject


class RosterKind(models.TextChoices):
    MENTOR_PAIR = "mentor_pairs", _("Mentor pair")
    TEACHER = "teachers", _("Teacher")
    SCHOOL = "schools", _("School")


class RosterEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "pairing__supporting_school__bureau__pk",
                "pairing__receiving_school__bureau__pk",
            ),
            schools=("pairing__supporting_school__pk", "pairing__receiving_school__pk"),
        )


class RosterEntry(models.Model):
    """One member of a roster, both days included. A mentor pair names mentor and mentee."""

    pairing = models.ForeignKey(
        Pairing, on_delete=models.PROTECT, related_name="roster", verbose_name=_("pairing")
    )
    kind = models.CharField(_("roster"), max_length=12, choices=RosterKind)
    mentor = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentees",
        verbose_name=_("mentor"),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roster_entries",
        verbose_name=_("mentee or teacher"),
    )
    subject = models.CharField(_("subject"), max_length=20, choices=Subject, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    entered_on = models.DateField(_("entered on"))

    objects = RosterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster entry")
        verbose_name_plural = _("rosters")
        ordering = ("pairing", "kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="roster_entry_ends_on_or_after_its_first_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.mentor} — {self.person}" if self.mentor_id else str(self.person)
