"""Judging many pairings makes very many small values that hold no circles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for circles, which would go through all of them again and again:
    a quarter of the time of a province. What is dropped is freed by counting all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
