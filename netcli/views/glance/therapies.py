"""The therapies for a situation on one screen: labels with their limits and one result, then the rest by name."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import for_whom, grades_in_short
from netcli.knowledge.model import Evidence, Indication, Trial
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match, own_results
from netcli.knowledge.vocabulary import USUAL_REGIONS
from netcli.knowledge.wording import unconfirmed
from netcli.output.blocks import Block, Column, Facts, Line, Paragraph, Row, Table, Ways
from netcli.views.full.therapies import therapy_in_full
from netcli.views.results import ShortResult, against, in_numbers, short_result
from netcli.views.short import (
    MARK_ORDER,
    cited,
    class_in_short,
    legend,
    name_in_short,
    names_by_standing,
    sites_in_short,
    standing,
    told_by,
    uncapitalised,
)

ALL_AS_ROWS = 12  # so many therapies have room for their limits, whatever their standing
ENDED = ("refused", "withdrawn", "discontinued")
THIN = "The record of {region} is not complete: that no label stands here says nothing."
GROUPS = {"tumour": "", "NEC": "NEC", "symptoms": "For symptoms", "any tumour": "Any tumour, by biomarker"}
LINE_OF_TREATMENT = {"first": "1L", "later": "pretreated"}


class ShortLabel(Struct, frozen=True, omit_defaults=True):
    """A standing in a row: where, which, since when, for whom."""

    region: str
    status: str
    since: str
    for_whom: str
    sources: list[str]
    guideline: str = ""


class ShortTherapy(Struct, frozen=True, omit_defaults=True):
    """A therapy in a row, or behind the mark of its standing where it is only named.

    `use` tells what it is for: the tumour, carcinoma (NEC), symptoms, or any tumour with a biomarker.
    """

    id: str
    name: str
    class_: str = field(name="class")
    use: str
    standing: str
    labels: list[ShortLabel] = []
    result: ShortResult | None = None


class _Part(Struct, frozen=True):
    """Those indications of a therapy that serve one use."""

    match: Match
    use: str
    indications: list[Indication]

    @property
    def standing(self) -> str:
        return min((one.status for one in self.indications), key=MARK_ORDER.index)

    @property
    def is_drug(self) -> bool:
        return self.match.therapy.kind != "procedure"


def therapy_rows(
    matches: Sequence[Match], asked: Situation, regions: Sequence[str], knowledge: Knowledge
) -> list[ShortTherapy]:
    """Return the therapies of the screen, those with a row first."""
    rows, names = _split(matches, asked, regions)
    return [_short(part, asked, regions, knowledge, limits=part in rows) for part in (*rows, *names)]


def therapy_glance(
    matches: Sequence[Match], asked: Situation, regions: Sequence[str], knowledge: Knowledge
) -> list[Block]:
    """Return one screen: what is labelled in some regions, for whom, on what result; the rest by name."""
    rows, names = _split(matches, asked, regions)
    blocks: list[Block] = []
    for use, group in groupby(rows, key=lambda part: part.use):
        title = GROUPS[use] or (sites_in_short([asked.site], knowledge).capitalize() if asked.site else "All sites")
        blocks.append(_table(title, list(group), asked, regions, knowledge))
    blocks.append(Facts(list(_named(names, rows))))
    blocks = [block for block in blocks if not isinstance(block, Facts) or block.items]
    thin = [Paragraph(THIN.format(region=one.upper()), "caution") for one in regions if one not in USUAL_REGIONS]
    return [*blocks, *thin, legend(blocks, None, _foot(rows)), _ways(rows or names, matches, regions)]


def _split(matches: Sequence[Match], asked: Situation, regions: Sequence[str]) -> tuple[list[_Part], list[_Part]]:
    """Return what has a row, with its limits, and what is only named: labels and guidelines come first."""
    parts = [part for match in matches for part in _parts(match, asked)]
    all_as_rows = len(matches) <= ALL_AS_ROWS
    rows = [part for part in parts if all_as_rows or (part.use == "tumour" and part.is_drug and _has_row(part))]
    names = [part for part in parts if part not in rows]
    return sorted(rows, key=lambda part: (list(GROUPS).index(part.use), _rank(part, regions))), names


def _has_row(part: _Part) -> bool:
    return part.standing in ("approved", "guideline")


def _rank(part: _Part, regions: Sequence[str]) -> int:
    """Put a label in the regions asked for first, then one elsewhere, then a guideline, then the rest."""
    here = any(one.status == "approved" and one.region in regions for one in part.indications)
    return 0 if here else 1 + MARK_ORDER.index(part.standing)


def _parts(match: Match, asked: Situation) -> list[_Part]:
    uses: dict[str, list[Indication]] = {}
    for one in match.indications:
        uses.setdefault(_use(one, asked), []).append(one)
    if "any tumour" in uses and "tumour" in uses:  # what is said of it without its biomarker stands with its label
        uses["any tumour"] += uses.pop("tumour")
    return [_Part(match, use, uses[use]) for use in GROUPS if use in uses]


def _use(one: Indication, asked: Situation) -> str:
    if one.purpose == "symptom-control":
        return "symptoms"
    if one.tumour_agnostic:
        return "any tumour"
    return "NEC" if one.differentiation == "poor" and asked.grade != "NEC" else "tumour"


def _shown(part: _Part, regions: Sequence[str]) -> list[tuple[Indication, str]]:
    """Return the standings of a row with the year of each, the labels first.

    Of several labels of a region for the same patients the newest wording and the oldest year. Without a label in
    the regions asked for: labels elsewhere, then what those regions have instead.
    """
    labels = [one for one in part.indications if one.status == "approved"]
    here = [one for one in labels if one.region in regions]
    if here:
        return [shown for region in regions for shown in merged([one for one in here if one.region == region])]
    others = [one for one in part.indications if one.status != "approved" and not (labels and one.status in ENDED)]
    if labels:
        told = [next((one for one in others if one.region == region), None) for region in regions]
        return [*merged(labels), *((one, one.since or "") for one in told if one)]
    strongest = [one for one in others if one.status == part.standing]
    return [(one, one.since or "") for one in strongest]


def merged(labels: Sequence[Indication]) -> list[tuple[Indication, str]]:
    """Return labels with the year of each: of several for the same patients the newest wording and the oldest year."""
    groups: dict[tuple[object, ...], list[Indication]] = {}
    for one in labels:
        patients = (one.region, one.functional, one.line, one.differentiation, one.sstr, one.condition, *one.sites)
        groups.setdefault(patients, []).append(one)
    return [
        (max(group, key=lambda one: one.since or "9"), min((one.since for one in group if one.since), default=""))
        for group in groups.values()
    ]


def _told(one: Indication, asked: Situation, knowledge: Knowledge) -> str:
    """Return for whom an indication is; in a list of all sites, which."""
    where = "" if asked.site else f"{sites_in_short(one.sites, knowledge)}: "
    ended = f"{one.status}: " if one.status in ENDED else ""
    return f"{where}{ended}{for_whom(one)}{unconfirmed(one.confirmed)}"


def _result(part: _Part, knowledge: Knowledge) -> tuple[Trial, Evidence] | None:
    """Return the one result of a row: the first that was chosen by hand among those of the therapy's own studies."""
    own = own_results(part.match.therapy, part.match.evidence, knowledge) if part.use != "symptoms" else []
    return next(((trial, one) for trial, one in own if one.headline), None)


