"""Results with a hazard ratio on one axis, and those without one in a line: both arms named, the first before."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.head_to_head import Side, opposed, role_in, studies_of
from netcli.knowledge.model import Evidence, Therapy, Trial
from netcli.knowledge.wording import USUAL_LEVEL, marked, plain_number
from netcli.output.abbreviations import spelled
from netcli.output.blocks import Block, Column, Facts, Forest, Line, Ratio, Row, Table, in_words
from netcli.views.drawings import on_axis, scale, tick_numbers
from netcli.views.results import caution, endpoint, hazard_ratio, in_numbers, reached, without_doses
from netcli.views.short import cited, legend, name_in_short, sites_in_short, uncapitalised

AXIS = 27  # characters
SIDES = ("first arm better", "second arm better")
DIRECTION = "HR below 1: first arm better".replace(" ", "\u00a0")


class Result(Struct, frozen=True):
    """An outcome with its study, and the `group` in which it stands."""

    trial: Trial
    outcome: Evidence
    group: str = ""


def headlines(trial: Trial) -> list[Result]:
    """Return the results of a study that were chosen by hand: one of each cohort."""
    return [Result(trial, one) for one in trial.outcomes if one.headline]


def has_direction(one: Evidence) -> bool:
    """Tell whether an outcome has a ratio that can be drawn: of which it is on record which arm it speaks for."""
    return one.hr is not None and "reference arm of the hazard ratio is not stated" not in one.effect


def outcomes_by_role(records: Sequence[Side], knowledge: Knowledge) -> list[Result]:
    """Return the outcomes of trials, or of the studies of drugs: of those against each other, then by drug tested."""
    if isinstance(records[0], Trial):
        return [Result(trial, one) for trial in records if isinstance(trial, Trial) for one in trial.outcomes]
    drugs = [one for one in records if isinstance(one, Therapy)]
    studies = {trial.id: trial for drug in drugs for trial in studies_of(drug, knowledge)}
    groups = dict.fromkeys(studies, "")
    for trial in studies.values():
        tested = next((drug for drug in drugs if role_in(trial, drug) == "tested"), None)
        if opposed(trial, drugs):
            groups[trial.id] = "Against each other"
        elif tested:
            groups[trial.id] = f"{name_in_short(tested)} tested"
    rest = [studies[name] for name, group in groups.items() if not group]
    first, *others = [name_in_short(one) for one in drugs if any(role_in(trial, one) for trial in rest)] or [""]
    other = f"{' or '.join([first, *map(uncapitalised, others)])} in the other arm, or in both"
    order = ["Against each other", *(f"{name_in_short(one)} tested" for one in drugs), ""]
    found = sorted(studies.values(), key=lambda trial: order.index(groups[trial.id]))
    return [Result(trial, one, groups[trial.id] or other) for trial in found for one in trial.outcomes]


def result_blocks(
    results: Sequence[Result], knowledge: Knowledge, beneath: Sequence[Block], title: str, most: int | None = None
) -> list[Block]:
    """Return results as a page shows them: ratios on one axis, then those without one, then what must be known.

    More than `most` results without a ratio are only named, each with its verdict.
    """
    without = [one for one in results if not has_direction(one.outcome)]
    if most is not None and len(without) > most:
        named = (f"{name_of(one.trial)} ({caution(one.outcome).replace(' (', ', ').rstrip(')')})" for one in without)
        told = [Facts([("no ratio", ", ".join(dict.fromkeys(named)))])]
    else:
        told = [Facts([fact_of(one, knowledge) for one in without])] if without else []
    with_ratio = [one for one in results if has_direction(one.outcome)]
    return [forest_of(with_ratio, knowledge, [*told, *beneath], title)] if with_ratio else [*told, *beneath]


def forest_of(results: Sequence[Result], knowledge: Knowledge, beneath: Sequence[Block], title: str) -> Forest:
    """Return results that have a hazard ratio as a forest plot."""
    usual, _ = Counter(endpoint(one.outcome.endpoint) for one in results).most_common(1)[0]
    ratios = [_ratio(one.outcome) for one in results]
    ticks = scale(ratios)
    columns = [
        Column("Hazard ratios", most=17),
        Column("first v second arm, in whom", 1, least=27),
        Column(f"{usual}, months", most=17),
        Column(tick_numbers(ticks, AXIS), most=AXIS, drawn=True),
        Column("HR (95 % CI)", most=16),
    ]
    rows = [
        Row(_cells(one, on_axis(ratio, ticks, AXIS), usual, knowledge), group=one.group)
        for one, ratio in zip(results, ratios, strict=True)
    ]
    return Forest(f"{title}: hazard ratios for {spelled(usual)}", Table(columns, rows), ratios, ticks, SIDES, beneath)


def _ratio(one: Evidence) -> Ratio:
    low, high = one.ci or (None, None)
    return (one.hr or 1.0, low, high)


def _cells(result: Result, drawn: str, usual: str, knowledge: Knowledge) -> list[Line]:
    one = result.outcome
    named = endpoint(one.endpoint)
    values = " ".join(filter(None, ("" if named == usual else named, reached(one, unit=one.unit != "months"))))
    level = "" if not one.ci or one.ci_level == USUAL_LEVEL else f"{plain_number(one.ci_level)}\u00a0% interval"
    second = "" if one.headline or one.primary else "secondary"
    number = hazard_ratio(replace(one, ci_level=USUAL_LEVEL), named=False)
    return [
        Line(name_of(result.trial) + cited([one.sources], knowledge), tone="strong"),
        Line(", ".join(filter(None, (without_doses(result.trial.treatment), in_whom(result, knowledge))))),
        Line(values),
        Line(drawn),
        Line("\n".join(filter(None, (number, ", ".join(filter(None, (level, second, caution(one)))))))),
    ]


def fact_of(result: Result, knowledge: Knowledge) -> tuple[str, Line]:
    """Return a result without a ratio: its study, then arms, patients and numbers."""
    told = ", ".join(filter(None, (without_doses(result.trial.treatment), in_whom(result, knowledge))))
    return name_of(result.trial), Line(
        f"{told}: {in_numbers(result.outcome)}{cited([result.outcome.sources], knowledge)}"
    )


def foot(blocks: Sequence[Block], *more: str) -> list[Block]:
    """Return what the marks and abbreviations of some blocks mean; nothing where there is nothing to explain."""
    found = legend(list(in_words(blocks)), None, *more)
    return [found] if found.text else []


def name_of(trial: Trial) -> str:
    """Return a study's name for a row, with the mark of an overlay."""
    return marked(trial.short or trial.acronym, trial)


def in_whom(result: Result, knowledge: Knowledge) -> str:
    """Return the patients of a result in short; of a study with several cohorts, of which."""
    trial, one = result.trial, result.outcome
    patients = trial.patients_short or trial.population
    cohorts = sum(1 for other in trial.outcomes if other.headline) > 1
    cohort = sites_in_short(one.sites, knowledge) if one.sites else one.population if cohorts else ""
    return cohort + f" ({patients})" if cohort else patients


def result_lines(results: Iterable[Result], knowledge: Knowledge) -> list[Line]:
    """Return results in one cell: numbers, and of which cohort."""
    return [
        Line(f"{_cohort(one, knowledge)}{in_numbers(one.outcome)}{cited([one.outcome.sources], knowledge)}")
        for one in results
    ]


def _cohort(result: Result, knowledge: Knowledge) -> str:
    told = in_whom(result, knowledge).removesuffix(f" ({result.trial.patients_short})")
    return f"{told}: " if told != (result.trial.patients_short or result.trial.population) else ""
