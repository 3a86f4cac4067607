"""A table of one kind of record, and what is done with the knowledge itself: the command that prints it."""

import re
from collections.abc import Iterator

from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.model import Site
from netcli.knowledge.names import label_of
from netcli.knowledge.search.asking import CODED, COMMANDING, FILES, GRADED, LISTING, OF_THE_TOOL, TABLES, WHOLE
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import concerns

SHOWN = 3
_ROWS = (  # a table of one's own, not the knowledge as one
    r"(?i)\b(?:each|every|all|per|\d+) (?:the |my |our )?(?:rows?|lines?|cases?|records?|patients?|tumou?rs?)\b"
    r"|\b(?:my|our|whole)\b|\b(?:add|append|fill|batch)\b"
)
COMMANDS = {"events": "changes"}  # that are not called as their collection


def tabled(reader: Reader) -> Iterator[Direct]:
    """Find the table of a kind of record, or that of a site: "which biomarkers are on record for the lung"."""
    asked = reader.asked
    site = next(iter(asked.of("sites")), None)
    kind = next((name for name, words in TABLES.items() if asked.says(words)), None)
    if whole := next((name for name, words in WHOLE.items() if _is_all(f"{LISTING} {COMMANDING} {words}", reader)), ""):
        edition = reader.knowledge.edition
        yield Direct("edition", edition.id, f"netcli {whole}", f"netcli {whole}", outright=True)
    if not kind or not (site or asked.says(LISTING)) or {one.collection for one in asked.records} - {"sites"}:
        return
    sites = reader.knowledge.of(Site)
    every = reader.knowledge.of(COLLECTIONS[kind]).values()
    fits = [one for one in every if not site or concerns(site, getattr(one, "sites", []), sites)]
    command = f"netcli {COMMANDS.get(kind, kind)}" + (f" --site {site}" if site and kind == "biomarkers" else "")
    for one in sorted(fits, key=lambda one: -round(reader.share(kind, one.id), 2))[:SHOWN]:
        yield Direct(kind, one.id, f"{label_of(one)}; all of them: {command}", command, asked.says(COMMANDING))


def _is_all(words: str, reader: Reader) -> bool:
    """Tell whether a question is of some words alone, two of them at least."""
    asked = reader.asked.words
    return len(asked) > 1 and asked <= {*words.split(), "me", "the", "of"} and not reader.asked.records


def batched(reader: Reader) -> Iterator[Direct]:
    """Find the command that grades and codes every row of a file."""
    asked = reader.asked
    coded = asked.says(f"{CODED} schema schemas stage") and re.search(_ROWS, asked.text)
    if (asked.says(f"{GRADED} grades grading batch") or coded) and asked.says(FILES) and not asked.grade:
        edition = reader.knowledge.edition
        command = "netcli grade --batch FILE" + " --codes" * bool(coded)
        yield Direct("edition", edition.id, command, command, outright=True)


def of_the_tool(reader: Reader) -> Iterator[Direct]:
    """Find the command that exports, checks, updates or cites the knowledge, where nothing on record is named."""
    asked = reader.asked
    if asked.records or asked.regions or asked.houses:
        return
    said = (command for command, words in OF_THE_TOOL.items() if re.search(rf"(?i)\b(?:{words})\b", asked.text))
    for command in [*said][:1]:
        edition = reader.knowledge.edition
        yield Direct("edition", edition.id, f"netcli {command}", f"netcli {command}", outright=True)
