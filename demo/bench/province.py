"""A whole province in a database of its own: laid once, kept while it is the one asked for."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from activities.models import ActivityLink, ActivityState
from demo.bench import bulk
from demo.bench.deeds import lay_deeds
from demo.bench.ground import lay_ground
from pairing.models import Bureau, Pairing
from records.models import Event, User
from records.services import write_event

VERB = "bench.laid"
GOOD_FOR = timedelta(days=28)
WAITING = 16  # so many activities have to be left to confirm
SOURCES = ("bulk.py", "deeds.py", "duties.py", "ground.py")


def lay(*, pairings: int, day: date, at: datetime) -> date:
    """Make the database hold ``pairings`` pairings around ``day``, unless it does already; the
    day it stands around. Another province in it goes; a database with anything else in it is
    refused."""
    asked = {"pairings": pairings, "version": _version()}
    found = _laid()
    if found and found.items() >= asked.items():
        laid_for = date.fromisoformat(found["day"])
        if laid_for <= day < laid_for + GOOD_FOR and _left() >= WAITING:
            return laid_for
    if found:
        _clear()
    is_ours = not connection.in_atomic_block  # else a test, with a transaction around it
    if is_ours:
        call_command("migrate", verbosity=0)
        bulk.fast()
    if User.objects.exists() or Pairing.objects.exists():
        raise CommandError(f"{connection.settings_dict['NAME']}: not empty, and no bench's")
    with transaction.atomic():
        lay_ground(pairings=pairings, day=day)
        lay_deeds(pairings=pairings, day=day)
        write_event(
            Bureau.objects.get(pk=1), verb=VERB, by=None, at=at, day=day.isoformat(), **asked
        )
    if is_ours:
        bulk.settle(apps.get_models())
    return day


def _laid() -> dict | None:
    if Event._meta.db_table not in connection.introspection.table_names():
        return None
    event = Event.objects.filter(verb=VERB).order_by("-pk").first()
    return event and event.facts


def _left() -> int:
    return ActivityLink.objects.filter(state=ActivityState.PENDING)[:WAITING].count()


def _clear() -> None:
    """No table is left."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.close()
        for path in Path(name).parent.glob(f"{Path(name).name}*"):
            path.unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def _version() -> str:
    """Changes with the tables and with what is written into them."""
    migrations = sorted(map(str, MigrationLoader(None).disk_migrations))
    sources = [Path(__file__).with_name(name).read_text() for name in SOURCES]
    return sha256("\n".join(migrations + sources).encode()).hexdigest()[:16]
