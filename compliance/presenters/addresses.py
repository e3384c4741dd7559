"""Where a verdict is explained."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from compliance.engine.verdicts import Window


def address_of(
    pairing_id: int, obligation_id: int, window: Window, *, on: date | None = None
) -> str:
    """``on`` asks for another day than today."""
    return window_address(
        pairing_id,
        obligation_id,
        window.starts_on,
        trigger=window.trigger or 0,
        stage=window.stage,
        on=on,
    )


def window_address(
    pairing_id: int,
    obligation_id: int,
    starts_on: date,
    *,
    trigger: int = 0,
    stage: str = "",
    on: date | None = None,
) -> str:
    path = reverse("verdict", args=[pairing_id, obligation_id, starts_on])
    asked = {"trigger": trigger or None, "on": on and on.isoformat()}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path
