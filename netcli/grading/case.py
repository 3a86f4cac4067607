"""What is known of a tumour, and what the answer to it looks like."""

from typing import Literal

from msgspec import Struct

from netcli.grading.mitoses import MitoticRate
from netcli.grading.quantity import Span
from netcli.knowledge.scheme import Category, MorphologyCode
from netcli.knowledge.vocabulary import CellType, Differentiation, Grade, Necrosis

Certainty = Literal["definite", "provisional", "undetermined"]


class Ki67Index(Struct, frozen=True):
    """Ki-67: the value or range in per cent, and the counts behind it when they are known."""

    span: Span
    positive: int | None = None
    counted: int | None = None


class Case(Struct, frozen=True, kw_only=True):
    """A tumour to be graded. `site` and `edition` are record ids; whatever is not known stays None or unknown."""

    site: str | None = None
    edition: str | None = None
    ki67: Ki67Index | None = None
    mitoses: MitoticRate | None = None
    differentiation: Differentiation = "unknown"
    cell_type: CellType | None = None
    necrosis: Necrosis = "unknown"
    size_mm: Span | None = None
    ne_component: Span | None = None


class Reason(Struct, frozen=True, kw_only=True):
    """A sentence and the sources it rests on; `confirmed` is false when no source read so far proves it."""

    text: str
    sources: list[str]
    confirmed: bool = True


class Caution(Struct, frozen=True, kw_only=True):
    """A sentence that a reader must not miss, under a stable code."""

    code: str
    text: str
    sources: list[str]
    confirmed: bool = True


class Ki67(Struct, frozen=True, kw_only=True):
    """Ki-67 as it was understood, in per cent. `percent` is null for a range, `interval` is Wilson's."""

    percent: float | None = None
    low: float | None = None
    high: float | None = None
    positive: int | None = None
    counted: int | None = None
    interval: list[float] = []
    text: str = ""


class Mitoses(Struct, frozen=True, kw_only=True):
    """Mitoses per 2 mm2 as they were understood. `high` null means no upper limit; `interval` is Poisson's 95 %."""

    per_2mm2: float | None = None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    area_mm2: float | None = None
    interval: list[float] = []
    text: str = ""


class Assessment(Struct, frozen=True, kw_only=True):
    """The answer of `netcli grade`; its JSON form is `results[0]` of the contract.

    `certainty`: definite, the input leaves one class; provisional, this class unless what is missing says
    otherwise; undetermined, the input cannot decide. `candidates` are the classes that remain possible, as
    category and grade ("net G2", "nec"), empty when definite. `working` is the arithmetic, `meaning` the class in
    words.
    """

    category: Category
    grade: Grade | None
    label: str
    scheme: str
    certainty: Certainty
    candidates: list[str]
    ki67: Ki67
    mitoses: Mitoses
    reasons: list[Reason]
    warnings: list[Caution]
    meaning: Reason
    working: list[Reason]
    icd_o: MorphologyCode | None
    scheme_name: str
    site: str | None
