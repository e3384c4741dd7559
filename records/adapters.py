from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignup(DefaultAccountAdapter):
    """Accounts are made by the bureau; nobody signs up."""

    def is_open_for_signup(self, request) -> bool:
        return False
