"""What stands in the grade items and in the Ki-67 item, where the schema is one of neuroendocrine tumours."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from netcli.grading.bands import bands
from netcli.grading.quantity import Span
from netcli.knowledge.codes import Item, ItemCode
from netcli.knowledge.scheme import Cutoff
from netcli.knowledge.vocabulary import Grade

WHOLE = 100  # per cent
GRADES: tuple[Grade, ...] = ("G1", "G2", "G3")  # of the bands between the cut-offs, in order


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
