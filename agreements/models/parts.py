"""The rows an agreement's words are made of: clauses in order, and who keeps its copies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, PartQuerySet, refuse_frozen
from pairing.models import SupportArea


class PartOfText(models.Model):
    """A row whose words are printed in the agreement: no longer changed once that is frozen."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **options):
        if self.is_printed(update_fields):
            refuse_frozen(**self.its_agreement())
        super().save(*args, update_fields=update_fields, **options)

    def delete(self, *args, **options):
        refuse_frozen(**self.its_agreement())
        return super().delete(*args, **options)

    def its_agreement(self) -> dict:
        """How to find its agreement among all."""
        return {"pk": self.agreement_id}

    def is_printed(self, update_fields) -> bool:
        """Whether a change of these fields (None: of all) changes what is printed."""
        return True


def place_of(label: str, *, parent: str | None) -> str:
    """Where a clause stands: the label of its section, then its own without the point."""
    own = label.rstrip(".．、")
    return f"{parent}{own}" if parent else own


class Clause(PartOfText):
    """One clause, in order. A section has no parent and carries a heading. The words of a
    clause are ``text``, then its obligations said back one after another, then ``closing``:
    a counted duty has no other wording than its obligation's."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="items"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(
        _("number"), max_length=10, help_text=_("As printed before the words.")
    )
    heading = models.CharField(_("heading"), max_length=80, blank=True)
    support_area = models.ForeignKey(
        SupportArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("support area"),
    )
    text = models.TextField(_("text before the duties"), blank=True)
    closing = models.TextField(_("text after the duties"), blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ("agreement", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "parent", "order"), name="clause_order_once_a_section"
            ),
            models.UniqueConstraint(
                fields=("agreement", "order"),
                condition=Q(parent=None),
                name="section_order_once_an_agreement",
            ),
        )

    def __str__(self) -> str:
        return self.place

    @property
    def place(self) -> str:
        """Where it stands: （二）4. Reads ``parent``."""
        return place_of(self.label, parent=self.parent.label if self.parent_id else "")


class CopyHolder(PartOfText):
    """Who keeps how many of the copies."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="copy_holders"
    )
    holder = models.CharField(_("holder"), max_length=60)
    count = models.PositiveSmallIntegerField(_("copies"), default=1)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder of copies")
        verbose_name_plural = _("holders of copies")
        ordering = ("agreement", "order", "pk")

    def __str__(self) -> str:
        return f"{self.holder} {self.count}"
