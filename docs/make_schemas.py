"""Write the JSON Schema of every answer, netcli/data/answers/*.json: `python docs/make_schemas.py`.

What would break a reader is refused: its number has to be raised first, in netcli/output/answer.py.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from netcli.answers.json_schema import answer_schemas
from netcli.output.published import FOLDER, Json, published_names, published_schema


def breaks(was: Json, now: Json) -> list[str]:
    """Return in a sentence each what a reader of the one schema could not bear in an answer of the other.

    A field that is gone, that is no longer always there or may hold something of another type, another kind of row.
    A field more is none, nor is a word more in a vocabulary. Nor is anything under another number.
    """
    return [] if was["$id"] != now["$id"] else list(dict.fromkeys(_breaks(was, now, was, now, "")))


def _breaks(was: Any, now: Any, old: Json, new: Json, where: str, depth: int = 12) -> Iterator[str]:
    was, now = _resolved(was, old), _resolved(now, new)
    if not depth:
        return
    if more := _types(now) - _types(was):
        yield f"{where or 'the answer'} may be {', '.join(sorted(more))}"
    if was.get("pattern") != now.get("pattern"):
        yield f"{where} is written in another way"
    for name, one in was.get("properties", {}).items():
        inner = f"{where}.{name}".removeprefix(".")
        if name not in now.get("properties", {}):
            yield f"{inner} is gone"
            continue
        if name in was.get("required", []) and name not in now.get("required", []):
            yield f"{inner} is not always there"
        yield from _breaks(one, now["properties"][name], old, new, inner, depth - 1)
    for part in ("items", "additionalProperties", "then"):
        if isinstance(was.get(part), dict) and isinstance(now.get(part), dict):
            yield from _breaks(was[part], now[part], old, new, where, depth - 1)
    yield from _alternatives(was, now, old, new, where, depth - 1)


def _alternatives(was: Json, now: Json, old: Json, new: Json, where: str, depth: int) -> Iterator[str]:
    """Compare kinds of rows by their names; one more is one that no reader expects."""
    ours, theirs = ({_named(one): one for one in _kinds(schema)} for schema in (was, now))
    for name, one in theirs.items() if "anyOf" in {*was, *now} else ():
        if name in ours:
            yield from _breaks(ours[name], one, old, new, where, depth)
        else:
            yield f"{where} may be {name}"


def _kinds(schema: Json) -> list[Json]:
    return schema.get("anyOf", [schema])


def _named(schema: Json) -> str:
    """Return what tells one alternative from another: its type's name, and the collection that it is of."""
    collection = schema.get("properties", {}).get("collection", {}).get("enum", [""])[0]
    name = schema.get("$ref", schema.get("title", "")).rpartition("/")[2]
    return f"{name} {collection}".strip() or str(schema.get("type", ""))


def _types(schema: Json) -> set[str]:
    found = schema.get("type", [])
    return {found} if isinstance(found, str) else set(found)


def _resolved(schema: Any, whole: Json) -> Json:
    """Return what a reference names; what is no object says nothing."""
    while isinstance(schema, dict) and "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema if isinstance(schema, dict) else {}


def main() -> int:
    """Write the schemas; return 1, having written nothing, where one would break its readers."""
    was, now = {name: published_schema(name) for name in published_names()}, answer_schemas()
    broken = {name: found for name in now if name in was and (found := breaks(was[name], now[name]))}
    for name, found in broken.items():
        sys.stderr.write(f"{name}: raise its number in NUMBERS, netcli/output/answer.py: {'; '.join(found)}\n")
    if broken:
        return 1
    FOLDER.mkdir(exist_ok=True)
    for name in was.keys() - now.keys():
        (FOLDER / f"{name}.json").unlink()
    for name, schema in now.items():
        text = json.dumps(schema, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