def _patients(trial: Trial) -> str:
    return " ".join(filter(None, (grades_in_short(trial.grades), LINE_OF_TREATMENT.get(trial.line))))


def _short(
    part: _Part, asked: Situation, regions: Sequence[str], knowledge: Knowledge, *, limits: bool
) -> ShortTherapy:
    therapy = part.match.therapy
    about = (therapy.id, name_in_short(therapy), class_in_short(therapy), part.use, part.standing)
    if not limits:
        return ShortTherapy(*about)
    labels = [
        ShortLabel(
            one.region, one.status, since, _told(one, asked, knowledge), told_by(one.sources, knowledge), one.guideline
        )
        for one, since in _shown(part, regions)
    ]
    found = _result(part, knowledge)
    return ShortTherapy(*about, labels, _short_result(*found, knowledge) if found else None)


def _short_result(trial: Trial, result: Evidence, knowledge: Knowledge) -> ShortResult:
    return short_result(result, trial, told_by(result.sources, knowledge), _patients(trial))


def _table(title: str, group: Sequence[_Part], asked: Situation, regions: Sequence[str], knowledge: Knowledge) -> Table:
    columns = [
        Column(title, most=14),
        Column("for whom (adults)", 1, lead="label", least=28),
        Column("pivotal result (months)", joins=True, most=35),
    ]
    if not any(_result(part, knowledge) for part in group):
        columns = columns[:2]
    rows = [_row(part, asked, regions, knowledge)[: len(columns)] for part in group]
    return Table(columns, [Row(cells, _about(part, knowledge)) for cells, part in zip(rows, group, strict=True)])


