"""The parts of a Word file, each measured while it is unpacked: what the archive says about its
own size is not believed."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from agreements.reader.files.problems import Fault, NoTextError

MAX_UNPACKED = 40 * 1024 * 1024  # of all the parts that are read
MAX_ENTRIES = 4000
STEP = 64 * 1024
ENCRYPTED_BIT = 0x1
OFFICE_DOCUMENT = "/officeDocument"


class Archive:
    """Raises NoTextError for whatever is no Word file, and for one that swells."""

    def __init__(self, content: bytes):
        self._left = MAX_UNPACKED
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError):
            raise NoTextError(Fault.BROKEN) from None
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise NoTextError(Fault.UNPACKS_TOO_BIG, limit=MAX_UNPACKED)
        if any(entry.flag_bits & ENCRYPTED_BIT for entry in entries):
            raise NoTextError(Fault.ENCRYPTED)
        self._entries = {entry.filename: entry for entry in entries}

    def main_part(self) -> str:
        """The name of the part that holds the text."""
        for target, kind in self.relations("_rels/.rels"):
            if kind.endswith(OFFICE_DOCUMENT):
                name = target.lstrip("/")
                root = self.part(name)
                if root is not None and etree.QName(root).localname == "document":
                    return name
        raise NoTextError(Fault.NOT_WORD)

    def beside(self, main: str, kind: str):
        """The root of the part that ``main`` names as its ``kind`` (numbering, styles)."""
        folder, _slash, name = main.rpartition("/")
        folder += _slash
        for target, known in self.relations(f"{folder}_rels/{name}.rels"):
            if known.endswith(f"/{kind}"):
                inside = target.startswith("/")
                return self.part(target.lstrip("/") if inside else folder + target)
        return None

    def relations(self, name: str) -> list[tuple[str, str]]:
        root = self.part(name)
        rows = root if root is not None else ()
        return [(row.get("Target", ""), row.get("Type", "")) for row in rows]

    def part(self, name: str):
        """The root of one part, or None where there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self._unpacked(entry), parser)
        except etree.XMLSyntaxError:
            raise NoTextError(Fault.BROKEN) from None

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        # Unpacking ends at the size the entry states: one that lies would seem to be whole.
        entry.file_size = self._left + 2 * STEP
        found = BytesIO()
        try:
            with self._zip.open(entry) as part:
                while step := part.read(STEP):
                    self._left -= len(step)
                    if self._left < 0:
                        raise NoTextError(Fault.UNPACKS_TOO_BIG, limit=MAX_UNPACKED)
                    found.write(step)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
            raise NoTextError(Fault.BROKEN) from None
        return found.getvalue()
