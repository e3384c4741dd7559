"""The people of the schools, and which account may act for which school or bureau."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from pairing.access import scope_of
from pairing.fields import CodeListField
from pairing.models.schools import Bureau, School
from pairing.vocabulary import Qualification, Role, Stage, Subject


class MembershipRole(models.TextChoices):
    BUREAU_STAFF = "bureau_staff", _("Bureau staff")
    INSPECTOR = "inspector", _("Inspector")
    LIAISON = "liaison", _("Liaison")
    PRINCIPAL = "principal", _("Principal")


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The roles at own bureaus and at their schools; for a school's people, its own."""
        return scope_of(user).narrow(
            self, bureaus=("bureau__pk", "school__bureau__pk"), schools=("school__pk",)
        )


class Membership(models.Model):
    """What one account may do: staff and inspectors for a bureau, the others for a school."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=15, choices=MembershipRole)
    bureau = models.ForeignKey(
        Bureau, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("bureau")
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("school")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of an account")
        verbose_name_plural = _("roles of accounts")
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(role__in=("bureau_staff", "inspector"), school=None, bureau__isnull=False)
                    | Q(role__in=("liaison", "principal"), bureau=None, school__isnull=False)
                ),
                name="membership_is_of_a_bureau_or_of_a_school_as_its_role_asks",
            ),
            # Two conditions and no nulls_distinct, which SQLite does not know.
            models.UniqueConstraint(
                fields=("user", "role", "bureau"),
                condition=Q(school=None),
                name="membership_of_a_bureau_once",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "school"),
                condition=Q(bureau=None),
                name="membership_of_a_school_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.school or self.bureau}"


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people of own schools, and of the schools these are paired with."""
        return scope_of(user).narrow(
            self,
            bureaus=("school__bureau__pk",),
            schools=(
                "school__pk",
                "school__supports__receiving_school__pk",
                "school__receives__supporting_school__pk",
            ),
        )

    def working(self, on):
        """Those who work at their school on the day ``on``."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=on))


class Person(models.Model):
    """Somebody who works at a school. No ID number, no pupils: only staff stand here."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="people", verbose_name=_("school")
    )
    name = models.CharField(_("name"), max_length=40)
    roles = CodeListField(_("posts"), vocabulary=Role)
    title = models.CharField(
        _("post in words"), max_length=40, blank=True, help_text=_("As printed in lists.")
    )
    qualifications = CodeListField(_("marks"), vocabulary=Qualification)
    subjects = CodeListField(_("subjects"), vocabulary=Subject)
    stages = CodeListField(_("stages"), vocabulary=Stage)
    is_head = models.BooleanField(
        _("head of the school"), default=False, help_text=_("The one who signs.")
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    left_on = models.DateField(_("last day at this school"), null=True, blank=True)
    sort_key = models.CharField(max_length=100, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("school", "sort_key", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = "".join(lazy_pinyin(self.name))[:100]
        super().save(*args, **kwargs)

    @property
    def post(self) -> str:
        """The post as printed, else the posts by their names."""
        return self.title or " ".join(self._words("roles"))

    @property
    def qualification_labels(self) -> list[str]:
        return self._words("qualifications")

    @property
    def subject_labels(self) -> list[str]:
        return self._words("subjects")

    def _words(self, name: str) -> list[str]:
        return self._meta.get_field(name).labels(getattr(self, name))

    @property
    def masked_phone(self) -> str:
        """138****1234: the whole number is for the bureau's admin only."""
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) >= 8 else ""
