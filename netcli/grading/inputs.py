"""Turn what was typed into a case: every field read, every doubt refused with the name of its field."""

from collections.abc import Callable
from typing import cast

from netcli.errors import UnknownValue
from netcli.grading.case import Case, CellType, Differentiation, Index, Necrosis
from netcli.grading.counting import check_counts, percentage
from netcli.grading.mitoses import read_mitoses
from netcli.grading.quantity import Span, Typed, read_count, read_number, read_percentage, show
from netcli.grading.rulebook import Rulebook, limit
from netcli.knowledge.names import resolve_site as resolve_record
from netcli.knowledge.names import resolve_word

DIFFERENTIATION = {
    "well": ["well differentiated", "wd", "net"],
    "poor": ["poorly", "poorly differentiated", "pd", "nec"],
    "mixed": ["minen", "manec"],
    "unknown": ["not stated", "not known", "na", "nos", "?"],
}
CELL_TYPE = {"small": ["small cell", "sc", "scnec"], "large": ["large cell", "lc", "lcnec"]}
NECROSIS = {
    "none": ["no", "absent", "not present", "negative"],
    "punctate": ["punctate necrosis"],
    "extensive": ["extensive necrosis", "large zones"],
    "unknown": ["not stated", "not known", "na"],
}
SiteResolver = Callable[[str], str]


def site_resolver(rulebook: Rulebook) -> SiteResolver:
    """Return the resolver that knows the names of the bundled sites and refuses tumours out of scope."""
    return lambda typed: resolve_record(typed, rulebook.knowledge).id


def read_case(
    rulebook: Rulebook,
    resolve_site: SiteResolver,
    *,
    ki67: Typed | None = None,
    mitoses: Typed | None = None,
    positive: Typed | None = None,
    counted: Typed | None = None,
    differentiation: str | None = None,
    cell_type: str | None = None,
    site: str | None = None,
    necrosis: str | None = None,
    size_mm: Typed | None = None,
    ne_component: Typed | None = None,
    edition: str | None = None,
    hpf_diameter: Typed | None = None,
) -> Case:
    """Return the case that these inputs describe; None means not known. Raise UnknownValue."""
    reference = general_limit(rulebook, "reference-area")
    diameter = None if hpf_diameter is None else read_diameter(hpf_diameter, rulebook)
    return Case(
        site=None if site is None else resolve_site(site),
        edition=None if edition is None else rulebook.resolve_edition(edition),
        ki67=read_index(ki67, positive, counted),
        mitoses=None if mitoses is None else read_mitoses(mitoses, reference, diameter),
        differentiation=read_differentiation(differentiation),
        cell_type=None if cell_type is None else read_cell_type(cell_type),
        necrosis=read_necrosis(necrosis),
        size_mm=None if size_mm is None else read_number(size_mm, "size", "mm"),
        ne_component=None if ne_component is None else read_percentage(ne_component, "ne-component"),
    )


def read_index(ki67: Typed | None, positive: Typed | None, counted: Typed | None) -> Index | None:
    """Return Ki-67 from a percentage, from counts, or from both when they agree. Raise UnknownValue."""
    stated = None if ki67 is None else read_percentage(ki67, "Ki-67")
    cells = None if counted is None else read_count(counted, "counted")
    if positive is None:
        if stated is None and cells is not None:
            raise UnknownValue("counted is given without positive", "give positive, the number of Ki-67 positive cells")
        return None if stated is None else Index(stated, None, cells)
    if cells is None:
        raise UnknownValue("positive is given without counted", "give counted, the number of cells that were counted")
    return from_counts(read_count(positive, "positive"), cells, stated)


def from_counts(positive: int, counted: int, stated: Span | None = None) -> Index:
    """Return Ki-67 from counts; refuse a stated percentage that the counts do not round to. Raise UnknownValue."""
    check_counts(positive, counted)
    percent = percentage(positive, counted)
    if stated is not None and not _agree(stated, percent):
        raise UnknownValue(
            f"Ki-67 {stated.text} does not agree with {positive} of {counted} cells, which is {show(percent)} %",
            "give one of the two, or correct the one that is wrong",
        )
    return Index(Span(percent, percent, text=show(percent)), positive, counted)


def read_diameter(typed: Typed, rulebook: Rulebook) -> float:
    """Return the diameter of a high-power field in mm. Raise UnknownValue."""
    most = general_limit(rulebook, "field-diameter")
    value = read_number(typed, "hpf-diameter", "mm").value
    if value is None or not 0 < value <= most:
        raise UnknownValue(
            f"hpf-diameter must be one number above 0 and at most {show(most)} mm",
            "it is the diameter of the field in mm: the field number of the eyepiece divided by the objective",
        )
    return value


def read_differentiation(typed: str | None) -> Differentiation:
    """Return the differentiation that was typed; None is unknown. Raise UnknownValue."""
    if typed is None:
        return "unknown"
    return cast("Differentiation", resolve_word("differentiation", typed, DIFFERENTIATION).id)


def read_cell_type(typed: str) -> CellType:
    """Return the cell type that was typed. Raise UnknownValue."""
    return cast("CellType", resolve_word("cell type", typed, CELL_TYPE).id)


def read_necrosis(typed: str | None) -> Necrosis:
    """Return the extent of necrosis that was typed; None is unknown. Raise UnknownValue."""
    return "unknown" if typed is None else cast("Necrosis", resolve_word("necrosis", typed, NECROSIS).id)


def general_limit(rulebook: Rulebook, name: str) -> float:
    """Return a limit that holds for every scheme, such as the reference area. Raise InvalidData."""
    return limit(rulebook.editions()[0], name)


def _agree(stated: Span, percent: float) -> bool:
    """Tell whether a percentage, rounded or cut to the decimals it was typed with, can be the counted one."""
    if stated.value is None:
        return stated.low <= percent <= stated.high
    decimals = len(stated.text.partition(".")[2])
    return abs(stated.value - percent) < 10.0**-decimals
