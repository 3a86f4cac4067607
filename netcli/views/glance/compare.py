"""Drugs or trials side by side on one screen: labels by region, then every pivotal ratio on one axis."""

from collections.abc import Mapping, Sequence

from netcli.knowledge.citations import CITATION, cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.head_to_head import Side, opposed, shared, studies_of
from netcli.knowledge.model import Indication, Therapy, Trial
from netcli.knowledge.trials import phase_label
from netcli.knowledge.wording import renewed_by, sourced
from netcli.output.blocks import (
    MARK_OF_STANDING,
    Block,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Table,
    Ways,
    lines_of,
)
from netcli.views.glance.cards.room import lines_of_texts
from netcli.views.glance.compare_rows import Standing, elsewhere, in_any_region, in_region, told_of
from netcli.views.limits import has_limits, in_one_line, names_of_the_rest
from netcli.views.lines import thin_records
from netcli.views.ratios import (
    DIRECTION,
    Result,
    foot,
    has_direction,
    headlines,
    name_of,
    outcomes_by_role,
    result_blocks,
    result_lines,
)
from netcli.views.short import (
    cited,
    class_in_short,
    name_in_short,
    told_by,
    uncapitalised,
)
from netcli.views.standing import has_label, proofs

APART = "separate studies cannot be ranked."
ROOM = 18  # lines for results, boxed warnings and what limits use; where they take more, the way on names the last
HALF = 42  # columns of one of two drugs
LONGEST_DOSE = 120  # a longer one tells of several uses and has no room beside another


