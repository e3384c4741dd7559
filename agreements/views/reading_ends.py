"""The end of a reading: what will be created, then the draft or the template."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.models import AgreementReading, Purpose, ReadingState
from agreements.readings import last
from agreements.readings.wording import refusal
from agreements.services import AgreementChangeError, readings
from agreements.services.reading_errors import ReadingError
from agreements.views.reading_access import found_reading
from agreements.wording import refusal as agreement_refusal


@require_http_methods(["GET", "POST"])
def reading_finish(request, pk):
    """What will be created, and what keeps it from being signed; then it is created."""
    found = found_reading(request, pk)
    if found.state != ReadingState.OPEN:
        return redirect("reading", found.pk)
    form = last.form_of(found, user=request.user, data=request.POST or None)
    if "keep" in request.POST:
        entries = {name: form.data.get(name, "") for name in form.fields}
        readings.keep_entries(found, entries=entries, by=request.user, at=timezone.now())
        messages.success(request, _("Kept. Nothing has been created yet."))
        return redirect("reading", found.pk)
    if request.method == "POST" and form.is_valid() and (made := _made(request, found, form)):
        return redirect(made)
    context = {"nav": "agreements", "reading": found, "form": form}
    context["page"] = last.last_page(found)
    status = 422 if request.method == "POST" else 200
    return render(request, "agreements/readings/finish.html", context, status=status)


def _made(request, found: AgreementReading, form) -> str | None:
    """The address of what was made; None with what stands in the way in the form."""
    when = {"by": request.user, "at": timezone.now()}
    try:
        if found.purpose == Purpose.TEMPLATE:
            template = readings.finish_template(found, template=form.template(), **when)
            messages.success(request, _("The template is ready to be issued."))
            return reverse("template", args=[template.pk])
        agreement = readings.finish(
            found, agreement=form.agreement(), holders=form.cleaned_data["holders"], **when
        )
    except ReadingError as error:
        form.add_error(None, refusal(error))
        return None
    except AgreementChangeError as error:
        form.add_error(None, agreement_refusal(error))
        return None
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    messages.success(request, _("The draft is there, with its duties. Nothing is signed yet."))
    return reverse("agreement", args=[agreement.pk])
