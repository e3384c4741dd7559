"""A scan whose form came back is held for the next try: a day, for whoever sent it alone."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import HeldScan, Signature
from agreements.services import held_scan, hold_scan, sweep_held
from agreements.tasks import drop_held_scans
from config.celery import app
from tests.agreements import scans
from tests.factories import create_agreement, create_member, create_obligation

pytestmark = pytest.mark.django_db
NAME = "合同<b>.pdf"


@pytest.fixture
def signing():
    agreement = create_agreement(signed_on=None, state="signing")
    create_obligation(agreement=agreement, minimum=4)
    return agreement


@pytest.fixture
def principal(signing):
    return principal_of(signing, "supporting")


def principal_of(agreement, side):
    return create_member(role="principal", school=agreement.pairing.school_on(side))


@pytest.fixture
def enter(client, principal):
    client.force_login(principal)
    return client


def send(client, agreement, content=None, **fields):
    """``content`` None: no file is chosen."""
    typed = {
        "side": "supporting",
        "signer_name": "陆怀谨",
        "signed_on": timezone.localdate().isoformat(),
        **fields,
    }
    if content is not None:
        typed["scan"] = SimpleUploadedFile(NAME, content)
    body = {f"scan-{name}": value for name, value in typed.items()}
    return client.post(reverse("agreement_scan", args=[agreement.pk]), body)


def without_code():
    return scans.as_pdf(scans.page())


# --- Held, and used ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("has_code", "fault", "field"),
    [
        (True, {"signer_name": ""}, "signer_name"),
        (True, {"signed_on": "soon"}, "signed_on"),
        (True, {"signed_on": "2999-01-01"}, "signed_on"),
        (False, {}, "code"),
        (False, {"code": scans.OTHER_CODE}, "code"),
    ],
)
def test_a_scan_whose_form_came_back_is_not_chosen_again(
    enter, signing, has_code, fault, field
):
    content = scans.scan_of(signing) if has_code else without_code()

    refused = send(enter, signing, content, **fault)
    held = HeldScan.objects.get()
    kept = send(enter, signing, held=held.pk, code=scans.code_of(signing))

    assert list(refused.context["scan_form"].errors) == [field]
    assert "扫描件 合同&lt;b&gt;.pdf（" in refused.text
    assert "已收到，不必再选" in refused.text
    assert "换一份扫描件" in refused.text
    assert kept.status_code == 302
    with Signature.objects.get().scan.open() as scan:
        assert scan.read() == content


def test_what_was_kept_as_a_signature_is_held_no_longer(
    enter, signing, django_capture_on_commit_callbacks
):
    send(enter, signing, scans.scan_of(signing), signer_name="")
    held = HeldScan.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        send(enter, signing, held=held.pk)

    assert not HeldScan.objects.exists()
    assert not default_storage.exists(held.file.name)


def test_another_file_takes_the_place_of_the_one_held(
    enter, signing, django_capture_on_commit_callbacks
):
    send(enter, signing, without_code())
    first = HeldScan.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        send(enter, signing, scans.scan_of(signing), held=first.pk, signer_name="")

    second = HeldScan.objects.get()
    assert second.pk != first.pk
    assert not default_storage.exists(first.file.name)
    with second.file.open() as file:
        assert file.read() == scans.scan_of(signing)


def test_the_page_opened_later_that_day_still_says_what_was_received(enter, signing):
    send(enter, signing, without_code())

    page = enter.get(reverse("agreement", args=[signing.pk]))

    assert page.context["scan_form"].held == HeldScan.objects.get()
    assert not page.context["scan_form"].fields["scan"].required


# --- Not held ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [b"MZ a program", b"%PDF-1.7 damaged", scans.as_pdf(scans.page(scans.OTHER_CODE))],
)
def test_a_file_that_can_never_be_the_scan_is_not_held(enter, signing, content):
    refused = send(enter, signing, content)

    assert list(refused.context["scan_form"].errors) == ["scan"]
    assert not HeldScan.objects.exists()
    assert refused.context["scan_form"].fields["scan"].required


def test_nothing_is_held_of_what_was_sent_for_the_other_school(enter, signing):
    refused = send(enter, signing, scans.scan_of(signing), side="receiving")

    assert list(refused.context["scan_form"].errors) == ["side"]
    assert not HeldScan.objects.exists()


def test_a_wrong_file_beside_the_one_held_takes_nothing_away(enter, signing):
    send(enter, signing, without_code())
    held = HeldScan.objects.get()

    refused = send(enter, signing, b"MZ a program", held=held.pk)

    assert list(refused.context["scan_form"].errors) == ["scan"]
    assert refused.context["scan_form"].held == HeldScan.objects.get() == held


def test_a_held_file_that_turns_out_to_show_another_text_is_let_go(enter, signing):
    send(enter, signing, scans.as_pdf(scans.page(scans.OTHER_CODE)), signer_name="")
    held = HeldScan.objects.get()

    refused = send(enter, signing, held=held.pk)

    assert list(refused.context["scan_form"].errors) == ["scan"]
    assert not HeldScan.objects.exists()
    assert "已收到，不必再选" not in refused.text


def test_nobody_sends_a_scan_that_the_page_did_not_name(enter, signing):
    send(enter, signing, without_code())
    first = HeldScan.objects.get()
    send(enter, signing, scans.scan_of(signing), signer_name="")

    refused = send(enter, signing, held=first.pk)

    assert [error.code for error in refused.context["scan_form"].errors.as_data()["scan"]] == [
        "other_held"
    ]
    assert not Signature.objects.exists()
    assert HeldScan.objects.count() == 1


# --- Sight ------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["other principal", "same school", "staff"])
def test_nobody_else_uses_or_learns_of_it(client, enter, signing, who):
    send(enter, signing, scans.scan_of(signing), signer_name="")
    held = HeldScan.objects.get()
    side = "supporting" if who == "same school" else "receiving"
    bureau = signing.pairing.supporting_school.bureau
    other = (
        create_member(role="bureau_staff", bureau=bureau)
        if who == "staff"
        else principal_of(signing, side)
    )
    client.force_login(other)

    page = client.get(reverse("agreement", args=[signing.pk]))
    tried = send(client, signing, side=side, held=held.pk)

    shown = page.text + tried.text
    assert ("&lt;b&gt;" in shown, "已收到，不必再选" in shown) == (False, False)
    assert tried.status_code == (403 if who == "staff" else 422)
    assert not Signature.objects.exists()
    assert list(HeldScan.objects.visible_to(other)) == []
    assert HeldScan.objects.get() == held


# --- Its day ----------------------------------------------------------------------------------
def test_a_scan_is_held_for_a_day_and_then_its_row_and_file_go(
    signing, principal, django_capture_on_commit_callbacks
):
    now = timezone.now()
    file = scans.file_of(without_code(), name="1.pdf")
    held = hold_scan(signing, scan=file, name=NAME, by=principal, at=now)

    in_time = now + timedelta(hours=24) - timedelta(seconds=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert held_scan(signing, by=principal, at=in_time) == held
        assert sweep_held(at=in_time) == 0
        assert held_scan(signing, by=principal, at=now + timedelta(hours=24)) is None
        assert sweep_held(at=now + timedelta(hours=24)) == 1

    assert not HeldScan.objects.exists()
    assert not default_storage.exists(held.file.name)


def test_where_the_day_is_over_the_form_says_to_choose_it_again(enter, signing):
    send(enter, signing, scans.scan_of(signing), signer_name="")
    held = HeldScan.objects.get()
    HeldScan.objects.update(held_at=timezone.now() - timedelta(days=1))

    refused = send(enter, signing, held=held.pk)

    assert list(refused.context["scan_form"].errors) == ["scan"]
    assert "请重新选择" in str(refused.context["scan_form"].errors["scan"])


def test_a_file_that_is_gone_from_the_disk_is_asked_for_again(enter, signing):
    send(enter, signing, scans.scan_of(signing), signer_name="")
    held = HeldScan.objects.get()
    held.file.storage.delete(held.file.name)

    refused = send(enter, signing, held=held.pk)

    assert list(refused.context["scan_form"].errors) == ["scan"]


def test_the_clock_drops_them_every_hour(signing, principal):
    file = scans.file_of(without_code(), name="1.pdf")
    old = timezone.now() - timedelta(days=2)
    hold_scan(signing, scan=file, name=NAME, by=principal, at=old)

    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    dropped = drop_held_scans()

    assert "agreements.tasks.drop_held_scans" in scheduled
    assert dropped == 1
