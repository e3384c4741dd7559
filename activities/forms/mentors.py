"""What a liaison types about mentor groups."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms.fields import PeopleField
from activities.forms.privacy import refuse_private
from activities.sheets import Sheet
from pairing.models import MentorGroup
from pairing.services.mentors import GroupFacts
from pairing.vocabulary import Subject
from records.forms import DayField, UiFormMixin


class GroupForm(UiFormMixin, forms.Form):
    """``facts()`` of a valid form are what ``propose_group`` takes."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    mentors = PeopleField(
        queryset=None,
        label=_("Mentors"),
        error_messages={"required": _("Please name at least one mentor.")},
    )
    mentees = PeopleField(
        queryset=None,
        label=_("Mentees"),
        error_messages={"required": _("Please name at least one mentee.")},
    )
    subject = forms.ChoiceField(required=False, label=_("Subject"))
    starts_on = DayField(label=_("First day"))
    until_on = DayField(
        required=False,
        label=_("Agreed until"),
        help_text=_("Leave it empty while no last day is agreed."),
    )
    goals = forms.CharField(
        required=False,
        max_length=500,
        label=_("Goals"),
        validators=[refuse_private],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the mentees are to reach, in two or three sentences."),
    )

    def __init__(
        self, *args, sheet: Sheet, replaces: MentorGroup | None = None, **kwargs
    ) -> None:
        self.sheet, self.replaces = sheet, replaces
        kwargs["initial"] = {"token": uuid4()} | _initial(replaces, on=sheet.on)
        super().__init__(*args, **kwargs)
        people = sheet.people().filter(school__in=_sides(sheet))
        self.fields["mentors"].queryset = people
        self.fields["mentees"].queryset = people
        self.fields["subject"].choices = [("", _("Not one subject")), *Subject.choices]

    def clean(self) -> dict:
        super().clean()
        mentors = set(self.cleaned_data.get("mentors") or ())
        for person in self.cleaned_data.get("mentees") or ():
            if person in mentors:
                sentence = _("%(name)s cannot guide and be guided in the same group.")
                self._refuse("mentees", sentence, name=person.name)
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self._refuse("until_on", _("The last day lies before the first."))
        if first and self.replaces is not None and first <= self.replaces.starts_on:
            sentence = _(
                "Whoever takes over begins after %(first_on)s, the first day of the group"
                " before."
            )
            self._refuse("starts_on", sentence, first_on=self.replaces.starts_on)
        return self.cleaned_data

    def _refuse(self, name: str, sentence: str, **facts) -> None:
        self.add_error(name, forms.ValidationError(sentence, code="invalid", params=facts))

    def facts(self) -> GroupFacts:
        cleaned = self.cleaned_data
        return GroupFacts(
            pairing=self.sheet.pairing,
            mentors=tuple(cleaned["mentors"]),
            mentees=tuple(cleaned["mentees"]),
            subject=cleaned["subject"],
            goals=cleaned["goals"],
            starts_on=cleaned["starts_on"],
            until_on=cleaned["until_on"],
            replaces=self.replaces,
        )


def _sides(sheet: Sheet) -> list[int]:
    return [sheet.pairing.supporting_school_id, sheet.pairing.receiving_school_id]


def _initial(replaces: MentorGroup | None, *, on) -> dict:
    if replaces is None:
        return {"starts_on": on}
    return {
        "mentors": [person.pk for person in replaces.mentors],
        "mentees": [person.pk for person in replaces.mentees],
        "subject": replaces.subject,
        "until_on": replaces.until_on,
        "goals": replaces.goals,
        "starts_on": on,
    }


class LastDayForm(UiFormMixin, forms.Form):
    """A last day, and why: for a group that ends early, or a stay that ended otherwise."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    last_on = DayField(label=_("Last day"))
    reason = forms.CharField(
        max_length=200,
        label=_("Reason"),
        validators=[refuse_private],
        error_messages={"required": _("Please say why, so that the other school can follow.")},
    )

    def __init__(self, *args, on, **kwargs) -> None:
        kwargs["initial"] = {"token": uuid4(), "last_on": on}
        super().__init__(*args, **kwargs)
