"""What the code says of its structures and fields, for those who read schemas and tables without it."""

import inspect
import re
from functools import cache

from msgspec import Struct

_COMMENT = re.compile(r"^    (\w+?)_?: .*?  # (?!noqa)([^#\n]+)$", re.MULTILINE)


def described(kind: type[Struct]) -> str:
    """Return what a structure is, on one line."""
    return " ".join((kind.__doc__ or "").split())


@cache
def said_of(kind: type[Struct]) -> dict[str, str]:
    """Return what stands beside the fields of a structure, by field; nothing where the source is not at hand."""
    said: dict[str, str] = {}
    for one in reversed(kind.__mro__):
        if one.__module__.startswith("netcli."):
            try:
                said.update(_COMMENT.findall(inspect.getsource(one)))
            except OSError:
                continue
    return said
