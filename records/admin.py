"""Accounts to keep, and the record to read. Superusers only: no role of a school or a bureau
opens these pages."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from records.models import Event, Job, User

_PASSWORD_FIELDS = ("usable_password", "password1", "password2")


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ("username", "display_name", "is_active", "is_staff", "last_login")
    search_fields = ("username", "display_name")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("display_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "display_name", "usable_password")}),
        (None, {"fields": ("password1", "password2")}),
    )

    def has_delete_permission(self, request, obj=None):
        return False  # an account that acted stays; it is made inactive


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor_name", "verb", "subject_label")
    list_filter = ("verb",)
    search_fields = ("actor_name", "subject_label")
    date_hierarchy = "at"


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("pk", "kind", "owner", "state", "attempts", "ordered_at", "finished_at")
    list_filter = ("state", "kind")
    list_select_related = ("owner",)
