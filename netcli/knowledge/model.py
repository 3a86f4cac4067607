"""What a record of the knowledge looks like. The YAML, the JSON output and the JSON Schema follow from here.

Free text may cite in place: "median 28 months [@lutathera-us-label]". Whatever is cited in a record is
gathered into its `sources` when the YAML is read, so `sources` in YAML holds only what no text cites.

One file, though a long one: who writes a record, or a reader of the JSON, finds the whole format here.
"""

from datetime import date, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from netcli.knowledge.vocabulary import (
    Age,
    Asks,
    BiomarkerKind,
    CheckKind,
    Concern,
    Count,
    Curie,
    Doi,
    DoseReason,
    EpidemiologyKind,
    EventKind,
    Functional,
    Grade,
    ImagingKind,
    IndicationStatus,
    IsoDate,
    Level,
    Line,
    Morphology,
    NctId,
    NctIdOrNone,
    Number,
    PauseBefore,
    Phase,
    Pmid,
    Purpose,
    Ratio,
    ReadingKind,
    ReceptorStatus,
    Region,
    ScheduleKind,
    Slug,
    SourceKind,
    SyndromeKind,
    TherapyKind,
    TrialStatus,
    Verdict,
)

# The short forms of texts, for a screen that shows many records: written by hand, never cut from the long ones. The
# numbers are the characters that a column has.
Short12 = Annotated[str, Meta(max_length=12)]
Short14 = Annotated[str, Meta(max_length=14)]
Short18 = Annotated[str, Meta(max_length=18)]
Short24 = Annotated[str, Meta(max_length=24)]
Short34 = Annotated[str, Meta(max_length=34)]
Short48 = Annotated[str, Meta(max_length=48)]
Short62 = Annotated[str, Meta(max_length=62)]
Short110 = Annotated[str, Meta(max_length=110)]
# Fields that `netcli update` fills: no file says them, or an answer would name a register that nobody asked.
OF_AN_UPDATE = ("register", "bundled", "newest_label", "label_changed")
Interval = Annotated[list[Number | None], Meta(min_length=2, max_length=2, description="low, high; null = open")]


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything that is part of a record."""


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every record: a stable id, the names people use, and where it comes from.

    `confirmed: false` marks what no source read so far proves; every format prints it.
    `origin` is empty for bundled knowledge and names the overlay otherwise.
    """

    id: Slug
    aliases: list[str] = []
    confirmed: bool = True
    origin: str = ""


class CrossReferenced(Record, frozen=True, kw_only=True):
    """A record of something that other terminologies have too: `xrefs` are the identifiers by which they name it."""

    xrefs: list[Curie] = []


class Reading(Value, frozen=True, kw_only=True):
    """Where a document was read that was not read at its own house: the page, how much of it, on which day.

    whole, abstract and excerpt are the document's own words; a copy repeats them all; a report is the account of a
    named house (trade press, a society), a digest that of an aggregator, a machine or nobody named.
    """

    where: Annotated[str, Meta(min_length=1)]  # an address, or the name of what has none
    what: ReadingKind
    date: IsoDate


class Source(Record, frozen=True, kw_only=True):
    """A document that a statement rests on; apart from that, where and when it was read.

    Empty `read_at`: it was read at its own address on `checked`. `secondary` marks a document that tells what
    another one says; `reports` names that other one where it is on record.
    """

    kind: SourceKind
    authors: str = ""  # "Caplin ME, Pavel M, Ćwikła JB, et al."
    title: str
    short: Short24 = ""  # what a line of sources calls it
    publisher: str = ""  # of a paper, its journal
    volume: str = ""  # of a paper: "371:224-233"
    date: IsoDate | None = None
    number: str = ""  # NDA, BLA, EMEA/H/C, PLGB, PMDA, NMPA, EudraCT, ISBN, PMCID: "NDA 208700"
    url: str = ""
    doi: Doi = ""
    pmid: Pmid = ""
    nct: NctIdOrNone = ""
    checked: IsoDate | None = None
    read_at: list[Reading] = []
    secondary: bool = False
    reports: Slug | None = None
    note: str = ""

    @property
    def read_on(self) -> str:
        """The last day on which it was read, here or elsewhere; empty when nobody says."""
        return max([self.checked or "", *(reading.date for reading in self.read_at)])


