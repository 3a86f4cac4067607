"""A question that holds what another terminology calls a record: answered exactly, or not at all."""

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import known_as
from netcli.knowledge.model import OutOfScope, Record
from netcli.knowledge.names import label_of, refusal
from netcli.knowledge.search.hits import Hit
from netcli.knowledge.search.passages import passages_of


def identified(curies: list[str], knowledge: Knowledge) -> list[Hit]:
    """Return the records of some identifiers; none where none is on record."""
    found = [pair for curie in curies for pair in known_as(curie, knowledge)]
    return [
        Hit(
            collection,
            one.id,
            label_of(one),
            1.0,
            refusal(one).hint if isinstance(one, OutOfScope) else _said(one, knowledge),
            f"netcli show {collection}:{one.id}",
            told=True,
            answers=not place and not isinstance(one, OutOfScope),
            nearest=bool(place) or isinstance(one, OutOfScope),
        )
        for place, (collection, one) in enumerate(found)
    ]


def _said(record: Record, knowledge: Knowledge) -> str:
    """Return what a record is, in the field that says it; else its first passage."""
    told = (getattr(record, field, "") for field in ("summary", "definition", "meaning", "mechanism"))
    return next(filter(None, told), "") or passages_of(record, knowledge)[0]
