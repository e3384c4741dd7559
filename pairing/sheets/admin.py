"""Lists in and out on the pages of the administration.

A file is tried first: nothing is written, the page says row by row what would happen. Only a
file without a fault can be confirmed, and then all of it is written or nothing.
"""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.tmp_storages import MediaStorage

from pairing.admin_base import moment, today
from pairing.sheets.columns import WORDS
from pairing.sheets.files import (
    FORMATS,
    MAX_BYTES,
    MAX_ROWS,
    XLS_MARK,
    XLSX_MARK,
    Csv,
    UnreadableFileError,
    Xlsx,
)
from pairing.sheets.template import template

ROWS_SHOWN = 200
PROBLEMS_SHOWN = 200
KEPT_FOR = timedelta(days=1)
_FOLDER = "django-import-export"  # the library's own name for its folder


class SheetImportForm(ImportForm):
    """One file; its first bytes say what it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["import_file"].label = gettext_lazy("XLSX or CSV file")
        self.fields["import_file"].widget = forms.FileInput(attrs={"accept": ".xlsx,.csv"})
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()

    @property
    def media(self):
        # No script that guesses the format: it asks for a field we do not show.
        return forms.Media()

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file has more than 5 MB. Divide it, or take pictures out of it.")
            )
        start = file.read(4)
        file.seek(0)
        if start == XLS_MARK:
            raise forms.ValidationError(
                _("This is an old XLS file or one with a password. Save it as XLSX without.")
            )
        self._format = Xlsx if start == XLSX_MARK else Csv
        return file

    def clean_format(self) -> str:
        """The place of the format in ``FORMATS``, as the library asks for it."""
        return str(FORMATS.index(getattr(self, "_format", Xlsx)))


class SheetConfirmForm(ConfirmImportForm):
    format = forms.ChoiceField(
        choices=[(str(n), str(n)) for n in range(len(FORMATS))], widget=forms.HiddenInput()
    )
    resource = forms.ChoiceField(
        choices=[("0", "0")], required=False, widget=forms.HiddenInput()
    )


class SheetsMixin(ImportExportMixin):
    """Mix in before the admin class; ``resource_classes`` names the one sheet."""

    formats = FORMATS
    import_form_class = SheetImportForm
    confirm_form_class = SheetConfirmForm
    export_form_class = ExportForm
    import_template_name = "admin/pairing/import.html"
    export_template_name = "admin/pairing/export.html"
    tmp_storage_class = MediaStorage
    skip_admin_log = True  # every row writes an event

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_template"
        view = self.admin_site.admin_view(self.template_view)
        return [path("import/template/", view, name=name), *super().get_urls()]

    # --- Who may ------------------------------------------------------------------------------
    def has_import_permission(self, request) -> bool:
        return self.has_add_permission(request)

    def has_export_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def get_resource_kwargs(self, request, **kwargs):
        return {"user": request.user, "at": moment()}

    def get_valid_export_item_pks(self, request):
        return self.get_queryset(request).values_list("pk", flat=True)

    # --- In -----------------------------------------------------------------------------------
    def get_import_data_kwargs(self, **kwargs):
        kwargs.pop("form", None)
        return kwargs | {"rollback_on_validation_errors": True}

    def get_import_context_data(self, **kwargs):
        return super().get_import_context_data(**kwargs) | self._page_words()

    def _page_words(self) -> dict:
        return {
            "max_rows": MAX_ROWS,
            "example_mark": WORDS["example_mark"],
            "template_address": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_template"
            ),
        }

    def add_data_read_fail_error_to_form(self, form, e):
        known = isinstance(e, UnreadableFileError)
        form.add_error("import_file", str(e) if known else _("The file cannot be read."))

    def import_action(self, request, **kwargs):
        if request.method == "POST":
            _drop_forgotten_files()
        response = super().import_action(request, **kwargs)
        if isinstance(response, TemplateResponse):
            context = response.context_data
            context["title"] = _("Import: %(title)s") % {"title": self.opts.verbose_name_plural}
            context |= _outcome(context.get("result"))
            if not context.get("confirm_form"):
                _drop_file_of(context["form"])
        return response

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            messages.error(
                request, _("This file was imported before or is gone. Choose it again.")
            )
            return HttpResponseRedirect(self._import_address())

    def _import_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")

    def process_result(self, result, request):
        """What was right a minute ago may be wrong now: then nothing was written."""
        if not result.problems:
            return super().process_result(result, request)
        form = self.import_form_class(
            self.get_import_formats(), self.get_import_resource_classes(request)
        )
        context = {
            **self.admin_site.each_context(request),
            **self._page_words(),
            **_outcome(result),
            "title": _("Import: %(title)s") % {"title": self.opts.verbose_name_plural},
            "opts": self.opts,
            "form": form,
            "result": result,
        }
        return TemplateResponse(request, [self.import_template_name], context)

    def add_success_message(self, result, request):
        messages.success(
            request,
            _("Imported: %(new)s new, %(update)s changed, %(skip)s unchanged.") % result.totals,
        )

    # --- Out ----------------------------------------------------------------------------------
    def _do_file_export(self, file_format, request, queryset, export_form=None):
        response = super()._do_file_export(file_format, request, queryset, export_form)
        title = self.resource_classes[0].sheet.title
        name = f"{title}_{today():%Y-%m-%d}.{file_format.get_extension()}"
        response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 -- Django's
        return response

    def template_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        resource = self.resource_classes[0](**self.get_resource_kwargs(request))
        response = HttpResponse(template(resource), content_type=Xlsx.CONTENT_TYPE)
        name = _("%(title)s_template.xlsx") % {"title": resource.sheet.title}
        response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 -- Django's
        return response


def _outcome(result) -> dict:
    """What the page shows of a tried file: the problems, or what would be written."""
    if result is None:
        return {}
    rows = result.valid_rows()
    told = [row for row in rows if not row.is_skip() or row.notes]
    return {
        "problems": result.problems[:PROBLEMS_SHOWN],
        "problems_more": max(len(result.problems) - PROBLEMS_SHOWN, 0),
        "problem_count": len(result.problems),
        "totals": result.totals,
        "rows": told[:ROWS_SHOWN],
        "rows_more": max(len(told) - ROWS_SHOWN, 0),
        "unread": result.unread,
    }


def _drop_file_of(form) -> None:
    """A file that cannot be confirmed is not kept."""
    file = getattr(form, "cleaned_data", {}).get("import_file")
    if name := getattr(file, "tmp_storage_name", None):
        MediaStorage(name=name).remove()


def _drop_forgotten_files() -> None:
    """Files that somebody tried and never confirmed go after a day."""
    store, oldest = storages["import_export"], moment() - KEPT_FOR
    if not store.exists(_FOLDER):
        return
    for name in store.listdir(_FOLDER)[1]:
        if store.get_modified_time(f"{_FOLDER}/{name}") < oldest:
            store.delete(f"{_FOLDER}/{name}")
