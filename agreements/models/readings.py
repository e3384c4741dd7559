"""A text being read into an agreement, and the templates that readings and agreements make."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from pairing.models import Bureau, Pairing, Programme
from pairing.permissions import is_bureau_staff, staff_bureau_ids
from records.models import Job


class ReadingState(models.TextChoices):
    OPEN = "open", _("Being read")
    DONE = "done", _("Finished")
    ABANDONED = "abandoned", _("Given up")


class Purpose(models.TextChoices):
    AGREEMENT = "agreement", _("An agreement of two schools")
    TEMPLATE = "template", _("A template of a programme")


class StaffQuerySet(models.QuerySet):
    """Rows of a bureau, seen by its staff and by that of the bureaus above it."""

    def visible_to(self, user):
        if not user.is_authenticated or not is_bureau_staff(user):
            return self.none()
        return self.filter(bureau__in=staff_bureau_ids(user))

    def for_list(self):
        return self.select_related("bureau", "owner")


class AgreementReading(models.Model):
    """One text at work. ``found`` is what the reader gave around the duties (heading, clauses),
    ``work`` the cards with what was decided (``agreements.readings.cards``), ``before`` the
    works of the last steps, the newest last, to go back to. ``entries`` are the fields of the
    last page as they were left. The file is kept as it came."""

    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, verbose_name=_("bureau"))
    purpose = models.CharField(
        _("what it becomes"), max_length=10, choices=Purpose, default=Purpose.AGREEMENT
    )
    file_name = models.CharField(_("file name"), max_length=200)
    source = models.FileField(_("file"), upload_to="readings/%Y/%m/")
    sha256 = models.CharField(_("checksum of the file"), max_length=64)
    text = models.TextField(_("text"))
    found = models.JSONField(_("what was found"), default=dict)
    work = models.JSONField(_("work"), default=dict)
    before = models.JSONField(_("earlier steps"), default=list)
    entries = models.JSONField(_("entries of the last page"), default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=ReadingState, default=ReadingState.OPEN
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("begun by")
    )
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))
    changed_by_name = models.CharField(_("changed by"), max_length=60, blank=True)
    agreement = models.OneToOneField(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reading",
        verbose_name=_("agreement"),
    )

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ("-changed_at", "-pk")

    def __str__(self) -> str:
        return self.file_name


class AgreementTemplate(models.Model):
    """A standard agreement of a programme. ``content`` are its clauses with their duties
    (``agreements.readings.plan``); a blank in it is filled in, or left, when it is issued."""

    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, verbose_name=_("bureau"))
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="templates",
        verbose_name=_("programme"),
    )
    name = models.CharField(_("name"), max_length=80)
    title = models.CharField(_("title"), max_length=80)
    policy_title = models.CharField(_("policy document"), max_length=120, blank=True)
    policy_number = models.CharField(_("document number"), max_length=40, blank=True)
    copies = models.PositiveSmallIntegerField(_("copies"), default=2)
    needs_seal = models.BooleanField(_("takes effect by signature and seal"), default=False)
    content = models.JSONField(_("content"))
    made_of = models.OneToOneField(
        AgreementReading,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="template",
        verbose_name=_("made of"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"))
    retired_at = models.DateTimeField(_("no longer issued since"), null=True, blank=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement template")
        verbose_name_plural = _("agreement templates")
        ordering = ("programme", "name", "pk")

    def __str__(self) -> str:
        return self.name


class TemplateRun(models.Model):
    """One order to issue a template to many pairings. ``rows`` say for each pairing its number,
    days and what fills the blanks; ``outcomes`` what became of it: a draft, or why there is
    none. ``token`` is that of the form: pressed twice it is one order."""

    template = models.ForeignKey(
        AgreementTemplate, on_delete=models.PROTECT, related_name="runs"
    )
    token = models.UUIDField(_("token of the form"), unique=True)
    rows = models.JSONField(_("what was ordered"))
    outcomes = models.JSONField(_("what became of it"), default=dict)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    ordered_at = models.DateTimeField(_("ordered at"))
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        verbose_name = _("order to issue a template")
        verbose_name_plural = _("orders to issue templates")
        ordering = ("-ordered_at", "-pk")

    def __str__(self) -> str:
        return f"{self.template} {self.ordered_at:%Y-%m-%d}"


class TemplateIssue(models.Model):
    """One draft made of a template. A pairing has one of each: pressing twice adds none."""

    template = models.ForeignKey(
        AgreementTemplate, on_delete=models.PROTECT, related_name="issues"
    )
    pairing = models.ForeignKey(
        Pairing, on_delete=models.PROTECT, related_name="template_issues"
    )
    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="template_issue"
    )
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("issue of a template")
        verbose_name_plural = _("issues of templates")
        ordering = ("template", "pairing", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("template", "pairing"), name="template_issued_once_a_pairing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.template} {self.pairing}"
