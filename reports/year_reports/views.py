"""Reports on their pages: the list, one report, its sections, cases and people, its way."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from compliance.filing import FilingError
from compliance.wording import school_year_label
from records import jobs
from reports.jobs import REPORT_PAPER
from reports.models import EntryKind, ReportEntry, ReportKind, ReportSection
from reports.related import of_report
from reports.year_reports import flow, permissions, writing
from reports.year_reports.errors import EditedMeanwhileError, ReportError
from reports.year_reports.facts import Facts, facts_of
from reports.year_reports.forms import FORMS, AcceptForm, ReturnForm, SectionForm
from reports.year_reports.listing import list_of, usual_year
from reports.year_reports.pages import chips, lines, report_page, section_view, title_of
from reports.year_reports.sight import subject_for
from reports.year_reports.subjects import Key, Subject
from reports.year_reports.wording import refusal
from reports.year_reports.words import day_of, last_texts, report_of

FORMATS = ("pdf", "docx")


@require_safe
def report_list(request):
    on = timezone.localdate()
    kind = request.GET.get("kind")
    kind = kind if kind in ReportKind.values else ReportKind.PAIRING
    year = request.GET.get("year", "")
    usual = usual_year(on)
    year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else usual
    year = year if 2000 <= year <= on.year else usual
    found = list_of(
        request.user, kind=kind, school_year=year, page=request.GET.get("page"), on=on
    )
    context = {
        "nav": "reports",
        "list": found,
        "title": school_year_label(year),
        "kinds": ReportKind.choices,
        "years": [(y, school_year_label(y)) for y in range(usual + 1, usual - 3, -1)],
    }
    return render(request, "reports/report_list.html", context)


@require_safe
def report(request, key):
    about = _about(request, key)
    return _page(request, about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where one writes: what about, from which facts, in which section."""

    about: Subject
    facts: Facts
    section: str


@require_http_methods(["GET", "HEAD", "POST"])
def report_section(request, key, section):
    """Write one section: ``save`` keeps it, ``preview`` shows it with its figures, ``reset``
    goes back to the draft made of the facts."""
    if section not in ReportSection.values:
        raise Http404(section)
    about, facts = _writable(request, key)
    desk = Desk(about=about, facts=facts, section=section)
    if request.method != "POST":
        row = last_texts(report_of(about)).get(section)
        text = facts.draft(section) if row is None or row.is_reset else row.text
        initial = {"text": text, "base": row.pk if row else 0}
        form = SectionForm(initial=initial, figures=facts.figures)
        return _section_page(request, desk, form=form, shown=text)
    form = SectionForm(request.POST, figures=facts.figures)
    act = request.POST.get("action", "save")
    if act == "reset":
        return _keep(request, desk, text=None, base=_number(request, "base"))
    if not form.is_valid() or act == "preview":
        shown = form.cleaned_data.get("text", "")
        return _section_page(request, desk, form=form, shown=shown)
    return _keep(request, desk, **form.cleaned_data)


def _keep(request, desk: Desk, *, text: str | None, base: int):
    about, section = desk.about, desk.section
    if text is not None and base == 0 and text == desk.facts.draft(section):
        messages.info(request, _("Nothing was changed: the draft made of the facts stands."))
        return redirect("report", about.key)
    at, typed = timezone.now(), {"text": request.POST.get("text", ""), "base": base}
    try:
        writing.write_section(
            about, section=section, text=text, base=base, by=request.user, at=at
        )
    except ReportError as error:
        messages.error(request, refusal(error))
        other = error if isinstance(error, EditedMeanwhileError) else None
        typed["base"] = other.base if other else base
        form = SectionForm(initial=typed, figures=desk.facts.figures)
        return _section_page(request, desk, form=form, shown=text or "", other=other)
    said = _("Back to the draft made of the facts.") if text is None else _("Saved.")
    messages.success(request, said)
    return redirect("report", about.key)


