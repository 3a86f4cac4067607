"""What the project says of itself: how it is cited, where it lives, where a wrong line is reported."""

from netcli import __version__

NAME = "netcli"
AUTHORS = "The netcli maintainers"
TITLE = "netcli: an offline, cited clinical reference on neuroendocrine tumours for the terminal"
A_WRONG_LINE = (
    "to the maintainers, where this netcli came from: the record (netcli show gives its id), the line, the edition, and"
    " the source that says otherwise"
)


def addresses() -> dict[str, str]:
    """Return the addresses that the package names: of the project, of its issues; none where it names none."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        named = metadata("neuroendocrine-cli").get_all("Project-URL") or []
    except PackageNotFoundError:  # run from a folder, never installed
        return {}
    return dict(one.split(", ", 1) for one in named)


def version_cited(edition: str) -> str:
    """Return the version of the code and the edition of the knowledge, as a citation names them."""
    return f"version {__version__}, edition {edition}"
