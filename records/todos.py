"""What waits for a person, gathered for the home page from every app.

The page stands below some of the apps whose things wait: each registers its source when it is
ready. A line is made anew whenever it is looked at; nothing is stored, so nothing grows stale.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from records.models import User

MOST = 50  # lines of one source; the lists hold all


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One line: ``act`` is what to do with the thing ``about``, at ``address``. ``since_on`` is
    None where the record does not know; ``note`` are the words it was returned with; ``mark``
    and ``tag`` name what is not simply the next step, "" for what is."""

    act: str
    about: str
    address: str
    on: date
    since_on: date | None
    note: str = ""
    mark: str = ""
    tag: str = ""

    @property
    def days(self) -> int:
        """How long it has waited."""
        return (self.on - self.since_on).days if self.since_on else 0


Source = Callable[..., Iterable[Todo]]
_SOURCES: list[Source] = []


def source(function: Source) -> Source:
    """Make the decorated ``function(user, *, on)`` a source of the home page of schools."""
    _SOURCES.append(function)
    return function


def todos_for(user: User, *, on: date) -> list[Todo]:
    """Of every source, as ``ordered``."""
    return ordered(todo for each in _SOURCES for todo in each(user, on=on))


def ordered(todos: Iterable[Todo]) -> list[Todo]:
    """What has waited longest first; what nobody knows the beginning of goes before it."""
    return sorted(todos, key=lambda todo: (todo.since_on or date.min, todo.about, todo.act))
