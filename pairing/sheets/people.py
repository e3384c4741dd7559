"""The list of people. No ID number, no pupils: only staff."""

from django.utils.translation import gettext_lazy

from pairing.models import Person, School
from pairing.sheets.base import SheetField, SheetResource
from pairing.sheets.columns import PEOPLE
from pairing.sheets.schools import SEVERAL_SCHOOLS, UNKNOWN_SCHOOL, school_names
from pairing.sheets.widgets import (
    ChoicesWidget,
    CodeWidget,
    DayWidget,
    Index,
    RowWidget,
    TextWidget,
    Vocabulary,
    YesWidget,
)
from pairing.vocabulary import Qualification, Role, Stage, Subject
from records.services import write_event

VOCABULARIES = {
    "roles": Role,
    "qualifications": Qualification,
    "subjects": Subject,
    "stages": Stage,
}
SEVERAL_PEOPLE = gettext_lazy(
    "Several people of the school are called “%(value)s”. Change them on their pages."
)


class PersonResource(SheetResource):
    """People are known by their name within the school."""

    sheet = PEOPLE

    class Meta:
        model = Person
        fields = ()
        import_id_fields = ()
        skip_html_diff = True
        report_skipped = True
        store_instance = True

    def __init__(self, *, user, **kwargs):
        self._schools = Index(
            lambda: School.objects.visible_to(user),
            names=lambda s: (*school_names(s), s.short_name),
        )
        self._people = Index(
            lambda: Person.objects.visible_to(user).select_related("school"),
            names=lambda p: (f"{p.school_id}#{p.name}",),
        )
        super().__init__(user=user, **kwargs)

    def make_field(self, name: str) -> SheetField:
        if name == "school":
            widget = RowWidget(self._schools, unknown=UNKNOWN_SCHOOL, several=SEVERAL_SCHOOLS)
            return SheetField(widget=widget)
        if name in VOCABULARIES:
            words = Vocabulary(VOCABULARIES[name].choices, name=name)
            return SheetField(widget=ChoicesWidget(words))
        if name == "is_head":
            choices = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
            return SheetField(widget=YesWidget(Vocabulary(choices, name=name)))
        if name == "left_on":
            return SheetField(widget=DayWidget())
        return SheetField(widget=CodeWidget() if name == "phone" else TextWidget())

    def find(self, row: dict) -> Person | None:
        schools = self._schools.all(self.cell(row, "school"))
        name = self.cell(row, "name")
        found = self._people.all(f"{schools[0].pk}#{name}") if len(schools) == 1 else []
        if len(found) > 1:
            raise ValueError(SEVERAL_PEOPLE % {"value": name})
        return found[0] if found else None

    def is_own(self, instance: Person) -> bool:
        return instance.school.bureau_id in self.own_bureau_ids

    def enter(self, instance: Person) -> None:
        instance.save(force_insert=True)
        self._people.add(instance)
        write_event(instance, verb="person.entered", by=self.user, at=self.at, fields=[])

    def change(self, instance: Person, *, changed: list[str]) -> None:
        instance.save()
        write_event(
            instance, verb="person.changed", by=self.user, at=self.at, fields=sorted(changed)
        )
