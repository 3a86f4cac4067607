"""The file in which an update is kept under the user's data folder: replaced whole, set aside when it is none.

The edition alone answers where there is none, and where it cannot be read.
"""

import stat
from contextlib import suppress
from pathlib import Path

import msgspec

from netcli import home
from netcli.errors import NetcliError
from netcli.knowledge.files.update import Update
from netcli.knowledge.files.whole import write_whole

LARGEST = 2_000_000  # bytes: all that can be asked fits into a hundredth of it
PART = "update-"  # begins the name of what is not written whole
A_DAY = 86_400  # seconds


def kept() -> tuple[Update | None, str]:
    """Return the update that is kept, and what has to be said when it was set aside.

    A folder or a file that cannot be read is as good as none.
    """
    path = _path()
    try:
        found = path.stat()
        sound = stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST
        content = path.read_bytes() if sound else b""
    except (OSError, ValueError):
        return None, ""
    try:
        return msgspec.json.decode(content, type=Update), ""
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None, _set_aside(path, found.st_ino)


def _set_aside(path: Path, number: int) -> str:
    """Rename what is no update, unless another netcli has replaced it meanwhile; return what to say."""
    aside = path.with_name(f"{path.name}.damaged")
    said = "what 'netcli update' kept is damaged, and the edition answers alone; run 'netcli update' again"
    try:
        if path.stat().st_ino == number:
            path.replace(aside)
    except OSError:
        return said
    return f"{said} (it was set aside as {aside})"


def keep(update: Update) -> None:
    """Keep an update in the place of the former, whole or not at all. Raise NetcliError."""
    path = _path()
    try:
        write_whole(path, msgspec.json.encode(update), PART)
    except OSError as error:
        raise _unusable(error) from None
    _sweep(path)


def _sweep(path: Path) -> None:
    """Remove what an update that was killed has left behind, not what another one is writing now."""
    with suppress(OSError):
        newest = path.stat().st_mtime
        for part in path.parent.glob(f"{PART}*.part"):
            if part.stat().st_mtime < newest - A_DAY:
                part.unlink(missing_ok=True)


def forget() -> bool:
    """Remove the update that is kept; tell whether there was one. Raise NetcliError."""
    try:
        _path().unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unusable(error) from None
    return True


def check_place(*, to_write: bool) -> None:
    """Make sure, before anybody is asked, that an update can be read, and written. Raise NetcliError."""
    path = _path()
    try:
        if to_write:
            write_whole(path.with_name(f"{PART}test"), b"", PART)
            path.with_name(f"{PART}test").unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            path.stat()
            if path.is_file():
                path.open("rb").close()
    except OSError as error:
        raise _unusable(error) from None


def _path() -> Path:
    if not (folder := home.folder()):
        raise NetcliError("there is no folder to keep an update in", "set NETCLI_HOME to one")
    return Path(folder, home.FILE)


def _unusable(error: OSError) -> NetcliError:
    reason = error.strerror or "cannot be used"
    return NetcliError(f"the folder of updates cannot be used: {_path().parent}: {reason}", "NETCLI_HOME names another")
