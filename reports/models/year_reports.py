"""Reports in words: what schools write beside the figures of a year or a whole agreement."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import Agreement
from pairing.access import scope_of
from pairing.models import Pairing, Person, School


class ReportKind(models.TextChoices):
    PAIRING = "pairing", _("Year-end summary of a pairing")
    SCHOOL = "school", _("Year-end summary of a school")
    CLOSING = "closing", _("Closing summary")


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "Submitted")
    RETURNED = "returned", pgettext_lazy("report", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")


class ReportSection(models.TextChoices):
    """The sections in words; the codes are those of ``reports.documents.drafts``."""

    ORGANISATION = "organisation", _("Organisation and planning")
    WORK = "work", _("What was done")
    RESULTS = "results", _("Results")
    PROBLEMS = "problems", _("Problems")
    PLANS = "plans", _("Next steps")


class YearReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of a pairing both schools and their bureaus; of a school itself and its bureau."""
        return scope_of(user).narrow(
            self,
            bureaus=(
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


class YearReport(models.Model):
    """One report: of a pairing's or a school's school year, or of a whole agreement (whose
    pairing stands beside it). The row begins with the first words somebody writes.

    ``revision`` counts the changes of its words: who agrees or submits says which he read.
    ``agreed_at`` is the supporting school's yes to these very words; a change takes it back.
    ``accepted_on`` is the day whose figures it keeps from then on.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=ReportKind)
    pairing = models.ForeignKey(
        Pairing, on_delete=models.PROTECT, null=True, related_name="year_reports"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, related_name="year_reports"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, related_name="closing_reports"
    )
    school_year = models.PositiveSmallIntegerField(_("school year, its first year"), null=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT
    )
    revision = models.PositiveIntegerField(default=0)
    agreed_at = models.DateTimeField(_("agreed at"), null=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    accepted_on = models.DateField(_("accepted on"), null=True)

    objects = YearReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-school_year", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(kind="pairing", pairing__isnull=False, school=None, agreement=None)
                    & Q(school_year__isnull=False)
                    | Q(kind="school", pairing=None, school__isnull=False, agreement=None)
                    & Q(school_year__isnull=False)
                    | Q(kind="closing", pairing__isnull=False, school=None)
                    & Q(agreement__isnull=False, school_year=None)
                ),
                name="report_is_about_what_its_kind_says",
            ),
            models.UniqueConstraint(
                fields=("pairing", "school_year"),
                condition=Q(kind="pairing"),
                name="one_report_a_pairing_and_year",
            ),
            models.UniqueConstraint(
                fields=("school", "school_year"),
                condition=Q(kind="school"),
                name="one_report_a_school_and_year",
            ),
            models.UniqueConstraint(
                fields=("agreement",),
                condition=Q(kind="closing"),
                name="one_closing_report_an_agreement",
            ),
        )

    def __str__(self) -> str:
        about = self.pairing or self.school
        return f"{about} {self.school_year}" if self.school_year else f"{self.agreement}"

    @property
    def is_open(self) -> bool:
        """May still be written in."""
        return self.state in (ReportState.DRAFT, ReportState.RETURNED)


class _Kept(models.Model):
    """Who wrote it and when."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name at that time"), max_length=40)
    at = models.DateTimeField(_("moment"))

    class Meta:
        abstract = True


class PartQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(report__in=YearReport.objects.visible_to(user))


class SectionText(_Kept):
    """One version of a section. Written once, never changed: the last one counts; one that is
    a reset goes back to the draft made of the facts."""

    report = models.ForeignKey(YearReport, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(_("section"), max_length=12, choices=ReportSection)
    text = models.TextField(_("text"), blank=True)
    is_reset = models.BooleanField(_("back to the draft"), default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("section of a report")
        verbose_name_plural = _("sections of reports")
        ordering = ("report", "pk")

    def __str__(self) -> str:
        return f"{self.report} {self.get_section_display()}"


class EntryKind(models.TextChoices):
    CASE = "case", _("Case")
    PERSON = "person", _("Commended person")


class ReportEntry(_Kept):
    """A case (``title``, ``text``) or somebody to commend (``title`` is the name, ``text`` what
    he did). One that was changed or taken out is struck and stays."""

    report = models.ForeignKey(YearReport, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=6, choices=EntryKind)
    title = models.CharField(_("title"), max_length=60)
    text = models.TextField(_("text"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("person")
    )
    school_name = models.CharField(_("school"), max_length=80, blank=True)
    post = models.CharField(_("post"), max_length=40, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    place = models.PositiveIntegerField(default=0)
    struck_at = models.DateTimeField(_("struck at"), null=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("case or commended person")
        verbose_name_plural = _("cases and commended people")
        ordering = ("report", "kind", "place", "pk")

    def __str__(self) -> str:
        return self.title
