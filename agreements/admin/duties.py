"""Duties field by field, with the sentence they make."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import DraftAdmin, DraftChoices, paths, remove
from agreements.asked import asked, said
from agreements.forms.duty import DUTY, SAY, ObligationForm, rules_for_the_page
from agreements.models import Agreement, Obligation, QuotaLine, Waiver
from agreements.relations import KEYS, line_problems, lines_problems
from agreements.rendering import describe, render
from agreements.wording import sentence
from pairing.admin_base import BureauInline, ReadOnlyInline, WholeFormSet


class QuotaFormSet(WholeFormSet):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if self._is_kept(form)]
        for problem in lines_problems([form.instance for form in kept]):
            form = kept[problem.facts["index"]]
            form.add_error(problem.field or None, sentence(problem))
        for form in kept:  # unchanged ones too: the duty around them may have changed
            for problem in line_problems(form.instance, self.instance):
                form.add_error(problem.field or None, sentence(problem))

    def _is_kept(self, form) -> bool:
        is_line = form.has_changed() or form.instance.pk is not None
        return is_line and not self._should_delete_form(form)

    def _check_constraints(self, form) -> None:
        """Nothing: lines that change places would each stand in the other's way as long as
        neither is saved. ``clean`` asks all that the constraints hold."""

    def save(self, commit=True):  # noqa: FBT002 -- Django's
        """Lines may take each other's place: what goes or moves leaves before others come."""
        moved = [f for f in self.initial_forms if set(KEYS) & set(f.changed_data)]
        leaving = [*moved, *self.deleted_forms]
        QuotaLine.objects.filter(pk__in=[form.instance.pk for form in leaving]).delete()
        for form in moved:
            form.instance.pk, form.instance._state.adding = None, True
        saved = super().save(commit=commit)
        for form in moved:
            if not self._should_delete_form(form):
                saved.append(self.save_existing(form, form.instance, commit=commit))
                self.changed_objects.append((form.instance, form.changed_data))
        return saved


class QuotaInline(BureauInline):
    model = QuotaLine
    formset = QuotaFormSet
    may_delete = True


class WaiverList(ReadOnlyInline):
    """A waiver is granted on the page of the verdict it lifts; here it is only read."""

    model = Waiver
    fields = ("window_starts_on", "granted_on", "granted_by_name", "reason")


@admin.register(Obligation)
class ObligationAdmin(DraftChoices, DraftAdmin):
    form = ObligationForm
    bureau_paths = paths("clause.agreement")
    list_display = ("name", "clause", "agreement", "party", "words")
    list_filter = ("party", "modality", "period")
    list_select_related = ("clause__agreement", "clause__parent", "part_of")
    search_fields = ("name", "clause__agreement__number")
    readonly_fields = ("words",)
    change_form_template = "admin/agreements/obligation/change_form.html"
    inlines = (QuotaInline, WaiverList)
    fieldsets = (
        (None, {"fields": ("clause", "order", "name", "support_area")}),
        (_("Who owes it, and how binding is it?"), {"fields": ("party", "modality")}),
        (
            _("What counts, and about what?"),
            {
                "fields": (
                    "activity_types",
                    "topics",
                    "topics_agreed",
                    "subjects",
                    "stages",
                    "grades",
                )
            },
        ),
        (
            _("Done by whom?"),
            {
                "fields": (
                    "actor_roles",
                    "minimum_rank",
                    "actor_qualifications",
                    "both_heads",
                )
            },
        ),
        (_("Where?"), {"fields": ("venue",)}),
        (
            _("Counted how, and how many?"),
            {
                "fields": (
                    "measure",
                    ("minimum", "maximum"),
                    "uncounted",
                    "counted_side",
                    "each_of",
                    "each_of_items",
                    "part_of",
                )
            },
        ),
        (
            _("How often?"),
            {"fields": ("period", "season", ("season_from", "season_to"))},
        ),
        (
            _("By when?"),
            {
                "fields": (
                    "due_kind",
                    ("due_month", "due_day"),
                    ("due_months", "due_days"),
                    "due_on",
                    "due_trigger_types",
                    "grace_days",
                ),
            },
        ),
        (
            _("How big must one event be, and what must it cover?"),
            {
                "classes": ("collapse",),
                "fields": (
                    ("floor_people", "ceiling_people"),
                    "floor_people_each_side",
                    ("floor_days", "ceiling_days"),
                    ("floor_weeks", "floor_lessons"),
                    "floor_days_per_person",
                    ("coverage_of", "coverage_distinct"),
                    "contents",
                ),
            },
        ),
        (
            _("What proves it, who pays, how heavy is it?"),
            {
                "classes": ("collapse",),
                "fields": (
                    "weight",
                    "counting_group",
                    "evidence_required",
                    "cost_bearer",
                    "funding_source",
                    "replaces",
                ),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("quotas")

    def get_fieldsets(self, request, obj=None):
        """What is signed is read as its sentence; the fields that make it are for drafts."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return sets
        _head, head = sets[0]
        return ((None, {"fields": (*head["fields"], "words")}), sets[-1])

    def agreement_of(self, row) -> Agreement:
        return row.clause.agreement

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "clause") if obj else self.readonly_fields

    @admin.display(description=_("agreement"))
    def agreement(self, row):
        return row.clause.agreement.number

    @admin.display(description=_("what it says"))
    def words(self, row):
        words, told = render(row), describe(row)
        return words if told == words else format_html("{}<br>{}", words, told)

    # --- The sentence while one chooses -------------------------------------------------------
    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 -- Django's
        form = super().get_form(request, obj, change, **kwargs)
        form.say_only = SAY in request.POST
        return form

    def unsaved(self, request):
        """The form and the lines of the duty that the request holds, both checked."""
        pk = request.POST.get(DUTY, "")
        row = self._own_draft(request, pk) if pk else None
        form_class = self.get_form(
            request, row, change=row is not None, fields=flatten_fieldsets(self.fieldsets)
        )
        form = form_class(request.POST, instance=row)
        formsets, _inlines = self._create_formsets(request, form.instance, change=bool(row))
        form.is_valid()
        lines = next(one for one in formsets if one.model is QuotaLine)
        lines.is_valid()
        return form, lines

    def _own_draft(self, request, pk: str) -> Obligation:
        rows = self.get_queryset(request)
        row = rows.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def render_change_form(self, request, context, add=False, change=False, **more):  # noqa: FBT002 -- Django's
        row = more.get("obj")
        if (
            self.has_add_permission(request)
            if add
            else self.has_change_permission(request, row)
        ):
            context |= {"say": True, "rules": rules_for_the_page()}
            context["said"] = self._said(context, row)
        return super().render_change_form(request, context, add=add, change=change, **more)

    def _said(self, context, row):
        """What the panel under the form says before the script asks."""
        form = context["adminform"].form
        if form.is_bound:
            quotas = context["inline_admin_formsets"][0].formset
            return asked(form, quotas)
        return said(row) if row is not None else None

    def has_delete_permission(self, request, obj=None) -> bool:
        bare = obj is not None and not obj.shares.exists()
        return bare and self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        remove(self, request, obj, name=obj.name, words=render(obj))
