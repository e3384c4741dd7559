"""People of the schools, and the accounts that act for a school or a bureau."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pairing import services
from pairing.admin_base import ONLY, BureauModelAdmin, moment, today
from pairing.models import Membership, MembershipRole, Person
from pairing.permissions import staff_bureau_ids
from pairing.sheets.admin import SheetsMixin
from pairing.sheets.people import PersonResource
from records.models import User

BUREAU_ROLES = frozenset({MembershipRole.BUREAU_STAFF, MembershipRole.INSPECTOR})


@admin.register(Person)
class PersonAdmin(SheetsMixin, BureauModelAdmin):
    bureau_paths = ("school.bureau_id",)
    own_fields = ("school",)
    resource_classes = (PersonResource,)
    list_display = ("name", "school", "post", "phone", "user", "left_on")
    list_filter = ("is_head", ("school__bureau", ONLY))
    list_select_related = ("school__bureau", "user")
    search_fields = ("name", "sort_key", "title", "school__name", "school__sort_key")
    search_help_text = _("Name, post, school or pinyin")
    readonly_fields = ("user",)

    @admin.display(description=_("post"))
    def post(self, row) -> str:
        return row.post


class NewAccountForm(forms.ModelForm):
    """A role for an account that is there, or for one opened here."""

    username = forms.CharField(
        label=_("User name of a new account"), max_length=150, required=False
    )
    display_name = forms.CharField(label=_("Name"), max_length=40, required=False)
    first_password = forms.CharField(
        label=_("First password"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Hand it over in person; it can be changed after signing in."),
    )

    class Meta:
        model = Membership
        fields = ("role", "school", "bureau", "user")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].required = False
        self.fields["user"].label = _("Account that is there")
        self.fields["user"].help_text = _("Leave empty to open a new account below.")

    def clean(self):
        cleaned = super().clean()
        self._check_place(cleaned)
        if cleaned.get("user") is None and not self.errors:
            self._check_account(cleaned)
        return cleaned

    def _check_place(self, cleaned: dict) -> None:
        """A bureau role has a bureau and no school; the others the reverse."""
        if cleaned.get("role") in BUREAU_ROLES:
            wanted, spare = "bureau", "school"
        else:
            wanted, spare = "school", "bureau"
        if not cleaned.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, _("This role needs one."))
        if cleaned.get(spare):
            self.add_error(spare, _("Leave this empty for this role."))

    def _check_account(self, cleaned: dict) -> None:
        for name in ("username", "display_name", "first_password"):
            if not cleaned.get(name):
                self.add_error(name, _("Please fill this in."))
        if self.errors:
            return
        account = User(username=cleaned["username"], display_name=cleaned["display_name"])
        try:
            account.clean_fields(exclude=["password"])
            User.username_validator(account.username)
        except ValidationError as error:
            self.add_error("username", error.messages)
        if User.objects.filter(username=account.username).exists():
            self.add_error("username", _("This user name is in use. Choose another."))
        try:
            validate_password(cleaned["first_password"], account)
        except ValidationError as error:
            self.add_error("first_password", error)

    def _get_validation_exclusions(self):
        excluded = super()._get_validation_exclusions()
        # A new account has no row yet and no role that could be given twice.
        return excluded if self.cleaned_data.get("user") else excluded | {"user"}


class RoleForm(forms.ModelForm):
    new_password = forms.CharField(
        label=_("New first password"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only for somebody who lost the password. Empty: it stays as it is."),
    )

    class Meta:
        model = Membership
        fields = ()

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance.user)
        return password


@admin.register(Membership)
class MembershipAdmin(BureauModelAdmin):
    bureau_paths = ("bureau_id", "school.bureau_id")
    own_fields = ("school", "bureau")
    writes_row_event = False
    list_display = ("user", "username", "role", "school", "bureau", "is_active")
    list_filter = ("role", ("bureau", ONLY))
    list_select_related = ("user", "school", "bureau")
    search_fields = ("user__username", "user__display_name", "school__name", "school__sort_key")

    @admin.display(description=_("user name"), ordering="user__username")
    def username(self, row) -> str:
        return row.user.username

    @admin.display(description=_("active"), boolean=True)
    def is_active(self, row) -> bool:
        return row.user.is_active

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 -- Django's
        if obj is None:
            kwargs["form"] = NewAccountForm
        elif self.may_keep(request, obj.user):
            kwargs["form"] = RoleForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            account = ("username", "display_name", "first_password")
            return ("role", "school", "bureau", "user", *account)
        shown = ("user", "role", "school", "bureau")
        return (*shown, "new_password") if self.may_keep(request, obj.user) else shown

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("user", "role", "school", "bureau")

    def get_field_queryset(self, db, db_field, request):
        if db_field.name != "user" or request.user.is_superuser:
            return super().get_field_queryset(db, db_field, request)
        kept = [m.user_id for m in self.get_queryset(request) if self.may_keep(request, m.user)]
        return User.objects.filter(pk__in=kept)

    def may_keep(self, request, account: User) -> bool:
        """Whether every role of the account is given by bureaus the person works for: else a
        county could take over the account of somebody who also works elsewhere."""
        if request.user.is_superuser:
            return True
        own = staff_bureau_ids(request.user)
        roles = account.memberships.select_related("school")
        bureaus = {m.bureau_id or m.school.bureau_id for m in roles}
        return not account.is_superuser and bureaus <= own

    def save_model(self, request, obj, form, change):
        entry = {"by": request.user, "at": moment()}
        if change:
            password = form.cleaned_data.get("new_password")
            if password:
                services.set_password(obj.user, password=password, **entry)
        elif obj.user_id:
            services.give_role(obj, **entry)
        else:
            self._open(request, obj, form.cleaned_data)

    def _open(self, request, obj, values: dict) -> None:
        account = User(username=values["username"], display_name=values["display_name"])
        person = _namesake(obj, name=account.display_name)
        services.open_account(
            account,
            password=values["first_password"],
            membership=obj,
            person=person,
            by=request.user,
            at=moment(),
        )
        if obj.school_id and person is None:
            messages.warning(
                request,
                _("No person of this name without an account works at the school."),
            )

    def has_delete_permission(self, request, obj=None) -> bool:
        # A role is a right and no record: what was done under it keeps its name.
        return self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        services.revoke_role(obj, by=request.user, at=moment())

    def delete_queryset(self, request, queryset):
        for row in queryset:
            if self.is_own(request, row):
                self.delete_model(request, row)


def _namesake(membership: Membership, *, name: str) -> Person | None:
    """The one person of that name at the school who has no account yet."""
    people = Person.objects.working(today()).filter(
        school=membership.school_id, name=name, user=None
    )
    found = list(people[:2])
    return found[0] if len(found) == 1 else None