class Figure(Value, frozen=True, kw_only=True):
    """One number: what it measures, its value or range, its unit and the people it was measured in.

    `of` counts those who were looked at, `n` how many of them it was: `n: 12`, `of: 34`, `population: patients with
    NET` reads "12 of 34 patients with NET". Both are the source's own counts, never computed from a percentage.
    `year` is when they were counted, a year or a span of years, not when that was published; it is empty where the
    source does not say. Figures of one record that share their name are one series, a year each.
    """

    name: str
    short: Short34 = ""  # where the name is too long for a row
    value: Number | None = None
    qualifier: str = ""  # "<", ">", "about", "up to": printed before the value
    ci: Interval | None = None  # 95 % confidence interval
    range: Interval | None = None  # when sources give a span instead of a value
    unit: str
    n: Count | None = None
    of: Count | None = None
    population: str
    year: str = ""  # "2012", "2003-2013"
    sites: list[Slug] = []
    note: str = ""
    headline: bool = False  # the one that a row shows
    confirmed: bool = True
    sources: Annotated[list[Slug], Meta(min_length=1)]


class Site(CrossReferenced, frozen=True, kw_only=True):
    """An organ or a group of organs. `parent` makes the tree; `members` a group across it (foregut)."""

    name: str
    condition: str = ""  # what a trial register calls a tumour of this site
    parent: Slug | None = None
    members: list[Slug] = []
    summary: str = ""
    notes: list[str] = []
    staging: list[str] = []
    figures: list[Figure] = []
    plain: str = ""
    sources: list[Slug] = []


class OutOfScope(CrossReferenced, frozen=True, kw_only=True):
    """An organ or tumour with rules of its own that netcli refuses, with a pointer."""

    name: str
    pointer: str
    sources: list[Slug] = []


class NewestLabel(Value, frozen=True, kw_only=True):
    """The newest US label that openFDA had when `netcli update` asked: its set id, since when it holds."""

    application: str  # by which it was found: NDA208700, or a brand
    set_id: str
    effective: IsoDate
    seen: IsoDate
    sources: list[Slug] = []


class Indication(Value, frozen=True, kw_only=True):
    """One use in one region: for whom, with what standing, since when.

    The standings are different things:

    approved (in the region's label), off-label (used without a label), guideline (recommended off-label by
    a named guideline), investigational, refused, withdrawn (application or use), discontinued (product).
    Empty `grades` means that the text names none. A label that is not dated says in its `note` why not.
    """

    region: Region
    status: IndicationStatus
    since: IsoDate | None = None
    sites: Annotated[list[Slug], Meta(min_length=1)]
    differentiation: Morphology = "well"
    grades: list[Grade] = []
    sstr: ReceptorStatus = "any"
    functional: Functional = "any"
    line: Line = "any"
    min_age: Age | None = None
    purpose: Purpose = "tumour-control"
    condition: str = ""  # a further condition of the label: "von Hippel-Lindau disease"
    tumour_agnostic: bool = False  # a label for a biomarker in any solid tumour, not for NET
    pivotal: list[Slug] = []  # of a label: the studies that carried it, named in the therapy's `evidence` too
    text: str  # for whom, in a line
    brief: Short48 | None = None  # for whom, beyond what the fields say; "" when they say all
    guideline: Short12 = ""  # which one advises it: "ASCO 2023"
    note: str = ""  # what else the whole card tells about it
    confirmed: bool = True
    sources: Annotated[list[Slug], Meta(min_length=1)]
    locators: dict[Slug, str] = {}  # where in a source: {lutathera-us-label: section 1}
    # From `netcli update`: the label in force, and since when where it is another one than was read.
    newest_label: NewestLabel | None = None
    label_changed: IsoDate | None = None


class Arm(Value, frozen=True, kw_only=True):
    """One arm of a comparison: size, value in the outcome's unit, 95 % interval. `note`: "not reached"."""

    name: str
    n: Count | None = None
    value: Number | None = None
    ci: Interval | None = None
    note: str = ""
    holds: list[str] = []  # what it was given: ids of therapies, names of others, as in the trial's `tested`


