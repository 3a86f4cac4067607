"""Read YAML as plain data: no tags, no aliases, no duplicate keys, and text stays what was written.

PyYAML's own resolver would turn NO into False, 1:30 into 90, 1.10 into 1.1 and a date into an object;
here only true, false and null are resolved, and the model makes a number of what it knows to be one.
Aliases are refused because a knowledge file never needs them and nested ones can fill the memory.
The C parser does the parsing; the tree is built here from its events, so that each rule can name a line.
"""

from pathlib import Path
from typing import Any, NoReturn

import yaml

from netcli.errors import InvalidData

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


class Located(dict[str, Any]):
    """A mapping that knows the line it starts on and the line of each of its keys."""

    line = 0
    lines: dict[str, int]


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in `path`; raise InvalidData naming file, line and problem."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InvalidData(f"{path}: larger than {MAX_BYTES:,} bytes")
        content = parse_yaml(path.read_bytes())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InvalidData(f"{path}:{line}: {error.problem or error.context}") from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise InvalidData(f"{path}: {str(error).splitlines()[0]}") from None
    except OSError as error:
        raise InvalidData(f"{path}: {error.strerror}") from None
    if not isinstance(content, dict):
        raise InvalidData(f"{path}: expected collections of records, such as 'therapies:'")
    return content


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
        items = []
        while not isinstance(child := loader.get_event(), yaml.SequenceEndEvent):
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
