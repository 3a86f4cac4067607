"""A drug on one screen: its standing by region and for whom, its own studies, dose, what to fear and to watch."""

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import OF_AGE, for_whom
from netcli.knowledge.model import Evidence, Indication, Therapy, Trial
from netcli.knowledge.therapies import evidence_of, own_results
from netcli.knowledge.vocabulary import Region
from netcli.knowledge.wording import local_mark, marked, unconfirmed
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Row, Table, Ways
from netcli.registries.links import OPEN
from netcli.views.glance.show.room import lines_of_texts, what_fits
from netcli.views.glance.therapies import ShortLabel
from netcli.views.glance.therapy_parts import ENDED
from netcli.views.results import ShortResult, against, in_numbers, short_result
from netcli.views.short import MARK_ORDER, cited, legend, sites_in_short, standing, told_by

MOST_STUDIES = 4
MOST_IN_PRACTICE = 4
ROOM = 31  # lines of a screen for what a drug's record says
_SENTENCE = re.compile(r"(?<=\.) (?=[A-Z])")
_UNIT = re.compile(r"(?<=\d) (?=(?:%|y|mm|cm|mg)(?!\w))")


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
    adverse: list[str] = []
    monitoring: list[str] = []
    practical: list[str] = []
    open_trials: list[str] = []
    more: dict[str, int] = {}


class _Standing(Struct, frozen=True):
    """Indications of one region and standing that have one wording: where, for whom, and since when."""

    indications: list[Indication]
    told: str
    since: str

    @property
    def region(self) -> Region:
        return self.indications[0].region

    @property
    def status(self) -> str:
        return self.indications[0].status

    @property
    def lead(self) -> Line:
        return standing(self.indications[0], self.since)

    @property
    def sources(self) -> list[list[str]]:
        return [one.sources for one in self.indications]