def _about(part: _Part, knowledge: Knowledge) -> Callable[[], list[Block]]:
    return lambda: therapy_in_full(part.match, knowledge)


def _row(part: _Part, asked: Situation, regions: Sequence[str], knowledge: Knowledge) -> list[list[Line]]:
    shown = _shown(part, regions)
    found = _result(part, knowledge)
    sources = [one.sources for one, _ in shown] + ([found[1].sources] if found else [])
    therapy = part.match.therapy
    uses = [replace(standing(one, since), text=_told(one, asked, knowledge)) for one, since in shown]
    if len(uses) == 1 and not found:
        told = replace(uses[0], text=uses[0].text + cited(sources, knowledge))
        return [[Line(name_in_short(therapy), tone="strong")], [told], []]
    about = f"{class_in_short(therapy)}{cited(sources, knowledge)}"
    named = [Line(name_in_short(therapy), tone="strong"), Line(about, tone="quiet")]
    return [named, [*uses, *_refusals(part, regions)], _result_lines(*found) if found else []]


def _refusals(part: _Part, regions: Sequence[str]) -> list[Line]:
    """Return in one line what regions without a label refused or ended: "US refused 2022, EU withdrawn 2022"."""
    if part.standing != "approved" or any(
        one.status == "approved" and one.region in regions for one in part.indications
    ):
        return []
    ended = [one for one in part.indications if one.region in regions and one.status in ENDED]
    told = (f"{one.region.upper()} {one.status} {(one.since or '')[:4]}".strip() for one in ended)
    return [Line(", ".join(told), "×", "bad", "no label here")] if ended else []


def _result_lines(trial: Trial, result: Evidence) -> list[Line]:
    caption = ", ".join(filter(None, (f"{result.trial} {against(trial)}".strip(), _patients(trial))))
    return [Line(f"{caption}\n{in_numbers(result, unit=False)}")]


def _named(names: Sequence[_Part], rows: Sequence[_Part]) -> Iterable[tuple[str, str]]:
    """Yield what has no row, by use, behind the marks of its standing."""
    kinds: tuple[tuple[str, Callable[[_Part], bool]], ...] = (
        ("other drugs", lambda part: part.use == "tumour" and part.is_drug),
        ("procedures", lambda part: not part.is_drug),
        ("NEC", lambda part: part.use == "NEC" and part.is_drug),
        ("for symptoms", lambda part: part.use == "symptoms" and part.is_drug),
        ("by biomarker", lambda part: part.use == "any tumour"),
    )
    told: set[str] = set()
    for label, belongs in kinds:
        found = [part for part in names if belongs(part) and not (part.match.therapy.id in told and not part.is_drug)]
        told |= {part.match.therapy.id for part in found}
        if found:
            beyond = _beyond_label(rows) if label == "other drugs" else ""
            yield label, names_by_standing(_by_standing(found)) + beyond


def _beyond_label(rows: Sequence[_Part]) -> str:
    """Return which drugs with a label have uses without one too."""
    drugs = [part for part in rows if part.standing == "approved"]
    names = [part for part in drugs if any(one.status == "off-label" for one in part.indications)]
    return f"; beyond their label ○\u00a0{', '.join(_running(part) for part in names)}" if names else ""


def _running(part: _Part) -> str:
    return uncapitalised(name_in_short(part.match.therapy))


def _by_standing(parts: Sequence[_Part]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for part in sorted(parts, key=lambda part: MARK_ORDER.index(part.standing)):
        ended = next((one for one in part.indications if one.status == part.standing), None)
        told = f" ({part.standing} {(ended.since or '')[:4]})" if ended and part.standing in ENDED else ""
        names.setdefault(part.standing, []).append(_running(part) + told.replace(" )", ")"))
    return names


def _foot(rows: Sequence[_Part]) -> str:
    whole = any("advanced" in for_whom(one) for part in rows for one in part.indications)
    return "advanced: unresectable or metastatic" if whole else ""


def _ways(parts: Sequence[_Part], matches: Sequence[Match], regions: Sequence[str]) -> Ways:
    labels = [one.region for part in parts for one in part.indications if one.status == "approved"]
    elsewhere = [region for region, _ in Counter(labels).most_common() if region not in (*regions, "global")]
    ways = [(f"netcli show {parts[0].match.therapy.id}", "all on one"), ("--full", f"all {len(matches)} with limits")]
    return Ways([*ways, (f"--region {elsewhere[0]}", f"also {' '.join(elsewhere).upper()}")] if elsewhere else ways)
