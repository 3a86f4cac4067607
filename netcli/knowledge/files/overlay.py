"""A hospital's or a country's own YAML, laid over the bundled knowledge.

A file holds collections as the bundled files do. A record with a new id is added; one with a known id patches it,
field by field. Everything is read and judged before anything is shown, and every problem is told at once.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from netcli.errors import InvalidData
from netcli.knowledge.files.load import COLLECTIONS, Knowledge, bundled
from netcli.text import clean

if TYPE_CHECKING:
    from netcli.knowledge.files.overlay_folder import OverlayFolder


def open_knowledge(folders: list[str]) -> Knowledge:
    """Return the knowledge with the overlays of NETCLI_DATA and, over them, of `folders`. Raise InvalidData."""
    return overlaid([*_parts(os.environ.get("NETCLI_DATA", "")), *folders])


def overlaid(folders: Iterable[str | Path]) -> Knowledge:
    """Return the knowledge with some folders laid over it, each over those before it. Raise InvalidData."""
    places = dict(map(_place, folders))
    if not places:
        return bundled()
    from netcli.knowledge.files.overlay_folder import OverlayFolder

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


def _place(typed: str | Path) -> tuple[str, Path]:
    """Return where a folder truly is, by which it is told from others, and the folder as it was typed."""
    if not str(typed).strip():
        raise InvalidData("the folder of an overlay is empty", "give a folder that holds .yaml files")
    folder = os.path.expanduser(typed)  # noqa: PTH111  (never raises, whatever the text)
    try:
        return os.path.realpath(folder), Path(folder)
    except OSError:
        raise InvalidData(f"{clean(folder)}: the folder that netcli runs in is no longer there") from None


def _parts(text: str) -> list[str]:
    return [part for part in text.split(os.pathsep) if part.strip()]


def _breaches(overlays: tuple["OverlayFolder", ...], knowledge: Knowledge) -> list[str]:
    """Return what breaks the rules of the knowledge. An id that stands in a faulty record counts as there."""
    from netcli.knowledge.check import breaches, ids_of
    from netcli.knowledge.rules import RULES, references_exist
    from netcli.knowledge.setting import Setting

    entries = [entry for overlay in overlays for entry in overlay.entries if isinstance(entry.raw, dict)]
    ids = ids_of(knowledge)
    for entry in entries:
        ids[entry.collection].add(str(entry.raw.get("id")))
    today = datetime.now(UTC).date() + timedelta(days=1)  # somewhere on Earth it is tomorrow
    setting = Setting(knowledge, ids, today.isoformat(), bundled())
    whole = all(overlay.whole for overlay in overlays)  # what an unreadable file holds is not known
    return breaches(entries, setting, [rule for rule in RULES if whole or rule is not references_exist])
