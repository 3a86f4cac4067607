"""The one screen behind `netcli` alone."""

from collections.abc import Mapping

from msgspec import Struct

from netcli.knowledge.model import Edition
from netcli.output.blocks import Block, Column, Line, Paragraph, Table, Ways, rows

PARTS: dict[str, tuple[str, ...]] = {  # the commands by who asks
    "At the tumour board": ("case", "therapies", "trials", "grade", "schedule", "compare"),
    "Look something up": ("show", "search", "faq", "changes", "codes"),
    "Learn the field": ("overview", "biomarkers", "imaging", "syndromes", "epidemiology", "glossary"),
    "Take it with you": ("cite", "update", "knowledge"),
}
EXAMPLES: tuple[dict[str, str], ...] = (  # for each part, what to type and what it gives
    {
        "case --site ileum --ki67 4": "one situation on one page",
        "therapies pancreas": "labels, for whom, on what result",
        "trials --site lung --status recruiting": "who can still enter",
        "grade --ki67 12 --mitoses 4": "WHO class and grade, and how sure",
        "schedule MEN1": "screening, follow-up and work-up, by guideline",
        "compare everolimus sunitinib": "side by side, ratios on one axis",
    },
    {
        "show Lutathera": "one screen on a drug, trial, gene, site or term",
        "search hazard ratio in NETTER-1": "anything, best first",
        'faq "What is Lutathera?"': "an answer; --plain-language for patients",
        "changes --since 2025-01": "approvals, refusals, results, by date",
        "codes 8249/3": "ICD-O-3.2, ICD-10-CM, SEER; a name or a case, too",
    },
    {
        "overview": "what NETs are and how they are treated",
        "biomarkers": "a line a marker; so imaging and syndromes",
        "epidemiology": "how common, how long",
        "glossary PRRT": "every word of the field",
    },
    {
        "cite NETTER-1 --style bibtex": "the sources behind an answer",
        "therapies --json": "every command, for scripts; also csv, html, svg",
    },
)


class Offered(Struct, frozen=True):
    """A command line, and what it answers."""

    command: str
    answers: str


def welcome_blocks(edition: Edition, held: Mapping[str, int]) -> list[Block]:
    """Return what netcli is, what to type, and how many records of each kind it holds."""
    counts = ", ".join(f"{count} {name}" for name, count in held.items())
    lines: list[tuple[list[Line], list[Line]]] = []
    for title, examples in zip(PARTS, EXAMPLES, strict=True):
        lines.append(([Line(title, tone="quiet")], []))
        lines += [([Line(f"  {line}", tone="strong")], [Line(gives)]) for line, gives in examples.items()]
    return [
        Paragraph("netcli: neuroendocrine tumours at the command line, offline, dated, cited", "strong"),
        Table([Column("", most=40), Column("", 1, least=16)], rows(lines)),
        Paragraph(f"Edition {edition.version}, reviewed {edition.reviewed}: {counts}", "quiet"),
        Ways([("netcli help COMMAND", "its options, with examples"), ("--full", "the whole answer of any command")]),
    ]
