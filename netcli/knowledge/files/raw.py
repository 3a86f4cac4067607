"""Walk what YAML holds before it is a record: mappings, lists and texts, each with its way there.

The walks return lists, for every rule walks: generators in generators took a quarter longer.
"""

from collections.abc import Iterable
from typing import Any

from netcli.knowledge.files.faults import Where


def pieces(raw: Any, where: Where = ()) -> list[tuple[Where, dict[str, Any]]]:
    """Return every mapping with its place, the whole first."""
    found = [(where, raw)] if isinstance(raw, dict) else []
    for step, child in _children(raw):
        if isinstance(child, (dict, list)):
            found += pieces(child, (*where, step))
    return found


def values(raw: Any, where: Where = ()) -> list[tuple[Where, str]]:
    """Return every text with its place."""
    found: list[tuple[Where, str]] = []
    for step, child in _children(raw):
        if isinstance(child, str):
            found.append(((*where, step), child))
        else:
            found += values(child, (*where, step))
    return found


def field_of(where: Where) -> str:
    """Return the field that a place lies in, whatever the place in a list."""
    return next((step for step in reversed(where) if isinstance(step, str)), "")


def as_number(value: Any) -> float | None:
    """Return what a text or a number says as a number, or None."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _children(raw: Any) -> Iterable[tuple[str | int, Any]]:
    return raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
