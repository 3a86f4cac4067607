"""`netcli trials --live`, `--diff` and `--open`: the register's own answer, in the table of the curated trials."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from netcli.errors import NetcliError, NoMatch
from netcli.knowledge.model import Trial
from netcli.knowledge.trials import TrialQuestion
from netcli.knowledge.typed import asked as understood
from netcli.options import Session
from netcli.output.answer import Answer
from netcli.output.progress import progress
from netcli.registries.query import RegisterQuery
from netcli.registries.translation import unasked
from netcli.text import counted
from netcli.views.full.trials_live import diff_blocks, live_blocks
from netcli.views.glance.trials import Links
from netcli.views.glance.trials_live import live_glance, live_rows

if TYPE_CHECKING:
    from netcli.registries.ctgov.search import RegisterAnswer


def live_trials(
    session: Session,
    asked: RegisterQuery,
    question: TrialQuestion,
    where: Mapping[str, str],
    notes: Sequence[str],
    links: Links,
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
        full=lambda: live_blocks(found, told, session.knowledge),
        glance=lambda: live_glance(found, told, links, session.knowledge),
        brief=lambda: live_rows(found, session.knowledge),
        notes=[*notes, *without.values(), *found.notes, told],
        extra={"links": links.found, "register": register},
        sources=found.sources,
    )


def _nothing(found: "RegisterAnswer") -> str:
    if not found.left_out:
        return "ClinicalTrials.gov holds no such trial"
    return f"ClinicalTrials.gov sent {counted(found.left_out, 'trial')}, none of which fits"


def register_changes(session: Session, *, refresh: bool) -> Answer:
    """Return what the register holds differently from the curated trials. Raise RegisterUnavailable."""
    from netcli.knowledge.files.update import as_bundled
    from netcli.registries.ctgov.diff import diff_trials

    curated = {name: as_bundled(trial) for name, trial in session.knowledge.of(Trial).items()}
    with progress("comparing with ClinicalTrials.gov") as say:
        answer = diff_trials(curated, refresh=refresh, progress=say)
    told = f"asked {answer.url} at {answer.asked_at}"
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
    return Answer(
        name="trials-diff",
        query={"live": True, "diff": True},
        results=answer.changes,
        full=lambda: diff_blocks(answer, told, session.knowledge),
        notes=notes,
        extra=extra,
    )


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
