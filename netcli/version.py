"""What `--version` says: the version of the code and the edition of the knowledge, whatever else is broken."""

from netcli import __version__
from netcli.home import last_update

FILE = __file__.removesuffix("version.py") + "data/edition.yaml"


def version_line() -> str:
    """Return "netcli 0.1.1 (edition 2026.12) · updated 2027-02-01"; without what cannot be read."""
    edition = f" (edition {told})" if (told := _edition()) else ""
    updated = f" · updated {day}" if (day := last_update()) else ""
    return f"netcli {__version__}{edition}{updated}"


def _edition() -> str:
    """Return the version that the file of the edition names, read without what reads YAML: that takes its time."""
    try:
        with open(FILE, encoding="utf-8") as lines:  # noqa: PTH123 (pathlib takes longer than all the rest)
            found = [line.split(":")[1].strip(" \"'\n") for line in lines if line.lstrip().startswith("version:")]
    except (OSError, ValueError):
        return ""
    return found[0] if found and found[0].isascii() and found[0].isprintable() else ""
