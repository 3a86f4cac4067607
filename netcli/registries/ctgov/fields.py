"""Read from JSON whose form is only hoped for: a wrong type reads as missing, text comes out safe to show."""

import re
from datetime import date
from typing import Any

from netcli.text import clean

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|&=$^'\"])")
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
LONGEST = 2000
MOST = 10**9  # no study counts more people


def at(part: object, path: str) -> Any:
    """Return what stands at a dotted path, or None."""
    for name in path.split("."):
        if not isinstance(part, dict):
            return None
        part = part.get(name)
    return part


def text_at(part: object, path: str, limit: int = LONGEST) -> str:
    """Return the text at a path, or nothing."""
    return plain(at(part, path), limit)


def names_at(part: object, path: str, field: str = "") -> list[str]:
    """Return the texts of a list, or those of `field` in a list of objects; each once, in order."""
    found = at(part, path)
    texts = [plain(at(item, field) if field else item) for item in found] if isinstance(found, list) else []
    return list(dict.fromkeys(text for text in texts if text))


def number_at(part: object, path: str) -> int | None:
    """Return a count. Zero is a count: a withdrawn study has 0 participants."""
    value = at(part, path)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST else None


def plain(value: object, limit: int = LONGEST) -> str:
    r"""Return text without the register's markdown escapes (\[, \<), on one line, nothing invisible in it.

    "[@" is parted, for that is how netcli's own knowledge cites its sources.
    """
    if not isinstance(value, str):
        return ""
    return clean(_ESCAPED.sub(r"\1", value), limit).replace("[@", "[ @")


def date_at(part: object, path: str) -> str:
    """Return the date at a path as written (YYYY-MM-DD or shorter), or nothing."""
    day = text_at(part, path, 20)
    return day if _is_date(day) else ""


def record_date(protocol: object) -> str:
    """Return the date of the record's last update, or of its verification, as written (YYYY-MM-DD or shorter)."""
    paths = ("lastUpdatePostDateStruct.date", "lastUpdateSubmitDate", "statusVerifiedDate")
    return next(filter(None, (date_at(protocol, f"statusModule.{path}") for path in paths)), "")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:  # 2026-02-31
        return False


def word(name: str) -> str:
    """Return a word of the register as people write it: SINGLE_GROUP is single group."""
    return name.replace("_", " ").lower()
