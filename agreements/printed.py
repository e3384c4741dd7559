"""What stands on the paper of an agreement: frozen values, all words ready."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedParty:
    """``mark`` is 甲方 or 乙方. What the school has not entered is ""."""

    side: str
    mark: str
    side_name: str
    school: str
    code: str
    address: str
    head: str
    head_title: str
    liaison: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text; a counted duty's own words carry its number. ``is_blank``: they still
    lack the number that both schools have to agree on."""

    text: str
    obligation_id: int | None = None
    is_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedItem:
    label: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSection:
    label: str
    heading: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDuty:
    """One line of the annex. ``name`` begins with 其中： for a share; ``deadline`` and
    ``weight`` may be missing ("" and None); ``text`` is the whole clause."""

    obligation_id: int
    order: int
    section: str
    name: str
    owed_by: str
    number: str
    frequency: str
    deadline: str
    place: str
    weight: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedHolder:
    holder: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """``signed_on`` is None until that side has signed; ``method`` is "" until then. The
    ``…_words`` are the three lines as printed, with room where nothing is filled in."""

    side: str
    mark: str
    school: str
    signer_name: str
    signer_title: str
    signed_on: date | None
    sealed_on: date | None
    method: str
    seal_words: str
    signer_words: str
    day_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDocument:
    """``is_draft``: not yet signed by both. ``amends`` is the number of the agreement it
    changes, "" for an agreement itself. ``frozen_sha256`` is the checksum with which its words
    were frozen, "" while they may change."""

    title: str
    number: str
    amends: str
    is_draft: bool
    parties: tuple[PrintedParty, ...]
    preamble: str
    sections: tuple[PrintedSection, ...]
    duties: tuple[PrintedDuty, ...]
    counting: tuple[str, ...]
    term: str
    effectiveness: str
    copies: str
    holders: tuple[PrintedHolder, ...]
    filled_in_on: date | None
    signatures: tuple[SignatureBlock, ...]
    frozen_sha256: str = ""

    @property
    def clause_count(self) -> int:
        return sum(len(section.items) for section in self.sections)