class Evidence(Value, frozen=True, kw_only=True):
    """One outcome of one study. `trial` and `nct` are filled from the study that holds it.

    `effect` states a result that is not a hazard ratio; `also_reported` keeps every differing value
    (label, other cut) with the reason why the main one is shown.
    """

    trial: str = ""
    nct: str = ""
    id: Slug
    population: str
    sites: list[Slug] = []
    endpoint: str
    primary: bool = False
    headline: bool = False  # the one result of its cohort that a row shows, chosen by hand
    verdict: Verdict | None = None
    unit: str = ""
    arms: list[Arm] = []
    hr: Ratio | None = None
    ci: Interval | None = None
    ci_level: Level = 95
    p: str = ""
    effect: str = ""
    also_reported: list[str] = []
    confirmed: bool = True
    sources: Annotated[list[Slug], Meta(min_length=1)]
    locators: dict[Slug, str] = {}  # where in a source: {radiant-3-2011: table 2}


class DoseChange(Value, frozen=True, kw_only=True):
    """Why the usual dose is not given, and what is given instead, by whose label."""

    reason: DoseReason
    text: str


class Interaction(Value, frozen=True, kw_only=True):
    """What another medicine does with the drug. `agent` is the group, `examples` the names that people ask for."""

    agent: str  # "strong CYP3A4 inhibitors", "live vaccines"
    examples: list[str] = []
    text: str


class Pause(Value, frozen=True, kw_only=True):
    """How long before and after something else the drug is not given."""

    before: PauseBefore
    text: str


class Check(Value, frozen=True, kw_only=True):
    """What a label asks to be looked at, of which `monitoring` has the words; `before` the first dose or only on it."""

    of: CheckKind
    before: bool = True
    sources: Annotated[list[Slug], Meta(min_length=1)]


class Safety(Value, frozen=True, kw_only=True):
    """What to fear and what to watch: what the labels say, each statement with the label that says it.

    An empty list means that nothing is on record; a label that names none is recorded in words, "none named".
    """

    boxed_warning: str | None = None
    contraindications: list[str] = []
    dose_changes: list[DoseChange] = []
    interactions: list[Interaction] = []
    pregnancy: list[str] = []  # pregnancy, contraception, breastfeeding, fertility
    pauses: list[Pause] = []
    adverse: list[str] = []
    monitoring: list[str] = []
    checks: list[Check] = []


class Therapy(CrossReferenced, frozen=True, kw_only=True):
    """A drug, a regimen or a procedure. `evidence` in YAML names trials by id, the first being the pivotal one."""

    name: str
    short: Short24 = ""  # where the name is too long for a row
    needs: Short62 = ""  # what the US and EU labels ask, for a row that shows many sites
    brands: list[str] = []
    kind: TherapyKind
    class_: str = msgspec.field(name="class")
    components: list[Slug] = []
    other_products: dict[str, str] = {}  # names that are another product, with what it is: shown as a warning
    register_terms: str = ""  # what trial registers call it, as a search expression: "dotatate OR oxodotreotide"
    mechanism: str
    route: str
    dose: str
    indications: list[Indication] = []
    evidence: list[Slug] = []
    safety: Safety = Safety()
    practical: list[str] = []
    plain: str = ""
    sources: list[Slug] = []


class InRegister(Value, frozen=True, kw_only=True):
    """What else ClinicalTrials.gov said of a trial when `netcli update` asked.

    The status and phases of the trial are the register's then. Its enrolment is not: it stands beside results.
    """

    seen: IsoDate
    updated: IsoDate | None = None  # when the register's record was last changed
    nct: NctId  # another than the trial's own where its record was merged into that
    enrollment: Count | None = None  # planned or reached
    completion: IsoDate | None = None  # of the study, expected or reached
    sources: list[Slug] = []


class Bundled(Value, frozen=True, kw_only=True):
    """What the edition itself says of a trial for which an update has the register's word."""

    status: TrialStatus
    status_as_of: IsoDate
    phases: list[Phase]


