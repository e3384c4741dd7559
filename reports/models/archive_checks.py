"""The weekly look at everything that is kept: how far it has come, and what is wrong."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.models import Bureau
from reports.models.filed import FiledDocument


class Fault(models.TextChoices):
    MISSING = "missing", _("the file is missing")
    CHANGED = "changed", _("the file has changed")  # its checksum or size is not the record's
    STRANGE_DATA = "strange_data", _("the file does not enclose the data it was filed with")
    CHANGED_RECORD = "changed_record", _("the data in the record have changed")
    NOT_ON_RECORD = "not_on_record", _("no record knows this file")


class ArchiveCheck(models.Model):
    """One round over all files. It is done in turns: ``section`` and ``position`` name what was
    looked at last, ``read`` counts the files read. ``claimed_at``: a worker is at it."""

    begun_at = models.DateTimeField(_("begun at"))
    claimed_at = models.DateTimeField(null=True)
    section = models.PositiveSmallIntegerField(default=0)
    position = models.CharField(max_length=200, blank=True)
    read = models.PositiveIntegerField(_("files read"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("check of the archive")
        verbose_name_plural = _("checks of the archive")
        ordering = ("-begun_at", "-pk")

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}"


class ArchiveFaultQuerySet(models.QuerySet):
    def visible_to(self, user):
        """To the bureau that looks after the file; of a filed document to whoever sees it."""
        own = scope_of(user).narrow(self, bureaus=("bureau__pk",)).values("pk")
        seen = FiledDocument.objects.visible_to(user).values("pk")
        return self.filter(Q(pk__in=own) | Q(document__in=seen))

    def standing(self):
        """Those that the last check that looked at the file still found."""
        return self.filter(gone_at=None)


class ArchiveFault(models.Model):
    """One thing wrong with one file, from the check that first found it to the one that did not
    find it again. ``record`` is what people call it, "" for a file that no record knows, which
    is of no ``bureau`` either. ``told_at``: when its bureau last had a message."""

    fault = models.CharField(_("fault"), max_length=14, choices=Fault)
    record = models.CharField(_("record"), max_length=80, blank=True)
    path = models.CharField(_("file"), max_length=200)
    document = models.ForeignKey(
        FiledDocument, on_delete=models.PROTECT, null=True, related_name="faults"
    )
    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, null=True)
    found_at = models.DateTimeField(_("found at"))
    last_check = models.ForeignKey(
        ArchiveCheck, on_delete=models.PROTECT, related_name="faults"
    )
    told_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    objects = ArchiveFaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("fault of the archive")
        verbose_name_plural = _("faults of the archive")
        ordering = ("record", "path", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("fault", "record", "path"),
                condition=Q(gone_at=None),
                name="one_standing_fault_a_file",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record or self.path} {self.fault}"
