"""Trials on one screen: who can still enter, then what has been shown, a line a result; the rest by name."""

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Therapy, Trial
from netcli.knowledge.sites import area
from netcli.knowledge.trials import OPEN, ROLES, TrialQuestion, phase_label, phase_rank, remarks_on, silences
from netcli.output.blocks import Block, Cell, Facts, Paragraph, Ways
from netcli.registries.links import Link
from netcli.views.glance.trial_rows import (
    Result,
    ShortTrial,
    in_a_line,
    name_of,
    naming,
    open_table,
    result_table,
    seen_explained,
    short_trial,
)
from netcli.views.short import legend, name_in_short

ROOM = 25  # rows of a screen; what has none is named. A phase that is asked for has as many as it needs.
ROWS_OF_A_RESULT = 1.5  # with its source in the foot
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
NO_FIGURES = "no figures"
KINDS = ("open", "result", NO_FIGURES)
_NEEDLESS = re.compile(r'It takes no search link: | under "Contain all of these terms"|choose ')
_STOPPED = ("withdrawn", "terminated", "suspended")


class Links(Struct, frozen=True):
    """The searches of the registers: `every` one or those that most need; `first` for those who look for a place."""

    found: Sequence[Link]
    every: bool = False
    first: bool = False

    def around(self, blocks: Sequence[Block]) -> list[Block]:
        """Return some blocks with whole addresses behind them, or before them."""
        shown = [link for link in self.found if self.every or self.first or link.registry in SEARCHED]
        lines = [Paragraph(f"{link.url}  {_NEEDLESS.sub('', link.note)}".strip(" .")) for link in shown]
        return [*lines, *blocks] if self.first else [*blocks, *lines]

    def ways(self) -> list[tuple[str, str]]:
        """Return how to get those that are not shown."""
        more = 0 if self.every or self.first else sum(link.registry not in SEARCHED for link in self.found)
        return [("--links", f"{more} more registers")] if more else []


class _Screen(Struct, frozen=True):
    """What has a row, and what is named behind which label."""

    open: list[Trial]
    results: list[Result]
    names: dict[tuple[str, str], list[Trial]]
    heads: dict[str, str]


def trial_rows(trials: Sequence[Trial], asked: TrialQuestion, knowledge: Knowledge) -> list[ShortTrial]:
    """Return the trials of the screen, those with a row first."""
    screen = _split(trials, asked, knowledge)
    in_rows = {trial.id: trial for trial in (*screen.open, *(one.trial for one in screen.results))}
    named = [trial for trial in trials if trial.id not in in_rows]
    told = {trial.id: ", ".join(remarks_on(trial, asked, knowledge)) for trial in trials}
    return [
        *(short_trial(trial, knowledge, screen.results, told[trial.id]) for trial in in_rows.values()),
        *(ShortTrial(**naming(trial), remark=told[trial.id]) for trial in named),
    ]


def trial_glance(trials: Sequence[Trial], asked: TrialQuestion, links: Links, knowledge: Knowledge) -> list[Block]:
    """Return one screen: trials to enter, results by site, those on symptoms apart, names, and where to search."""
    screen = _split(trials, asked, knowledge)
    tumour = [one for one in screen.results if not one.of_symptoms]
    symptoms = "; ".join(in_a_line(one, knowledge) for one in screen.results if one.of_symptoms)
    facts: list[tuple[str, Cell]] = [("symptoms", symptoms)] if symptoms else []
    for head, found in groupby(screen.names.items(), key=lambda item: item[0][0]):
        told = [(label, _names(trials, label, asked)) for (_, label), trials in found]
        facts += told if not head else [(head, "; ".join(f"{label}: {names}" for label, names in told))]
    blocks: list[Block] = [
        *([open_table(screen.open, knowledge, heads=screen.heads)] if screen.open else []),
        *([result_table(tumour, knowledge, screen.heads)] if tumour else []),
        *([Facts(facts)] if facts else []),
    ]
    blocks.append(legend(blocks, {}, seen_explained(screen.open, knowledge)))
    return [*links.around(blocks), _ways(trials, screen, asked, links)]


# What has a row


