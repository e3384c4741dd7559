from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class ClosedSignup(DefaultAccountAdapter):
    """Accounts are made by the bureau; nobody signs up."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The account or the password is not right."),
        "too_many_login_attempts": _(
            "Too many wrong attempts. Please try again in five minutes."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False
