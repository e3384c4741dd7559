"""Programmes set the rules; rounds give them years."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.fields import CodeListField
from pairing.models.schools import Bureau


class CutRule(models.TextChoices):
    HALF = "half", _("Full if at least half of the teaching days remain, else exempt")
    FULL = "full", _("Always in full")
    PRORATED = "prorated", _("In proportion to the teaching days, rounded up")
    EXEMPT = "exempt", _("Exempt")


class YearMeaning(models.TextChoices):
    AGREEMENT_YEAR = "agreement_year", _("Agreement year")
    SCHOOL_YEAR = "school_year", _("School year")
    CALENDAR_YEAR = "calendar_year", _("Calendar year")


class SigningWay(models.TextChoices):
    """How the agreements of a programme are signed."""

    PAPER = "paper", _("On paper: sign and seal, send the scan")
    SYSTEM = "system", _("In the system by the principal (not a seal)")
    EITHER = "either", _("Either, as each school likes")


class AgreementPart(models.TextChoices):
    """A section that a programme may ask of its agreements."""

    TIME = "time", _("Time")
    CONTENT = "content", _("Content")
    PROJECTS = "projects", _("Projects")
    METHODS = "methods", _("Methods")
    GOALS = "goals", _("Goals by stages")


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "bureau__pk",
                "pairings__supporting_school__bureau__pk",
                "pairings__receiving_school__bureau__pk",
            ),
            schools=("pairings__supporting_school__pk", "pairings__receiving_school__pk"),
        )


class Programme(models.Model):
    """A support campaign with its founding document and the rules verdicts follow.

    ``tolerance`` is a share (0.20 is twenty points behind the teaching days gone).
    ``late_entry_days`` empty: no limit on late entry.
    """

    bureau = models.ForeignKey(
        Bureau, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("bureau")
    )
    name = models.CharField(_("name"), max_length=80)
    policy_title = models.CharField(_("founding document"), max_length=120, blank=True)
    policy_number = models.CharField(_("document number"), max_length=40, blank=True)
    cut_rule = models.CharField(
        _("windows cut short"), max_length=10, choices=CutRule, default=CutRule.HALF
    )
    year_meaning = models.CharField(
        _("“every year” means"),
        max_length=15,
        choices=YearMeaning,
        default=YearMeaning.AGREEMENT_YEAR,
    )
    tolerance = models.DecimalField(
        _("tolerance before a warning"),
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.200"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_(
            "How far the share done may stay behind the share of time: 0.20 is 20 points."
        ),
    )
    silence_days = models.PositiveSmallIntegerField(
        _("days until silence is shown"), default=14
    )
    late_entry_days = models.PositiveSmallIntegerField(
        _("limit on late entry, in days"), null=True, blank=True
    )
    break_counts_for_term_just_ended = models.BooleanField(
        _("activities in a break count for the term just ended"), default=False
    )
    asks_for_approval = models.BooleanField(
        _("the bureau approves an agreement before it is signed"), default=False
    )
    signing_way = models.CharField(
        _("agreements are signed"), max_length=8, choices=SigningWay, default=SigningWay.EITHER
    )
    mandatory_sections = CodeListField(
        _("sections an agreement must have"),
        vocabulary=AgreementPart,
        help_text=_("It is not signed while one of them is missing or empty."),
    )
    files_on_entry = models.BooleanField(
        _("an agreement is filed when it comes into force"), default=True
    )
    # The rules of verdicts as they were before the day ``until``, the oldest first.
    former_rules = models.JSONField(default=list, blank=True, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(programme__in=Programme.objects.visible_to(user))


class Round(models.Model):
    """One round of a programme, both days included."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("programme")
    )
    number = models.PositiveSmallIntegerField(_("round number"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("programme", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "number"), name="round_number_once_a_programme"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="round_ends_on_or_after_its_first_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"
