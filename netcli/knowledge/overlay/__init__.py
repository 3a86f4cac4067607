"""A hospital's or a country's own YAML, laid over the bundled knowledge.

A file holds collections as the bundled files do. A record with a new id is added; one with a known id patches it,
field by field. Everything is read and judged before anything is shown, and every problem is told at once.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from netcli.errors import InvalidData
from netcli.knowledge.load import COLLECTIONS, Knowledge

if TYPE_CHECKING:
    from netcli.knowledge.overlay.folder import OverlayFolder


def open_knowledge(folders: list[str]) -> Knowledge:
    """Return the knowledge with the overlays of NETCLI_DATA and, over them, of `folders`. Raise InvalidData."""
    return overlaid([*_parts(os.environ.get("NETCLI_DATA", "")), *folders])


def overlaid(folders: Iterable[str | Path]) -> Knowledge:
    """Return the knowledge with some folders laid over it, each over those before it. Raise InvalidData."""
    places = {os.path.abspath(place): Path(place) for place in map(os.path.expanduser, folders)}  # noqa: PTH100
    if not places:
        return Knowledge()
    from netcli.knowledge.overlay.folder import OverlayFolder

    overlays = tuple(OverlayFolder(place) for place in places.values())
    knowledge = Knowledge(overlays=overlays)
    for kind in COLLECTIONS.values():
        knowledge.of(kind)
    problems = [problem for overlay in overlays for problem in overlay.problems]
    problems += _breaches(overlays, knowledge)
    if problems:
        count = f"{len(problems)} problem" + ("s" if len(problems) > 1 else "")
        raise InvalidData(f"the overlay has {count}; nothing of it was used", problems=tuple(problems))
    return knowledge


def _parts(text: str) -> list[str]:
    return [part for part in text.split(os.pathsep) if part.strip()]


def _breaches(overlays: tuple["OverlayFolder", ...], knowledge: Knowledge) -> list[str]:
    """Return what breaks the rules of an overlay. An id that stands in a faulty record counts as there."""
    from netcli.knowledge.overlay.rules import RULES, Setting, references_exist

    entries = [entry for overlay in overlays for entry in overlay.entries if isinstance(entry.raw, dict)]
    ids = {name: set(knowledge.of(kind)) for name, kind in COLLECTIONS.items()}
    for entry in entries:
        ids[entry.collection].add(str(entry.raw.get("id")))
    setting = Setting(knowledge, Knowledge(), ids)
    whole = all(overlay.whole for overlay in overlays)  # what an unreadable file holds is not known
    rules = [rule for rule in RULES if whole or rule is not references_exist]
    return [
        entry.told(fault) for entry in entries for rule in rules for fault in rule(entry.collection, entry.raw, setting)
    ]
