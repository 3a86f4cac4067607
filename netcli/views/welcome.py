"""The one screen behind `netcli` alone."""

from collections.abc import Mapping

from netcli.knowledge.model import Edition
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line, Paragraph

EXAMPLES = (
    ("netcli therapies --site pancreas", "what is labelled, off-label or in trial, and on what evidence"),
    ("netcli grade --ki67 12", "the WHO grade, how it is reached and how sure it is"),
    ("netcli trials --phase 3", "trials with results, and search links for every register"),
)


def welcome_blocks(edition: Edition, held: Mapping[str, int]) -> list[Block]:
    """Return what netcli is, three things to type, and how many records of each kind it holds."""
    counts = ", ".join(f"{count} {name}" for name, count in held.items())
    return [
        Heading("netcli: neuroendocrine tumours, cited, offline"),
        Paragraph(edition.scope),
        Bullets([Line(text, command) for command, text in EXAMPLES]),
        Facts((
            ("More", "netcli --help lists every command; each has --help with examples of its own"),
            ("Knowledge", f"edition {edition.version}, reviewed {edition.reviewed}: {counts}"),
        )),
    ]  # fmt: skip
