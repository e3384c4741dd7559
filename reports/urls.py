from django.urls import include, path

from reports import (
    document_views,
    filed_views,
    filing_views,
    pack_views,
    verify_views,
    views,
)

urlpatterns = [
    path("", include("reports.year_reports.urls")),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/todo/", views.todo_list, name="todo_list"),
    path("verify/", verify_views.verify, name="verify"),
    path("v/<str:code>/", verify_views.verify_code, name="verify_code"),
    path("filed/", filed_views.filed_list, name="filed_list"),
    path("filed/<int:pk>/", filed_views.filed, name="filed"),
    path("filed/<int:pk>/file.pdf", filed_views.filed_file, name="filed_file"),
    path("filed/<int:pk>/receipt/", filed_views.filed_receipt, name="filed_receipt"),
    path("packs/", pack_views.pack_list, name="pack_list"),
    path("packs/<int:pk>/", pack_views.pack, name="pack"),
    path("schools/<int:pk>/dossier/", pack_views.dossier, name="dossier"),
    path("agreements/<int:pk>/filed/", filed_views.agreement_filing, name="agreement_filing"),
    path("agreements/<int:pk>/pdf/", document_views.agreement_pdf, name="agreement_pdf"),
    path("pairings/<int:pk>/summary/<int:year>/", document_views.summary, name="summary"),
    path(
        "pairings/<int:pk>/summary/<int:year>/pdf/",
        document_views.summary_pdf,
        name="summary_pdf",
    ),
    path(
        "pairings/<int:pk>/summary/<int:year>/file/",
        filing_views.file_school_year,
        name="file_school_year",
    ),
    path(
        "pairings/<int:pk>/summary/<int:year>/filed.pdf",
        filing_views.filed_document,
        name="filed_document",
    ),
]
