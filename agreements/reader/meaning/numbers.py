"""Small numbers in figures and in characters."""

# Damaged words (二两) are no number.
NUMBER = "(?:\\d+|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_FIGURES = {word: number for number, word in enumerate("〇一二三四五六七八九")} | {"两": 2}


def number_of(words: str) -> int:
    """十二 and 12 are 12; up to ninety-nine in characters."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _FIGURES[words]
    return 10 * (_FIGURES[tens] if tens else 1) + (_FIGURES[ones] if ones else 0)
