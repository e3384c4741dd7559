"""A scan that was sent and could not be kept yet: held for whoever sent it, for a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement


class HeldScanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """To whoever sent it and nobody else, not even the bureau: it is no signature yet."""
        return self.filter(owner=user.pk)


class HeldScan(models.Model):
    """The file of a form that came back with errors: browsers never give a file back. ``name``
    is what it was called where it was chosen, ``size`` in bytes. One a person and agreement;
    never served, only sent on with the next try."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("sent by")
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="held_scans"
    )
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    file = models.FileField(_("file"), upload_to="held/")
    held_at = models.DateTimeField(_("held since"))

    objects = HeldScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("held scan")
        verbose_name_plural = _("held scans")
        ordering = ("-held_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "agreement"), name="one_held_scan_a_person_and_agreement"
            ),
        )

    def __str__(self) -> str:
        return self.name
