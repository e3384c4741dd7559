from django.urls import include, path

from reports import document_views, filing_views, views

urlpatterns = [
    path("", include("reports.year_reports.urls")),
    path("dashboard/", views.dashboard, name="dashboard"),
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
