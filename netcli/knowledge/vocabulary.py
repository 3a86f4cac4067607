"""The closed vocabularies of the model. `names` knows what people type for each word."""

from typing import Annotated, Literal

from msgspec import Meta

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="stable record id")]
IsoDate = Annotated[
    str,
    Meta(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", description="YYYY-MM-DD or shorter"),
]
NctId = Annotated[str, Meta(pattern=r"^NCT\d{8}$", description="ClinicalTrials.gov id")]
# Identifiers of documents; empty where there is none. What they hold stands in addresses, so nothing else may pass.
Doi = Annotated[str, Meta(pattern=r"^(10\.\d{4,9}/[^\s\"'`\\]+)?$", description="DOI without its resolver")]
Pmid = Annotated[str, Meta(pattern=r"^\d{0,8}$", description="PubMed id")]
NctIdOrNone = Annotated[str, Meta(pattern=r"^(NCT\d{8})?$", description="ClinicalTrials.gov id, or empty")]

# Bounds that no figure of the field leaves; beyond them stands a typing error. NaN and infinity lie outside, too.
Number = Annotated[float, Meta(ge=-1e9, le=1e9)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Ratio = Annotated[float, Meta(ge=0.001, le=1000, description="hazard ratio")]
Level = Annotated[float, Meta(gt=0, lt=100, description="confidence level in per cent")]
Age = Annotated[int, Meta(ge=0, le=120, description="years")]

Region = Literal["us", "eu", "uk", "jp", "cn", "ca", "au", "kr", "sg", "global"]
IndicationStatus = Literal[
    "approved",
    "off-label",
    "guideline",
    "investigational",
    "refused",
    "withdrawn",
    "discontinued",
]
TherapyKind = Literal["drug", "regimen", "procedure"]
Differentiation = Literal["well", "poor", "any"]
Grade = Literal["G1", "G2", "G3"]
ReceptorStatus = Literal["positive", "negative", "any"]
Functional = Literal["functioning", "non-functioning", "any"]
Line = Literal["first", "later", "any"]
Purpose = Literal["tumour-control", "symptom-control", "both"]

Phase = Literal["early-1", "1", "2", "3", "4", "na"]
TrialStatus = Literal[
    "not-yet-recruiting",
    "recruiting",
    "enrolling-by-invitation",
    "active-not-recruiting",
    "suspended",
    "completed",
    "terminated",
    "withdrawn",
    "unknown",
]

SourceKind = Literal[
    "label",  # the regulator's product information
    "regulator",  # an agency's own page or announcement
    "registry",  # a trial or cancer register
    "paper",  # a journal article or its abstract
    "guideline",
    "society",  # a professional or patient society, textbook or teaching page
    "news",  # company or trade press
    "computed",  # worked out here from a stated formula
    "editorial",  # the editors' own word: design choices, and what no source read so far proves
]
BiomarkerKind = Literal["tissue", "circulating", "urine", "genomic", "imaging-score"]
EpidemiologyKind = Literal["incidence", "prevalence", "survival", "site-share", "frequency"]
SyndromeKind = Literal["functioning", "hereditary"]
ImagingKind = Literal["pet", "scintigraphy", "ct", "mri", "ultrasound", "endoscopy"]
EventKind = Literal[
    "approval",
    "refusal",
    "withdrawal",
    "discontinuation",
    "designation",
    "submission",
    "read-out",
    "publication",
    "register",
    "trial-start",
    "guideline",
    "classification",
    "safety",
]
