"""The situation of one patient as a tumour board words it, read into the words of the knowledge.

It takes features of a tumour and of its treatment, none of a person but the age. Of the inputs only other medicines
are not words or numbers of the knowledge: they are names without digits, compared with labels and then forgotten.
"""

import re
from typing import Annotated, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.grading.case import Case
from netcli.grading.inputs import TypedCase, read_case
from netcli.grading.quantity import read_number
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.earlier import resolve_earlier
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Syndrome
from netcli.knowledge.names import Reading, quoted, resolve_record, resolve_site
from netcli.knowledge.typed import FUNCTIONAL, GRADE, LINE, REGION, SSTR, Input, given, read_question
from netcli.knowledge.vocabulary import GradeOrNec, HormonalState, Region, SoughtReceptor, TreatmentLine

OLDEST = 120  # years
MOST_CLEARANCE = 250  # mL/min
MEDICINE = re.compile(r"[^\W\d_][^\W_]*(?:[ '’.-]+[^\W\d_][^\W_]*){0,3}\.?")


def read_age(typed: str, _: Knowledge) -> Reading[int]:
    """Return an age in whole years. Raise UnknownValue."""
    years = str(typed).strip()
    if not (re.fullmatch(r"[0-9]{1,3}", years) and int(years) <= OLDEST):
        raise UnknownValue(f"unknown age {quoted(years)}", f"accepted: whole years, 0 to {OLDEST}")
    return Reading(int(years))


def read_clearance(typed: str, _: Knowledge) -> Reading[float]:
    """Return a creatinine clearance or eGFR in mL/min. Raise UnknownValue."""
    value = read_number(typed, "kidney", "mL/min").value
    if value is None or value > MOST_CLEARANCE:
        raise UnknownValue(f"kidney must be one number up to {MOST_CLEARANCE}", "creatinine clearance in mL/min: 45")
    return Reading(value)


def read_medicines(typed: str, _: Knowledge) -> Reading[tuple[str, ...]]:
    """Return the names of medicines, parted by commas, as they were typed. Raise UnknownValue."""
    names = tuple(one.strip() for one in typed.split(","))
    for one in names:
        if not MEDICINE.fullmatch(one) or len(one) > 40:  # noqa: PLR2004
            raise UnknownValue(f"{quoted(one)} is no name of a medicine", "--taking clarithromycin, or a, b")
    return Reading(names)


class TypedCircumstances(TypedDict, total=False):
    """What is known beside the tumour itself, as people type it."""

    grade: Annotated[str | None, GRADE]
    sstr: Annotated[str | None, SSTR]
    functional: Annotated[str | None, FUNCTIONAL]
    syndrome: Annotated[
        str | None,
        Input(
            "Hormone or hereditary syndrome, such as carcinoid or MEN1.",
            "syndromes",
            lambda text, knowledge: resolve_record("syndrome", text, knowledge, Syndrome),
        ),
    ]
    line: Annotated[str | None, LINE]
    after: Annotated[
        str | None, Input("Earlier treatment: drugs, or PRRT, SSA, platinum, chemotherapy.", "earlier", resolve_earlier)
    ]
    age: Annotated[str | None, Input("Age in years.", read=read_age)]
    kidney: Annotated[str | None, Input("Creatinine clearance in mL/min.", read=read_clearance)]
    taking: Annotated[str | None, Input("Other medicines, parted by commas.", read=read_medicines)]
    region: Annotated[str | None, REGION]


class TypedCaseQuestion(TypedCase, TypedCircumstances, total=False):
    """A case as people type it; None means not known."""


class CaseQuestion(Struct, frozen=True, kw_only=True):
    """A case: the tumour as it is graded, and what is known beside it. What is not known stays None or empty."""

    tumour: Case = Case()
    grade: GradeOrNec | None = None
    sstr: SoughtReceptor | None = None
    functional: HormonalState | None = None
    syndrome: str | None = None
    line: TreatmentLine | None = None
    after: tuple[str, ...] = ()
    age: int | None = None
    kidney: float | None = None
    taking: tuple[str, ...] = ()
    region: Region | None = None


def read_case_question(
    typed: TypedCaseQuestion, rulebook: Rulebook, knowledge: Knowledge
) -> tuple[CaseQuestion, list[str]]:
    """Return a case, and a note on each value that was interpreted or follows from another.

    A syndrome of hormones makes a functioning tumour, an earlier treatment a later line, unless these are given
    themselves. Raise UnknownValue, where nothing is given too; TypeError.
    """
    values = {name: _as_text(value) for name, value in given(TypedCaseQuestion, typed).items()}
    beside = {name: value for name, value in values.items() if name in TypedCircumstances.__annotations__}
    found, notes = read_question(TypedCircumstances, beside, knowledge)
    about: TypedCase = {name: value for name, value in values.items() if name not in beside}  # type: ignore[assignment]
    if not values:
        raise UnknownValue("nothing of the case is given", "netcli case --site pancreas --ki67 12 --sstr positive")
    if (named := about.get("site")) is not None:
        notes = [*filter(None, [resolve_site(str(named), knowledge).note]), *notes]
    tumour = read_case(about, rulebook, lambda text: resolve_site(str(text), knowledge).id)
    case = CaseQuestion(tumour=tumour, **found)
    return _completed(case, notes, knowledge)


def _as_text(value: object) -> object:
    """Return a value as people type it: a list of Python as its parts with commas between."""
    if isinstance(value, (list, tuple, set)):
        return ", ".join(map(str, value))
    return value if isinstance(value, (str, int, float)) else str(value)


def _completed(case: CaseQuestion, notes: list[str], knowledge: Knowledge) -> tuple[CaseQuestion, list[str]]:
    syndrome = knowledge.of(Syndrome)[case.syndrome] if case.syndrome else None
    if syndrome and syndrome.kind == "functioning" and case.functional is None:
        case, notes = replace(case, functional="functioning"), [*notes, f"{syndrome.name} read as a functioning tumour"]
    if case.after and case.line is None:
        case, notes = replace(case, line="later"), [*notes, "an earlier treatment read as a later line"]
    return case, notes
