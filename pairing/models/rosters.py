"""Rosters: mentor pairs, and the teachers or schools that a duty counts one by one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.models.mentors import MentorGroup
from pairing.models.pairings import Pairing
from pairing.models.people import Person
from pairing.models.schools import School
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
    """One member of a roster, both days included. A mentor pair names mentor and mentee.

    A pair of a mentor group stands here for the counting; the group's page keeps it.
    ``mentor_names`` are all its mentors, ``pair_key`` its lasting key. ``ended_on`` is a last
    day earlier than agreed, ``ended_known_on`` the day both schools knew it.
    """

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
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roster_entries",
        verbose_name=_("school"),
    )
    group = models.ForeignKey(
        MentorGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="entries",
        verbose_name=_("mentor group"),
    )
    mentor_names = models.CharField(_("mentors"), max_length=200, blank=True, editable=False)
    pair_key = models.CharField(max_length=200, blank=True, editable=False)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    ended_known_on = models.DateField(_("end known on"), null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(school=None) | Q(kind=RosterKind.SCHOOL),
                name="roster_entry_names_a_school_only_among_schools",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_known_on=None)
                | Q(ended_on__gte=F("starts_on"), ended_known_on__isnull=False),
                name="roster_entry_ended_on_or_after_its_first_day",
            ),
        )

    def __str__(self) -> str:
        if self.kind == RosterKind.SCHOOL and self.school_id:
            return str(self.school)
        mentors = self.mentor_names or (self.mentor_id and self.mentor.name)
        return f"{mentors} — {self.person}" if mentors else str(self.person)

    def clean(self):
        """Each kind of roster names what it counts, and nothing else."""
        super().clean()
        wanted = WANTED.get(self.kind, ())
        wrong = {}
        for name in ("mentor", "person", "school"):
            is_given = getattr(self, f"{name}_id") is not None
            if name in wanted and not is_given:
                wrong[name] = ValidationError(MISSING[name], code="required")
            elif name not in wanted and is_given:
                wrong[name] = ValidationError(
                    _("A roster of this kind names nobody here: leave it empty."),
                    code="unasked",
                )
        if wrong:
            raise ValidationError(wrong)

    @property
    def last_on(self):
        """The last day, None while none is agreed."""
        return self.ended_on or self.ends_on


WANTED = {
    RosterKind.MENTOR_PAIR: ("mentor", "person"),
    RosterKind.TEACHER: ("person",),
    RosterKind.SCHOOL: ("school",),
}
MISSING = {
    "mentor": _("Choose the mentor."),
    "person": _("Choose the mentee or teacher."),
    "school": _("Choose the school."),
}