class Trial(Record, frozen=True, kw_only=True):
    """A study. `phases` ["1", "2"] is the registry's one label "Phase 1/Phase 2"; empty for studies without one."""

    acronym: str
    short: Short14 = ""  # where there is no acronym
    title: str = ""
    nct: NctId | None = None
    other_ids: dict[str, str] = {}  # eudract, euct, actrn, jrct, umin ...
    phases: list[Phase]
    status: TrialStatus
    status_as_of: IsoDate
    drugs: list[Slug] = []
    drug_names: list[str] = []  # agents without a record of their own
    tested: list[str] = []  # all that the tested arm gives: ids of therapies, names of agents without a record
    control: list[str] = []  # what the other arm gives, likewise; what stands in both is not what is tested
    treatment: Short34 = ""  # both in a row: "everolimus ± lanreotide"
    comparator: str = ""
    sites: list[Slug]
    differentiation: Morphology = "well"
    grades: list[Grade] = []  # of the patients, where the trial limits them
    sstr: ReceptorStatus = "any"  # likewise
    functional: Functional = "any"  # likewise
    line: Line = "any"
    after: list[Slug] = []  # what they had before, all or some: ids of therapies, words of EarlierTreatment
    without: list[Slug] = []  # what they may not have had, likewise; empty where it is not said
    population: str
    patients: Short34 = ""  # the population in a row: "GEP G2-3 SSTR+ 1L"
    patients_short: Short18 = ""
    design: str
    enrollment: Count | None = None
    outcomes: list[Evidence] = []
    result: str = ""  # in a sentence, where there is no number or it needs a warning
    sponsor: str = ""
    countries: list[str] = []
    url: str = ""
    publication: str = ""
    notes: list[str] = []
    sources: list[Slug] = []
    # From `netcli update`.
    register: InRegister | None = None
    bundled: Bundled | None = None


class Recommendation(Record, frozen=True, kw_only=True):
    """What one guideline of one year advises in one setting. Guidelines stand side by side, never blended."""

    guideline: str
    date: IsoDate
    setting: str
    sites: list[Slug]
    differentiation: Morphology = "well"
    grades: list[Grade] = []
    sstr: ReceptorStatus = "any"
    functional: Functional = "any"
    line: Line = "any"
    text: str
    brief: Short110 = ""  # what a page with many guidelines says of it, limits included
    therapies: list[Slug] = []
    replaced_by: list[Slug] = []  # the documents, where this advice is no longer in force
    sources: list[Slug] = []


class Step(Value, frozen=True, kw_only=True):
    """One thing to be done: for whom, how often, from which age, for how long. Without an interval it is done once.

    `differentiation` and `grades` narrow the schedule that holds it, as `who` does in words.
    """

    what: Short62
    target: Short34 = ""  # of screening: the tumour that it looks for
    who: Short62 = ""
    differentiation: Morphology = "any"
    grades: list[Grade] = []
    every_months: Interval | None = None  # [6, 12]; [6, 6] for every six; [null, 3] for at least every three
    when: Short62 = ""  # "at diagnosis", "after 5 years"
    from_age: Age | None = None
    until_age: Age | None = None
    until: Short34 = ""  # "lifelong", "10 years"
    headline: bool = False  # what a row shows of a schedule with many steps
    note: str = ""
    sources: Annotated[list[Slug], Meta(min_length=1)]
    locators: dict[Slug, str] = {}


class Schedule(Record, frozen=True, kw_only=True):
    """What one guideline of one year asks for over time in one situation. They stand side by side, never blended.

    `asks` tells one that asks for nothing, and one of which no wording is on record, from one with steps; `text` says
    then what is known.
    """

    guideline: str
    date: IsoDate
    kind: ScheduleKind
    situation: Short62  # for whom
    syndromes: list[Slug] = []
    sites: list[Slug] = []
    differentiation: Morphology = "well"
    grades: list[Grade] = []
    therapies: list[Slug] = []
    asks: Asks = "steps"
    steps: list[Step] = []
    text: str = ""
    replaced_by: list[Slug] = []  # the documents, where it is no longer in force
    sources: list[Slug] = []

    @property
    def title(self) -> str:
        """What a person knows it by."""
        return f"{self.situation}, {self.kind.replace('-', ' ')}: {self.guideline}"


class BiomarkerGlance(Value, frozen=True, kw_only=True):
    """A marker in a row: what it is asked for, how good it is, what misleads."""

    use: Short48
    figure: Short48 = ""
    trap: Short48 = ""
    sources: list[Slug] = []  # those of the record that say it


class Biomarker(CrossReferenced, frozen=True, kw_only=True):
    """A tissue, circulating or genomic marker, or an imaging score: what it tells, how often, what misleads."""

    name: str
    short: Short24 = ""  # where the name is too long for a row
    kind: BiomarkerKind
    sites: list[Slug] = []
    meaning: str
    glance: BiomarkerGlance | None = None
    use: list[str] = []
    figures: list[Figure] = []
    traps: list[str] = []
    plain: str = ""
    sources: list[Slug] = []


