"""What was done: logged by one school, confirmed by the other, never deleted."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from activities.records import Condition, Donation, DonationLine, Secondment, SecondmentEnd
from activities.rulings import DuplicateRuling
from pairing.access import scope_of
from pairing.fields import CodeListField
from pairing.models import Pairing, Person, RosterEntry, School, SubSite
from pairing.vocabulary import (
    DOCUMENT_TYPES,
    ActivityType,
    Content,
    Grade,
    Qualification,
    Role,
    Stage,
    Subject,
    Topic,
)

__all__ = [
    "Activity",
    "ActivityLink",
    "ActivityState",
    "ActivityStep",
    "Condition",
    "Donation",
    "DonationLine",
    "DuplicateRuling",
    "EvidenceFile",
    "HeadCount",
    "Participant",
    "PlaceKind",
    "Secondment",
    "SecondmentEnd",
]


class ActivityState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PENDING = "pending_confirm", _("Waiting for the other school")
    CONFIRMED = "confirmed", _("Confirmed by both schools")
    RETURNED = "returned", _("Returned")
    VOIDED = "voided", _("Voided")


class PlaceKind(models.TextChoices):
    SCHOOL = "school", _("At a school")
    ONLINE = "online", _("Online")
    ELSEWHERE = "elsewhere", _("Elsewhere")


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Activities of the pairings ``user`` sees. What was never sent to a pairing, or was
        taken back as a draft, is seen only in the school that wrote it."""
        scope = scope_of(user)
        if scope.everything:
            return self
        links = scope.narrow(
            ActivityLink.objects.sent(),
            bureaus=(
                "pairing__supporting_school__bureau__pk",
                "pairing__receiving_school__bureau__pk",
            ),
            schools=("pairing__supporting_school__pk", "pairing__receiving_school__pk"),
        )
        return self.filter(
            Q(pk__in=links.values("activity")) | Q(logged_by_school__in=scope.school_ids)
        )

    def for_list(self):
        """Everything a list of activities shows, in a fixed number of queries."""
        return self.select_related("logged_by", "logged_by_school", "school").prefetch_related(
            "links__pairing__supporting_school",
            "links__pairing__receiving_school",
            "heads",
            "participants",
        )

    def for_page(self):
        """Everything the page of one activity shows, without its steps."""
        return (
            self.for_list()
            .select_related(
                "sub_site", "follows", "duplicate_of", "secondment__mentor", "donation"
            )
            .prefetch_related(
                "done_by",
                "heads__school",
                "participants__school",
                "files__added_by",
                "roster__mentor",
                "roster__person",
                "duplicates",
                "donation__lines",
            )
        )


