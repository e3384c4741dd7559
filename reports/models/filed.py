"""A filed document: written once with its file, its data and both checksums."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from pairing.access import scope_of
from pairing.models import Bureau, Pairing, School
from records.models import AppendOnlyError
from reports.archive_storage import archive_storage


class FiledKind(models.TextChoices):
    AGREEMENT = "agreement", _("Agreement")
    AMENDMENT = "amendment", _("Supplementary agreement")
    PAIRING_SUMMARY = "pairing_summary", _("Year-end summary of a pairing")
    SCHOOL_SUMMARY = "school_summary", _("Year-end summary of a school")
    CLOSING_SUMMARY = "closing_summary", _("Closing summary of a pairing")


class Retention(models.TextChoices):
    """How long a document is kept; the values are those of an archive number (DA/T 22)."""

    PERMANENT = "Y", _("For good")
    YEARS_30 = "D30", _("30 years")
    YEARS_10 = "D10", _("10 years")


class FiledDocumentQuerySet(models.QuerySet):
    def update(self, **values):
        raise AppendOnlyError(f"filed documents are never changed: {sorted(values)}")

    def delete(self):
        raise AppendOnlyError("filed documents are never deleted")

    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "bureau__pk",
                "pairing__supporting_school__bureau__pk",
                "pairing__receiving_school__bureau__pk",
                "school__bureau__pk",
            ),
            schools=(
                "pairing__supporting_school__pk",
                "pairing__receiving_school__pk",
                "school__pk",
            ),
        )

    def current(self):
        """Those that no later one has taken the place of."""
        return self.filter(superseded_on=None)

    def with_code(self, code: str):
        """Those a code in capitals (6100-1910-AB12) leads to: the code of their data, or of the
        text that was signed."""
        return self.filter(Q(code=code) | Q(text_code=code)).exclude(code="")

    def for_list(self):
        """Everything a list shows, in one query. The data stay in the database."""
        return self.select_related(
            "pairing__supporting_school",
            "pairing__receiving_school",
            "agreement",
            "school",
            "supersedes",
        ).defer("data", "supersedes__data")

    def mark_superseded(self, *, on: date) -> int:
        """The one change a row may see; ``reports.archive`` alone asks for it."""
        return super().update(superseded_on=on)


class FiledDocument(models.Model):
    """One paper as it was filed. Written once; nothing is changed and nothing deleted.

    ``subject`` says what the paper is about (``agreement:7``): of each there is one that holds,
    the others are superseded by it. ``code`` is the short code of the enclosed data, printed
    with them; ``text_code`` that of the words that were signed. ``paper_number`` is the number
    the paper itself bears. ``title``, ``parties`` and
    ``bureau_name`` stay as they were.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=FiledKind)
    number = models.CharField(_("archive number"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField(_("year of filing"))
    serial = models.PositiveIntegerField(_("item number"))
    subject = models.CharField(max_length=60)
    paper_number = models.CharField(_("number on the paper"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=200)
    parties = models.JSONField(_("parties"), default=list)
    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, verbose_name=_("bureau"))
    bureau_name = models.CharField(_("bureau as filed"), max_length=60)
    pairing = models.ForeignKey(
        Pairing, on_delete=models.PROTECT, null=True, related_name="filed_documents"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, related_name="filed_documents"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, related_name="filed_documents"
    )
    school_year = models.PositiveSmallIntegerField(_("school year, its first year"), null=True)
    filed_on = models.DateField(_("filed on"))
    filed_at = models.DateTimeField(_("moment"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed_by_name = models.CharField(_("name at that time"), max_length=40, blank=True)
    code = models.CharField(_("code"), max_length=20, db_index=True)
    text_code = models.CharField(
        _("code of the text"), max_length=20, blank=True, db_index=True
    )
    data = models.JSONField(_("data"))
    data_sha256 = models.CharField(_("checksum of the data"), max_length=64, db_index=True)
    file = models.FileField(_("file"), storage=archive_storage, max_length=120)
    file_sha256 = models.CharField(_("checksum of the file"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("bytes"))
    retention = models.CharField(_("retention"), max_length=3, choices=Retention)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    superseded_on = models.DateField(_("superseded on"), null=True)

    objects = FiledDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("filed document")
        verbose_name_plural = _("filed documents")
        ordering = ("-filed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("bureau", "year", "serial"), name="item_number_once_a_bureau_and_year"
            ),
            models.UniqueConstraint(
                fields=("kind", "subject"),
                condition=Q(superseded_on=None),
                name="one_filed_document_holds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnlyError(f"filed document {self.pk} is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(f"filed document {self.pk} is never deleted")

    @property
    def is_superseded(self) -> bool:
        return self.superseded_on is not None


class ArchiveRulesQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(self, bureaus=("bureau__pk",))


class ArchiveRules(models.Model):
    """How one bureau numbers its filed documents and how long it keeps which kind. A change
    holds for what is filed from then on."""

    bureau = models.OneToOneField(
        Bureau, on_delete=models.PROTECT, related_name="archive_rules", verbose_name=_("bureau")
    )
    fonds = models.CharField(
        _("fonds number"),
        max_length=12,
        blank=True,
        help_text=_("As the archives gave it; without one the division code is used."),
    )
    category = models.CharField(
        _("category"), max_length=6, default="WS", help_text=_("WS: records of an office.")
    )
    agreement = models.CharField(
        _("agreements"), max_length=3, choices=Retention, default=Retention.YEARS_30
    )
    amendment = models.CharField(
        _("supplementary agreements"),
        max_length=3,
        choices=Retention,
        default=Retention.YEARS_30,
    )
    pairing_summary = models.CharField(
        _("year-end summaries of pairings"),
        max_length=3,
        choices=Retention,
        default=Retention.YEARS_30,
    )
    school_summary = models.CharField(
        _("year-end summaries of schools"),
        max_length=3,
        choices=Retention,
        default=Retention.YEARS_30,
    )
    closing_summary = models.CharField(
        _("closing summaries"), max_length=3, choices=Retention, default=Retention.YEARS_30
    )

    objects = ArchiveRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive rules")
        verbose_name_plural = _("archive rules")

    def __str__(self) -> str:
        return str(self.bureau)

    def retention_of(self, kind: str) -> str:
        return getattr(self, FiledKind(kind).value)
