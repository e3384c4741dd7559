"""WeasyPrint behind the press: own fonts only, own files only, no silent loss.

Import this late (``reports.press`` does): it loads Pango, and a machine without Pango must
still get as far as the start-up check that says what to install.
"""

import logging
import os
import warnings
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports import line_filling
from reports.chinese_text import prepare
from reports.glyph_places import places_of
from reports.press_errors import BrokenDocumentError, MissingGlyphError, RefusedFetchError

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
STYLE_SHEET = HERE / "styles" / "official.css"
# A Fontconfig file that names no folder: a font of the machine can stand in for nothing.
FONTCONFIG = FONTS / "fonts.conf"

# Families are roles. A licensed face is put in by naming its file here and nowhere else.
FACES = (
    ("GW Fangsong", "GWFangsong.ttf"),
    ("GW Biaosong", "GWBiaosong.ttf"),
    ("GW Heiti", "GWHeiti.ttf"),
    ("GW Kaiti", "GWKaiti.ttf"),
    ("GW Songti", "GWSongti.ttf"),
    ("GW Latin", "GWSongti.ttf"),
    ("GW Rare", "GWRare.ttf"),
    ("GW Rare Heavy", "GWRareHeavy.ttf"),
)
# Figures and letters of Songti match the weight of Fangsong. A range wider than the font's own
# would claim characters it lacks and kill the fallback.
RANGES = {"GW Latin": "U+25, U+2D-2E, U+30-39, U+41-5A, U+61-7A"}

SCHEME = "app"
FOLDERS = {"fonts": FONTS, "pictures": HERE.parent / "static" / "pdf"}
TYPES = {
    ".ttf": "font/ttf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
LOGGER = logging.getLogger("weasyprint")
MISSING = ".notdef glyph"


class OwnFiles(URLFetcher):
    """Serves ``app:fonts/NAME``, ``app:pictures/NAME`` and ``data:``; all else is an error."""

    def __init__(self):
        super().__init__(
            allowed_protocols=(SCHEME, "data"), allow_redirects=False, fail_on_errors=True
        )

    def fetch(self, url, headers=None):
        if not url.lower().startswith(f"{SCHEME}:"):
            return super().fetch(url, headers)
        path = own_path(unquote(url[len(SCHEME) + 1 :]))
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


def own_path(name):
    """The file for ``FOLDER/NAME``; ValueError for another folder, type, or a way out."""
    folder, _, inside = name.partition("/")
    if folder not in FOLDERS:
        raise ValueError(f"{folder} is none of {', '.join(FOLDERS)}")
    path = (FOLDERS[folder] / inside).resolve()
    if not path.is_relative_to(FOLDERS[folder].resolve()) or path.suffix not in TYPES:
        raise ValueError(f"{name} leads out of {folder} or is no font or picture")
    return path


def load():
    """A font configuration that knows the project's fonts alone, and the parsed style sheet."""
    line_filling.install()
    with only_own_fonts():
        fonts = FontConfiguration()
    text = font_faces() + STYLE_SHEET.read_text("utf-8")
    with fetching(), watched():
        sheet = weasyprint.CSS(string=text, font_config=fonts, url_fetcher=OwnFiles())
    return fonts, sheet


@contextmanager
def only_own_fonts():
    """Fontconfig reads this variable whenever a configuration is made; put back afterwards."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTCONFIG)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def font_faces():
    return "".join(
        f'@font-face {{ font-family: "{family}"; src: url({SCHEME}:fonts/{name}); '
        + (f"unicode-range: {RANGES[family]} }}\n" if family in RANGES else "}\n")
        for family, name in FACES
    )


def write(html, *, fonts, sheet, draft, enclosures):
    """See ``Press.pdf``, which lets one document in at a time."""
    with placed(html), fetching(), watched(), open_profile_forgiven():
        document = weasyprint.HTML(string=html, url_fetcher=OwnFiles())
        prepare(document.etree_element, draft=draft)
        return document.write_pdf(
            stylesheets=[sheet],
            font_config=fonts,
            pdf_variant="pdf/a-3b",
            pdf_tags=True,
            attachments=[attached(each) for each in enclosures],
        )


def attached(enclosure):
    return weasyprint.Attachment(
        file_obj=BytesIO(enclosure.content),
        name=enclosure.name,
        description=enclosure.description,
        relationship=enclosure.relationship,
        created=enclosure.dated_at,
        modified=enclosure.dated_at,
    )


@contextmanager
def placed(html):
    """Say of a character that cannot be printed where it stands."""
    try:
        yield
    except MissingGlyphError as error:
        root = weasyprint.HTML(string=html, url_fetcher=OwnFiles()).etree_element
        places = places_of(root, error.characters)
        raise MissingGlyphError(error.characters, places=places) from error


@contextmanager
def open_profile_forgiven():
    """WeasyPrint 70 leaves its colour profile to the garbage collector, and Python warns."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r".*sRGB2014\.icc", ResourceWarning)
        yield


@contextmanager
def fetching():
    """Turn WeasyPrint's fatal error, a BaseException, into one that a view can catch."""
    try:
        yield
    except FatalURLFetchingError as error:
        raise RefusedFetchError(str(error).partition('"')[2].rstrip('"')) from error


@contextmanager
def watched():
    """Make losses that WeasyPrint only logs into errors of the document.

    Raises RuntimeError when the project's logging would hide them.
    """
    records = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append
    LOGGER.addHandler(handler)
    try:
        if not LOGGER.isEnabledFor(logging.WARNING):
            raise RuntimeError(
                "the log of weasyprint is off: set its level to WARNING or lower"
            )
        yield
    finally:
        LOGGER.removeHandler(handler)
    if missing := [record.args[0] for record in records if record.msg.startswith(MISSING)]:
        raise MissingGlyphError(missing)
    if lost := [each.getMessage() for each in records if each.levelno >= logging.ERROR]:
        raise BrokenDocumentError(lost)
