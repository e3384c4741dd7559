from django.urls import path

from records import views

urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/file/", views.job_result, name="job_result"),
    path("notices/", views.notice_list, name="notice_list"),
]
