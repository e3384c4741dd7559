from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        from reports import checks, jobs, receivers, related, todos  # noqa: F401, PLC0415 -- app ready
        from reports.packing import working  # noqa: F401, PLC0415 -- app ready
