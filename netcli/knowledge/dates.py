"""Dates of any precision: as people type them, against each other, and the days between them."""

import re
from datetime import date

from netcli.errors import UnknownValue
from netcli.knowledge.names import quoted


def read_date(typed: str) -> str:
    """Return a date of year, month or day precision. Raise UnknownValue."""
    text = typed.strip()
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
        try:
            _first_day(text)
        except ValueError:
            pass
        else:
            return text
    raise UnknownValue(f"{quoted(typed)} is not a date", "accepted: 2025, 2025-01, 2025-01-31")


def can_be_since(day: str, start: str) -> bool:
    """Tell whether a date can be `start` or later: a month or a year without a day, as soon as any day of it can."""
    return day >= start[: len(day)]


def days_between(earlier: str, later: str) -> int:
    """Return the days between two dates, each taken as its first day."""
    return (_first_day(later) - _first_day(earlier)).days


def _first_day(day: str) -> date:
    return date.fromisoformat((day + "-01-01")[:10])
