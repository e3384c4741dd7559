"""The school calendar: terms of every stage, and the days that break the week."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.calendar_rules import day_problems, raise_for, term_problems
from pairing.models.schools import Bureau
from pairing.vocabulary import Stage


class TermSeason(models.TextChoices):
    AUTUMN = "autumn", _("First term (autumn)")
    SPRING = "spring", _("Second term (spring)")


class DayFigure(Func):
    """A day as one number, 2026-09-01 as 20260901, or its week-day, Sunday 0: arithmetic that
    both databases can do by themselves inside a constraint."""

    output_field = models.IntegerField()
    arity = 1

    def as_sqlite(self, compiler, connection, **context):
        template = f"CAST(strftime('{self.sqlite}', %(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template=self.postgresql, **context)


class AsNumber(DayFigure):
    sqlite = "%%%%Y%%%%m%%%%d"  # read as a template twice
    postgresql = (
        "(EXTRACT(YEAR FROM %(expressions)s) * 10000"
        " + EXTRACT(MONTH FROM %(expressions)s) * 100"
        " + EXTRACT(DAY FROM %(expressions)s))::integer"
    )


class WeekDay(DayFigure):
    sqlite = "%%%%w"
    postgresql = "EXTRACT(DOW FROM %(expressions)s)::integer"


class TermQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        """Refuses what contradicts itself or what is entered, as ``save`` does, and what is
        entered along with it. One query more."""
        objs = list(objs)
        standing = list(self.model.objects.filter(bureau__in={row.bureau_id for row in objs}))
        for place, row in enumerate(objs):
            row.clean_fields(exclude={"bureau"})
            raise_for(term_problems(row, row.alike([*standing, *objs[:place]])))
        return super().bulk_create(objs, *args, **kwargs)

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
            models.CheckConstraint(
                condition=Q(
                    GreaterThanOrEqual(AsNumber("starts_on"), F("school_year") * 10000 + 801)
                )
                & Q(LessThanOrEqual(AsNumber("ends_on"), F("school_year") * 10000 + 10831)),
                name="term_lies_in_its_school_year",
            ),
            models.CheckConstraint(
                condition=Q(midterm_on=None)
                | Q(midterm_on__gte=F("starts_on"), midterm_on__lte=F("ends_on")),
                name="term_holds_its_midterm_day",
            ),
        )

    def __str__(self) -> str:
        years = f"{self.school_year}—{self.school_year + 1}"
        return f"{years} {self.get_season_display()} {self.get_stage_display()}"

    def save(self, *args, **kwargs):
        self.clean_fields(exclude={"bureau"})
        self.clean()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.bureau_id and None not in (self.school_year, self.starts_on, self.ends_on):
            raise_for(term_problems(self, self.neighbours()))

    def neighbours(self) -> list["Term"]:
        """The other terms of the same bureau and stage that stand next to it or overlap it."""
        rows = Term.objects.filter(bureau=self.bureau_id, stage=self.stage)
        years = range(self.school_year - 1, self.school_year + 2)
        return list(rows.filter(school_year__in=years).exclude(pk=self.pk))

    def alike(self, others) -> list["Term"]:
        key = (self.bureau_id, self.stage)
        return [term for term in others if (term.bureau_id, term.stage) == key]


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
            models.CheckConstraint(
                condition=~Q(kind="make_up")
                | Q(Exact(WeekDay("day"), 0))
                | Q(Exact(WeekDay("day"), 6)),
                name="make_up_day_is_a_week_end_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name or self.get_kind_display()}"

    def save(self, *args, **kwargs):
        self.clean_fields(exclude={"bureau"})
        self.clean()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.day is not None:
            raise_for(day_problems(self, self.same_day()))

    def same_day(self) -> "CalendarDay | None":
        """What the same bureau (or everybody) has entered for the day."""
        rows = CalendarDay.objects.filter(bureau=self.bureau_id, day=self.day)
        return rows.exclude(pk=self.pk).first()
