"""The columns of a batch file: which of them are input, and what netcli adds."""

from collections.abc import Mapping, Sequence

from netcli.errors import UnknownValue
from netcli.grading.inputs import INPUTS
from netcli.knowledge.names import key, quoted
from netcli.text import clean

ADDED = (
    "netcli_category",
    "netcli_grade",
    "netcli_label",
    "netcli_certainty",
    "netcli_warnings",
    "netcli_error",
)
CODED = ("netcli_icd_o_3", "netcli_seer_schema", "netcli_grade_item", "netcli_ki67_item")  # with --codes
# What is coded already, and when it was diagnosed: compared with the grade, or needed to code it.
REGISTRY: dict[str, tuple[str, ...]] = {
    "morphology": ("histologic type icd o 3", "histology icd o 3", "morphology code", "icd o 3 morphology", "522"),
    "behavior": ("behavior code icd o 3", "behaviour code icd o 3", "behaviour", "523"),
    "grade_clinical": ("grade clin", "3843"),
    "grade_pathological": ("grade path", "3844"),
    "year": ("date of diagnosis", "year of diagnosis", "diagnosis date", "year dx", "390"),
}
INPUT = {name: one.headers for name, one in INPUTS.items() if one.headers is not None} | REGISTRY
VALUES = ("ki67", "mitoses", "positive")
DELIMITERS = ",;\t"
_NAMES = {key(name): column for column, others in INPUT.items() for name in (column, *others)}
NO_MAPPING: Mapping[str, str] = {}


def read_mapping(typed: Sequence[str]) -> dict[str, str]:
    """Return which header gives which input, from "header=input"; "header=" is not read. Raise UnknownValue."""
    found: dict[str, str] = {}
    for one in typed:
        header, sign, column = one.rpartition("=")
        known = _NAMES.get(key(column), "")
        if not sign or not key(header) or (column.strip() and not known):
            raise UnknownValue(
                f"--map {quoted(one)} is not COLUMN=INPUT", f"--map 'MIB1 index=ki67'; inputs: {', '.join(INPUT)}"
            )
        found[key(header)] = known
    return found


def find_columns(header: Sequence[str], mapping: Mapping[str, str] = NO_MAPPING) -> dict[str, int]:
    """Return where each input column stands. Raise UnknownValue when a header cannot be used."""
    found: dict[str, int] = {}
    told = set(mapping.values())
    for index, name in enumerate(header):
        usual = _NAMES.get(key(name), "")
        column = mapping.get(key(name), "" if usual in told else usual)
        if column and column in found:
            raise UnknownValue(
                f"two columns give {column}: '{clean(header[found[column]])}' and '{clean(name)}'",
                f"leave one of them out: --map '{clean(name)}='" if name != header[found[column]] else "rename one",
            )
        if column:
            found[column] = index
    if absent := mapping.keys() - set(map(key, header)):
        raise UnknownValue(f"--map names a column that there is not: {', '.join(sorted(absent))}", _listed(header))
    added = {key(name) for name in (*ADDED, *CODED)}
    if any(key(name) in added for name in header):
        raise UnknownValue("the input already has netcli_* columns", "grade the original file, or remove these columns")
    if not any(column in found for column in VALUES):
        raise UnknownValue(
            "no column holds a value to grade",
            f"the first line must name ki67, mitoses, or positive and counted, or --map 'NAME=ki67'; {_listed(header)}",
        )
    return found


def recognised(header: Sequence[str]) -> int:
    """Return how many headers name an input column."""
    return sum(key(name) in _NAMES for name in header)


def _listed(header: Sequence[str]) -> str:
    return f"columns: {', '.join(clean(name, 40) for name in header[:30])}"
