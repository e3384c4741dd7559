"""The text that the bench reads is one of which much is read."""

from agreements.reader import read
from demo.bench.reading import CHARACTERS, text


def test_the_text_has_its_length_and_is_full_of_duties():
    words = text()

    assert len(words) == CHARACTERS
    assert len(read(words).duties) > 100
