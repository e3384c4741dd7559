"""What an activity of some types is told beside its facts: secondments and donations.

Each is one row beside the activity, so that one entry serves the record and the count: who
was sent, where and for how long, the amount and the pieces stand in the activity alone.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pairing.models import Person, Proposal, ProposalState


class Secondment(models.Model):
    """The file of one secondee. The activity says who, from where to where, and the days, its
    last day as agreed; ``ended_on`` is the real last day where it is another one, known to
    both schools from ``ended_known_on`` on."""

    activity = models.OneToOneField(
        "activities.Activity", on_delete=models.PROTECT, related_name="secondment"
    )
    planned_starts_on = models.DateField(_("planned from"), null=True, blank=True)
    planned_ends_on = models.DateField(_("planned until"), null=True, blank=True)
    post = models.CharField(_("post held at the host school"), max_length=60, blank=True)
    mentor = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mentor at the host school"),
    )
    meetings = models.PositiveSmallIntegerField(_("meetings attended"), null=True, blank=True)
    lessons_a_week = models.PositiveSmallIntegerField(
        _("lessons a week"), null=True, blank=True
    )
    board_note = models.CharField(_("board and lodging"), max_length=200, blank=True)
    cost_note = models.CharField(_("costs and who pays"), max_length=200, blank=True)
    ended_on = models.DateField(_("real last day"), null=True, blank=True)
    ended_known_on = models.DateField(_("end known on"), null=True, blank=True)

    class Meta:
        verbose_name = _("secondment")
        verbose_name_plural = _("secondments")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_known_on=None)
                | Q(ended_on__isnull=False, ended_known_on__isnull=False),
                name="secondment_end_has_the_day_it_was_known",
            ),
        )

    def __str__(self) -> str:
        return str(self.activity)


class SecondmentEnd(Proposal):
    """One school says which day was really the last; the other confirms it."""

    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="ends")
    last_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta(Proposal.Meta):
        verbose_name = _("end of a secondment")
        verbose_name_plural = _("ends of secondments")
        ordering = ("proposed_at", "pk")
        constraints = (
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                fields=("secondment",),
                condition=Q(state=ProposalState.PROPOSED),
                name="one_open_end_a_secondment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment} {self.last_on}"


class Donation(models.Model):
    """What a donation was for, and its receipt. The amount, the pieces and the day it was
    received stand in the activity."""

    activity = models.OneToOneField(
        "activities.Activity", on_delete=models.PROTECT, related_name="donation"
    )
    purpose = models.CharField(_("purpose"), max_length=120, blank=True)
    receipt_number = models.CharField(_("receipt number"), max_length=40, blank=True)
    # Of the lines whose value is known, written with them: what a clause such as 每套价值220元
    # counts in yuan. It is no money given and never added to any.
    worth = models.DecimalField(
        _("worth of the goods, in yuan"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        editable=False,
    )

    class Meta:
        verbose_name = _("donation")
        verbose_name_plural = _("donations")

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def known_value(self) -> Decimal:
        """Yuan of the lines whose value is known. Reads ``lines``."""
        values = (line.value for line in self.lines.all())
        return sum((value for value in values if value is not None), start=Decimal(0))

    @property
    def unknown_lines(self) -> int:
        """Of how many lines nobody knows the value. Reads ``lines``."""
        return sum(line.value is None for line in self.lines.all())


class Condition(models.TextChoices):
    NEW = "new", pgettext_lazy("condition", "New")
    USED = "used", pgettext_lazy("condition", "Second-hand")


class DonationLine(models.Model):
    """One kind of goods. Its value is the unit's by the quantity, or the whole as stated, or
    not known."""

    donation = models.ForeignKey(Donation, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(_("goods"), max_length=60)
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("unit"), max_length=8, blank=True)
    condition = models.CharField(
        _("condition"), max_length=4, choices=Condition, default=Condition.NEW
    )
    unit_value = models.DecimalField(
        _("value of one, in yuan"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    total_value = models.DecimalField(
        _("value in all, in yuan"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("line of a donation")
        verbose_name_plural = _("lines of donations")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="donation_line_has_at_least_one_piece"
            ),
            models.CheckConstraint(
                condition=Q(unit_value=None) | Q(total_value=None),
                name="donation_line_states_its_value_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.quantity} {self.unit}".strip()

    @property
    def value(self) -> Decimal | None:
        """Yuan of the whole line, None when it is not known."""
        if self.unit_value is not None:
            return self.unit_value * self.quantity
        return self.total_value
