"""What the log form of one pairing offers: schools, people, types, windows of documents."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from activities.models import Activity, ActivityState
from activities.needs import STAY_TYPES, TypeNeeds, asked_types, needs_of_types, obligations_of
from agreements.models import Agreement, Obligation, Period, Venue
from pairing.models import Pairing, Person, RosterEntry, School, SubSite, Term
from pairing.vocabulary import DOCUMENT_TYPES, GRADES_OF_STAGE, STAGES_IN_ORDER

MOST_TILES = 8  # types shown at once; the others stand in a list


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One pairing seen from ``school``, one of its sides, by ``user`` on the day ``on``."""

    user: object
    pairing: Pairing
    school: School
    on: date

    @property
    def partner(self) -> School:
        other = "receiving" if self.side == "supporting" else "supporting"
        return self.pairing.school_on(other)

    @property
    def side(self) -> str:
        return self.pairing.side_of(self.school.pk)

    @cached_property
    def others(self) -> list[Pairing]:
        """The other pairings of the school that are not over: a meeting may serve them too."""
        mine = Q(supporting_school=self.school) | Q(receiving_school=self.school)
        rows = Pairing.objects.visible_to(self.user).filter(mine, Q(ended_on=None))
        return list(
            rows.exclude(pk=self.pairing.pk).select_related(
                "supporting_school", "receiving_school"
            )
        )

    @cached_property
    def schools(self) -> dict[int, School]:
        """Party A and party B of this pairing, then the partners of the others."""
        found = [self.pairing.supporting_school, self.pairing.receiving_school]
        found += [partner_in(pairing, self.school) for pairing in self.others]
        return {school.pk: school for school in found}

    @cached_property
    def obligations(self) -> list[Obligation]:
        return obligations_of(self.pairing, on=self.on)

    @cached_property
    def needs(self) -> dict[str, TypeNeeds]:
        return needs_of_types(self.obligations)

    def tiles(self, *, first: list[str]) -> list[str]:
        """The types to offer at once: ``first``, then what the duties ask for: what the pairing
        logged most often in front, documents behind."""
        asked = asked_types(self.needs)
        asked.sort(key=lambda code: (code in DOCUMENT_TYPES, -self.times_logged.get(code, 0)))
        return list(dict.fromkeys([*first, *asked]))[:MOST_TILES]

    @cached_property
    def times_logged(self) -> dict[str, int]:
        rows = Activity.objects.filter(links__pairing=self.pairing).order_by()
        return dict(rows.values_list("type").annotate(times=Count("pk")))

    def place_of(self, obligation: Obligation) -> str:
        """The place a duty asks for, as the form names it; "" when anywhere will do."""
        supporting, receiving = self.pairing.supporting_school, self.pairing.receiving_school
        if obligation.venue == Venue.ONLINE:
            return "online"
        if obligation.venue == Venue.SUPPORTING:
            return str(supporting.pk)
        if obligation.venue == Venue.RECEIVING:
            return str(receiving.pk)
        if obligation.venue == Venue.COUNTERPART:
            return str((supporting if obligation.party == "receiving" else receiving).pk)
        return ""

    def usual_place(self, needs: TypeNeeds) -> str:
        asked = next((p for o in needs.obligations if (p := self.place_of(o))), "")
        if asked:
            return asked
        host = "supporting" if needs.done_by == "receiving" else "receiving"
        return str(self.pairing.school_on(host).pk)

    def people(self) -> QuerySet[Person]:
        """Who may be named: those who work at the schools of this sheet, own school first."""
        rows = Person.objects.visible_to(self.user).filter(school__in=self.schools)
        mine = Q(school=self.school)
        return (
            rows.working(self.on)
            .annotate(is_other=~mine)
            .select_related("school")
            .order_by("is_other", "school", "-is_head", "sort_key", "pk")
        )

    def sub_sites(self) -> QuerySet[SubSite]:
        return SubSite.objects.filter(school__in=self.schools).select_related("school")

    def roster(self) -> QuerySet[RosterEntry]:
        rows = RosterEntry.objects.filter(pairing__in=[self.pairing, *self.others])
        running = Q(ends_on=None) | Q(ends_on__gte=self.on.replace(month=1, day=1))
        return rows.filter(running).select_related("mentor", "person", "school")

    def followed(self) -> QuerySet[Activity]:
        """What an evaluation may be about: stays of this pairing, newest first."""
        rows = Activity.objects.visible_to(self.user).filter(links__pairing=self.pairing)
        return rows.filter(type__in=STAY_TYPES | self._triggers).exclude(
            links__state=ActivityState.VOIDED
        )

    @property
    def _triggers(self) -> set[str]:
        return {code for o in self.obligations for code in o.due_trigger_types}

    @property
    def stages(self) -> list[str]:
        held = {stage for school in self.schools.values() for stage in school.stages}
        return [stage for stage in STAGES_IN_ORDER if stage in held] or list(STAGES_IN_ORDER)

    @property
    def grades(self) -> list[str]:
        return list(dict.fromkeys(g for s in self.stages for g in GRADES_OF_STAGE[s]))

    @cached_property
    def terms(self) -> list[Term]:
        """The terms an agreement of this pairing touches, newest first: the calendar of the
        receiving school's lowest stage."""
        school = self.pairing.receiving_school
        rows = Term.objects.filter(bureau=school.bureau_id, stage=school.lowest_stage)
        touched = Q(pk__in=())
        for agreement in self.agreements:
            touched |= Q(ends_on__gte=agreement.starts_on, starts_on__lte=agreement.ends_on)
        return list(rows.filter(touched).order_by("-starts_on"))

    @cached_property
    def agreements(self) -> list[Agreement]:
        return list(Agreement.objects.binding().main().filter(pairing=self.pairing))

    @property
    def counts_agreement_years(self) -> bool:
        return any(
            o.period == Period.AGREEMENT_YEAR and set(o.activity_types) & DOCUMENT_TYPES
            for o in self.obligations
        )

    def agreement_years(self) -> list[tuple[date, int]]:
        """First day and number (from 1) of every year of the agreements."""
        if not self.counts_agreement_years:
            return []
        found = []
        for agreement in self.agreements:
            for number in range(1, 12):
                starts_on = _years_after(agreement.starts_on, number - 1)
                if starts_on > agreement.ends_on:
                    break
                found.append((starts_on, number))
        return found


def partner_in(pairing: Pairing, school: School) -> School:
    """The school of the other side of ``pairing``."""
    is_supporting = pairing.side_of(school.pk) == "supporting"
    return pairing.receiving_school if is_supporting else pairing.supporting_school


def _years_after(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
