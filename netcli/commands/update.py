"""`netcli update`: what the registers say now, kept on this machine and shown in every answer from then on."""

from typing import Annotated

import typer

from netcli.errors import NetcliError, UnknownValue
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.options import Session, answers
from netcli.output.answer import Answer
from netcli.output.progress import progress
from netcli.views.full.update import forgotten_blocks, news_blocks

CheckOption = Annotated[bool, typer.Option("--check", help="Show what would change, and keep nothing.")]
ForgetOption = Annotated[bool, typer.Option("--forget", help="Go back to the edition: remove what was kept.")]


@answers
def update(
    session: Session,
    check: CheckOption = False,  # noqa: FBT002
    forget: ForgetOption = False,  # noqa: FBT002
) -> Answer:
    """Ask the registers what is new, and keep it on this machine.

    ClinicalTrials.gov is asked for the status, phase, enrolment and completion of the trials on record, openFDA for the
    day of the newest label of each drug with a US label: nothing else leaves the machine, nothing that you typed. What
    comes back is kept whole or not at all, in NETCLI_HOME or your data folder. From then on every answer shows the
    newer status with its day, and marks an indication whose US label has changed since it was read.
    """
    if check and forget:
        raise UnknownValue("--check and --forget contradict each other", "give one of the two")
    return _forget(session) if forget else _ask(keep=not check)


def _ask(*, keep: bool) -> Answer:
    """Return what is new, kept if so wanted. Raise RegisterUnavailable, and NetcliError where nothing can be kept."""
    from netcli.knowledge.files import update_store
    from netcli.registries.news import ask_for_news

    known = bundled()  # not an overlay: what somebody added is nobody else's business
    _check_clock(known)
    update_store.check_place(to_write=keep)
    with progress("netcli update") as say:
        news = ask_for_news(known, progress=say)
    if keep:
        update_store.keep(news.update)
    former = known.update.day if known.update else None
    return Answer(
        name="update",
        query={"check": not keep},
        results=[*news.trials, *news.labels],
        full=lambda: news_blocks(news, former, kept=keep),
        notes=news.notes,
        extra={
            "update": {
                "day": news.update.day, "asked_at": news.asked_at, "kept": keep, "former": former,
                "trials": len(news.update.trials), "labels": len(news.update.labels),
            },
        },
    )  # fmt: skip


def _check_clock(knowledge: Knowledge) -> None:
    """Refuse a clock that is behind the edition: all that came would count as older than it. Raise NetcliError."""
    from datetime import date, timedelta

    from netcli.knowledge.age import today

    day, reviewed = today(), knowledge.edition.reviewed
    if day is None or day < date.fromisoformat(reviewed) - timedelta(days=1):  # a day: it was reviewed somewhere else
        shown = f"shows {day}, before this edition was reviewed ({reviewed})" if day else "shows no day"
        raise NetcliError(f"the clock of this machine {shown}", "set it, then run 'netcli update' again")


def _forget(session: Session) -> Answer:
    from netcli.knowledge.files.update_store import forget

    was_kept = forget()
    edition = session.knowledge.edition.version
    return Answer(
        name="update",
        query={"forget": True},
        results=[{"edition": edition, "forgotten": was_kept}],
        full=lambda: forgotten_blocks(edition, was_kept=was_kept),
    )
