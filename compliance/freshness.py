"""Until which day the kept verdicts of a pairing may be read; one small row a pairing."""

from collections.abc import Iterable
from datetime import date
from secrets import randbits

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pairing.models import Pairing

CHUNK = 1000  # rows in one statement


class FreshnessQuerySet(models.QuerySet):
    def marks(self, pairing_ids: Iterable[int]) -> dict[int, int]:
        """The marks of these pairings; one that was never judged has none."""
        return dict(self.filter(pairing__in=list(pairing_ids)).values_list("pairing", "mark"))

    def say(self, days: dict[int, date], *, on: date) -> None:
        """The verdicts of each pairing were judged on ``on`` and are good until its day."""
        self.bulk_create(
            [
                Freshness(pairing_id=pk, judged_on=on, valid_until=day, mark=randbits(62))
                for pk, day in days.items()
            ],
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=("pairing",),
            update_fields=("judged_on", "valid_until", "mark"),
        )


class Freshness(models.Model):
    """The verdicts of ``pairing`` were judged on ``judged_on`` and may be read up to and
    including ``valid_until``. ``mark`` is another number after every judging and whenever they
    are spoiled: who judges outside of the transaction that writes sees by it whether somebody
    came between."""

    pairing = models.OneToOneField(
        Pairing, on_delete=models.CASCADE, primary_key=True, related_name="freshness"
    )
    judged_on = models.DateField()
    valid_until = models.DateField()
    mark = models.BigIntegerField()

    objects = FreshnessQuerySet.as_manager()

    class Meta:
        verbose_name = _("day until which verdicts are good")
        verbose_name_plural = _("days until which verdicts are good")

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.valid_until}"


def spoiled(on: date) -> Q:
    """Of pairings: whose verdicts cannot be read on ``on``. None was kept, their day is past,
    or they were judged later than that day."""
    return Q(freshness=None) | Q(freshness__valid_until__lt=on) | Q(freshness__judged_on__gt=on)


def not_judged(on: date) -> Q:
    """Of pairings: those not judged on ``on`` itself, or spoiled since."""
    return spoiled(on) | Q(freshness__judged_on__lt=on)


def spoil(pairings: QuerySet[Pairing]) -> None:
    """Make the verdicts of ``pairings`` good for no day."""
    ids = pairings.order_by("pk").values_list("pk", flat=True)
    Freshness.objects.say(dict.fromkeys(ids, date.min), on=date.min)
