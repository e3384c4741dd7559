"""How every pairing stands: one small row each, so that an overview reads no verdict.

It says until which day the kept verdicts of the pairing may be read, and sums them up: the
figures of the term, what waits to be confirmed, what was entered late. It is written in the
transaction that writes the verdicts (``compliance.services``).
"""

from collections.abc import Iterable
from datetime import date
from secrets import randbits

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compliance.upserting import upsert
from pairing.models import Pairing


def new_mark() -> int:
    return randbits(62)


class StandingQuerySet(models.QuerySet):
    def marks(self, pairing_ids: Iterable[int]) -> dict[int, int]:
        """The marks of these pairings; one that was never judged has none."""
        return dict(self.filter(pairing__in=list(pairing_ids)).values_list("pairing", "mark"))

    def keep(self, rows: Iterable["Standing"]) -> None:
        """Write ``rows`` in the place of those kept of the same pairings."""
        self._keep(rows, update=None)

    def spoil(self, pairing_ids: Iterable[int]) -> None:
        """Their verdicts are good for no day. The figures stay until they are judged."""
        rows = (Standing(pairing_id=pk) for pk in pairing_ids)
        self._keep(rows, update=("judged_on", "valid_until", "mark"))

    def _keep(self, rows: Iterable["Standing"], *, update: tuple[str, ...] | None) -> None:
        names = [field.attname for field in self.model._meta.concrete_fields]
        told = [tuple(getattr(row, name) for name in names) for row in rows]
        upsert(self.model, told, fields=names, key=("pairing_id",), update=update)


class Standing(models.Model):
    """The verdicts of ``pairing`` were judged on ``judged_on`` and may be read up to and
    including ``valid_until``. ``mark`` is another number after every judging and whenever they
    are spoiled: who judges outside of the transaction that writes sees by it whether somebody
    came between.

    The figures count windows of whole obligations that share a day with the term of the
    pairing's own calendar, in a break the next one. ``past_on`` is the latest last day of one
    not met, ``behind_on`` the earliest last useful day of one at risk; both of red ones only.
    ``reached`` are the days, counted from the term's first, on which its minima were reached,
    exempt ones left out; ``before`` the same of the term 52 weeks ago. ``cells`` hold a list
    for each support area: its id, status and severity of what needs a look most, how many
    windows are done, how many there are, how many have that status.

    ``waiting`` activities wait for the other school, ``waiting_long`` of them for more than
    ``SILENCE_DAYS``; ``late`` ones were entered lately and long after they were held.
    ``silent_since`` and ``late_since`` are the first days of those. ``ends_on`` is the next
    last day of an agreement in force. ``unmet`` counts red windows of any time that closed
    short and stand in no filed year.
    """

    pairing = models.OneToOneField(
        Pairing, on_delete=models.CASCADE, primary_key=True, related_name="standing"
    )
    judged_on = models.DateField(default=date.min)
    valid_until = models.DateField(default=date.min)
    mark = models.BigIntegerField(default=new_mark)
    not_due = models.PositiveIntegerField(default=0)
    on_track = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    met_late = models.PositiveIntegerField(default=0)
    breached = models.PositiveIntegerField(default=0)
    exceeded = models.PositiveIntegerField(default=0)
    exempt = models.PositiveIntegerField(default=0)
    past_on = models.DateField(null=True)
    behind_on = models.DateField(null=True)
    reached = models.JSONField(default=list)
    before = models.JSONField(default=list)
    before_total = models.PositiveIntegerField(default=0)
    cells = models.JSONField(default=list)
    waiting = models.PositiveIntegerField(default=0)
    waiting_long = models.PositiveIntegerField(default=0)
    silent_since = models.DateField(null=True)
    late = models.PositiveIntegerField(default=0)
    late_since = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    unmet = models.PositiveIntegerField(default=0)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of a pairing")
        verbose_name_plural = _("standings of pairings")

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.judged_on}"


def spoiled(on: date) -> Q:
    """Of pairings: whose verdicts cannot be read on ``on``. None was kept, their day is past,
    or they were judged later than that day."""
    return Q(standing=None) | Q(standing__valid_until__lt=on) | Q(standing__judged_on__gt=on)


def not_judged(on: date) -> Q:
    """Of pairings: those not judged on ``on`` itself, or spoiled since."""
    return spoiled(on) | Q(standing__judged_on__lt=on)


def spoil(pairings: QuerySet[Pairing]) -> None:
    """Make the verdicts of ``pairings`` good for no day."""
    Standing.objects.spoil(pairings.order_by("pk").values_list("pk", flat=True))
