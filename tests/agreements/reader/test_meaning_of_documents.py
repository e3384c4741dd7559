"""How often the client's documents are read as the demo's duties say them, code for code.

The demo restates each duty of the documents in the full language, with choices of its own (a
number agreed where the document has a blank, a duty for each half of a sentence): the rest is
what the reader does not see. A rate may rise; falling, it shows here.
"""

import json
from collections import Counter

from agreements.reader import read
from agreements.reader.values import Duty, Obligation
from agreements.reader.view import is_counted, obligations
from tests.agreements.reader.seeds import SEEDS, needs_documents, scorer
from tests.demo.seed_table import entries

PLAIN = Obligation()
# Of the duties found: how many have the very codes of the demo's duty, in percent.
RATES = {
    "party": 75, "activity_types": 91, "measure": 95, "period": 95, "minimum": 94,
    "maximum": 99, "venue": 94, "actor_roles": 96, "minimum_rank": 99,
    "actor_qualifications": 98, "topics": 97, "subjects": 99, "stages": 99, "grades": 99,
    "each_of": 93, "each_of_items": 98, "season": 98, "due_kind": 95, "modality": 99,
    "contents": 98, "floor_people": 99, "floor_weeks": 98, "both_heads": 99,
}  # fmt: skip


def pairs(document: str) -> list[tuple[int, Duty]]:
    """Entries of the document with the duties read from the same words."""
    text = (SEEDS / f"{document}.txt").read_text("utf-8")
    gold = json.loads((SEEDS / f"{document}.json").read_text("utf-8"))["obligations"]
    reading = read(text)
    duties = [duty for duty in reading.duties if is_counted(duty)]
    asked, found = (scorer().spans(text, rows) for rows in (gold, obligations(reading)))
    shares = sorted(
        ((scorer().overlap(a, f), -i, -j) for i, a in enumerate(asked)
         for j, f in enumerate(found)), reverse=True,
    )  # fmt: skip
    taken: dict[int, int] = {}
    for share, entry, place in shares:
        if share >= 0.5 and -entry not in taken and -place not in taken.values():
            taken[-entry] = -place
    return [(entry, duties[place]) for entry, place in taken.items()]


def plain(value):
    """Lists without their order."""
    if isinstance(value, list | tuple):
        return frozenset(frozenset(v) if isinstance(v, list | tuple) else v for v in value)
    return value


@needs_documents
def test_the_clients_documents_mean_what_the_demo_says():
    same, total = Counter(), 0
    wanted = entries()

    for document in sorted({document for document, _entry in wanted}):
        for entry, duty in pairs(document):
            total += 1
            [demo, *_] = wanted[document, entry][1]
            for name in RATES:
                asked = demo.get(name, getattr(PLAIN, name))
                same[name] += plain(getattr(duty.obligation, name)) == plain(asked)

    rates = {name: 100 * same[name] / total for name in RATES}
    assert total >= 129
    assert {name: rate for name, rate in rates.items() if rate < RATES[name]} == {}
