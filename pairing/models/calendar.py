"""The school calendar: terms of every stage, and the days that break the week."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.models.schools import Bureau
from pairing.vocabulary import Stage


class TermSeason(models.TextChoices):
    AUTUMN = "autumn", _("First term (autumn)")
    SPRING = "spring", _("Second term (spring)")


class TermQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self, bureaus=("bureau__pk",), schools=("bureau__schools__pk",)
        )


class Term(models.Model):
    """One term of one stage, both days included. ``school_year`` is the year its autumn term
    begins in. ``midterm_on`` empty: the Friday of teaching week ⌈n/2⌉."""

    bureau = models.ForeignKey(
        Bureau, on_delete=models.PROTECT, related_name="terms", verbose_name=_("bureau")
    )
    school_year = models.PositiveSmallIntegerField(_("school year, its first year"))
    season = models.CharField(_("term"), max_length=6, choices=TermSeason)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    midterm_on = models.DateField(_("mid-term day"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("school calendar: terms")
        ordering = ("-school_year", "-season", "stage")
        constraints = (
            models.UniqueConstraint(
                fields=("bureau", "school_year", "season", "stage"), name="term_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="term_ends_on_or_after_its_first_day",
            ),
        )

    def __str__(self) -> str:
        years = f"{self.school_year}—{self.school_year + 1}"
        return f"{years} {self.get_season_display()} {self.get_stage_display()}"


class CalendarDayKind(models.TextChoices):
    HOLIDAY = "holiday", _("Holiday")
    MAKE_UP = "make_up", _("Working week-end")


class CalendarDayQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self, bureaus=("bureau__pk",), schools=("bureau__schools__pk",), or_empty="bureau"
        )


class CalendarDay(models.Model):
    """A holiday, or a week-end day worked instead. Without a bureau it holds everywhere."""

    bureau = models.ForeignKey(
        Bureau, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("bureau")
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=CalendarDayKind)
    name = models.CharField(_("name"), max_length=30, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("school calendar: special days")
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(fields=("bureau", "day"), name="special_day_once_a_bureau"),
            models.UniqueConstraint(
                fields=("day",), condition=Q(bureau=None), name="special_day_once_everywhere"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name or self.get_kind_display()}"
