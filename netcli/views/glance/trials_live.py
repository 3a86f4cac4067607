"""The register's own answer on one screen: who can enter now, the rest by number. No more than the register says."""

from itertools import groupby
from typing import TYPE_CHECKING

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Trial
from netcli.knowledge.trials import OPEN, STATUS_ORDER, phase_rank
from netcli.output.blocks import Block, Cell, Facts, Heading, Paragraph, Ways
from netcli.views.full.trials_live import count_in_words
from netcli.views.glance.trial_rows import ShortTrial, open_table, short_trial
from netcli.views.glance.trials import Links

if TYPE_CHECKING:
    from netcli.registries.ctgov.search import RegisterAnswer


def live_rows(found: "RegisterAnswer", knowledge: Knowledge) -> list[ShortTrial]:
    """Return the register's trials as rows."""
    return [short_trial(trial, knowledge) for trial in _ordered(found)]


def live_glance(found: "RegisterAnswer", told: str, links: Links, knowledge: Knowledge) -> list[Block]:
    """Return the register's trials that are open as rows, all where none is, and the others by status.

    Those about other tumours stand in a part of their own. `told` says what was asked, and when.
    """
    ordered = _ordered(found)
    rows = [trial for trial in ordered if trial.status in OPEN] or ordered
    other = {trial.id for trial in found.trials[len(found.trials) - found.moved_behind :]}
    parts = (
        ("Open" if rows[0].status in OPEN else "Trials", [trial for trial in rows if trial.id not in other]),
        ("Not about NET first", [trial for trial in rows if trial.id in other]),
    )
    blocks: list[Block] = [Heading(f"ClinicalTrials.gov: {count_in_words(found.total, len(found.trials))}")]
    blocks += [open_table(trials, knowledge, title, seen="updated") for title, trials in parts if trials]
    rest = sorted((trial for trial in ordered if trial not in rows), key=lambda trial: STATUS_ORDER.index(trial.status))
    facts: list[tuple[str, Cell]] = [
        (status.replace("-", " "), ", ".join(trial.nct or trial.id for trial in group))
        for status, group in groupby(rest, key=lambda trial: trial.status)
    ]
    blocks += [Facts(facts)] if facts else []
    blocks.append(Paragraph(told, "quiet"))
    ways = Ways([("--full", f"all {len(ordered)} with design and result"), *links.ways()])
    return [*links.around(blocks), ways]


def _ordered(found: "RegisterAnswer") -> list[Trial]:
    return sorted(found.trials, key=lambda trial: (-phase_rank(trial), STATUS_ORDER.index(trial.status)))
