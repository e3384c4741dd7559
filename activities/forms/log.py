"""The form an activity is typed in: one short page, the same with and without script.

Every block stands in the page; a script hides those the chosen type does not ask for, and
what is typed there is then left out here as well. A date outside the agreement, too few
people, a person of the wrong side are facts like any other: the engine explains them later.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from activities.facts import Facts
from activities.forms.checks import LogChecks
from activities.forms.fields import (
    CodesField,
    EvidenceField,
    PeopleField,
    RowsField,
    number_field,
)
from activities.forms.filters import term_label
from activities.forms.layout import log_helper
from activities.forms.privacy import refuse_private
from activities.models import Activity, ActivityState, PlaceKind
from activities.needs import Floor, TypeNeeds
from activities.sheets import Sheet, partner_in
from pairing.models import Pairing, School
from pairing.vocabulary import (
    DOCUMENT_TYPES,
    ActivityType,
    Content,
    Grade,
    Stage,
    Subject,
    Topic,
)
from records.forms import DayField, TileRadio, UiFormMixin
from records.templatetags.ui import day_cn, weekday

OTHER = "other_choice"
ELSEWHERE = PlaceKind.ELSEWHERE
ONLINE = PlaceKind.ONLINE


class LogForm(LogChecks, UiFormMixin, forms.Form):
    """``facts()`` of a valid form are what ``services.log`` and ``services.revise`` take."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.CharField(required=False, label=gettext_lazy("Which day"), widget=TileRadio)
    day_on = DayField(required=False, label=gettext_lazy("Date"))
    last_on = DayField(
        required=False,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Only when it took several days."),
    )
    type = forms.CharField(
        required=False, label=gettext_lazy("What was done"), widget=TileRadio
    )
    type_other = forms.ChoiceField(required=False, label=gettext_lazy("All types"))
    place = forms.ChoiceField(label=gettext_lazy("Where"), widget=TileRadio)
    place_text = forms.CharField(
        required=False,
        max_length=80,
        label=gettext_lazy("Place in words"),
        validators=[refuse_private],
    )
    sub_site = forms.ModelChoiceField(
        queryset=None, required=False, label=gettext_lazy("Teaching point")
    )
    done_by = forms.ChoiceField(required=False, widget=TileRadio)
    people = PeopleField(queryset=None, required=False, label=gettext_lazy("Who took part"))
    days_each = number_field(
        label=gettext_lazy("Days for each person named"), least=1, most=400
    )
    lessons = number_field(label=gettext_lazy("How many lessons"), most=500)
    items = number_field(label=gettext_lazy("How many items"), least=1, most=500)
    amount = forms.DecimalField(
        required=False,
        label=gettext_lazy("Amount in yuan"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={
            "min_value": gettext_lazy("An amount below 0 is not possible."),
            "invalid": gettext_lazy("Please enter an amount, for example 3000 or 3000.50."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )
    goods = number_field(label=gettext_lazy("How many pieces"), most=1_000_000)
    subjects = CodesField(vocabulary=Subject, label=gettext_lazy("Subjects"))
    stages = CodesField(vocabulary=Stage, label=gettext_lazy("Stages"))
    grades = CodesField(vocabulary=Grade, label=gettext_lazy("Grades"))
    topics = CodesField(vocabulary=Topic, label=gettext_lazy("Topics"))
    contents = CodesField(vocabulary=Content, label=gettext_lazy("It included"))
    topic_agreed = forms.BooleanField(
        required=False, label=gettext_lazy("Both schools agreed the topic beforehand")
    )
    roster = RowsField(
        queryset=None, required=False, label=gettext_lazy("For whom of the roster")
    )
    for_window_starts_on = forms.TypedChoiceField(
        required=False,
        label=gettext_lazy("For which period"),
        coerce=date.fromisoformat,
        empty_value=None,
    )
    follows = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("About which stay"),
        empty_label=gettext_lazy("Not chosen"),
    )
    also_for = RowsField(
        queryset=None,
        required=False,
        label=gettext_lazy("Also counts for"),
        help_text=gettext_lazy("The other school of each pairing confirms for itself."),
    )
    summary = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("In one sentence"),
        validators=[refuse_private],
    )
    file = EvidenceField(required=False, label=gettext_lazy("Photo or sign-in sheet"))

    def __init__(
        self, *args, sheet: Sheet, activity: Activity | None = None, wanted=(), **kwargs
    ) -> None:
        """``wanted`` are types the page before asked for; the first is chosen."""
        self.sheet, self.activity = sheet, activity
        kwargs["initial"] = _initial(sheet, activity, wanted=wanted) | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)
        self._offer_days()
        self._offer_types(list(wanted))
        self._offer_places()
        self._offer_sides()
        self._offer_people()
        self._offer_papers()
        self.helper = log_helper(self)

    # --- what is offered --------------------------------------------------------------------

    def _offer_days(self) -> None:
        days = [
            (pgettext("day", "Today"), self.sheet.on),
            (pgettext("day", "Yesterday"), self.sheet.on - timedelta(days=1)),
        ]
        tiles = [
            (day.isoformat(), _tile(word, f"{day_cn(day)} {weekday(day)}"))
            for word, day in days
        ]
        self.fields["day"].widget.choices = [*tiles, (OTHER, _("Another day"))]
        self.fields["day_on"].widget.attrs["max"] = self.sheet.on.isoformat()
        self.fields["last_on"].widget.attrs["max"] = self.sheet.on.isoformat()

    def _offer_types(self, wanted: list[str]) -> None:
        first = wanted + ([self.activity.type] if self.activity else [])
        tiles = self.sheet.tiles(first=first)
        words = [
            (code, _tile(ActivityType(code).label, asked_of(self.sheet.needs[code])))
            for code in tiles
        ]
        everything = _("%(count)s types in all") % {"count": len(ActivityType)}
        self.fields["type"].widget.choices = [*words, (OTHER, _tile(_("Other"), everything))]
        labels = dict(ActivityType.choices)
        events = [(c, labels[c]) for c in ActivityType.values if c not in DOCUMENT_TYPES]
        papers = [(c, labels[c]) for c in ActivityType.values if c in DOCUMENT_TYPES]
        self.fields["type_other"].choices = [
            ("", _("Please choose")),
            (_("Activities"), events),
            (_("Documents"), papers),
        ]

    def _offer_places(self) -> None:
        tiles = [
            (str(school.pk), _tile(school.label, self._party_words(school)))
            for school in self.sheet.schools.values()
        ]
        self.fields["place"].choices = [
            *tiles,
            (ONLINE, pgettext("place", "Online")),
            (ELSEWHERE, pgettext("place", "Elsewhere")),
        ]
        self.fields["sub_site"].queryset = self.sheet.sub_sites()
        self.fields["sub_site"].empty_label = _("None")
        self.fields["sub_site"].label_from_instance = lambda s: f"{s.school.label} {s.name}"

    def _party_words(self, school: School) -> str:
        words = {"supporting": _("Party A's school"), "receiving": _("Party B's school")}
        return words.get(self.sheet.pairing.side_of(school.pk), _("Other pairing"))

    def _offer_sides(self) -> None:
        supporting = self.sheet.pairing.supporting_school.label
        receiving = self.sheet.pairing.receiving_school.label
        self.fields["done_by"].label = _("Whose activity it is")
        self.fields["done_by"].choices = [
            ("supporting", _tile(supporting, _("Party A"))),
            ("receiving", _tile(receiving, _("Party B"))),
            ("both", _tile(_("Both together"), _("Joint"))),
        ]
        for school in self.sheet.schools.values():
            field = number_field(label=school.label)
            self.fields[heads_name(school)] = field

    def _offer_people(self) -> None:
        self.fields["people"].queryset = self.sheet.people()
        self.fields["roster"].queryset = self.sheet.roster()
        held = set(self.sheet.stages)
        self.fields["stages"].choices = [c for c in Stage.choices if c[0] in held]
        grades = set(self.sheet.grades)
        self.fields["grades"].choices = [c for c in Grade.choices if c[0] in grades]
        others = self.sheet.others
        self.fields["also_for"].queryset = Pairing.objects.filter(
            pk__in=[pairing.pk for pairing in others]
        ).select_related("supporting_school", "receiving_school")
        self.fields["also_for"].label_from_instance = lambda p: (
            partner_in(p, self.sheet.school).name
        )

    def _offer_papers(self) -> None:
        terms = [(t.starts_on.isoformat(), term_label(t)) for t in self.sheet.terms]
        years = [
            (day.isoformat(), _("Year %(number)s of the agreement") % {"number": number})
            for day, number in self.sheet.agreement_years()
        ]
        choices = [("", _("Not said: the earliest that is still open"))]
        choices += [(_("Terms"), terms)] if terms else []
        choices += [(_("Agreement years"), years)] if years else []
        self.fields["for_window_starts_on"].choices = choices
        self.fields["follows"].queryset = self.sheet.followed()
        self.fields["follows"].label_from_instance = _stay_label

    # --- what the page reads ----------------------------------------------------------------

    @property
    def heads(self) -> list[dict]:
        """The head-count of every school, party A first, with its side."""
        return [
            {
                "bound": self[heads_name(school)],
                "school": school,
                "side": self.sheet.pairing.side_of(school.pk),
            }
            for school in self.sheet.schools.values()
        ]

    @property
    def rules(self) -> str:
        """For the script, as JSON: what each type shows, its usual side, place and floor."""
        return json.dumps(
            {code: _rule(self.sheet, needs) for code, needs in self.sheet.needs.items()}
        )

    @property
    def has_lost_file(self) -> bool:
        """A file was sent with a form that has errors: browsers never give it back."""
        return bool(self.is_bound and self.errors and self.files)

    # --- what the services take -------------------------------------------------------------

    def facts(self) -> Facts:
        cleaned = self.cleaned_data
        pairings = (self.sheet.pairing, *cleaned["also_for"])
        names = ("topics", "subjects", "stages", "grades", "contents")
        return Facts(
            type=cleaned["type"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            pairings=pairings,
            done_by=self._schools_done_by(pairings),
            heads=tuple(self._heads(pairings)),
            people=tuple(cleaned["people"]),
            days_each=cleaned["days_each"],
            place_text=cleaned["place_text"],
            sub_site=cleaned["sub_site"],
            summary=cleaned["summary"],
            lessons=cleaned["lessons"] or 0,
            items=cleaned["items"] or 1,
            amount=cleaned["amount"] or Decimal(0),
            goods=cleaned["goods"] or 0,
            topic_agreed=cleaned["topic_agreed"],
            roster=tuple(cleaned["roster"]),
            for_window_starts_on=cleaned["for_window_starts_on"],
            follows=cleaned["follows"],
            **{name: tuple(cleaned[name]) for name in names},
            **self._place(),
        )

    def _place(self) -> dict:
        place = self.cleaned_data["place"]
        if place in {ONLINE, ELSEWHERE}:
            return {"place": PlaceKind(place), "school": None}
        return {"place": PlaceKind.SCHOOL, "school": self.sheet.schools[int(place)]}

    def _schools_done_by(self, pairings: Iterable[Pairing]) -> tuple[School, ...]:
        """One side of the main pairing stands for the own school or for all its partners."""
        own, side = self.sheet.school, self.cleaned_data["done_by"]
        partners = [partner_in(pairing, own) for pairing in pairings]
        if side == "both":
            return tuple(dict.fromkeys([own, *partners]))
        return (own,) if side == self.sheet.side else tuple(dict.fromkeys(partners))

    def _heads(self, pairings: Iterable[Pairing]):
        there = {self.sheet.school.pk}
        there |= {partner_in(pairing, self.sheet.school).pk for pairing in pairings}
        for school in self.sheet.schools.values():
            people = self.cleaned_data.get(heads_name(school))
            if school.pk in there and people is not None:
                yield school, people


def heads_name(school: School) -> str:
    return f"heads_{school.pk}"


def asked_of(needs: TypeNeeds) -> str:
    """What the first duty asks of this type, in short: every term, 2 times. "" without one."""
    if not needs.obligations:
        return ""
    duty = needs.obligations[0]
    period = duty.get_period_display()
    if duty.minimum is None:
        return period
    return _("%(period)s, %(count)s %(measure)s") % {
        "period": period,
        "count": duty.minimum,
        "measure": duty.get_measure_display(),
    }


def _tile(word: str, small: str) -> str:
    return format_html("{}<small>{}</small>", word, small) if small else word


def _stay_label(activity: Activity) -> str:
    return f"{activity.get_type_display()} {activity.starts_on} {activity.number}"


def _rule(sheet: Sheet, needs: TypeNeeds) -> dict:
    floor = needs.floor
    return {
        "shows": needs.flags(),
        "side": str(needs.done_by),
        "place": sheet.usual_place(needs),
        "floor": _floor_rule(sheet, floor) if floor else None,
        "asks": needs.asks,
        "duty": needs.obligations[0].name if needs.obligations else "",
    }


def _floor_rule(sheet: Sheet, floor: Floor) -> dict:
    words = {"both": _("Both schools together"), "each": _("At least, of each school")}
    who = words.get(floor.side) or sheet.pairing.school_on(floor.side).label
    return {"people": floor.people, "side": str(floor.side), "who": str(who)}


def _initial(sheet: Sheet, activity: Activity | None, *, wanted: Iterable[str]) -> dict:
    if activity is not None:
        return initial_of(activity, sheet=sheet)
    tiles = sheet.tiles(first=list(wanted))
    chosen = next(iter(wanted), tiles[0] if tiles else "")
    initial = {"token": uuid4(), "day": sheet.on.isoformat(), "type": chosen or OTHER}
    initial |= {"lessons": 1, "items": 1}
    if len(sheet.stages) == 1:
        initial["stages"] = sheet.stages
    if chosen:
        needs = sheet.needs[chosen]
        initial["place"] = sheet.usual_place(needs)
        initial["done_by"] = needs.done_by
    return initial


def initial_of(activity: Activity, *, sheet: Sheet) -> dict:
    """What the form shows of an activity that is already written."""
    names = ("place_text", "sub_site", "summary", "lessons", "items", "goods", "topics")
    names += ("subjects", "stages", "grades", "contents", "topic_agreed", "follows")
    initial = {name: getattr(activity, name) for name in names}
    own = activity.logged_by_school_id
    done_by = {school.pk for school in activity.done_by.all()}
    links = [x for x in activity.links.all() if x.state != ActivityState.VOIDED]
    side = sheet.side if own in done_by else sheet.pairing.side_of(sheet.partner.pk)
    many_days = activity.ends_on != activity.starts_on
    people = list(activity.participants.all())
    return (
        initial
        | {
            "token": activity.form_token,
            "day": OTHER,
            "day_on": activity.starts_on,
            "last_on": activity.ends_on if many_days else None,
            "type": activity.type,
            "place": str(activity.school_id) if activity.school_id else activity.place,
            "done_by": "both" if own in done_by and len(done_by) > 1 else side,
            "amount": activity.amount or None,
            "people": [p.person_id for p in people if p.person_id],
            "days_each": next((p.days for p in people if p.days), None),
            "roster": [entry.pk for entry in activity.roster.all()],
            "for_window_starts_on": activity.for_window_starts_on
            and activity.for_window_starts_on.isoformat(),
            "also_for": [x.pairing_id for x in links if x.pairing_id != sheet.pairing.pk],
        }
        | {heads_name(h.school): h.people for h in activity.heads.all()}
    )
