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

__all__ = [
    "Agreement",
    "AgreementState",
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
    "QuotaLine",
    "SeasonKind",
    "Signature",
    "SignatureMethod",
    "Suspension",
    "Venue",
    "Waiver",
    "place_of",
]
