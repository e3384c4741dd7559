"""The page anybody may open to check a paper or a file. It reads, and keeps nothing."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from reports.rate import too_many
from reports.verify_forms import VerifyForm
from reports.verify_page import verify_page
from reports.verifying import HashingHandler, answer_to, code_in


@csrf_exempt  # changes nothing; its upload is hashed before a token could be read
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """Asks for a code or a file; posting answers. A code leads to its own address."""
    if request.method != "POST":
        return _page(request, form=VerifyForm())
    if (refusal := too_many(request)) is not None:
        return refusal
    handler = HashingHandler(request)
    request.upload_handlers = [handler]
    form = VerifyForm(request.POST, request.FILES, handler=handler)
    if not form.is_valid():
        return _page(request, form=form)
    code, sha256 = form.cleaned_data["code"], form.checksum
    if not sha256:
        return redirect("verify_code", code)
    return _page(request, form=form, answer=answer_to(code=code, sha256=sha256))


@login_not_required
@never_cache
@require_safe
def verify_code(request, code):
    """Where the QR code of a paper leads."""
    if (refusal := too_many(request)) is not None:
        return refusal
    found = code_in(code)
    form = VerifyForm(initial={"code": found or code})
    if not found:
        form = VerifyForm({"code": code})
        form.is_valid()
        return _page(request, form=form)
    return _page(request, form=form, answer=answer_to(code=found))


def _page(request, *, form: VerifyForm, answer=None):
    on = timezone.localdate()
    context = {
        "form": form,
        "asked_at": timezone.localtime(),
        "page": answer and verify_page(answer, on=on),
    }
    response = render(request, "reports/verify.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
