"""The agreements of the scene, what was decided about them, and what runs behind the pages."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from agreements.models import CopyHolder, Headcount, HeldScan, Suspension, Waiver
from compliance import services
from compliance.models import Filing, MakeUp, Violation
from records.models import Job, Notice
from records.services import write_event
from tests import factories
from tests.factories import at
from tests.sight.readers import COUNTY, CROSS, EAST, ENDINGS, NORTH, WEST, Scene


def create_papers(scene: Scene, pairing, *, mark: str) -> None:
    """An agreement in force with two duties, one ready to be signed, one drafted."""
    kept = ENDINGS[mark]
    signed_on = scene.today - timedelta(days=390)
    agreement = _agreement(pairing, mark, number="在行", signed_on=signed_on)
    clause = factories.create_clause(
        agreement=agreement, text=f"{mark}条款正文", heading=f"{mark}标题", closing=f"{mark}末"
    )
    duty = factories.create_obligation(
        clause=clause,
        name=f"{mark}示范课",
        support_area=pairing.support_areas.first(),
        cost_bearer=f"{mark}出资",
        evidence_required=f"{mark}凭证",
    )
    forbidden = factories.create_obligation(
        clause=clause, name=f"{mark}禁", modality="must_not", minimum=None, period="agreement"
    )
    CopyHolder.objects.create(agreement=agreement, holder=f"{mark}保管处")
    Suspension.objects.create(
        agreement=agreement,
        starts_on=signed_on + timedelta(20),
        ends_on=signed_on + timedelta(25),
        decided_on=signed_on,
        reason=f"{mark}停工",
    )
    signing = _agreement(pairing, mark, number="待签", state="signing")
    drafted = _agreement(pairing, mark, number="草案")
    for paper in (signing, drafted):
        one = factories.create_clause(agreement=paper, text=f"{mark}另文")
        factories.create_obligation(clause=one, name=f"{mark}另责")
    words = {"text_sha256": "0" * 64, "by_name": f"{mark}校长", "note": f"{mark}同意"}
    when = {"decided_on": drafted.created_on, "at": at(drafted.created_on)}
    assent = drafted.assents.create(
        side="supporting",
        by=scene.who["staff B" if mark == NORTH else "staff A"],
        **words,
        **when,
    )
    frozen = agreement.frozen_texts.create(
        sha256="0" * 64, text={"title": f"{mark}协议书"}, at=at(agreement.created_on)
    )
    for name, row in {
        "assent": assent,
        "frozen": frozen,
        "agreement": agreement,
        "clause": clause,
        "duty": duty,
        "forbidden": forbidden,
        "signing": signing,
        "drafted": drafted,
    }.items():
        setattr(scene.rows, name + kept, row)


def _agreement(pairing, mark: str, *, number: str, signed_on=None, **fields):
    today = timezone.localdate()
    agreement = factories.create_agreement(
        pairing=pairing,
        number=f"{mark}{number}-{pairing.pk}",
        title=f"{mark}协议书",
        policy_title=f"{mark}文件",
        preamble=f"{mark}前言",
        copies_text=f"{mark}份数",
        signed_on=signed_on,
        starts_on=today - timedelta(400),
        ends_on=today + timedelta(330),
        created_on=today - timedelta(420),
        **fields,
    )
    agreement.signatures.update(signer_name=f"{mark}签字人")
    for signature in agreement.signatures.filter(side="supporting"):
        signature.scan.save("sight.pdf", ContentFile(f"%PDF {mark}".encode()))
    return agreement


# --- What runs behind the page, and what was decided ------------------------------------------
def create_traces(scene: Scene) -> None:
    """A job and a message for each who has a mark of the own, and an event of each pairing."""
    own = {
        "liaison One": (EAST, ""),
        "liaison Three": (WEST, "_west"),
        "staff B": (NORTH, "_north"),
        "liaison C": (CROSS, "_cross"),
        "staff A": (COUNTY, "_county"),
    }
    for name, (mark, kept) in own.items():
        owner, moment = scene.who[name], at(scene.past)
        job = Job(
            kind=JOB_KIND,
            owner=owner,
            state="done",
            result_name=f"{mark}.pdf",
            ordered_at=moment,
            finished_at=moment,
            done=1,
        )
        job.result.save("sight.pdf", ContentFile(f"%PDF {mark}".encode()))
        failed = Job.objects.create(
            kind=JOB_KIND, owner=owner, state="failed", error=f"{mark}缺字", ordered_at=moment
        )
        setattr(scene.rows, f"job{kept}", job)
        setattr(scene.rows, f"failed_job{kept}", failed)
        notice = Notice.objects.create(
            recipient=owner,
            kind="agreement_to_sign",
            facts={"number": f"{mark}通知单"},
            link="/agreements/",
            at=moment,
            dedupe_key=f"sight-{mark}",
        )
        setattr(scene.rows, f"notice{kept}", notice)
    for name, mark in (("liaison One", EAST), ("staff B", NORTH)):
        kept = ENDINGS[mark]
        held = HeldScan(
            owner=scene.who[name],
            agreement=getattr(scene.rows, f"signing{kept}"),
            name=f"{mark}扫描.pdf",
            size=9,
            held_at=timezone.now(),
        )
        held.file.save("sight.pdf", ContentFile(f"%PDF {mark}".encode()))
        setattr(scene.rows, f"held_scan{kept}", held)
    for mark, pairing in scene.pairings.items():
        facts = {"note": f"{mark}事实"}
        write_event(pairing, verb="pairing.opened", by=None, at=at(scene.past), **facts)


JOB_KIND = "sight"


def create_decisions(scene: Scene) -> None:
    """The window of a duty that has begun, and what bureaus decided about it."""
    for mark, pairing in scene.pairings.items():
        kept = ENDINGS[mark]
        duty = getattr(scene.rows, f"duty{kept}")
        begun = duty.verdicts.filter(starts_on__lte=scene.today).order_by("starts_on")
        window, waived = begun.last(), begun.first()
        by = scene.who["staff B" if mark == NORTH else "staff A"]
        decided = {"granted_by": by, "granted_by_name": f"{mark}批准人"}
        values = {
            "waiver": Waiver.objects.create(
                obligation=duty,
                window_starts_on=waived.starts_on,
                granted_on=scene.past,
                reason=f"{mark}豁免缘由",
                **decided,
            ),
            "headcount": Headcount.objects.create(
                obligation=duty,
                window_starts_on=window.starts_on,
                people=7,
                agreed_on=scene.past,
            ),
            "make_up": MakeUp.objects.create(
                activity=getattr(scene.rows, f"confirmed{kept}"),
                obligation=duty,
                window_starts_on=waived.starts_on,
                accepted_by=by,
                accepted_by_name=f"{mark}批准人",
                accepted_on=scene.past,
                reason=f"{mark}补做缘由",
            ),
            "violation": Violation.objects.create(
                obligation=getattr(scene.rows, f"forbidden{kept}"),
                held_on=scene.past,
                recorded_on=scene.past,
                recorded_by=by,
                note=f"{mark}违反事实",
            ),
            "filing": _filing(pairing, mark, by=by),
            "verdict": window,
            "window": window.starts_on.isoformat(),
        }
        for name, row in values.items():
            setattr(scene.rows, name + kept, row)
    services.refresh([pairing.pk for pairing in scene.pairings.values()], on=scene.today)


def _filing(pairing, mark: str, *, by) -> Filing:
    filing = Filing(
        pairing=pairing,
        school_year=2020,
        first_on=date(2020, 9, 1),
        last_on=date(2021, 8, 31),
        filed_on=timezone.localdate(),
        filed_at=timezone.now(),
        filed_by=by,
        filed_by_name=str(by),
        note=f"{mark}备注",
        verdicts={"0": [{"note": f"{mark}冻结"}]},
        calendar={"terms": [], "holidays": [], "make_up_days": []},
        engine_version=1,
    )
    filing.document.save("sight.pdf", ContentFile(f"%PDF {mark}".encode()))
    return filing
