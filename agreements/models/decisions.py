"""What people decide about a duty: a waiver or a head-count of one window, a number agreed."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.obligations import Obligation


class WaiverQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(obligation__in=Obligation.objects.visible_to(user))


class Waiver(models.Model):
    """The bureau lifts the minimum of one duty for the window that begins on
    ``window_starts_on``. It lifts no maximum."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="waivers")
    window_starts_on = models.DateField(_("window that begins on"))
    # The activity that set the window off; 0 for a window of its own days.
    trigger = models.BigIntegerField(_("window set off by"), default=0)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("granted by")
    )
    granted_by_name = models.CharField(_("name at that time"), max_length=40)
    granted_on = models.DateField(_("granted on"))
    reason = models.CharField(_("reason"), max_length=200)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ("-granted_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("obligation", "window_starts_on", "trigger"), name="one_waiver_a_window"
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation} {self.window_starts_on}"


class Headcount(models.Model):
    """The head-count both agreed on for one window of a percentage."""

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="headcounts"
    )
    window_starts_on = models.DateField(_("window that begins on"))
    people = models.PositiveIntegerField(_("people"))
    agreed_on = models.DateField(_("agreed on"))

    class Meta:
        verbose_name = _("agreed head-count")
        verbose_name_plural = _("agreed head-counts")
        constraints = (
            models.UniqueConstraint(
                fields=("obligation", "window_starts_on"), name="one_headcount_a_window"
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation} {self.people}"


class NumberStepKind(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")


class NumberStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(obligation__in=Obligation.objects.visible_to(user))


class NumberStep(models.Model):
    """One school proposes a number for a duty that has none, the other agrees or answers with
    another. Written once, never changed; the last step says where the two stand."""

    obligation = models.ForeignKey(
        Obligation, on_delete=models.CASCADE, related_name="number_steps"
    )
    kind = models.CharField(_("step"), max_length=8, choices=NumberStepKind)
    side = models.CharField(
        _("side"),
        max_length=10,
        choices=[("supporting", _("supporting")), ("receiving", _("receiving"))],
    )
    number = models.PositiveIntegerField(_("at least"), validators=[MinValueValidator(1)])
    note = models.CharField(_("in words"), max_length=200, blank=True)
    at = models.DateTimeField(_("moment"))
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name at that time"), max_length=40)

    objects = NumberStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step towards a number")
        verbose_name_plural = _("steps towards a number")
        ordering = ("obligation", "at", "pk")

    def __str__(self) -> str:
        return f"{self.obligation} {self.number} {self.get_kind_display()}"
