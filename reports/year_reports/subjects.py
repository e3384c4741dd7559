"""What a report is about: a pairing's school year, a school's, or a whole agreement."""

import re
from dataclasses import dataclass

from agreements.models import Agreement
from compliance.wording.labels import years
from pairing.models import Bureau, Pairing, School
from reports.models import ReportKind, YearReport

PATTERN = r"(?:pairing|school)-[0-9]{1,9}-[0-9]{4}|closing-[0-9]{1,9}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """As it stands in an address: ``pairing-12-2025``, ``school-5-2025``, ``closing-7``."""

    kind: str
    pk: int
    school_year: int | None = None

    def __str__(self) -> str:
        year = f"-{self.school_year}" if self.school_year is not None else ""
        return f"{self.kind}-{self.pk}{year}"

    @classmethod
    def of(cls, text: str) -> "Key":
        """ValueError for what is none."""
        if not re.fullmatch(PATTERN, text):
            raise ValueError(text)
        kind, pk, *year = text.split("-")
        return cls(kind=kind, pk=int(pk), school_year=int(year[0]) if year else None)


class KeyConverter:
    regex = PATTERN

    def to_python(self, value: str) -> Key:
        return Key.of(value)

    def to_url(self, value: Key) -> str:
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``pairing`` is empty for a school's report, ``school`` for the others; ``agreement``
    is a closing report's alone."""

    kind: str
    school_year: int | None = None
    pairing: Pairing | None = None
    school: School | None = None
    agreement: Agreement | None = None

    @property
    def key(self) -> Key:
        about = self.agreement or self.pairing or self.school
        return Key(kind=self.kind, pk=about.pk, school_year=self.school_year)

    @property
    def issuer(self) -> School:
        """The school whose principal submits it: of a pairing the receiving one, which keeps
        the records (docs/decisions/0010)."""
        return self.school or self.pairing.receiving_school

    @property
    def helper(self) -> School | None:
        """The school that agrees before it is submitted."""
        return self.pairing.supporting_school if self.pairing else None

    @property
    def schools(self) -> tuple[School, ...]:
        return (self.issuer, self.helper) if self.helper else (self.issuer,)

    @property
    def bureau(self) -> Bureau:
        return self.issuer.bureau

    @property
    def fields(self) -> dict:
        """Of its row."""
        return {
            "kind": self.kind,
            "pairing": self.pairing,
            "school": self.school,
            "agreement": self.agreement,
            "school_year": self.school_year,
        }

    @property
    def label(self) -> str:
        """县实验学校→石鼓湾学校 2025—2026: the same in every language."""
        if self.pairing is None:
            return f"{self.school.label} {self._years}"
        sides = f"{self.pairing.supporting_school.label}→{self.pairing.receiving_school.label}"
        return f"{sides} {self.agreement.number if self.agreement else self._years}"

    @property
    def _years(self) -> str:
        return years(self.school_year)


def subject_of(report: YearReport) -> Subject:
    """Reads what the report is about, with its schools."""
    return Subject(
        kind=ReportKind(report.kind),
        school_year=report.school_year,
        pairing=report.pairing,
        school=report.school,
        agreement=report.agreement,
    )
