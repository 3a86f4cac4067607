"""Therapies as a table for a situation, and as a whole card."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import grades_in_short
from netcli.knowledge.model import Evidence, Indication, Recommendation, Site, Therapy, Trial
from netcli.knowledge.sites import site_names
from netcli.knowledge.therapies import LeftOut, Match, evidence_of, grounds_of, is_inside, own_results
from netcli.knowledge.vocabulary import USUAL_REGIONS
from netcli.knowledge.wording import (
    arm_places,
    arm_value,
    citation,
    dose_change,
    interaction,
    marked,
    pause,
    ratio,
    stated,
    unconfirmed,
)
from netcli.output.blocks import (
    MARK_OF_STANDING,
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    Tone,
    columns,
    rows,
)
from netcli.views.lines import advice_blocks, indication_line, local_line, plain_text, result_line, short_endpoint
from netcli.views.results import is_of_symptoms
from netcli.views.short import legend
from netcli.views.standing import ENDED, STANDING_IN_WORDS, ending, ground, standing

LINE_OF_TREATMENT = {"first": "first line", "later": "after prior treatment"}
_OUTSIDE = 2  # the place of a study in other patients than those of the uses, or of another regimen
LEAD = 18  # columns of region, mark and date, or of the name of a study
SYMPTOMS, AGNOSTIC = "For the symptoms that hormones cause", "For a biomarker in any solid tumour, not labelled for NET"
USUAL = "the US or the EU"
SECTIONS: dict[str, Tone] = {
    f"Approved in {USUAL}": "good",
    "Approved in other regions": "caution",
    "Without a label: guideline or off-label": "caution",
    "Investigational": "caution",
    "Withdrawn, refused or discontinued": "bad",
    SYMPTOMS: "strong",
    AGNOSTIC: "caution",
}


def therapy_blocks(
    matches: Sequence[Match],
    left_out: Sequence[LeftOut],
    advice: Sequence[Recommendation],
    query: dict[str, Any],
    knowledge: Knowledge,
) -> list[Block]:
    """Return the therapies for a situation: by standing, for symptoms, tumour-agnostic; what was left out; advice."""
    groups: dict[str, list[Match]] = {title: [] for title in SECTIONS}
    for match in matches:
        for title, part in by_section(match, knowledge).items():
            groups[title].append(part)
    blocks: list[Block] = [Heading(f"Therapies: {in_words(query, knowledge)}")]
    for title, group in groups.items():
        if group:
            named = _in_region(title, query["region"]) if "region" in query else title
            blocks += [
                Heading(named, 2, SECTIONS[title]),
                *(block for part in group for block in therapy_in_full(part, knowledge)),
            ]
    return [*blocks, legend(blocks), *more_blocks(left_out, advice)]


def by_section(match: Match, knowledge: Knowledge) -> dict[str, Match]:
    """Return a match by section: each use under its own status, purpose and region, each study with its first use."""
    uses: dict[str, list[Indication]] = {}
    for one in match.indications:
        uses.setdefault(section_of(one), []).append(one)
    parts = {title: replace(match, indications=uses[title], evidence=[]) for title in SECTIONS if title in uses}
    told: dict[str, list[Evidence]] = {title: [] for title in parts}
    for trial, result in own_results(match.therapy, match.evidence, knowledge):
        own = [SYMPTOMS] if SYMPTOMS in parts and is_of_symptoms(result) else [*parts]
        inside = (title for title in own if _place(trial, parts[title]) != _OUTSIDE)
        told[next(inside, own[0])].append(result)
    return {title: replace(part, evidence=told[title]) for title, part in parts.items()}


def section_of(one: Indication) -> str:
    """Return the section of a use."""
    if one.purpose == "symptom-control":
        return SYMPTOMS
    if one.tumour_agnostic:
        return AGNOSTIC
    labelled, elsewhere, without, tried, ended = [*SECTIONS][:5]
    if one.status == "approved":
        return labelled if one.region in USUAL_REGIONS else elsewhere
    return ended if one.status in ENDED else tried if one.status == "investigational" else without


def more_blocks(left_out: Sequence[LeftOut], advice: Sequence[Recommendation]) -> list[Block]:
    """Return what was left out and why, and what guidelines advise, where they were asked for."""
    blocks: list[Block] = []
    if left_out:
        reasons = [(one.name, one.reason) for one in left_out]
        blocks.append(Table(columns({"Left out": 2, "why": 5}), rows(reasons)))
    return [*blocks, *advice_blocks(advice)]


def _in_region(title: str, region: str) -> str:
    """Return a section's title when the answer is about one region."""
    return f"Approved ({region.upper()})" if title.startswith("Approved") else title