class _Study(Struct, frozen=True):
    """A study that tests the drug, with the results that a screen shows."""

    trial: Trial
    results: list[Evidence]

    @property
    def patients(self) -> str:
        enrolled = "" if self.trial.enrollment is None else f"n\u00a0{self.trial.enrollment}"
        return ", ".join(filter(None, (self.trial.patients or self.trial.population, enrolled)))


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
        [_label(one, knowledge) for one in _standings(therapy, knowledge)],
        [
            short_result(result, study.trial, told_by(result.sources, knowledge), study.patients.replace("\u00a0", " "))
            for study in _studies(therapy, knowledge)[:MOST_STUDIES]
            for result in study.results
        ],
        therapy.dose,
        therapy.safety.boxed_warning or "",
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
    lines, studies = _standing_lines(therapy, knowledge), _study_facts(therapy, knowledge)
    warning = Line(therapy.safety.boxed_warning or "", tone="bad")
    blocks: list[Block] = [
        Table([Column("for whom (adults)", 1, lead="Standing")], [Row([line]) for line in lines]),
        Facts((
            *studies,
            ("Dose", therapy.dose),
            ("Boxed warning", warning if warning.text else ""),
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


# Where it stands


def _standings(therapy: Therapy, knowledge: Knowledge) -> list[_Standing]:
    """Return every standing, region by region, what binds most first; sites with the same wording together."""
    regions = list(dict.fromkeys(one.region for one in therapy.indications))
    groups: dict[tuple[str, ...], list[tuple[Indication, str]]] = {}
    for one, since in _by_age(therapy.indications):
        key = (one.region, one.status, one.guideline, since[:4], _use(one), _whom(one))
        groups.setdefault(key, []).append((one, since))
    found = [
        _Standing([one for one, _ in group], _told([one for one, _ in group], knowledge), group[0][1])
        for group in groups.values()
    ]
    return sorted(found, key=lambda one: (regions.index(one.region), MARK_ORDER.index(one.status), one.since or "9"))


def _by_age(indications: Sequence[Indication]) -> list[tuple[Indication, str]]:
    """Return indications with their dates; of labels that differ in the age alone the widest, since the oldest date."""
    groups: dict[tuple[object, ...], list[Indication]] = {}
    for number, one in enumerate(indications):
        same = (one.region, _use(one), *one.sites, _whom(replace(one, min_age=None)))
        groups.setdefault(same if one.status == "approved" else (number,), []).append(one)
    return [
        (min(group, key=lambda one: one.min_age or OF_AGE), min((one.since for one in group if one.since), default=""))
        for group in groups.values()
    ]


def _use(one: Indication) -> str:
    """Return what a use is for, where that is not this tumour and its words do not say it."""
    if one.purpose == "symptom-control" and "symptom" not in for_whom(one):
        return "for symptoms"
    return "by biomarker" if one.tumour_agnostic else ""


def _whom(one: Indication) -> str:
    return _UNIT.sub("\u00a0", f"{for_whom(one)}{unconfirmed(one.confirmed)}")


def _told(group: Sequence[Indication], knowledge: Knowledge) -> str:
    """Return "GEP: SSTR+ G1-G2"; what was refused or has ended is written out."""
    first = group[0]
    sites = list(dict.fromkeys(site for one in group for site in one.sites))
    where = "any solid tumour" if first.tumour_agnostic else sites_in_short(sites, knowledge)
    about = ", ".join(filter(None, (where, _use(first))))
    return ": ".join(filter(None, (first.status if first.status in ENDED else "", about, _whom(first))))


def _label(one: _Standing, knowledge: Knowledge) -> ShortLabel:
    sources = list(dict.fromkeys(name for ids in one.sources for name in told_by(ids, knowledge)))
    return ShortLabel(one.region, one.status, one.since, one.told, sources, one.indications[0].guideline)


def _standing_lines(therapy: Therapy, knowledge: Knowledge) -> list[Line]:
    """Return a line for each region, standing and year."""
    lines: dict[str, list[_Standing]] = {}
    for one in _standings(therapy, knowledge):
        lines.setdefault(one.lead.lead + one.lead.said, []).append(one)
    return [_standing_line(therapy, group, knowledge) for group in lines.values()]


def _standing_line(therapy: Therapy, group: Sequence[_Standing], knowledge: Knowledge) -> Line:
    lead = group[0].lead
    marker = cited([sources for one in group for sources in one.sources], knowledge)
    said = f"{marked(therapy.name, therapy)}, {lead.said}"
    return replace(lead, text="; ".join(one.told for one in group) + marker, said=said)


# What it was shown to do


def _studies(therapy: Therapy, knowledge: Knowledge) -> list[_Study]:
    """Return the studies that test the drug, each with the results that were chosen for a row."""
    studies: dict[str, _Study] = {}
    for trial, one in own_results(therapy, evidence_of(therapy, knowledge), knowledge):
        if one.headline:
            studies.setdefault(trial.id, _Study(trial, [])).results.append(one)
    return list(studies.values())


def _study_facts(therapy: Therapy, knowledge: Knowledge) -> list[tuple[str, str]]:
    return [
        (study.results[0].trial, _study_line(study, knowledge)) for study in _studies(therapy, knowledge)[:MOST_STUDIES]
    ]


def _study_line(study: _Study, knowledge: Knowledge) -> str:
    cohorts = len({result.population for result in study.results}) > 1
    told = [f"{result.population}: {in_numbers(result)}" if cohorts else in_numbers(result) for result in study.results]
    about = ", ".join(filter(None, (study.patients, _compared(study))))
    return f"{about}: {'; '.join(told)}{cited([result.sources for result in study.results], knowledge)}"


def _compared(study: _Study) -> str:
    """Return what the first arm was held against; both where a study's treatment does not name two."""
    arms = [arm.name for arm in study.results[0].arms]
    return against(study.trial) or (" v ".join(arms) if len(arms) > 1 else "")


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
    """What to fear, what to watch and what to know, in whole sentences."""

    adverse: list[str]
    monitoring: list[str]
    practical: list[str]


def _care(therapy: Therapy, knowledge: Knowledge) -> _Care:
    """Return what is to be feared, the first of what to watch and to know, and more of each where there is room."""
    safety = therapy.safety
    told = [line.text for line in _standing_lines(therapy, knowledge)]
    told += [text for _, text in _study_facts(therapy, knowledge)]
    firsts = {item: _SENTENCE.split(item)[0] for item in safety.adverse}
    fixed = [*told, therapy.dose, safety.boxed_warning or "", *firsts.values(), *safety.monitoring[:1]]
    rests = {item: item.removeprefix(first) for item, first in firsts.items() if item != first}
    practical = therapy.practical[:MOST_IN_PRACTICE]
    in_turn = [*practical[:1], *rests.values(), *safety.monitoring[1:], *practical[1:]]
    fits = what_fits(in_turn, ROOM - lines_of_texts(fixed))
    return _Care(
        [item if rests.get(item) in fits else first for item, first in firsts.items()],
        [*safety.monitoring[:1], *(item for item in safety.monitoring[1:] if item in fits)],
        [item for item in practical if item in fits],
    )


def _more(therapy: Therapy, knowledge: Knowledge) -> dict[str, int]:
    """Return how much of each kind only the whole card has."""
    care, safety = _care(therapy, knowledge), therapy.safety
    points = [*safety.adverse, *safety.monitoring, *therapy.practical]
    shown = [*care.adverse, *care.monitoring, *care.practical]
    results = sum(len(study.results) for study in _studies(therapy, knowledge)[:MOST_STUDIES])
    counts = {
        "points": sum(point not in shown for point in points),
        "results": len(evidence_of(therapy, knowledge)) - results,
    }
    return {name: count for name, count in counts.items() if count}


def _ways(therapy: Therapy, knowledge: Knowledge) -> Ways:
    counts = _more(therapy, knowledge)
    more = ", ".join(f"{count} {name if count > 1 else name.removesuffix('s')}" for name, count in counts.items())
    ways = [(f"netcli show {therapy.id} --full", f"{more} more" if more else "every text and source")]
    if any(therapy.id in trial.drugs for trial in knowledge.of(Trial).values()):
        ways.append((f"netcli trials --drug {therapy.id}", "its trials"))
    return Ways(ways)
