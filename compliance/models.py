"""What is kept of verdicts: the latest of each window, years filed; decisions on windows stand
in ``compliance.decisions``."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Obligation
from compliance.decisions import (
    MakeUp,
    Rectification,
    RectificationStep,
    RectificationStepKind,
    Violation,
)
from compliance.standings import Standing
from pairing.access import scope_of
from pairing.models import Pairing, SupportArea

__all__ = [
    "Filing",
    "MakeUp",
    "Rectification",
    "RectificationStep",
    "RectificationStepKind",
    "Standing",
    "Status",
    "StoredVerdict",
    "Violation",
]


class Status(models.TextChoices):
    """The eight words of a verdict; the values are those of ``engine.verdicts.Status``."""

    NOT_DUE = "not_due", _("Not begun")
    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    MET = "met", _("Met")
    MET_LATE = "met_late", _("Met late")
    BREACHED = "breached", _("Not met")
    EXCEEDED = "exceeded", _("Past the maximum")
    EXEMPT = "exempt", _("Exempt")


class StoredVerdictQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "pairing__supporting_school__bureau__pk",
                "pairing__receiving_school__bureau__pk",
            ),
            schools=("pairing__supporting_school__pk", "pairing__receiving_school__pk"),
        )


class StoredVerdict(models.Model):
    """The verdict of one window of one whole obligation, as of ``judged_on``.

    It may be read up to and including ``valid_until``; past that day the pairing is judged
    anew. ``data`` is the verdict without the activities behind it (codes and facts, never
    sentences).
    """

    # Without an index of their own: each begins one of those below, or is never looked up by.
    pairing = models.ForeignKey(
        Pairing, on_delete=models.CASCADE, related_name="verdicts", db_index=False
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="verdicts")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.CASCADE, related_name="verdicts", db_index=False
    )
    support_area = models.ForeignKey(
        SupportArea, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField()
    last_useful_on = models.DateField(null=True)
    reached_on = models.DateField(null=True)  # the day the minimum was reached, while it is
    status = models.CharField(max_length=10, choices=Status, null=True)  # noqa: DJ001 -- no status
    severity = models.CharField(max_length=6)
    required = models.DecimalField(max_digits=14, decimal_places=2)
    counted = models.DecimalField(max_digits=14, decimal_places=2)
    waiting = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    trigger = models.BigIntegerField(default=0)
    stage = models.CharField(max_length=12, blank=True)
    data = models.JSONField()
    digest = models.CharField(max_length=32, blank=True)  # see ``keeping.Kept``
    judged_on = models.DateField()
    valid_until = models.DateField()
    # Of a window of a filed year the row holds what was filed; see ``compliance.frozen``.
    filed_on = models.DateField(null=True)
    filed_open = models.BooleanField(default=False)
    after_filing = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    objects = StoredVerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ("pairing", "obligation", "starts_on")
        constraints = (
            models.UniqueConstraint(
                fields=("obligation", "starts_on", "trigger", "stage"),
                name="one_stored_verdict_a_window",
            ),
        )
        indexes = (models.Index(fields=("pairing", "status")),)

    def __str__(self) -> str:
        return f"{self.obligation} {self.starts_on} {self.status}"


class FilingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "pairing__supporting_school__bureau__pk",
                "pairing__receiving_school__bureau__pk",
            ),
            schools=("pairing__supporting_school__pk", "pairing__receiving_school__pk"),
        )


class Filing(models.Model):
    """A year-end summary that was filed: its verdicts are frozen as they stood that day.

    ``first_on`` and ``last_on`` are the school year's days as filed, ``calendar`` its terms and
    special days: a calendar corrected later moves none of its windows. ``verdicts`` holds the
    verdicts (codes and facts) by agreement.
    """

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="filings")
    school_year = models.PositiveSmallIntegerField(_("school year, its first year"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    filed_on = models.DateField(_("filed on"))
    filed_at = models.DateTimeField(_("moment"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    filed_by_name = models.CharField(_("name at that time"), max_length=40)
    note = models.CharField(_("note"), max_length=200, blank=True)
    verdicts = models.JSONField(_("verdicts as filed"))
    calendar = models.JSONField(_("calendar as filed"))
    engine_version = models.PositiveSmallIntegerField()
    document = models.FileField(_("document"), upload_to="filings/%Y/", blank=True)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        constraints = (
            models.UniqueConstraint(
                fields=("pairing", "school_year"), name="one_filing_a_school_year"
            ),
            models.CheckConstraint(
                condition=Q(last_on__gt=F("first_on")), name="filed_year_has_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pairing} {self.school_year}"
