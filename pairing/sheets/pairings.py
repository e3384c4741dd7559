"""The list of pairings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pairing import services
from pairing.eligibility import remarks
from pairing.models import (
    Consortium,
    Pairing,
    PairingSource,
    Programme,
    Round,
    School,
    SchoolStatus,
    SupportArea,
)
from pairing.sheets import cells
from pairing.sheets.base import KeptField, SheetField, SheetResource
from pairing.sheets.columns import PAIRINGS
from pairing.sheets.schools import SEVERAL_SCHOOLS, UNKNOWN_SCHOOL
from pairing.sheets.widgets import (
    JOINT,
    ChoiceWidget,
    CodeWidget,
    DayWidget,
    Index,
    RowWidget,
    Vocabulary,
    WholeWidget,
)
from pairing.wording import sentence
from records.signals import pairings_changed

SIDES = ("supporting_school", "receiving_school")
MOST = {"round": 999, "batch": 999, "order": 999_999}


class SideField(SheetField):
    """One of the two schools: named for a new pairing, never changed for one that stands."""

    def save(self, instance, row, is_m2m=False, **kwargs):  # noqa: FBT002 -- the library's
        before = self.get_value(instance) if instance.pk else None
        if before is not None and cells.key(row[self.column_name]) in _keys_of(before):
            return
        super().save(instance, row, is_m2m, **kwargs)
        if before is not None and before != self.get_value(instance):
            raise ValueError(
                _("The schools of a pairing are not changed by a file: move the pairing.")
            )


def _names_of(school: School) -> tuple[str, ...]:
    return (school.name, school.code, school.short_name)


def _keys_of(school: School) -> set[str]:
    return {cells.key(name) for name in _names_of(school)} - {""}


class RoundField(SheetField):
    """A number within the programme, which stands in a column before this one."""

    def save(self, instance, row, is_m2m=False, **kwargs):  # noqa: FBT002 -- the library's
        number = self.widget.clean(row[self.column_name])
        if number is None or instance.programme_id is None:
            return
        if instance.round_id and instance.round.number == number:
            return
        rounds = Round.objects.filter(programme=instance.programme_id, number=number)
        instance.round = rounds.first()
        if instance.round is None:
            raise ValueError(_("The programme has no round %(number)s.") % {"number": number})

    def get_value(self, instance):
        return instance.round.number if instance.round_id else None


class AreasField(SheetField):
    """Held on the instance until the pairing is saved."""

    def get_value(self, instance):
        chosen = getattr(instance, "chosen_areas", None)
        if chosen is None:
            chosen = list(instance.support_areas.all()) if instance.pk else []
        return sorted(chosen, key=lambda area: (area.order, area.pk))


class AreasWidget(RowWidget):
    """Several areas in one cell; an own area goes before the common one of the same name."""

    def clean(self, value, row=None, **kwargs):
        found = []
        for text in cells.words(value):
            areas = self.index.all(text)
            if not areas:
                raise ValueError(str(self.unknown) % {"value": text})
            found.append(min(areas, key=lambda area: area.bureau_id is None))
        return sorted(set(found), key=lambda area: (area.order, area.pk))

    def render(self, value, obj=None, **kwargs):
        return JOINT.join(area.name for area in value or ())


class PairingResource(SheetResource):
    """Pairings are known by their code, else as the open pairing of the two schools in the
    programme."""

    sheet = PAIRINGS
    listed = ("programme", "consortium", "support_areas")
    unchecked = ("code",)

    class Meta:
        model = Pairing
        fields = ()
        import_id_fields = ()
        skip_html_diff = True
        report_skipped = True
        store_instance = True

    def __init__(self, *, user, **kwargs):
        self._schools = Index(
            lambda: School.objects.visible_to(user).filter(status=SchoolStatus.ACTIVE),
            names=_names_of,
        )
        self._ended = Index(
            lambda: School.objects.visible_to(user).exclude(status=SchoolStatus.ACTIVE),
            names=lambda s: (s.name,),
        )
        self._programmes = _by_name(Programme, user)
        self._consortia = _by_name(Consortium, user)
        self._areas = Index(
            lambda: SupportArea.objects.visible_to(user), names=lambda a: (a.name, a.code)
        )
        self._pairings = Index(
            lambda: (
                Pairing.objects.visible_to(user)
                .for_list()
                .select_related("round__programme")
                .select_related(*SIDES, "programme", "consortium")
            ),
            names=lambda p: (p.code, _place_key(p)),
        )
        self._entered: set[int] = set()
        super().__init__(user=user, **kwargs)

    def make_field(self, name: str) -> SheetField:
        if name in SIDES:
            return SideField(widget=_SchoolWidget(self._schools, self._ended))
        rows = {"programme": self._programmes, "consortium": self._consortia}
        if name in rows:
            unknown = gettext_lazy("“%(value)s” is not registered.")
            several = gettext_lazy("Several are called “%(value)s”.")
            return SheetField(widget=RowWidget(rows[name], unknown=unknown, several=several))
        if name == "support_areas":
            unknown = gettext_lazy("“%(value)s” is no support area.")
            widget = AreasWidget(self._areas, unknown=unknown, several=unknown)
            return AreasField(attribute="chosen_areas", widget=widget)
        if name == "round":
            return RoundField(widget=WholeWidget(most=MOST[name]))
        if name == "source":
            return SheetField(widget=ChoiceWidget(Vocabulary(PairingSource.choices, name=name)))
        if name in ("starts_on", "ended_on"):
            return SheetField(widget=DayWidget(), shown_only=name == "ended_on")
        if name == "code":
            return KeptField(widget=CodeWidget())
        return SheetField(widget=WholeWidget(most=MOST[name]))

    def find(self, row: dict) -> Pairing | None:
        code = cells.code(self.cell(row, "code"))
        if code:
            found = self._pairings.all(code)
            return found[0] if found else None
        schools = [self._schools.all(self.cell(row, side)) for side in SIDES]
        programmes = self._programmes.all(self.cell(row, "programme"))
        if any(len(found) != 1 for found in (*schools, programmes)):
            return None  # the columns say what is wrong with them
        (supporting,), (receiving,) = schools
        found = self._pairings.all(_key_of(supporting.pk, receiving.pk, programmes[0].pk))
        return found[0] if found else None

    def is_own(self, instance: Pairing) -> bool:
        bureaus = {getattr(instance, side).bureau_id for side in SIDES}
        return bool(bureaus & self.own_bureau_ids)

    def enter(self, instance: Pairing) -> None:
        areas = instance.chosen_areas
        services.enter_pairing(instance, support_areas=areas, by=self.user, at=self.at)
        self._pairings.add(instance)
        self._entered.add(instance.pk)

    def change(self, instance: Pairing, *, changed: list[str]) -> None:
        if instance.ended_on is not None:
            raise services.AlreadyEndedError(instance)
        services.keep_pairing(
            instance,
            support_areas=getattr(instance, "chosen_areas", None),
            changed=changed,
            by=self.user,
            at=self.at,
        )
        self._entered.add(instance.pk)

    def notes(self, instance: Pairing | None) -> list[str]:
        return [sentence(remark) for remark in remarks(instance)] if instance else []

    def after_import(self, dataset, result, *, dry_run=False, **kwargs):
        super().after_import(dataset, result, **kwargs)
        if self._entered and not dry_run and not result.problems:
            pairings_changed.send(sender=Pairing, pairing_ids=self._entered)


class _SchoolWidget(RowWidget):
    """An active school; one that has ended is named so and not called unknown."""

    def __init__(self, schools: Index, ended: Index):
        super().__init__(schools, unknown=UNKNOWN_SCHOOL, several=SEVERAL_SCHOOLS)
        self.ended = ended

    def clean(self, value, row=None, **kwargs):
        text = cells.plain(value)
        if text and not self.index.all(text) and (ended := self.ended.all(text)):
            return ended[0]
        return super().clean(value, row, **kwargs)


def _by_name(model, user) -> Index:
    return Index(lambda: model.objects.visible_to(user), names=lambda row: (row.name,))


def _key_of(supporting: int, receiving: int, programme: int) -> str:
    return f"#{supporting}-{receiving}-{programme}"


def _place_key(pairing: Pairing) -> str:
    """A name under which only an open pairing is found."""
    if pairing.ended_on is not None:
        return ""
    return _key_of(
        pairing.supporting_school_id, pairing.receiving_school_id, pairing.programme_id
    )
