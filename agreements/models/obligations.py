"""One counted clause is one obligation: the row that is printed and the row that is judged."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.choices import (
    CoverageOf,
    DueKind,
    EachOfKind,
    Measure,
    Modality,
    Party,
    Period,
    SeasonKind,
    Venue,
)
from agreements.models.parts import Clause, PartOfText
from agreements.models.rules import LINE_RULES, OBLIGATION_RULES
from agreements.validators import (
    line_alone_problems,
    lines_problems,
    problems_of,
    quota_problems,
    whole_problems,
)
from agreements.wording import raise_for
from pairing.access import scope_of
from pairing.fields import CodeListField
from pairing.models import SupportArea, TermSeason
from pairing.vocabulary import (
    ActivityType,
    Content,
    Grade,
    Role,
    Stage,
    Subject,
    Topic,
)

# What the two schools agree on later where a duty was signed without a number: the text that
# was signed keeps its blank.
AGREED_LATER = frozenset({"minimum", "uncounted", "number_agreed_on"})
RELATIONS = frozenset({"clause", "support_area", "part_of", "replaces"})


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "clause__agreement__pairing__supporting_school__bureau__pk",
                "clause__agreement__pairing__receiving_school__bureau__pk",
            ),
            schools=(
                "clause__agreement__pairing__supporting_school__pk",
                "clause__agreement__pairing__receiving_school__pk",
            ),
        )

    def bulk_create(self, objs, *args, **kwargs):
        """Refuses what contradicts itself, as ``save`` does."""
        objs = list(objs)
        for row in objs:
            row.refuse_contradictions()
        return super().bulk_create(objs, *args, **kwargs)


class Obligation(PartOfText):
    """Who owes what, by whom, where, how many, how often, by when. Codes only; its Chinese
    sentence is made by ``agreements.rendering``. Amounts are in yuan. Empty lists ask for
    nothing. ``replaces`` names the duty that an amendment puts this one in the place of.
    """

    clause = models.ForeignKey(
        Clause, on_delete=models.CASCADE, related_name="obligations", verbose_name=_("clause")
    )
    order = models.PositiveSmallIntegerField(_("order in the clause"), default=1)
    name = models.CharField(_("short name"), max_length=30, help_text=_("As on cards."))
    support_area = models.ForeignKey(
        SupportArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("support area"),
    )
    party = models.CharField(_("who owes it"), max_length=10, choices=Party)
    activity_types = CodeListField(_("what counts"), vocabulary=ActivityType)
    measure = models.CharField(_("counted in"), max_length=12, choices=Measure)
    period = models.CharField(_("how often"), max_length=16, choices=Period)
    minimum = models.PositiveIntegerField(
        _("at least"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    maximum = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    modality = models.CharField(
        _("how binding"), max_length=10, choices=Modality, default=Modality.MUST
    )
    uncounted = models.BooleanField(_("no number agreed yet"), default=False)
    # Signed without a number and agreed later: the number holds from this day on.
    number_agreed_on = models.DateField(_("number agreed on"), null=True, blank=True)
    actor_roles = CodeListField(_("done by any of"), vocabulary=Role)
    minimum_rank = models.CharField(
        _("this rank or above"), max_length=24, choices=Role, blank=True
    )
    actor_qualifications = models.JSONField(
        _("marks asked for"),
        default=list,
        blank=True,
        help_text=_("A list of groups; any group will do, all of its marks are needed."),
    )
    both_heads = models.BooleanField(_("both heads must be there"), default=False)
    counted_side = models.CharField(
        _("people of which side are counted"),
        max_length=10,
        blank=True,
        choices=[("supporting", _("supporting")), ("receiving", _("receiving"))],
    )
    venue = models.CharField(_("where"), max_length=12, choices=Venue, default=Venue.ANYWHERE)
    topics = CodeListField(_("topics"), vocabulary=Topic)
    subjects = CodeListField(_("subjects"), vocabulary=Subject)
    stages = CodeListField(_("stages"), vocabulary=Stage)
    grades = CodeListField(_("grades"), vocabulary=Grade)
    topics_agreed = models.BooleanField(_("topic agreed by both"), default=False)
    season = models.CharField(_("season"), max_length=10, choices=SeasonKind, blank=True)
    season_from = models.CharField(_("season from (MM-DD)"), max_length=5, blank=True)
    season_to = models.CharField(_("season to (MM-DD)"), max_length=5, blank=True)
    each_of = models.CharField(_("for each"), max_length=14, choices=EachOfKind, blank=True)
    each_of_items = models.JSONField(_("items"), default=list, blank=True)
    floor_people = models.PositiveSmallIntegerField(_("people an event"), null=True, blank=True)
    floor_people_each_side = models.PositiveSmallIntegerField(
        _("people of each side an event"), null=True, blank=True
    )
    floor_days = models.PositiveSmallIntegerField(_("days an event"), null=True, blank=True)
    floor_weeks = models.PositiveSmallIntegerField(_("weeks an event"), null=True, blank=True)
    floor_lessons = models.PositiveSmallIntegerField(
        _("lessons an event"), null=True, blank=True
    )
    floor_days_per_person = models.PositiveSmallIntegerField(
        _("days a person"), null=True, blank=True
    )
    ceiling_people = models.PositiveSmallIntegerField(
        _("at most so many people an event"), null=True, blank=True
    )
    ceiling_days = models.PositiveSmallIntegerField(
        _("at most so many days an event"), null=True, blank=True
    )
    coverage_of = models.CharField(
        _("must cover different"), max_length=10, choices=CoverageOf, blank=True
    )
    coverage_distinct = models.PositiveSmallIntegerField(_("how many"), default=0)
    contents = CodeListField(_("each event must include"), vocabulary=Content)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="shares",
        verbose_name=_("share of"),
    )
    due_kind = models.CharField(_("by when"), max_length=16, choices=DueKind, blank=True)
    due_month = models.PositiveSmallIntegerField(_("due month"), null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(_("due day"), null=True, blank=True)
    due_months = models.PositiveSmallIntegerField(_("months after"), null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(_("days after"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_trigger_types = CodeListField(_("after which activity"), vocabulary=ActivityType)
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    counting_group = models.CharField(_("counting group"), max_length=20, blank=True)
    evidence_required = models.CharField(_("proof asked for"), max_length=60, blank=True)
    cost_bearer = models.CharField(_("who pays"), max_length=60, blank=True)
    funding_source = models.CharField(_("source of funds"), max_length=60, blank=True)
    weight = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("takes the place of"),
    )

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ("clause__agreement", "clause__order", "order", "pk")
        constraints = OBLIGATION_RULES

    def __str__(self) -> str:
        return f"{self.clause} {self.name}"

    def its_agreement(self) -> dict:
        return {"clauses": self.clause_id}

    def is_printed(self, update_fields) -> bool:
        return update_fields is None or not AGREED_LATER.issuperset(update_fields)

    def save(self, *args, **kwargs):
        self.refuse_contradictions()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        raise_for([*problems_of(self), *whole_problems(self)])

    def refuse_contradictions(self):
        """Raises ValidationError: what the database cannot see in one row (a share larger than
        its whole, a grade the stage does not have, a code nobody knows) is held here."""
        self.clean_fields(exclude=RELATIONS)
        self.clean()


class QuotaLineQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        """Refuses what contradicts itself, as ``save`` does; not lines beside each other."""
        objs = list(objs)
        for row in objs:
            row.refuse_contradictions()
        return super().bulk_create(objs, *args, **kwargs)


class QuotaLine(PartOfText):
    """A count that holds for one season, agreement year (from 1) or stage only."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="quotas")
    season = models.CharField(_("term"), max_length=6, choices=TermSeason, blank=True)
    agreement_year = models.PositiveSmallIntegerField(
        _("agreement year"), null=True, blank=True
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True)
    minimum = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    maximum = models.PositiveIntegerField(_("at most"), null=True, blank=True)

    objects = QuotaLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota line")
        verbose_name_plural = _("quota lines")
        ordering = ("obligation", "pk")
        constraints = LINE_RULES

    def __str__(self) -> str:
        key = self.get_season_display() or self.agreement_year or self.get_stage_display()
        return f"{key}: {self.minimum}"

    def its_agreement(self) -> dict:
        return {"clauses__obligations": self.obligation_id}

    def save(self, *args, **kwargs):
        self.refuse_contradictions()
        super().save(*args, **kwargs)

    def clean(self):
        """Of the line alone: in a form the duty around it may be changing too."""
        super().clean()
        raise_for(line_alone_problems(self))

    def refuse_contradictions(self):
        """Raises ValidationError; see ``Obligation.refuse_contradictions``. One query."""
        self.clean_fields(exclude={"obligation"})
        raise_for(quota_problems(self, self.obligation))
        others = list(self.obligation.quotas.exclude(pk=self.pk))
        raise_for(list(lines_problems([*others, self])))
