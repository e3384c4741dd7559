"""All 133 duties of the client's documents stand in demo agreements, number for number.

That they are judged there: ``test_county``.
Reads the documents beside the project; nothing else does.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from tests.demo.seed_table import (
    AGREED,
    COUNTS,
    DEADLINES,
    DUE_ADDED,
    EACH,
    FINER,
    OF_ALL_PUPILS,
    SUMS,
    TEXTS,
    UNITS,
    entries,
)

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
YEARS = {"agreement_year", "calendar_year"}
UNSAID = {"agreement", "once", "term"}
ENTRIES = entries()
needs_documents = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the client's documents do not lie beside the project"
)


@cache
def document_of(number: str) -> list[dict]:
    return json.loads((SEEDS / f"{number}.json").read_text("utf-8"))["obligations"]


def asked(place: tuple[str, int]) -> dict:
    number, entry = place
    return document_of(number)[entry]


def name(place: tuple[str, int]) -> str:
    return f"{place[0]}-{place[1]}"


@needs_documents
def test_every_entry_of_every_document_has_its_duty():
    there = {
        (path.stem, entry)
        for path in SEEDS.glob("*.json")
        for entry in range(len(document_of(path.stem)))
    }

    assert set(ENTRIES) == there
    assert {
        document: sum(place[0] == document for place in there) for document in COUNTS
    } == COUNTS
    assert len(there) == sum(COUNTS.values()) == 133


@needs_documents
@pytest.mark.parametrize("place", ENTRIES, ids=name)
class TestADutyOfTheDocuments:
    def test_is_owed_by_the_same_party_as_often(self, place):
        entry, (_text, duties) = asked(place), ENTRIES[place]
        periods = {"year": YEARS, None: UNSAID}.get(entry["period"], {entry["period"]})

        for duty in duties:
            assert duty["period"] in periods
        assert entry["party"] in {None, duties[0]["party"]}

    def test_asks_the_same_number(self, place):
        entry, (_text, duties) = asked(place), ENTRIES[place]
        number = AGREED.get(place, SUMS.get(place, entry["min"]))
        if place in OF_ALL_PUPILS:
            assert (entry["each_of"], entry["min"]) == (["学生"], 1)
            assert (duties[0]["measure"], duties[0]["minimum"]) == ("percent", 100)
            return

        for duty in duties:
            assert (duty.get("minimum"), duty.get("maximum")) == (number, entry["max"])
            assert entry["unit"] is None or duty["measure"] == UNITS[entry["unit"]]

    def test_asks_as_much_of_one_event(self, place):
        entry, (_text, [duty, *_]) = asked(place), ENTRIES[place]
        days = 7 * duty.get("floor_weeks", 0) or duty.get("floor_days")

        assert duty.get("floor_people") == entry["per_event_min_people"]
        assert days == (7 if entry["unit"] == "周" else entry["per_event_min_days"])

    def test_is_asked_for_each_of_the_same(self, place):
        entry, (_text, duties) = asked(place), ENTRIES[place]
        if place in OF_ALL_PUPILS | FINER | set(SUMS):
            return
        wanted: dict[str, list[str]] = {}
        for word in entry["each_of"] or ():
            kind, items = EACH[word]
            wanted.setdefault(kind, []).extend(items)

        found = {duty["each_of"]: duty.get("each_of_items", []) for duty in duties
                 if "each_of" in duty}  # fmt: skip
        if {"midterm", "term_end"} <= set(wanted):
            found = {duty["due_kind"]: [] for duty in duties}
        elif "each" in wanted:
            found |= {duty["party"]: [] for duty in duties if duty["party"] == "each"}
        assert found == wanted

    def test_is_a_share_where_it_is_one(self, place):
        entry, (_text, [duty, *_]) = asked(place), ENTRIES[place]

        if entry["part_of"] is not None:
            whole = ENTRIES[place[0], entry["part_of"]][1][0]
            assert duty["part_of"] == whole["key"]
        else:
            assert ("part_of" in duty) == (place in SUMS)

    def test_is_due_on_the_same_day(self, place):
        entry, (_text, duties) = asked(place), ENTRIES[place]
        if len(duties) > 1 or place in DUE_ADDED:
            assert entry["deadline"] is None
            return
        fields = ("due_kind", "due_month", "due_day", "due_months", "season", "season_from",
                  "season_to", "in_week")  # fmt: skip
        found = {field: duties[0][field] for field in fields if field in duties[0]}

        assert found == DEADLINES.get(entry["deadline"], {})


@needs_documents
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_sentence_of_the_documents_stands_in_the_demo(text):
    documents = "".join(path.read_text("utf-8") for path in SEEDS.glob("*.txt"))
    words = [text.preamble, *(i.text for s in text.sections for i in s.items)]
    words += [i.closing for s in text.sections for i in s.items]
    pieces = [p for w in words for p in w.replace("；", "。").split("。") if len(p) > 15]

    assert [piece for piece in pieces if piece in documents] == []
