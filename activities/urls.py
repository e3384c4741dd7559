from django.urls import path

from activities import views
from activities.views.duplicates import activity_ruling, duplicate_list

urlpatterns = [
    path("log/", views.activity_log, name="activity_log"),
    path("confirm/", views.confirm_list, name="confirm_list"),
    path("activities/", views.activity_list, name="activity_list"),
    path("activities/export/", views.activity_export, name="activity_export"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/edit/", views.activity_edit, name="activity_edit"),
    path("activities/<int:pk>/submit/", views.activity_submit, name="activity_submit"),
    path("activities/<int:pk>/withdraw/", views.activity_withdraw, name="activity_withdraw"),
    path("activities/<int:pk>/confirm/", views.activity_confirm, name="activity_confirm"),
    path("activities/<int:pk>/return/", views.activity_return, name="activity_return"),
    path("activities/<int:pk>/void/", views.activity_void, name="activity_void"),
    path("activities/<int:pk>/same/", views.activity_duplicate, name="activity_duplicate"),
    path("activities/<int:pk>/other/", views.activity_unmark, name="activity_unmark"),
    path("activities/<int:pk>/file/", views.activity_file, name="activity_file"),
    path("activities/<int:pk>/ruling/", activity_ruling, name="activity_ruling"),
    path("duplicates/", duplicate_list, name="duplicate_list"),
    path("evidence/<int:pk>/", views.evidence_file, name="evidence_file"),
    path("pairings/<int:pk>/mentors/", views.mentor_groups, name="mentor_groups"),
    path("pairings/<int:pk>/mentors/new/", views.mentor_group_new, name="mentor_group_new"),
    path("mentors/<int:pk>/answer/", views.mentor_group_answer, name="mentor_group_answer"),
    path("mentors/<int:pk>/end/", views.mentor_group_end, name="mentor_group_end"),
    path("mentors/ends/<int:pk>/answer/", views.mentor_end_answer, name="mentor_end_answer"),
    path("pairings/<int:pk>/secondments/", views.secondment_list, name="secondment_list"),
    path("pairings/<int:pk>/secondments/new/", views.secondment_new, name="secondment_new"),
    path("secondments/<int:pk>/edit/", views.secondment_edit, name="secondment_edit"),
    path("secondments/<int:pk>/notes/", views.secondment_notes, name="secondment_notes"),
    path("secondments/<int:pk>/end/", views.secondment_end, name="secondment_end"),
    path(
        "secondments/ends/<int:pk>/answer/",
        views.secondment_end_answer,
        name="secondment_end_answer",
    ),
    path("pairings/<int:pk>/donations/", views.donation_list, name="donation_list"),
    path("pairings/<int:pk>/donations/export/", views.donation_export, name="donation_export"),
    path(
        "pairings/<int:pk>/donations/new/<slug:kind>/",
        views.donation_new,
        name="donation_new",
    ),
    path("donations/<int:pk>/edit/", views.donation_edit, name="donation_edit"),
]
