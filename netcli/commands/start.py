"""`netcli` alone: one screen that says what this is and what to type."""

from typing import Annotated, Any

import typer

from netcli.argv import SHELLS
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question, Record, Therapy, Trial
from netcli.options import offered, open_session, with_output
from netcli.output.answer import Answer


@with_output
def start(
    output_options: dict[str, Any],
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and the edition.")] = False,  # noqa: FBT002
    show_completion: Annotated[  # noqa: ARG001 (answered before Typer is asked)
        str | None,
        typer.Option(
            help=f"Show the script by which {SHELLS.listed} completes netcli.",
            autocompletion=offered(SHELLS),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Neuroendocrine tumours at the command line: therapies, grading, trials, questions. Offline and cited."""
    if version:
        from netcli.version import version_line

        typer.echo(version_line())
        raise typer.Exit
    if context.invoked_subcommand:
        return
    session = open_session(**output_options)
    session.sink.put(welcome(session.knowledge), session.knowledge)


def welcome(knowledge: Knowledge) -> Answer:
    """Return what netcli is, what it holds and what to type."""
    from netcli.views.welcome import EXAMPLES, Offered, welcome_blocks

    kinds: dict[str, type[Record]] = {"therapies": Therapy, "trials": Trial, "questions": Question}
    held = {name: len(knowledge.of(kind)) for name, kind in kinds.items()}
    lines = [pair for part in EXAMPLES for pair in part.items()]
    return Answer(
        name="welcome",
        query={},
        results=[Offered(f"netcli {line}", gives) for line, gives in lines],
        full=lambda: welcome_blocks(knowledge.edition, held),
        glance=lambda: welcome_blocks(knowledge.edition, held),
        extra={"counts": held},
    )
