"""The agreement: its number, parties, days, clauses, copies and signatures."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.choices import AgreementState, SignatureMethod, Verified
from agreements.models.states import BINDING, MOVED_TO, Moves
from pairing.access import scope_of
from pairing.models import CutRule, Pairing, Person

# What is printed of the agreement itself; all else about it may still change.
WORDS = frozenset(
    {
        "number",
        "pairing",
        "amends",
        "renews",
        "title",
        "policy_title",
        "policy_number",
        "preamble",
        "starts_on",
        "ends_on",
        "filled_in_on",
        "copies",
        "copies_text",
        "needs_seal",
        "cut_rule",
    }
)


class FrozenTextError(Exception):
    """Words that lie open for signing, or were signed, were about to be changed."""


def _not_over(on: date) -> Q:
    """Its last day in force has not passed on the day ``on``."""
    return Q(terminated_on=None) | Q(terminated_on__gte=on)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scope_of(user).narrow(
            self,
            bureaus=(
                "pairing__supporting_school__bureau__pk",
                "pairing__receiving_school__bureau__pk",
            ),
            schools=("pairing__supporting_school__pk", "pairing__receiving_school__pk"),
        )

    def main(self):
        """Agreements themselves, without the amendments to them."""
        return self.filter(amends=None)

    def binding(self):
        """Those that both schools have signed, also what ended since."""
        return self.filter(state__in=BINDING)

    def standing_as(self, state: str, *, on: date):
        """Those whose state reads ``state`` on the day ``on``, as ``standing`` says it."""
        resting = Suspension.objects.filter(starts_on__lte=on, ends_on__gte=on)
        running = Q(state=AgreementState.IN_FORCE, ends_on__gte=on)
        running |= Q(state=AgreementState.SUPERSEDED, ends_on__gte=on) & _not_over(on)
        if state == AgreementState.SUSPENDED:
            return self.filter(running, pk__in=resting.values("agreement"))
        if state == AgreementState.EXPIRED:
            return self.filter(state=AgreementState.IN_FORCE, ends_on__lt=on)
        if state == AgreementState.IN_FORCE:
            return self.filter(running).exclude(pk__in=resting.values("agreement"))
        if state == AgreementState.SUPERSEDED:
            return self.filter(state=state).exclude(running)
        return self.filter(state=state)

    def for_list(self):
        return self.select_related(
            "pairing__supporting_school", "pairing__receiving_school", "amends"
        )

    def for_rows(self):
        """What a row of the list shows: sides signed, days of rest, duties; three queries."""
        duties = Count("clauses__obligations", distinct=True)
        return (
            self.for_list()
            .annotate(duty_count=duties)
            .prefetch_related("signatures", "suspensions")
        )

    def for_document(self):
        """With everything ``agreements.document`` prints, in ten queries for any number."""
        rows = self.for_list().select_related("pairing__programme__bureau")
        return rows.prefetch_related(
            "clauses__obligations__quotas",
            "copy_holders",
            "signatures",
            "frozen_texts",
            "pairing__members__person",
            "pairing__supporting_school__people",
            "pairing__receiving_school__people",
        )


class Agreement(Moves):
    """One agreement, or an amendment (``amends``) of one. The days are inclusive.

    The effective day is never typed: it is the day the last needed signature or seal was
    given. An amendment's ``starts_on`` is the day it is to take effect. When one that
    ``renews`` another comes into force, the other gives way the day before.

    ``text_sha256`` is "" until it lies open for signing: then its text is a ``FrozenText``.
    """

    number = models.CharField(_("agreement number"), max_length=40, unique=True)
    pairing = models.ForeignKey(
        Pairing,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("pairing"),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("amends"),
    )
    renews = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renewals",
        verbose_name=_("takes the place of"),
        help_text=_("An earlier agreement of the pairing, which ends when this one begins."),
    )
    title = models.CharField(_("title"), max_length=80)
    policy_title = models.CharField(_("policy document"), max_length=120, blank=True)
    policy_number = models.CharField(_("document number"), max_length=40, blank=True)
    preamble = models.TextField(_("preamble"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    filled_in_on = models.DateField(_("form date"), null=True, blank=True)
    copies = models.PositiveSmallIntegerField(_("copies"), default=2)
    copies_text = models.CharField(_("further words on copies"), max_length=200, blank=True)
    needs_seal = models.BooleanField(
        _("takes effect by signature and seal"),
        default=False,
        help_text=_("The later of the two counts."),
    )
    cut_rule = models.CharField(
        _("windows cut short"), max_length=10, choices=CutRule, default=CutRule.HALF
    )
    text_sha256 = models.CharField(
        _("checksum of the text"), max_length=64, blank=True, editable=False
    )
    terminated_on = models.DateField(_("last day in force"), null=True, blank=True)
    terminated_known_on = models.DateField(_("ended by a decision of"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)
    created_on = models.DateField(_("drafted on"))

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("pairing", "starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_on_or_after_its_first_day",
            ),
            models.CheckConstraint(
                condition=Q(copies__gte=1), name="agreement_has_at_least_one_copy"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MOVED_TO), name="agreement_state_is_one_people_move_it_to"
            ),
            models.CheckConstraint(
                condition=Q(amends=None) | Q(renews=None),
                name="agreement_amends_or_renews_not_both",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args, update_fields=None, **options):
        """Raises FrozenTextError for a change of words that lie open for signing."""
        names = WORDS if update_fields is None else WORDS.intersection(update_fields)
        if names and self.pk is not None:
            refuse_frozen(pk=self.pk)
        super().save(*args, update_fields=update_fields, **options)

    @property
    def effective_on(self) -> date | None:
        """The day the last of both signatures (and seals, where they count) was given; None
        until both are there. Reads ``signatures``: prefetch them in lists."""
        signed = {s.side: s for s in self.signatures.all()}
        if set(signed) != {"supporting", "receiving"}:
            return None
        days = [s.signed_on for s in signed.values()]
        if self.needs_seal:
            days += [s.sealed_on for s in signed.values()]
        return None if None in days else max(days)

    @property
    def in_force_on(self) -> date | None:
        """The first day in force: the later of the first day and the effective day."""
        effective_on = self.effective_on
        return effective_on and max(self.starts_on, effective_on)

    @property
    def last_on(self) -> date:
        """The last day in force, as it stands."""
        return min(self.terminated_on or self.ends_on, self.ends_on)

    def standing(self, on: date) -> AgreementState:
        """The state as it reads on the day ``on``. Reads ``suspensions``."""
        if self.state != AgreementState.IN_FORCE and not self._gives_way_after(on):
            return AgreementState(self.state)
        if on > self.ends_on:
            return AgreementState.EXPIRED
        if any(s.starts_on <= on <= s.ends_on for s in self.suspensions.all()):
            return AgreementState.SUSPENDED
        return AgreementState.IN_FORCE

    def _gives_way_after(self, on: date) -> bool:
        """Another one takes its place, but not yet on the day ``on``."""
        return self.state == AgreementState.SUPERSEDED and on <= self.last_on


def refuse_frozen(**which) -> None:
    """Raises FrozenTextError where the agreement found by ``which`` lies open for signing or
    was signed."""
    frozen = Agreement.objects.filter(**which).exclude(text_sha256="")
    if number := frozen.values_list("number", flat=True).first():
        raise FrozenTextError(f"{number} lies open for signing or was signed")


class PartQuerySet(models.QuerySet):
    """Rows that belong to one agreement and are seen with it."""

    def visible_to(self, user):
        seen = Agreement.objects.visible_to(user)
        return self.filter(agreement__in=seen)


class Signature(models.Model):
    """One side's signature. ``signer_name`` and ``signer_title`` stay as they were."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="signatures"
    )
    side = models.CharField(
        _("side"),
        max_length=10,
        choices=[("supporting", _("supporting")), ("receiving", _("receiving"))],
    )
    signer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("signer")
    )
    signer_name = models.CharField(_("name of the signer"), max_length=40)
    signer_title = models.CharField(_("post of the signer"), max_length=40, blank=True)
    signed_on = models.DateField(_("signed on"))
    sealed_on = models.DateField(_("sealed on"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=SignatureMethod)
    scan = models.FileField(_("scan"), upload_to="signatures/%Y/%m/", blank=True)
    scan_sha256 = models.CharField(_("checksum of the scan"), max_length=64, blank=True)
    verified = models.CharField(
        _("the scan belongs to the text"), max_length=6, choices=Verified, blank=True
    )
    text_sha256 = models.CharField(_("checksum of the text"), max_length=64, blank=True)
    entered_from = models.GenericIPAddressField(_("address"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True
    )
    entered_at = models.DateTimeField(_("entered at"))

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("agreement", "-side")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "side"), name="one_signature_a_side"),
        )

    def __str__(self) -> str:
        return f"{self.signer_name} {self.signed_on}"


class Suspension(models.Model):
    """Days on which the agreement rests, both included."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="suspensions"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    decided_on = models.DateField(_("decided on"))
    reason = models.CharField(_("reason"), max_length=200)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ("agreement", "starts_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="suspension_ends_on_or_after_its_first_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on} — {self.ends_on}"
