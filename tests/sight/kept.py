"""Mentor groups, secondments and donations, with the marks of who may read them."""

from uuid import uuid4

from activities.models import Donation, DonationLine, Secondment, SecondmentEnd
from pairing.models import MentorGroup, MentorGroupEnd, MentorGroupMember
from tests.factories import at
from tests.sight.deeds import create_activity
from tests.sight.readers import EAST, NORTH, Scene


def create_kept(scene: Scene) -> None:
    rows, one = scene.rows, scene.who["liaison One"]
    east = {"pairing": rows.east, "school": rows.one, "by": one}
    north = {"pairing": rows.north, "school": rows.north_one, "by": rows.keeper_north}
    rows.mentors = _group(scene, EAST, **east)
    rows.mentors_north = _group(scene, NORTH, **north)
    rows.mentors_running = _group(scene, EAST, is_confirmed=True, **east)
    rows.mentors_ending = _group(scene, EAST, is_confirmed=True, **east)
    rows.mentor_end = _end(scene, MentorGroupEnd, EAST, group=rows.mentors_ending, **east)
    rows.mentor_end_north = _end(
        scene, MentorGroupEnd, NORTH, group=rows.mentors_north, **north
    )
    rows.stay = _stay(scene, EAST, state="confirmed", **east)
    rows.stay_ending = _stay(scene, EAST, state="confirmed", **east)
    rows.stay_returned = _stay(scene, EAST, state="returned", **east)
    rows.stay_north = _stay(scene, NORTH, state="confirmed", **north)
    ending = rows.stay_ending.secondment
    rows.stay_end = _end(scene, SecondmentEnd, EAST, secondment=ending, **east)
    rows.gift = _gift(scene, EAST, state="confirmed", **east)
    rows.gift_returned = _gift(scene, EAST, state="returned", **east)
    rows.gift_north = _gift(scene, NORTH, state="confirmed", **north)


def _group(scene: Scene, mark: str, *, pairing, school, by, is_confirmed=False) -> MentorGroup:
    answered = {"state": "confirmed", "answered_by": by, "answered_at": at(scene.past)}
    group = MentorGroup.objects.create(
        pairing=pairing,
        goals=f"{mark}目标",
        starts_on=scene.past,
        proposed_by=by,
        proposed_by_school=school,
        proposed_at=at(scene.past),
        form_token=uuid4(),
        **(answered if is_confirmed else {}),
    )
    for seat, side in (("mentor", "supporting"), ("mentee", "receiving")):
        person = pairing.school_on(side).people.last()
        MentorGroupMember.objects.create(group=group, person=person, seat=seat)
    return group


def _end(scene: Scene, model, mark: str, *, pairing, school, by, **about):
    return model.objects.create(
        last_on=scene.today,
        reason=f"{mark}调动",
        proposed_by=by,
        proposed_by_school=school,
        proposed_at=at(scene.past),
        form_token=uuid4(),
        **about,
    )


def _stay(scene: Scene, mark: str, **fields):
    activity = create_activity(scene, mark, **fields)
    activity.type, activity.ends_on = "secondment_manager", scene.today
    activity.school = fields["pairing"].receiving_school
    activity.save()
    mentor = fields["pairing"].receiving_school.people.last()
    Secondment.objects.create(activity=activity, post=f"{mark}职务", mentor=mentor)
    return activity


def _gift(scene: Scene, mark: str, **fields):
    activity = create_activity(scene, mark, **fields)
    activity.type, activity.goods = "donation_goods", 5
    activity.save()
    donation = Donation.objects.create(activity=activity, purpose=f"{mark}用途")
    DonationLine.objects.create(donation=donation, name=f"{mark}图书", quantity=5)
    return activity
