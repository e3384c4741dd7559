"""allauth's forms in the words and the look of this site."""

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    SetPasswordForm,
)
from django.utils.translation import gettext_lazy as _

from records.forms import UiFormMixin


class PlainControls(UiFormMixin):
    """Labels stand above the controls, so nothing is repeated inside them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(PlainControls, LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Account")
        self.fields["login"].widget.attrs["autocapitalize"] = "none"
        self.fields["password"].help_text = _(
            "After five wrong attempts you have to wait for five minutes. Forgotten? The"
            " education bureau sets a new password for you."
        )


class ChangePassword(PlainControls, ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class SetPassword(PlainControls, SetPasswordForm):
    pass


class ConfirmPassword(PlainControls, ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
