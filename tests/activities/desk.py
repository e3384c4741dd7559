"""What the tests of the pages share: addresses, a filled form, a photo, the roles."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from PIL import Image

from activities.forms import LogForm
from tests.activities.stage import ON, create_stage
from tests.factories import create_member, create_school, create_user

DAY = timedelta(days=1)
TODAY = ON + 3 * DAY


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def page(pk: int, act: str = "") -> str:
    return f"/activities/{pk}/{act}/" if act else f"/activities/{pk}/"


def typed(stage, **fields) -> dict:
    return {
        "token": str(uuid4()),
        "pairing": stage.pairing.pk,
        "day": "other_choice",
        "day_on": ON.isoformat(),
        "type": "demo_lesson",
        "place": str(stage.receiving.pk),
        f"heads_{stage.supporting.pk}": "3",
        f"heads_{stage.receiving.pk}": "6",
        "lessons": "2",
        "items": "1",
        "summary": "五年级数学",
        "action": "submit",
    } | fields


JPEG = b"\xff\xd8\xff"  # how such a file begins


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def photo(colour: str = "teal") -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return SimpleUploadedFile("签到表.png", buffer.getvalue())


ROLES = {
    "liaison": lambda s: s.alice,
    "liaison of the other side": lambda s: s.bob,
    "principal": lambda s: create_member(role="principal", school=s.receiving),
    "inspector": lambda s: create_member(role="inspector", bureau=s.receiving.bureau),
    "bureau": lambda s: create_member(role="bureau_staff", bureau=s.receiving.bureau),
}
STRANGERS = {
    "another pairing's liaison": lambda s: create_stage().alice,
    "another county's inspector": lambda s: create_member(
        role="inspector", bureau=create_school().bureau
    ),
    "another county's bureau": lambda s: create_member(
        role="bureau_staff", bureau=create_school().bureau
    ),
    "nobody in particular": lambda s: create_user(),
}


def hints(response) -> list[tuple[str, Model | None]]:
    return [(hint.code.value, hint.other) for hint in response.context["hints"]]


def codes(form: LogForm) -> dict[str, list[str]]:
    """{field: codes of its errors}, the schools' head-counts as own and their."""
    form.is_valid()
    own, their = (form[f"heads_{s.pk}"].name for s in (form.sheet.school, form.sheet.partner))
    names = {own: "own", their: "their"}
    return {
        names.get(name, name): [error.code for error in errors]
        for name, errors in form.errors.as_data().items()
    }