def in_words(query: dict[str, Any], knowledge: Knowledge) -> str:
    """Return a situation as a phrase."""
    sites = knowledge.of(Site)
    words = {
        "site": lambda value: site_names([value], sites),
        "region": lambda value: f"region {value.upper()}",
        "sstr": lambda value: f"SSTR-{value}",
        "line": lambda value: f"{value} line",
        "class": "; ".join,
    }
    return ", ".join(words.get(name, str)(value) for name, value in query.items()) or "all situations"


def therapy_in_full(match: Match, knowledge: Knowledge) -> list[Block]:
    """Return a therapy with every standing that fits, and all results of its own studies, a paragraph a study.

    The studies that carried a label come first, those in other patients or of another regimen last.
    """
    therapy = match.therapy
    name = marked(therapy.name, therapy)
    about = "; ".join(filter(None, (therapy.class_, ", ".join(therapy.brands), ", ".join(match.told))))
    studies: dict[str, tuple[Trial, list[Evidence]]] = {}
    for trial, one in own_results(therapy, match.evidence, knowledge):
        studies.setdefault(one.trial, (trial, []))[1].append(one)
    found = [
        Row([Line("", said=name), Line(about, tone="quiet")]),
        *(_standing_row(one, name, knowledge) for one in match.indications),
        *(
            _study_row(study, trial, results, name, outside=place == _OUTSIDE)
            for place, study, trial, results in sorted(
                ((_place(trial, match), study, trial, results) for study, (trial, results) in studies.items()),
                key=lambda told: told[0],
            )
        ),
    ]
    return [Heading(name, 3), Table([Column("", most=LEAD), Column("", 1)], found)]


def _standing_row(one: Indication, name: str, knowledge: Knowledge) -> Row:
    """Return a standing: region, mark and date, then for whom and on what; what was refused or ended says so."""
    mark = standing(one)
    where = "" if one.region == "global" else f"{one.region.upper()} "
    since = f"since {one.since}" if one.since else ""
    word = STANDING_IN_WORDS.get(one.status, one.status)
    dated = one.since if one.status in ENDED else " ".join(filter(None, (word, since)))
    said = f"{name}: {where}{dated or ''}".strip()
    lead = " ".join(filter(None, (where.strip(), MARK_OF_STANDING[one.status], one.since)))
    told = ". ".join(filter(None, (ending(one.status) + stated(one, one.locators), ground(one, knowledge))))
    return Row([Line("", lead, mark.tone, said), told])


def _place(trial: Trial, match: Match) -> int:
    """Return whether a study carried a label of a match, is inside one of its uses, or outside all."""
    if trial.id in grounds_of(match.indications):
        return 0
    return 1 if any(is_inside(trial, match.therapy, one) for one in match.indications) else _OUTSIDE


def _study_row(study: str, trial: Trial, results: Sequence[Evidence], name: str, *, outside: bool) -> Row:
    """Return the outcomes of a study, in whom; where that is nobody of those above, it says so."""
    told = "; ".join(_outcome(one, before) for one, before in zip(results, [None, *results], strict=False))
    text = ". ".join(filter(None, ("Outside the uses above" * outside, _patients(trial), told)))
    return Row([Line("", study, "strong", f"{name}: {study}"), text])


