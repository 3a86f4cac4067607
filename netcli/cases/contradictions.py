"""What does not go together in a case. It is told, not resolved: nothing is left out for it."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from netcli.cases.options import BY_SIGHT
from netcli.cases.question import CaseQuestion
from netcli.grading.case import Assessment
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.citations import cited_in
from netcli.knowledge.earlier import kinds_of
from netcli.knowledge.model import Indication, OutOfScope, Syndrome, Therapy
from netcli.knowledge.names import key, names_of
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.sites import area
from netcli.knowledge.situation import allows, grade_fits
from netcli.knowledge.therapies import Match
from netcli.knowledge.vocabulary import USUAL_REGIONS, GradeOrNec
from netcli.knowledge.wording import marked

ADULT = 18
ANALOGUE = "somatostatin-analogue"
CLEARANCE = re.compile(r"(?<![\d,.])(\d{2,3}) mL/min(?!/m)")
KIDNEY = re.compile(r"\b(?:kidney|renal)\b", re.IGNORECASE)
AT_MOST = re.compile(r"mL/min or less")
IN_WORDS = re.compile(r"\bkidney (?:impairment|disease)|severe|not recommended|impaired|caution", re.IGNORECASE)
KI67_AT_MOST = re.compile(r"Ki-67 (?:≤|<|up to|of up to|below) ?(\d+(?:\.\d+)?)")


class Contradiction(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a reader must not miss, in a sentence under a stable code; `names` are the options that it is about."""

    code: str
    text: str
    sources: list[str]
    confirmed: bool = True
    names: list[str] = []


def contradictions(
    asked: CaseQuestion,
    assessment: Assessment | None,
    classes: Sequence[GradeOrNec],
    options: Sequence[Match],
    rulebook: Rulebook,
) -> list[Contradiction]:
    """Return what does not go together: in the grading first, then with the treatment, then with the options."""
    warned = assessment.warnings if assessment else []
    return [
        *(Contradiction(code=one.code, text=one.text, sources=one.sources, confirmed=one.confirmed) for one in warned),
        *_of_class(asked, assessment, classes, rulebook),
        *_of_scope(asked, assessment, rulebook),
        *_of_treatment(asked, classes, rulebook),
        *_of_function(asked, classes, rulebook),
        *_of_proliferation(asked, options),
        *_of_age(asked, options),
        *_of_kidney(asked, options, rulebook),
    ]


def _of_class(
    asked: CaseQuestion, assessment: Assessment | None, classes: Sequence[GradeOrNec], rulebook: Rulebook
) -> Iterator[Contradiction]:
    """Yield a stated grade that the numbers, the slide or the site do not bear out."""
    if asked.grade is None:
        return
    if assessment is not None and classes and asked.grade not in classes:
        found = f"{assessment.label}, {assessment.certainty}"
        yield Contradiction(
            code="stated-grade",
            text=f"{asked.grade} is stated, the numbers give {found}; the page is for what the numbers give.",
            sources=assessment.meaning.sources,
        )
    scheme, assumed = rulebook.ruling(asked.tumour.site, None)
    seen = "poor" if asked.tumour.cell_type else asked.tumour.differentiation
    if assessment is None and asked.grade not in BY_SIGHT.get(seen, (asked.grade,)):
        called = f"{asked.tumour.cell_type} cell type" if asked.tumour.cell_type else f"{seen} differentiation"
        yield Contradiction(
            code="stated-grade",
            text=f"{asked.grade} is stated, and {called}, which is another class; the page is for both.",
            sources=scheme.sources[:1],
        )
    if scheme.family == "thoracic" and not assumed and asked.grade != "NEC":
        own = rulebook.knowledge.of(Scheme)[scheme.id].entities  # without what it takes from another scheme
        known = {one.grade: one.label for one in own.values() if one.grade}
        called = known.get(asked.grade, "")
        told = f"{asked.grade} there is: {called}" if called else f"it has no {asked.grade}"
        yield Contradiction(
            code="digestive-grade",
            text=f"Lung and thymus are graded by mitoses and necrosis ({scheme.name}); {told}.",
            sources=scheme.sources,
        )


