"""A whole question as people type it, read into the words of the knowledge."""

from collections.abc import Callable, Mapping
from typing import Any

from netcli.knowledge import words
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Therapy
from netcli.knowledge.names import Reading, key, quoted, resolve_site, resolve_word, unknown

READERS: dict[str, Callable[[str, Knowledge], Reading]] = {
    "site": resolve_site,
    "grade": lambda text, _: words.resolve_grade(text),
    "status": lambda text, _: resolve_word("status", text, words.STANDINGS),
    "trial_status": lambda text, _: resolve_word("trial status", text, words.TRIAL_STATUSES),
    "region": lambda text, _: resolve_word("region", text, words.REGIONS),
    "sstr": lambda text, _: words.resolve_receptor(text),
    "functional": lambda text, _: resolve_word("functional status", text, words.FUNCTIONAL),
    "line": lambda text, _: resolve_word("line", text, words.LINES),
}


def read_question(knowledge: Knowledge, typed: Mapping[str, str | None]) -> tuple[dict[str, Any], list[str]]:
    """Return what was asked, each value by its name in READERS, and a note on each that was interpreted.

    Values that are None are left out. Raise UnknownValue.
    """
    readings = {name: READERS[name](text, knowledge) for name, text in typed.items() if text is not None}
    return {name: one.id for name, one in readings.items()}, [one.note for one in readings.values() if one.note]


def read_classes(typed: str, knowledge: Knowledge) -> tuple[tuple[str, ...], list[str]]:
    """Return the drug classes that the typed words name, and a note when they were interpreted. Raise UnknownValue."""
    known = list(dict.fromkeys(therapy.class_ for therapy in knowledge.of(Therapy).values()))
    found = words.find_classes(typed, known)
    if not found:
        raise unknown("class", typed, known)
    named = "; ".join(found)
    return found, [] if key(named) == key(typed) else [f"class {quoted(typed)} read as {named}"]
