"""The registry's columns of a row: morphology, schema, grade item and Ki-67 item, from its grade and its own codes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from netcli.batch.agreement import GRADE_ITEMS, UNREAD, Record
from netcli.batch.cells import Assumed, CellReader, Refusal
from netcli.batch.kinds import Checked, RowGrader
from netcli.batch.numbers import REMEMBERED, Remembered
from netcli.coding.classes import Classed, agrees, grade_agrees
from netcli.coding.items import GRADES, code_of_grade, written_ki67
from netcli.coding.lookup import in_year, topographies
from netcli.coding.schemas import taking
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.codes import Code, Item
from netcli.knowledge.names import topography_in
from netcli.knowledge.vocabulary import Grade

UNKNOWN = "9"  # of a grade item
KI67 = ("ki67", "positive", "counted")


class Place(NamedTuple):
    """The site of a row by its id, and the topographies that it may have."""

    site: str | None
    topographies: tuple[str, ...]


NOWHERE = Place(None, ())


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
        self._ki67_codes = {one.code for one in self._ki67.codes}
        self._known_places = Remembered(self._places)
        self._known_schemas = Remembered(lambda tumour: taking(self._knowledge, *tumour))
        self._known_codes = Remembered(lambda one: in_year(one[0], one[1], one[2], self._knowledge))
        self._known_cases = Remembered(lambda case: self._coded(*case), 5 * REMEMBERED)
        self._known_ki67 = Remembered(self._ki67_item)
        self._known_rows = Remembered(lambda row: self._row(*row))

    def rows(self, checked: Sequence[Checked], columns: Sequence[Sequence[str]]) -> list[Written]:
        """Return what is written for each row, of which `columns` are the texts."""
        empty = [""] * len(checked)
        texts = {
            name: self._grader.texts(name, columns) if self._grader.reads(name) else empty for name in ("site", *KI67)
        }
        places = [
            self._known_places[site] if one.record else NOWHERE
            for one, site in zip(checked, texts["site"], strict=True)
        ]
        coded = map(self._known_cases.__getitem__, zip(checked, places, strict=True))
        items = map(self._known_ki67.__getitem__, zip(*(texts[name] for name in KI67), strict=True))
        return list(map(self._known_rows.__getitem__, zip(coded, items, strict=True)))

    def _row(self, coded: Coded, ki67: str) -> Written:
        cells = (coded.morphology, coded.schema, coded.grade, ki67 if coded.has_ki67 else "")
        return Written(cells, self._write(["", *cells]))

    def _coded(self, checked: Checked, place: Place) -> Coded:
        record = checked.record
        if record is None:
            return Coded()
        morphologies = self._morphologies(record, place.site)
        settled = morphologies[0] if len(morphologies) == 1 else ""
        if record.written.get("year") == UNREAD:
            return Coded(settled)
        taken = self._known_schemas[place.topographies, morphologies, record.year]
        schemas = {one.schema.seer_id: one.schema for one in taken}
        items = set.intersection(*(set(one.items) for one in schemas.values())) if schemas else set()
        return Coded(
            settled,
            next(iter(schemas)) if len(schemas) == 1 else "",
            self._grade_item(record, morphologies) if self._grades.id in items else "",
            self._ki67.id in items and (record.year is None or record.year >= self._ki67.since),
        )

    def _morphologies(self, record: Record, site: str | None) -> tuple[str, ...]:
        """Return the morphology of the row, unless it is not that of its class; else what the class leaves open."""
        own = self._grader.codes.on_record(record.morphology, record.year)
        if record.morphology and (own is None or record.found is None or _goes(own, record.found)):
            return (record.morphology,)
        every = record.found.morphologies if record.found else ()
        return tuple(dict.fromkeys(self._known_codes[code, record.year, site] for code in every))

    def _places(self, site: str) -> Place:
        """Return the topography that is written, or those of a site by name, which may leave the schema open."""
        read = self._reader.read("site", site)
        known = read.value if isinstance(read, Assumed) else read
        if known is None or isinstance(known, Refusal):
            return NOWHERE
        if one := topography_in(site, self._knowledge):
            return Place(known, (one.code,))
        return Place(known, tuple(one.code for one in topographies(known, self._knowledge)))

    def _grade_item(self, record: Record, morphologies: Sequence[str]) -> str:
        """Return the grade that is written, or else follows; none where the two contradict or several are possible."""
        written = {code for name in GRADE_ITEMS if (code := record.written.get(name, "")) and code != UNKNOWN}
        stated = [one for one in self._grades.codes if one.code in written]
        graded = [one for one in stated if one.grade]
        if graded:
            agreed = record.found is None or all(grade_agrees(one, record.found) for one in graded)
            return graded[0].code if agreed and len(graded) == 1 else ""
        if grade := self._following(record, morphologies):
            return code_of_grade(self._grades, grade).code
        return stated[0].code if len(stated) == 1 else ""

    def _following(self, record: Record, morphologies: Sequence[str]) -> Grade | None:
        """Return the grade of the class, or the only one that goes with the morphology of the row."""
        found = record.found
        if found is None or found.needs_ki67 or not found.by_values:
            return None
        own = [self._grader.codes.on_record(code, record.year) for code in morphologies]
        kept = [one for one in found.classes if any(code is None or agrees(code, found.only(one)) for code in own)]
        grades = {found.grade} if found.grade else {grade for _, grade in kept}
        return next((one for one in GRADES if grades == {one}), None)

    def _ki67_item(self, texts: tuple[str, str, str]) -> str:
        """Return what stands in the Ki-67 item: a code is itself again, what is about a value has none."""
        if (code := texts[0].strip().upper()) in self._ki67_codes:
            return code
        index = self._reader.index(*texts)
        if index is None or isinstance(index, (Assumed, Refusal)):
            return ""
        found = written_ki67(self._ki67, index.span, self._cutoffs)
        return found if isinstance(found, str) else found.code if found else ""


def _goes(own: Code, found: Classed) -> bool:
    """Tell whether a morphology is kept beside a class: one that agrees, is out of scope or is of a mixed neoplasm."""
    return agrees(own, found) or bool(own.out_of_scope) or "minen" in own.categories
