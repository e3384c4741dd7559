"""Bureaus, schools and units, their codes, sites and support areas."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from pairing.access import scope_of
from pairing.fields import CodeListField
from pairing.vocabulary import STAGES_IN_ORDER, Stage


class BureauQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(self, bureaus=("pk",), schools=("schools__pk",))


class Bureau(models.Model):
    """An education bureau. A city's bureau has the counties' below it and sees into them."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    short_name = models.CharField(_("short name"), max_length=20, blank=True)
    division_code = models.CharField(
        _("administrative division code"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{6}$", _("Six digits, as in GB/T 2260."))],
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("bureau above"),
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = BureauQuerySet.as_manager()

    class Meta:
        verbose_name = _("bureau")
        verbose_name_plural = _("bureaus")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class SupportAreaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self, bureaus=("bureau__pk",), schools=("bureau__schools__pk",), or_empty="bureau"
        )


class SupportArea(models.Model):
    """One of the areas of support. Those without a bureau are the five that hold everywhere."""

    bureau = models.ForeignKey(
        Bureau, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("bureau")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = SupportAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("support area")
        verbose_name_plural = _("support areas")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("bureau", "code"), name="support_area_code_once_a_bureau"
            ),
            models.UniqueConstraint(
                fields=("code",),
                condition=Q(bureau=None),
                name="support_area_code_once_everywhere",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SchoolKind(models.TextChoices):
    SCHOOL = "school", _("School")
    UNIT = "unit", _("Unit that is no school")


class SchoolStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    MERGED = "merged", _("Merged into another")
    CLOSED = "closed", _("Closed")


class UrbanRural(models.TextChoices):
    MAIN_CITY = "111", _("111 Main urban area")
    CITY_FRINGE = "112", _("112 Urban fringe")
    TOWN_CENTRE = "121", _("121 Town centre")
    TOWN_FRINGE = "122", _("122 Town fringe")
    SPECIAL = "123", _("123 Special area")
    TOWNSHIP_CENTRE = "210", _("210 Township centre")
    VILLAGE = "220", _("220 Village")


class SchoolType(models.TextChoices):
    KINDERGARTEN = "111", _("111 Kindergarten")
    PRIMARY = "211", _("211 Primary school")
    TEACHING_POINT = "218", _("218 Primary teaching point")
    JUNIOR = "311", _("311 Junior high school")
    NINE_YEAR = "312", _("312 Nine-year school")
    COMPLETE = "341", _("341 Complete secondary school")
    SENIOR = "342", _("342 Senior high school")
    TWELVE_YEAR = "345", _("345 Twelve-year school")
    VOCATIONAL = "361", _("361 Vocational school")
    SPECIAL = "511", _("511 Special education school")


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own area's schools; for a school, itself and those it is paired with."""
        return scope_of(user).narrow(
            self,
            bureaus=(
                "bureau__pk",
                "supports__receiving_school__bureau__pk",
                "receives__supporting_school__bureau__pk",
            ),
            schools=(
                "pk",
                "supports__receiving_school__pk",
                "receives__supporting_school__pk",
            ),
        )

    def active(self):
        return self.filter(status=SchoolStatus.ACTIVE)

    def for_list(self, *, pairings):
        """Everything a list of schools shows, in one query: how many of ``pairings`` each
        supports and receives in."""
        counted = self.select_related("bureau").annotate(
            supports_count=Count("supports", filter=Q(supports__in=pairings), distinct=True),
            receives_count=Count("receives", filter=Q(receives__in=pairings), distinct=True),
        )
        return counted.order_by(*self.model._meta.ordering)  # a GROUP BY drops it

    def for_file(self, *, consortia):
        """One school with its bureau, former codes, teaching points and those of ``consortia``
        it belongs to."""
        return self.select_related("bureau", "successor").prefetch_related(
            "codes", "sub_sites", models.Prefetch("consortia", queryset=consortia)
        )


class School(models.Model):
    """A school, or a unit that is none (a party branch, a clinic). Which side it stands on is
    said by each pairing, never here. ``code`` is the 10-digit 学校(机构)标识码; it is unique
    among active schools and may be empty (teaching points)."""

    kind = models.CharField(_("kind"), max_length=10, choices=SchoolKind, default="school")
    bureau = models.ForeignKey(
        Bureau, on_delete=models.PROTECT, related_name="schools", verbose_name=_("bureau")
    )
    name = models.CharField(_("full name, as on the seal"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    code = models.CharField(
        _("school code"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{10}$", _("The school code has ten digits."))],
    )
    local_code = models.CharField(_("local code"), max_length=20, blank=True)
    school_type = models.CharField(
        _("school type"), max_length=3, choices=SchoolType, blank=True
    )
    stages = CodeListField(_("stages"), vocabulary=Stage)
    urban_rural_code = models.CharField(
        _("urban-rural class"), max_length=3, choices=UrbanRural, blank=True
    )
    district = models.CharField(_("school district"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    staff_total = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=SchoolStatus, default=SchoolStatus.ACTIVE
    )
    ended_on = models.DateField(_("merged or closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("merged into")
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    sort_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ("order", "sort_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("code",),
                condition=Q(status="active") & ~Q(code=""),
                name="school_code_once_among_active_schools",
            ),
            models.UniqueConstraint(
                fields=("bureau", "name"),
                condition=Q(status="active"),
                name="school_name_once_among_active_schools_of_a_bureau",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = "".join(lazy_pinyin(self.name))[:200]
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The short name where there is one: for cards and lists."""
        return self.short_name or self.name

    @property
    def lowest_stage(self) -> str:
        """The lowest of its stages; a unit that is no school follows the primary calendar."""
        return next((s for s in STAGES_IN_ORDER if s in self.stages), Stage.PRIMARY)

    @property
    def stage_labels(self) -> list[str]:
        """Its stages in words, lowest first."""
        return [str(stage.label) for stage in STAGES_IN_ORDER if stage in self.stages]


class SchoolCode(models.Model):
    """A code the school bore, inclusive days. A voided code is never given again."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(_("school code"), max_length=10)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("former school code")
        verbose_name_plural = _("former school codes")
        ordering = ("starts_on",)

    def __str__(self) -> str:
        return self.code


class SubSite(models.Model):
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="sub_sites", verbose_name=_("school")
    )
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("teaching point")
        verbose_name_plural = _("teaching points")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
