"""A drug on one screen: its standing by region and for whom, its own studies, dose, what to fear and to watch."""

import re

from msgspec import Struct, field
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Evidence, Therapy, Trial
from netcli.knowledge.therapies import evidence_of, own_results
from netcli.knowledge.wording import local_mark, marked
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Row, Table, Ways
from netcli.registries.links import OPEN
from netcli.views.glance.cards.room import lines_of_texts, what_fits
from netcli.views.glance.cards.standings import standing_lines, standings
from netcli.views.limits import in_one_line, names_of_the_rest, points_of
from netcli.views.results import ShortResult, against, in_numbers, short_result
from netcli.views.short import cited, legend, told_by
from netcli.views.standing import ShortLabel

MOST_STUDIES = 4
FEWEST_STUDIES = 2  # where limits of the label need the room
MOST_IN_PRACTICE = 4
NEARLY_ALL = 0.9  # of those who entered a study: a few are never evaluated
ALL = ("All randomised patients", "All patients")
ROOM = 31  # lines of a screen for what a drug's record says
_SENTENCE = re.compile(r"(?<=\.) (?=[A-Z])")


class ShortDrug(Struct, frozen=True, omit_defaults=True):
    """A drug on a screen; `more` counts what the screen leaves to the whole card."""

    id: str
    collection: str
    name: str
    class_: str = field(name="class")
    route: str
    brands: list[str] = []
    confirmed: bool = True
    origin: str = ""
    labels: list[ShortLabel] = []
    results: list[ShortResult] = []
    dose: str = ""
    boxed_warning: str = ""
    contraindications: list[str] = []
    dose_changes: list[str] = []
    interactions: list[str] = []
    pregnancy: list[str] = []
    pauses: list[str] = []
    named: dict[str, list[str]] = {}  # what the whole card says more on: {"dose": ["kidney"], "with": ["ciclosporin"]}
    adverse: list[str] = []
    monitoring: list[str] = []
    practical: list[str] = []
    open_trials: list[str] = []
    more: dict[str, int] = {}


class _Study(Struct, frozen=True):
    """A study that tests the drug, with the results that a screen shows."""

    trial: Trial
    results: list[Evidence]

    @property
    def patients(self) -> str:
        """In whom, and how many, where its result is that of all."""
        counted = self._size(self.results[0]) or self.trial.enrollment if self._is_of_all else None
        about = self.trial.patients or self.trial.population
        return about if counted is None else f"{about}, n\u00a0{counted}"

    def cohort(self, result: Evidence) -> str:
        """Return in whom a result was seen, and in how many, where that was a part of the study's patients."""
        if self._is_of_all:
            return ""
        size = self._size(result)
        told = size is None or str(size) in result.population
        return result.population if told else f"{result.population}, n\u00a0{size}"

    @property
    def _is_of_all(self) -> bool:
        """Whether one result tells of all, or nearly all, who entered: no number stands beside other patients."""
        size, enrolled = self._size(self.results[0]), self.trial.enrollment
        if len(self.results) > 1:
            return False
        return size >= NEARLY_ALL * enrolled if size and enrolled else self.results[0].population in ALL

    @staticmethod
    def _size(result: Evidence) -> int | None:
        sizes = [arm.n for arm in result.arms if arm.n is not None]
        return sum(sizes) if sizes and len(sizes) == len(result.arms) else None


def drug_row(therapy: Therapy, knowledge: Knowledge) -> ShortDrug:
    """Return what the screen on a drug says."""
    care = _care(therapy, knowledge)
    return ShortDrug(
        therapy.id,
        "therapies",
        therapy.name,
        therapy.class_,
        therapy.route,
        therapy.brands,
        therapy.confirmed,
        therapy.origin,
        [one.row(knowledge) for one in standings(therapy, knowledge)],
        [
            result
            for study in _shown_studies(therapy, knowledge)
            for result in _short_results(therapy, study, knowledge)
        ],
        therapy.dose,
        therapy.safety.boxed_warning or "",
        therapy.safety.contraindications,
        care.dose_changes,
        care.interactions,
        care.pregnancy,
        care.pauses,
        care.named,
        care.adverse,
        care.monitoring,
        care.practical,
        _open_trials(therapy, knowledge),
        _more(therapy, knowledge),
    )


