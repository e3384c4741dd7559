"""The agreement: its number, parties, days, clauses, copies and signatures."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.choices import AgreementState, SignatureMethod
from pairing.access import scope_of
from pairing.models import CutRule, Pairing, Person, SupportArea


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
        """Those that both schools have signed."""
        return self.filter(state__in=(AgreementState.IN_FORCE, AgreementState.TERMINATED))

    def standing_as(self, state: str, *, on: date):
        """Those whose state reads ``state`` on the day ``on``, as ``standing`` says it."""
        resting = Suspension.objects.filter(starts_on__lte=on, ends_on__gte=on)
        if state == AgreementState.SUSPENDED:
            in_force = self.filter(state=AgreementState.IN_FORCE, ends_on__gte=on)
            return in_force.filter(pk__in=resting.values("agreement"))
        if state == AgreementState.EXPIRED:
            return self.filter(state=AgreementState.IN_FORCE, ends_on__lt=on)
        if state == AgreementState.IN_FORCE:
            rows = self.filter(state=state, ends_on__gte=on)
            return rows.exclude(pk__in=resting.values("agreement"))
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
        """With everything ``agreements.document`` prints, in nine queries for any number."""
        rows = self.for_list().select_related("pairing__programme")
        return rows.prefetch_related(
            "clauses__obligations__quotas",
            "copy_holders",
            "signatures",
            "pairing__members__person",
            "pairing__supporting_school__people",
            "pairing__receiving_school__people",
        )


class Agreement(models.Model):
    """One agreement, or an amendment (``amends``) of one. The days are inclusive.

    The effective day is never typed: it is the day the last needed signature or seal was
    given. An amendment's ``starts_on`` is the day it is to take effect.
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
    state = models.CharField(
        _("state"), max_length=12, choices=AgreementState, default=AgreementState.DRAFT
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
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

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

    def standing(self, on: date) -> AgreementState:
        """The state as it reads on the day ``on``. Reads ``suspensions``."""
        if self.state != AgreementState.IN_FORCE:
            return AgreementState(self.state)
        if on > self.ends_on:
            return AgreementState.EXPIRED
        if any(s.starts_on <= on <= s.ends_on for s in self.suspensions.all()):
            return AgreementState.SUSPENDED
        return AgreementState.IN_FORCE


class PartQuerySet(models.QuerySet):
    """Rows that belong to one agreement and are seen with it."""

    def visible_to(self, user):
        seen = Agreement.objects.visible_to(user)
        return self.filter(agreement__in=seen)


def place_of(label: str, *, parent: str | None) -> str:
    """Where a clause stands: the label of its section, then its own without the point."""
    own = label.rstrip(".．、")
    return f"{parent}{own}" if parent else own


class Clause(models.Model):
    """One clause, in order. A section has no parent and carries a heading. The words of a
    clause are ``text``, then its obligations said back one after another, then ``closing``:
    a counted duty has no other wording than its obligation's."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="items"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(
        _("number"), max_length=10, help_text=_("As printed before the words.")
    )
    heading = models.CharField(_("heading"), max_length=80, blank=True)
    support_area = models.ForeignKey(
        SupportArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("support area"),
    )
    text = models.TextField(_("text before the duties"), blank=True)
    closing = models.TextField(_("text after the duties"), blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ("agreement", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "parent", "order"), name="clause_order_once_a_section"
            ),
            models.UniqueConstraint(
                fields=("agreement", "order"),
                condition=Q(parent=None),
                name="section_order_once_an_agreement",
            ),
        )

    def __str__(self) -> str:
        return self.place

    @property
    def place(self) -> str:
        """Where it stands: （二）4. Reads ``parent``."""
        return place_of(self.label, parent=self.parent.label if self.parent_id else "")


class CopyHolder(models.Model):
    """Who keeps how many of the copies."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="copy_holders"
    )
    holder = models.CharField(_("holder"), max_length=60)
    count = models.PositiveSmallIntegerField(_("copies"), default=1)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder of copies")
        verbose_name_plural = _("holders of copies")
        ordering = ("agreement", "order", "pk")

    def __str__(self) -> str:
        return f"{self.holder} {self.count}"


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
