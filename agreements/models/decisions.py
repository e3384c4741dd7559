"""What people decide about one window: a waiver, a head-count agreed on."""

from django.conf import settings
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
                fields=("obligation", "window_starts_on"), name="one_waiver_a_window"
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
