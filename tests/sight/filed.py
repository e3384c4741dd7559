"""Filed documents, and the rules of the archive, with the marks of who may read them."""

import hashlib

from django.core.files.base import ContentFile

from reports.archive_storage import place_of
from reports.models import ArchiveRules, FiledDocument
from tests.factories import at
from tests.sight.readers import ENDINGS, NORTH, Scene


def create_filed(scene: Scene) -> None:
    for mark, pairing in scene.pairings.items():
        row = _filed(scene, pairing, mark=mark)
        setattr(scene.rows, f"filed{ENDINGS[mark]}", row)
    for county, row in (("county_a", "rules"), ("county_b", "rules_north")):
        rules = ArchiveRules.objects.create(bureau=getattr(scene.rows, county))
        setattr(scene.rows, row, rules)


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
