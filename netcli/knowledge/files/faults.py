"""Every way in which a raw record does not fit the model, each with its place in the file.

msgspec stops at the first mistake; who mends a file wants them all.
"""

import difflib
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from netcli.text import clean

Where = tuple[str | int, ...]


class Fault(NamedTuple):
    """What is wrong, and the way there from the record: ("indications", 0, "region")."""

    where: Where
    what: str


class Entry(NamedTuple):
    """A raw record and where it stands."""

    path: Path
    line: int
    collection: str
    raw: Any

    def told(self, fault: Fault) -> str:
        """Return "file:line: therapies[id].indications[0].region: message", safe to show."""
        return _described(self.path, self.collection, self.raw, fault, self.line)


def _described(path: Path, collection: str, raw: Any, fault: Fault, line: int) -> str:
    name = str(raw.get("id", "?")) if isinstance(raw, dict) else "?"
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault.where)
    place = f"{collection}[{clean(name, 80)}]{clean(steps, 200)}"
    return f"{clean(str(path))}:{_line_of(raw, fault.where, line)}: {place}: {clean(fault.what, 400)}"


def _line_of(raw: Any, where: Where, line: int) -> int:
    """Follow the way as far as the file knows its lines."""
    line = getattr(raw, "line", line)
    for step in where:
        lines = getattr(raw, "lines", {})
        if isinstance(raw, dict) and step in raw:
            line, raw = lines.get(step, line), raw[step]
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            line, raw = lines[step] if lines else line, raw[step]
    return line


def faults(raw: Any, kind: Any, where: Where = ()) -> Iterator[Fault]:
    """Yield every fault of a raw value that should be of `kind`."""
    inside = list(_inside(raw, bare(kind), where))
    yield from inside or _whole(raw, kind, where)


def _whole(raw: Any, kind: Any, where: Where) -> Iterator[Fault]:
    try:
        value = msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        what, _, _ = str(error).partition(" - at `")
        accepted = get_args(bare(kind)) if get_origin(bare(kind)) is Literal else ()
        yield Fault(where, f"{what}; accepted: {', '.join(accepted)}" if accepted else what)
    else:
        if isinstance(value, float) and not math.isfinite(value):
            yield Fault(where, "must be a finite number")


def _inside(raw: Any, kind: Any, where: Where) -> Iterator[Fault]:
    if isinstance(raw, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _fields(raw, kind, where)
    elif isinstance(raw, list) and get_origin(kind) is list:
        for index, item in enumerate(raw):
            yield from faults(item, get_args(kind)[0], (*where, index))
    elif isinstance(raw, dict) and get_origin(kind) is dict:
        for name, value in raw.items():
            yield from faults(value, get_args(kind)[1], (*where, name))


def _fields(raw: dict[str, Any], kind: type[msgspec.Struct], where: Where) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name, field in fields.items():
        if field.required and name not in raw:
            yield Fault(where, f"the field '{name}' is missing")
    for name, value in raw.items():
        if name in fields:
            yield from faults(value, fields[name].type, (*where, name))
        else:
            near = difflib.get_close_matches(name, fields, n=1)
            yield Fault((*where, name), f"no such field; did you mean '{near[0]}'?" if near else "no such field")


@cache
def bare(kind: Any) -> Any:
    """Return a type without its constraints and without None."""
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        members = [one for one in get_args(kind) if one is not NoneType]
        return bare(members[0]) if len(members) == 1 else kind
    return kind
