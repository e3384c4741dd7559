"""The states of an agreement: which act is possible in which state, by whom the text was agreed
to, and that what lies open for signing is not changed any more."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements import services
from agreements.document import document_of
from agreements.models import (
    Agreement,
    AgreementState,
    Assent,
    CopyHolder,
    FrozenText,
    FrozenTextError,
    Obligation,
    QuotaLine,
)
from agreements.models.states import MOVED_TO
from agreements.services import moving
from agreements.version import text_sha256
from pairing.models import CutRule, MembershipRole
from records.models import Event, Notice
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
    sign,
)

pytestmark = pytest.mark.django_db

DAY = date(2025, 3, 5)


@pytest.fixture
def staff():
    return create_member(role="bureau_staff", bureau=create_pairing().receiving_school.bureau)


def create(state="draft", **fields) -> Agreement:
    agreement = create_agreement(signed_on=None, state=state, **fields)
    create_obligation(agreement=agreement)
    return agreement


def sha256_of(agreement) -> str:
    return text_sha256(document_of(moving.whole(agreement)))


def agree(agreement, side, *, by, on=DAY, sha256=""):
    sha256 = sha256 or sha256_of(agreement)
    return services.agree(agreement, side=side, sha256=sha256, title="校长", by=by, at=at(on))


def verbs(agreement) -> list[str]:
    told = Event.objects.about(agreement)
    return [event.verb.removeprefix("agreement.") for event in told][::-1]


def approving():
    return create_pairing(programme=create_programme(asks_for_approval=True))


# --- The table --------------------------------------------------------------------------------
def _offer(agreement, staff):
    services.offer(agreement, sha256=sha256_of(agreement), by=staff, at=at(DAY))


def _agree(agreement, staff):
    agree(agreement, "supporting", by=staff)


def _approve(agreement, staff):
    services.approve(agreement, body="领导小组", decided_on=DAY, by=staff, at=at(DAY))


def _open(agreement, staff):
    services.open_for_signing(agreement, by=staff, at=at(DAY))


def _return(agreement, staff):
    services.send_back(agreement, note="节数有误", by=staff, at=at(DAY))


def _sign(agreement, staff):
    signer = create_person(school=agreement.pairing.supporting_school)
    services.sign(agreement, side="supporting", signer=signer, by=staff, at=at(DAY))


def _scan(agreement, staff):
    paper = services.SignedPaper(
        signer_name="陆怀谨", signed_on=DAY, scan=file_of(scan_of(agreement))
    )
    services.enter_scan(agreement, side="supporting", paper=paper, by=staff, at=at(DAY))


def _suspend(agreement, staff):
    first_on = agreement.starts_on
    days = {"starts_on": first_on, "ends_on": first_on + timedelta(days=9)}
    services.suspend(agreement, **days, reason="校舍改造", by=staff, at=at(DAY))


def _end(agreement, staff):
    on = agreement.starts_on + timedelta(days=30)
    services.terminate(agreement, on=on, reason="学校撤并", by=staff, at=at(DAY))


def _change(agreement, staff):
    with transaction.atomic():
        services.hold_draft(agreement)


# The act, and the states in which it is done with the state that it leads to.
TABLE = {
    "offer": (_offer, {"draft": "draft"}),
    "agree": (_agree, {"draft": "draft"}),
    "approve": (_approve, {"agreed": "approved"}),
    "open": (_open, {"agreed": "signing", "approved": "signing"}),
    "return": (_return, dict.fromkeys(("draft", "agreed", "approved", "signing"), "draft")),
    "sign": (_sign, {"signing": "signing"}),
    "scan": (_scan, {"signing": "signing"}),
    "suspend": (_suspend, {"in_force": "in_force", "superseded": "superseded"}),
    "end": (_end, {"in_force": "terminated", "superseded": "terminated"}),
    "change": (_change, {"draft": "draft"}),
}


@pytest.mark.parametrize("state", MOVED_TO)
@pytest.mark.parametrize(("act", "allowed"), TABLE.values(), ids=TABLE)
def test_every_act_is_possible_in_certain_states_only(act, allowed, state, staff):
    agreement = create(state)

    if state in allowed:
        act(agreement, staff)
    else:
        with pytest.raises(services.WrongStateError) as refused:
            act(agreement, staff)
        assert refused.value.facts == {"state": state}
        assert not Event.objects.about(agreement).exists()

    assert Agreement.objects.get(pk=agreement.pk).state == allowed.get(state, state)


@pytest.mark.parametrize("state", ["suspended", "expired", "signed"])
def test_no_other_state_is_kept(state):
    with pytest.raises(IntegrityError), transaction.atomic():
        create_agreement(signed_on=None, state=state)


def test_the_state_is_never_set_by_hand():
    agreement = create()

    with pytest.raises(AttributeError):
        agreement.state = AgreementState.IN_FORCE


def test_reading_anew_reads_the_state_too():
    agreement = create()
    Agreement.objects.filter(pk=agreement.pk).update(state="agreed")

    agreement.refresh_from_db()

    assert agreement.state == "agreed"
    with pytest.raises(AttributeError):
        agreement.state = AgreementState.IN_FORCE


# --- Agreeing to the text ---------------------------------------------------------------------
def test_the_second_principal_makes_the_text_agreed(staff):
    agreement = create()
    pairing = agreement.pairing
    first = create_member(role="principal", school=pairing.receiving_school)
    second = create_member(role="principal", school=pairing.supporting_school)

    agree(agreement, "receiving", by=first)
    assert agreement.state == AgreementState.DRAFT
    assert [n.recipient for n in Notice.objects.all()] == [second]
    agree(agreement, "supporting", by=second)

    agreement.refresh_from_db()
    assert agreement.state == AgreementState.AGREED
    assert verbs(agreement) == ["assented", "assented", "agreed"]
    capacities = [
        (event.facts["role"], event.facts["of"])
        for event in Event.objects.about(agreement).filter(verb="agreement.assented")
    ]
    assert capacities == [
        ("principal", pairing.supporting_school.label),
        ("principal", pairing.receiving_school.label),
    ]


def test_nobody_agrees_to_a_text_that_changed_while_it_was_read(staff):
    agreement = create()
    read = sha256_of(agreement)
    create_clause(agreement=agreement, text="双方坦诚合作。")

    with pytest.raises(services.TextChangedError):
        agree(agreement, "supporting", by=staff, sha256=read)

    assert not Assent.objects.exists()


def test_what_one_side_agreed_to_does_not_hold_for_a_changed_text(staff):
    agreement = create()
    agree(agreement, "supporting", by=staff)
    create_clause(agreement=agreement, text="双方坦诚合作。")

    agree(agreement, "receiving", by=staff)
    assert agreement.state == AgreementState.DRAFT
    agree(agreement, "supporting", by=staff)

    assert agreement.state == AgreementState.AGREED


def test_the_same_side_agrees_once_to_a_text(staff):
    agreement = create()
    agree(agreement, "supporting", by=staff)

    with pytest.raises(services.AlreadyAgreedError) as refused:
        agree(agreement, "supporting", by=staff)

    assert refused.value.facts == {"side": "supporting"}


def test_a_draft_with_a_blank_is_neither_sent_nor_agreed_to(staff):
    agreement = create()
    create_clause(agreement=agreement, text="每年选派____名教师。")

    with pytest.raises(services.NotReadyError):
        services.offer(agreement, sha256=sha256_of(agreement), by=staff, at=at(DAY))
    with pytest.raises(services.NotReadyError):
        agree(agreement, "supporting", by=staff)


def test_a_draft_that_changed_since_it_was_read_is_not_sent(staff):
    agreement = create()
    seen = sha256_of(agreement)
    create_clause(agreement=agreement, text="双方互派教师。")

    with pytest.raises(services.TextChangedError):
        services.offer(agreement, sha256=seen, by=staff, at=at(DAY))

    assert "offered" not in verbs(agreement)


# --- Approval ---------------------------------------------------------------------------------
def test_a_programme_that_asks_for_approval_is_asked_before_signing(staff):
    agreement = create("agreed", pairing=approving())

    with pytest.raises(services.NotApprovedError):
        services.open_for_signing(agreement, by=staff, at=at(DAY))
    services.approve(
        agreement, body="县帮扶领导小组", decided_on=DAY, note="同意", by=staff, at=at(DAY)
    )
    services.open_for_signing(agreement, by=staff, at=at(DAY))

    assert agreement.state == AgreementState.SIGNING
    given = Assent.objects.get()
    assert (given.side, given.by_title, given.decided_on, given.note) == (
        "bureau",
        "县帮扶领导小组",
        DAY,
        "同意",
    )


def test_the_bureau_is_told_when_both_agreed(staff):
    agreement = create(pairing=approving())
    bureau = agreement.pairing.receiving_school.bureau
    clerk = create_member(role=MembershipRole.BUREAU_STAFF, bureau=bureau)

    for side in ("supporting", "receiving"):
        agree(agreement, side, by=staff)

    assert [n.kind for n in Notice.objects.filter(recipient=clerk)] == ["agreement_to_approve"]


@pytest.mark.parametrize("day", [date(2025, 2, 28), date(2025, 3, 6)])
def test_it_is_approved_between_the_draft_and_today(day, staff):
    agreement = create("agreed", pairing=approving())  # drafted on 1 March

    with pytest.raises(services.DayOutsideError):
        services.approve(agreement, body="领导小组", decided_on=day, by=staff, at=at(DAY))


def test_somebody_approves(staff):
    with pytest.raises(services.ReasonMissingError):
        services.approve(create("agreed"), body=" ", decided_on=DAY, by=staff, at=at(DAY))


# --- Returning --------------------------------------------------------------------------------
def test_a_return_makes_void_what_was_agreed_and_keeps_it_on_record(staff):
    agreement = create()
    for side in ("supporting", "receiving"):
        agree(agreement, side, by=staff)
    services.open_for_signing(agreement, by=staff, at=at(DAY))
    liaison = create_member(role="liaison", school=agreement.pairing.receiving_school)

    with pytest.raises(services.ReasonMissingError):
        services.send_back(agreement, note="  ", by=staff, at=at(DAY))
    services.send_back(agreement, note=" 节数有误 ", by=staff, at=at(DAY))

    agreement.refresh_from_db()
    assert (agreement.state, agreement.text_sha256) == (AgreementState.DRAFT, "")
    assert set(Assent.objects.values_list("side", "voided_at")) == {
        ("supporting", at(DAY)),
        ("receiving", at(DAY)),
    }
    event = Event.objects.about(agreement).first()
    assert (event.verb, event.facts["note"]) == ("agreement.returned", "节数有误")
    assert event.facts["before"] == "signing"
    assert FrozenText.objects.count() == 1  # what lay open is kept
    assert [n.kind for n in Notice.objects.filter(recipient=liaison)] == ["agreement_returned"]


def test_the_same_text_can_lie_open_twice(staff):
    agreement = create()
    for _round in range(2):
        for side in ("supporting", "receiving"):
            agree(agreement, side, by=staff)
        services.open_for_signing(agreement, by=staff, at=at(DAY))
        services.send_back(agreement, note="再议", by=staff, at=at(DAY))

    assert FrozenText.objects.count() == 1
    assert Assent.objects.count() == 4


def test_what_one_side_signed_does_not_go_back_to_the_draft(staff):
    agreement = create("signing")
    sign(agreement, side="supporting", on=DAY)

    with pytest.raises(services.SomebodySignedError):
        services.send_back(agreement, note="节数有误", by=staff, at=at(DAY))


# --- The text that lies open ------------------------------------------------------------------
def open_one(staff, **fields) -> Agreement:
    agreement = create(**fields)
    for side in ("supporting", "receiving"):
        agree(agreement, side, by=staff)
    return services.open_for_signing(agreement, by=staff, at=at(DAY))


def test_a_name_that_changes_later_changes_nothing_in_what_is_signed(staff):
    agreement = open_one(staff)
    before = document_of(moving.whole(agreement))
    school = agreement.pairing.receiving_school
    school.name = "新名小学"
    school.save()

    after = document_of(moving.whole(agreement))

    assert after == before
    assert "新名小学" not in {block.school for block in after.signatures}
    assert text_sha256(after) == agreement.text_sha256


def test_what_is_frozen_is_printed_as_it_was_written(staff):
    agreement = create(preamble="为缩小差距。", filled_in_on=DAY)
    CopyHolder.objects.create(agreement=agreement, holder="甲方", count=2)
    written = document_of(moving.whole(agreement))
    for side in ("supporting", "receiving"):
        agree(agreement, side, by=staff)
    services.open_for_signing(agreement, by=staff, at=at(DAY))

    frozen = document_of(moving.whole(agreement))

    assert frozen.frozen_sha256 == text_sha256(written)
    for name in (
        "parties",
        "sections",
        "duties",
        "counting",
        "holders",
        "filled_in_on",
        "term",
    ):
        assert getattr(frozen, name) == getattr(written, name)


def test_a_name_that_changed_since_both_agreed_is_agreed_to_anew(staff):
    agreement = create()
    for side in ("supporting", "receiving"):
        agree(agreement, side, by=staff)
    school = agreement.pairing.receiving_school
    school.name = "新名小学"
    school.save()

    with pytest.raises(services.TextChangedError):
        services.open_for_signing(agreement, by=staff, at=at(DAY))


def _title(agreement):
    agreement.title = "另一份"
    agreement.save()


def _day(agreement):
    agreement.starts_on += timedelta(days=1)
    agreement.save(update_fields=["starts_on"])


def _rule(agreement):
    agreement.cut_rule = CutRule.EXEMPT
    agreement.save(update_fields=["state", "cut_rule"])


def _clause(agreement):
    clause = agreement.clauses.last()
    clause.text = "改过的话。"
    clause.save()


def _duty(agreement):
    duty = Obligation.objects.get(clause__agreement=agreement)
    duty.minimum = 9
    duty.save()


def _holder(agreement):
    holder = agreement.copy_holders.get()
    holder.count = 3
    holder.save(update_fields=["count"])


WRITES = {
    "the title": _title,
    "its first day": _day,
    "its rule": _rule,
    "a clause": _clause,
    "one more clause": lambda a: create_clause(agreement=a, section="（二）"),
    "one clause less": lambda a: a.clauses.exclude(parent=None).get().delete(),
    "a duty": _duty,
    "one more duty": lambda a: create_obligation(clause=a.clauses.last()),
    "one duty less": lambda a: Obligation.objects.get(clause__agreement=a).delete(),
    "a number for one term": lambda a: QuotaLine.objects.create(
        obligation=Obligation.objects.get(clause__agreement=a), season="spring", minimum=3
    ),
    "a holder of copies": _holder,
    "one more holder": lambda a: CopyHolder.objects.create(agreement=a, holder="教育局"),
    "one holder less": lambda a: a.copy_holders.get().delete(),
}


@pytest.mark.parametrize("is_signed", [False, True], ids=["open", "half signed"])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_lies_open_or_was_signed_is_not_written(write, is_signed, staff):
    agreement = create()
    CopyHolder.objects.create(agreement=agreement, holder="甲方")
    for side in ("supporting", "receiving"):
        agree(agreement, side, by=staff)
    services.open_for_signing(agreement, by=staff, at=at(DAY))
    if is_signed:
        _sign(agreement, staff)
    before = document_of(moving.whole(agreement))

    with pytest.raises(FrozenTextError), transaction.atomic():
        write(Agreement.objects.get(pk=agreement.pk))

    again = Agreement.objects.get(pk=agreement.pk)
    assert document_of(moving.whole(again)) == before
    assert sha256_of_rows(again) == agreement.text_sha256


def sha256_of_rows(agreement) -> str:
    """Of what the rows say, as if nothing were frozen."""
    found = moving.whole(agreement)
    found.text_sha256 = ""
    return text_sha256(document_of(found))


def test_a_draft_is_written_freely(staff):
    agreement = create()
    CopyHolder.objects.create(agreement=agreement, holder="甲方")

    for write in (_title, _day, _clause, _duty, _holder):
        write(agreement)

    assert sha256_of(agreement) == sha256_of_rows(agreement)


# --- Renewing ---------------------------------------------------------------------------------
RENEWED = {
    "while it runs": (date(2026, 9, 1), date(2026, 8, 20), date(2026, 8, 31)),
    "signed late": (date(2026, 9, 1), date(2026, 9, 11), date(2026, 9, 10)),
    "after its end": (date(2027, 3, 10), date(2027, 3, 1), None),
}


@pytest.mark.parametrize(("starts_on", "signed_on", "last_on"), RENEWED.values(), ids=RENEWED)
def test_the_renewed_agreement_gives_way_the_day_before(starts_on, signed_on, last_on, staff):
    old = create_agreement()  # 10 March 2025 to 9 March 2027
    new = create(
        "signing",
        pairing=old.pairing,
        renews=old,
        starts_on=starts_on,
        ends_on=date(2029, 8, 31),
    )

    for side in ("supporting", "receiving"):
        signer = create_person(school=new.pairing.school_on(side))
        services.sign(new, side=side, signer=signer, by=staff, at=at(signed_on))

    old.refresh_from_db()
    assert (old.state, old.terminated_on) == (AgreementState.SUPERSEDED, last_on)
    day = last_on or old.ends_on
    assert old.standing(day) == AgreementState.IN_FORCE
    assert old.standing(day + timedelta(days=1)) == AgreementState.SUPERSEDED
    for on in (day, day + timedelta(days=1)):
        rows = Agreement.objects.standing_as(old.standing(on), on=on)
        assert old in rows
        others = set(AgreementState) - {old.standing(on)}
        assert not any(old in Agreement.objects.standing_as(s, on=on) for s in others)


# --- Reminding --------------------------------------------------------------------------------
def test_who_is_waited_for_is_reminded_once_a_day(staff):
    agreement = create("signing")
    pairing = agreement.pairing
    waited = create_member(role="principal", school=pairing.receiving_school)
    create_member(role="liaison", school=pairing.receiving_school)
    sign(agreement, side="supporting", on=DAY)

    services.remind(agreement, due="sign", by=staff, at=at(DAY))
    with pytest.raises(services.RemindedTodayError) as refused:
        services.remind(agreement, due="sign", by=staff, at=at(DAY, 17))
    services.remind(agreement, due="sign", by=staff, at=at(DAY + timedelta(days=1)))

    assert refused.value.facts == {"on": DAY}
    assert [n.recipient for n in Notice.objects.all()] == [waited, waited]


def test_nobody_is_reminded_of_what_is_in_force(staff):
    with pytest.raises(services.NobodyWaitedForError):
        services.remind(create_agreement(), due="sign", by=staff, at=at(DAY))


@pytest.mark.parametrize("due", ["", "agree", "seal"])
def test_nobody_is_reminded_of_a_step_that_is_not_waited_for(staff, due):
    agreement = create("signing")

    with pytest.raises(services.NobodyWaitedForError):
        services.remind(agreement, due=due, by=staff, at=at(DAY))

    assert "reminded" not in verbs(agreement)
