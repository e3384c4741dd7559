"""Make the fonts in ``reports/fonts`` from three Debian packages; same inputs, same bytes.

    apt-get download texlive-lang-chinese fonts-lxgw-wenkai unicode-data
    for package in *.deb; do dpkg-deb -x $package unpacked; done
    python tools/make_fonts.py unpacked

Needs fontTools (it comes with WeasyPrint) and about a minute. Every input is named by its path
in its package and by its SHA-256; another edition of a package is refused, not silently used.
What was made from what stands afterwards in ``reports/fonts/SOURCES.json``, which the start-up
check of ``reports`` reads.

Why not use the packages' own files: Fandol is CFF, and a Chinese CFF font cut by fontTools
prints blank in some viewers; LXGW WenKai is 25 MB a weight and sits on another base line.
"""

import argparse
import bz2
import gzip
import hashlib
import json
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

TARGET = Path(__file__).resolve().parent.parent / "reports" / "fonts"
FANDOL_FOLDER = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_DOCS = "usr/share/doc/texlive-doc/fonts/fandol"
WENKAI_FOLDER = "usr/share/fonts/truetype/lxgw-wenkai"
TEXLIVE = ("texlive-lang-chinese", "2022.20230122-1")
WENKAI = ("fonts-lxgw-wenkai", "1.250+repack-1")
UNICODE = ("unicode-data", "15.0.0-1")

# Fandol's, in thousandths of an em. All faces get them, so that a line with a rare name sits
# like its neighbours.
ASCENT, DESCENT, LINE_GAP = 880, -120, 200
CURVE_ERROR = 1.0  # thousandths of an em that a quadratic outline may stray from the cubic one
LARGEST_MIB = 11
UNUSED_TABLES = (
    "BASE GDEF GPOS GSUB GlyphOrder VORG gasp vhea vmtx"  # upright setting, ligatures
)

# Signs a filed text may hold, as far as a font has them.
SIGNS = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Latin-1
    (0x2010, 0x205E),  # dashes, quotation marks, ellipsis
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x22FF),  # letter-like signs, numerals, arrows, mathematics
    (0x2460, 0x26FF),  # enclosed numbers, boxes, shapes
    (0x3000, 0x303F),  # Chinese marks
    (0x3220, 0x33FF),  # enclosed characters, squared units
    (0xFE10, 0xFE6F),  # small and upright forms
    (0xFF01, 0xFFE6),  # full-width forms
)
# A space taken from the fallback would change the font in the middle of a line.
INVISIBLE = frozenset(
    (*range(0x00, 0x30), 0xA0, 0xAD, *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x3000)
)
ASCII_AND_DASHES = frozenset(range(0x20, 0x7F)) | frozenset(range(0x2010, 0x2016))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of a package, named so that nothing else can be taken for it."""

    package: str
    version: str
    path: str
    sha256: str

    def read(self, root):
        """Bytes of the file below ``root``; ValueError when they are not the named ones."""
        data = (root / self.path).read_bytes()
        if (found := hashlib.sha256(data).hexdigest()) != self.sha256:
            raise ValueError(
                f"{self.path} has SHA-256 {found}, expected {self.sha256}: "
                f"unpack {self.package} {self.version}"
            )
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One font to make: its new name, its source and the characters it keeps."""

    family: str
    source: Source
    licence: str
    characters: frozenset[int]

    @property
    def file_name(self):
        return self.family.replace(" ", "") + ".ttf"


def fandol(name, sha256):
    package, version = TEXLIVE
    return Source(
        package=package, version=version, path=f"{FANDOL_FOLDER}/{name}.otf", sha256=sha256
    )


def wenkai(name, sha256):
    package, version = WENKAI
    return Source(
        package=package, version=version, path=f"{WENKAI_FOLDER}/{name}.ttf", sha256=sha256
    )


