"""Terms, special days, programmes and their rounds."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pairing.admin_base import ONLY, BureauInline, BureauModelAdmin, moment, today
from pairing.models import CalendarDay, Programme, Round, Term
from pairing.services import change_programme, copy_terms


@admin.register(Term)
class TermAdmin(BureauModelAdmin):
    list_display = ("words", "bureau", "starts_on", "ends_on", "midterm_on")
    list_filter = ("school_year", "season", "stage", ("bureau", ONLY))
    list_select_related = ("bureau",)
    actions = ("copy_to_next_year",)

    @admin.display(description=_("term"), ordering="school_year")
    def words(self, row) -> str:
        return str(row)

    @admin.action(description=_("Copy to the next school year"))
    def copy_to_next_year(self, request, queryset):
        own = [t for t in queryset.select_related("bureau") if self.is_own(request, t)]
        try:
            copied = copy_terms(own, by=request.user, at=moment())
        except ValidationError as refused:
            for words in (_("Nothing was copied."), *refused.messages):
                messages.error(request, words)
            return
        messages.success(
            request,
            _(
                "%(entered)s terms entered, %(standing)s stood already. Check the days: they"
                " are those of the year before."
            )
            % {"entered": copied.entered, "standing": copied.standing},
        )


@admin.register(CalendarDay)
class CalendarDayAdmin(BureauModelAdmin):
    """Days without a bureau hold everywhere; only a superuser touches those."""

    list_display = ("day", "kind", "name", "bureau")
    list_filter = ("kind", ("bureau", ONLY))
    list_select_related = ("bureau",)
    date_hierarchy = "day"

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 -- Django's
        form = super().get_form(request, obj, change, **kwargs)
        if "bureau" in form.base_fields:
            form.base_fields["bureau"].required = not request.user.is_superuser
        return form

    def has_delete_permission(self, request, obj=None) -> bool:
        # A day entered by mistake must go: it is a rule of counting, no record of work.
        return self.has_change_permission(request, obj)

    def delete_queryset(self, request, queryset):
        # One by one and not in bulk: who rests on the calendar listens to each.
        for row in queryset:
            row.delete()


class RoundInline(BureauInline):
    model = Round


@admin.register(Programme)
class ProgrammeAdmin(BureauModelAdmin):
    list_display = ("name", "bureau", "policy_number", "cut_rule", "year_meaning")
    list_filter = (("bureau", ONLY),)
    list_select_related = ("bureau",)
    search_fields = ("name", "policy_title", "policy_number")
    inlines = (RoundInline,)

    def save_model(self, request, obj, form, change):
        if change:
            change_programme(obj, on=today())
        else:
            super().save_model(request, obj, form, change)
