"""Trials on one screen: who can still enter, then what has been shown, a line a result; the rest by name."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Evidence, Site, Trial
from netcli.knowledge.sites import area
from netcli.knowledge.trials import OPEN, TrialQuestion, is_old, phase_label, phase_rank, tested_in
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import Block, Cell, Column, Facts, Line, Paragraph, Row, Table, Ways
from netcli.registries.links import Link
from netcli.views.full.trials import trial_card
from netcli.views.results import ShortResult, in_numbers, short_result, without_doses
from netcli.views.short import cited, legend, sites_in_short, told_by

ROOM = 22  # rows of a screen; what has none is named. A phase that is asked for has as many as it needs.
LATE = 2  # an open trial of an earlier phase has a row only where there is room
BANDS = ((2.5, "phase 3"), (1.5, "phase 2"), (float("-inf"), "early"))
SEARCHED = ("ClinicalTrials.gov", "EU CTIS")  # the others: --links
# Where the patients of a result are: those of a narrow site before those of any.
SITE_ORDER: tuple[tuple[str, ...], ...] = (
    ("pancreas",),
    ("gep",),
    ("gi", "midgut", "jejunum-ileum", "hindgut"),
    ("lung", "thymus", "thoracic"),
    ("extrapancreatic",),
)
_SYMPTOMS = re.compile(r"\b(?:bowel movements|flushing|5-HIAA|symptom)", re.IGNORECASE)
_STATUS = {"not-yet-recruiting": ", planned", "enrolling-by-invitation": ", by invitation"}
RESULT = "PFS (months), HR (95 % CI)"
NO_FIGURES = "no figures"
KINDS = ("open", "result", NO_FIGURES)
_NEEDLESS = re.compile(r'It takes no search link: | under "Contain all of these terms"|choose ')
_STOPPED = ("withdrawn", "terminated", "suspended")


class ShortTrial(Struct, frozen=True, omit_defaults=True):
    """A trial in a row; without a treatment it is only named."""

    id: str
    name: str
    phase: str
    status: str
    seen: str
    nct: str = ""
    treatment: str = ""
    patients: str = ""
    n: int | None = None
    results: list[ShortResult] = []


class _Result(Struct, frozen=True):
    """The result of a trial in one of its cohorts; `whole` where it has no other."""

    trial: Trial
    result: Evidence
    whole: bool

    @property
    def of_symptoms(self) -> bool:
        return bool(_SYMPTOMS.search(self.result.endpoint))


class _Screen(Struct, frozen=True):
    """What has a row, and what is named behind which label."""

    open: list[Trial]
    results: list[_Result]
    names: dict[str, list[Trial]]


def trial_rows(trials: Sequence[Trial], asked: TrialQuestion, knowledge: Knowledge) -> list[ShortTrial]:
    """Return the trials of the screen, those with a row first."""
    screen = _split(trials, asked, knowledge)
    in_rows = {trial.id: trial for trial in (*screen.open, *(one.trial for one in screen.results))}
    named = [trial for trial in trials if trial.id not in in_rows]
    return [
        *(_short(trial, screen.results, knowledge) for trial in in_rows.values()),
        *(ShortTrial(**_naming(trial, knowledge)) for trial in named),
    ]


def trial_glance(
    trials: Sequence[Trial], asked: TrialQuestion, links: Sequence[Link], knowledge: Knowledge, *, every_link: bool
) -> list[Block]:
    """Return one screen: trials to enter, results by site, those on symptoms apart, names, and where to search."""
    screen = _split(trials, asked, knowledge)
    tumour = [one for one in screen.results if not one.of_symptoms]
    symptoms = "; ".join(_in_a_line(one, knowledge) for one in screen.results if one.of_symptoms)
    facts: list[tuple[str, Cell]] = [("symptoms", symptoms)] if symptoms else []
    facts += [(label, _names(found, label, asked)) for label, found in screen.names.items()]
    blocks: list[Block] = [
        *([open_table(screen.open, knowledge)] if screen.open else []),
        *([_result_table(tumour, knowledge)] if tumour else []),
        *([Facts(facts)] if facts else []),
    ]
    return [
        *blocks,
        legend(blocks, {}, seen_explained(screen.open, knowledge)),
        *search_lines(links, every_link=every_link),
        _ways(trials, screen, asked, links),
    ]


def open_table(trials: Sequence[Trial], knowledge: Knowledge, title: str = "Open") -> Table:
    """Return trials with what one must know to enter them: number, treatment, patients, and when it was open."""
    columns = [
        Column(title, most=14),
        Column("register", most=12),
        Column("treatment", 2, least=16),
        Column("patients", 1, least=13),
        Column("n", right=True, most=4),
        Column("seen", 1, least=7),
    ]
    return Table(columns, [Row(_open_row(trial, knowledge), _about(trial, knowledge)) for trial in trials])


def seen_explained(trials: Sequence[Trial], knowledge: Knowledge) -> str:
    """Return what a foot says of the days on which statuses were seen."""
    return "old: > 1 year" if any(is_old(trial, knowledge) for trial in trials) else ""


def search_lines(links: Sequence[Link], *, every_link: bool) -> list[Block]:
    """Return where to go on searching, as whole addresses; the registers that most need stand for all."""
    shown = [link for link in links if every_link or link.registry in SEARCHED]
    return [Paragraph(f"{link.url}  {_NEEDLESS.sub('', link.note)}".strip(" .")) for link in shown]


# What has a row


def _split(trials: Sequence[Trial], asked: TrialQuestion, knowledge: Knowledge) -> _Screen:
    """Return what has a row: open trials, then results from the latest phase down as long as there is room."""
    room = len(trials) * 9 if asked.phase else ROOM
    every_open = sorted((one for one in trials if one.status in OPEN), key=_is_carcinoma)
    late = [one for one in every_open if phase_rank(one) >= LATE]
    shown = every_open if len(every_open) <= room // 2 else late
    results: list[_Result] = []
    for _, band in BANDS:
        found = [one for trial in trials if _band(trial) == band for one in _results(trial, asked, knowledge)]
        if len(shown) + len(results) + len(found) > room:
            break
        results += found
    results.sort(key=lambda one: (_is_carcinoma(one.trial), _place(one.trial)))
    told = {trial.id for trial in (*shown, *(one.trial for one in results))}
    names: dict[str, list[Trial]] = {}
    for trial in trials:
        if trial.id not in told:
            names.setdefault(_label(trial, asked), []).append(trial)
    order = sorted(names, key=lambda label: KINDS.index(label.partition(",")[0]))
    return _Screen(shown, results, {label: names[label] for label in order})


def _label(trial: Trial, asked: TrialQuestion) -> str:
    """Return behind what a trial is named that has no row."""
    if trial.status not in OPEN and not trial.outcomes:
        return NO_FIGURES
    kind = "open" if trial.status in OPEN else "result"
    return kind if asked.phase else f"{kind}, {_band(trial)}"


def _is_carcinoma(trial: Trial) -> bool:
    return trial.differentiation == "poor"


def _band(trial: Trial) -> str:
    return next(label for least, label in BANDS if phase_rank(trial) >= least)


def _results(trial: Trial, asked: TrialQuestion, knowledge: Knowledge) -> list[_Result]:
    """Return the results that were chosen by hand, one a cohort, of the cohorts at the site asked for."""
    where = area(asked.site, knowledge.of(Site))
    told = [one for one in trial.outcomes if one.headline and trial.status not in OPEN]
    return [_Result(trial, one, len(told) == 1) for one in told if where.concerns(one.sites or trial.sites)]


def _place(trial: Trial) -> int:
    sites = set(trial.sites)
    narrow = next((place for place, group in enumerate(SITE_ORDER) if sites <= set(group)), None)
    if narrow is not None:
        return narrow
    if "net" in sites:
        return len(SITE_ORDER)
    return 0 if sites == {"pancreas", "extrapancreatic"} else 1 if "pancreas" in sites else 2


# Rows


def _open_row(trial: Trial, knowledge: Knowledge) -> list[Cell]:
    number = trial.nct or next(iter(trial.other_ids.values()), "")
    enrolled = "" if trial.enrollment is None else str(trial.enrollment)
    return [_name(trial), number, treatment(trial, knowledge), _patients(trial), enrolled,
            _seen(trial, knowledge)]  # fmt: skip


def _name(trial: Trial) -> Line:
    return Line(marked(trial.short or trial.acronym, trial), tone="strong")


def treatment(trial: Trial, knowledge: Knowledge) -> Line:
    """Return what is tested against what; of a trial without short texts what its record names."""
    status = _STATUS.get(trial.status, "")
    if trial.treatment:
        return Line(trial.treatment + status, narrow=without_doses(trial.treatment.removesuffix(", with SSA")) + status)
    against = f" v {trial.comparator}" if trial.comparator else ""
    return Line(f"{', '.join(tested_in(trial, knowledge))}{against}{status}")


def _patients(trial: Trial) -> Line:
    doubt = unconfirmed(trial.confirmed)
    short = trial.patients_short or trial.patients
    return Line(f"{trial.patients or trial.population}{doubt}", narrow=f"{short}{doubt}" if short else "")


def _seen(trial: Trial, knowledge: Knowledge) -> Line:
    """Return the month in which a status was seen, with a word where that is long ago."""
    old = is_old(trial, knowledge)
    month = trial.status_as_of[:7]
    seen = Line("", f"{month} old", "caution", f"status of {month}, over a year before this edition")
    return seen if old else Line("", month, "quiet", f"status of {month}")


def _result_table(results: Sequence[_Result], knowledge: Knowledge) -> Table:
    columns = [
        Column("With a result", most=16),
        Column("treatment", 5, least=16),  # the shares give every result one line at 100 columns
        Column("patients", 4, least=12),
        Column(RESULT, 12, least=32, joins=True),
    ]
    return Table(columns, [Row(_result_row(one, knowledge), _about(one.trial, knowledge)) for one in results])


def _result_row(one: _Result, knowledge: Knowledge) -> list[Cell]:
    name = _name(one.trial)
    named = Line(name.text + cited([one.result.sources], knowledge), tone=name.tone)
    return [named, treatment(one.trial, knowledge), _cohort(one, knowledge), _numbers(one.result)]


def _numbers(result: Evidence) -> Line:
    """Return a result; without the labels that the head of its column has where there is no room for them."""
    told = in_numbers(result, unit=False)
    return Line(told, narrow=re.sub(r"\bHR\s(?=[\d.]+\s\()", "", told.removeprefix("PFS ")).replace("), ", ") "))


def _cohort(one: _Result, knowledge: Knowledge) -> Line:
    """Return in whom: the patients of the trial, or of the one of its cohorts that the result is of."""
    trial, result = one.trial, one.result
    if one.whole and not result.sites:
        return _patients(trial)
    where = sites_in_short(result.sites, knowledge)
    told = [other for other in trial.outcomes if other.headline]
    named = (word for other in told for word in sites_in_short(other.sites, knowledge).split(", "))
    if all(other.sites for other in told) and not any(word in trial.patients_short for word in named):
        first = result.id == told[0].id
        return Line(f"{where}, {trial.patients}", narrow=f"{where} {trial.patients_short}" if first else where)
    return Line(result.population)


def _in_a_line(one: _Result, knowledge: Knowledge) -> str:
    named = f"{_name(one.trial).text}{cited([one.result.sources], knowledge)}"
    return f"{named} {without_doses(one.trial.treatment)}: {in_numbers(one.result)}"


def _about(trial: Trial, knowledge: Knowledge) -> Callable[[], list[Block]]:
    return lambda: trial_card(trial, knowledge)


def _naming(trial: Trial, knowledge: Knowledge) -> dict[str, Any]:
    name = _name(trial).text
    return {"id": trial.id, "name": name, "phase": phase_label(trial.phases), "status": trial.status,
            "seen": trial.status_as_of}  # fmt: skip


def _short(trial: Trial, results: Sequence[_Result], knowledge: Knowledge) -> ShortTrial:
    return ShortTrial(
        **_naming(trial, knowledge),
        nct=trial.nct or "",
        treatment=treatment(trial, knowledge).text,
        patients=_patients(trial).text,
        n=trial.enrollment,
        results=[
            replace(_short_result(one, knowledge), nct="", against="")  # the trial says it
            for one in results
            if one.trial.id == trial.id
        ],
    )


def _short_result(one: _Result, knowledge: Knowledge) -> ShortResult:
    return short_result(one.result, one.trial, told_by(one.result.sources, knowledge), _cohort(one, knowledge).text)


# The rest


def _names(trials: Sequence[Trial], label: str, asked: TrialQuestion) -> str:
    """Return names; under a label that says no phase, by phase."""
    if asked.phase or label != NO_FIGURES:
        return ", ".join(_named(trial, asked) for trial in trials)
    bands = groupby(trials, key=_band)
    return "; ".join(f"{band}: {', '.join(_named(trial, asked) for trial in found)}" for band, found in bands)


def _named(trial: Trial, asked: TrialQuestion) -> str:
    """Return a name with what its band does not say: another phase, that it was stopped."""
    phase = phase_label(trial.phases).lower().replace("/phase ", "/").replace(" stated", "")
    plain = asked.phase or phase in (_band(trial), "phase 1", "early phase 1")
    stopped = trial.status in _STOPPED and not trial.outcomes
    about = [*([] if plain else [phase.removeprefix("phase ")]), *([trial.status] if stopped else [])]
    return (_name(trial).text + (f" ({', '.join(about)})" if about else "")).replace(" ", "\u00a0")


def _ways(trials: Sequence[Trial], screen: _Screen, asked: TrialQuestion, links: Sequence[Link]) -> Ways:
    first = next((one.trial for one in screen.results), next(iter(screen.open), trials[0]))
    hidden = not asked.phase and any(label.startswith("result") for label in screen.names)
    more = [("--phase 3", "the results")] if hidden else []
    more += [] if asked.site or len(trials) < ROOM else [("--site lung", "fewer")]
    others = len(links) - len(SEARCHED)
    return Ways(
        [
            (f"netcli show {first.id}", "all on one"),
            ("--full", f"all {len(trials)}"),
            ("--links", f"{others} more registers"),
            *more[:1],
        ]
    )