FANG = fandol(
    "FandolFang-Regular", "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"
)
SONG_BOLD = fandol(
    "FandolSong-Bold", "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9"
)
HEI = fandol(
    "FandolHei-Regular", "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28"
)
KAI = fandol(
    "FandolKai-Regular", "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827"
)
SONG = fandol(
    "FandolSong-Regular", "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0"
)
RARE = wenkai(
    "LXGWWenKai-Light", "e302f84a1967817f91fc4011de7c8c12489c41072a7f0605a1c7b1399352cb93"
)
RARE_HEAVY = wenkai(
    "LXGWWenKai-Bold", "2a24551c5c4fb42507aafa4773b08a5ea55d538a8d449032663ec9e3027a707e"
)
STANDARD_LIST = Source(
    package=UNICODE[0],
    version=UNICODE[1],
    path="usr/share/unicode/Unihan_OtherMappings.txt.bz2",
    sha256="bdeef44d75d914e793b7f27ddc3bee01b2d11dd34f4e52de1a9fba74a1612dc2",
)
FANDOL_LICENCE = Source(
    package=TEXLIVE[0],
    version=TEXLIVE[1],
    path=f"{FANDOL_DOCS}/COPYING.gz",
    sha256="b94928591ae23ad41681fe34991e5d95d793666e751af505453a0152e6bc1a10",
)
WENKAI_LICENCE = Source(
    package=WENKAI[0],
    version=WENKAI[1],
    path="usr/share/doc/fonts-lxgw-wenkai/copyright",
    sha256="897241f829ddde020676de9cc6506533d755f5e6b516538dfd5f6ed59cbf3ff8",
)


def standard_characters(root):
    """The 8,105 characters of the national table of 2013 (Unihan property kTGH)."""
    lines = bz2.decompress(STANDARD_LIST.read(root)).decode("utf-8").splitlines()
    rows = (
        line.split("\t") for line in lines if "\tkTGH\t" in line and not line.startswith("#")
    )
    found = frozenset(int(row[0].removeprefix("U+"), 16) for row in rows)
    if len(found) != 8105:
        raise ValueError(
            f"{STANDARD_LIST.path} names {len(found)} standard characters, not 8105"
        )
    return found


def decoded(codec, leads, trails):
    """Every character that ``codec`` knows in two bytes of these ranges."""
    texts = (bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in trails)
    return frozenset(ord(text) for text in texts if len(text) == 1)


def gb2312():
    return decoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))


def common_traditional():
    """The 5,401 common characters of Big5: names of people from Hong Kong, Macau and Taiwan."""
    return decoded("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))


def signs():
    return frozenset(point for first, last in SIGNS for point in range(first, last + 1))


def plan(root):
    """The fonts to make. The fallback holds what one of the four faces lacks, no more."""
    body = gb2312() | signs()
    faces = (
        ("GW Fangsong", FANG),
        ("GW Biaosong", SONG_BOLD),
        ("GW Heiti", HEI),
        ("GW Kaiti", KAI),
    )
    held = frozenset.intersection(*(body & points_of(source, root=root) for _, source in faces))
    rare = (standard_characters(root) | common_traditional() | body) - held - INVISIBLE
    gpl, ofl = "COPYING.Fandol.txt", "OFL.LXGWWenKai.txt"
    return (
        *(Cut(family=name, source=face, licence=gpl, characters=body) for name, face in faces),
        Cut(family="GW Songti", source=SONG, licence=gpl, characters=ASCII_AND_DASHES),
        Cut(family="GW Rare", source=RARE, licence=ofl, characters=rare),
        Cut(family="GW Rare Heavy", source=RARE_HEAVY, licence=ofl, characters=rare),
    )


def points_of(source, *, root):
    source.read(root)
    return frozenset(TTFont(root / source.path, lazy=True).getBestCmap())


def make(cut, *, root, target):
    """Write one font; returns the line about it for SOURCES.json."""
    source = root / cut.source.path
    cut.source.read(root)
    font = TTFont(source, recalcTimestamp=False, recalcBBoxes=True)
    trim(font, cut.characters)
    if "CFF " in font:
        to_quadratic(font)
    set_metrics(font)
    rename(font, cut)
    output = target / cut.file_name
    font.save(output, reorderTables=None)
    return {
        "name": cut.family,
        "file": cut.file_name,
        "licence": cut.licence,
        "characters": len(font.getBestCmap()),
        "sha256": hashlib.sha256(output.read_bytes()).hexdigest(),
        "source": asdict(cut.source),
    }


def trim(font, characters):
    options = subset.Options()
    options.layout_features = []  # no ligatures: one character, one glyph, one width
    options.drop_tables += UNUSED_TABLES.split()
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)


