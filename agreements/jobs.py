"""Issuing a template to more pairings than a page may wait for."""

from django.utils.translation import gettext_lazy as _

from agreements.models import TemplateRun
from agreements.services.templates import carry_out
from records.jobs import progress, register
from records.models import Job

ISSUE = "issue_template"


@register(ISSUE, title=_("Issuing a template"))
def issue(job: Job) -> None:
    """Arguments: ``run``. Begun again, it goes on with the pairings that are left."""
    run = TemplateRun.objects.get(pk=job.arguments["run"])
    for done in carry_out(run):
        progress(job, done=done, total=len(run.rows))
