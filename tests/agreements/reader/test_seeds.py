"""The client's documents, read, against the duties read out of them by hand."""

import pytest

from tests.agreements.reader.seeds import SEEDS, f1, needs_documents

BARS = {"found": 0.97, "exact": 0.95, "full": 0.90}


@needs_documents
@pytest.mark.parametrize("level", BARS)
def test_the_documents_are_read_well_enough(level):
    assert f1(SEEDS)[level] >= BARS[level]