def drug_glance(therapy: Therapy, knowledge: Knowledge) -> list[Block]:
    """Return one screen on a drug; no standing and no limit is left out."""
    care = _care(therapy, knowledge)
    unproved = "" if therapy.confirmed else "unconfirmed record"
    known = "; ".join(filter(None, (", ".join(therapy.brands), therapy.class_, therapy.route, unproved)))
    lines, studies = standing_lines(therapy, knowledge), _study_facts(therapy, knowledge)
    warning = Line(therapy.safety.boxed_warning or "", tone="bad")
    blocks: list[Block] = [
        Table([Column("for whom (adults)", 1, lead="Standing")], [Row([line]) for line in lines]),
        Facts((
            *studies,
            ("Dose", therapy.dose),
            ("Boxed warning", warning if warning.text else ""),
            ("Never if", therapy.safety.contraindications),
            ("Dose change", care.dose_changes),
            ("Interactions", care.interactions),
            ("Pregnancy", care.pregnancy),
            ("Timing", care.pauses),
            ("See --full", in_one_line(care.named)),
            ("Adverse", care.adverse),
            ("Watch", care.monitoring),
            ("In practice", care.practical),
            ("Open trials", ", ".join(_open_trials(therapy, knowledge))),
        )),
    ]  # fmt: skip
    blocks = [block for block in blocks if not isinstance(block, Table) or block.rows]
    return [
        Heading(therapy.name),
        Paragraph(known, "quiet"),
        *([Paragraph(local_mark(therapy), "overlay")] if therapy.origin else []),
        *blocks,
        legend(blocks),
        _ways(therapy, knowledge),
    ]


# What it was shown to do


def _studies(therapy: Therapy, knowledge: Knowledge) -> list[_Study]:
    """Return the studies that test the drug, each with the results that were chosen for a row."""
    studies: dict[str, _Study] = {}
    for trial, one in own_results(therapy, evidence_of(therapy, knowledge), knowledge):
        if one.headline:
            studies.setdefault(trial.id, _Study(trial, [])).results.append(one)
    return list(studies.values())


def _shown_studies(therapy: Therapy, knowledge: Knowledge) -> list[_Study]:
    """Return the first studies; the last ones give way to what limits the use of the drug."""
    studies = _studies(therapy, knowledge)[:MOST_STUDIES]
    limits = [*_standing_texts(therapy, knowledge), *_always_told(therapy)]
    lines = [_study_line(therapy, study, knowledge) for study in studies]
    while len(lines) > FEWEST_STUDIES and lines_of_texts([*limits, *lines]) > ROOM:
        lines.pop()
    return studies[: len(lines)]


def _study_facts(therapy: Therapy, knowledge: Knowledge) -> list[tuple[str, str]]:
    return [
        (study.results[0].trial, _study_line(therapy, study, knowledge)) for study in _shown_studies(therapy, knowledge)
    ]


def _study_line(therapy: Therapy, study: _Study, knowledge: Knowledge) -> str:
    told = [": ".join(filter(None, (study.cohort(result), in_numbers(result)))) for result in study.results]
    about = ", ".join(filter(None, (study.patients, _compared(therapy, study))))
    return f"{about}: {'; '.join(told)}{cited([result.sources for result in study.results], knowledge)}"


def _short_results(therapy: Therapy, study: _Study, knowledge: Knowledge) -> list[ShortResult]:
    found = []
    for one in study.results:
        patients = "; ".join(filter(None, (study.patients, study.cohort(one)))).replace("\u00a0", " ")
        short = short_result(one, study.trial, told_by(one.sources, knowledge), patients)
        found.append(replace(short, against=_compared(therapy, study)))
    return found


def _compared(therapy: Therapy, study: _Study) -> str:
    """Return what the drug was held against; all that was given where that is more than the drug, or another dose."""
    treatment = study.trial.treatment
    tested, versus, _ = treatment.partition(" v ")
    arms = " v ".join(arm.name for arm in study.results[0].arms)
    if " v " in arms and not versus and "±" not in treatment:
        given = treatment.partition(",")[0].casefold()
        return arms if given in arms.casefold() else f"{treatment}, {arms}"
    alone = tested.casefold() in (therapy.short.casefold(), therapy.name.casefold())
    if len(study.results[0].arms) < 2:  # noqa: PLR2004 - a result of the first arm alone, whatever comes after it
        return "" if alone else tested
    return against(study.trial) if alone else treatment


