"""The bureau's administration of schools, people, the calendar, programmes and pairings."""

from pairing.admin import calendars, pairings, people, schools

__all__ = ["calendars", "pairings", "people", "schools"]