def to_quadratic(font):
    """Turn CFF outlines into glyf ones in place."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, drawn
    for name in order:
        drawn[name].recalcBounds(table)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(drawn[name], "xMin", 0))
    del font["CFF "]
    font["maxp"] = profile = newTable("maxp")
    profile.tableVersion, profile.numGlyphs = 0x00010000, len(order)
    unused = (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
    )
    for field in (
        *unused,
        "maxSizeOfInstructions",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
    ):
        setattr(profile, field, 0)
    profile.maxZones, profile.maxCompositeContours = 1, 0
    profile.maxComponentElements = profile.maxComponentDepth = 0
    font.sfntVersion = "\000\001\000\000"
    font["post"].formatType = 3.0


def set_metrics(font):
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, LINE_GAP
    table = font["OS/2"]
    table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = ASCENT, DESCENT, LINE_GAP
    # One face a family, the regular one of its name: else a false bold is smeared over it.
    table.usWeightClass = 400
    table.fsSelection = 0x40
    font["head"].macStyle = 0
    font["post"].formatType = 3.0


def rename(font, cut):
    """Give the font its own name; copyright, trademark and licence lines stay as they came.

    The licence of LXGW WenKai reserves "LXGW", and a changed Fandol must not pass for Fandol.
    """
    names = font["name"]
    names.names = [
        record
        for record in names.names
        if record.nameID in (0, 7, 13, 14) and record.toUnicode()
    ]
    script_name = cut.family.replace(" ", "")
    source = cut.source
    texts = (
        (1, cut.family),
        (2, "Regular"),
        (3, f"{script_name};{source.sha256[:16]}"),
        (4, cut.family),
        (5, "Version 1.000"),
        (6, script_name),
        (10, f"Cut from {Path(source.path).name} of {source.package} {source.version}"),
    )
    for name_id, text in texts:
        names.setName(text, name_id, 3, 1, 0x409)


def write_licences(root, *, target):
    (target / "COPYING.Fandol.txt").write_bytes(gzip.decompress(FANDOL_LICENCE.read(root)))
    (target / "OFL.LXGWWenKai.txt").write_text(
        ofl_text(WENKAI_LICENCE.read(root).decode("utf-8")), "utf-8"
    )


def ofl_text(copyright_file):
    """Holders, reserved names and licence out of Debian's machine-readable copyright file."""
    paragraphs = copyright_file.split("\n\n")
    heading = next(each for each in paragraphs if each.startswith("Files: *\n"))
    licence = next(each for each in paragraphs if each.startswith("License: OFL-1.1\n "))
    lines = "\n".join((*heading.splitlines()[1:], "", *licence.splitlines()[1:]))
    return re.sub(r"^ \.?", "", lines, flags=re.M).strip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "root", type=Path, help="folder that the three packages were unpacked into"
    )
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    target = arguments.target
    target.mkdir(parents=True, exist_ok=True)
    made = [make(cut, root=arguments.root, target=target) for cut in plan(arguments.root)]
    write_licences(arguments.root, target=target)
    record = {
        "fonttools": fontTools.version,
        "standard_list": asdict(STANDARD_LIST),
        "fonts": made,
    }
    (target / "SOURCES.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    for each in made:
        size = (target / each["file"]).stat().st_size / 2**20
        sys.stdout.write(
            f"{each['file']:20} {each['characters']:6} characters {size:6.2f} MiB\n"
        )
        if size > LARGEST_MIB:
            raise ValueError(f"{each['file']} has {size:.1f} MiB, more than {LARGEST_MIB}")


if __name__ == "__main__":
    main()
