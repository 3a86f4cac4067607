"""Write a file so that it is either complete or not there: beside its place first, moved when all went well."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from netcli.errors import NetcliError
from netcli.text import clean


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the place of `target` when the block ends without an error.

    An existing file keeps its permissions and stays as it is until then. Devices and pipes are written to directly.
    Raise NetcliError when the place cannot be written.
    """
    shown = clean(str(target), 300)
    try:
        place = Path(os.path.realpath(target))
        with _direct(place) if _special(place) else _beside(place) as stream:
            yield stream
    except OSError as error:
        raise NetcliError(f"cannot write {shown}: {error.strerror or error}") from None


@contextmanager
def _direct(place: Path) -> Iterator[BinaryIO]:
    with place.open("wb") as stream:
        yield stream


@contextmanager
def _beside(place: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            Path(name).chmod(_mode(place))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _special(place: Path) -> bool:
    return place.exists() and not place.is_file() and not place.is_dir()


def _mode(place: Path) -> int:
    """Return the permissions for the new file: those of the old one, else what the umask allows."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
