"""What a page says when the press refuses a document; the one place that words it."""

from django.utils.translation import gettext_lazy as _

from reports.press import BrokenDocumentError, MissingGlyphError, PressError, RefusedFetchError

SENTENCES = {
    MissingGlyphError: _(
        "The document cannot be printed: no font holds %(characters)s (%(places)s). "
        "Write another character in its place."
    ),
    RefusedFetchError: _("The document cannot be printed: it asks for %(address)s."),
    BrokenDocumentError: _("The document cannot be printed: %(problems)s"),
}


def sentence(error: PressError) -> str:
    """The translated sentence for ``error``; KeyError for a kind that has none."""
    facts = {
        "characters": " ".join(getattr(error, "characters", ())),
        "places": " / ".join(getattr(error, "places", ())),
        "address": getattr(error, "address", ""),
        "problems": "; ".join(getattr(error, "problems", ())),
    }
    return SENTENCES[type(error)] % facts
