"""Write a file so that it is either complete or not there: without a name first, named when all went well."""

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from netcli.errors import NetcliError
from netcli.text import clean

_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,9})")


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the place of `target` when the block ends without an error.

    An existing file keeps its permissions and stays as it is until then. Devices, pipes and the descriptors that a
    shell hands over (/dev/stdout, /dev/fd/63) are written to directly. Raise NetcliError when the place cannot be
    written.
    """
    try:
        with _stream(target) as stream:
            yield stream
    except OSError as error:
        raise NetcliError(f"cannot write {clean(str(target), 300)}: {error.strerror or error}") from None


@contextmanager
def _stream(target: Path) -> Iterator[BinaryIO]:
    descriptor = _descriptor(target)
    if descriptor is not None:
        with os.fdopen(os.dup(descriptor), "wb") as stream:
            yield stream
    elif target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as stream:
            yield stream
    else:
        with _beside(Path(os.path.realpath(target))) as stream:
            yield stream


def _descriptor(target: Path) -> int | None:
    """Return the number of the open file that a path stands for. Its own name, a pipe's say, cannot be opened."""
    found = _DESCRIPTOR.fullmatch(str(target))
    return int(found[1]) if found else _STREAMS.get(str(target))


@contextmanager
def _beside(place: Path) -> Iterator[BinaryIO]:
    if place.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    part = place.with_name(f".{place.name[:40]}.{token_hex(4)}.part")
    try:
        with _opened(part) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if not part.exists():
                _give_name(stream, part)
        part.chmod(_mode(place))
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _opened(part: Path) -> BinaryIO:
    """Open a file without a name, so that even a killed run leaves none; where that cannot be, one with a name."""
    unnamed = getattr(os, "O_TMPFILE", None)
    if unnamed is not None and Path("/proc/self/fd").is_dir():
        with suppress(OSError):
            return os.fdopen(os.open(part.parent, unnamed | os.O_RDWR, 0o600), "w+b")
    return part.open("xb")


def _give_name(stream: BinaryIO, part: Path) -> None:
    """Name a file that has none; where links are not allowed, by a copy."""
    folder = os.open(part.parent, os.O_RDONLY)  # with a folder given, Python follows the link under /proc
    try:
        os.link(f"/proc/self/fd/{stream.fileno()}", part.name, dst_dir_fd=folder)
    except OSError:
        stream.seek(0)
        with part.open("xb") as copy:
            shutil.copyfileobj(stream, copy)
    finally:
        os.close(folder)


def _mode(place: Path) -> int:
    """Return the permissions for the new file: those of the old one, else what the umask allows."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
