"""From a form that was filled in to the question what saving it would change."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.models import Agreement, Obligation, QuotaLine
from compliance.supposing import OfCalendar, OfDraft, OfProgramme, typed_duty
from compliance.typed import Typed, posted_again
from compliance.whatif import Change
from pairing.models import Pairing, Programme
from records.models import User

AT_ONCE = 200  # pairings asked while a page is waited for; more are a job


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``pairings`` are those in the sight of who asks; ``unseen`` more are not asked. ``duty``
    is the one that is being changed, as it would be; ``is_gone``: the row is taken out."""

    change: Change
    pairings: QuerySet[Pairing]
    unseen: int
    duty: Obligation | None
    is_gone: bool = False

    @property
    def is_long(self) -> bool:
        return self.pairings.count() > AT_ONCE


def question_of(typed: Typed, *, by: User, on: date, is_gone: bool = False) -> Question:
    """``typed`` must be right, unless the row is taken out: nothing can be asked of what cannot
    be saved."""
    row, duty = typed.form.instance, None
    if is_gone:
        change = OfCalendar(before=typed.row, after=None)
    elif isinstance(row, Programme):
        change = OfProgramme(after=row)
    elif isinstance(row, Agreement):
        change = OfDraft(before=typed.row, after=row, on=on)
    elif isinstance(row, Obligation):
        document, duty = row.clause.agreement, duty_of(typed)
        change = OfDraft(before=document, after=document, duty=duty, on=on)
    else:
        change = OfCalendar(before=typed.row, after=row)
    pairings = Pairing.objects.visible_to(by).filter(pk__in=change.pairings().values("pk"))
    unseen = change.pairings().count() - pairings.count()
    return Question(change=change, pairings=pairings, unseen=unseen, duty=duty, is_gone=is_gone)


def duty_of(typed: Typed) -> Obligation:
    """The duty as typed, its quota lines too; those that were not sent stay as they are."""
    row = typed.form.instance
    quotas = typed.lines(QuotaLine)
    if quotas is None:
        quotas = row.quotas.all() if row.pk else ()
    return typed_duty(row, quotas)


def request_of(user: User | AnonymousUser, fields: dict[str, list[str]]) -> HttpRequest:
    """The request that posted ``fields``, for a form that is bound again later."""
    request = HttpRequest()
    request.method, request.user, request.POST = "POST", user, posted_again(fields)
    return request
