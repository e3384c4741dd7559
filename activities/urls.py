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
]
