"""Walk what YAML holds before it is a record: mappings, lists and texts, each with its way there."""

from collections.abc import Iterable, Iterator
from typing import Any

from netcli.knowledge.files.faults import Where


def pieces(raw: Any, where: Where = ()) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Yield every mapping with its place."""
    if isinstance(raw, dict):
        yield where, raw
    for step, child in _children(raw):
        if isinstance(child, dict | list):
            yield from pieces(child, (*where, step))


def values(raw: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Yield every text with its place."""
    for step, child in _children(raw):
        if isinstance(child, str):
            yield (*where, step), child
        else:
            yield from values(child, (*where, step))


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
