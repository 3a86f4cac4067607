"""Write a file so that it is complete or not there: without a name first, moved to its place when all went well."""

import os
import signal
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from netcli.errors import NetcliError
from netcli.text import clean

DEVICES = ("/dev/", "/proc/")
OPEN_FILES = "/proc/self/fd"
TERMINATED = 128 + 15


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the place of `target` when the block ends without an error.

    An existing file keeps its permissions and stays as it is until then. Devices and pipes are written to directly.
    Raise NetcliError when the place cannot be written.
    """
    try:
        if _special(target):
            with target.open("wb") as stream:
                yield stream
        else:
            with _beside(Path(os.path.realpath(target))) as stream:
                yield stream
    except OSError as error:
        raise NetcliError(f"cannot write {clean(str(target), 300)}: {error.strerror or error}") from None


@contextmanager
def _beside(place: Path) -> Iterator[BinaryIO]:
    """Give a file that has no name yet where the system knows such files: nothing is left even of a killed run."""
    try:
        handle = os.open(place.parent, os.O_TMPFILE | os.O_WRONLY) if Path(OPEN_FILES).exists() else None
    except (AttributeError, OSError):
        handle = None
    if handle is None:
        with _named(place) as stream:
            yield stream
        return
    with os.fdopen(handle, "wb") as stream:
        yield stream
        _finish(stream, place)
        name = tempfile.mktemp(dir=place.parent, prefix=".", suffix=".part")  # noqa: S306  (a link refuses a taken one)
        os.link(f"{OPEN_FILES}/{handle}", name, src_dir_fd=0, follow_symlinks=True)
    Path(name).replace(place)


@contextmanager
def _named(place: Path) -> Iterator[BinaryIO]:
    """Give a file beside its place, removed again when anything goes wrong."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    before = signal.signal(signal.SIGTERM, _end)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            _finish(stream, place)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(*_: Any) -> NoReturn:
    raise SystemExit(TERMINATED)


def _finish(stream: BinaryIO, place: Path) -> None:
    os.chmod(stream.fileno() if os.chmod in os.supports_fd else str(stream.name), _mode(place))  # noqa: PTH101
    stream.flush()
    os.fsync(stream.fileno())


def _special(target: Path) -> bool:
    return str(target).startswith(DEVICES) or (target.exists() and not target.is_file() and not target.is_dir())


def _mode(place: Path) -> int:
    """Return the permissions for the new file: those of the old one, else what the umask allows."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
