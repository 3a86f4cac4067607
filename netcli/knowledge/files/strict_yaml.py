"""Read YAML as plain data: no tags, no aliases, no duplicate keys, and text stays what was written.

PyYAML's own resolver would turn NO into False, 1:30 into 90, 1.10 into 1.1 and a date into an object;
here only true, false and null are resolved, and the model makes a number of what it knows to be one.
Aliases are refused because a knowledge file never needs them and nested ones can fill the memory.
The C parser does the parsing; the tree is built here from its events, so that each rule can name a line.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Any, NoReturn

import yaml

from netcli.errors import InvalidData
from netcli.text import clean

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 4_000_000
MAX_DEPTH = 40  # far below where libyaml, or the recursion here, would stop
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")  # what no YAML may hold
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


class Located(dict[str, Any]):
    """A mapping that knows the line it starts on and the line of each of its keys."""

    line = 1
    lines: dict[str, int]


class LocatedList(list[Any]):
    """A list that knows the line of each of its items, and which are numbers to readers that resolve them."""

    lines: list[int]
    bare_numbers: set[int]


def read_yaml(path: Path) -> Located:
    """Return the mapping in `path`; raise InvalidData naming file, line and problem."""
    try:
        content = parse_yaml(_read(path))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid(path, mark.line + 1 if mark else 1, str(error.problem or error.context)) from None
    except yaml.YAMLError as error:
        raise _invalid(path, 1, str(error).splitlines()[0]) from None
    except OSError as error:
        raise _invalid(path, 1, error.strerror or str(error)) from None
    if not isinstance(content, Located):
        raise _invalid(path, 1, "expected collections of records, such as 'therapies:'")
    return content


def _read(path: Path) -> str:
    """Return the text of a file. Raise InvalidData, OSError."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _invalid(path, 1, f"larger than {MAX_BYTES:,} bytes")
    try:
        text = content.decode("utf-16" if content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _invalid(path, content.count(b"\n", 0, error.start) + 1, "not UTF-8: save the file as UTF-8") from None
    if strange := _NO_TEXT.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        raise _invalid(path, line, f"the character U+{ord(strange[0]):04X} is not allowed")
    return text


def _invalid(path: Path, line: int, what: str) -> InvalidData:
    return InvalidData(f"{clean(str(path))}:{line}: {clean(what, 300)}")


def parse_yaml(text: str | bytes) -> Any:
    """Return the one document in `text` as Located mappings, lists, strings, booleans, None."""
    loader: Any = _Loader(text)
    try:
        loader.get_event()  # start of the stream
        if isinstance(loader.get_event(), yaml.StreamEndEvent):
            return None
        content = _build(loader, _next(loader), 0)
        loader.get_event()  # end of the document
        extra = loader.get_event()
        if not isinstance(extra, yaml.StreamEndEvent):
            _refuse(extra, "a second document is not allowed")
        return content
    finally:
        loader.dispose()


def _next(loader: Any) -> Any:
    """Return the next event, of a value or of a key, when it is plain data."""
    event = loader.get_event()
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        _refuse(event, "anchors (&name) and aliases (*name) are not allowed")
    if getattr(event, "tag", None):
        _refuse(event, f"the tag {event.tag} is not allowed")
    return event


def _build(loader: Any, event: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        _refuse(event, f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(event, yaml.ScalarEvent):
        return _PLAIN.get(event.value, event.value) if event.implicit[0] else event.value
    build = _list if isinstance(event, yaml.SequenceStartEvent) else _mapping
    return build(loader, event, depth + 1)


def _list(loader: Any, _: Any, depth: int) -> LocatedList:
    items = LocatedList()
    items.lines, items.bare_numbers = [], set()
    while not isinstance(child := _next(loader), yaml.SequenceEndEvent):
        items.lines.append(child.start_mark.line + 1)
        if isinstance(child, yaml.ScalarEvent) and child.implicit[0] and child.value.isdecimal():
            items.bare_numbers.add(len(items))
        items.append(_build(loader, child, depth))
    return items


def _mapping(loader: Any, start: Any, depth: int) -> Located:
    mapping = Located()
    mapping.line, mapping.lines = start.start_mark.line + 1, {}
    while not isinstance(key := _next(loader), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            _refuse(key, "a key must be a plain word")
        if key.value in mapping:
            _refuse(key, f"duplicate key '{key.value}'")
        mapping.lines[key.value] = key.start_mark.line + 1  # type: ignore[union-attr]
        mapping[key.value] = _build(loader, _next(loader), depth)
    return mapping


def _refuse(event: Any, what: str) -> NoReturn:
    raise yaml.MarkedYAMLError(problem=what, problem_mark=event.start_mark)
