"""The therapies for a situation on one screen: labels with their limits and one result, then the rest by name."""

from collections.abc import Callable, Sequence
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from netcli.knowledge.advice import is_in_force
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import grades_in_short
from netcli.knowledge.model import Evidence, Indication, Recommendation, Trial
from netcli.knowledge.remarks import SILENCE, asked_in_words
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match, leading_result, own_results
from netcli.output.blocks import Block, Column, Facts, Line, Row, Table
from netcli.views.full.therapies import therapy_in_full
from netcli.views.glance.therapy_parts import (
    GROUPS,
    Part,
    ended_here,
    fit_of_names,
    foot,
    named,
    refusals,
    split,
    standings_of,
    title_of,
    told_for,
    ways,
)
from netcli.views.lines import thin_records
from netcli.views.results import ShortResult, against, in_numbers, is_of_symptoms, short_result
from netcli.views.short import cited, class_in_short, legend, name_in_short, sites_in_short, told_by
from netcli.views.standing import ShortLabel, proofs, short_label, standing

LINE_OF_TREATMENT = {"first": "1L", "later": "2L+"}
FUNCTION = {"NF": "NF", "syndrome": "with syndrome"}  # how trials say it of their patients
ORGANS = 2  # as many as a row has room for


class ShortTherapy(Struct, frozen=True, omit_defaults=True):
    """A therapy in a row, or behind the mark of its standing where it is only named.

    `use` tells what it is for: the tumour, carcinoma (NEC), symptoms, or any tumour with a biomarker.
    """

    id: str
    name: str
    class_: str = field(name="class")
    use: str
    standing: str
    remark: str = ""  # on what was asked of receptor, function and line
    labels: list[ShortLabel] = []
    result: ShortResult | None = None


class ShortAdvice(Struct, frozen=True):
    """A guideline statement by name; `show` has its words."""

    id: str
    guideline: str
    date: str
    setting: str


def advice_rows(advice: Sequence[Recommendation]) -> list[ShortAdvice]:
    """Return guideline statements in force, by name."""
    return [ShortAdvice(one.id, one.guideline, one.date, one.setting) for one in advice if is_in_force(one)]


def therapy_rows(
    matches: Sequence[Match], asked: Situation, regions: Sequence[str], knowledge: Knowledge
) -> list[ShortTherapy]:
    """Return the therapies of the screen, those with a row first."""
    rows, names = split(matches, asked, regions)
    return [short_therapy(part, asked, regions, knowledge, limits=part in rows) for part in (*rows, *names)]


def therapy_glance(
    matches: Sequence[Match], asked: Situation, regions: Sequence[str], knowledge: Knowledge
) -> list[Block]:
    """Return one screen: what is labelled in some regions, for whom, on what result; the rest by name."""
    rows, names = split(matches, asked, regions)
    blocks: list[Block] = []
    for use, group in groupby(rows, key=lambda part: part.use):
        blocks.append(_table(GROUPS[use] or title_of(asked, knowledge), list(group), asked, regions, knowledge))
    blocks.append(Facts(list(named(names, rows, regions))))
    blocks = [block for block in blocks if not isinstance(block, Facts) or block.items]
    return [
        *blocks,
        *fit_of_names(names, asked),
        *thin_records(regions, knowledge),
        legend(blocks, None, foot(rows)),
        ways(rows or names, matches, regions),
    ]


def _told(part: Part, regions: Sequence[str]) -> list[tuple[Indication, str]]:
    """Return what a row says of the standing, with the year of each, what was refused or has ended last."""
    return [*standings_of(part, regions), *((one, one.since or "") for one in ended_here(part, regions))]


def leading_of(
    part: Part, asked: Situation, regions: Sequence[str], knowledge: Knowledge
) -> tuple[Trial, Evidence] | None:
    """Return the one result of a row, among those of the therapy's own studies that were chosen by hand for rows."""
    if part.use == "symptoms":
        return None
    therapy = part.match.therapy
    results = [one for one in part.match.evidence if one.headline and not is_of_symptoms(one)]
    own = own_results(therapy, results, knowledge)
    labels = [one for one in part.indications if one.status == "approved"]
    here = [one for one in labels if one.region in regions]
    uses = here or labels or [one for one, _ in standings_of(part, regions)]
    return leading_result(therapy, own, uses, asked.grade)


