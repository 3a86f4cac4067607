"""Every closed vocabulary, once: its words as a type of the model and, where people may type one, their synonyms.

The schema and the checks take the words from the type; readers, options' help and completion from the `Vocabulary`.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Generic, Literal, TypeVar, get_args

from msgspec import Meta, Struct

W = TypeVar("W", bound=str)


class Vocabulary(Struct, Generic[W], frozen=True):
    """The words that people may type: `what` they are in a sentence, and for each word its synonyms."""

    what: str
    words: dict[W, tuple[str, ...]]

    @property
    def listed(self) -> str:
        """The words as a sentence ends with them: "well, poor or mixed"."""
        *first, last = self.words
        return f"{', '.join(first)} or {last}"


def vocabulary(what: str, words: Iterable[W], synonyms: Mapping[str, str]) -> Vocabulary[W]:
    """Return a vocabulary. `synonyms` are by word, parted by commas. Raise ValueError for those of no word."""
    known = {word: tuple(synonyms.get(word, "").split(", ")) if synonyms.get(word) else () for word in words}
    if strange := synonyms.keys() - known.keys():
        raise ValueError(f"no {what}: {', '.join(strange)}")
    return Vocabulary(what, known)


Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="stable record id")]
IsoDate = Annotated[
    str,
    Meta(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", description="YYYY-MM-DD or shorter"),
]
NctId = Annotated[str, Meta(pattern=r"^NCT\d{8}$", description="ClinicalTrials.gov id")]
# Identifiers of documents; empty where there is none. What they hold stands in addresses, so nothing else may pass.
Doi = Annotated[str, Meta(pattern=r"^(10\.\d{4,9}/[^\s\"'`\\]+)?$", description="DOI without its resolver")]
TERMINOLOGIES = {  # by the prefix of their identifiers
    "NCIT": "NCI Thesaurus",
    "MONDO": "Mondo Disease Ontology",
    "oncotree": "OncoTree",
    "HGNC": "HUGO Gene Nomenclature Committee",
    "rxnorm": "RxNorm",
    "atc": "WHO Anatomical Therapeutic Chemical classification",
    "unii": "US FDA substance registration",
    "loinc": "LOINC",
}
Curie = Annotated[
    str,
    Meta(
        pattern=rf"^({'|'.join(TERMINOLOGIES)}):[A-Za-z0-9_-]+$",
        description="identifier that a terminology gives: NCIT:C3809",
    ),
]
Pmid = Annotated[str, Meta(pattern=r"^\d{0,8}$", description="PubMed id")]
NctIdOrNone = Annotated[str, Meta(pattern=r"^(NCT\d{8})?$", description="ClinicalTrials.gov id, or empty")]

# Bounds that no figure of the field leaves; beyond them stands a typing error. NaN and infinity lie outside, too.
Number = Annotated[float, Meta(ge=-1e9, le=1e9)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Ratio = Annotated[float, Meta(ge=0.001, le=1000, description="hazard ratio")]
Level = Annotated[float, Meta(gt=0, lt=100, description="confidence level in per cent")]
Age = Annotated[int, Meta(ge=0, le=120, description="years")]

# Where it is: whose label, whose register.
Region = Literal["us", "eu", "uk", "jp", "cn", "ca", "au", "kr", "sg", "global"]
USUAL_REGIONS: tuple[Region, ...] = ("us", "eu")  # whose labels a glance shows, and whose record is complete
REGIONS: Vocabulary[Region] = vocabulary(
    "region",
    get_args(Region),
    {
        "us": "usa, united states, america, fda, u.s.",
        "eu": "europe, european union, ema, ec, eea",
        "uk": "united kingdom, britain, great britain, gb, england, mhra",
        "jp": "japan, pmda",
        "cn": "china, nmpa",
        "ca": "canada, health canada",
        "au": "australia, tga",
        "kr": "korea, south korea",
        "sg": "singapore",
        "global": "worldwide, international, world",
    },
)

# What a therapy is: from the strongest standing to the weakest.
IndicationStatus = Literal[
    "approved", "off-label", "guideline", "investigational", "refused", "withdrawn", "discontinued"
]
STANDINGS: Vocabulary[IndicationStatus] = vocabulary(
    "status",
    get_args(IndicationStatus),
    {
        "approved": "labelled, labeled, licensed, licenced, registered, label",
        "off-label": "unlabelled, unlicensed",
        "guideline": "recommended, guidelines",
        "investigational": "experimental, pipeline, trial",
        "refused": "rejected, not approved, crl, complete response letter",
        "discontinued": "stopped, off market",
    },
)
TherapyKind = Literal["drug", "regimen", "procedure"]
Purpose = Literal["tumour-control", "symptom-control", "both"]
# Of a drug's safety: what changes the dose, and before what the drug is stopped or its timing matters.
DoseReason = Literal["liver", "kidney", "blood", "heart", "weight", "age", "interaction", "side-effects"]
PauseBefore = Literal["surgery", "radioligand", "scan", "test"]
CheckKind = Literal[
    "blood-count", "kidney", "liver", "heart", "blood-pressure", "glucose", "gallbladder", "thyroid", "electrolytes",
    "urine-protein", "lungs", "hearing", "nerves", "bleeding", "lipids", "mood", "dpd",
]  # fmt: skip
# What somebody may type for a class of drugs that is no part of its name.
CLASSES_IN_SHORT = {  # for a row; another class is printed whole
    "somatostatin analogue": "SSA",
    "radioligand therapy (PRRT), beta emitter": "PRRT β",
    "radioligand therapy (PRRT), alpha emitter": "PRRT α",
    "tyrosine kinase inhibitor": "TKI",
    "HIF-2alpha inhibitor": "HIF-2α",
    "mTOR inhibitor": "mTOR",
    "chemotherapy": "chemo",
    "immune checkpoint inhibitor": "ICI",
    "anti-VEGF antibody": "VEGF",
}
CLASS_SHORT_FORMS = {
    "ssa": "somatostatin analogue",
    "srl": "somatostatin analogue",
    "somatostatinanalog": "somatostatin analogue",
    "tki": "tyrosine kinase inhibitor",
    "chemo": "chemotherapy",
    "ici": "immune checkpoint inhibitor",
    "immunotherapy": "immune checkpoint inhibitor",
    "rlt": "radioligand",
    "mtor": "mTOR inhibitor",
}

# What patients had before, where it is not one drug: the words of trials, with the classes of drugs that each takes in.
EarlierTreatment = Literal["somatostatin-analogue", "prrt", "chemotherapy", "platinum", "targeted"]
EARLIER_TREATMENTS: Vocabulary[EarlierTreatment] = vocabulary(
    "earlier treatment",
    get_args(EarlierTreatment),
    {
        "somatostatin-analogue": "ssa, srl, somatostatin analogues, somatostatin analog, somatostatin analogs",
        "prrt": "rlt, radioligand, radioligand therapy, peptide receptor radionuclide therapy, radionuclide therapy",
        "chemotherapy": "chemo",
        "platinum": "platinum chemotherapy, platinum based chemotherapy, platinum therapy",
        "targeted": "targeted therapy, targeted agent, targeted agents, targeted drug, targeted treatment",
    },
)
CLASSES_OF_EARLIER: dict[EarlierTreatment, tuple[str, ...]] = {
    "somatostatin-analogue": ("somatostatin analogue",),
    "prrt": ("radioligand therapy (PRRT), beta emitter", "radioligand therapy (PRRT), alpha emitter"),
    "chemotherapy": ("chemotherapy",),
    "targeted": ("mTOR inhibitor", "tyrosine kinase inhibitor", "HIF-2alpha inhibitor", "anti-VEGF antibody"),
}
PLATINUM = "platin"  # in a name of every regimen that holds one: cisplatin, carboplatin, oxaliplatin

# For whom it is. "any" is a statement that does not say; nobody asks for it.
Receptor = Literal["positive", "negative"]
ReceptorStatus = Literal[Receptor, "any"]
SoughtReceptor = Literal[Receptor, "unknown"]  # of a tumour: whether it was ever looked for
RECEPTORS: Vocabulary[SoughtReceptor] = vocabulary(
    "SSTR status",
    get_args(SoughtReceptor),
    {
        "positive": "pos, yes, sstr positive, sstr2 positive, avid, true",
        "negative": "neg, no, sstr negative, sstr2 negative, false",
        "unknown": "not known, not done, not imaged, no imaging",
    },
)
HormonalState = Literal["functioning", "non-functioning"]
Functional = Literal[HormonalState, "any"]
HORMONAL_STATES: Vocabulary[HormonalState] = vocabulary(
    "functional status",
    get_args(HormonalState),
    {
        "functioning": "functional, yes, syndrome, hormonal, secreting, true",
        "non-functioning": "nonfunctional, non functional, no, nf, false",
    },
)
TreatmentLine = Literal["first", "later"]
Line = Literal[TreatmentLine, "any"]
TREATMENT_LINES: Vocabulary[TreatmentLine] = vocabulary(
    "line",
    get_args(TreatmentLine),
    {
        "first": "1, 1l, first line, front line, frontline, line 1, i, initial",
        "later": "2, 3, 2l, 3l, second, third, second line, third line, subsequent, line 2, ii",
    },
)

# What the tumour is.
Grade = Literal["G1", "G2", "G3"]
GradeOrNec = Literal[Grade, "NEC"]
GRADES: Vocabulary[GradeOrNec] = vocabulary(
    "grade",
    get_args(GradeOrNec),
    {
        "G1": "1, grade 1, i, grade i, low grade",
        "G2": "2, grade 2, ii, grade ii, intermediate grade",
        "G3": "3, grade 3, iii, grade iii, net g3, high grade net",
        "NEC": "neuroendocrine carcinoma, poorly differentiated, carcinoma, poor",
    },
)
Morphology = Literal["well", "poor", "any"]  # that a label or a trial asks for
Differentiation = Literal["well", "poor", "mixed", "unknown"]  # of one tumour
DIFFERENTIATIONS: Vocabulary[Differentiation] = vocabulary(
    "differentiation",
    get_args(Differentiation),
    {
        "well": "well differentiated, well diff, wd, net",
        "poor": "poorly, poorly differentiated, poor diff, poorly diff, pd, nec",
        "mixed": "minen, manec",
        "unknown": "not stated, not known, na, nos",
    },
)
CellType = Literal["small", "large"]
CELL_TYPES: Vocabulary[CellType] = vocabulary(
    "cell type", get_args(CellType), {"small": "small cell, sc, scnec", "large": "large cell, lc, lcnec"}
)
Necrosis = Literal["none", "punctate", "extensive", "unknown"]
NECROSES: Vocabulary[Necrosis] = vocabulary(
    "necrosis",
    get_args(Necrosis),
    {
        "none": "no, absent, not present, negative",
        "punctate": "punctate necrosis",
        "extensive": "extensive necrosis, large zones",
        "unknown": "not stated, not known, na",
    },
)

# What a trial is. Two phases are the registers' one label "Phase 1/Phase 2".
Phase = Literal["early-1", "1", "2", "3", "4", "na"]
PhaseLabel = Literal["1", "2", "3", "4", "1/2", "2/3", "3/4", "early-1"]
PHASES: Vocabulary[PhaseLabel] = vocabulary("phase", get_args(PhaseLabel), {})
# In the order in which people look for them.
TrialStatus = Literal[
    "recruiting",
    "enrolling-by-invitation",
    "not-yet-recruiting",
    "active-not-recruiting",
    "suspended",
    "unknown",
    "completed",
    "terminated",
    "withdrawn",
]
TRIAL_STATUSES: Vocabulary[TrialStatus] = vocabulary(
    "trial status",
    get_args(TrialStatus),
    {
        "recruiting": "open, enrolling, rec",
        "enrolling-by-invitation": "by invitation, invitation",
        "not-yet-recruiting": "not yet, not yet open, planned",
        "active-not-recruiting": "active, ongoing, closed to accrual",
        "suspended": "paused",
        "completed": "complete, finished, done",
        "terminated": "stopped, stopped early",
    },
)

# What a result comes to: against its own endpoint, or why it has none to be held against.
Verdict = Literal["met", "missed", "exploratory", "no-control", "not-compared"]

# What a record is about.
Concern = Literal["net", "imaging", "other"]  # of an event: treatment of NET, a scan, or another disease
SourceKind = Literal[
    "label",  # the regulator's product information
    "regulator",  # an agency's own page or announcement
    "registry",  # a trial or cancer register
    "paper",  # a journal article or its abstract
    "congress",  # an abstract, poster or talk of a meeting, in a supplement too: most have no identifier of their own
    "guideline",
    "classification",  # a classification of tumours, a staging manual, a list of codes
    "society",  # a professional or patient society, textbook or teaching page
    "news",  # company or trade press
    "computed",  # worked out here from a stated formula
    "editorial",  # the editors' own word: design choices, and what no source read so far proves
]
ReadingKind = Literal["whole", "abstract", "excerpt", "copy", "report", "digest"]
BiomarkerKind = Literal["tissue", "circulating", "urine", "genomic", "imaging-score"]
BIOMARKER_KINDS: Vocabulary[BiomarkerKind] = vocabulary(
    "kind",
    get_args(BiomarkerKind),
    {
        "tissue": "ihc, immunohistochemistry, pathology",
        "circulating": "blood, serum, plasma",
        "genomic": "molecular, gene, genes, genetic, mutation, mutations, dna",
        "imaging-score": "imaging, score",
    },
)
ScheduleKind = Literal["work-up", "after-resection", "untreated", "on-treatment", "heart", "surveillance"]
SCHEDULE_KINDS: Vocabulary[ScheduleKind] = vocabulary(
    "kind of schedule",
    get_args(ScheduleKind),
    {
        "work-up": "at diagnosis, diagnosis, staging, baseline",
        "after-resection": "after surgery, after operation, resected, resection, postoperative, follow up, aftercare",
        "untreated": "without treatment, watch and wait, observation, active surveillance",
        "on-treatment": "during treatment, treated, advanced, metastatic, monitoring",
        "heart": "carcinoid heart, carcinoid heart disease, cardiac, valves, echo, echocardiography",
        "surveillance": "screening, hereditary, inherited, carriers",
    },
)
Asks = Literal["steps", "nothing", "not-on-record"]  # of a schedule: whether its guideline asks for anything
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
EVENT_KINDS: Vocabulary[EventKind] = vocabulary(
    "kind",
    get_args(EventKind),
    {
        **{kind: f"{kind}s" for kind in get_args(EventKind)},
        "approval": "approvals, approved",
        "refusal": "refusals, refused, rejection, crl",
        "read-out": "read-outs, readouts, results",
    },
)
