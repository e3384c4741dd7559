"""Filed documents, and the rules of the archive, with the marks of who may read them."""

import hashlib

from django.core.files.base import ContentFile

from records.models import Job
from reports.archive_storage import place_of
from reports.models import (
    ArchiveCheck,
    ArchiveFault,
    ArchiveRules,
    FiledDocument,
    Pack,
    PackItem,
)
from tests.factories import at
from tests.sight.readers import EAST, ENDINGS, NORTH, Scene


def create_filed(scene: Scene) -> None:
    for mark, pairing in scene.pairings.items():
        row = _filed(scene, pairing, mark=mark)
        setattr(scene.rows, f"filed{ENDINGS[mark]}", row)
    _create_faults(scene)
    for county, row in (("county_a", "rules"), ("county_b", "rules_north")):
        rules = ArchiveRules.objects.create(bureau=getattr(scene.rows, county))
        setattr(scene.rows, row, rules)


def _create_faults(scene: Scene) -> None:
    """One of a filed document of either county, and one of a scan of county A."""
    moment = at(scene.past)
    check = ArchiveCheck.objects.create(begun_at=moment, finished_at=moment)
    about = {"found_at": moment, "last_check": check, "fault": "missing"}
    for mark in (EAST, NORTH):
        filed = getattr(scene.rows, f"filed{ENDINGS[mark]}")
        fault = ArchiveFault.objects.create(
            record=filed.number,
            document=filed,
            bureau=filed.bureau,
            path=f"{mark}.pdf",
            **about,
        )
        setattr(scene.rows, f"fault{ENDINGS[mark]}", fault)
    scene.rows.fault_scan = ArchiveFault.objects.create(
        record=f"{EAST}扫描", path=f"{EAST}扫描.pdf", bureau=scene.rows.county_a, **about
    )


def create_packs(scene: Scene) -> None:
    """One of staff A and one of staff B, each stopped half way."""
    for mark, owner, row in ((EAST, "staff A", "pack"), (NORTH, "staff B", "pack_north")):
        pairing, by = scene.pairings[mark], scene.who[owner]
        moment = {"ordered_at": at(scene.past)}
        job = Job.objects.create(
            kind="pack", owner=by, state="failed", error=f"{mark}损坏", **moment
        )
        pack = Pack.objects.create(
            kind="year",
            programme=pairing.programme,
            school_year=2025,
            ordered_by=by,
            job=job,
            **moment,
        )
        PackItem.objects.create(
            pack=pack,
            order=0,
            path=f"{mark}协议.pdf",
            kind="agreement",
            pairing=pairing,
            state="failed",
            reason=f"{mark}缺字",
        )
        setattr(scene.rows, row, pack)


def _filed(scene: Scene, pairing, *, mark: str) -> FiledDocument:
    content = f"%PDF {mark}".encode()
    digest = hashlib.sha256(content).hexdigest()
    row = FiledDocument(
        kind="agreement",
        number=f"{mark}档-{pairing.pk}",
        year=scene.past.year,
        serial=pairing.pk,
        subject=f"agreement:{pairing.pk}",
        title=f"{mark}备案协议",
        parties=[f"{mark}甲", f"{mark}乙"],
        bureau=pairing.programme.bureau,
        bureau_name=f"{mark}局",
        pairing=pairing,
        agreement=getattr(scene.rows, f"agreement{ENDINGS[mark]}"),
        filed_on=scene.past,
        filed_at=at(scene.past),
        filed_by=scene.who["staff B" if mark == NORTH else "staff A"],
        filed_by_name=f"{mark}经办",
        code=f"0000-0000-{pairing.pk:04}",
        data={"mark": mark},
        data_sha256=digest,
        file_sha256=digest,
        size=len(content),
        retention="D30",
    )
    row.file.save(place_of(content), ContentFile(content), save=False)
    row.save()
    return row