def _patients(trial: Trial, result: Evidence, knowledge: Knowledge) -> str:
    """Return in whom: grades, function, line; without a control arm the organs too, and how many they were."""
    function = next((words for words in FUNCTION if words in trial.patients), "")
    size = result.arms[0].n if result.verdict == "no-control" and result.arms else None
    organs = sites_in_short(result.sites, knowledge) if size and len(result.sites) <= ORGANS else ""
    known = (organs, grades_in_short(trial.grades), FUNCTION.get(function), LINE_OF_TREATMENT.get(trial.line))
    return ", ".join(filter(None, (" ".join(filter(None, known)), f"n\u00a0{size}" if size else "")))


def short_therapy(
    part: Part, asked: Situation, regions: Sequence[str], knowledge: Knowledge, *, limits: bool
) -> ShortTherapy:
    """Return a therapy as a row for programs, with its limits or by name."""
    therapy = part.match.therapy
    about = (therapy.id, name_in_short(therapy), class_in_short(therapy), part.use, part.standing)
    if not limits:
        return ShortTherapy(*about, ", ".join(part.remarks))
    labels = [
        short_label(one, told_for(one, since, asked, knowledge), proofs(one, knowledge), knowledge, since)
        for one, since in _told(part, regions)
    ]
    found = leading_of(part, asked, regions, knowledge)
    return ShortTherapy(*about, ", ".join(part.remarks), labels, _short_result(*found, knowledge) if found else None)


def _short_result(trial: Trial, result: Evidence, knowledge: Knowledge) -> ShortResult:
    return short_result(result, trial, told_by(result.sources, knowledge), _patients(trial, result, knowledge))


def _table(title: str, group: Sequence[Part], asked: Situation, regions: Sequence[str], knowledge: Knowledge) -> Table:
    columns = [
        Column(title, most=14),
        Column("for whom (adults)", 1, lead="label", least=28),
        Column("leading result (months)", joins=True, most=35),
    ]
    if not any(leading_of(part, asked, regions, knowledge) for part in group):
        columns = columns[:2]
    rows = [therapy_row(part, asked, regions, knowledge)[: len(columns)] for part in group]
    return Table(
        columns,
        [Row(cells, _about(part, knowledge), group=_fit(part, asked)) for cells, part in zip(rows, group, strict=True)],
    )


def _fit(part: Part, asked: Situation) -> str:
    """Return how closely a row speaks of what was asked, for all rows that do so alike."""
    if part.remarks or part.use == "symptoms":
        return ", ".join(part.remarks)
    situation = asked_in_words(asked)
    silence = [SILENCE["sstr"]] if asked.sstr == "unknown" else []  # which is what fits
    return ", ".join([*silence, *([f"on record for: {situation}"] if situation else [])])


def _about(part: Part, knowledge: Knowledge) -> Callable[[], list[Block]]:
    return lambda: therapy_in_full(part.match, knowledge)


def therapy_row(part: Part, asked: Situation, regions: Sequence[str], knowledge: Knowledge) -> list[list[Line]]:
    """Return the cells of a row: the name, for whom, the leading result."""
    stated = standings_of(part, regions)
    found = leading_of(part, asked, regions, knowledge)
    ended = refusals(part, regions)
    sources = [proof for one, _ in stated for proof in proofs(one, knowledge)] + ([found[1].sources] if found else [])
    therapy = part.match.therapy
    uses = [replace(standing(one, since), text=told_for(one, since, asked, knowledge)) for one, since in stated]
    if len(uses) == 1 and not found and not ended:
        told = replace(uses[0], text=uses[0].text + cited(sources, knowledge))
        return [[Line(name_in_short(therapy), tone="strong")], [told], []]
    about = f"{class_in_short(therapy)}{cited(sources, knowledge)}"
    name = [Line(name_in_short(therapy), tone="strong"), Line(about, tone="quiet")]
    return [name, [*uses, *ended], _result_lines(*found, knowledge) if found else []]


def _result_lines(trial: Trial, result: Evidence, knowledge: Knowledge) -> list[Line]:
    patients = _patients(trial, result, knowledge)
    caption = ", ".join(filter(None, (f"{result.trial} {against(trial)}".strip(), patients)))
    return [Line(f"{caption}\n{in_numbers(result, unit=False)}")]
