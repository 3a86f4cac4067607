"""What stands in the grade items and in the Ki-67 item, where the schema is one of neuroendocrine tumours."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from netcli.coding.classes import Classed
from netcli.coding.question import Coding
from netcli.coding.schemas import Taken
from netcli.grading.bands import bands
from netcli.grading.quantity import Span
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.codes import Item, ItemCode, ItemField
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.scheme import Cutoff
from netcli.knowledge.vocabulary import Grade

WHOLE = 100  # per cent
OWN_TABLE = "graded by the table of its organ, which is not on record here"
GRADES: tuple[Grade, ...] = ("G1", "G2", "G3")  # of the bands between the cut-offs, in order


class CodedField(Struct, frozen=True, kw_only=True):
    """A field of a registry record and what stands in it: "C251", "8249", "2"; `value` is empty where it is blank."""

    name: str
    number: int
    xml_id: str
    value: str = ""
    use: str = ""


class CodedItem(Struct, frozen=True, kw_only=True):
    """One thing that a registry writes: the code, or, where it is open, what it may be (`candidates`).

    `blank`: the item is not collected for such a tumour. `reasons` tell why it is open, blank or to be doubted in this
    case; `notes` are what is known of the code in every case.
    """

    item: str
    blank: bool = False
    code: str = ""
    means: str = ""
    candidates: list[str] = []
    fields: list[CodedField] = []
    reasons: list[str] = []
    notes: list[str] = []
    sources: list[str] = []


def grade_item(
    asked: Coding, found: Classed | None, by_values: Classed | None, taken: Sequence[Taken], knowledge: Knowledge
) -> CodedItem:
    """Return the grade items: the grade of the class that was `found`, doubted where `by_values` is another."""
    item = knowledge.of(Item)["grade"]
    if unwritten := _unwritten(item, taken, asked.year):
        return unwritten
    if found and found.needs_ki67:
        return _of_item(item, "mitoses alone settle no lowest grade: Ki-67 is needed, or the grade as it is stated")
    if found and found.grade:
        lying = {grade for _, grade in by_values.classes} if by_values else {found.grade}
        doubt = f"the values lie in {' or '.join(sorted(filter(None, lying)))}: what is stated comes first"
        return _of_item(item, "" if found.grade in lying else doubt, code_of_grade(item, found.grade))
    code = None if by_values else code_of_differentiation(item, asked.tumour.differentiation)
    return _of_item(item, "" if code else "the grade is not settled", code)


def ki67_item(asked: Coding, taken: Sequence[Taken], rulebook: Rulebook, knowledge: Knowledge) -> CodedItem:
    """Return the Ki-67 item, or why it is blank or open."""
    item, index = knowledge.of(Item)["ki-67"], asked.tumour.ki67
    if unwritten := _unwritten(item, taken, asked.year):
        return unwritten
    if index is None:
        return _of_item(item, "Ki-67 is not given")
    found = written_ki67(item, index.span, rulebook.ruling(asked.tumour.site, None).scheme.ki67)
    if found is None:
        return _of_item(item, "a range across a limit has no code: the value itself is needed")
    return _of_item(item, "", None, found) if isinstance(found, str) else _of_item(item, "", found)


def _unwritten(item: Item, taken: Sequence[Taken], year: int | None) -> CodedItem | None:
    """Return an item that is blank, or open with the schema; None where it is written."""
    if year is not None and year < item.since:
        return _of_item(item, f"collected for diagnoses from {item.since}", blank=True)
    having = [one for one in taken if item.id in one.schema.items]
    if taken and not having:
        is_grade = item.id == "grade"
        return _of_item(item, OWN_TABLE if is_grade else "not an item of this schema", blank=not is_grade)
    return None if having and len(having) == len(taken) else _of_item(item, "needs the schema")


def _of_item(
    item: Item, reason: str = "", code: ItemCode | None = None, written: str = "", *, blank: bool = False
) -> CodedItem:
    value = code.code if code else written
    return CodedItem(
        item=item.name,
        blank=blank,
        code=value,
        means=code.means if code else "per cent" if written else "",
        fields=[_field(one, "" if one.after_treatment else value) for one in item.fields],
        reasons=[reason] if reason else [],
        notes=item.notes,
        sources=list(item.sources),
    )


def _field(one: ItemField, value: str) -> CodedField:
    return CodedField(name=one.name, number=one.number, xml_id=one.xml_id, value=value, use=one.use)


def code_of_grade(item: Item, grade: Grade) -> ItemCode:
    """Return the code that is written for a grade."""
    return next(one for one in item.codes if one.grade == grade)


def code_of_differentiation(item: Item, differentiation: str) -> ItemCode | None:
    """Return the code that is written where only the differentiation is known; None for one that has none."""
    return next((one for one in item.codes if one.differentiation == differentiation), None)


def written_ki67(item: Item, ki67: Span, cutoffs: Sequence[Cutoff]) -> str | ItemCode | None:
    """Return what is written for a Ki-67 in per cent: a number, a code, None where a range lies in no one band.

    A value is written with the decimals of the item; a limit or a range by the band in which it lies, and "greater
    than" by the band in which it begins (SEER EOD 3.3, Ki-67 coding guidelines).
    """
    if ki67.value is not None:
        return _rounded(ki67.value, item.decimals or 0)
    lowest, highest = bands(ki67, cutoffs)
    if lowest != highest and not _is_limit(ki67):
        return None
    return code_of_grade(item, GRADES[lowest - 1])


def _is_limit(span: Span) -> bool:
    """Tell whether a span has no upper end of its own: "greater than 4 %"."""
    return span.high == WHOLE and span.text.startswith(">")


def _rounded(value: float, decimals: int) -> str:
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
