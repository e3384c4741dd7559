"""Who acts, what was done, what runs behind the page, and what a person is told."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class User(AbstractUser):
    display_name = models.CharField(_("name"), max_length=40, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.display_name or self.username


class AppendOnlyError(Exception):
    """An event was about to be changed or deleted."""


class EventQuerySet(models.QuerySet):
    def update(self, **values):
        raise AppendOnlyError(f"events are never changed: {sorted(values)}")

    def delete(self):
        raise AppendOnlyError("events are never deleted")

    def about(self, subject: models.Model):
        """The events of one row, newest first."""
        return self.filter(
            subject_type=subject._meta.label_lower, subject_id=subject.pk
        ).order_by("-at", "-pk")


class Event(models.Model):
    """One thing somebody did. Written once, never changed, never deleted.

    ``verb`` is a code such as ``agreement.signed``; ``facts`` holds what the sentence needs.
    ``actor_name`` keeps the name as it was. ``actor`` is empty for the system itself.
    """

    at = models.DateTimeField(_("moment"))
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("by")
    )
    actor_name = models.CharField(_("name at that time"), max_length=40, blank=True)
    verb = models.CharField(_("what was done"), max_length=60)
    subject_type = models.CharField(_("kind of record"), max_length=60)
    subject_id = models.BigIntegerField(_("number of the record"))
    subject_label = models.CharField(_("record"), max_length=200)
    facts = models.JSONField(_("facts"), default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("subject_type", "subject_id", "at")),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_label}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnlyError(f"event {self.pk} is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(f"event {self.pk} is never deleted")


class JobState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("job", "Waiting")
    SENT = "sent", _("Sent to a worker")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_superuser else self.filter(owner=user.pk)


class Job(models.Model):
    """A piece of work for the worker. This row is the truth; a message only carries its number.

    ``kind`` names the task; ``arguments`` are plain values (ids, days). ``done`` of ``total``
    is the progress. ``result`` is a private file. ``good_attempts`` is the last attempt that
    did its part and asked for another turn: only later ones count as lost.
    """

    kind = models.CharField(_("kind"), max_length=40)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name=_("ordered by"))
    arguments = models.JSONField(_("arguments"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=JobState, default=JobState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    good_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(_("total"), default=1)
    done = models.PositiveIntegerField(_("done"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)
    result = models.FileField(_("result"), upload_to="jobs/%Y/%m/", blank=True)
    result_name = models.CharField(_("file name"), max_length=200, blank=True)
    ordered_at = models.DateTimeField(_("ordered at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-ordered_at", "-pk")
        indexes = (models.Index(fields=("state", "ordered_at")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(recipient=user.pk)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message to one person. ``kind`` is a code; ``facts`` fill its sentence; ``link`` is a
    path of this site. ``dedupe_key`` keeps the same message from being sent twice."""

    recipient = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="notices", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=40)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    link = models.CharField(_("link"), max_length=200, blank=True)
    at = models.DateTimeField(_("moment"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient}"
