"""The list of schools."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pairing import services
from pairing.models import Bureau, School, SchoolKind, SchoolStatus, SchoolType, UrbanRural
from pairing.sheets import cells
from pairing.sheets.base import SheetField, SheetResource
from pairing.sheets.columns import SCHOOLS
from pairing.sheets.widgets import (
    ChoicesWidget,
    ChoiceWidget,
    CodeWidget,
    Index,
    RowWidget,
    TextWidget,
    Vocabulary,
    WholeWidget,
)
from pairing.vocabulary import Stage

VOCABULARIES = {
    "kind": SchoolKind,
    "school_type": SchoolType,
    "urban_rural_code": UrbanRural,
    "status": SchoolStatus,
}
UNKNOWN_SCHOOL = gettext_lazy("“%(value)s” is no registered school.")
SEVERAL_SCHOOLS = gettext_lazy("Several schools are called “%(value)s”. Write the school code.")


def bureau_names(bureau: Bureau) -> tuple[str, ...]:
    return (bureau.name, bureau.short_name)


def school_names(school: School) -> tuple[str, ...]:
    return (school.name, school.code)


class StagesField(SheetField):
    def must_be_filled(self, instance) -> bool:
        return instance.kind == SchoolKind.SCHOOL


class SchoolResource(SheetResource):
    """Schools are known by their code, else by their name within the bureau."""

    sheet = SCHOOLS
    listed = ("bureau",)

    class Meta:
        model = School
        fields = ()
        import_id_fields = ()
        skip_html_diff = True
        report_skipped = True
        store_instance = True

    def __init__(self, **kwargs):
        self._bureaus = Index(self._own_bureaus, names=bureau_names)
        self._schools = Index(self._visible_schools, names=school_names)
        super().__init__(**kwargs)

    def _own_bureaus(self):
        return Bureau.objects.filter(pk__in=self.own_bureau_ids)

    def _visible_schools(self):
        rows = School.objects.visible_to(self.user).select_related("bureau")
        # The active before the ended ones: a name is taken for the living school.
        return sorted(rows, key=lambda s: s.status != SchoolStatus.ACTIVE)

    @cached_property
    def _only_bureau(self) -> Bureau:
        return self._own_bureaus().get()

    def make_field(self, name: str) -> SheetField:
        if name == "bureau":
            unknown = gettext_lazy("“%(value)s” is none of your bureaus.")
            return SheetField(widget=RowWidget(self._bureaus, unknown=unknown, several=unknown))
        if name == "stages":
            return StagesField(widget=ChoicesWidget(Vocabulary(Stage.choices, name=name)))
        if name in VOCABULARIES:
            words = Vocabulary(VOCABULARIES[name].choices, name=name)
            return SheetField(widget=ChoiceWidget(words), shown_only=name == "status")
        if name in ("staff_total", "order"):
            return SheetField(widget=WholeWidget())
        return SheetField(widget=CodeWidget() if name.endswith("code") else TextWidget())

    def find(self, row: dict) -> School | None:
        code = cells.code(self.cell(row, "code"))
        if code and (found := self._named(code)):
            return found[0]
        found = self._of_bureau(self._named(self.cell(row, "name")), row)
        if len(found) > 1:
            raise ValueError(SEVERAL_SCHOOLS % {"value": self.cell(row, "name")})
        return found[0] if found else None

    def _named(self, name: str) -> list[School]:
        """The active schools of this name or code, else the ended ones."""
        found = self._schools.all(name) if name else []
        active = [s for s in found if s.status == SchoolStatus.ACTIVE]
        return active or found

    def _of_bureau(self, schools: list[School], row: dict) -> list[School]:
        wanted = cells.key(self.cell(row, "bureau"))
        if not wanted:
            return schools
        return [s for s in schools if wanted in map(cells.key, bureau_names(s.bureau))]

    def after_init_instance(self, instance, new, row, **kwargs):
        if new and len(self.own_bureau_ids) == 1:
            instance.bureau = self._only_bureau

    def get_import_fields(self):
        # A unit that is no school may have no stages: the kind is read first.
        return sorted(super().get_import_fields(), key=lambda f: f.attribute != "kind")

    def is_own(self, instance: School) -> bool:
        return instance.bureau_id in self.own_bureau_ids

    def enter(self, instance: School) -> None:
        services.enter_school(instance, by=self.user, at=self.at)
        self._schools.add(instance)

    def change(self, instance: School, *, changed: list[str]) -> None:
        if instance.status != SchoolStatus.ACTIVE:
            raise services.SchoolNotActiveError(instance)
        services.change_school(instance, changed=changed, by=self.user, at=self.at)
        self._schools.add(instance)

    def validate_instance(self, instance, import_validation_errors=None, **kwargs):
        errors = dict(import_validation_errors or {})
        if instance.bureau_id is None and "bureau" not in errors:
            errors["bureau"] = [_("You keep several bureaus: say whose school it is.")]
        super().validate_instance(instance, errors, **kwargs)
