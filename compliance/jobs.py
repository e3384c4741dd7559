"""What takes longer than a page may: asking hundreds of pairings what a change would do.

The job keeps what was typed and binds it again, for the person who asked and with the rights
of that hour. Its result is the page's values, in the language in which it was asked.
"""

import json
from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compliance.presenters.whatif import page_of
from compliance.questions import question_of, request_of
from compliance.typed import Typed, bound, found_row, keeper_of
from compliance.whatif import asked
from records.jobs import JobFailedError, progress, register, save_result
from records.models import Job

WHATIF = "whatif"


@register(WHATIF, title=gettext_lazy("What would change"))
def find_out(job: Job) -> None:
    """Arguments: ``kind`` and ``pk`` of the row (None for a new one), ``fields`` as typed,
    ``is_gone``, ``on`` (an ISO day), ``language``."""
    with translation.override(job.arguments["language"]):
        typed = _bound_again(job)
        on = date.fromisoformat(job.arguments["on"])
        is_gone = job.arguments["is_gone"]
        question = question_of(typed, by=job.owner, on=on, is_gone=is_gone)
        total = question.pairings.count()
        for answer in asked(question.change, question.pairings, on=on):
            progress(job, done=answer.pairings, total=max(total, 1))
        page = page_of(answer, question=question, typed=typed)
    content = json.dumps(asdict(page), ensure_ascii=False).encode()
    save_result(job, name="whatif.json", content=content)


def _bound_again(job: Job) -> Typed:
    request = request_of(job.owner, job.arguments["fields"])
    keeper = keeper_of(job.arguments["kind"])
    try:
        row = found_row(request, keeper, job.arguments["pk"])
    except (PermissionDenied, Http404) as error:
        raise JobFailedError(_("You may no longer change this.")) from error
    typed = bound(request, keeper, row)
    if not (typed.is_right or job.arguments["is_gone"]):
        raise JobFailedError(_("What was typed can no longer be saved as it is."))
    return typed
