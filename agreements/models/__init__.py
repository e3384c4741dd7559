"""Agreements as data: parties, clauses, counted duties, signatures, waivers."""

from agreements.models.agreements import (
    Agreement,
    Clause,
    CopyHolder,
    Signature,
    Suspension,
    place_of,
)
from agreements.models.choices import (
    AgreementState,
    CoverageOf,
    DueKind,
    EachOfKind,
    Measure,
    Modality,
    Party,
    Period,
    SeasonKind,
    SignatureMethod,
    Venue,
)
from agreements.models.decisions import Headcount, NumberStep, NumberStepKind, Waiver
from agreements.models.obligations import Obligation, QuotaLine
from agreements.models.readings import (
    AgreementReading,
    AgreementTemplate,
    Purpose,
    ReadingState,
    TemplateIssue,
    TemplateRun,
)

__all__ = [
    "Agreement",
    "AgreementReading",
    "AgreementState",
    "AgreementTemplate",
    "Clause",
    "CopyHolder",
    "CoverageOf",
    "DueKind",
    "EachOfKind",
    "Headcount",
    "Measure",
    "Modality",
    "NumberStep",
    "NumberStepKind",
    "Obligation",
    "Party",
    "Period",
    "Purpose",
    "QuotaLine",
    "ReadingState",
    "SeasonKind",
    "Signature",
    "SignatureMethod",
    "Suspension",
    "TemplateIssue",
    "TemplateRun",
    "Venue",
    "Waiver",
    "place_of",
]
