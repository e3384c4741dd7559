"""Who supports whom, with which people, in which consortium."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of
from pairing.models.calendar import TermSeason
from pairing.models.people import Person
from pairing.models.programmes import Programme, Round
from pairing.models.schools import School, SupportArea


class ConsortiumQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self, bureaus=("programme__bureau__pk",), schools=("schools__pk",)
        )


class Consortium(models.Model):
    """Several schools that work together; a base school hosts each term."""

    name = models.CharField(_("name"), max_length=80)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, verbose_name=_("programme")
    )
    schools = models.ManyToManyField(
        School, related_name="consortia", verbose_name=_("schools")
    )

    objects = ConsortiumQuerySet.as_manager()

    class Meta:
        verbose_name = _("consortium")
        verbose_name_plural = _("consortia")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class BaseSchool(models.Model):
    consortium = models.ForeignKey(
        Consortium, on_delete=models.CASCADE, related_name="base_schools"
    )
    school_year = models.PositiveSmallIntegerField(_("school year, its first year"))
    season = models.CharField(_("term"), max_length=6, choices=TermSeason)
    school = models.ForeignKey(School, on_delete=models.PROTECT, verbose_name=_("base school"))

    class Meta:
        verbose_name = _("base school")
        verbose_name_plural = _("base schools")
        ordering = ("-school_year", "season")
        constraints = (
            models.UniqueConstraint(
                fields=("consortium", "school_year", "season"), name="one_base_school_a_term"
            ),
        )

    def __str__(self) -> str:
        return str(self.school)


class PairingSource(models.TextChoices):
    BUREAU = "bureau", _("Set by the bureau")
    SELF = "self", _("Chosen by the schools")


class PairingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=("supporting_school__bureau__pk", "receiving_school__bureau__pk"),
            schools=("supporting_school__pk", "receiving_school__pk"),
        )

    def open(self):
        return self.filter(ended_on=None)

    def for_list(self):
        """Everything a list of pairings shows, in one query and one for the areas."""
        return self.select_related(
            "supporting_school", "receiving_school", "programme", "round", "consortium"
        ).prefetch_related("support_areas")


class Pairing(models.Model):
    """One school supports another, in the areas named. Both sides belong to the pairing: the
    same school may support here and receive there."""

    code = models.CharField(_("pairing code"), max_length=30, unique=True)
    supporting_school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        related_name="supports",
        verbose_name=_("supporting school"),
    )
    receiving_school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        related_name="receives",
        verbose_name=_("receiving school"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="pairings",
        verbose_name=_("programme"),
    )
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pairings",
        verbose_name=_("round"),
    )
    batch = models.PositiveSmallIntegerField(_("batch"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=10, choices=PairingSource, default=PairingSource.BUREAU
    )
    consortium = models.ForeignKey(
        Consortium,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pairings",
        verbose_name=_("consortium"),
    )
    support_areas = models.ManyToManyField(
        SupportArea, related_name="pairings", verbose_name=_("support areas")
    )
    starts_on = models.DateField(_("first day"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)
    moved_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("carried on by"),
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        ordering = ("order", "code")
        constraints = (
            models.CheckConstraint(
                condition=~Q(supporting_school=F("receiving_school")),
                name="pairing_joins_two_different_schools",
            ),
        )

    def __str__(self) -> str:
        return f"{self.supporting_school} → {self.receiving_school}"

    def side_of(self, school_id: int) -> str:
        """``supporting``, ``receiving``, or "" for a school of neither side."""
        sides = {self.supporting_school_id: "supporting", self.receiving_school_id: "receiving"}
        return sides.get(school_id, "")

    def school_on(self, side: str) -> School:
        return self.supporting_school if side == "supporting" else self.receiving_school


class GroupRole(models.TextChoices):
    HEAD = "head", _("Group head")
    DEPUTY = "deputy", _("Deputy head")
    MEMBER = "member", _("Member")
    LIAISON = "liaison", _("Liaison")


class PairingMember(models.Model):
    """A seat in the joint leading group, or the liaison of one side (one a school)."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="seats", verbose_name=_("person")
    )
    role = models.CharField(_("seat"), max_length=10, choices=GroupRole)
    portfolio = models.CharField(_("portfolio"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("member of the leading group")
        verbose_name_plural = _("leading group and liaisons")
        ordering = ("pairing", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("pairing", "person", "role"), name="seat_once_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"
