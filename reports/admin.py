"""How a bureau numbers its filed documents and how long it keeps them."""

from django.contrib import admin

from pairing.admin_base import BureauModelAdmin
from reports.models import ArchiveRules


@admin.register(ArchiveRules)
class ArchiveRulesAdmin(BureauModelAdmin):
    """One row a bureau; without it everything is kept for thirty years."""

    list_display = ("bureau", "fonds", "category", "agreement", "pairing_summary")
