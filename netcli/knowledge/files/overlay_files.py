"""The files of an overlay: found within bounds, hidden ones left alone, their white space made plain."""

import os
from collections.abc import Iterator
from copy import copy
from itertools import islice
from pathlib import Path
from typing import Any

from netcli.text import clean, one_line

MAX_NAMES = 5_000  # in the folder and below: more is a wrong folder, not a large overlay
MAX_FILES = 200
MAX_BYTES = 8_000_000  # of all files together


def find_files(folder: Path) -> tuple[list[Path], list[str]]:
    """Return the YAML files in a folder and below, in order of their paths, and what is wrong with it."""
    shown = clean(str(folder))
    if not os.path.isdir(folder):  # noqa: PTH112  (never raises, whatever the text)
        return [], [f"{shown}: not a folder; give a folder that holds .yaml files"]
    problems: list[str] = []
    found = list(islice(_walk(folder, problems), MAX_NAMES + 1))
    if len(found) > MAX_NAMES:
        return [], [f"{shown}: holds more than {MAX_NAMES:,} files; give a folder with the overlay alone"]
    home = os.path.realpath(folder)
    files = sorted(path for path in found if _is_yaml(path, home, problems))
    if too_much := _beyond(files):
        return [], [too_much]
    return files, problems if files or problems else [f"{shown}: holds no .yaml files"]


def _beyond(files: list[Path]) -> str:
    """Return what names the file with which the folder holds too much; "" while it does not."""
    held = 0
    for number, path in enumerate(files, 1):
        held += path.stat().st_size
        if number > MAX_FILES or held > MAX_BYTES:
            most = f"{MAX_FILES} YAML files or {MAX_BYTES:,} bytes of them"
            return f"{clean(str(path))}: with this file the folder holds more than {most}"
    return ""


def settled(raw: Any) -> Any:
    """Return a raw value with every text on one line: no line of an overlay can pass for a line of the answer."""
    if isinstance(raw, str):
        return one_line(raw)
    if not isinstance(raw, list | dict):
        return raw
    found = copy(raw)  # with the lines that YAML's containers know; what was read may be shared
    for step, child in raw.items() if isinstance(raw, dict) else enumerate(raw):
        found[step] = settled(child)
    return found


def _walk(folder: Path, problems: list[str]) -> Iterator[Path]:
    """Yield everything below that is not hidden; links to folders are told, not followed."""

    def unreadable(error: OSError) -> None:
        problems.append(f"{clean(str(error.filename))}: {error.strerror}")

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *sorted(files)]:
            path = Path(place, name)
            if name in folders and path.is_symlink():
                problems.append(f"{clean(str(path))}: a link to a folder is not followed")
            if not name.startswith("."):
                yield path


def _is_yaml(path: Path, home: str, problems: list[str]) -> bool:
    if path.suffix.lower() not in (".yaml", ".yml") or path.is_dir():
        return False
    shown = clean(str(path))
    if not path.is_file():
        problems.append(f"{shown}: not a file that can be read")
    elif not os.path.realpath(path).startswith(home + os.sep):
        problems.append(f"{shown}: a link out of the folder is not followed")
    else:
        return True
    return False