def _section_page(request, desk: Desk, *, form, shown: str, other=None):
    """``other`` is what somebody else saved meanwhile; what was typed stays in the form."""
    figures = desk.facts.figures
    context = {
        "nav": "reports",
        "about": desk.about,
        "title": title_of(desk.about),
        "section": section_view(desk.section, None, desk.facts),
        "form": form,
        "preview": lines(shown, figures),
        "chips": chips(figures),
        "other": other,
    }
    bad = form.is_bound and bool(form.errors)
    status = 422 if bad else 409 if other else 200
    return render(request, "reports/report_section.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_entry_new(request, key, kind):
    if kind not in EntryKind.values:
        raise Http404(kind)
    about, facts = _writable(request, key)
    form = FORMS[kind](_posted(request), figures=facts.figures, about=about)
    if form.is_bound and form.is_valid():

        def act():
            writing.add_entry(about, kind, words=form.words, by=request.user, at=timezone.now())

        if _done(request, act, said=_("Saved.")):
            return redirect("report", about.key)
    return _entry_page(request, about, facts, kind=kind, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def report_entry(request, key, pk):
    """Change a case or somebody to commend, or take it out."""
    about, facts = _writable(request, key)
    rows = ReportEntry.objects.filter(report__in=_own_rows(about), struck_at=None)
    entry = get_object_or_404(rows, pk=pk)
    initial = {name: getattr(entry, name) for name in ("title", "text", "school_name", "post")}
    initial["person"] = entry.person_id
    form = FORMS[entry.kind](
        _posted(request), initial=initial, figures=facts.figures, about=about
    )
    facts_of_act = {"by": request.user, "at": timezone.now()}
    if request.POST.get("action") == "strike":

        def act():
            writing.strike_entry(entry, about, **facts_of_act)

        _done(request, act, said=_("Taken out."))
        return redirect("report", about.key)
    if form.is_bound and form.is_valid():

        def act():
            writing.change_entry(entry, about, words=form.words, **facts_of_act)

        if _done(request, act, said=_("Saved.")):
            return redirect("report", about.key)
    return _entry_page(request, about, facts, kind=entry.kind, form=form, entry=entry)


def _posted(request):
    """An empty form that was sent is one too."""
    return request.POST if request.method == "POST" else None


def _own_rows(about: Subject):
    found = report_of(about)
    return [found] if found else []


def _entry_page(request, about: Subject, facts: Facts, *, kind: str, form, entry=None):
    context = {
        "nav": "reports",
        "about": about,
        "title": title_of(about),
        "kind": kind,
        "form": form,
        "entry": entry,
        "chips": chips(facts.figures) if kind == EntryKind.CASE else [],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reports/report_entry.html", context, status=status)


# --- its way -------------------------------------------------------------------------------


@require_POST
def report_agree(request, key):
    about = _about(request, key)
    if not permissions.can_agree(request.user, about):
        raise PermissionDenied(_("Only the principal of the supporting school agrees."))
    return _step(request, about, flow.agree, said=_("Agreed. The other school has a message."))


@require_POST
def report_submit(request, key):
    about = _about(request, key)
    if not permissions.can_submit(request.user, about):
        raise PermissionDenied(_("Only the principal of the school that reports submits it."))
    return _step(request, about, flow.submit, said=_("Submitted. The bureau has a message."))


def _step(request, about: Subject, verb, *, said: str):
    def act():
        verb(
            about,
            revision=_number(request, "revision"),
            by=request.user,
            at=timezone.now(),
            on=timezone.localdate(),
        )

    _done(request, act, said=said)
    return redirect("report", about.key)


def _number(request, name: str) -> int:
    """A number that was posted; -1, which is none's, for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


@require_POST
def report_return(request, key):
    about = _judged(request, key)
    form = ReturnForm(request.POST, prefix="return")
    if not form.is_valid():
        return _page(request, about, return_form=form, status=422)

    def act():
        flow.send_back(
            about, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )

    _done(request, act, said=_("Returned. Both schools have a message."))
    return redirect("report", about.key)


@require_POST
def report_accept(request, key):
    about = _judged(request, key)
    form = AcceptForm(request.POST, prefix="accept")
    if not form.is_valid():
        return _page(request, about, accept_form=form, status=422)
    at, on = timezone.now(), timezone.localdate()

    def act():
        flow.accept(about, note=form.cleaned_data["note"], by=request.user, at=at, on=on)
        _order(request.user, about, form="pdf", at=at, on=on)

    _done(
        request, act, said=_("Accepted. It stays as it is; the paper to be kept is being made.")
    )
    return redirect("report", about.key)


@require_POST
def report_paper(request, key, form):
    """Order the PDF, or the Word copy of it."""
    about = _about(request, key)
    if not permissions.can_order(request.user, about):
        raise PermissionDenied(_("Only the two schools and their bureau may download this."))
    if form not in FORMATS:
        raise Http404(form)
    at, on = timezone.now(), timezone.localdate()
    return redirect("job", _order(request.user, about, form=form, at=at, on=on).pk)


def _order(user, about: Subject, *, form: str, at, on):
    arguments = {"report": str(about.key), "form": form, "on": on.isoformat()}
    return jobs.order(REPORT_PAPER, owner=user, arguments=arguments, at=at)


# --- what all share ------------------------------------------------------------------------


def _page(request, about: Subject, *, return_form=None, accept_form=None, status=200):
    row = report_of(about)
    facts = _facts(about, on=day_of(row, on=timezone.localdate()))
    page = report_page(about, report=row, facts=facts, user=request.user)
    context = {
        "nav": "reports",
        "page": page,
        "about": about,
        "year": facts.year,
        "related": of_report(about, user=request.user),
        "return_form": return_form or ReturnForm(prefix="return"),
        "accept_form": accept_form or AcceptForm(prefix="accept"),
        "form": return_form or accept_form,
    }
    return render(request, "reports/report.html", context, status=status)


def _about(request, key: Key) -> Subject:
    """What the report is about; 404 for whoever may not read it."""
    try:
        return subject_for(request.user, key)
    except LookupError as error:
        raise Http404(str(key)) from error


def _facts(about: Subject, *, on) -> Facts:
    try:
        with translation.override("zh-hans"):
            return facts_of(about, on=on)
    except LookupError as error:
        raise Http404(str(about.key)) from error


def _writable(request, key: Key) -> tuple[Subject, Facts]:
    about = _about(request, key)
    if not permissions.can_write(request.user, about):
        raise PermissionDenied(_("Only the schools it is about write in a report."))
    return about, _facts(about, on=timezone.localdate())


def _judged(request, key: Key) -> Subject:
    about = _about(request, key)
    if not permissions.can_judge(request.user, about):
        raise PermissionDenied(_("Only the bureau's staff accept or return a report."))
    return about


def _done(request, act, *, said: str) -> bool:
    try:
        act()
    except (ReportError, FilingError) as error:
        messages.error(request, refusal(error))
        return False
    messages.success(request, said)
    return True
