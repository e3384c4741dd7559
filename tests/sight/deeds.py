"""The activities of the scene, in every state, with their files and steps."""

from datetime import timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from activities.models import ActivityLink, ActivityStep, EvidenceFile
from records.services import write_event
from tests import factories
from tests.factories import at
from tests.sight.readers import CROSS, DRAFT_ONE, DRAFT_TWO, EAST, NORTH, SECOND, WEST, Scene

_numbers = count(1)


def create_activities(scene: Scene) -> None:
    """In every state; what was never sent, or was taken back, bears the mark of its school."""
    rows, liaisons = scene.rows, scene.who
    one, two = liaisons["liaison One"], liaisons["liaison Two"]
    east = {"pairing": rows.east, "school": rows.one, "by": one}
    from_two = {"pairing": rows.east, "school": rows.two, "by": two}
    rows.confirmed = create_activity(scene, EAST, state="confirmed", **east)
    rows.pending = create_activity(scene, EAST, state="pending_confirm", **east)
    _revised(scene, rows.pending, days=-1, summary=[f"{DRAFT_ONE}初稿", f"{EAST}定稿"])
    rows.returned = create_activity(scene, EAST, state="returned", **east)
    rows.voided = create_activity(scene, EAST, state="voided", **east)
    rows.incoming = create_activity(scene, SECOND, state="pending_confirm", **from_two)
    rows.draft = create_activity(scene, DRAFT_ONE, state="draft", was_sent=False, **east)
    rows.withdrawn = create_activity(scene, DRAFT_ONE, state="draft", **east)
    rows.dropped = create_activity(scene, DRAFT_ONE, state="voided", was_sent=False, **east)
    rows.marked = create_activity(scene, EAST, state="confirmed", **east)
    rows.marked.duplicate_of, rows.marked.duplicate_marked_on = rows.confirmed, scene.past
    rows.marked.save()
    rows.draft_two = create_activity(
        scene, DRAFT_TWO, state="draft", was_sent=False, **from_two
    )
    third = {"pairing": rows.west, "school": rows.three, "by": liaisons["liaison Three"]}
    rows.confirmed_west = create_activity(scene, WEST, state="confirmed", **third)
    rows.pending_west = create_activity(scene, WEST, state="pending_confirm", **third)
    north = {"pairing": rows.north, "school": rows.north_one, "by": rows.keeper_north}
    rows.confirmed_north = create_activity(scene, NORTH, state="confirmed", **north)
    rows.pending_north = create_activity(scene, NORTH, state="pending_confirm", **north)
    cross = {"pairing": rows.cross, "school": rows.across, "by": liaisons["liaison C"]}
    rows.confirmed_cross = create_activity(scene, CROSS, state="confirmed", **cross)
    rows.pending_cross = create_activity(scene, CROSS, state="pending_confirm", **cross)
    rows.shared = _shared_activity(scene)
    rows.file = rows.confirmed.files.get()
    rows.file_draft = rows.draft.files.get()
    rows.file_north = rows.confirmed_north.files.get()
    rows.file_west = rows.confirmed_west.files.get()


def create_activity(scene: Scene, mark: str, *, pairing, school, by, state, was_sent=True):
    activity = factories.create_activity(
        pairing=pairing,
        on=scene.past,
        state=state,
        logged_by=by,
        logged_by_school=school,
        done_by=(school,),
        number=f"{mark}{next(_numbers):04}",
        summary=f"{mark}公开课一节",
        place_text=f"{mark}会议室",
        heads={pairing.supporting_school: 3, pairing.receiving_school: 6},
        participants=({"school": school, "name": f"{mark}教师", "roles": ["teacher"]},),
    )
    if not was_sent:
        activity.links.get().steps.filter(state="pending_confirm").update(state="draft")
    ActivityStep.objects.filter(link__activity=activity).update(reason=f"{mark}缘由")
    add_file(activity, mark=mark)
    return activity


def add_file(activity, *, mark: str) -> EvidenceFile:
    """The same bytes for all, so that pages could say: this file stands elsewhere too."""
    row = EvidenceFile(
        activity=activity,
        name=f"{mark}签到.pdf",
        content_type="application/pdf",
        size=8,
        sha256="a" * 64,
        added_by=activity.logged_by,
        added_at=at(timezone.localdate()),
    )
    row.file.save("sight.pdf", ContentFile(f"%PDF {mark}".encode()))
    return row


def _shared_activity(scene: Scene):
    """Logged once by Two, for the partner here and for the one across the border."""
    rows = scene.rows
    activity = factories.create_activity(
        pairing=rows.east,
        on=scene.past,
        type="joint_research",
        logged_by=scene.who["liaison Two"],
        logged_by_school=rows.two,
        done_by=(rows.one, rows.two, rows.across),
        number=f"{SECOND}9999",
        summary=f"{SECOND}联合教研",
        school=rows.two,
        heads={rows.one: 2, rows.two: 9, rows.across: 4},
        participants=(
            {"school": rows.one, "name": f"{EAST}教师", "person": rows.one.people.last()},
            {
                "school": rows.across,
                "name": f"{CROSS}教师",
                "person": rows.across.people.last(),
            },
        ),
    )
    link = ActivityLink.objects.create(
        activity=activity, pairing=rows.cross, state="pending_confirm"
    )
    ActivityStep.objects.create(
        link=link,
        state="pending_confirm",
        at=at(scene.past),
        on=scene.past,
        by=scene.who["liaison Two"],
        reason=f"{CROSS}另一边",
    )
    activity.roster.add(rows.east.roster.get(), rows.cross.roster.get())
    heads = [[rows.across.name, 4], [rows.one.name, 2]]
    _revised(scene, activity, days=1, heads=[[], heads], summary=["", f"{SECOND}教研"])
    return activity


def _revised(scene: Scene, activity, *, days: int, **changes) -> None:
    """``days`` after it was entered; before that it was a draft."""
    moment = activity.entered_at + timedelta(days=days)
    write_event(
        activity, verb="activity.revised", by=activity.logged_by, at=moment, changes=changes
    )
