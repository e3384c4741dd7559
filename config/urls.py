from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

APPS = ("records", "pairing", "agreements", "activities", "compliance", "reports")

# One door: the administration has no login page of its own beside the one that counts attempts.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("accounts/", include("records.account_urls")),
    path("admin/", admin.site.urls),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    *(path("", include(f"{app}.urls")) for app in APPS),
]
