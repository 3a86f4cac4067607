"""The grading schemes as data: one record an edition, holding every cut-off, class and sentence of `netcli grade`."""
# ruff: noqa: RUF012  (msgspec copies mutable defaults)

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from netcli.errors import InvalidData
from netcli.knowledge.model import Record, Value
from netcli.knowledge.vocabulary import Grade, Number, Slug

Family = Literal["digestive", "thoracic"]
Category = Literal[
    "net",
    "nec",
    "nec-small-cell",
    "nec-large-cell",
    "minen",
    "unresolved-high-grade",
    "typical-carcinoid",
    "atypical-carcinoid",
    "carcinoid-high-proliferation",
    "lcnec",
    "sclc",
    "tumourlet",
    "carcinoma-with-ne-component",
    "not-classifiable",
]
Cited = Annotated[list[Slug], Meta(min_length=1)]


class Cutoff(Value, frozen=True, kw_only=True):
    """A boundary on an axis; `belongs` names the band that holds the boundary value itself."""

    value: Number
    belongs: Literal["below", "above"]
    sources: Cited


class Gap(Value, frozen=True, kw_only=True):
    """Values that an edition leaves undefined: strictly between `low` and `high`."""

    low: Number
    high: Number
    sources: Cited


class Limit(Value, frozen=True, kw_only=True):
    """One number that a rule needs, with its unit; `belongs` names the side that the number itself is on."""

    value: Number
    unit: str
    belongs: Literal["below", "above"] = "below"
    confirmed: bool = True
    sources: Cited


class Statement(Value, frozen=True, kw_only=True):
    """A sentence of the answer. `{name}` stands for a value of the case; `code` is set for warnings."""

    text: str
    code: str = ""
    confirmed: bool = True
    sources: Cited


class MorphologyCode(Value, frozen=True, kw_only=True):
    """The ICD-O-3 morphology code of a class."""

    code: Annotated[str, Meta(pattern=r"^\d{4}/\d$")]
    confirmed: bool = True
    sources: Cited


class Entity(Value, frozen=True, kw_only=True):
    """A class of the scheme: its category, its grade if it has one, how a pathologist writes it, what it means."""

    category: Category
    grade: Grade | None = None
    label: str
    meaning: Statement
    icd_o: MorphologyCode | None = None


class Scheme(Record, frozen=True, kw_only=True):
    """One edition of a classification.

    What an edition does not state it takes from `based_on`. `sites` (with everything below them in the site
    tree) is where it applies; `stands_for` lists editions that mean this one at these sites. `current` is the
    edition used when none is asked for. `splits_high_grade` is false where everything above the highest cut-off
    is carcinoma whatever its differentiation; `ki67_grades` is false where Ki-67 sets no class. `refusal` says
    why an edition cannot be computed.
    """

    name: str
    family: Family
    year: int
    based_on: Slug | None = None
    current: bool = False
    sites: list[Slug] = []
    stands_for: list[Slug] = []
    splits_high_grade: bool = True
    ki67_grades: bool = True
    ki67: list[Cutoff] = []
    ki67_gap: Gap | None = None
    mitoses: list[Cutoff] = []
    limits: dict[str, Limit] = {}
    entities: dict[str, Entity] = {}
    statements: dict[str, Statement] = {}
    refusal: Statement | None = None
    scope: str = ""
    counting: list[str] = []
    history: list[str] = []
    sources: list[Slug] = []


def completed(scheme: Scheme, written: Mapping[str, Scheme], below: tuple[str, ...] = ()) -> Scheme:
    """Return a scheme with everything that it takes from the one it is based on. Raise InvalidData."""
    if scheme.based_on is None:
        return scheme
    if scheme.based_on not in written or scheme.based_on in (*below, scheme.id):
        raise InvalidData(f"grading/{scheme.id}: based_on names '{scheme.based_on}', which cannot be used")
    base = completed(written[scheme.based_on], written, (*below, scheme.id))
    return replace(
        scheme,
        ki67=(scheme.ki67 or base.ki67) if scheme.ki67_grades else [],
        mitoses=scheme.mitoses or base.mitoses,
        limits={**base.limits, **scheme.limits},
        entities={**base.entities, **scheme.entities},
        statements={**base.statements, **scheme.statements},
        counting=scheme.counting or base.counting,
    )
