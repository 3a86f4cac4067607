"""The registry's columns of a row: morphology, schema, grade item and Ki-67 item, from its grade and its own codes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from netcli.batch.agreement import year
from netcli.batch.cells import Assumed, CellReader, Refusal
from netcli.batch.kinds import Outcome, RowGrader
from netcli.batch.numbers import Remembered
from netcli.coding.classes import Classed, agrees
from netcli.coding.items import code_of_grade, written_ki67
from netcli.coding.lookup import in_year, topographies
from netcli.coding.schemas import taking
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.codes import Item
from netcli.knowledge.names import topography_in

CASE = ("site", "morphology", "behavior")
KI67 = ("ki67", "positive", "counted")


class Coded(NamedTuple):
    """What is written for a kind of row; `has_ki67` tells whether its schema collects that item in its year."""

    morphology: str = ""
    schema: str = ""
    grade: str = ""
    has_ki67: bool = False


class Written(NamedTuple):
    """The cells of a row, and the same as text."""

    cells: tuple[str, ...]
    text: str


class RowCoder:
    """Turns graded rows into the cells of a registry. What is open is left empty: no code is guessed."""

    def __init__(
        self, rulebook: Rulebook, reader: CellReader, grader: RowGrader, write: Callable[[list[str]], str]
    ) -> None:
        self._write = write
        self._knowledge = rulebook.knowledge
        self._reader = reader
        self._grader = grader
        self._cutoffs = rulebook.editions()[0].ki67
        self._grades, self._ki67 = (self._knowledge.of(Item)[name] for name in ("grade", "ki-67"))
        self._known_years = Remembered(year)
        self._known_places = Remembered(self._places)
        self._known_schemas = Remembered(lambda tumour: taking(self._knowledge, *tumour))
        self._known_cases = Remembered(lambda case: self._coded(*case))
        self._known_ki67 = Remembered(self._ki67_item)
        self._known_rows = Remembered(lambda row: self._row(*row))

    def rows(self, outcomes: Sequence[Outcome], columns: Sequence[Sequence[str]]) -> list[Written]:
        """Return what is written for each row, of which `columns` are the texts."""
        empty = [""] * len(outcomes)
        texts = {
            name: self._grader.texts(name, columns) if self._grader.reads(name) else empty
            for name in (*CASE, *KI67, "year")
        }
        years = map(self._known_years.__getitem__, texts["year"])
        cases = zip((one.classed for one in outcomes), *(texts[name] for name in CASE), years, strict=True)
        coded = map(self._known_cases.__getitem__, cases)
        ki67 = zip(*(texts[name] for name in KI67), strict=True)
        items = map(self._known_ki67.__getitem__, ki67)
        return list(map(self._known_rows.__getitem__, zip(coded, items, strict=True)))

    def _row(self, coded: Coded, ki67: str) -> Written:
        cells = (coded.morphology, coded.schema, coded.grade, ki67 if coded.has_ki67 else "")
        return Written(cells, self._write(["", *cells]))

    def _coded(self, found: Classed | None, site: str, histology: str, behaviour: str, diagnosed: int | None) -> Coded:
        if found is None:
            return Coded()
        codes = self._grader.codes
        own = codes.code(codes.morphology(histology), behaviour.strip())
        every = [own.code] if own and agrees(own, found) else found.morphologies
        morphologies = tuple(dict.fromkeys(in_year(code, diagnosed, codes.morphologies) for code in every))
        taken = self._known_schemas[self._known_places[site], morphologies, diagnosed]
        schemas = {one.seer_id: one.schema for one in taken}
        items = set.intersection(*(set(one.items) for one in schemas.values())) if schemas else set()
        return Coded(
            morphologies[0] if len(morphologies) == 1 else "",
            next(iter(schemas)) if len(schemas) == 1 else "",
            self._grade_item(found) if self._grades.id in items else "",
            self._ki67.id in items and (diagnosed is None or diagnosed >= self._ki67.since),
        )

    def _places(self, site: str) -> tuple[str, ...]:
        """Return the topography that is written, or those of a site by name, which may leave the schema open."""
        if place := topography_in(site, self._knowledge):
            return (place.code,)
        read = self._reader.read("site", site)
        known = read.value if isinstance(read, Assumed) else read
        if known is None or isinstance(known, Refusal):
            return ()
        return tuple(one.code for one in topographies(known, self._knowledge))

    def _grade_item(self, found: Classed) -> str:
        return code_of_grade(self._grades, found.grade).code if found.grade and not found.needs_ki67 else ""

    def _ki67_item(self, texts: tuple[str, str, str]) -> str:
        """Return what stands in the Ki-67 item: a code that was read as a range is itself again."""
        read = self._reader.index(*texts)
        index = read.value if isinstance(read, Assumed) else read
        if index is None or isinstance(index, Refusal):
            return ""
        found = written_ki67(self._ki67, index.span, self._cutoffs)
        return found if isinstance(found, str) else found.code if found else ""
