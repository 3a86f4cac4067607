"""The inputs of a graded case, each declared once: the options, the public function and a table's columns refer here.

What was typed becomes a case: every field read, every doubt refused with the name of its field.
"""

from collections.abc import Callable
from typing import Annotated, Any, TypedDict

from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.grading.case import Case, Ki67Index
from netcli.grading.counting import check_counts, percentage
from netcli.grading.mitoses import read_mitoses
from netcli.grading.quantity import Span, Typed, read_count, read_number, read_percentage, show
from netcli.grading.rulebook import Rulebook, limit
from netcli.knowledge.names import resolve_site as resolve_record
from netcli.knowledge.names import resolve_word
from netcli.knowledge.typed import SITE, Input, given, inputs_of, word_of
from netcli.knowledge.vocabulary import CELL_TYPES, DIFFERENTIATIONS, NECROSES, Vocabulary


class TypedCase(TypedDict, total=False):
    """A tumour as people type it; None means not known. A plain header "size" is left alone: it may be centimetres."""

    ki67: Annotated[
        Typed | None,
        Input(
            "Ki-67 in per cent: 12, 12.5, <3, 3-20.",
            headers=(
                "ki67 index",
                "ki67 percent",
                "ki67 pct",
                "ki67 li",
                "mib1",
                "ki67 labelling index",
                "ki67 labeling index",
                "ki67 proliferation index",
                "3863",
            ),
        ),
    ]
    positive: Annotated[
        Typed | None,
        Input("Ki-67 positive cells, with --counted.", headers=("positive cells", "ki67 positive", "positive nuclei")),
    ]
    counted: Annotated[Typed | None, Input("Cells counted.", headers=("counted cells", "cells counted", "total cells"))]
    mitoses: Annotated[
        Typed | None,
        Input(
            "Mitoses per 2 mm², or 18/10mm2, or 12/50hpf with --hpf-diameter.",
            headers=("mitotic count", "mitotic rate", "mitoses per 2 mm2", "mitoses 2mm2"),
        ),
    ]
    hpf_diameter: Annotated[Typed | None, Input("Diameter of a high-power field in mm.")]
    differentiation: Annotated[
        str | None, word_of(DIFFERENTIATIONS, headers=("diff", "tumour differentiation", "tumor differentiation"))
    ]
    cell_type: Annotated[str | None, word_of(CELL_TYPES, headers=())]
    site: Annotated[
        str | None, replace(SITE, headers=("primary site", "organ", "tumour site", "tumor site", "topography", "400"))
    ]
    necrosis: Annotated[str | None, word_of(NECROSES, headers=())]
    size_mm: Annotated[
        Typed | None, Input("Tumour size in mm.", option="--size", headers=("tumour size mm", "tumor size mm"))
    ]
    ne_component: Annotated[
        Typed | None,
        Input(
            "Neuroendocrine part of a mixed tumour, in per cent.",
            headers=("ne component percent", "neuroendocrine component"),
        ),
    ]
    edition: Annotated[
        str | None,
        Input("Edition of the classification, such as who-2022 or who-2010.", "editions", headers=("who edition",)),
    ]


INPUTS = inputs_of(TypedCase)
VOCABULARIES = {name: one.offered for name, one in INPUTS.items() if isinstance(one.offered, Vocabulary)}
SiteResolver = Callable[[str], str]


def site_resolver(rulebook: Rulebook) -> SiteResolver:
    """Return the resolver that knows the names of the bundled sites and refuses tumours out of scope."""
    return lambda typed: resolve_record(typed, rulebook.knowledge).id


def readers(
    rulebook: Rulebook, resolve_site: SiteResolver, diameter: float | None = None, *, named: bool = True
) -> dict[str, Callable[[Any], Any]]:
    """Return how each input is read; the error of a number begins with its name unless `named` is false."""
    area = general_limit(rulebook, "reference-area")
    ki67, counted, positive, size, share = (
        ("Ki-67", "counted", "positive", "size", "ne-component") if named else [""] * 5
    )
    return {
        "site": resolve_site,
        "edition": rulebook.resolve_edition,
        "ki67": lambda typed: read_percentage(typed, ki67),
        "counted": lambda typed: read_count(typed, counted),
        "positive": lambda typed: read_count(typed, positive),
        "mitoses": lambda typed: read_mitoses(typed, area, diameter),
        **{name: _word(words) for name, words in VOCABULARIES.items()},
        "size_mm": lambda typed: read_number(typed, size, "mm"),
        "ne_component": lambda typed: read_percentage(typed, share),
    }


def _word(vocabulary: Vocabulary[Any]) -> Callable[[str], Any]:
    return lambda typed: resolve_word(vocabulary, typed).id


def read_case(typed: TypedCase, rulebook: Rulebook, resolve_site: SiteResolver) -> Case:
    """Return the case that these inputs describe. Raise UnknownValue, TypeError for an input that there is not."""
    values = given(TypedCase, typed)
    diameter = read_diameter(values["hpf_diameter"], rulebook) if "hpf_diameter" in values else None
    reading = readers(rulebook, resolve_site, diameter).items()
    found = {name: read(values[name]) for name, read in reading if name in values}
    found["ki67"] = read_index(found.get("ki67"), found.pop("positive", None), found.pop("counted", None))
    return Case(**found)


def read_index(stated: Span | None, positive: int | None, counted: int | None) -> Ki67Index | None:
    """Return Ki-67 from a percentage, from counts, or from both when they agree. Raise UnknownValue."""
    if positive is None:
        if stated is None and counted is not None:
            raise UnknownValue("counted is given without positive", "give positive, the number of Ki-67 positive cells")
        return None if stated is None else Ki67Index(stated, None, counted)
    if counted is None:
        raise UnknownValue("positive is given without counted", "give counted, the number of cells that were counted")
    return from_counts(positive, counted, stated)


def from_counts(positive: int, counted: int, stated: Span | None = None) -> Ki67Index:
    """Return Ki-67 from counts; refuse a stated percentage that the counts do not round to. Raise UnknownValue."""
    check_counts(positive, counted)
    percent = percentage(positive, counted)
    if stated is not None and not _agree(stated, percent):
        raise UnknownValue(
            f"Ki-67 {stated.text} does not agree with {positive} of {counted} cells, which is {show(percent)} %",
            "give one of the two, or correct the one that is wrong",
        )
    return Ki67Index(Span(percent, percent, text=show(percent)), positive, counted)


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


def general_limit(rulebook: Rulebook, name: str) -> float:
    """Return a limit that holds for every scheme, such as the reference area. Raise InvalidData."""
    return limit(rulebook.editions()[0], name)


def _agree(stated: Span, percent: float) -> bool:
    """Tell whether a percentage, rounded or cut to the decimals it was typed with, can be the counted one."""
    if stated.value is None:
        return stated.low <= percent <= stated.high
    decimals = len(stated.text.partition(".")[2])
    return abs(stated.value - percent) < 10.0**-decimals
