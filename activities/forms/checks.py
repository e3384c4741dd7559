"""What the log form refuses, each with a sentence at the field it concerns."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.needs import LESSON_TYPES, TypeNeeds
from pairing.vocabulary import GRADES_OF_STAGE, ActivityType, Stage

# A grade of these says its stage; the others' grades are shared.
_STAGE_OF_GRADE = {
    grade: stage
    for stage in (Stage.PRESCHOOL, Stage.PRIMARY, Stage.JUNIOR)
    for grade in GRADES_OF_STAGE[stage]
}
_MEASURES = ("lessons", "amount", "goods", "items", "days_each", "roster")


class LogChecks:
    """Mixed into LogForm: its ``clean``. Adds ``starts_on`` and ``ends_on`` and leaves out what
    the chosen type does not ask for."""

    def clean(self) -> dict:
        super().clean()
        self._clean_days()
        needs = self._clean_type()
        if needs is not None:
            self._drop_unasked(needs)
            self._clean_numbers(needs)
            self._clean_heads(needs)
            self.cleaned_data["done_by"] = self.cleaned_data.get("done_by") or needs.done_by
        self._clean_place()
        self._clean_stages()
        return self.cleaned_data

    # --- days ---------------------------------------------------------------------------------

    def _clean_days(self) -> None:
        starts_on = self._first_day()
        if starts_on is None:
            return
        name = "day_on" if self.cleaned_data.get("day_on") else "day"
        if starts_on > self.sheet.on:
            self._refuse(name, _("This day has not come yet. Log it once it has taken place."))
            return
        self.cleaned_data["starts_on"] = starts_on
        self.cleaned_data["ends_on"] = starts_on
        if "last_on" not in self.errors:
            self._clean_last_day(starts_on)

    def _first_day(self) -> date | None:
        """A day that was typed wins over the tile that was already chosen."""
        if "day_on" in self.errors:
            return None
        if typed := self.cleaned_data.get("day_on"):
            return typed
        try:
            return date.fromisoformat(self.cleaned_data.get("day") or "")
        except ValueError:
            self._refuse(
                "day_on" if self.cleaned_data.get("day") else "day",
                _("Please say which day it was."),
                code="required",
            )
            return None

    def _clean_last_day(self, starts_on: date) -> None:
        last_on = self.cleaned_data.get("last_on")
        if last_on is None:
            return
        if last_on < starts_on:
            self._refuse("last_on", _("The last day lies before the first."), code="order")
        elif last_on > self.sheet.on:
            self._refuse("last_on", _("The last day has not come yet. Log it once it is over."))
        else:
            self.cleaned_data["ends_on"] = last_on

    # --- what and how many --------------------------------------------------------------------

    def _clean_type(self) -> TypeNeeds | None:
        code = self.cleaned_data.get("type_other") or self.cleaned_data.get("type")
        if code in self.sheet.needs:
            self.cleaned_data["type"] = code
            return self.sheet.needs[code]
        if "type_other" not in self.errors:
            name = "type_other" if code else "type"
            self._refuse(name, _("Please say what was done."), code="required")
        return None

    def _drop_unasked(self, needs: TypeNeeds) -> None:
        empty = {"roster": [], "items": 1}
        for name in _MEASURES:
            if not getattr(needs, name):
                self.cleaned_data[name] = empty.get(name)
                self.errors.pop(name, None)
        if not needs.document:
            self.cleaned_data["for_window_starts_on"] = None
        if not needs.follows:
            self.cleaned_data["follows"] = None
        if not needs.contents:
            self.cleaned_data["contents"] = []

    def _clean_numbers(self, needs: TypeNeeds) -> None:
        wanted = {
            "lessons": (
                needs.type in LESSON_TYPES,
                _("Please say how many lessons: at least 1."),
            ),
            "amount": (
                needs.type == ActivityType.DONATION_MONEY,
                _("Please enter the amount."),
            ),
            "goods": (
                needs.type == ActivityType.DONATION_GOODS,
                _("Please say how many pieces: at least 1."),
            ),
        }
        for name, (is_wanted, sentence) in wanted.items():
            if is_wanted and name not in self.errors and not self.cleaned_data.get(name):
                self._refuse(name, sentence, code="required")

    def _clean_heads(self, needs: TypeNeeds) -> None:
        counts = {h["school"].pk: self._count(h) for h in self.heads if h["side"]}
        if needs.people:
            for head in self.heads:
                if head["side"] and counts[head["school"].pk] is None:
                    self._refuse(
                        head["bound"].name,
                        _("Please enter the number of people; 0 if nobody took part."),
                        code="required",
                    )
            if set(counts.values()) == {0}:
                self._refuse(self.heads[0]["bound"].name, _("Somebody has to have taken part."))
        self._compare_with_names()

    def _count(self, head: dict) -> int | None:
        """What was typed; a field refused already counts as filled."""
        name = head["bound"].name
        return -1 if name in self.errors else self.cleaned_data.get(name)

    def _compare_with_names(self) -> None:
        named: dict[int, int] = {}
        for person in self.cleaned_data.get("people") or ():
            named[person.school_id] = named.get(person.school_id, 0) + 1
        for head in self.heads:
            people, names = self._count(head), named.get(head["school"].pk, 0)
            if people is not None and 0 <= people < names:
                sentence = ngettext(
                    "%(names)s person of this school is named, but the number is %(people)s.",
                    "%(names)s people of this school are named, but the number is %(people)s.",
                    names,
                )
                facts = {"names": names, "people": people}
                self._refuse(head["bound"].name, sentence % facts, code="fewer_than_named")

    # --- where and what about -----------------------------------------------------------------

    def _clean_place(self) -> None:
        place, sub_site = self.cleaned_data.get("place"), self.cleaned_data.get("sub_site")
        is_said = self.cleaned_data.get("place_text") or "place_text" in self.errors
        if place == "elsewhere" and not is_said:
            self._refuse("place_text", _("Please say where."), code="required")
        if sub_site is not None and place and str(sub_site.school_id) != place:
            self._refuse("sub_site", _("This teaching point belongs to another school."))

    def _clean_stages(self) -> None:
        """Grades say their stage, and where all schools have one stage only it is that."""
        if self.cleaned_data.get("stages"):
            return
        found = {_STAGE_OF_GRADE.get(grade) for grade in self.cleaned_data.get("grades") or ()}
        stages = [stage for stage in self.sheet.stages if stage in found]
        if not stages and len(self.sheet.stages) == 1:
            stages = self.sheet.stages
        self.cleaned_data["stages"] = stages

    def _refuse(self, name: str, sentence: str, *, code: str = "invalid") -> None:
        self.add_error(name, ValidationError(sentence, code=code))
