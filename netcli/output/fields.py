"""`--fields id,name,indications.region`: an answer cut to the fields that were named."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.knowledge.names import unknown
from netcli.output.answer import Answer
from netcli.output.published import Json, published_schema

Field = tuple[str, ...]  # ("indications", "region")


def with_fields(answer: Answer, typed: str, *, brief: bool) -> Answer:
    """Return an answer whose rows hold only some fields, and the envelope nothing beside them.

    A field that the answer's published schema knows may be absent from a row. Raise UnknownValue for any other.
    """
    fields = read_fields(typed, answer.name, brief=brief and answer.brief is not None)
    rows = [cut(row, fields) for row in answer.rows(brief=brief)]
    return replace(answer, results=rows, brief=None, extra={}, fields=[".".join(field) for field in fields])


def read_fields(typed: str, name: str, *, brief: bool = False) -> list[Field]:
    """Return the fields that a text names, each once. Raise UnknownValue with those that the answer has."""
    named = dict.fromkeys(tuple(part.strip() for part in one.split(".")) for one in typed.split(",") if one.strip())
    if not named:
        raise UnknownValue("no field is named", "--fields id,name,indications.region")
    schema = published_schema(name)
    try:
        for field in named:
            _check(field, schema, "InBrief" if brief else "InFull")
    except UnknownValue as error:
        hint = f"all of them: netcli knowledge schema --answer {name}"
        raise UnknownValue(error.message, "; ".join(filter(None, [error.hint, hint]))) from None
    return list(named)


def _check(field: Field, schema: Json, row: str) -> None:
    level = [schema["$defs"][row]]
    for place, step in enumerate(field):
        inner = [one for node in level for one in _inner(node, schema)]
        known = {name: part for one in inner for name, part in one.get("properties", {}).items()}
        others = [one["additionalProperties"] for one in inner if isinstance(one.get("additionalProperties"), dict)]
        others += [{} for one in inner if not one.get("properties") and not one.get("additionalProperties", True)]
        if step not in known and not others:
            whole = ".".join(field[:place])
            if not known:
                raise UnknownValue(f"'{whole}' has no fields", f"--fields {whole} gives all of it")
            raise unknown(f"field of {whole}" if whole else "field", step, {name: name for name in sorted(known)})
        level = [one["properties"][step] for one in inner if step in one.get("properties", {})] or others


def _inner(node: Any, schema: Json) -> Iterator[Json]:
    """Yield the objects that a node may be, or a list of it may hold."""
    if reference := node.get("$ref"):
        yield from _inner(schema["$defs"][reference.rpartition("/")[2]], schema)
    elif "anyOf" in node:
        for one in node["anyOf"]:
            yield from _inner(one, schema)
    elif "items" in node:
        yield from _inner(node["items"], schema)
    elif "properties" in node or "additionalProperties" in node or node.get("type") == "object":
        yield node


def cut(row: Any, fields: Sequence[Field]) -> dict[str, Any]:
    """Return some fields of a row, in the order in which they were named; of a list, those of each of its rows."""
    return _of(msgspec.to_builtins(row), fields)


def _of(content: dict[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    inner: dict[str, list[Field]] = {}
    for step, *rest in fields:
        inner.setdefault(step, []).append(tuple(rest))
    return {step: _cut(content[step], wanted) for step, wanted in inner.items() if step in content}


def _cut(value: Any, fields: Sequence[Field]) -> Any:
    if () in fields:
        return value
    if isinstance(value, list):
        return [_cut(one, fields) for one in value]
    return _of(value, fields) if isinstance(value, dict) else value


def cells(row: dict[str, Any], fields: Sequence[str], explode: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table for one result, a column a field: one for each row of the list `explode`, if named."""
    paths = [tuple(one.split(".")) for one in fields]
    parts = (row.get(explode) or [{}]) if any(path[0] == explode and path[1:] for path in paths) else [None]
    for part in parts:
        yield {
            ".".join(path): value_at(part, path[1:]) if part is not None and path[0] == explode else value_at(row, path)
            for path in paths
        }


def value_at(value: Any, path: Field) -> Any:
    """Return what stands at the end of a path; of a list on the way, what stands there in each of its rows."""
    for place, step in enumerate(path):
        if isinstance(value, list):
            found = [value_at(one, path[place:]) for one in value]
            return [one for part in found for one in (part if isinstance(part, list) else [part])]
        value = value.get(step) if isinstance(value, dict) else None
    return value
