"""Agreements and amendments, with their copies; clauses, signatures and rest as they stand."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agreements import services
from agreements.admin.base import BOTH_BUREAUS, DraftAdmin, link
from agreements.forms.agreements import AgreementForm
from agreements.models import (
    Agreement,
    AgreementState,
    Clause,
    CopyHolder,
    Signature,
    Suspension,
)
from agreements.readiness import remarks_on
from agreements.wording import sentence
from pairing.admin_base import BureauInline, ReadOnlyInline, moment
from records.services import write_event
from records.signals import pairings_changed


class CopyHolderInline(BureauInline):
    model = CopyHolder
    fields = ("order", "holder", "count")
    extra = 1
    may_delete = True


class ClauseList(ReadOnlyInline):
    model = Clause
    fields = ("place", "heading", "text", "closing")
    readonly_fields = ("place",)
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("parent")

    @admin.display(description=_("number"))
    def place(self, row):
        return row.place


class SignatureList(ReadOnlyInline):
    model = Signature
    fields = ("side", "signer_name", "signer_title", "signed_on", "sealed_on", "method")


class SuspensionList(ReadOnlyInline):
    model = Suspension
    fields = ("starts_on", "ends_on", "decided_on", "reason")


@admin.register(Agreement)
class AgreementAdmin(DraftAdmin):
    form = AgreementForm
    bureau_paths = BOTH_BUREAUS
    writes_row_event = False  # a new one is drafted by its service
    list_display = ("number", "title", "pairing", "starts_on", "ends_on", "state")
    list_filter = ("state",)
    list_select_related = ("pairing__supporting_school", "pairing__receiving_school")
    search_fields = ("number", "title", "pairing__code")
    fieldsets = (
        (
            None,
            {"fields": ("number", "title", "pairing", "amends", "renews", "state", "pages")},
        ),
        (_("Days"), {"fields": ("starts_on", "ends_on", "filled_in_on", "effective_on")}),
        (_("Words"), {"fields": ("policy_title", "policy_number", "preamble")}),
        (_("Copies"), {"fields": ("copies", "copies_text")}),
        (_("Rules"), {"fields": ("needs_seal", "cut_rule")}),
        (_("End"), {"fields": ("terminated_on", "terminated_known_on", "end_reason")}),
    )
    readonly_fields = (
        "renews",
        "state",
        "pages",
        "effective_on",
        "terminated_on",
        "terminated_known_on",
        "end_reason",
    )
    inlines = (CopyHolderInline, ClauseList, SignatureList, SuspensionList)

    def agreement_of(self, row) -> Agreement:
        return row

    def get_readonly_fields(self, request, obj=None):
        # The sides of an agreement are its pairing's; another pairing is another agreement.
        return (*self.readonly_fields, "pairing", "amends") if obj else self.readonly_fields

    @admin.display(description=_("effective on"))
    def effective_on(self, row):
        return row.effective_on if row.pk else None

    @admin.display(description=_("pages"))
    def pages(self, row):
        if not row.pk:
            return _("Clauses are added once it is saved.")
        page = format_html(
            '<a href="{}">{}</a>', reverse("agreement", args=[row.pk]), _("Read it whole")
        )
        if row.state != AgreementState.DRAFT:
            return page
        add = link("agreements_clause_add", _("Add a clause"), query=f"?agreement={row.pk}")
        return format_html("{} · {}", page, add)

    def save_model(self, request, obj, form, change):
        if not change:
            asked = form.cleaned_data["cut_rule"] if "cut_rule" in form.changed_data else None
            services.draft(obj, by=request.user, at=moment(), cut_rule=asked)
            return
        super().save_model(request, obj, form, change)
        if form.changed_data:
            facts = {"fields": sorted(form.changed_data)}
            write_event(obj, verb="agreement.changed", by=request.user, at=moment(), **facts)
            pairings_changed.send(sender=Agreement, pairing_ids={obj.pairing_id})

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        agreement = Agreement.objects.for_document().get(pk=form.instance.pk)
        for problem in remarks_on(agreement):
            messages.warning(request, sentence(problem))
