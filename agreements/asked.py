"""A duty as it stands in the form, before anybody saved it: what it says, and what is wrong.

Nothing is written. The duty is read through the form of the administration, so that the
sentence on the screen is the one that will be printed.
"""

from copy import copy
from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.utils.translation import override

from agreements.models import Clause, Obligation
from agreements.rendering import describe, render
from pairing.permissions import is_bureau_staff

UNSAVED = -1  # the number of a duty that is only tried out
NEEDED = ("party", "measure", "period", "modality", "venue")
# What cannot be said yet is left out of the sentence, and the field says why.
LEFT_OUT = (
    (("maximum",), {"maximum": None}),
    (("season_from", "season_to"), {"season": ""}),
    (("each_of_items",), {"each_of": "", "each_of_items": []}),
    (("actor_qualifications",), {"actor_qualifications": []}),
    (
        ("due_kind", "due_month", "due_day", "due_months", "due_days", "due_on"),
        {"due_kind": ""},
    ),
    (("part_of",), {"part_of": None}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``duty`` is None while it cannot be said; ``problems`` by the names of the controls."""

    duty: Obligation | None
    clause: Clause | None
    problems: dict[str, list[str]]

    @property
    def chinese(self) -> str:
        """The clause as the agreement and its PDF will have it."""
        return render(self.duty) if self.duty else ""

    @property
    def english(self) -> str:
        if not self.duty:
            return ""
        with override("en"):
            return describe(self.duty)


def read(request) -> Asked:
    """The duty that the request holds. Raises PermissionDenied for whoever is no staff of a
    bureau or may not change the duty, Http404 for a duty out of sight."""
    if not is_bureau_staff(request.user):
        raise PermissionDenied
    form, lines = admin.site.get_model_admin(Obligation).unsaved(request)
    return asked(form, lines)


def asked(form, lines) -> Asked:
    """What the checked ``form`` and the forms of its quota ``lines`` hold."""
    problems = _problems(form, lines)
    duty = form.instance
    found = [row.instance for row in lines if _is_kept(row, lines)]
    clause = duty.clause if duty.clause_id else None
    return Asked(
        duty=_sayable(duty, found, faults=form.errors), clause=clause, problems=problems
    )


def said(duty: Obligation) -> Asked:
    """A saved duty, which nobody has changed in the form yet."""
    return Asked(duty=duty, clause=duty.clause if duty.clause_id else None, problems={})


def _is_kept(row, lines) -> bool:
    is_line = row.has_changed() or row.instance.pk is not None
    return is_line and not row.errors and not lines._should_delete_form(row)


def _sayable(duty: Obligation, lines: list, *, faults) -> Obligation | None:
    if any(not getattr(duty, name) or name in faults for name in NEEDED):
        return None
    found = copy(duty)
    found.pk = duty.pk or UNSAVED
    found._prefetched_objects_cache = {"quotas": lines}
    for names, less in LEFT_OUT:
        if any(name in faults for name in names):
            for name, value in less.items():
                setattr(found, name, value)
    return found


def _problems(form, lines) -> dict[str, list[str]]:
    """Texts by the name of the control. What is only not filled in yet is no problem yet."""
    found = _texts(form, whole="")
    for place, row in enumerate(lines):
        found |= _texts(row, whole=f"{lines.prefix}-{place}")
    if others := list(lines.non_form_errors()):
        found[lines.prefix] = others
    return found


def _texts(form, *, whole: str) -> dict[str, list[str]]:
    found = {}
    for name, errors in form.errors.as_data().items():
        texts = [
            text for error in errors if error.code != "required" for text in error.messages
        ]
        if texts:
            found[whole if name == NON_FIELD_ERRORS else form.add_prefix(name)] = texts
    return found
