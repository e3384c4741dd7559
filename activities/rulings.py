"""What somebody said about two entries that look alike: the same event, or two."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pairing.access import scope_of


class DuplicateRulingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those about activities of the pairings ``user`` sees."""
        found = self
        for one in ("first", "second"):
            pairing = f"{one}__links__pairing"
            found = scope_of(user).narrow(
                found,
                bureaus=(
                    f"{pairing}__supporting_school__bureau__pk",
                    f"{pairing}__receiving_school__bureau__pk",
                ),
                schools=(
                    f"{pairing}__supporting_school__pk",
                    f"{pairing}__receiving_school__pk",
                ),
            )
        return found


class DuplicateRuling(models.Model):
    """Written once, never changed: of several about the same two the last one stands. ``first``
    is the one with the smaller id."""

    first = models.ForeignKey(
        "activities.Activity", on_delete=models.CASCADE, related_name="rulings_as_first"
    )
    second = models.ForeignKey(
        "activities.Activity", on_delete=models.CASCADE, related_name="rulings_as_second"
    )
    is_same = models.BooleanField(_("the same event"))
    at = models.DateTimeField(_("moment"))
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name at that time"), max_length=40)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = DuplicateRulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruling on two entries")
        verbose_name_plural = _("rulings on two entries")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("first", "second")),)

    def __str__(self) -> str:
        return f"{self.first} {self.second} {self.is_same}"
