"""A change in words: where it stands, what was said, what is said now; of a long text no more than what differs."""

import difflib
from collections.abc import Sequence
from typing import Any

from netcli.knowledge.citations import CITATION, placed_in
from netcli.knowledge.editions.differences import EMPTY, Change, listed
from netcli.knowledge.editions.pairs import names_of_rows
from netcli.knowledge.wording import interval, plain_number
from netcli.text import clean

SHORT = 12  # words: so many are said whole
AROUND = 3  # words on both sides of what differs, to find it by
MOST_WORDS = 4_000  # of two texts that are compared word by word
TITLES = ("acronym", "name", "question", "term", "title")
ADVICE = ("guideline", "setting", "situation")
UNSAID = ("sources", "locators")
ABOUT = ("status", "population", "text", "definition", "meaning")  # of a record that came or went, beside its name


def title_of(record: Any, name: str) -> str:
    """Return what a record is called: "everolimus", "ENETS 2023: G1-G2 midgut"; its id where it has no name."""
    if not isinstance(record, dict):
        return clean(name)
    short = record.get("name") and record.get("short")
    title = short or next((str(record[field]) for field in TITLES if record.get(field)), "")
    advice = ": ".join(str(record[field]) for field in ADVICE if record.get(field))
    dated = str(record["date"]) + " " if record.get("date") and "kind" in record and title and not advice else ""
    return clean(dated + (title or advice or name))


def record_in_words(record: Any, name: str) -> str:
    """Return what a record that came or went says, in short: where it stands, of whom it is."""
    if not isinstance(record, dict):
        return clean(name)
    standings = record.get("indications") or record.get("approvals")
    told = names_of_rows(standings, "indications") if isinstance(standings, list) else []
    return "; ".join([*told, *(value_in_words(record[field]) for field in ABOUT if record.get(field))])


def field_in_words(change: Change) -> str:
    """Return the way to a field: "indications us approved pancreas, since"."""
    told = ""
    for step in change.path:
        told += f" {step[1:-1]}" if step.startswith("[") else f", {step.replace('_', ' ')}"
    return clean(told.removeprefix(", "))


def changes_in_words(changes: Sequence[Change]) -> str:
    """Return what happened to one field: "was 240, now 250", "new: ileum", "gone: lung"."""
    gone = [value_in_words(one.was) for one in changes if one.kind == "gone"]
    new = [value_in_words(one.now) for one in changes if one.kind == "added"]
    told = [_changed(one) for one in changes if one.kind == "changed"]
    if len(gone) == len(new) == 1:
        return "; ".join([*told, f"was {gone[0]}, now {new[0]}"])
    told += [f"new: {'; '.join(new)}"] if new else []
    told += [f"gone: {'; '.join(gone)}"] if gone else []
    return "; ".join(told)


def value_in_words(value: Any) -> str:
    """Return a value as people say it, without what it cites."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return plain_number(value)
        case [first, second] if all(one is None or isinstance(one, int | float) for one in (first, second)):
            return interval(value, "open")
        case list():
            return ", ".join(map(value_in_words, value))
        case dict():
            inner = ((name, one) for name, one in value.items() if one not in EMPTY and name not in UNSAID)
            return ", ".join(f"{name.replace('_', ' ')} {value_in_words(one)}" for name, one in inner)
    return "nothing" if value in EMPTY else clean(CITATION.sub("", str(value)))


def _changed(change: Change) -> str:
    was, now = change.was, change.now
    if not isinstance(was, str) or not isinstance(now, str):
        order = "order " if listed(was) and sorted(listed(was)) == sorted(listed(now)) else ""
        return f"{order}was {value_in_words(was)}, now {value_in_words(now)}"
    before, after = value_in_words(was), value_in_words(now)
    if before == after:
        return _cited(was, now)
    return "; ".join(f"was {one}, now {other}" for one, other in differing(before, after))


def _cited(was: str, now: str) -> str:
    """Return what a text cites now and did not, and the reverse; its words are the same."""
    cited = [[clean(", ".join(filter(None, one))) for one in placed_in(text)] for text in (was, now)]
    told = [("cites now: ", [one for one in cited[1] if one not in cited[0]])]
    told += [("no longer: ", [one for one in cited[0] if one not in cited[1]])]
    return "; ".join(f"{lead}{'; '.join(found)}" for lead, found in told if found) or "cites in another place"


def differing(was: str, now: str) -> list[tuple[str, str]]:
    """Return the parts in which two texts differ, each in quotes with a few words around; short texts whole."""
    before, after = was.split(), now.split()
    if max(len(before), len(after)) == 1:
        return [(was, now)]
    if max(len(before), len(after)) <= SHORT or len(before) + len(after) > MOST_WORDS:
        return [(f"“{was}”", f"“{now}”")]
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND)
    return [
        (_quoted(before[group[0][1] : group[-1][2]]), _quoted(after[group[0][3] : group[-1][4]])) for group in blocks
    ]


def _quoted(words: Sequence[str]) -> str:
    return f"“{' '.join(words)}”"
