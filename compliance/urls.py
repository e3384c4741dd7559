from django.urls import include, path, register_converter

from compliance import views
from compliance.converters import DateConverter

register_converter(DateConverter, "date")

urlpatterns = [
    path("", views.home, name="home"),
    path("pairings/<int:pk>/", views.pairing, name="pairing"),
    path(
        "pairings/<int:pk>/verdicts/<int:obligation_id>/<date:starts_on>/",
        views.verdict,
        name="verdict",
    ),
    path("", include("compliance.decision_urls")),
    path("secondments/<int:pk>/", views.secondment, name="secondment"),
    path(
        "secondments/<int:pk>/appraise/",
        views.secondment_appraise,
        name="secondment_appraise",
    ),
    path("activities/<int:pk>/answer/", views.activity_answer, name="activity_answer"),
    path("what-if/jobs/<int:pk>/", views.whatif_job, name="whatif_job"),
    path("what-if/<slug:kind>/", views.whatif, name="whatif"),
    path("what-if/<slug:kind>/<int:pk>/", views.whatif, name="whatif"),
    path("duties/trial/", views.obligation_trial, name="obligation_trial"),
    path("duties/<int:pk>/trial/", views.obligation_trial, name="obligation_trial"),
]
