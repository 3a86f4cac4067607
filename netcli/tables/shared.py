"""What a table is, the columns that many have, and the tables that all collections share."""

from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.authority import Authority


class Column(Struct, frozen=True):
    """A column: the type of its cells (string, integer, number, boolean), what may stand in them, what it is."""

    name: str
    type: str = "string"
    description: str = ""
    constraints: dict[str, Any] = {}


class Reference(Struct, frozen=True):
    """Columns that name a row of a table by the columns that are its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table: what a row is, its columns, the columns that tell its rows apart, what it refers to."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()


def required(column: Column) -> Column:
    """Return a column of which no cell is empty."""
    return replace(column, constraints={"required": True, **column.constraints})


COLLECTION = required(Column("collection", description="the collection of the record, a table of its own"))
RECORD = required(Column("record", description="id of the record"))
PATH = required(Column("path", description="collection/record, and where in the record: therapies/x/indications/2"))
PARENT = Column("parent", description="path of the row to which this one belongs")
FIELD = required(Column("field", description="the field of the record, a path with dots: safety.monitoring"))
KEY = Column("key", description="the name under which it stands")
POSITION = required(Column("position", "integer", "place in its list, from 1", {"minimum": 1}))
RANKS = {"enum": [*get_args(Authority)]}
ORIGIN = Column("origin", description="the overlay that brought it; empty for bundled knowledge")
AUTHORITY = Column(
    "authority", description="what the source is: its own document, an account, netcli's own word", constraints=RANKS
)
RESTS_ON = Column(
    "rests_on", description="the best that the claim has, as `netcli knowledge about` counts", constraints=RANKS
)
TEXT = required(Column("text"))
OF_RECORD = Reference(("collection", "record"), "records", ("collection", "id"))
LISTED = (PATH, COLLECTION, RECORD, FIELD, POSITION)  # of what stands in a list; the path is that of its owner
LISTED_KEY = ("path", "field", "position")

SHARED = (  # by all collections
    Table(
        "records",
        "Every record of every collection, with the name that people know it by.",
        (COLLECTION, required(Column("id")), required(Column("name")), ORIGIN),
        ("collection", "id"),
    ),
    Table(
        "site_overlaps",
        "Which sites have an organ in common, each with itself too: what is said of `other` concerns `site`.",
        (required(Column("site")), required(Column("other"))),
        ("site", "other"),
        (Reference(("site",), "sites", ("id",)), Reference(("other",), "sites", ("id",))),
    ),
    Table(
        "names",
        "Every name that a record answers to beside its id: its own, aliases, brands, numbers of registers.",
        (COLLECTION, RECORD, POSITION, FIELD, required(Column("name"))),
        ("collection", "record", "position"),
        (OF_RECORD,),
    ),
    Table(
        "texts",
        "Lists of plain text, an item each; names in a list of ids that are no record's, too.",
        (*LISTED, TEXT),
        LISTED_KEY,
        (OF_RECORD,),
    ),
    Table(
        "words",
        "Lists of words of a closed vocabulary, such as grades and phases, an item each.",
        (*LISTED, required(Column("word"))),
        LISTED_KEY,
        (OF_RECORD,),
    ),
    Table(
        "links",
        "Lists of ids, an item each: which record names which other. `sources` are all that a record cites.",
        (*LISTED, required(Column("to_collection")), required(Column("to"))),
        LISTED_KEY,
        (OF_RECORD, Reference(("to_collection", "to"), "records", ("collection", "id"))),
    ),
    Table(
        "pairs",
        "Texts that stand under a name, such as the numbers of other registers, an item each.",
        (*LISTED, required(KEY), TEXT),
        LISTED_KEY,
        (OF_RECORD,),
    ),
    Table(
        "xrefs",
        "What others call a record: compact identifiers, an item each.",
        (*LISTED, *(required(Column(name)) for name in ("curie", "prefix", "identifier"))),
        LISTED_KEY,
        (OF_RECORD,),
    ),
    Table(
        "claims",
        "What rests on which source: a row for each source of each cited sentence and of each value with sources.",
        (
            COLLECTION,
            RECORD,
            required(Column("claim", "integer", "number of the claim in its record", {"minimum": 1})),
            POSITION,
            PATH,
            FIELD,
            Column("item", "integer", "of a text in a list, its place there", {"minimum": 1}),
            required(Column("source")),
            Column("place", description="where in the source: a section, a table, a page"),
            required(AUTHORITY),
            required(RESTS_ON),
        ),
        ("collection", "record", "claim", "position"),
        (OF_RECORD, Reference(("source",), "sources", ("id",))),
    ),
)  # fmt: skip