def _split(trials: Sequence[Trial], asked: TrialQuestion, knowledge: Knowledge) -> _Screen:
    """Return what has a row: open trials, then results from the latest phase down as long as there is room."""
    room = len(trials) * 9 if asked.phase else ROOM
    heads = {trial.id: _head(trial, asked, knowledge) for trial in trials}
    order = list(dict.fromkeys(heads.values()))
    shown: list[Trial] = []
    results: list[Result] = []
    for some in _near_first(trials, asked):
        every_open = [one for one in some if one.status in OPEN]
        late = [one for one in every_open if phase_rank(one) >= LATE]
        shown += _as_many_as_fit(every_open, late, room // 2 - len(shown), first=not shown)
        for _, band in BANDS:
            found = [one for trial in some if _band(trial) == band for one in _results(trial, asked, knowledge)]
            if len(shown) + ROWS_OF_A_RESULT * len(results + found) > room:
                break
            results += found
    shown.sort(key=lambda one: (order.index(heads[one.id]), _is_carcinoma(one)))
    results.sort(key=lambda one: (order.index(heads[one.trial.id]), _is_carcinoma(one.trial), _place(one.trial)))
    told = {trial.id for trial in (*shown, *(one.trial for one in results))}
    names: dict[tuple[str, str], list[Trial]] = {}
    for trial in trials:
        if trial.id not in told:
            names.setdefault((heads[trial.id], _label(trial, asked)), []).append(trial)
    labels = sorted(names, key=lambda label: (order.index(label[0]), KINDS.index(label[1].partition(",")[0])))
    return _Screen(shown, results, {label: names[label] for label in labels}, heads)


def _near_first(trials: Sequence[Trial], asked: TrialQuestion) -> list[list[Trial]]:
    """Return the trials that name what was asked, and those that are silent on it."""
    return [[one for one in trials if bool(silences(one, asked)) == silent] for silent in (False, True)]


def _as_many_as_fit(every: list[Trial], late: list[Trial], room: int, *, first: bool) -> list[Trial]:
    """Return all, or those of late phases, for which there is room; of the first group the late ones have it anyway."""
    return every if len(every) <= room else late if first or len(late) <= room else []


def _head(trial: Trial, asked: TrialQuestion, knowledge: Knowledge) -> str:
    """Return what stands above the rows of which the same must be remarked."""
    told = remarks_on(trial, asked, knowledge)
    if asked.drug and told[:1] and told[0] in ROLES.values():
        drugs = [knowledge.of(Therapy)[one] for one in asked.drug if one in knowledge.of(Therapy)]
        named = name_in_short(drugs[0]) if len(drugs) == len(asked.drug) == 1 else "the drug"
        told[0] = f"{named} {'is the control arm only' if told[0] == ROLES['control'] else told[0]}"
    return ", ".join(told)


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


def _results(trial: Trial, asked: TrialQuestion, knowledge: Knowledge) -> list[Result]:
    """Return the results that were chosen by hand, one a cohort, of the cohorts at the site asked for."""
    where = area(asked.site, knowledge.of(Site))
    told = [one for one in trial.outcomes if one.headline and trial.status not in OPEN]
    here = [one for one in told if where.concerns(one.sites or trial.sites)]
    return [Result(trial, one, one is here[0]) for one in here]


def _place(trial: Trial) -> int:
    sites = set(trial.sites)
    narrow = next((place for place, group in enumerate(SITE_ORDER) if sites <= set(group)), None)
    if narrow is not None:
        return narrow
    if "net" in sites:
        return len(SITE_ORDER)
    return 0 if sites == {"pancreas", "extrapancreatic"} else 1 if "pancreas" in sites else 2


def _names(trials: Sequence[Trial], label: str, asked: TrialQuestion) -> str:
    """Return names; under a label that says no phase, by phase."""
    if asked.phase or label != NO_FIGURES:
        return ", ".join(_named(trial, asked) for trial in trials)
    bands = groupby(trials, key=_band)
    return "; ".join(f"{band}: {', '.join(_named(trial, asked) for trial in found)}" for band, found in bands)


def _named(trial: Trial, asked: TrialQuestion) -> str:
    """Return a name with what its band does not say: another phase, that it was stopped."""
    phase = phase_label(list(trial.phases)).lower().replace("/phase ", "/").replace(" stated", "")
    plain = asked.phase or phase in (_band(trial), "phase 1", "early phase 1")
    stopped = f"{trial.status} {trial.status_as_of[:7]}" if trial.status in _STOPPED and not trial.outcomes else ""
    about = [*([] if plain else [phase.removeprefix("phase ")]), *([stopped] if stopped else [])]
    return (name_of(trial).text + (f" ({', '.join(about)})" if about else "")).replace(" ", "\u00a0")


def _ways(trials: Sequence[Trial], screen: _Screen, asked: TrialQuestion, links: Links) -> Ways:
    first = next((one.trial for one in screen.results), next(iter(screen.open), trials[0]))
    named = [trial for found in screen.names.values() for trial in found]
    hidden = {_band(trial) for trial in named if any(one.headline for one in trial.outcomes)}
    more = [(f"--{band}", "the results") for band in ("phase 3", "phase 2") if band in hidden]
    more += [] if asked.site or len(trials) < ROOM else [("--site lung", "fewer")]
    ways = [(f"netcli show {first.id}", "all on one"), ("--full", f"all {len(trials)}")]
    return Ways([*ways, *links.ways(), *more[:1]])
