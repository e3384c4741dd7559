"""What keeps a document from being filed. ``reports.press`` hands these on."""


class PressError(Exception):
    """A document that must not be filed; ``reports.press_wording`` has the page's sentence."""


class MissingGlyphError(PressError):
    """No font of the project holds these characters; ``characters`` is a sorted tuple,
    ``places`` are words around the first of them."""

    def __init__(self, characters, *, places=()):
        self.characters = tuple(sorted(set(characters)))
        self.places = tuple(places)
        named = ", ".join(f"{each} (U+{ord(each):04X})" for each in self.characters)
        super().__init__(f"no font in reports/fonts holds {named}: write another character")


class RefusedFetchError(PressError):
    """The document asked for a file that is none of the project's fonts and pictures."""

    def __init__(self, address):
        self.address = address
        super().__init__(f"{address} was not fetched: use app:pictures/NAME or in-line SVG")


class BrokenDocumentError(PressError):
    """WeasyPrint left something out, such as an unreadable picture; ``problems`` says."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))
