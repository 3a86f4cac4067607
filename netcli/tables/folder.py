"""A folder of files that belong together, written whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

import msgspec

from netcli.errors import NetcliError, UnknownValue
from netcli.tables.package import LICENCE, NAME, PACKAGE, SCHEMA
from netcli.text import clean

PART = ".netcli-export-"  # how the folder of what is being written begins


@contextmanager
def replacing_export(folder: Path) -> Iterator[Path]:
    """Give an empty folder whose files take the place of an earlier export in `folder` when all went well.

    Until then the earlier one stays as it was; afterwards other files are still there. The package comes last, and its
    sums tell a folder in which a killed run left some files of each. Raise UnknownValue for a folder that holds
    something else and no export, NetcliError when it cannot be written.
    """
    part = folder / f"{PART}{token_hex(4)}"
    is_new = False
    try:
        is_new = not os.path.lexists(folder)
        earlier = _earlier(folder)
        part.mkdir(parents=True)
        yield part
        _move(part, folder, earlier)
    except OSError as error:
        raise NetcliError(f"cannot write {clean(str(folder), 300)}: {error.strerror or error}") from None
    except ValueError:  # of a name that no file system takes
        raise NetcliError(f"cannot write {clean(str(folder), 300)}: it cannot be a name") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # where nothing came to stand in it
                folder.rmdir()


def _move(part: Path, folder: Path, earlier: set[str]) -> None:
    """Put what was written in its place, the package last, and take away what an earlier export had besides."""
    names = sorted((path.name for path in part.iterdir()), key=lambda name: (name == PACKAGE, name))
    for name in names:
        (part / name).replace(folder / name)
    for left in (folder / name for name in earlier.difference(names)):
        if left.is_file():
            left.unlink()
    for left in folder.glob(f"{PART}*"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)


def _earlier(folder: Path) -> set[str]:
    """Return the files of the export that a folder holds. Raise UnknownValue where it holds other things alone."""
    if not folder.exists() or all(path.name.startswith(PART) for path in folder.iterdir()):
        return set()
    packages = [folder / PACKAGE, *folder.glob(f"{PART}*/{PACKAGE}")]  # of a run that was killed as it moved its files
    if files := set().union(*map(_files, packages)):
        return files
    raise UnknownValue(
        f"{clean(str(folder), 300)} holds files and no earlier export of netcli",
        "--to takes a new or an empty folder, or one that it wrote before",
    )


def _files(package: Path) -> set[str]:
    """Return the files of the export that a package describes; none where it is not one of netcli's."""
    try:
        content: Any = msgspec.json.decode(package.read_bytes())
        if content["name"] != NAME:
            return set()
        files = {str(one["path"]) for one in content["resources"]}
    except (FileNotFoundError, msgspec.DecodeError, UnicodeError, KeyError, TypeError):
        return set()
    return {SCHEMA, LICENCE, PACKAGE, *(name for name in files if Path(name).name == name)}
