"""Read YAML as plain data: no tags, no aliases, no duplicate keys, and text stays what was written.

PyYAML's own resolver would turn NO into False, 1:30 into 90, 1.10 into 1.1 and a date into an object;
here only true, false and null are resolved, and the model makes a number of what it knows to be one.
Aliases are refused because a knowledge file never needs them and nested ones can fill the memory.
The C parser does the parsing; the tree is built here from its events, so that each rule can name a line.
"""

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
MAX_DEPTH = 40
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


class Located(dict[str, Any]):
    """A mapping that knows the line it starts on and the line of each of its keys."""

    line = 1
    lines: dict[str, int]


class LocatedList(list[Any]):
    """A list that knows the line of each of its items."""

    lines: list[int]


def read_yaml(path: Path) -> dict[str, Any]:
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
    if not isinstance(content, dict):
        raise _invalid(path, 1, "expected collections of records, such as 'therapies:'")
    return content


def _read(path: Path) -> bytes:
    """Return the bytes of a file of text. Raise InvalidData, OSError."""
    with path.open("rb") as file:
        text = file.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise _invalid(path, 1, f"larger than {MAX_BYTES:,} bytes")
    try:
        text.decode("utf-16" if text[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8")
    except UnicodeDecodeError as error:
        raise _invalid(path, text.count(b"\n", 0, error.start) + 1, "not UTF-8: save the file as UTF-8") from None
    return text


def _invalid(path: Path, line: int, what: str) -> InvalidData:
    return InvalidData(f"{clean(str(path))}:{line}: {clean(what, 300)}")


def parse_yaml(text: bytes) -> Any:
    """Return the one document in `text` as Located mappings, lists, strings, booleans, None."""
    loader: Any = _Loader(text)
    try:
        loader.get_event()  # start of the stream
        if isinstance(loader.get_event(), yaml.StreamEndEvent):
            return None
        content = _build(loader, loader.get_event(), 0)
        loader.get_event()  # end of the document
        extra = loader.get_event()
        if not isinstance(extra, yaml.StreamEndEvent):
            _refuse(extra, "a second document is not allowed")
        return content
    finally:
        loader.dispose()


def _build(loader: Any, event: Any, depth: int) -> Any:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        _refuse(event, "anchors (&name) and aliases (*name) are not allowed")
    if getattr(event, "tag", None):
        _refuse(event, f"the tag {event.tag} is not allowed")
    if depth > MAX_DEPTH:
        _refuse(event, f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(event, yaml.ScalarEvent):
        return _PLAIN.get(event.value, event.value) if event.implicit[0] else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = LocatedList()
        items.lines = []
        while not isinstance(child := loader.get_event(), yaml.SequenceEndEvent):
            items.lines.append(child.start_mark.line + 1)
            items.append(_build(loader, child, depth + 1))
        return items
    mapping = Located()
    mapping.line, mapping.lines = event.start_mark.line + 1, {}
    while not isinstance(key := loader.get_event(), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            _refuse(key, "a key must be a plain word")
        if key.value in mapping:
            _refuse(key, f"duplicate key '{key.value}'")
        mapping.lines[key.value] = key.start_mark.line + 1  # type: ignore[union-attr]
        mapping[key.value] = _build(loader, loader.get_event(), depth + 1)
    return mapping


def _refuse(event: Any, what: str) -> NoReturn:
    raise yaml.MarkedYAMLError(problem=what, problem_mark=event.start_mark)
