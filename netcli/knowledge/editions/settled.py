"""A record as plain data that two editions can be compared in, whatever form it was kept in.

YAML leaves out what an export writes out, and has texts where JSON has numbers. An older edition may hold fields that
the model no longer knows, and lack some that it asks for: what fits is read by the model, the rest stays as it is.
"""

from functools import cache
from typing import Any, get_args, get_origin

import msgspec

from netcli.knowledge.citations import gather_sources
from netcli.knowledge.files.faults import bare

# By which a record is found, what only an overlay has, and what an update says twice.
LEFT_OUT = ("id", "origin", "register", "bundled")


def settled_record(raw: dict[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return what a record says, without what the model takes for said, and of its sources those that nothing cites.

    The others stand where they are cited: a statement that comes or goes would else be two changes.
    """
    record: dict[str, Any] = settled({name: value for name, value in raw.items() if name not in LEFT_OUT}, kind)
    inside = gather_sources({name: value for name, value in record.items() if name != "sources"})
    if not isinstance(sources := record.pop("sources", []), list):
        return {**record, "sources": sources}
    own = [one for one in sources if one not in inside]
    return {**record, "sources": own} if own else record


def settled(raw: Any, kind: Any) -> Any:
    """Return a value as the model has it, without what is usual; what the model cannot read, as it is."""
    kind = bare(kind)
    if is_struct(kind) and isinstance(raw, dict):
        return _fields(raw, kind)
    if get_origin(kind) is list and isinstance(raw, list):
        return [settled(one, get_args(kind)[0]) for one in raw]
    if get_origin(kind) is dict and isinstance(raw, dict):
        return {name: settled(value, get_args(kind)[1]) for name, value in raw.items()}
    try:
        return msgspec.to_builtins(msgspec.convert(raw, kind, strict=False))
    except msgspec.ValidationError:
        return raw


def _fields(raw: dict[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    types, known = types_of(kind), usual_of(kind)
    found = {name: settled(value, types.get(name, Any)) for name, value in raw.items()}
    return {name: value for name, value in found.items() if value not in (known.get(name), None)}


@cache
def types_of(kind: Any) -> dict[str, Any]:
    """Return the fields of a struct, as JSON names them, with their types; {} for anything else."""
    return {one.encode_name: one.type for one in msgspec.structs.fields(kind)} if is_struct(kind) else {}


@cache
def usual_of(kind: Any) -> dict[str, Any]:
    """Return what the fields of a struct hold where nothing is written."""
    usual: dict[str, Any] = {}
    for one in msgspec.structs.fields(kind) if is_struct(kind) else ():
        made = one.default_factory() if one.default_factory is not msgspec.NODEFAULT else one.default
        usual[one.encode_name] = None if made is msgspec.NODEFAULT else settled(msgspec.to_builtins(made), one.type)
    return usual


def is_struct(kind: Any) -> bool:
    """Tell whether a type is part of the model."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