def _of_scope(asked: CaseQuestion, assessment: Assessment | None, rulebook: Rulebook) -> Iterator[Contradiction]:
    """Yield that the treatment of a class is not on record, where it is a disease of its own."""
    chest = rulebook.ruling(asked.tumour.site, None).scheme.family == "thoracic"
    small = chest and asked.tumour.cell_type == "small"
    category = assessment.category if assessment else "sclc" if small else ""
    for one in rulebook.knowledge.of(OutOfScope).values():
        if key(category) in {key(name) for name in names_of(one)}:
            yield Contradiction(code="out-of-scope", text=f"{one.name}: {one.pointer}", sources=one.sources[:1])


def _of_treatment(asked: CaseQuestion, classes: Sequence[GradeOrNec], rulebook: Rulebook) -> Iterator[Contradiction]:
    """Yield what was given before and does not go with the class or the line."""
    if asked.line == "first" and asked.after:
        yield Contradiction(code="line", text="A first line is stated, and an earlier treatment.", sources=[])
    knowledge = rulebook.knowledge
    if tuple(classes) == ("NEC",) and any(ANALOGUE in kinds_of(one, knowledge) for one in asked.after):
        analogues = [one for one in knowledge.of(Therapy).values() if ANALOGUE in kinds_of(one.id, knowledge)]
        labels = [row for one in analogues for row in one.indications if row.status == "approved"]
        tumour = [row for row in labels if row.purpose == "tumour-control" and row.region in USUAL_REGIONS]
        yield Contradiction(
            code="carcinoma-and-analogue",
            text="An analogue was given, and the class is carcinoma: labels of analogues against the tumour are for"
            " well-differentiated tumours.",
            sources=list(dict.fromkeys(row.sources[0] for row in tumour if row.differentiation == "well"))[:2],
        )


def _of_function(asked: CaseQuestion, classes: Sequence[GradeOrNec], rulebook: Rulebook) -> Iterator[Contradiction]:
    """Yield a syndrome that does not fit, and what has a label here for tumours of the other function alone."""
    knowledge, site = rulebook.knowledge, asked.tumour.site
    where = area(site, rulebook.sites)
    syndrome = knowledge.of(Syndrome)[asked.syndrome] if asked.syndrome else None
    if syndrome and syndrome.kind == "functioning" and asked.functional == "non-functioning":
        text = f"{syndrome.name} is stated of a tumour that is stated to be non-functioning."
        yield Contradiction(code="function", text=text, sources=syndrome.sources[:1])
    if syndrome and syndrome.sites and not where.concerns(syndrome.sites):
        text = f"{syndrome.name} is not on record at this site."
        yield Contradiction(code="syndrome-and-site", text=text, sources=syndrome.sources[:1])
    if asked.functional is None:
        return
    found: dict[str, str] = {}
    for therapy in knowledge.of(Therapy).values():
        labels = [
            row
            for row in therapy.indications
            if _is_label(row, asked)
            and row.purpose == "tumour-control"
            and where.concerns(row.sites)
            and any(grade_fits(grade, row.differentiation, row.grades) for grade in classes or (None,))
        ]
        if labels and not any(allows(row.functional, asked.functional) for row in labels):
            found[name_of(therapy)] = labels[0].sources[0]
    if found:
        kind = "functioning" if asked.functional == "non-functioning" else "non-functioning"
        text = f"The label here is for {kind} tumours only: {', '.join(found)}."
        yield Contradiction(code="not-for-function", text=text, sources=list(found.values()), names=list(found))


def _of_proliferation(asked: CaseQuestion, options: Sequence[Match]) -> Iterator[Contradiction]:
    """Yield the labels that ask for a lower Ki-67 than the tumour has."""
    lowest = asked.tumour.ki67.span.low if asked.tumour.ki67 else 0
    found: dict[str, str] = {}
    sources: list[str] = []
    for match in options:
        for one in match.indications:
            limits = [float(at_most[1]) for at_most in KI67_AT_MOST.finditer(f"{one.brief or ''} {one.text}")]
            if _is_label(one, asked) and limits and lowest > max(limits):
                found[name_of(match.therapy)] = f"{one.region.upper()} at most {max(limits):g} %"
                sources += one.sources[:1]
    if found:
        named = "; ".join(f"{name} ({limit})" for name, limit in found.items())
        text = f"Ki-67 {lowest:g} % is above the limit of a label: {named}."
        yield Contradiction(code="ki67-and-label", text=text, sources=list(dict.fromkeys(sources)), names=list(found))


