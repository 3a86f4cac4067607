"""Drugs or trials side by side: what differs first, then hazard ratios and medians drawn."""

from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Evidence, Record, Site, Therapy, Trial
from netcli.knowledge.names import label_of
from netcli.knowledge.sites import site_names
from netcli.knowledge.therapies import evidence_of, outcomes_of
from netcli.knowledge.trials import phase_label, tested_in
from netcli.knowledge.wording import (
    USUAL_LEVEL,
    arm_places,
    arm_value,
    citation,
    marked,
    plain_number,
    ratio,
    sourced,
    unconfirmed,
)
from netcli.output.blocks import Block, Bullets, Cell, Heading, Line, Paragraph, Table, columns, lines_of, rows
from netcli.views.drawings import bars, forest
from netcli.views.lines import indication_line, local_line, short_endpoint

CAUTION = (
    "Separate trials cannot be ranked against each other: patients, comparators and ways of reading differ. "
    "Only a trial that tested two treatments against each other compares them."
)
COMPARED_REGIONS = ("us", "eu", "uk", "jp", "cn")


def comparison(records: Sequence[Record], knowledge: Knowledge) -> list[Block]:
    """Return the records side by side: differing rows first, then the same ones, results, drawings, the caution."""
    names = [label_of(record) for record in records]
    attributes = [_attributes(record, knowledge) for record in records]
    every = [
        (name, *(column.get(name, "") for column in attributes))
        for name in dict.fromkeys(n for a in attributes for n in a)
    ]
    told = [row for row in every if any(lines_of(cell) for cell in row[1:])]
    different = [row for row in told if len({str(lines_of(cell)) for cell in row[1:]}) > 1]
    same = [row for row in told if row not in different]
    blocks: list[Block] = [Heading(" / ".join(names))]
    blocks += [Table(columns({"What differs": 1, **dict.fromkeys(names, 2)}), rows(different))] if different else []
    blocks += [Table(columns({"The same": 1, **dict.fromkeys(names, 2)}), rows(same))] if same else []
    return [*blocks, *_results(records, knowledge)]


def _attributes(record: Record, knowledge: Knowledge) -> dict[str, Cell]:
    own = _of_therapy(record, knowledge) if isinstance(record, Therapy) else _of_trial(record, knowledge)
    return {"Local": local_line(record), **own}


def _of_therapy(therapy: Therapy, knowledge: Knowledge) -> dict[str, Cell]:
    standing: dict[str, Cell] = {
        f"Standing, {region.upper()}": [indication_line(one) for one in therapy.indications if one.region == region]
        for region in COMPARED_REGIONS
    }
    pivotal = [knowledge.of(Trial)[name] for name in therapy.evidence[:4]]
    return {
        "Class": therapy.class_,
        "Route": therapy.route,
        "Dose": therapy.dose,
        **standing,
        "Boxed warning": therapy.safety.boxed_warning or "none on record",
        "Pivotal trials": ", ".join(marked(trial.acronym, trial) for trial in pivotal),
    }


def _of_trial(record: Record, knowledge: Knowledge) -> dict[str, Cell]:
    assert isinstance(record, Trial)  # noqa: S101 (only therapies and trials are compared)
    return {
        "Phase": phase_label(list(record.phases)),
        "Treatment": ", ".join(tested_in(record, knowledge)),
        "Comparator": record.comparator,
        "Patients": sourced(record.population, record.sources[:1]),
        "Sites": site_names(record.sites, knowledge.of(Site)),
        "Enrolled": str(record.enrollment) if record.enrollment is not None else "",
        "Design": record.design,
        "Status": f"{record.status.replace('-', ' ')} as of {record.status_as_of}",
    }


def _results(records: Sequence[Record], knowledge: Knowledge) -> list[Block]:
    results = _unique([one for record in records for one in _outcomes(record, knowledge)])
    with_ratio = [one for one in results if one.hr is not None]
    blocks: list[Block] = []
    medians: list[Block] = []
    if with_ratio:
        blocks += [Heading("Hazard ratios", 2), *forest([_forest_row(one, knowledge) for one in with_ratio])]
    for one in results:
        places = arm_places(one)
        reached = [(arm.name, arm.value, arm_value(arm, one.unit, places)) for arm in one.arms if arm.value is not None]
        if one.unit == "months" and len(reached) > 1:
            medians += [Bullets([], _name(one, knowledge)), *bars(_name(one, knowledge), reached)]
    if medians:
        blocks += [Heading("Medians", 2), *medians]
    if results:
        numbers = [_number_row(one, knowledge) for one in results if ratio(one)]
        blocks += [Table(columns({"The numbers": 3, "Value": 4, "In whom": 4}), rows(numbers))]
    return [*blocks, Paragraph(CAUTION, "caution")]


def _number_row(one: Evidence, knowledge: Knowledge) -> tuple[Line, str, str]:
    value = f"{ratio(one)}{unconfirmed(one.confirmed)}{citation(one.sources)}"
    return Line("", _name(one, knowledge), "strong"), value, one.population


def _forest_row(one: Evidence, knowledge: Knowledge) -> tuple[str, float, float | None, float | None]:
    low, high = one.ci or (None, None)
    level = f", {plain_number(one.ci_level)} % interval" if one.ci and one.ci_level != USUAL_LEVEL else ""
    return f"{_name(one, knowledge)}{level}", one.hr or 1.0, low, high


def _outcomes(record: Record, knowledge: Knowledge) -> list[Evidence]:
    return (
        evidence_of(record, knowledge)
        if isinstance(record, Therapy)
        else outcomes_of(record)
        if isinstance(record, Trial)
        else []
    )


def _unique(results: list[Evidence]) -> list[Evidence]:
    return list({(one.trial, one.id): one for one in results}.values())


def _name(one: Evidence, knowledge: Knowledge) -> str:
    """Return trial and endpoint, and the site where a trial reports it for several."""
    sites = site_names(one.sites, knowledge.of(Site)) if len(one.sites) == 1 and one.sites != ["net"] else ""
    return f"{one.trial} {short_endpoint(one.endpoint)}" + (f", {sites}" if sites else "")
