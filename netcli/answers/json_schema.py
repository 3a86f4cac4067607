"""The JSON Schema of an answer, made from its shape.

It is open: a later edition may add fields, and words to a vocabulary, under the same number. What is in `required` is
always there. Where `--fields` was given the results are cut and only the envelope is held.
"""

from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from typing import Any, get_args

import msgspec
from msgspec import Struct

from netcli.answers.shapes import SHAPES, Part
from netcli.knowledge.model import Source
from netcli.knowledge.said import said_of
from netcli.output.answer import schema_name

Json = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT, TEXTS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
IN_FULL, IN_BRIEF = "InFull", "InBrief"  # a row of the answer, and one under --brief
EDITION = ("version", "reviewed", "stale_after")
IN_SHORT = ("title", "short", "date", "pmid", "doi", "nct", "number", "url")  # of a source under --brief
FAILURE: Json = {
    "$schema": DRAFT,
    "$id": "netcli/error",
    "title": "What stands on standard output in place of an answer; the exit status is the code",
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"code": {"enum": [1, 2, 3, 4, 5, 130]}, "message": TEXT, "hint": TEXT},
            "required": ["code", "message", "hint"],
        },
        "notes": TEXTS,
    },
    "required": ["error"],
}


def answer_schemas() -> dict[str, Json]:
    """Return the schema of every answer by its name, and that of an error."""
    return {**{name: _Schema(name).whole() for name in SHAPES}, "error": FAILURE}


class _Schema:
    """The schema of one answer; its types stand once each, in `$defs`."""

    def __init__(self, name: str) -> None:
        self._name, self._shape = name, SHAPES[name]
        leaves = list(dict.fromkeys(_leaves([*self._shape.results, *self._shape.brief, *self._shape.extra.values()])))
        schemas, definitions = msgspec.json.schema_components([*leaves, Source], ref_template="#/$defs/{name}")
        self._of = dict(zip([*map(str, leaves), str(Source)], schemas, strict=True))
        structs = {kind.__name__: kind for kind in _structs([*leaves, Source])}
        self._definitions = {name: _written(one, structs.get(name)) for name, one in sorted(definitions.items())}

    def whole(self) -> Json:
        """Return the envelope with the results, its definitions last: those that it names."""
        shape = self._shape
        depths = {IN_FULL: shape.results, IN_BRIEF: shape.brief}
        rows = {name: self._one_of(kinds) for name, kinds in depths.items() if kinds}
        either = [{"$ref": f"#/$defs/{name}"} for name in rows]
        envelope: Json = {
            "schema": {"const": schema_name(self._name)},
            "knowledge": _object({**dict.fromkeys(EDITION, TEXT), "updated": TEXT}, EDITION),
            "query": {"type": "object", "description": "The question as it was understood"},
            "fields": {**TEXTS, "description": "With --fields: what the results are cut to"},
            "notes": TEXTS,
            "results": {"type": "array", "items": {"type": "object"}},
            **{name: self._schema(one) for name, one in shape.extra.items()},
            "sources": {"type": "object", "additionalProperties": self._source()},
            "notice": TEXT,
        }
        required = [name for name in envelope if name not in {"fields", *shape.extra}]
        body: Json = {
            "$schema": DRAFT,
            "$id": schema_name(self._name),
            "title": f"The answer of netcli {self._name.replace('-', ' ')}",
            **_object(envelope, required),
            "if": {"not": {"required": ["fields"]}},
            "then": {"properties": {"results": {"items": {"anyOf": either}}}},
        }
        return {**body, "$defs": {**rows, **self._named_in([*rows.values(), envelope])}}

    def _one_of(self, kinds: Iterable[Any]) -> Json:
        schemas = [self._schema(kind) for kind in kinds]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def _schema(self, kind: Any) -> Json:
        if isinstance(kind, tuple):
            return self._one_of(kind)
        if not isinstance(kind, Part):
            return self._of[str(kind)]
        known = self._definitions[kind.base.__name__]
        own = {name: one for name, one in known["properties"].items() if not kind.only or name in kind.only}
        if kind.only:
            own = {name: {"anyOf": [one, {"type": "null"}]} for name, one in own.items()}
        added = {name: self._schema(one) for name, one in kind.also.items()}
        required = [*kind.also, *(kind.only or (name for name in known["required"] if name not in kind.also))]
        return {**known, **_object({**own, **added}, required)}

    def _source(self) -> Json:
        """Return a source as the envelope has it: without its id, which is its key; in short under --brief."""
        known = self._definitions["Source"]
        own = {name: one for name, one in known["properties"].items() if name not in ("id", "aliases")}
        whole = {**known, **_object(own, [name for name in known["required"] if name in own])}
        short = _object(dict.fromkeys(IN_SHORT, TEXT), [])
        return {
            "anyOf": [
                whole,
                {**short, "title": "SourceInShort", "anyOf": [{"required": ["title"]}, {"required": ["short"]}]},
            ]
        }

    def _named_in(self, parts: list[Json]) -> Json:
        """Return the definitions that some parts name, and those that they name."""
        found: set[str] = set()
        waiting = list(_references(parts))
        while waiting:
            if (name := waiting.pop()) not in found:
                found.add(name)
                waiting += _references(self._definitions[name])
        return {name: one for name, one in self._definitions.items() if name in found}


def _object(properties: Mapping[str, Any], required: Iterable[str]) -> Json:
    return {"type": "object", "properties": dict(properties), "required": sorted(required)}


def _leaves(kinds: Iterable[Any]) -> Iterator[Any]:
    """Yield the types in some alternatives, Parts taken apart."""
    for kind in kinds:
        if isinstance(kind, tuple):
            yield from _leaves(kind)
        elif isinstance(kind, Part):
            yield kind.base
            yield from _leaves(kind.also.values())
        else:
            yield kind


def _structs(kinds: Iterable[Any]) -> Iterator[type[Struct]]:
    """Yield the structs in some types, and in the fields of those."""
    seen: set[Any] = set()
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, Struct) and kind not in seen:
            seen.add(kind)
            yield kind
            waiting += [field.type for field in msgspec.structs.fields(kind)]
        waiting += get_args(kind)


def _written(definition: Json, kind: type[Struct] | None) -> Json:
    """Return a definition as the type is written, not read: open, and with every field that is always there."""
    told: Json = _readable({name: one for name, one in definition.items() if name != "additionalProperties"})
    if kind is None:
        return told
    fields = msgspec.structs.fields(kind)
    said = said_of(kind)
    for one in fields:
        if one.encode_name in said:
            told["properties"][one.encode_name]["description"] = said[one.encode_name]
    always = [one.encode_name for one in fields if one.required or not kind.__struct_config__.omit_defaults]
    return {**told, "required": sorted(always)}


def _readable(node: Any) -> Any:
    """Return a schema without what a reader takes where nothing is written: nothing is read here."""
    if isinstance(node, list):
        return [_readable(part) for part in node]
    if not isinstance(node, dict):
        return node
    inner = {name: _readable(part) for name, part in node.items() if name != "default"}
    if isinstance(told := inner.get("description"), str):
        inner["description"] = cleandoc(told)  # as every Python from 3.13 on keeps a docstring
    return inner


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(reference := node.get("$ref"), str):
            yield reference.removeprefix("#/$defs/")
        node = list(node.values())
    for part in node if isinstance(node, list) else ():
        yield from _references(part)