def _open_trials(therapy: Therapy, knowledge: Knowledge) -> list[str]:
    """Return the names of the trials that test the drug and that patients can enter, or soon can."""
    return [
        marked(trial.short or trial.acronym, trial)
        for trial in knowledge.of(Trial).values()
        if trial.status in OPEN
        and therapy.id in (trial.tested or trial.drugs)
        and therapy.id not in trial.control
    ]  # fmt: skip


# How to give it


class _Care(Struct, frozen=True):
    """What changes the dose, what to fear, what to watch and what to know, in whole sentences."""

    dose_changes: list[str]
    interactions: list[str]
    pregnancy: list[str]
    pauses: list[str]
    named: dict[str, list[str]]
    adverse: list[str]
    monitoring: list[str]
    practical: list[str]


def _care(therapy: Therapy, knowledge: Knowledge) -> _Care:
    """Return what always stands on a screen, and more of each kind where there is room, what limits the use first."""
    safety, points = therapy.safety, points_of(therapy)
    told = [*_standing_texts(therapy, knowledge), *(text for _, text in _study_facts(therapy, knowledge))]
    told += _always_told(therapy)
    rests = {item: item.removeprefix(first) for item, first in _firsts(therapy).items() if item != first}
    practical = therapy.practical[:MOST_IN_PRACTICE]
    limits = [text for texts in points.values() for text in texts]
    in_turn = [*limits, *practical[:1], *rests.values(), *safety.monitoring[1:], *practical[1:]]
    fits = what_fits(in_turn, ROOM - lines_of_texts(told))
    shown = {kind: [text for text in texts if text in fits] for kind, texts in points.items()}
    return _Care(
        shown["dose"],
        shown["with"],
        shown["pregnancy"],
        shown["before"],
        names_of_the_rest(therapy, shown),
        [item if rests.get(item) in fits else first for item, first in _firsts(therapy).items()],
        [*safety.monitoring[:1], *(item for item in safety.monitoring[1:] if item in fits)],
        [item for item in practical if item in fits],
    )


def _standing_texts(therapy: Therapy, knowledge: Knowledge) -> list[str]:
    return [line.text for line in standing_lines(therapy, knowledge)]


def _firsts(therapy: Therapy) -> dict[str, str]:
    """Return each adverse effect with its first sentence."""
    return {item: _SENTENCE.split(item)[0] for item in therapy.safety.adverse}


def _always_told(therapy: Therapy) -> list[str]:
    """Return what no screen leaves out: the dose, what forbids the drug, what it does, what else changes its use."""
    safety = therapy.safety
    names = in_one_line(names_of_the_rest(therapy, {}))
    return [
        therapy.dose,
        safety.boxed_warning or "",
        *safety.contraindications,
        names,
        *_firsts(therapy).values(),
        *safety.monitoring[:1],
    ]


def _more(therapy: Therapy, knowledge: Knowledge) -> dict[str, int]:
    """Return how much of each kind only the whole card has."""
    care, safety = _care(therapy, knowledge), therapy.safety
    limits = [text for texts in points_of(therapy).values() for text in texts]
    points = [*limits, *safety.adverse, *safety.monitoring, *therapy.practical]
    shown = [*care.dose_changes, *care.interactions, *care.pregnancy, *care.pauses]
    shown += [*care.adverse, *care.monitoring, *care.practical]
    results = sum(len(study.results) for study in _shown_studies(therapy, knowledge))
    counts = {
        "points": sum(point not in shown for point in points),
        "results": len(evidence_of(therapy, knowledge)) - results,
    }
    return {name: count for name, count in counts.items() if count}


def _ways(therapy: Therapy, knowledge: Knowledge) -> Ways:
    counts = _more(therapy, knowledge)
    more = ", ".join(f"{count} {name if count > 1 else name.removesuffix('s')}" for name, count in counts.items())
    ways = [("--full", f"{more} more" if more else "every text and source")]
    if any(therapy.id in trial.drugs for trial in knowledge.of(Trial).values()):
        ways.append((f"netcli trials --drug {therapy.id}", "its trials"))
    return Ways(ways)
