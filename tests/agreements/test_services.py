"""Drafting, signing, suspending, ending, waiving: every step, and what each refuses."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements import services
from agreements.models import (
    Agreement,
    AgreementState,
    Obligation,
    Signature,
    Suspension,
    Waiver,
)
from agreements.validators import Finding
from pairing.models import CutRule
from pairing.services import close_pairing
from records.models import AppendOnlyError, Event, Notice
from records.signals import agreement_in_force, pairings_changed
from tests.agreements.scans import file_of, scan_of
from tests.factories import (
    at,
    create_agreement,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_person,
    create_programme,
    create_user,
    sign,
)

pytestmark = pytest.mark.django_db

DAY = date(2025, 3, 5)


@pytest.fixture
def staff():
    return create_user(name="韩静")


@pytest.fixture
def announced():
    """The pairings announced as changed, one set a signal."""
    heard = []

    def listen(sender, pairing_ids, **kwargs):
        heard.append(pairing_ids)

    pairings_changed.connect(listen)
    yield heard
    pairings_changed.disconnect(listen)


def create_open(**fields) -> Agreement:
    """An agreement with one duty that lies open for signing."""
    agreement = create_agreement(signed_on=None, state="signing", **fields)
    create_obligation(agreement=agreement)
    return agreement


def head_of(agreement, side):
    return create_person(
        school=agreement.pairing.school_on(side), name=f"{side}校长", title="校长"
    )


def sign_in_system(agreement, *, side, on, by):
    return services.sign(
        agreement, side=side, signer=head_of(agreement, side), by=by, at=at(on)
    )


def paper(agreement, signed_on, *, sealed_on=None):
    return services.SignedPaper(
        signer_name="陆怀谨",
        signer_title="校长",
        signed_on=signed_on,
        sealed_on=sealed_on,
        scan=file_of(scan_of(agreement)),
    )


def verbs(subject) -> list[str]:
    return [event.verb for event in Event.objects.about(subject)][::-1]


# --- Drafting -------------------------------------------------------------------------------
def test_a_draft_takes_the_founding_document_and_the_rule_of_its_programme(staff):
    programme = create_programme(
        cut_rule="prorated", policy_title="行动方案", policy_number="青教〔2024〕1号"
    )
    agreement = Agreement(
        pairing=create_pairing(programme=programme),
        number="XY-1",
        title="协议书",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=700),
    )

    services.draft(agreement, by=staff, at=at(date(2025, 3, 1), 0))

    agreement.refresh_from_db()
    assert (agreement.cut_rule, agreement.policy_title, agreement.policy_number) == (
        CutRule.PRORATED,
        "行动方案",
        "青教〔2024〕1号",
    )
    assert (agreement.state, agreement.created_on) == (
        AgreementState.DRAFT,
        date(2025, 3, 1),
    )
    assert verbs(agreement) == ["agreement.drafted"]


def test_an_amendment_keeps_the_rule_of_its_agreement(staff):
    main = create_agreement(cut_rule="full")
    amendment = Agreement(
        pairing=main.pairing,
        amends=main,
        number="XY-2",
        title="补充协议",
        starts_on=main.starts_on,
        ends_on=main.ends_on,
    )

    services.draft(amendment, by=staff, at=at(DAY))

    assert (amendment.cut_rule, amendment.policy_title) == ("full", "")


def test_an_agreement_with_a_blank_is_not_opened_for_signing(staff):
    agreement = create_agreement(signed_on=None, state="agreed")
    clause = create_clause(agreement=agreement, text="每年选派____名教师。")
    create_obligation(clause=clause, uncounted=True, minimum=None, name="样板课")
    create_clause(agreement=agreement)
    duty = create_obligation(clause=clause)
    Obligation.objects.filter(pk=duty.pk).update(grades=["s1"], stages=["primary"])

    with pytest.raises(services.NotReadyError) as refused:
        services.open_for_signing(agreement, by=staff, at=at(DAY))

    assert [(p.finding, p.place) for p in refused.value.facts["problems"]] == [
        (Finding.EMPTY_SECTION, "（一）2"),
        (Finding.BLANK_TEXT, "（一）1"),
        (Finding.BLANK_DUTY, "（一）1"),
        (Finding.GRADE_NOT_OF_STAGE, "（一）1 示范课"),
    ]
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.AGREED


def test_the_agreement_of_an_ended_pairing_is_not_opened(staff):
    agreement = create_agreement(signed_on=None, state="agreed")
    create_obligation(agreement=agreement)
    agreement.pairing.ended_on = DAY
    agreement.pairing.save()

    with pytest.raises(services.PairingEndedError):
        services.open_for_signing(agreement, by=staff, at=at(DAY))


# --- Signing --------------------------------------------------------------------------------
@pytest.mark.parametrize("first", ["supporting", "receiving"])
def test_the_second_signature_puts_it_into_force_whichever_side_is_first(
    first, staff, announced
):
    agreement = create_open()
    second = services.signing.OTHER[first]
    waiting = create_member(role="principal", school=agreement.pairing.school_on(second))

    sign_in_system(agreement, side=first, on=date(2025, 3, 5), by=staff)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.effective_on) == (AgreementState.SIGNING, None)
    sign_in_system(agreement, side=second, on=date(2025, 3, 12), by=staff)

    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.state == AgreementState.IN_FORCE
    assert agreement.effective_on == date(2025, 3, 12)
    assert agreement.in_force_on == date(2025, 3, 12)  # signed after its first day
    assert verbs(agreement) == ["agreement.signed", "agreement.signed", "agreement.in_force"]
    assert announced == [{agreement.pairing_id}] * 2
    assert [n.kind for n in Notice.objects.filter(recipient=waiting).order_by("pk")] == [
        "agreement_signed",
        "agreement_to_sign",
        "agreement_in_force",
    ]


def test_the_entry_into_force_is_announced_once_with_who_and_when(staff):
    agreement, heard = create_open(), []

    def listen(sender, **told):
        heard.append((told["agreement_id"], told["by"], told["at"]))

    agreement_in_force.connect(listen)
    try:
        for day, side in enumerate(("receiving", "supporting"), start=5):
            sign_in_system(agreement, side=side, on=date(2025, 3, day), by=staff)
    finally:
        agreement_in_force.disconnect(listen)

    assert heard == [(agreement.pk, staff, at(date(2025, 3, 6)))]


def test_the_same_side_signs_once(staff):
    agreement = create_open()
    sign_in_system(agreement, side="supporting", on=DAY, by=staff)

    with pytest.raises(services.AlreadySignedError) as refused:
        sign_in_system(agreement, side="supporting", on=DAY, by=staff)

    assert refused.value.facts == {"side": "supporting"}
    assert agreement.signatures.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        sign(agreement, side="supporting", on=DAY)


@pytest.mark.parametrize("state", ["draft", "agreed", "approved", "in_force", "terminated"])
def test_only_what_lies_open_is_signed(state, staff):
    agreement = create_agreement(signed_on=None, state=state)

    with pytest.raises(services.WrongStateError):
        sign_in_system(agreement, side="supporting", on=DAY, by=staff)


def test_the_agreement_of_an_ended_pairing_is_not_signed(staff):
    agreement = create_open()
    agreement.pairing.ended_on = DAY
    agreement.pairing.save()

    with pytest.raises(services.PairingEndedError):
        sign_in_system(agreement, side="supporting", on=DAY, by=staff)


def test_signing_in_the_system_is_dated_in_shanghai(staff):
    agreement = create_open()
    early = at(date(2025, 3, 6), 2)  # the evening before in Greenwich

    signature = services.sign(
        agreement,
        side="supporting",
        signer=head_of(agreement, "supporting"),
        by=staff,
        at=early,
    )

    assert signature.signed_on == date(2025, 3, 6)
    assert (signature.signer_name, signature.signer_title) == ("supporting校长", "校长")


def test_a_scan_is_kept_with_its_checksum(staff):
    agreement = create_open()

    scan = paper(agreement, date(2025, 3, 4))
    content = scan.scan.read()

    signature = services.enter_scan(
        agreement, side="receiving", paper=scan, by=staff, at=at(DAY)
    )

    assert signature.scan_sha256 == hashlib.sha256(content).hexdigest()
    with signature.scan.open() as kept:
        assert kept.read() == content
    assert Event.objects.about(agreement).get().facts["sha256"] == signature.scan_sha256


@pytest.mark.parametrize(
    ("signed_on", "sealed_on"),
    [
        (date(2025, 3, 6), None),  # tomorrow
        (date(2025, 2, 28), None),  # before the draft
        (date(2025, 3, 4), date(2025, 3, 6)),
    ],
)
def test_a_paper_is_signed_between_the_draft_and_today(signed_on, sealed_on, staff):
    agreement = create_open()  # drafted on 1 March

    with pytest.raises(services.DayOutsideError) as refused:
        services.enter_scan(
            agreement,
            side="receiving",
            paper=paper(agreement, signed_on, sealed_on=sealed_on),
            by=staff,
            at=at(DAY),
        )

    assert refused.value.facts["last_on"] == DAY
    assert not agreement.signatures.exists()


EFFECTIVE = {
    "both on one day": ([("2025-03-05", None), ("2025-03-05", None)], False, "2025-03-05"),
    "the later signature": ([("2025-03-05", None), ("2025-03-09", None)], False, "2025-03-09"),
    "the first is the later one": (
        [("2025-03-09", None), ("2025-03-05", None)],
        False,
        "2025-03-09",
    ),
    "seals do not count": (
        [("2025-03-05", "2025-03-20"), ("2025-03-06", None)],
        False,
        "2025-03-06",
    ),
    "the later seal counts": (
        [("2025-03-05", "2025-03-20"), ("2025-03-06", "2025-03-07")],
        True,
        "2025-03-20",
    ),
    "a signature after the seals": (
        [("2025-03-21", "2025-03-20"), ("2025-03-06", "2025-03-07")],
        True,
        "2025-03-21",
    ),
    "a seal is missing": ([("2025-03-05", "2025-03-20"), ("2025-03-06", None)], True, None),
    "a side is missing": ([("2025-03-05", "2025-03-20")], True, None),
}


@pytest.mark.parametrize(
    ("signed", "needs_seal", "effective_on"), EFFECTIVE.values(), ids=EFFECTIVE
)
def test_the_effective_day_is_that_of_the_last_needed_signature_or_seal(
    signed, needs_seal, effective_on, staff
):
    agreement = create_open(needs_seal=needs_seal)

    for side, days in zip(("supporting", "receiving"), signed, strict=False):
        signed_on, sealed_on = (day and date.fromisoformat(day) for day in days)
        services.enter_scan(
            agreement,
            side=side,
            paper=paper(agreement, signed_on, sealed_on=sealed_on),
            by=staff,
            at=at(date(2025, 4, 1)),
        )

    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.effective_on == (effective_on and date.fromisoformat(effective_on))
    assert agreement.state == ("in_force" if effective_on else "signing")


def test_the_days_in_force_begin_with_the_later_of_first_and_effective_day():
    early = create_agreement(signed_on=date(2025, 3, 5))
    late = create_agreement(signed_on=date(2025, 4, 2))

    assert early.in_force_on == early.starts_on == date(2025, 3, 10)
    assert late.in_force_on == date(2025, 4, 2)
    assert create_agreement(signed_on=None).in_force_on is None


def test_where_a_seal_is_needed_the_scans_complete_what_was_confirmed_in_the_system(staff):
    agreement = create_open(needs_seal=True)
    for side in ("supporting", "receiving"):
        sign_in_system(agreement, side=side, on=DAY, by=staff)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNING

    for side, sealed_on in (("supporting", date(2025, 3, 7)), ("receiving", date(2025, 3, 9))):
        services.enter_scan(
            agreement,
            side=side,
            paper=paper(agreement, sealed_on, sealed_on=sealed_on),
            by=staff,
            at=at(date(2025, 3, 10)),
        )

    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.effective_on == date(2025, 3, 9)
    assert agreement.state == AgreementState.IN_FORCE
    assert list(
        agreement.signatures.order_by("side").values_list("signer_name", "method", "signed_on")
    ) == [("receiving校长", "system", DAY), ("supporting校长", "system", DAY)]
    with pytest.raises(services.AlreadySignedError):
        services.enter_scan(
            agreement,
            side="supporting",
            paper=paper(agreement, DAY),
            by=staff,
            at=at(date(2025, 3, 10)),
        )


# --- Waivers --------------------------------------------------------------------------------
def test_a_waiver_keeps_who_when_and_why(staff, announced):
    duty = create_obligation(name="示范课")
    liaison = create_member(
        role="liaison", school=duty.clause.agreement.pairing.receiving_school
    )

    services.grant_waiver(
        duty, window_starts_on=date(2025, 9, 1), reason=" 校舍改造 ", by=staff, at=at(DAY)
    )

    assert list(
        duty.waivers.values_list("window_starts_on", "granted_by_name", "granted_on", "reason")
    ) == [(date(2025, 9, 1), "韩静", DAY, "校舍改造")]
    assert verbs(duty) == ["obligation.waived"]
    assert announced == [{duty.clause.agreement.pairing_id}]
    assert [n.facts["duty"] for n in Notice.objects.filter(recipient=liaison)] == ["示范课"]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"modality": "may"}, "in_force"),
        ({"modality": "must_not", "minimum": None}, "in_force"),
        ({"party": "bureau"}, "in_force"),
        ({"uncounted": True, "minimum": None}, "in_force"),
        ({}, "signing"),
        ({}, "draft"),
    ],
)
def test_what_is_not_owed_cannot_be_waived(fields, state, staff):
    duty = create_obligation(agreement=create_agreement(state=state), **fields)

    with pytest.raises(services.NothingToWaiveError):
        services.grant_waiver(duty, window_starts_on=DAY, reason="x", by=staff, at=at(DAY))


def test_a_window_is_waived_once_and_with_a_reason(staff):
    duty = create_obligation()
    with pytest.raises(services.ReasonMissingError):
        services.grant_waiver(duty, window_starts_on=DAY, reason=" ", by=staff, at=at(DAY))
    services.grant_waiver(duty, window_starts_on=DAY, reason="x", by=staff, at=at(DAY))

    with pytest.raises(services.AlreadyWaivedError):
        services.grant_waiver(duty, window_starts_on=DAY, reason="y", by=staff, at=at(DAY))

    assert Waiver.objects.get().reason == "x"


# --- Suspension and end ---------------------------------------------------------------------
def test_an_agreement_rests_and_then_goes_on(staff, announced):
    agreement = create_agreement()

    services.suspend(
        agreement,
        starts_on=date(2025, 10, 1),
        ends_on=date(2025, 10, 31),
        reason="校舍改造",
        by=staff,
        at=at(date(2025, 9, 20)),
    )

    days = (date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 1))
    assert [agreement.standing(day) for day in days] == [
        "in_force",
        "suspended",
        "suspended",
        "in_force",
    ]
    assert Suspension.objects.get().decided_on == date(2025, 9, 20)
    assert verbs(agreement) == ["agreement.suspended"]
    assert announced == [{agreement.pairing_id}]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "error"),
    [
        (date(2025, 3, 9), date(2025, 4, 1), services.DayOutsideError),
        (date(2027, 3, 1), date(2027, 3, 10), services.DayOutsideError),
        (date(2025, 5, 2), date(2025, 5, 1), services.DayOutsideError),
        (date(2025, 10, 31), date(2025, 11, 5), services.SuspensionOverlapsError),
    ],
)
def test_impossible_suspensions_are_refused(starts_on, ends_on, error, staff):
    agreement = create_agreement()
    Suspension.objects.create(
        agreement=agreement,
        starts_on=date(2025, 10, 1),
        ends_on=date(2025, 10, 31),
        decided_on=DAY,
        reason="x",
    )

    with pytest.raises(error):
        services.suspend(
            agreement, starts_on=starts_on, ends_on=ends_on, reason="x", by=staff, at=at(DAY)
        )


def test_the_day_of_termination_is_the_last_in_force(staff, announced):
    agreement = create_agreement()

    services.terminate(
        agreement, on=date(2026, 1, 15), reason="学校撤并", by=staff, at=at(date(2026, 1, 10))
    )

    agreement.refresh_from_db()
    assert (
        agreement.state,
        agreement.terminated_on,
        agreement.terminated_known_on,
        agreement.end_reason,
    ) == ("terminated", date(2026, 1, 15), date(2026, 1, 10), "学校撤并")
    assert announced == [{agreement.pairing_id}]
    with pytest.raises(services.WrongStateError):
        services.terminate(agreement, on=DAY, reason="x", by=staff, at=at(DAY))


@pytest.mark.parametrize("on", [date(2025, 3, 9), date(2027, 3, 10)])
def test_an_agreement_ends_on_one_of_its_own_days(on, staff):
    with pytest.raises(services.DayOutsideError):
        services.terminate(create_agreement(), on=on, reason="x", by=staff, at=at(DAY))


def test_a_pairing_that_ends_takes_its_agreement_with_it(staff):
    pairing = create_pairing()
    running = create_agreement(pairing=pairing)
    expired = create_agreement(
        pairing=pairing, starts_on=date(2025, 3, 1), ends_on=date(2025, 12, 31)
    )
    draft = create_agreement(pairing=pairing, signed_on=None)
    other = create_agreement()

    close_pairing(
        pairing, on=date(2026, 1, 15), reason="学校撤并", by=staff, at=at(date(2026, 1, 16))
    )

    states = {row.pk: (row.state, row.terminated_on) for row in Agreement.objects.all()}
    assert states == {
        running.pk: ("terminated", date(2026, 1, 15)),
        expired.pk: ("in_force", None),
        draft.pk: ("draft", None),
        other.pk: ("in_force", None),
    }


def test_signatures_and_events_outlive_everything(staff):
    agreement = create_open()
    sign_in_system(agreement, side="supporting", on=DAY, by=staff)

    with pytest.raises(Exception, match="protected"):
        agreement.delete()
    with pytest.raises(AppendOnlyError):
        Event.objects.about(agreement).delete()

    assert Signature.objects.count() == 1
