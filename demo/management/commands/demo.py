"""Load the demo county, laid around a day."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from demo.county import ACCOUNTS, COUNTY, SCHOOLS, DemoAccount
from demo.ground import PASSWORD
from demo.papers_to_file import order_filing
from demo.services import load_county, loaded_for
from pairing.models import MembershipRole


class Command(BaseCommand):
    help = "Load the demo county; run again, it moves its days and doubles nothing."

    def add_arguments(self, parser):
        parser.add_argument("--day", help="YYYY-MM-DD; the county is laid around it")
        parser.add_argument(
            "--if-moved", action="store_true", help="do nothing when it stands for that day"
        )
        parser.add_argument(
            "--accounts", action="store_true", help="only print the demo accounts"
        )

    def handle(self, *args, **options):
        if not options["accounts"]:
            self._load(options)
        self.stdout.write(_("Demo accounts, password %(password)s:") % {"password": PASSWORD})
        for account in ACCOUNTS:
            role = MembershipRole(account.role).label
            self.stdout.write(
                f"  {account.username:<12} {account.name}  {role} · {_place(account)}"
            )

    def _load(self, options) -> None:
        day = self._day(options["day"])
        if options["if_moved"] and loaded_for() == day:
            return
        at = timezone.now()
        total = load_county(day=day, at=at)
        order_filing(at=at)
        self.stdout.write(
            _("The demo county stands around %(day)s with %(total)s activities.")
            % {"day": day, "total": total}
        )

    def _day(self, text: str | None) -> date:
        if not text:
            return timezone.localdate()
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(
                _("“%(text)s” is no day: write it as 2026-11-23.") % {"text": text}
            ) from error


def _place(account: DemoAccount) -> str:
    names = {school.key: school.name for school in SCHOOLS}
    return names.get(account.of, COUNTY[0])