class Activity(models.Model):
    """One fact, typed once. It may serve several pairings (``links``) and several duties.

    ``done_by`` are the schools whose people or document it was: the teaching school of a
    lesson, the travelling school of a visit, both of a joint event. Days are inclusive.
    A document is an activity too: ``starts_on`` is the day it was submitted.
    Once any link is confirmed its facts do not change any more; it can only be voided.
    """

    number = models.CharField(_("activity number"), max_length=20, unique=True)
    type = models.CharField(_("activity type"), max_length=24, choices=ActivityType)
    starts_on = models.DateField(_("day"))
    ends_on = models.DateField(_("last day"))
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    done_by = models.ManyToManyField(
        School, related_name="activities", verbose_name=_("done by")
    )
    place = models.CharField(_("where"), max_length=10, choices=PlaceKind, default="school")
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted",
        verbose_name=_("at which school"),
    )
    sub_site = models.ForeignKey(
        SubSite,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("at which teaching point"),
    )
    place_text = models.CharField(_("place in words"), max_length=80, blank=True)
    lessons = models.PositiveSmallIntegerField(_("lessons"), default=0)
    items = models.PositiveSmallIntegerField(_("items"), default=1)
    amount = models.DecimalField(
        _("amount in yuan"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    goods = models.PositiveIntegerField(_("pieces"), default=0)
    topics = CodeListField(_("topics"), vocabulary=Topic)
    subjects = CodeListField(_("subjects"), vocabulary=Subject)
    stages = CodeListField(_("stages"), vocabulary=Stage)
    grades = CodeListField(_("grades"), vocabulary=Grade)
    contents = CodeListField(_("included"), vocabulary=Content)
    topic_agreed = models.BooleanField(_("topic agreed by both"), default=False)
    roster = models.ManyToManyField(
        RosterEntry, blank=True, related_name="activities", verbose_name=_("for whom")
    )
    for_window_starts_on = models.DateField(
        _("document for the window that begins on"), null=True, blank=True
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("document about"),
    )
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("the same as"),
    )
    duplicate_marked_on = models.DateField(_("marked as the same on"), null=True, blank=True)
    # Marks taken back, as [activity, first day, day it was taken back]: a day between is still
    # answered as it was known then.
    former_marks = models.JSONField(default=list, blank=True, editable=False)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="logged",
        verbose_name=_("logged by"),
    )
    logged_by_school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="logged", verbose_name=_("logged for")
    )
    entered_at = models.DateTimeField(_("entered at"))
    # One form filled once is one activity, however often the button was pressed.
    form_token = models.UUIDField(unique=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("-starts_on", "-number")
        indexes = (models.Index(fields=("starts_on",)),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="activity_ends_on_or_after_its_first_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.get_type_display()}"

    @property
    def is_document(self) -> bool:
        return self.type in DOCUMENT_TYPES

    @property
    def open_links(self) -> list["ActivityLink"]:
        """The links in which it is a draft or was returned. Reads ``links``."""
        links = sorted(self.links.all(), key=lambda link: link.pk)
        return [link for link in links if link.is_open]

    @property
    def is_open(self) -> bool:
        """Whether its facts may still change: nobody has confirmed it, nobody is asked to.
        Reads ``links``."""
        closed = {ActivityState.PENDING, ActivityState.CONFIRMED}
        states = {link.state for link in self.links.all()}
        return bool(self.open_links) and not states & closed


class ActivityLinkQuerySet(models.QuerySet):
    def sent(self):
        """Links the other school may see: sent once, and not taken back as a draft."""
        states = (ActivityState.PENDING, ActivityState.CONFIRMED, ActivityState.RETURNED)
        voided = ActivityStep.objects.filter(
            state=ActivityState.PENDING, link__state=ActivityState.VOIDED
        )
        return self.filter(Q(state__in=states) | Q(pk__in=voided.values("link")))


class ActivityLink(models.Model):
    """An activity in one pairing. The state lives here: each pairing's other side confirms.
    ``state`` is the last of ``steps``; they hold who, when and why."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="links")
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="links")
    state = models.CharField(_("state"), max_length=16, choices=ActivityState)

    objects = ActivityLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity in a pairing")
        verbose_name_plural = _("activities in pairings")
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "pairing"), name="activity_once_a_pairing"
            ),
        )
        indexes = (models.Index(fields=("pairing", "state")),)

    def __str__(self) -> str:
        return f"{self.activity} {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """A draft, or returned: who wrote it may change and send it."""
        return self.state in {ActivityState.DRAFT, ActivityState.RETURNED}


class ActivityStep(models.Model):
    """One change of state of one link. Written once, never changed."""

    link = models.ForeignKey(ActivityLink, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=16, choices=ActivityState)
    at = models.DateTimeField(_("moment"))
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of an activity")
        verbose_name_plural = _("steps of activities")
        ordering = ("link", "at", "pk")

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.on}"


class HeadCount(models.Model):
    """How many people of one school took part, as a number."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="heads")
    school = models.ForeignKey(School, on_delete=models.PROTECT)
    people = models.PositiveSmallIntegerField(_("people"))

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "school"), name="one_headcount_a_school"
            ),
        )

    def __str__(self) -> str:
        return str(self.people)


class Participant(models.Model):
    """One named person who took part; posts and marks as they were on the day of entry."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="participants"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, verbose_name=_("school"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=40)
    roles = CodeListField(_("posts"), vocabulary=Role)
    qualifications = CodeListField(_("marks"), vocabulary=Qualification)
    is_head = models.BooleanField(_("head of the school"), default=False)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "person"),
                condition=Q(person__isnull=False),
                name="participant_once_an_activity",
            ),
        )

    def __str__(self) -> str:
        return self.name


class EvidenceFile(models.Model):
    """A photo, sign-in sheet or document: optional, private, kept with its checksum."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("file"), upload_to="evidence/%Y/%m/")
    name = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
