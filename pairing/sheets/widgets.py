"""From a cell to a value and back. What does not fit is a ``ValueError`` saying what would."""

from collections.abc import Callable, Iterable
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _
from import_export import widgets

from pairing.sheets import cells
from pairing.sheets.columns import SYNONYMS

CHINESE = "zh-hans"
JOINT = "\u3001"
_WORDS_SHOWN = 12


class TextWidget(widgets.Widget):
    def clean(self, value, row=None, **kwargs):
        return cells.plain(value)

    def render(self, value, obj=None, **kwargs):
        return value or ""


class CodeWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        return cells.code(value)


class WholeWidget(widgets.Widget):
    def __init__(self, *, most: int = 999_999):
        super().__init__()
        self.most = most

    def clean(self, value, row=None, **kwargs):
        return cells.whole(value, most=self.most)

    def render(self, value, obj=None, **kwargs):
        return value


class DayWidget(widgets.Widget):
    def clean(self, value, row=None, **kwargs):
        return cells.day(value)

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class Vocabulary:
    """The words of ``choices`` (code, label): Chinese out; in, either language, the code, a
    label without its number, or a synonym."""

    def __init__(self, choices: Iterable[tuple[str, str]], *, name: str = ""):
        self._choices = tuple(choices)
        self.codes = [code for code, _label in self._choices]
        self._synonyms = SYNONYMS.get(name, {})

    def words(self) -> list[str]:
        """The words as a file shows them."""
        with translation.override(CHINESE):
            return [str(label) for _code, label in self._choices]

    def word(self, code: str) -> str:
        with translation.override(CHINESE):
            return str(dict(self._choices).get(code, code))

    def code(self, text: str) -> str:
        found = self._known.get(cells.key(text))
        if found is None:
            shown = JOINT.join(self.words()[:_WORDS_SHOWN])
            raise ValueError(
                _("“%(value)s” is none of the words that may stand here: %(words)s.")
                % {"value": text, "words": shown}
            )
        return found

    @cached_property
    def _known(self) -> dict[str, str]:
        known = {}
        for language in (CHINESE, "en"):
            with translation.override(language):
                for code, label in self._choices:
                    spellings = (code, label, str(label).removeprefix(code))
                    known |= {cells.key(s): code for s in spellings}
        for code, others in self._synonyms.items():
            known |= {cells.key(word): code for word in others}
        return known


class ChoiceWidget(widgets.Widget):
    def __init__(self, vocabulary: Vocabulary):
        super().__init__()
        self.vocabulary = vocabulary

    def clean(self, value, row=None, **kwargs):
        text = cells.plain(value)
        return self.vocabulary.code(text) if text else ""

    def render(self, value, obj=None, **kwargs):
        return self.vocabulary.word(value) if value else ""


class YesWidget(ChoiceWidget):
    def clean(self, value, row=None, **kwargs):
        return super().clean(value) == "yes"

    def render(self, value, obj=None, **kwargs):
        return self.vocabulary.word("yes" if value else "no")


class ChoicesWidget(ChoiceWidget):
    """Several words in one cell; each once, in the vocabulary's order."""

    def clean(self, value, row=None, **kwargs):
        found = {self.vocabulary.code(text) for text in cells.words(value)}
        return [code for code in self.vocabulary.codes if code in found]

    def render(self, value, obj=None, **kwargs):
        return JOINT.join(self.vocabulary.word(code) for code in value or ())


class Index:
    """Rows by every name they go by. Built when first asked, in one query."""

    def __init__(self, rows: Callable, *, names: Callable):
        self._rows, self._names = rows, names
        self._known: dict[str, list] | None = None

    def all(self, name) -> list:
        """The rows of this name, in the order they were read or added."""
        if self._known is None:
            self._known = {}
            for row in self._rows():
                self.add(row)
        return self._known.get(cells.key(name), [])

    def first_names(self) -> list[str]:
        """The first name of every row, each once; a query of its own."""
        return list(dict.fromkeys(self._names(row)[0] for row in self._rows()))

    def add(self, row) -> None:
        if self._known is None:
            return
        for name in {cells.key(name) for name in self._names(row) if name}:
            self._known.setdefault(name, []).append(row)

    def one(self, text: str, *, unknown: str, several: str):
        found = self.all(text)
        if not found:
            raise ValueError(unknown % {"value": text})
        if len(found) > 1:
            raise ValueError(several % {"value": text})
        return found[0]


class RowWidget(widgets.Widget):
    """A row named by one of its names. ``render`` writes the first of them."""

    def __init__(self, index: Index, *, unknown: str, several: str):
        super().__init__()
        self.index, self.unknown, self.several = index, unknown, several

    def clean(self, value, row=None, **kwargs):
        text = cells.plain(value)
        if not text:
            return None
        return self.index.one(text, unknown=str(self.unknown), several=str(self.several))

    def render(self, value, obj=None, **kwargs):
        return str(value) if value else ""
