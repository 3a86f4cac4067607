"""A case to be coded, as people type it and as the knowledge knows it."""

import re
from typing import Annotated, TypedDict

from msgspec import Struct

from netcli.errors import UnknownValue
from netcli.grading.case import Case
from netcli.grading.inputs import TypedCase, read_case
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.codes import Code
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import Reading, quoted, resolve_site, topography_in
from netcli.knowledge.typed import GRADE, Input, given, read_question
from netcli.knowledge.vocabulary import GradeOrNec

EARLIEST, LATEST = 1973, 2100


def read_year(typed: object, _: Knowledge) -> Reading[int]:
    """Return a year of diagnosis. Raise UnknownValue."""
    text = str(typed).strip()
    if not (re.fullmatch(r"[0-9]{4}", text) and EARLIEST <= int(text) <= LATEST):
        raise UnknownValue(f"unknown year {quoted(text)}", f"accepted: a year of diagnosis, {EARLIEST} to {LATEST}")
    return Reading(int(text))


class TypedTime(TypedDict, total=False):
    """What a registry knows beside the tumour."""

    grade: Annotated[str | None, GRADE]
    year: Annotated[int | str | None, Input("Year of diagnosis, such as 2026.", read=read_year)]


class TypedCoding(TypedCase, TypedTime, total=False):
    """A case to be coded as people type it; None means not known. `site` may be a topography: C25.4."""


class Coding(Struct, frozen=True, kw_only=True):
    """A case to be coded: the tumour as it is graded, its place if that was given as a code, the grade as stated."""

    tumour: Case = Case()
    topography: str = ""
    grade: GradeOrNec | None = None
    year: int | None = None
    morphology: Code | None = None

    @property
    def is_graded(self) -> bool:
        """Tell whether there is anything that a grade follows from."""
        return self.tumour.ki67 is not None or self.tumour.mitoses is not None


def is_of_a_case(typed: TypedCoding) -> bool:
    """Tell whether the coding of a case is asked for: a site and a year alone narrow a list of codes."""
    return not set(given(TypedCoding, typed)) <= {"site", "year"}


def read_coding(typed: TypedCoding, rulebook: Rulebook, knowledge: Knowledge) -> tuple[Coding, list[str]]:
    """Return a case to be coded, and a note on each value that was interpreted. Raise UnknownValue, TypeError."""
    values = given(TypedCoding, typed)
    beside = {name: str(value) for name, value in values.items() if name in TypedTime.__annotations__}
    found, notes = read_question(TypedTime, beside, knowledge)
    about: TypedCase = {name: value for name, value in values.items() if name not in beside}  # type: ignore[assignment]
    place = str(about.get("site") or "")
    if place:
        notes = [*filter(None, [resolve_site(place, knowledge).note]), *notes]
    tumour = read_case(about, rulebook, lambda text: resolve_site(str(text), knowledge).id)
    named = topography_in(place, knowledge)
    return Coding(tumour=tumour, topography=named.code if named else "", **found), notes
