"""What the machine must have to make filed documents, checked at every start.

Without ``libharfbuzz-subset0`` WeasyPrint works, silently and ten times slower; with an altered
font it works, and the document is another one than the file's hash says; without the compiled
words it is half in English. None may pass.
Costs about 0.1 s, most of it reading the fonts. WeasyPrint itself is not loaded here: a machine
without Pango could not get as far as the message.
"""

import ctypes
import hashlib
import json
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register
from django.utils.translation import gettext as _

FONTS = Path(__file__).resolve().parent / "fonts"
APT_COMMAND = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
SUBSETTER = ("libharfbuzz-subset.so.0",)
WEASYPRINT_MAJOR = "70"


@register
def pango_is_installed(app_configs=None, **options):
    if not (missing := missing_libraries(PANGO)):
        return []
    message = _("PDF files cannot be made: %(libraries)s is not installed.")
    return [error("E001", message % {"libraries": ", ".join(missing)}, hint=APT_COMMAND)]


@register
def font_subsetter_is_installed(app_configs=None, **options):
    if not (missing := missing_libraries(SUBSETTER)):
        return []
    message = _("PDF files would take ten times as long: %(libraries)s is not installed.")
    return [error("E002", message % {"libraries": ", ".join(missing)}, hint=APT_COMMAND)]


@register
def fonts_are_unaltered(app_configs=None, **options):
    if not (wrong := altered_fonts(FONTS)):
        return []
    message = _("Fonts in reports/fonts are missing or altered: %(files)s.")
    hint = _("Take them back with: %(command)s") % {"command": "git checkout -- reports/fonts"}
    return [error("E003", message % {"files": ", ".join(wrong)}, hint=hint)]


@register
def weasyprint_is_the_known_one(app_configs=None, **options):
    found = weasyprint_version()
    if found and found.split(".")[0] == WEASYPRINT_MAJOR:
        return []
    message = _("WeasyPrint %(found)s is installed, %(wanted)s is needed.")
    facts = {"found": found or "-", "wanted": f"{WEASYPRINT_MAJOR}.*"}
    return [error("E004", message % facts, hint='pip install "weasyprint==70.*"')]


@register
def words_are_compiled(app_configs=None, **options):
    """Without them half of a filed paper would be in English, with no other sign."""
    if not (missing := uncompiled(settings.LOCALE_PATHS)):
        return []
    message = f"The Chinese words are not compiled: {', '.join(missing)} is missing."
    return [error("E005", message, hint="python -m tools.messages --compile")]


def error(identity, message, *, hint):
    return Error(message, hint=hint, id=f"reports.{identity}")


def missing_libraries(names):
    return [name for name in names if not can_load(name)]


def can_load(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def altered_fonts(folder):
    """Names of files that are not as SOURCES.json says; a lost list counts as a lost font."""
    listing = folder / "SOURCES.json"
    if not listing.is_file():
        return [listing.name]
    made = json.loads(listing.read_text("utf-8"))["fonts"]
    return [each["file"] for each in made if sha256_of(folder / each["file"]) != each["sha256"]]


def uncompiled(folders):
    """Compiled catalogues that lack beside their source: paths relative to the folder."""
    sources = [(folder, path) for folder in folders for path in Path(folder).rglob("django.po")]
    made = [(folder, path.with_suffix(".mo")) for folder, path in sources]
    return [str(path.relative_to(folder)) for folder, path in made if not path.is_file()]


def sha256_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def weasyprint_version():
    try:
        return metadata.version("weasyprint")
    except metadata.PackageNotFoundError:
        return None
