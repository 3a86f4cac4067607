"""`netcli trials --live`, `--diff` and `--open`: the register's own answer, in the table of the curated trials."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from netcli.errors import NetcliError, NoMatch
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Trial
from netcli.knowledge.trials import STATUS_ORDER, TrialQuestion, phase_rank
from netcli.knowledge.typed import asked as understood
from netcli.knowledge.wording import marked
from netcli.options import Session
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Heading, Line, Paragraph, Table
from netcli.output.progress import progress
from netcli.registries.links import Link
from netcli.registries.query import RegisterQuery
from netcli.registries.translation import unasked
from netcli.text import counted
from netcli.views.trials import trial_blocks

if TYPE_CHECKING:
    from netcli.registries.ctgov.search import RegisterAnswer


def live_trials(
    session: Session,
    asked: RegisterQuery,
    question: TrialQuestion,
    where: Mapping[str, str],
    notes: Sequence[str],
    links: Sequence[Link],
    *,
    refresh: bool,
) -> Answer:
    """Return what ClinicalTrials.gov holds now. Raise RegisterUnavailable, NoMatch."""
    from netcli.registries.ctgov.search import search_trials

    with progress("asking ClinicalTrials.gov") as say:
        found = search_trials(asked, refresh=refresh, progress=say)
    told = f"asked {found.url} at {found.asked_at}" + (
        " (kept from then; --refresh asks again)" if found.from_cache else ""
    )
    if not found.trials:
        raise NoMatch(_nothing(found), "\n".join([*found.notes, told, f"open {found.web_url}"]))
    without = unasked(question, asked, session.knowledge)
    query = {name: value for name, value in {**understood(question), **where}.items() if name not in without}
    register = {
        "url": found.url, "asked_at": found.asked_at, "from_cache": found.from_cache,
        "total": found.total, "more": found.more, "left_out": found.left_out, "moved_behind": found.moved_behind,
    }  # fmt: skip

    return Answer(
        name="trials",
        query={**query, "live": True, "condition": asked.condition, "limit": asked.limit},
        results=found.stated,
        blocks=lambda: _blocks(found, told, session.knowledge),
        notes=[*notes, *without.values(), *found.notes, told],
        extra={"links": list(links), "register": register},
        sources=found.sources,
    )


def _nothing(found: "RegisterAnswer") -> str:
    if not found.left_out:
        return "ClinicalTrials.gov holds no such trial"
    return f"ClinicalTrials.gov sent {counted(found.left_out, 'trial')}, none of which fits"


def _blocks(found: "RegisterAnswer", told: str, knowledge: Knowledge) -> list[Block]:
    """Return the register's trials as the curated ones are shown; those about other tumours in a part of their own."""
    ordered = sorted(found.trials, key=lambda trial: (-phase_rank(trial), STATUS_ORDER.index(trial.status)))
    off_topic = {trial.id for trial in found.trials[len(found.trials) - found.moved_behind :]}
    about_nets = [trial for trial in ordered if trial.id not in off_topic]
    others = [trial for trial in ordered if trial.id in off_topic]
    title = f"ClinicalTrials.gov: {_count(found.total, len(found.trials))}"
    parts = trial_blocks(about_nets, [], title, knowledge)
    if others:
        parts.append(Heading("Not about neuroendocrine tumours first", 2, "quiet"))
        parts += trial_blocks(others, [], "", knowledge)[1:]
    return [*parts, Paragraph(told, "quiet"), Paragraph(f"Open on the web: {found.web_url}", "quiet")]


def _count(total: int | None, shown: int) -> str:
    return f"{shown:,} of {counted(total, 'trial')}" if total is not None and total > shown else counted(shown, "trial")


def register_changes(session: Session, *, refresh: bool) -> Answer:
    """Return what the register holds differently from the curated trials. Raise RegisterUnavailable."""
    from netcli.registries.ctgov.diff import diff_trials

    with progress("comparing with ClinicalTrials.gov") as say:
        answer = diff_trials(session.knowledge.of(Trial), refresh=refresh, progress=say)
    names = {trial.id: marked(trial.acronym, trial) for trial in session.knowledge.of(Trial).values()}

    def blocks() -> list[Block]:
        rows = [
            (
                Line("", names[one.trial], "strong"),
                one.nct,
                one.field,
                str(one.bundled),
                str(one.register),
                one.register_date,
            )
            for one in answer.changes
        ]
        title = f"{counted(len(answer.changes), 'difference')} in {counted(answer.compared, 'trial')}"
        table = [Table(("Trial", "Number", "Field", "Curated", "Register", "Register's date"), rows)] if rows else []
        return [Heading(title), *table, Paragraph(f"asked {answer.url} at {answer.asked_at}", "quiet")]

    notes = list(answer.notes)
    if answer.not_found:
        notes.append(f"the register does not have {', '.join(answer.not_found)}")
    if answer.unreadable:
        notes.append(f"the register's record could not be read: {', '.join(answer.unreadable)}")
    extra = {
        "compared": answer.compared, "not_found": answer.not_found, "unreadable": answer.unreadable,
        "without_nct": answer.without_nct,
        "register": {"url": answer.url, "asked_at": answer.asked_at, "from_cache": answer.from_cache},
    }  # fmt: skip
    return Answer("trials-diff", {"live": True, "diff": True}, answer.changes, blocks, notes, extra=extra)


def open_page(url: str) -> None:
    """Open a page in the browser. Raise NetcliError where none can be started: what was asked for was not done."""
    import webbrowser

    import typer

    try:
        webbrowser.get()
        started = _has_screen() and typer.launch(url) == 0
    except (webbrowser.Error, OSError):
        started = False
    if not started:
        raise NetcliError("no browser could be started here", f"open {url}")


def _has_screen() -> bool:
    """Tell whether a browser can have a window: a text browser would write into the answer."""
    named = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in named)
