"""What people decide about single windows: make-ups, violations, and what follows a breach.

A window is named by its duty, its first day and the activity that set it off (``trigger``, 0
where none did). What was decided stays: it is answered by a later decision, never taken out.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import Activity
from agreements.models import Obligation
from pairing.access import scope_of
from pairing.models import School


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        pairing = "obligation__clause__agreement__pairing"
        return scope_of(user).narrow(
            self,
            bureaus=(
                f"{pairing}__supporting_school__bureau__pk",
                f"{pairing}__receiving_school__bureau__pk",
            ),
            schools=(f"{pairing}__supporting_school__pk", f"{pairing}__receiving_school__pk"),
        )


class MakeUp(models.Model):
    """The bureau accepts an activity for an earlier window that closed short."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="make_ups")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="make_ups"
    )
    window_starts_on = models.DateField(_("window that begins on"))
    trigger = models.BigIntegerField(_("window set off by"), default=0)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("accepted by")
    )
    accepted_by_name = models.CharField(_("name at that time"), max_length=40)
    accepted_on = models.DateField(_("accepted on"))
    reason = models.CharField(_("reason"), max_length=200)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("make-up")
        verbose_name_plural = _("make-ups")
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "obligation"), name="one_make_up_an_activity_and_duty"
            ),
        )

    def __str__(self) -> str:
        return f"{self.activity} {self.window_starts_on}"


class Violation(models.Model):
    """A breach of a must-not, recorded by an inspector or the bureau. One recorded by error is
    struck: from that day on it is not held against anybody, and it stays readable."""

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="violations"
    )
    held_on = models.DateField(_("day"))
    recorded_on = models.DateField(_("recorded on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_by_name = models.CharField(_("name at that time"), max_length=40, blank=True)
    note = models.CharField(_("what was seen"), max_length=200)
    struck_on = models.DateField(_("struck on"), null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("struck by"),
    )
    struck_by_name = models.CharField(
        _("struck by, name at that time"), max_length=40, blank=True
    )
    strike_reason = models.CharField(_("why it was struck"), max_length=200, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("violation")
        verbose_name_plural = _("violations")
        ordering = ("held_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(struck_on=None, strike_reason="")
                | (Q(struck_on__isnull=False) & ~Q(strike_reason="")),
                name="violation_is_struck_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation} {self.held_on}"


class RectificationStepKind(models.TextChoices):
    NOTIFIED = "notified", _("The bureau asks for an explanation")
    EXPLAINED = "explained", _("The school explains")
    PLANNED = "planned", _("The school says how it makes up for it")
    PROPOSED = "proposed", _("The school proposes an activity as make-up")
    ACCEPTED = "accepted", _("The bureau accepts the make-up")
    REFUSED = "refused", _("The bureau does not accept the make-up")
    CLOSED = "closed", _("The bureau leaves it at that")


class Rectification(models.Model):
    """What followed when one window closed short: 整改. One record a window, made by the first
    step of whoever takes it; what is going on is told by its ``steps``."""

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="rectifications"
    )
    window_starts_on = models.DateField(_("window that begins on"))
    trigger = models.BigIntegerField(_("window set off by"), default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("after a breach", "rectification")
        verbose_name_plural = pgettext_lazy("after a breach", "rectifications")
        constraints = (
            models.UniqueConstraint(
                fields=("obligation", "window_starts_on", "trigger"),
                name="one_rectification_a_window",
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation} {self.window_starts_on}"


class RectificationStep(models.Model):
    """One step: who, when, what. Written once, never changed. ``school`` is empty for the
    bureau. ``by_on``: the day to answer by (a notice) or to have made up by (a plan).
    ``activity`` is what is proposed, accepted or refused; ``named`` what an explanation names.
    """

    rectification = models.ForeignKey(
        Rectification, on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(_("step"), max_length=10, choices=RectificationStepKind)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.CharField(_("in words"), max_length=500)
    quantity = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    by_on = models.DateField(_("by"), null=True, blank=True)
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rectification_steps",
    )
    named = models.ManyToManyField(Activity, blank=True, related_name="+")
    at = models.DateTimeField(_("moment"))
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name at that time"), max_length=40)

    class Meta:
        verbose_name = _("step of a rectification")
        verbose_name_plural = _("steps of rectifications")
        ordering = ("rectification", "at", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
