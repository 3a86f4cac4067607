"""What `--version` says: the version of the code and the edition of the knowledge, whatever else is broken."""

from netcli import __version__

FILE = __file__.removesuffix("version.py") + "data/edition.yaml"


def version_line() -> str:
    """Return "netcli 0.1.1 (edition 2026.12)"; where the edition cannot be read, the code alone."""
    edition = _edition()
    return f"netcli {__version__} (edition {edition})" if edition else f"netcli {__version__}"


def _edition() -> str:
    """Return the version that the file of the edition names, read without what reads YAML: that takes its time."""
    try:
        with open(FILE, encoding="utf-8") as lines:  # noqa: PTH123 (pathlib takes longer than all the rest)
            found = [line.split(":")[1].strip(" \"'\n") for line in lines if line.lstrip().startswith("version:")]
    except (OSError, ValueError):
        return ""
    return found[0] if found and found[0].isascii() and found[0].isprintable() else ""
