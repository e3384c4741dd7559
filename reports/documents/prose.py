"""What people wrote of a year: sections in words, cases, the people to commend."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reports.documents import words
from reports.documents.blocks import Chart, Column, Heading, Paragraph, Table
from reports.documents.drafts import draft
from reports.documents.live import LiveFigures, filled
from reports.documents.sheets import plain_table
from reports.documents.voices import Voice

# （一）教育教学: a line of its own, short and without a full stop.
SUBHEADING = re.compile(r"^（[一二三四五六七八九十]{1,3}）[^。；]{1,30}$")
NUMBERED = re.compile(r"^\d{1,2}[.．、]")
COMMENDED = (
    Column(title="序号", width=11, align="c"),
    Column(title="姓名", width=24, align="c"),
    Column(title="学校和职务", width=51),
    Column(title="主要事迹", width=70),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commended:
    name: str
    school: str
    post: str
    deeds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """``texts`` by section, with live figures, where somebody rewrote the draft."""

    texts: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    commended: tuple[Commended, ...] = ()


NO_PROSE = Prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``heading`` carries its number. ``items`` are paragraphs that count 1., 2., …;
    ``extras`` (tables, charts) stand behind the first ``extras_after`` paragraphs."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    extras: tuple[Table | Chart, ...] = ()
    extras_after: int = 10**6

    @property
    def has_words(self) -> bool:
        return bool(self.paragraphs or self.items)

    @property
    def blocks(self) -> tuple:
        said = [block_of(line) for line in (*self.paragraphs, *self.items)]
        place = min(self.extras_after, len(said))
        return (Heading(text=self.heading), *said[:place], *self.extras, *said[place:])


def block_of(line: str) -> Heading | Paragraph:
    if SUBHEADING.match(line):
        return Heading(text=line, level=3)
    return Paragraph(text=line)


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def written(title: str, text: str, **facts) -> Section:
    """A section of a text: as items where every line is numbered."""
    lines = lines_of(text)
    if lines and all(NUMBERED.match(line) for line in lines):
        return Section(heading=title, items=lines, **facts)
    return Section(heading=title, paragraphs=lines, **facts)


def section_text(code: str, year, *, prose: Prose, voice: Voice, figures: LiveFigures) -> str:
    """As it is read: what somebody wrote, else the draft, with its figures filled in."""
    text = prose.texts.get(code)
    return filled(draft(code, year, voice=voice) if text is None else text, figures)


def case_section(title: str, prose: Prose, *, figures: LiveFigures) -> Section:
    lines = []
    for place, case in enumerate(prose.cases, start=1):
        lines.append(f"（{words.ordinal(place)}）{case.title}")
        lines += lines_of(filled(case.text, figures))
    return Section(heading=title, paragraphs=tuple(lines))


def commended_section(title: str, prose: Prose) -> Section:
    if not prose.commended:
        return Section(heading=title)
    rows = [
        (str(place), each.name, _post(each), each.deeds)
        for place, each in enumerate(prose.commended, start=1)
    ]
    table = plain_table(COMMENDED, rows)
    told = f"以下{len(rows)}人表现突出，提请予以肯定。"
    return Section(heading=title, paragraphs=(told,), extras=(table,))


def _post(each: Commended) -> str:
    return f"{each.school}\n{each.post}" if each.post else each.school


def counted_on(sections: list[Section], *, first: int = 1) -> list[Section]:
    """Sections with something to say, numbered 一、二、 … from ``first`` on."""
    kept = [each for each in sections if each.has_words]
    return [
        replace(each, heading=f"{words.ordinal(number)}、{each.heading}")
        for number, each in enumerate(kept, start=first)
    ]


def without_last(section: Section) -> tuple[Section, str]:
    """The section without its last paragraph, and that: it stays with the signature."""
    if section.items:
        return replace(section, items=section.items[:-1]), section.items[-1]
    return replace(section, paragraphs=section.paragraphs[:-1]), section.paragraphs[-1]
