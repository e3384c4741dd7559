"""What a liaison types about a secondment: once, for the record and for the count."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.facts import Facts, SecondmentFacts
from activities.forms.fields import PersonField, number_field
from activities.forms.privacy import refuse_private
from activities.models import Activity
from activities.needs import STAY_TYPES
from activities.sheets import Sheet
from pairing.vocabulary import ActivityType
from records.forms import DayField, TileRadio, UiFormMixin

LONGEST_STAY = timedelta(days=3 * 366)
IN_ORDER = tuple(code for code in ActivityType.values if code in STAY_TYPES)


def _note(label, *, most: int = 200, **fields) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=most, label=label, validators=[refuse_private], **fields
    )


class StayNoteForm(UiFormMixin, forms.Form):
    """What either school may note at any time; none of it is counted."""

    post = _note(_("Post held at the host school"), most=60)
    mentor = PersonField(
        queryset=None, required=False, label=_("Mentor at the host school"), empty_label="—"
    )
    meetings = number_field(label=_("School meetings attended"), most=2000)
    lessons_a_week = number_field(label=_("Lessons a week"), most=60)
    board_note = _note(_("Board and lodging"))
    cost_note = _note(_("Costs and who pays"))

    def __init__(self, *args, sheet: Sheet, activity: Activity | None = None, **kwargs):
        self.sheet, self.activity = sheet, activity
        kwargs["initial"] = self.initial_of(activity) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = self._people()

    def _people(self):
        pairing = self.sheet.pairing
        sides = [pairing.supporting_school_id, pairing.receiving_school_id]
        rows = self.sheet.people().filter(school__in=sides)
        host = self.activity and self.activity.school_id
        return rows.filter(school=host) if host else rows

    def initial_of(self, activity: Activity | None) -> dict:
        stay = getattr(activity, "secondment", None)
        return {name: getattr(stay, name) for name in StayNoteForm.base_fields} if stay else {}

    def notes(self) -> dict:
        return {name: self.cleaned_data[name] for name in StayNoteForm.base_fields}

    def file(self) -> SecondmentFacts:
        return SecondmentFacts(**self.notes())


class SecondmentForm(StayNoteForm):
    """``facts()`` of a valid form are what ``services.log`` and ``services.revise`` take."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    type = forms.ChoiceField(label=_("Which kind"), widget=TileRadio)
    person = PersonField(queryset=None, label=_("Who was sent"), empty_label=_("Please choose"))
    starts_on = DayField(label=_("First day there"))
    ends_on = DayField(
        label=_("Last day, as agreed"),
        help_text=_(
            "It may lie ahead. When it ends otherwise, both schools note the real day."
        ),
    )
    planned_starts_on = DayField(required=False, label=_("Planned from"))
    planned_ends_on = DayField(required=False, label=_("Planned until"))

    field_order = ("token", "type", "person", "starts_on", "ends_on")

    def __init__(self, *args, sheet: Sheet, wanted: str = "", **kwargs) -> None:
        self.wanted = wanted
        super().__init__(*args, sheet=sheet, **kwargs)
        labels = dict(ActivityType.choices)
        self.fields["type"].choices = [(code, labels[code]) for code in IN_ORDER]
        self.fields["starts_on"].widget.attrs["max"] = sheet.on.isoformat()
        pairing = sheet.pairing
        sides = [pairing.supporting_school_id, pairing.receiving_school_id]
        people = sheet.people().filter(school__in=sides)
        self.fields["person"].queryset = people
        self.fields["mentor"].queryset = people  # the host is known only when it is sent

    def initial_of(self, activity: Activity | None) -> dict:
        if activity is None:
            chosen = self.wanted if self.wanted in IN_ORDER else IN_ORDER[0]
            return {"token": uuid4(), "type": chosen, "starts_on": self.sheet.on}
        stay = getattr(activity, "secondment", None)
        person = next((p.person_id for p in activity.participants.all()), None)
        return super().initial_of(activity) | {
            "token": activity.form_token,
            "type": activity.type,
            "person": person,
            "starts_on": activity.starts_on,
            "ends_on": activity.ends_on,
            "planned_starts_on": stay and stay.planned_starts_on,
            "planned_ends_on": stay and stay.planned_ends_on,
        }

    def clean(self) -> dict:
        super().clean()
        self._clean_days()
        person, mentor = self.cleaned_data.get("person"), self.cleaned_data.get("mentor")
        if person and mentor and mentor.school_id == person.school_id:
            self._refuse("mentor", _("The mentor works at the host school."))
        return self.cleaned_data

    def _clean_days(self) -> None:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and first > self.sheet.on:
            self._refuse(
                "starts_on", _("This day has not come yet. Log it once it has taken place.")
            )
        if first and last and last < first:
            self._refuse("ends_on", _("The last day lies before the first."))
        if first and last and last > first + LONGEST_STAY:
            self._refuse("ends_on", _("A stay of more than three years: please check the day."))
        planned = self.cleaned_data.get("planned_starts_on")
        until = self.cleaned_data.get("planned_ends_on")
        if planned and until and until < planned:
            self._refuse("planned_ends_on", _("The last day lies before the first."))

    def _refuse(self, name: str, sentence: str) -> None:
        self.add_error(name, forms.ValidationError(sentence, code="invalid"))

    def facts(self) -> Facts:
        cleaned, pairing = self.cleaned_data, self.sheet.pairing
        person = cleaned["person"]
        sending = pairing.side_of(person.school_id)
        host = pairing.school_on("receiving" if sending == "supporting" else "supporting")
        stages = self.sheet.stages
        return Facts(
            type=cleaned["type"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            pairings=(pairing,),
            done_by=(pairing.school_on(sending),),
            people=(person,),
            school=host,
            summary=self.activity.summary if self.activity else "",
            stages=tuple(stages) if len(stages) == 1 else (),
            secondment=SecondmentFacts(
                planned_starts_on=cleaned["planned_starts_on"],
                planned_ends_on=cleaned["planned_ends_on"],
                **self.notes(),
            ),
        )
