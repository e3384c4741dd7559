"""Texts at work and standard agreements: rows of county A and of county B, and who may do what
with them. Staff of a bureau only; inspectors and schools are told so."""

from django.core.files.base import ContentFile

from agreements.models import AgreementReading, AgreementTemplate, TemplateRun
from tests.factories import at
from tests.sight.addresses import ALL, EAST, NORTH, STAFF, STAFF_A, WEST, act, page
from tests.sight.readers import COUNTY, Scene
from tests.sight.readers import NORTH as NORTH_MARK

OTHERS = ALL - STAFF


def create_read(scene: Scene) -> None:
    rows, who = scene.rows, scene.who
    for bureau, person, mark, pairing, ending in (
        (rows.county_a, "staff A", COUNTY, rows.east, ""),
        (rows.county_b, "staff B", NORTH_MARK, rows.north, "_north"),
    ):
        reading = _reading(bureau, who[person], mark=mark, day=scene.past)
        template = _template(bureau, who[person], mark=mark, pairing=pairing, day=scene.past)
        run = TemplateRun.objects.create(
            template=template,
            token=f"0e0e0e0e-0000-4000-8000-{template.pk:012}",
            rows={str(pairing.pk): {}},
            outcomes={
                str(pairing.pk): {"error": "AlreadyIssuedError", "facts": {"number": "1"}}
            },
            ordered_by=who[person],
            ordered_at=at(scene.past),
        )
        setattr(rows, f"reading{ending}", reading)
        setattr(rows, f"template{ending}", template)
        setattr(rows, f"template_run{ending}", run)
    rows.reading_template = _reading(rows.county_a, who["staff A"], mark=COUNTY, day=scene.past)
    rows.reading_template.purpose = "template"
    rows.reading_template.save()


def _reading(bureau, user, *, mark: str, day) -> AgreementReading:
    words = f"{mark}学校每学期到乙方上示范课两节以上。"
    card = {
        "key": 0,
        "span": [0, len(words) - 1],
        "duty": {
            "name": f"{mark}示范课",
            "party": "supporting",
            "activity_types": ["demo_lesson"],
            "period": "term",
            "minimum": 2,
        },
        "read": None,
        "said": "节",
        "sources": {},
        "clause": None,
        "whole": None,
        "state": "open",
        "revision": 1,
    }
    row = AgreementReading(
        bureau=bureau,
        file_name=f"{mark}协议.txt",
        sha256="0" * 64,
        text=words,
        found={
            "heading": dict.fromkeys(
                (
                    "title",
                    "supporting_school",
                    "receiving_school",
                    "policy_title",
                    "policy_number",
                    "starts_on",
                    "ends_on",
                    "copies",
                ),
                "",
            ),
            "clauses": [],
        },
        work={"cards": [card], "marks": []},
        owner=user,
        begun_at=at(day),
        changed_at=at(day),
        changed_by_name=f"{mark}经办",
    )
    row.source.save("a.txt", ContentFile(words.encode()), save=False)
    row.save()
    return row


def _template(bureau, user, *, mark: str, pairing, day) -> AgreementTemplate:
    section = {
        "label": "一、",
        "heading": f"{mark}教学",
        "text": f"{mark}安排如下。",
        "duties": [],
        "closing": "",
        "items": [],
    }
    return AgreementTemplate.objects.create(
        bureau=bureau,
        programme=pairing.programme,
        name=f"{mark}标准协议",
        title=f"{mark}协议书",
        content={"preamble": "", "sections": [section], "left_out": []},
        made_by=user,
        made_at=at(day),
    )


def _of_rows(address: str, **fields) -> tuple:
    """The same page of county A and of county B."""
    north = address.replace("{reading}", "{reading_north}").replace(
        "{template}", "{template_north}"
    )
    north = north.replace("{template_run}", "{template_run_north}")
    return (
        page(address, STAFF_A, sees=OTHERS, **fields),
        page(north, NORTH, sees=OTHERS, **fields),
    )


READ = (
    page("/agreements/readings/", STAFF, sees=ALL),
    page("/agreements/readings/new/", STAFF, sees=ALL),
    *_of_rows("/agreements/readings/{reading}/"),
    *_of_rows("/agreements/readings/{reading}/file/"),
    *_of_rows("/agreements/readings/{reading}/finish/"),
    *_of_rows("/agreements/readings/{reading}/duties/0/fields/"),
    page("/agreements/readings/{reading}/act/", done="405"),
    page("/agreements/readings/{reading}/duties/0/", done="405"),
    page("/agreements/readings/{reading}/duties/0/say/", done="405"),
    page("/agreements/templates/", STAFF, sees=ALL),
    *_of_rows("/agreements/templates/{template}/"),
    *_of_rows("/agreements/templates/{template}/issue/"),
    *_of_rows("/agreements/templates/runs/{template_run}/"),
    page("/agreements/templates/{template}/retire/", done="405"),
    page("/agreements/{agreement}/template/", STAFF_A, sees=EAST),
    page("/agreements/{agreement_west}/template/", STAFF_A, sees=WEST),
    page("/agreements/{agreement_north}/template/", NORTH, sees=NORTH),
)

CARD = {"card": "0", "revision": "1"}
READ_ACTS = (
    act(
        "/agreements/readings/{reading}/act/",
        STAFF_A,
        sees=OTHERS,
        body={"act": "accept", **CARD},
    ),
    act(
        "/agreements/readings/{reading_north}/act/",
        NORTH,
        sees=OTHERS,
        body={"act": "drop", **CARD},
    ),
    act(
        "/agreements/readings/{reading}/finish/",
        STAFF_A,
        sees=OTHERS,
        body={"keep": "1", "title": "协议"},
    ),
    act("/agreements/templates/{template}/retire/", STAFF_A, sees=OTHERS, body={"retire": "1"}),
    act(
        "/agreements/templates/{template_north}/retire/",
        NORTH,
        sees=OTHERS,
        body={"retire": "1"},
    ),
)
