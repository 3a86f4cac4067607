"""Drugs or trials side by side in full: what differs first, then all ratios on one axis, then every outcome."""

from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.head_to_head import Side
from netcli.knowledge.model import Indication, Site, Therapy, Trial
from netcli.knowledge.names import label_of
from netcli.knowledge.sites import site_names
from netcli.knowledge.trials import phase_label, tested_in
from netcli.knowledge.vocabulary import REGIONS
from netcli.knowledge.wording import arm_places, arm_value, citation, ratio, renewed_by, sourced, stated, unconfirmed
from netcli.output.blocks import (
    MARK_OF_STANDING,
    Block,
    Cell,
    Column,
    Forest,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    lines_of,
    rows,
)
from netcli.views.limits import points_of
from netcli.views.lines import local_line, short_endpoint
from netcli.views.ratios import DIRECTION, Result, foot, forest_of, has_direction, name_of, outcomes_by_role
from netcli.views.standing import ending

CAUTION = (
    "Separate trials cannot be ranked against each other: patients, comparators and ways of reading differ. "
    "Only a trial that tested two treatments against each other compares them."
)


def comparison(records: Sequence[Side], knowledge: Knowledge) -> list[Block]:
    """Return the records side by side: differing rows first, then the same ones, all results, the caution."""
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
    blocks += [_side_by_side("What differs", names, different)] if different else []
    blocks += [_side_by_side("The same", names, same)] if same else []
    blocks += _results(records, knowledge)
    drawn = any(isinstance(block, Forest) for block in blocks)
    return [*blocks, *foot(blocks, DIRECTION if drawn else "")]


def _side_by_side(title: str, names: Sequence[str], found: Sequence[Sequence[Cell]]) -> Table:
    return Table([Column(title, most=14), *(Column(name, 1) for name in names)], rows(found))


def _attributes(record: Side, knowledge: Knowledge) -> dict[str, Cell]:
    own = _of_therapy(record) if isinstance(record, Therapy) else _of_trial(record, knowledge)
    return {"Local": local_line(record), **own}


def _of_therapy(therapy: Therapy) -> dict[str, Cell]:
    standing: dict[str, Cell] = {
        "Any region" if region == "global" else region.upper(): [
            _standing(one) for one in therapy.indications if one.region == region
        ]
        for region in REGIONS.words
    }
    return {
        "Class": therapy.class_,
        "Route": therapy.route,
        "Dose": therapy.dose,
        **standing,
        "Boxed warning": therapy.safety.boxed_warning or "none on record",
        **_safety_of(therapy),
    }


def _safety_of(therapy: Therapy) -> dict[str, Cell]:
    """Return what forbids a drug and what changes its use, each kind in one row."""
    points = points_of(therapy)
    rows: dict[str, Sequence[str]] = {
        "Contraindications": therapy.safety.contraindications,
        "Dose changes": points["dose"],
        "Interactions": points["with"],
        "Pregnancy": points["pregnancy"],
        "Stopping or timing": points["before"],
    }
    return {name: [Line(text) for text in texts] or "none on record" for name, texts in rows.items()}


def _standing(one: Indication) -> str:
    told = " ".join(filter(None, (MARK_OF_STANDING[one.status], one.since)))
    return f"{told} {ending(one.status)}{stated(one, one.locators)}"


def _of_trial(record: Trial, knowledge: Knowledge) -> dict[str, Cell]:
    return {
        "Phase": phase_label(list(record.phases)),
        "Treatment": ", ".join(tested_in(record, knowledge)),
        "Comparator": record.comparator,
        "Patients": sourced(record.population, record.sources[:1]),
        "Sites": site_names(record.sites, knowledge.of(Site)),
        "Enrolled": str(record.enrollment) if record.enrollment is not None else "",
        "Design": record.design,
        "Status": f"{record.status.replace('-', ' ')} as of {record.status_as_of}{renewed_by(record)}",
    }


def _results(records: Sequence[Side], knowledge: Knowledge) -> list[Block]:
    results = outcomes_by_role(records, knowledge)
    names = " and ".join(label_of(record) for record in records)
    with_ratio = [one for one in results if has_direction(one.outcome)]
    drawn: list[Block] = [forest_of(with_ratio, knowledge, [], names)] if with_ratio else []
    numbers = [Row(_numbers(one, knowledge)) for one in results]
    table = Table([Column("Outcomes", 3), Column("by arm", 4), Column("against each other, in whom", 5)], numbers)
    found: list[Block] = [*drawn, *([table] if numbers else [])]
    return [*found, Paragraph(CAUTION, "caution")]


def _numbers(result: Result, knowledge: Knowledge) -> list[Cell]:
    """Return the cells of an outcome: of which study, what each arm reached, and all that is to be known with it."""
    one, places = result.outcome, arm_places(result.outcome)
    own = len(one.sites) == 1 and one.sites != ["net"]
    where = f", {site_names(one.sites, knowledge.of(Site))}" if own else ""
    text = "; ".join(filter(None, (ratio(one), one.population)))
    return [
        [Line(name_of(result.trial), tone="strong"), Line(short_endpoint(one.endpoint) + where)],
        [f"{arm.name}: {arm_value(arm, one.unit, places)}" for arm in one.arms],
        f"{text}{unconfirmed(one.confirmed)}{citation(one.sources, one.locators)}",
    ]
