from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    name = "compliance"
    verbose_name = _("Verdicts")

    def ready(self):
        from compliance import checks, jobs, receivers  # noqa: F401, PLC0415 -- app ready