def compared(records: Sequence[Side], regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    """Return the records side by side on one screen."""
    if isinstance(records[0], Therapy):
        return _drugs([one for one in records if isinstance(one, Therapy)], regions, knowledge)
    return _trials([one for one in records if isinstance(one, Trial)], knowledge)


# Drugs


def _drugs(drugs: Sequence[Therapy], regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    results = [one for one in outcomes_by_role(drugs, knowledge) if one.outcome.headline]
    beneath = [Paragraph(_against_each_other(drugs, knowledge), "caution")]
    names = " and ".join([name_in_short(drugs[0]), *(uncapitalised(name_in_short(one)) for one in drugs[1:])])
    blocks: list[Block] = [
        _standings(drugs, regions, knowledge, _limits(drugs, ROOM - len(results))),
        *result_blocks(results, knowledge, beneath, names, most=2),
    ]
    direction = DIRECTION if any(has_direction(one.outcome) for one in results) else ""
    outcomes = {(trial.id, one.id) for drug in drugs for trial in studies_of(drug, knowledge) for one in trial.outcomes}
    ways = [
        (f"netcli show {drugs[0].id}", "all on one"),
        ("--full", f"all {len(outcomes)} outcomes{', safety' if any(map(has_limits, drugs)) else ''}"),
        ("--format svg", "for a slide"),
    ]
    thin = thin_records(regions, knowledge)
    return [*blocks, *thin, *foot(blocks, direction), Ways(ways if direction else ways[:2])]


def _standings(
    drugs: Sequence[Therapy], regions: Sequence[str], knowledge: Knowledge, limits: Mapping[str, list[Cell]]
) -> Table:
    rows: dict[str, list[Cell]] = {
        "Class, dose": [_dose(one, knowledge) for one in drugs],
        **{one.upper(): [_lines(in_region(drug, one), knowledge) for drug in drugs] for one in regions},
        "Any region": [_lines(in_any_region(one, regions), knowledge) for one in drugs],
        "Elsewhere": [_elsewhere(one, regions, knowledge) for one in drugs],
        "Boxed": [_boxed(one, knowledge) for one in drugs] if any(one.safety.boxed_warning for one in drugs) else [],
        **limits,
    }
    told = {name: cells for name, cells in rows.items() if name.lower() in regions or any(map(lines_of, cells))}
    names = [Column(name_in_short(one), 1, least=16 if len(drugs) > 2 else 24) for one in drugs]  # noqa: PLR2004
    return Table(
        [Column("Drugs", most=11), *names],
        [Row([name, *(cell or "nothing on record" for cell in cells)]) for name, cells in told.items()],
    )


def _dose(drug: Therapy, knowledge: Knowledge) -> Line:
    told = CITATION.sub("", drug.dose)
    dose = _cited_once(drug.dose, knowledge) if len(told) <= LONGEST_DOSE else f"see netcli show {drug.id}"
    return Line(f"{class_in_short(drug)}, {drug.route}: {dose}")


def _limits(drugs: Sequence[Therapy], room: int) -> dict[str, list[Cell]]:
    """Return what forbids the drugs, whole, and by name what changes their use, if so many lines hold it all."""
    forbids = [one.safety.contraindications for one in drugs]
    named = [in_one_line(names_of_the_rest(one)) for one in drugs]
    warnings = [[one.safety.boxed_warning or ""] for one in drugs]
    side_by_side = (warnings, forbids, [[names] for names in named])
    if sum(max(lines_of_texts(texts, HALF) for texts in row) for row in side_by_side) > room:
        return {}
    never: list[Cell] = [list(map(Line, cell)) or "none on record" for cell in forbids] if any(forbids) else []
    return {"Never if": never, "See --full": list(named)}


def _boxed(drug: Therapy, knowledge: Knowledge) -> str:
    warning = drug.safety.boxed_warning
    return _cited_once(warning, knowledge) if warning else "none on record"


def _cited_once(text: str, knowledge: Knowledge) -> str:
    """Return a text with its most telling source behind it."""
    return CITATION.sub("", text).rstrip(".") + cited([list(cited_in(text))], knowledge)


def _elsewhere(drug: Therapy, regions: Sequence[str], knowledge: Knowledge) -> list[Line]:
    """Return which other regions have a label; for whom, where those of the table have none."""
    others = elsewhere(drug, regions)
    if not has_label(drug.indications, regions):
        return [Line(f"{one[0].region.upper()} {line.text}") for one in others for line in _lines([one], knowledge)]
    named = ", ".join(dict.fromkeys(one.region.upper() for one, _ in others))
    return [Line(f"●\u00a0{named}")] if named else []


def _lines(found: Sequence[Standing], knowledge: Knowledge) -> list[Line]:
    *others, last = [f"{_mark(one, since)} {told_of(one, since, knowledge)}" for one, since in found] or [""]
    marker = cited([proof for one, _ in found for proof in proofs(one, knowledge)], knowledge)
    return [Line(text) for text in (*others, last + marker) if text]


def _mark(one: Indication, since: str) -> str:
    mark = MARK_OF_STANDING[one.status]
    return "\u00a0".join(filter(None, (mark, one.guideline.replace(" ", "\u00a0") or since[:4])))


def _against_each_other(drugs: Sequence[Therapy], knowledge: Knowledge) -> str:
    """Return which studies test the drugs against each other, and that others compare nothing."""
    trials = knowledge.of(Trial).values()
    against = [trial for trial in trials if opposed(trial, drugs)]
    both = "the two" if len(drugs) == 2 else "any two of them"  # noqa: PLR2004
    told = "; ".join(_opposed(trial) for trial in against)
    common = [
        f"{name_in_short(drug)} is in both arms of {', '.join(name_of(trial) for trial in found)}."
        for drug in drugs
        if (found := [one for one in trials if one not in against and drug in shared(one, drugs)])
    ]
    first = f"Against each other: {told}; other {APART}" if told else f"No study on record tests {both} against"
    return " ".join([first if told else f"{first} each other; {APART}", *common])


def _opposed(trial: Trial) -> str:
    verdicts = {one.verdict for one in trial.outcomes if one.headline}
    open_ = "" if verdicts else f"{trial.status.replace('-', ' ')}, no result"
    apart = "arms not formally compared" if "not-compared" in verdicts or not trial.control else ""
    return f"{name_of(trial)} ({'; '.join(filter(None, (trial.treatment, open_, apart)))})"


# Trials


def _trials(trials: Sequence[Trial], knowledge: Knowledge) -> list[Block]:
    results = {trial.id: headlines(trial) for trial in trials}
    drawn = [one for found in results.values() for one in found if has_direction(one.outcome)]
    drawn = drawn if len(drawn) > 1 else []
    rows: dict[str, list[Cell]] = {
        "Arms": [trial.treatment or trial.comparator for trial in trials],
        "Patients": [sourced(trial.population, told_by(trial.sources, knowledge)) for trial in trials],
        "Design": [trial.design for trial in trials],
        "Phase, size": [_size(trial) for trial in trials],
        "Status": [
            f"{trial.status.replace('-', ' ')}, seen {trial.status_as_of}{renewed_by(trial)}" for trial in trials
        ],
        "Result": [
            _result([one for one in results[trial.id] if one not in drawn], trial, knowledge) for trial in trials
        ],
    }
    told = [Row([name, *cells]) for name, cells in rows.items() if any(map(lines_of, cells))]
    names = [Column(name_of(trial), 1, least=16 if len(trials) > 2 else 24) for trial in trials]  # noqa: PLR2004
    apart = [
        Paragraph("Separate trials cannot be ranked: patients, comparators and ways of reading differ.", "caution")
    ]
    table = Table([Column("Trials", most=11), *names], told)
    blocks: list[Block] = [table, *result_blocks(drawn, knowledge, apart, " and ".join(map(name_of, trials)))]
    outcomes = sum(len(trial.outcomes) for trial in trials)
    ways = [(f"netcli show {trials[0].id}", "all on one"), ("--full", f"all {outcomes} outcomes")]
    svg = [("--format svg", "for a slide")] if drawn else []
    return [*blocks, *foot(blocks, DIRECTION if drawn else ""), Ways([*ways, *svg])]


def _size(trial: Trial) -> str:
    enrolled = f"{trial.enrollment} enrolled" if trial.enrollment is not None else ""
    return ", ".join(filter(None, (phase_label(list(trial.phases)).lower(), enrolled)))


def _result(results: Sequence[Result], trial: Trial, knowledge: Knowledge) -> list[Line]:
    if results:
        return result_lines(results, knowledge)
    return [] if any(one.headline for one in trial.outcomes) else [Line(trial.result or "no result on record")]
