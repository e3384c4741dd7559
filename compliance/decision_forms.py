"""What people write down when they decide about a window."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms.privacy import refuse_private
from activities.models import Activity, ActivityLink
from records.forms import DayField, UiFormMixin

USUAL_DAYS = 14  # what a school is given to answer, unless the bureau says otherwise


def words(label, *, longest: int = 500, **fields) -> forms.CharField:
    fields.setdefault("error_messages", {"required": _("Say why: both schools read it.")})
    return forms.CharField(
        label=label,
        max_length=longest,
        validators=[refuse_private],
        widget=forms.Textarea(attrs={"rows": 3}),
        **fields,
    )


class DecisionForm(UiFormMixin, forms.Form):
    """``today`` bounds the days one may choose."""

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def coming(self, name: str) -> date:
        """The day in the field ``name``, which lies ahead."""
        day = self.cleaned_data[name]
        if day <= self.today:
            raise forms.ValidationError(
                _("Choose a day after today (%(today)s)."),
                code="past",
                params={"today": self.today.isoformat()},
            )
        return day


class NotifyForm(DecisionForm):
    prefix = "notify"
    text = words(_("What the school is to explain"))
    by_on = DayField(
        label=_("Answer by"), help_text=_("The school answers here, in its own words.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by_on"].initial = self.today + timedelta(days=USUAL_DAYS)

    def clean_by_on(self):
        return self.coming("by_on")


class ExplainForm(DecisionForm):
    prefix = "explain"
    text = words(
        _("Why it was not met"),
        error_messages={"required": _("Say why: the bureau and the other school read it.")},
    )
    named = forms.ModelMultipleChoiceField(
        label=_("Activities to look at"),
        queryset=Activity.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, activities=(), **kwargs):
        super().__init__(*args, **kwargs)
        ids = [activity.pk for activity in activities]
        self.fields["named"].queryset = Activity.objects.filter(pk__in=ids)
        self.fields["named"].label_from_instance = label_of
        if not ids:
            del self.fields["named"]


class PlanForm(DecisionForm):
    prefix = "plan"
    text = words(
        _("What will be done instead"),
        error_messages={"required": _("Say what will be done.")},
    )
    quantity = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=100_000, required=False
    )
    by_on = DayField(label=_("To be done by"))

    def clean_by_on(self):
        return self.coming("by_on")


class CloseForm(DecisionForm):
    prefix = "close"
    reason = words(_("Why the bureau leaves it at that"), longest=200)


class ViolationForm(DecisionForm):
    """``first_on`` and ``last_on`` are the days of the window that have come."""

    prefix = "violation"
    held_on = DayField(label=_("On which day"))
    note = words(
        _("What was seen"), longest=200, error_messages={"required": _("Say what was seen.")}
    )

    def __init__(self, *args, first_on: date, last_on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_on, self.last_on = first_on, last_on
        attrs = {"min": first_on.isoformat(), "max": last_on.isoformat()}
        self.fields["held_on"].widget.attrs.update(attrs)

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if not self.first_on <= day <= self.last_on:
            raise forms.ValidationError(
                _("Choose a day of this period, from %(first)s to %(last)s."),
                code="outside",
                params={
                    "first": self.first_on.isoformat(),
                    "last": self.last_on.isoformat(),
                },
            )
        return day


class StrikeForm(DecisionForm):
    """One for each violation on a page: ``violation_id`` tells their fields apart."""

    reason = words(_("Why it was recorded by error"), longest=200)

    def __init__(self, *args, violation_id: int, **kwargs):
        super().__init__(*args, prefix=f"strike{violation_id}", **kwargs)
        self.violation_id = violation_id


class MakeUpForm(DecisionForm):
    """``candidates`` are the ids of the activities that would count."""

    activity = forms.ModelChoiceField(
        label=_("Which activity"),
        queryset=Activity.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose one of the activities."),
            "invalid_choice": _(
                "This activity does not count here (any more). Choose another."
            ),
        },
    )
    reason = words(_("Why"), longest=200)

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = Activity.objects.filter(pk__in=list(candidates))


def label_of(activity: Activity) -> str:
    kind = activity.get_type_display()
    return f"{activity.starts_on.isoformat()} {kind} {activity.number}"


def activities_to_name(pairing, *, types, since: date, until: date) -> list[Activity]:
    """What an explanation may point to: of the duty's kinds, from ``since`` on, sent to the
    other school; the latest first."""
    links = ActivityLink.objects.sent().filter(pairing=pairing)
    rows = Activity.objects.filter(
        pk__in=links.values("activity"),
        type__in=types,
        starts_on__gte=since,
        starts_on__lte=until,
    )
    return list(rows.order_by("-starts_on", "-number")[:30])
