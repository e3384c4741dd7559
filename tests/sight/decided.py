"""What people decided about windows, numbers and entries that look alike, in the scene."""

from datetime import timedelta

from activities.models import DuplicateRuling
from agreements.models import NumberStep
from compliance import services
from compliance.decisions import Rectification, RectificationStep
from tests import factories
from tests.factories import at
from tests.sight.readers import CROSS, EAST, ENDINGS, NORTH, WEST, Scene

PEN = {
    EAST: "liaison One",
    WEST: "liaison Three",
    NORTH: "staff B",
    CROSS: "liaison C",
}


def create_decided(scene: Scene) -> None:
    """In every pairing: a window that closed short with what was said about it, an activity
    that would make up for it, a number on the table, and two entries that were kept apart."""
    for mark, pairing in scene.pairings.items():
        kept = ENDINGS[mark]
        values = {
            "spare": _spare(scene, pairing, mark=mark),
            **_followed(scene, mark=mark),
            **_blank(scene, mark=mark),
            "ruling": _ruling(scene, pairing, mark=mark),
        }
        for name, row in values.items():
            setattr(scene.rows, name + kept, row)
    scene.rows.soon = (scene.today + timedelta(20)).isoformat()
    forbidden = scene.rows.forbidden.verdicts.filter(starts_on__lte=scene.today)
    scene.rows.forbidden_window = forbidden.order_by("starts_on").first().starts_on.isoformat()
    services.refresh([pairing.pk for pairing in scene.pairings.values()], on=scene.today)


def _spare(scene: Scene, pairing, *, mark: str):
    yesterday = scene.today - timedelta(1)
    return factories.create_activity(
        pairing=pairing,
        on=yesterday,
        logged_by=scene.who[PEN[mark]],
        number=f"{mark}8888",
        summary=f"{mark}后补一节",
        place_text=f"{mark}礼堂",
    )


def _followed(scene: Scene, *, mark: str) -> dict:
    """The last window of the duty that closed short, and was not waived."""
    kept = ENDINGS[mark]
    duty, waiver = (getattr(scene.rows, name + kept) for name in ("duty", "waiver"))
    rows = duty.verdicts.filter(status="breached", closes_on__lt=scene.today - timedelta(1))
    broken = rows.exclude(starts_on=waiver.window_starts_on).order_by("starts_on").last()
    row = Rectification.objects.create(obligation=duty, window_starts_on=broken.starts_on)
    by = scene.who[PEN[mark]]
    for kind, text in (("notified", "请说明"), ("explained", "缘故")):
        RectificationStep.objects.create(
            rectification=row,
            kind=kind,
            text=f"{mark}{text}",
            at=at(scene.past),
            on=scene.past,
            by=by,
            by_name=f"{mark}执笔人",
        )
    return {"followed": row, "broken": broken.starts_on.isoformat()}


def _blank(scene: Scene, *, mark: str) -> dict:
    kept = ENDINGS[mark]
    clause = getattr(scene.rows, f"clause{kept}")
    blank = factories.create_obligation(
        clause=clause, name=f"{mark}若干", uncounted=True, minimum=None
    )
    step = NumberStep.objects.create(
        obligation=blank,
        kind="proposed",
        side="supporting",
        number=3,
        note=f"{mark}按往年",
        at=at(scene.past),
        on=scene.past,
        by=scene.who[PEN[mark]],
        by_name=f"{mark}提议人",
    )
    return {"blank": blank, "number_step": step}


def _ruling(scene: Scene, pairing, *, mark: str) -> DuplicateRuling:
    rows = pairing.links.filter(state__in=("confirmed", "pending_confirm"))
    first, second = sorted(rows.values_list("activity", flat=True))[:2]
    return DuplicateRuling.objects.create(
        first_id=first,
        second_id=second,
        is_same=False,
        at=at(scene.past),
        on=scene.past,
        by=scene.who[PEN[mark]],
        by_name=f"{mark}判断人",
        reason=f"{mark}上下午各一",
    )
