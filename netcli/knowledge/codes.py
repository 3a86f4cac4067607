"""What a cancer registry writes of a tumour, as data: codes, schemas, items and what is reportable."""
# ruff: noqa: RUF012  (msgspec copies mutable defaults)

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from netcli.knowledge.model import CrossReferenced, Record, Value
from netcli.knowledge.scheme import Category, Cited
from netcli.knowledge.vocabulary import Grade, Morphology, Slug

if TYPE_CHECKING:
    from netcli.knowledge.sites import Area

System = Literal["icd-o-morphology", "icd-o-topography", "icd-10-cm"]
SYSTEMS: dict[System, str] = {
    "icd-o-morphology": "ICD-O-3.2 morphology",
    "icd-o-topography": "ICD-O-3.2 topography",
    "icd-10-cm": "ICD-10-CM",
}
SCOPE = "outside the scope of netcli's treatment records"
Year = Annotated[int, Meta(ge=1973, le=2100, description="year of diagnosis")]
ItemNumber = Annotated[int, Meta(ge=1, le=99_999, description="number of the item in NAACCR's data dictionary")]


class Code(CrossReferenced, frozen=True, kw_only=True):
    """A code of a classification: what it means, where and in which years of diagnosis it is written.

    `code` is as people write it: 8249/3, C25.4, C7A.010. `means` is the classification's own term, `terms` are its
    others and those of everyday. Of a topography, `sites` is the site that it is; of others, where it may stand, none
    for anywhere. `categories` and `grades` are the classes of `netcli grade` that are coded so. `instead` is what is
    written now; `out_of_scope` the tumour for which netcli has no records of treatment.
    """

    system: System
    code: Annotated[str, Meta(pattern=r"^(\d{4}/\d|[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?)$")]
    means: str
    terms: list[str] = []
    sites: list[Slug] = []
    syndrome: Slug | None = None
    categories: list[Category] = []
    grades: list[Grade] = []
    since: Year | None = None
    until: Year | None = None
    instead: list[str] = []
    out_of_scope: Slug | None = None
    notes: list[str] = []
    sources: list[Slug] = []


class Selection(Value, frozen=True, kw_only=True):
    """Tumours that a schema takes: places and morphologies as ranges, years of diagnosis, and what else must hold."""

    topographies: Annotated[list[str], Meta(min_length=1)]
    morphologies: Annotated[list[str], Meta(min_length=1)]
    since: Year
    until: Year | None = None
    condition: str = ""


class Schema(Record, frozen=True, kw_only=True):
    """A schema of SEER's Extent of Disease; `id` is SEER's with hyphens. `items` are those on record here."""

    title: str
    edition: str = ""  # of the staging manual that it follows
    sites: list[Slug] = []
    takes: Annotated[list[Selection], Meta(min_length=1)]
    items: list[Slug] = []
    out_of_scope: Slug | None = None
    sources: Cited

    @property
    def seer_id(self) -> str:
        """The id that SEER gives the schema."""
        return self.id.replace("-", "_")

    @property
    def whole_title(self) -> str:
        """The title with the edition of the staging manual, where it follows one."""
        return f"{self.title}, {self.edition}" if self.edition else self.title


class ItemField(Value, frozen=True, kw_only=True):
    """A field of a registry record: its name and number with NAACCR, its name in XML, what it is for.

    `after_treatment`: it is blank unless the tumour was treated before it was graded.
    """

    name: str
    number: ItemNumber
    xml_id: str
    use: str
    after_treatment: bool = False


class ItemCode(Value, frozen=True, kw_only=True):
    """A code of an item; with `grade` or `differentiation` it is written for that."""

    code: str
    means: str
    grade: Grade | None = None
    differentiation: Morphology | None = None


class Item(Record, frozen=True, kw_only=True):
    """What is written of a tumour, from which year of diagnosis, in which fields, with which codes.

    `decimals` tells how a number is written that comes before the codes.
    """

    name: str
    since: Year
    decimals: int | None = None
    fields: Annotated[list[ItemField], Meta(min_length=1)]
    codes: list[ItemCode]
    notes: list[str] = []
    sources: Cited


class Reporting(Record, frozen=True, kw_only=True):
    """What must be reported to a registry by whose rule, and for which years of diagnosis.

    `open`: which of its codes is written depends on more than the grade, and the rule says on what.
    """

    body: str
    topic: str
    since: Year | None = None
    until: Year | None = None
    sites: list[Slug] = []
    codes: list[str] = []
    open: bool = False
    text: str
    sources: list[Slug] = []


def holds(one: Code | Selection | Reporting, year: int | None) -> bool:
    """Tell whether something is so for a year of diagnosis; without a year, whether it still is."""
    return one.until is None if year is None else (one.since or year) <= year <= (one.until or year)


def schemas_of(where: "Area", year: int | None, every: Iterable[Schema]) -> list[Schema]:
    """Return the schemas that are an organ's own and take tumours of a year; without a year, those in force."""
    own = (one for one in every if one.sites and where.concerns(one.sites))
    return [one for one in own if any(holds(each, year) for each in one.takes)]
