"""A pack: many documents in one ZIP, made one by one, so that nothing is lost on the way."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import Agreement
from pairing.models import Pairing, Programme, School
from records.models import Job
from reports.models.filed import FiledDocument


class PackKind(models.TextChoices):
    YEAR = "year", _("Year-end pack of a programme")
    DOSSIER = "dossier", _("Dossier of a school")


class ItemKind(models.TextChoices):
    AGREEMENT = "agreement", _("Agreement")
    SUMMARY = "summary", _("Year-end summary of a pairing")
    FILED = "filed", _("Filed document")
    EVIDENCE = "evidence", _("Index of the evidence")
    LEDGER = "ledger", _("Ledger")
    STAYS = "stays", _("Secondments")
    DONATIONS = "donations", _("Donations")


class ItemState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("document of a pack", "Waiting")
    DONE = "done", pgettext_lazy("document of a pack", "Done")
    FAILED = "failed", pgettext_lazy("document of a pack", "Failed")


class PackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Made under the sight of who ordered it, and shown to nobody else."""
        return self if user.is_superuser else self.filter(ordered_by=user.pk)

    def for_list(self):
        return self.select_related("programme", "school", "job")


class Pack(models.Model):
    """What was ordered, and the job that last worked on it. ``school_year`` is the first year
    of it; a dossier holds all years and has none."""

    kind = models.CharField(_("kind"), max_length=10, choices=PackKind)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, related_name="+"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    school_year = models.PositiveSmallIntegerField(_("school year, its first year"), null=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ordered_at = models.DateTimeField(_("ordered at"))
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PackQuerySet.as_manager()

    class Meta:
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        ordering = ("-ordered_at", "-pk")

    def __str__(self) -> str:
        about = self.programme or self.school
        return f"{about} {self.school_year or ''}".strip()


class PackItem(models.Model):
    """One document of a pack. ``path`` is its place in the ZIP; ``file`` lies in the private
    storage and is shared with the archive where it was filed."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    path = models.CharField(max_length=240)
    kind = models.CharField(max_length=10, choices=ItemKind)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed = models.ForeignKey(
        FiledDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )
    school_year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=60, blank=True)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("document of a pack")
        verbose_name_plural = _("documents of a pack")
        ordering = ("pack", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("pack", "path"), name="a_place_in_a_pack_is_taken_once"
            ),
        )

    def __str__(self) -> str:
        return self.path
