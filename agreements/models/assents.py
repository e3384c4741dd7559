"""The texts that lay open for signing, and who agreed to a text or approved it before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, PartQuerySet


class FrozenText(models.Model):
    """The words of an agreement as they were opened for signing (``agreements.frozen``). One
    that was returned for changes keeps what it was; the next opening writes another."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="frozen_texts"
    )
    sha256 = models.CharField(_("checksum of the text"), max_length=64)
    text = models.JSONField()
    at = models.DateTimeField(_("moment"))

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("text open for signing")
        verbose_name_plural = _("texts open for signing")
        ordering = ("agreement", "at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "sha256"), name="frozen_text_once_an_agreement"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.sha256}"


class AssentSide(models.TextChoices):
    SUPPORTING = "supporting", _("supporting")
    RECEIVING = "receiving", _("receiving")
    BUREAU = "bureau", _("Bureau")


class AssentQuerySet(PartQuerySet):
    def standing(self):
        """Those that nobody has made void by returning the draft."""
        return self.filter(voided_at=None)


class Assent(models.Model):
    """A principal agrees to the words, or the bureau approves them. It is given to one text: to
    another one (``text_sha256``) it says nothing. Never deleted: a return makes it void.

    ``by_title`` is the post of a principal, or the name of the body that approved.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="assents")
    side = models.CharField(_("side"), max_length=10, choices=AssentSide)
    text_sha256 = models.CharField(_("checksum of the text"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name at that time"), max_length=40)
    by_title = models.CharField(_("capacity"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"))
    at = models.DateTimeField(_("moment"))
    note = models.CharField(_("in words"), max_length=200, blank=True)
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)

    objects = AssentQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement to a text")
        verbose_name_plural = _("agreements to a text")
        ordering = ("agreement", "at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "side", "text_sha256"),
                condition=Q(voided_at=None),
                name="one_standing_assent_a_side_to_a_text",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.by_name}"
