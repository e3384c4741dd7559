"""Three counties with data that could leak, and the people who come to look.

A (below a city): schools One and Two are paired (east), Three and Four are paired (west).
B: two schools of its own. C: its school supports Two of county A as well (cross), so one
activity of Two serves the pairing with One and the pairing across the border.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from compliance import services
from pairing.models import CalendarDay
from records.models import Event
from tests import factories
from tests.sight.decided import create_decided
from tests.sight.deeds import create_activities
from tests.sight.filed import create_filed, create_packs
from tests.sight.ground import create_accounts, create_ground
from tests.sight.kept import create_kept
from tests.sight.papers import create_decisions, create_papers, create_traces
from tests.sight.read import create_read
from tests.sight.readers import Scene
from tests.sight.told import create_told


def create_scene() -> Scene:
    scene = Scene(today=timezone.localdate())
    create_ground(scene)
    create_accounts(scene)
    for mark, pairing in scene.pairings.items():
        create_papers(scene, pairing, mark=mark)
    create_activities(scene)
    create_kept(scene)
    create_traces(scene)
    services.refresh([pairing.pk for pairing in scene.pairings.values()], on=scene.today)
    create_decisions(scene)
    create_decided(scene)
    create_filed(scene)
    create_packs(scene)
    create_read(scene)
    _name_more_rows(scene)
    create_told(scene)
    return scene


def _name_more_rows(scene: Scene) -> None:
    """Rows the administration has pages for."""
    rows, who = scene.rows, scene.who
    rows.area_east = rows.east.support_areas.get()
    rows.area_north = rows.north.support_areas.get()
    rows.person_one = rows.one.people.first()
    rows.person_across = rows.across.people.first()
    rows.person_north = rows.north_one.people.first()
    rows.person_two = rows.two.people.first()
    rows.role_one = who["liaison One"].memberships.get()
    rows.role_staff_a = who["staff A"].memberships.get()
    rows.role_north = rows.keeper_north.memberships.get()
    rows.term_a, rows.term_b = rows.county_a.terms.first(), rows.county_b.terms.first()
    rows.day_a = CalendarDay.objects.get(bureau=rows.county_a)
    rows.day_b = CalendarDay.objects.get(bureau=rows.county_b)
    rows.east_programme, rows.north_programme = rows.east.programme, rows.north.programme
    rows.day_everywhere = CalendarDay.objects.create(
        day=scene.today - timedelta(95), kind="holiday", name="通用"
    )
    rows.area_everywhere = factories.create_support_area(name="通用")
    rows.round_east, rows.round_north = rows.east.round, rows.north.round
    rows.roster_cross = rows.cross.roster.get()
    rows.group_east, rows.group_north = rows.east.consortium, rows.north.consortium
    rows.roster_east, rows.roster_north = rows.east.roster.get(), rows.north.roster.get()
    rows.scan = rows.agreement.signatures.get(side="supporting")
    rows.scan_north = rows.agreement_north.signatures.get(side="supporting")
    rows.year = scene.past.year if scene.past.month >= 9 else scene.past.year - 1
    old = scene.today - timedelta(300)  # far enough gone to be filed on any day of the year
    rows.old_year = old.year if old.month >= 9 else old.year - 1
    rows.past, rows.now = scene.past.isoformat(), scene.today.isoformat()
    rows.copies = rows.agreement.copy_holders.get()
    rows.copies_north = rows.agreement_north.copy_holders.get()
    rows.rest = rows.agreement.suspensions.get()
    rows.rest_north = rows.agreement_north.suspensions.get()
    rows.user_one, rows.event = who["liaison One"], Event.objects.first()
    rows.group = Group.objects.create(name="组")
    rows.mail = EmailAddress.objects.create(user=rows.user_one, email="one@example.org")
