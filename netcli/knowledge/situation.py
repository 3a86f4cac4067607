"""A situation for which a treatment is sought, as people type it and as the knowledge knows it."""

from collections.abc import Sequence
from typing import Annotated, TypedDict

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.typed import (
    FUNCTIONAL,
    GRADE,
    LINE,
    REGION,
    SITE,
    SSTR,
    Input,
    read_classes,
    read_question,
    word_of,
)
from netcli.knowledge.vocabulary import (
    STANDINGS,
    GradeOrNec,
    HormonalState,
    IndicationStatus,
    Morphology,
    Region,
    SoughtReceptor,
    TreatmentLine,
)


class TypedSituation(TypedDict, total=False):
    """A situation as people type it."""

    site: Annotated[str | None, SITE]
    grade: Annotated[str | None, GRADE]
    status: Annotated[str | None, word_of(STANDINGS)]
    region: Annotated[str | None, REGION]
    sstr: Annotated[str | None, SSTR]
    functional: Annotated[str | None, FUNCTIONAL]
    line: Annotated[str | None, LINE]
    class_: Annotated[
        str | None,
        Input("Drug class, such as somatostatin analogue, PRRT or TKI.", "classes", read_classes, option="--class"),
    ]


class Situation(Struct, frozen=True):
    """The question: every field that is not None narrows the answer. All must hold for one indication at once."""

    site: str | None = None
    grade: GradeOrNec | None = None
    status: IndicationStatus | None = None
    region: Region | None = None
    sstr: SoughtReceptor | None = None
    functional: HormonalState | None = None
    line: TreatmentLine | None = None
    class_: tuple[str, ...] = ()


def read_situation(typed: TypedSituation, knowledge: Knowledge) -> tuple[Situation, list[str]]:
    """Return a situation, and a note on each value that was interpreted. Raise UnknownValue, TypeError."""
    values, notes = read_question(TypedSituation, typed, knowledge)
    return Situation(**values), notes


def grade_fits(asked: str | None, differentiation: Morphology, grades: Sequence[str]) -> bool:
    """Tell whether what is stated of a differentiation and of grades (none named: all) concerns the grade asked for."""
    if asked is None:
        return True
    if asked == "NEC":
        return differentiation != "well"
    return differentiation != "poor" and (not grades or asked in grades)


def allows(stated: str, asked: str | None) -> bool:
    """Tell whether what is stated concerns what is asked: the same, or "any", which limits nothing.

    What is unknown of a tumour leaves nothing out.
    """
    return asked in (None, "unknown") or stated in ("any", asked)
