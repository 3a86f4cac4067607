"""The answers of `trials --live` and `--diff`: the register's trials in the curated table, and what differs."""

from typing import TYPE_CHECKING

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Trial
from netcli.knowledge.trials import STATUS_ORDER, phase_rank
from netcli.knowledge.wording import marked
from netcli.output.blocks import Block, Column, Heading, Line, Paragraph, Table, rows
from netcli.text import counted
from netcli.views.full.trials import by_phase

if TYPE_CHECKING:
    from netcli.registries.ctgov.diff import DiffAnswer
    from netcli.registries.ctgov.search import RegisterAnswer


def live_blocks(found: "RegisterAnswer", told: str, knowledge: Knowledge) -> list[Block]:
    """Return the register's trials as the curated ones are shown; those about other tumours in a part of their own.

    `told` says what was asked, and when.
    """
    ordered = sorted(found.trials, key=lambda trial: (-phase_rank(trial), STATUS_ORDER.index(trial.status)))
    off_topic = {trial.id for trial in found.trials[len(found.trials) - found.moved_behind :]}
    about_nets = [trial for trial in ordered if trial.id not in off_topic]
    others = [trial for trial in ordered if trial.id in off_topic]
    blocks: list[Block] = [Heading(f"ClinicalTrials.gov: {count_in_words(found.total, len(found.trials))}")]
    blocks += by_phase(about_nets, knowledge)
    if others:
        blocks += [Heading("Not about neuroendocrine tumours first", 2, "quiet"), *by_phase(others, knowledge)]
    return [*blocks, Paragraph(told, "quiet"), Paragraph(f"Open on the web: {found.web_url}", "quiet")]


def count_in_words(total: int | None, shown: int) -> str:
    """Return how many trials are shown, of how many."""
    return f"{shown:,} of {counted(total, 'trial')}" if total is not None and total > shown else counted(shown, "trial")


def diff_blocks(answer: "DiffAnswer", told: str, knowledge: Knowledge) -> list[Block]:
    """Return what the register holds differently from the curated trials. `told` says what was asked, and when."""
    trials = knowledge.of(Trial)
    found = [
        (
            Line("", marked(trials[one.trial].acronym, trials[one.trial]), "strong"),
            one.nct,
            one.field,
            str(one.bundled),
            str(one.register),
            one.register_date,
        )
        for one in answer.changes
    ]
    title = f"{counted(len(answer.changes), 'difference')} in {counted(answer.compared, 'trial')}"
    named = [Column("Trial"), Column("Number"), Column("Field")]
    values = [Column("Curated", 1, least=12), Column("Register", 1, least=12), Column("Register's date")]
    return [
        Heading(title),
        *([Table([*named, *values], rows(found))] if found else []),
        Paragraph(told, "quiet"),
    ]