class Epidemiology(Record, frozen=True, kw_only=True):
    """A measure in one population: the registry, the years and the definition stand beside each figure.

    A row shows a series by its first and its last year; one of three years or more is drawn as a trend.
    """

    name: str
    kind: EpidemiologyKind
    region: str
    registry: str
    period: str
    definition: str
    sites: list[Slug] = []
    figures: list[Figure]
    notes: list[str] = []
    sources: list[Slug] = []


class SyndromeGlance(Value, frozen=True, kw_only=True):
    """A syndrome in a row: what makes one think of it, what decides."""

    sign: Short48
    test: Annotated[str, Meta(max_length=52)]
    sources: list[Slug] = []


class Syndrome(CrossReferenced, frozen=True, kw_only=True):
    """A hormone syndrome or a hereditary one."""

    name: str
    short: Short24 = ""  # where the name is too long for a row
    kind: SyndromeKind
    hormones: list[str] = []
    gene: str = ""
    sites: list[Slug] = []
    summary: str
    glance: SyndromeGlance | None = None
    symptoms: list[str] = []
    tests: list[str] = []
    figures: list[Figure] = []
    management: list[str] = []
    therapies: list[Slug] = []
    plain: str = ""
    sources: list[Slug] = []


class ImagingApproval(Value, frozen=True, kw_only=True):
    """Standing of an imaging agent in a region."""

    region: Region
    status: IndicationStatus
    since: IsoDate | None = None
    text: str
    brief: Short34 = ""  # for whom, beyond adults, in a row
    confirmed: bool = True
    sources: Annotated[list[Slug], Meta(min_length=1)]
    locators: dict[Slug, str] = {}


class ImagingGlance(Value, frozen=True, kw_only=True):
    """An agent or method in a row: what it is for, how good it is."""

    use: Short48
    figure: Short48 = ""
    sources: list[Slug] = []


class Imaging(CrossReferenced, frozen=True, kw_only=True):
    """An imaging agent or method."""

    name: str
    short: Short24 = ""  # where the name is too long for a row
    kind: ImagingKind
    target: str
    summary: str
    glance: ImagingGlance | None = None
    approvals: list[ImagingApproval] = []
    use: list[str] = []
    figures: list[Figure] = []
    pitfalls: list[str] = []
    plain: str = ""
    sources: list[Slug] = []


class Question(Record, frozen=True, kw_only=True):
    """A frequently asked question; aliases are other ways to ask it; `plain` answers patients and carers."""

    question: str
    topic: str
    answer: str
    plain: str
    see: list[Slug] = []
    sources: list[Slug] = []


class Term(CrossReferenced, frozen=True, kw_only=True):
    """A glossary entry."""

    term: str
    short: Short24 = ""  # where the term is too long for a list
    definition: str
    plain: str = ""
    see: list[Slug] = []
    sources: list[Slug] = []


class Event(Record, frozen=True, kw_only=True):
    """Something dated that happened in the field."""

    date: IsoDate
    kind: EventKind
    region: Region = "global"
    title: str
    brief: Short62 = ""  # the title without what its row says: region, verb, date
    concerns: Concern = "net"
    text: str
    therapies: list[Slug] = []
    trials: list[Slug] = []
    sources: list[Slug] = []


class OverviewPart(Record, frozen=True, kw_only=True):
    """One part of the overview, in reading order."""

    title: str
    glance: str = ""  # the sentence that must be known, each statement cited
    text: list[str]
    plain: str = ""
    see: list[str] = []
    sources: list[Slug] = []


class RegionOnRecord(Value, frozen=True, kw_only=True):
    """Whether every label for NET of a region is on record, and what else is known to be lacking.

    Only of a region whose record is complete can it be said that a drug is not approved there; of a drug for a
    biomarker only where nothing is lacking.
    """

    region: Region
    complete: bool = False
    lacks: str = ""


class Edition(Record, frozen=True, kw_only=True):
    """Version and review date of the whole knowledge."""

    version: str
    reviewed: IsoDate
    licence: str
    scope: str
    stale_after_days: int
    regions: list[RegionOnRecord] = []  # one that is not named is not complete

    @property
    def stale_after(self) -> str:
        """The day up to which it need not be looked at again."""
        return (date.fromisoformat(self.reviewed) + timedelta(self.stale_after_days)).isoformat()

    @property
    def fresh_since(self) -> str:
        """The day since which a thing must have been seen or read so as not to be old."""
        return (date.fromisoformat(self.reviewed) - timedelta(self.stale_after_days)).isoformat()