def _outcome(one: Evidence, before: Evidence | None) -> str:
    """Return an outcome; arms and patients are named where they are not those of the outcome before it."""
    places = arm_places(one)
    arms = [arm.name for arm in one.arms]
    named = before is None or arms != [arm.name for arm in before.arms]
    values = " against ".join(
        f"{arm_value(arm, one.unit, places)}{f' ({arm.name})' if named else ''}" for arm in one.arms
    )
    population = "" if before and one.population == before.population else one.population
    text = "; ".join(filter(None, (values, ratio(one), population)))
    return f"{short_endpoint(one.endpoint)}: {text}{unconfirmed(one.confirmed)}{citation(one.sources, one.locators)}"


def _patients(trial: Trial) -> str:
    """Return the grades, first to last, and the line of a study's patients: "G2-G3, first line"."""
    return ", ".join(part for part in (grades_in_short(trial.grades), LINE_OF_TREATMENT.get(trial.line)) if part)


def whole_indication(one: Indication, knowledge: Knowledge) -> list[Line]:
    """Return an indication with the studies that carried it and its note."""
    return [indication_line(one), *(Line(text) for text in (ground(one, knowledge), one.note) if text)]


def therapy_card(therapy: Therapy, knowledge: Knowledge) -> list[Block]:
    """Return everything on record about a therapy."""
    blocks: list[Block] = [Heading(therapy.name), Facts(_facts(therapy))]
    if therapy.plain:
        blocks += [Heading("In plain language", 2), *plain_text(therapy.plain)]
    if therapy.indications:
        sites = knowledge.of(Site)
        uses = [
            (whole_indication(one, knowledge), ": ".join(filter(None, (site_names(one.sites, sites), _for_whom(one)))))
            for one in therapy.indications
        ]
        blocks.append(Table([Column("Indications", 5, lead="Standing"), Column("sites: limits", 3)], rows(uses)))
    if results := evidence_of(therapy, knowledge):
        told: dict[str, list[Line]] = {}
        for one in results:
            told.setdefault(one.trial, []).append(result_line(one, with_trial=False))
        blocks += [Heading("Results", 2), Facts(list(told.items()))]
        differing = [text for one in results for text in one.also_reported]
        blocks += [Bullets(differing, "Also reported")] if differing else []
    blocks += _safety(therapy)
    return blocks


def _facts(therapy: Therapy) -> list[tuple[str, Any]]:
    return [
        ("Brands", ", ".join(therapy.brands)),
        ("Also known as", ", ".join(therapy.aliases)),
        ("Class", therapy.class_),
        ("Mechanism", therapy.mechanism),
        ("Route", therapy.route),
        ("Dose", therapy.dose),
        ("Standing", "" if therapy.confirmed else "unconfirmed record"),
        ("Local", local_line(therapy)),
    ]


def _for_whom(one: Indication) -> str:
    limits = [
        {"well": "well differentiated", "poor": "poorly differentiated"}.get(one.differentiation, ""),
        "/".join(one.grades),
        "" if one.sstr == "any" else f"SSTR-{one.sstr}",
        "" if one.functional == "any" else one.functional,
        LINE_OF_TREATMENT.get(one.line, ""),
        f"from {one.min_age} years" if one.min_age else "",
        one.condition,
        "for symptoms" if one.purpose == "symptom-control" else "",
    ]
    return ", ".join(limit for limit in limits if limit)


def _safety(therapy: Therapy) -> list[Block]:
    blocks: list[Block] = []
    safety = therapy.safety
    if safety.boxed_warning:
        blocks += [Heading("Boxed warning", 2, "bad"), Paragraph(safety.boxed_warning)]
    for title, items in (
        ("Contraindications", safety.contraindications),
        ("Dose changes", list(map(dose_change, safety.dose_changes))),
        ("Interactions", list(map(interaction, safety.interactions))),
        ("Pregnancy, contraception, breastfeeding", safety.pregnancy),
        ("Stopping or timing", list(map(pause, safety.pauses))),
        ("Adverse effects", safety.adverse),
        ("Monitoring", safety.monitoring),
        ("Practical points", therapy.practical),
    ):
        if items:
            blocks += [Heading(title, 2), Bullets(items)]
    return blocks
