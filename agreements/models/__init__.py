"""Agreements as data: parties, clauses, counted duties, signatures, waivers."""

from agreements.models.agreements import (
    Agreement,
    AgreementState,
    Clause,
    CopyHolder,
    Signature,
    SignatureMethod,
    Suspension,
)
from agreements.models.choices import (
    CoverageOf,
    DueKind,
    EachOfKind,
    Measure,
    Modality,
    Party,
    Period,
    SeasonKind,
    Venue,
)
from agreements.models.decisions import Headcount, Waiver
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
]
