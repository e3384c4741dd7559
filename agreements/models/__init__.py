"""Agreements as data: parties, clauses, counted duties, signatures, waivers."""

from agreements.models.agreements import (
    Agreement,
    FrozenTextError,
    Signature,
    Suspension,
)
from agreements.models.assents import Assent, AssentSide, FrozenText
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
    Verified,
)
from agreements.models.decisions import Headcount, NumberStep, NumberStepKind, Waiver
from agreements.models.held import HeldScan
from agreements.models.obligations import Obligation, QuotaLine
from agreements.models.parts import Clause, CopyHolder, place_of
from agreements.models.readings import (
    AgreementReading,
    AgreementTemplate,
    Purpose,
    ReadingState,
    TemplateIssue,
    TemplateRun,
)
from agreements.models.states import BEFORE_SIGNING, BINDING

__all__ = [
    "BEFORE_SIGNING",
    "BINDING",
    "Agreement",
    "AgreementReading",
    "AgreementState",
    "AgreementTemplate",
    "Assent",
    "AssentSide",
    "Clause",
    "CopyHolder",
    "CoverageOf",
    "DueKind",
    "EachOfKind",
    "FrozenText",
    "FrozenTextError",
    "Headcount",
    "HeldScan",
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
    "Verified",
    "Waiver",
    "place_of",
]
