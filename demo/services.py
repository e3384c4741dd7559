"""Load the whole county, in one call."""

from datetime import date, datetime

from compliance.services import refresh
from demo.decisions import clear_decisions, load_decisions
from demo.filings import load_filings
from demo.ground import load_ground, load_programmes
from demo.load import accept_make_ups, load_deeds
from demo.papers import freeze_papers, load_agreements, load_pairings
from demo.records import load_records
from demo.reports import load_reports
from demo.states import load_states
from pairing.models import Bureau
from records.models import Event
from records.services import write_event

VERB = "demo.loaded"


def loaded_for() -> date | None:
    """The day the county stands around, or None when it was never loaded."""
    event = Event.objects.filter(verb=VERB).order_by("-pk").first()
    return date.fromisoformat(event.facts["day"]) if event else None


def load_county(*, day: date, at: datetime) -> int:
    """Load or move the county around ``day``; the number of activities written."""
    schools = load_ground(day=day)
    pairings = load_pairings(schools, load_programmes(day=day), day=day)
    load_agreements(pairings, day=day)
    clear_decisions()
    total = load_deeds(pairings, day=day)
    accept_make_ups(pairings, day=day)
    load_records(pairings, day=day)
    load_filings(pairings, day=day)
    load_decisions(pairings, day=day)
    load_states(pairings, day=day)
    load_reports(pairings, day=day)
    freeze_papers()
    refresh({pairing.pk for pairing in pairings.values()}, on=day)
    write_event(
        Bureau.objects.order_by("pk").first(),
        verb=VERB,
        by=None,
        at=at,
        day=day.isoformat(),
        activities=total,
    )
    return total