def _of_age(asked: CaseQuestion, options: Sequence[Match]) -> Iterator[Contradiction]:
    """Yield, of a child, which labels name its age and which only a higher one; the others are for adults."""
    if asked.age is None or asked.age >= ADULT:
        return
    fits: dict[str, dict[str, int]] = {}
    older: dict[str, dict[str, int]] = {}
    sources: list[str] = []
    for match in options:
        regions: dict[str, list[Indication]] = {}
        for one in match.indications:
            if _is_label(one, asked):
                regions.setdefault(one.region.upper(), []).append(one)
        for region, labels in regions.items():
            ages = [one.min_age for one in labels if one.min_age is not None and one.min_age < ADULT]
            fitting = [age for age in ages if age <= asked.age]
            if fitting:
                fits.setdefault(name_of(match.therapy), {})[region] = min(fitting)
            elif ages and all(one.min_age is not None for one in labels):  # one without an age may name children
                older.setdefault(name_of(match.therapy), {})[region] = min(ages)
            sources += [one.sources[0] for one in labels if one.min_age in ages]
    told_ages = [f"labels here that name it: {_ages(fits) or 'none'}"]
    told_ages += [f"only from a higher age: {_ages(older)}"] if older else []
    yield Contradiction(
        code="age",
        text=f"Age {asked.age}; {'; '.join(told_ages)}; the others are for adults, or their age stands in their text.",
        sources=list(dict.fromkeys(sources)),
        names=list(fits),
    )


def _ages(named: dict[str, dict[str, int]]) -> str:
    return ", ".join(
        f"{name} ({', '.join(f'{region} from {age} y' for region, age in regions.items())})"
        for name, regions in named.items()
    )


def _is_label(one: Indication, asked: CaseQuestion) -> bool:
    return one.status == "approved" and one.region in ((asked.region,) if asked.region else USUAL_REGIONS)


def _of_kidney(asked: CaseQuestion, options: Sequence[Match], rulebook: Rulebook) -> Iterator[Contradiction]:
    """Yield the options of which a label names a clearance above the given one, or weak kidneys in words.

    Words are told below the highest clearance that any label on record names.
    """
    if asked.kidney is None:
        return
    texts = [(name_of(match.therapy), text) for match in options for text in _on_kidneys(match.therapy)]
    every = rulebook.knowledge.of(Therapy).values()
    weak = max((at for one in every for text in _on_kidneys(one) for at in _clearances(text)), default=0)
    limits: dict[str, set[float]] = {}
    in_words: dict[str, None] = {}
    sources: list[str] = []
    for name, text in texts:
        above = [at for at in _clearances(text) if asked.kidney < at or (asked.kidney == at and AT_MOST.search(text))]
        if above:
            limits.setdefault(name, set()).update(above)
        elif not _clearances(text) and asked.kidney < weak and IN_WORDS.search(text):
            in_words[name] = None
        else:
            continue
        sources += cited_in(text)
    numbers = [f"{name} ({', '.join(f'{at:g}' for at in sorted(found))})" for name, found in limits.items()]
    words = [name for name in in_words if name not in limits]
    if not numbers and not words:
        return
    told = [*([f"at a clearance above it: {', '.join(numbers)}"] if numbers else [])]
    told += [f"in words: {', '.join(words)}"] if words else []
    yield Contradiction(
        code="kidney",
        text=f"Clearance {asked.kidney:g} mL/min; a label on record forbids or changes {'; '.join(told)}; the card has"
        " the region.",
        sources=list(dict.fromkeys(sources)),
        names=[*limits, *words],
    )


def _on_kidneys(therapy: Therapy) -> list[str]:
    safety = therapy.safety
    forbidden = [text for text in safety.contraindications if KIDNEY.search(text) or CLEARANCE.search(text)]
    return [*forbidden, *(one.text for one in safety.dose_changes if one.reason == "kidney")]


def _clearances(text: str) -> list[float]:
    return [float(found[1]) for found in CLEARANCE.finditer(text)]


def name_of(therapy: Therapy) -> str:
    """Return a therapy by the short name, with the mark of an overlay."""
    return marked(therapy.short or therapy.name, therapy)
