from django.urls import path, register_converter

from reports.year_reports import views
from reports.year_reports.subjects import KeyConverter

register_converter(KeyConverter, "report_key")

urlpatterns = [
    path("reports/", views.report_list, name="report_list"),
    path("reports/<report_key:key>/", views.report, name="report"),
    path(
        "reports/<report_key:key>/sections/<slug:section>/",
        views.report_section,
        name="report_section",
    ),
    path(
        "reports/<report_key:key>/<slug:kind>/new/",
        views.report_entry_new,
        name="report_entry_new",
    ),
    path("reports/<report_key:key>/entries/<int:pk>/", views.report_entry, name="report_entry"),
    path("reports/<report_key:key>/agree/", views.report_agree, name="report_agree"),
    path("reports/<report_key:key>/submit/", views.report_submit, name="report_submit"),
    path("reports/<report_key:key>/return/", views.report_return, name="report_return"),
    path("reports/<report_key:key>/accept/", views.report_accept, name="report_accept"),
    path(
        "reports/<report_key:key>/paper/<slug:form>/", views.report_paper, name="report_paper"
    ),
]
