from django.urls import path

from pairing import views

urlpatterns = [
    path("pairings/", views.pairing_list, name="pairing_list"),
    path("schools/", views.school_list, name="school_list"),
    path("schools/<int:pk>/", views.school, name="school"),
]
