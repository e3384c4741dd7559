"""Going through addresses as somebody, and reading everything that comes back."""

import html
import io
import json
import re
import zipfile
from contextlib import contextmanager
from copy import copy
from urllib.parse import unquote

from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet
from django.forms import BaseForm, ModelChoiceField
from django.test.utils import ContextList
from django.urls import get_resolver

from pairing.models import Membership, School, SubSite
from records.models import User
from tests.sight.readers import MARKS, PHONES, READS

PHONE = re.compile(r"1[3-9]\d{9}")
# Who visits leaves these traces; they change nothing of anybody's work.
FOOTPRINTS = (
    "django_session",
    "records_notice",
    "compliance_storedverdict",
    "compliance_standing",
)
SIGN_IN = ("/accounts/login/", "/admin/login/")
_WRITING = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)


def routes(resolver=None, before: str = "") -> list[str]:
    """Every route of the site, as ``resolve(address).route`` spells it."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern).removeprefix("^")
        if hasattr(entry, "url_patterns"):
            found += routes(entry, route)
        else:
            found.append(route)
    return found


@contextmanager
def undone():
    """What happens inside did not happen: the next visitor finds everything as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written():
    """The tables that are written to inside, without mere footprints."""
    tables = set()

    def note(execute, sql, params, many, context):
        if (match := _WRITING.match(sql)) and match[1] not in FOOTPRINTS:
            tables.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def visit(client, address: str, *, method: str = "get", body=None, user=None):
    """The response, with everything undone. ``wrote`` are the tables it wrote to, ``text_seen``
    what an answer with content tells, ``strange_choices`` what its forms offer to ``user`` that
    is not his."""
    # A tried password counts against the next try of the same person.
    cache.clear()
    kept = copy(client.cookies)
    with undone(), written() as tables:
        response = getattr(client, method)(address, body or {})
        response.text_seen = seen(response) if response.status_code == 200 else ""
        response.strange_choices = strange_choices(response, user) if user else []
    client.cookies = kept  # signing out was undone as well
    response.wrote = tables
    return response


def seen(response) -> str:
    """Everything the response tells: headers, and the content whatever it is packed in."""
    content = b"".join(response) if response.streaming else response.content
    headers = unquote(" ".join(f"{name}: {value}" for name, value in response.headers.items()))
    return f"{headers}\n{_unpacked(content)}"


def _unpacked(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        # Written as &#26417; by some writers of such files.
        return html.unescape(b"\n".join(parts).decode("utf-8", "replace"))
    text = content.decode("utf-8", "replace")
    return text + _unescaped(text)


def _unescaped(text: str) -> str:
    r"""``text`` once more with its \uXXXX read, as a script would."""
    if "\\u" not in text:
        return ""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: json.loads(f'"{match[0]}"'), text)


def forms_of(response) -> list[BaseForm]:
    """The forms that the page was made with, those of the administration and its tables too."""
    contexts = response.context or []
    top = contexts[0] if isinstance(contexts, ContextList) else contexts
    values = [value for layer in getattr(top, "dicts", ()) for value in layer.values()]
    found = []
    for value in values:
        if isinstance(value, BaseForm):
            found.append(value)
        if isinstance(value, AdminForm):
            found.append(value.form)
        for table in value if isinstance(value, list) else ():
            if isinstance(table, InlineAdminFormSet):
                found += [*table.formset.forms, table.formset.empty_form]
    return found


def choices_of(form: BaseForm) -> dict[str, QuerySet]:
    """The rows on offer in each field that offers rows. The ``id`` of a row in a table of the
    administration is no choice: the table holds these very rows."""
    return {
        name: field.queryset
        for name, field in form.fields.items()
        if isinstance(field, ModelChoiceField) and name != "id"
    }


def strange_choices(response, user) -> list[str]:
    """Fields of the page's forms that offer rows ``user`` does not see."""
    found = []
    for form in forms_of(response):
        for name, rows in choices_of(form).items():
            if rows.exclude(pk__in=_sight_of(rows.model, user).values("pk")).exists():
                found.append(f"{type(form).__qualname__}.{name}")
    return found


# Rows on offer that have no sight of their own: seen with their school, with their role.
SIGHT = {
    SubSite: lambda user: SubSite.objects.filter(school__in=School.objects.visible_to(user)),
    User: lambda user: User.objects.filter(memberships__in=Membership.objects.visible_to(user)),
}


def _sight_of(model, user) -> QuerySet:
    return SIGHT[model](user) if model in SIGHT else model._default_manager.visible_to(user)


def outcome(response) -> str:
    """The status; ``login`` for the way to the sign-in page."""
    if response.status_code == 302 and response["Location"].startswith(SIGN_IN):
        return "login"
    return str(response.status_code)


def foreign(text: str, person: str) -> list[str]:
    """What of ``text`` this person must not read: marks, and the ends of foreign numbers."""
    hidden = [mark for mark in MARKS if mark not in READS[person]]
    found = [
        text[max(0, text.index(mark) - 30) : text.index(mark) + 12]
        for mark in hidden
        if mark in text
    ]
    ends = [f"****{PHONES[mark][-4:]}" for mark in hidden]
    return found + [end for end in ends if end in text]
