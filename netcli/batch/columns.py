"""The columns of a batch file: which of them are input, and what netcli adds."""

from collections.abc import Sequence

from netcli.errors import UnknownValue
from netcli.grading.inputs import INPUTS
from netcli.knowledge.names import key
from netcli.text import clean

ADDED = (
    "netcli_category",
    "netcli_grade",
    "netcli_label",
    "netcli_certainty",
    "netcli_warnings",
    "netcli_error",
)
INPUT = {name: one.headers for name, one in INPUTS.items() if one.headers is not None}
VALUES = ("ki67", "mitoses", "positive")
DELIMITERS = ",;\t"
_NAMES = {key(name): column for column, others in INPUT.items() for name in (column, *others)}


def find_columns(header: Sequence[str]) -> dict[str, int]:
    """Return where each input column stands. Raise UnknownValue when a header cannot be used."""
    found: dict[str, int] = {}
    for index, name in enumerate(header):
        column = _NAMES.get(key(name))
        if column is not None and column in found:
            raise UnknownValue(
                f"two columns give {column}: '{clean(header[found[column]])}' and '{clean(name)}'",
                "rename or remove one of them",
            )
        if column is not None:
            found[column] = index
    added = {key(name) for name in ADDED}
    if any(key(name) in added for name in header):
        raise UnknownValue("the input already has netcli_* columns", "grade the original file, or remove these columns")
    if not any(column in found for column in VALUES):
        raise UnknownValue(
            "no column holds a value to grade",
            f"the first line must name ki67, mitoses, or positive and counted; also read: {', '.join(INPUT)}",
        )
    return found


def recognised(header: Sequence[str]) -> int:
    """Return how many headers name an input column."""
    return sum(key(name) in _NAMES for name in header)
