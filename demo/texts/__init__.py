"""The agreements of the demo county, as data: sections, items, and the duties in them.

The words are this project's own. A duty is the keyword arguments of an ``Obligation``; ``key``
names it inside one agreement, ``part_of`` names the key of its whole, ``quotas`` holds lines.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Item:
    label: str
    text: str = ""
    duties: tuple[dict, ...] = ()
    closing: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    label: str
    heading: str
    area: str = ""  # code of the support area its duties belong to
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Text:
    title: str
    preamble: str
    sections: tuple[Section, ...]
    policy_title: str = ""
    policy_number: str = ""
    copies: int = 2
    copy_holders: tuple[tuple[str, int], ...] = ()
    copies_text: str = ""
    needs_seal: bool = False
    fields: dict = field(default_factory=dict)


def duty(
    key: str, name: str, party: str, types: str, measure: str, period: str, **more
) -> dict:
    """One obligation's fields; ``types`` is one or more activity types parted by spaces."""
    return {
        "key": key,
        "name": name,
        "party": party,
        "activity_types": types.split(),
        "measure": measure,
        "period": period,
        **more,
    }
