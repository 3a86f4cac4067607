"""What does not go together in a case. It is told, not resolved: nothing is left out for it."""

import re
from collections.abc import Iterator, Sequence

from netcli.cases.question import CaseQuestion
from netcli.grading.case import Assessment, Caution
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.citations import cited_in
from netcli.knowledge.earlier import kinds_of
from netcli.knowledge.model import Indication, Syndrome, Therapy
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.sites import area
from netcli.knowledge.situation import allows, grade_fits
from netcli.knowledge.therapies import Match
from netcli.knowledge.vocabulary import USUAL_REGIONS, GradeOrNec
from netcli.knowledge.wording import marked

ADULT = 18
ANALOGUE = "somatostatin-analogue"
CLEARANCE = re.compile(r"(?<![\d,.])(\d{2,3}) mL/min(?!/m)")


def contradictions(
    asked: CaseQuestion,
    assessment: Assessment | None,
    classes: Sequence[GradeOrNec],
    options: Sequence[Match],
    rulebook: Rulebook,
) -> list[Caution]:
    """Return what a reader must not miss: the warnings of grading first, then what the options do not fit."""
    return [
        *(assessment.warnings if assessment else []),
        *_of_class(asked, assessment, classes, rulebook),
        *_of_treatment(asked, classes, rulebook),
        *_of_function(asked, classes, rulebook),
        *_of_age(asked, options),
        *_of_kidney(asked, options),
    ]


def _of_class(
    asked: CaseQuestion, assessment: Assessment | None, classes: Sequence[GradeOrNec], rulebook: Rulebook
) -> Iterator[Caution]:
    """Yield a stated grade that the numbers or the site do not bear out."""
    if asked.grade is None:
        return
    if assessment is not None and classes and asked.grade not in classes:
        found = f"{assessment.label}, {assessment.certainty}"
        yield Caution(
            code="stated-grade",
            text=f"{asked.grade} is stated, the numbers give {found}; the page is for what the numbers give.",
            sources=assessment.meaning.sources,
        )
    scheme, assumed = rulebook.ruling(asked.tumour.site, None)
    if scheme.family == "thoracic" and not assumed and asked.grade != "NEC":
        own = rulebook.knowledge.of(Scheme)[scheme.id].entities  # without what it takes from another scheme
        known = {one.grade: one.label for one in own.values() if one.grade}
        called = known.get(asked.grade)
        told = f"{asked.grade} there is: {called}" if called else f"it has no {asked.grade}"
        yield Caution(
            code="digestive-grade",
            text=f"Lung and thymus are graded by mitoses and necrosis ({scheme.name}); {told}.",
            sources=scheme.sources,
        )


def _of_treatment(asked: CaseQuestion, classes: Sequence[GradeOrNec], rulebook: Rulebook) -> Iterator[Caution]:
    """Yield what was given before and does not go with the class or the line."""
    if asked.line == "first" and asked.after:
        yield Caution(code="line", text="A first line is stated, and an earlier treatment.", sources=[])
    knowledge = rulebook.knowledge
    if tuple(classes) == ("NEC",) and any(ANALOGUE in kinds_of(one, knowledge) for one in asked.after):
        analogues = [one for one in knowledge.of(Therapy).values() if ANALOGUE in kinds_of(one.id, knowledge)]
        labels = [row for one in analogues for row in one.indications if row.status == "approved"]
        tumour = [row for row in labels if row.purpose == "tumour-control" and row.region in USUAL_REGIONS]
        yield Caution(
            code="carcinoma-and-analogue",
            text="An analogue was given, and the class is carcinoma: labels of analogues against the tumour are for"
            " well-differentiated tumours.",
            sources=list(dict.fromkeys(row.sources[0] for row in tumour if row.differentiation == "well"))[:2],
        )


def _of_function(asked: CaseQuestion, classes: Sequence[GradeOrNec], rulebook: Rulebook) -> Iterator[Caution]:
    """Yield a syndrome that does not fit, and what has a label here for tumours of the other function alone."""
    knowledge, site = rulebook.knowledge, asked.tumour.site
    where = area(site, rulebook.sites)
    syndrome = knowledge.of(Syndrome)[asked.syndrome] if asked.syndrome else None
    if syndrome and syndrome.kind == "functioning" and asked.functional == "non-functioning":
        text = f"{syndrome.name} is stated of a tumour that is stated to be non-functioning."
        yield Caution(code="function", text=text, sources=syndrome.sources[:1])
    if syndrome and syndrome.sites and not where.concerns(syndrome.sites):
        text = f"{syndrome.name} is not on record at this site."
        yield Caution(code="syndrome-and-site", text=text, sources=syndrome.sources[:1])
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
        yield Caution(code="not-for-function", text=text, sources=list(found.values()))


def _of_age(asked: CaseQuestion, options: Sequence[Match]) -> Iterator[Caution]:
    """Yield, of a child, which labels name its age; every other label is for adults or names no child."""
    if asked.age is None or asked.age >= ADULT:
        return
    ages: dict[str, dict[str, int]] = {}
    sources: list[str] = []
    for match in options:
        for one in match.indications:
            if _is_label(one, asked) and one.min_age is not None and one.min_age <= asked.age:
                ages.setdefault(name_of(match.therapy), {}).setdefault(one.region.upper(), one.min_age)
                sources += one.sources[:1]
    told = "; ".join(
        f"{name} ({', '.join(f'{region} from {age} y' for region, age in named.items())})"
        for name, named in ages.items()
    )
    yield Caution(
        code="age",
        text=f"Age {asked.age}, named by the labels here of: {told or 'none'}. Others are for adults or name no age.",
        sources=list(dict.fromkeys(sources)),
    )


def _is_label(one: Indication, asked: CaseQuestion) -> bool:
    return one.status == "approved" and one.region in ((asked.region,) if asked.region else USUAL_REGIONS)


def _of_kidney(asked: CaseQuestion, options: Sequence[Match]) -> Iterator[Caution]:
    """Yield the options whose label forbids or changes the drug at a clearance as low as that."""
    if asked.kidney is None:
        return
    limits: dict[str, list[float]] = {}
    sources: list[str] = []
    for match in options:
        safety = match.therapy.safety
        changes = [one.text for one in safety.dose_changes if one.reason == "kidney"]
        for text in (*safety.contraindications, *changes):
            if found := [one for one in _limits(text) if asked.kidney < one]:
                limits.setdefault(name_of(match.therapy), []).extend(found)
                sources += cited_in(text)
    if limits:
        named = "; ".join(
            f"{name} ({', '.join(f'{one:g}' for one in sorted(set(found)))})" for name, found in limits.items()
        )
        yield Caution(
            code="kidney",
            text=f"Clearance {asked.kidney:g} mL/min is below a limit (mL/min) in a label on record of: {named}.",
            sources=list(dict.fromkeys(sources)),
        )


def _limits(text: str) -> list[float]:
    """Return the clearances in mL/min below which a text forbids or changes something."""
    return [float(found[1]) for found in CLEARANCE.finditer(text)]


def name_of(therapy: Therapy) -> str:
    """Return a therapy by the short name, with the mark of an overlay."""
    return marked(therapy.short or therapy.name, therapy)
