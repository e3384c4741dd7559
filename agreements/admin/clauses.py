"""Clauses in order, with what their duties say."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import DraftAdmin, DraftChoices, link, paths, remove
from agreements.forms.agreements import ClauseForm
from agreements.models import Agreement, AgreementState, Clause, Obligation
from agreements.rendering import render
from pairing.admin_base import ReadOnlyInline


class ObligationList(ReadOnlyInline):
    model = Obligation
    fk_name = "clause"
    fields = ("order", "name", "words")
    readonly_fields = ("words",)
    show_change_link = True

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("part_of").prefetch_related("quotas")

    @admin.display(description=_("what it says"))
    def words(self, row):
        return render(row)


@admin.register(Clause)
class ClauseAdmin(DraftChoices, DraftAdmin):
    form = ClauseForm
    bureau_paths = paths("agreement")
    list_display = ("place", "heading", "agreement")
    list_select_related = ("agreement", "parent")
    search_fields = ("agreement__number", "heading", "text", "closing")
    fields = (
        "agreement",
        "parent",
        "order",
        "label",
        "heading",
        "support_area",
        "text",
        "closing",
        "pages",
    )
    readonly_fields = ("pages",)
    inlines = (ObligationList,)

    def agreement_of(self, row) -> Agreement:
        return row.agreement

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "agreement") if obj else self.readonly_fields

    @admin.display(description=_("number"), ordering="order")
    def place(self, row):
        return row.place

    @admin.display(description=_("pages"))
    def pages(self, row):
        if not row.pk:
            return _("Duties are added once it is saved.")
        whole = link("agreements_agreement_change", row.agreement, row.agreement_id)
        if row.agreement.state != AgreementState.DRAFT:
            return whole
        add = link("agreements_obligation_add", _("Add a duty"), query=f"?clause={row.pk}")
        return format_html("{} · {}", whole, add)

    def has_delete_permission(self, request, obj=None) -> bool:
        empty = obj is not None and not (obj.obligations.exists() or obj.items.exists())
        return empty and self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        remove(self, request, obj, place=obj.place)
