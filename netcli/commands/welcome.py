"""The one screen behind `netcli` alone."""

from netcli.knowledge.model import Question, Therapy, Trial
from netcli.options import Session
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line, Paragraph

EXAMPLES = (
    ("netcli therapies --site pancreas", "what is labelled, off-label or in trial, and on what evidence"),
    ("netcli grade --ki67 12", "the WHO grade, how it is reached and how sure it is"),
    ("netcli trials --phase 3", "trials with results, and search links for every register"),
)


def welcome(session: Session) -> Answer:
    """Return what netcli is, what it holds and three things to type."""
    edition = session.knowledge.edition
    counts = {"therapies": Therapy, "trials": Trial, "questions": Question}
    held = {name: len(session.knowledge.of(kind)) for name, kind in counts.items()}

    def blocks() -> list[Block]:
        return [
            Heading("netcli: neuroendocrine tumours, cited, offline"),
            Paragraph(edition.scope),
            Bullets([Line(text, command) for command, text in EXAMPLES]),
            Facts((
                ("More", "netcli --help lists every command; each has --help with examples of its own"),
                ("Knowledge", f"edition {edition.version}, reviewed {edition.reviewed}: "
                              + ", ".join(f"{count} {name}" for name, count in held.items())),
            )),
        ]  # fmt: skip

    examples = [{"command": command, "answers": answers} for command, answers in EXAMPLES]
    return Answer("overview", {}, examples, blocks, extra={"counts": held})
