"""A change that is decided and not edited: a page with its own form, then one service.

Each decision is a link on the row's page and an action of the list, and both lead to the page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from pairing.admin_base import moment
from pairing.services import PairingChangeError
from pairing.wording import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``act(row, form's values, by, at)`` calls the service; ``is_open`` says whether the row
    can still be decided on; ``explain(row)`` lists what will happen, in sentences."""

    name: str
    title: str
    form: type[forms.Form]
    act: Callable
    is_open: Callable
    explain: Callable
    done: str


class DecisionMixin:
    decisions: tuple[Decision, ...] = ()
    change_form_template = "admin/pairing/change_form.html"
    decision_template = "admin/pairing/decision.html"

    def get_urls(self):
        return [
            path(
                f"<int:pk>/{decision.name}/",
                self.admin_site.admin_view(self._page_of(decision)),
                name=self._url_name(decision),
            )
            for decision in self.decisions
        ] + super().get_urls()

    def _url_name(self, decision: Decision) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{decision.name}"

    def _page_of(self, decision: Decision):
        def page(request, pk):
            return self.decide(request, pk, decision=decision)

        return page

    def decide(self, request, pk, *, decision: Decision):
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row) or not decision.is_open(row):
            raise PermissionDenied
        form = decision.form(request.POST or None, row=row, user=request.user)
        if (
            request.method == "POST"
            and form.is_valid()
            and self._act(request, row, form, decision)
        ):
            messages.success(request, decision.done % {"row": row})
            return HttpResponseRedirect(self._address(row))
        return TemplateResponse(
            request, self.decision_template, self._context(request, row, form, decision)
        )

    def _act(self, request, row, form, decision: Decision) -> bool:
        """Whether the service did it; its refusal becomes an error of the form."""
        try:
            decision.act(row, form.cleaned_data, request.user, moment())
        except PairingChangeError as error:
            form.add_error(None, refusal(error))
            return False
        return True

    def _address(self, row) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[row.pk])

    def _context(self, request, row, form, decision: Decision) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": decision.title,
            "original": row,
            "form": form,
            "consequences": decision.explain(row),
            "address": self._address(row),
        }

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        links = []
        if row is not None and self.has_change_permission(request, row):
            links = [
                (reverse(f"admin:{self._url_name(d)}", args=[row.pk]), d.title)
                for d in self.decisions
                if d.is_open(row)
            ]
        extra_context = {**(extra_context or {}), "decision_links": links}
        return super().change_view(request, object_id, form_url, extra_context)

    def get_actions(self, request):
        return super().get_actions(request) | {
            d.name: (self._action_of(d), d.name, d.title) for d in self.decisions
        }

    def _action_of(self, decision: Decision):
        def action(modeladmin, request, queryset):
            rows = list(queryset[:2])
            if len(rows) != 1:
                messages.warning(request, _("Choose exactly one row: each is decided alone."))
                return None
            if not decision.is_open(rows[0]) or not self.has_change_permission(
                request, rows[0]
            ):
                messages.warning(
                    request, _("%(row)s cannot be changed in this way.") % {"row": rows[0]}
                )
                return None
            address = reverse(f"admin:{self._url_name(decision)}", args=[rows[0].pk])
            return HttpResponseRedirect(address)

        return action
