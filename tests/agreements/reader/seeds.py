"""Scoring a reading against duties read out by hand; the documents lie beside the project."""

import importlib.util
import json
from functools import cache
from pathlib import Path

import pytest

from agreements.reader import read
from agreements.reader.view import obligations

SHARED = Path(__file__).resolve().parents[4] / "shared"
SEEDS = SHARED / "seeds"
LEVELS = ("found", "exact", "full")
needs_documents = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the client's documents do not lie beside the project"
)


@cache
def scorer():
    """The client's own way of comparing."""
    place = SHARED / "tools" / "score_reader.py"
    spec = importlib.util.spec_from_file_location("score_reader", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(folder: Path) -> dict[str, float]:
    """Of each level, over all texts of ``folder``."""
    totals = dict.fromkeys(("gold", "read", *LEVELS), 0)
    for place in sorted(folder.glob("*.txt")):
        text = place.read_text("utf-8")
        gold = json.loads(place.with_suffix(".json").read_text("utf-8"))["obligations"]
        score = scorer().compare(text, gold, obligations(read(text)))
        totals = {key: totals[key] + score[key] for key in totals}
    return {level: 2 * totals[level] / (totals["gold"] + totals["read"]) for level in LEVELS}
