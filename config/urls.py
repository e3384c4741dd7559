from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

APPS = ("records", "pairing", "agreements", "activities", "compliance", "reports")

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    *(path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")),
]
