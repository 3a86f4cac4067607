"""Where netcli keeps what `netcli update` brought: found before anything else is imported, at the cost of one look."""

import os
import stat
import sys

FILE = "update.json"
_DAY = b'"day":"'
_HEAD = 200  # bytes in which the day of an update stands


def folder() -> str:
    """Return $NETCLI_HOME, else netcli's own in $XDG_DATA_HOME, ~/.local/share or %LOCALAPPDATA%; "" without a home."""
    if named := os.environ.get("NETCLI_HOME", "").strip():
        return os.path.abspath(os.path.expanduser(named))  # noqa: PTH100, PTH111  (no pathlib before --version)
    shared = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME", "")
    if not os.path.isabs(shared):  # noqa: PTH117  (XDG: a relative path is to be ignored)
        home = os.path.expanduser("~")  # noqa: PTH111
        shared = os.path.join(home, ".local", "share") if os.path.isabs(home) else ""  # noqa: PTH117, PTH118
    return os.path.join(shared, "netcli") if shared else ""  # noqa: PTH118


def stamp() -> tuple[str, int, int] | None:
    """Return what tells the update that is kept from any other; None where none is, or none can be seen."""
    where = folder()
    try:
        found = os.stat(os.path.join(where, FILE))  # noqa: PTH116, PTH118
    except (OSError, ValueError):
        return None
    return (where, found.st_mtime_ns, found.st_size) if where else None


def last_update() -> str:
    """Return the day of the last update, for who has no time to read it; "" without one that can be read."""
    where = folder()
    path = os.path.join(where, FILE)  # noqa: PTH118
    try:
        if not where or not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  (a pipe would be waited for)
            return ""
        with open(path, "rb") as file:  # noqa: PTH123
            told = file.read(_HEAD).partition(_DAY)[2][:10].decode("ascii")
    except (OSError, ValueError):
        return ""
    return told if len(told) == 10 and told.replace("-", "").isdigit() else ""  # noqa: PLR2004
