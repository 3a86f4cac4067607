"""Read a number, or a range of numbers, as people type it: `12`, `12,5 %`, `<3`, `>=20`, `3-20`."""

import re
from math import inf, isfinite
from numbers import Real
from typing import NamedTuple

from netcli.errors import UnknownValue
from netcli.knowledge.names import quoted

Typed = str | float
LONGEST = 60
NUMBER = r"(?:[0-9]{1,15}(?:[.,][0-9]{0,15})?|[.,][0-9]{1,15})"
_ONE = re.compile(rf"({NUMBER})")
_RANGE = re.compile(rf"({NUMBER})(?:-|to)({NUMBER})")
_BOUND = re.compile(rf"(<=|>=|<|>)({NUMBER})")
_SAME = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
                       "\u2264": "<=", "\u2265": ">="})  # fmt: skip
_APART = re.compile(r"[0-9.,]\s+[0-9.,]")  # "1 2" is neither 12 nor a range
_SIGN = re.compile(r"(?<=[0-9.,])%(?=$|-|to)")


class Span(NamedTuple):
    """All values that an input may mean; a plain number is the span from itself to itself.

    An open bound is not part of the span: `<3` is 0 <= x < 3. `text` is the input as it was understood.
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False
    text: str = ""

    @property
    def value(self) -> float | None:
        """Return the one value of the span, or None for a range."""
        return self.low if self.low == self.high else None


def read_percentage(typed: Typed, name: str) -> Span:
    """Read a percentage, with or without its sign: 0 to 100. Raise UnknownValue."""
    text = folded(typed, name, "per cent")
    return _checked(_SIGN.sub("", text), typed, name, 100, "per cent")


def read_number(typed: Typed, name: str, unit: str = "") -> Span:
    """Read a number of 0 or more, or a range. Raise UnknownValue."""
    return _checked(folded(typed, name, unit), typed, name, inf, unit)


def _checked(text: str, typed: Typed, name: str, most: float, unit: str) -> Span:
    span = _read(text)
    if span is None:
        raise refused(typed, name, unit)
    top = span.low if span.high == inf else span.high
    if top > most or (top == most and span.low_open and span.high == inf):
        raise UnknownValue(f"{name} {quoted(str(typed))} is above {most:g}", _accepted(unit))
    return _within(span, most)


def read_count(typed: Typed, name: str) -> int:
    """Read a whole number of cells: `500`, or `500.0` as data frames write it. Raise UnknownValue."""
    text = folded(typed, name, "cells")
    if not re.fullmatch(r"[0-9]{1,9}(?:\.0)?", text):
        raise UnknownValue(f"{name} {quoted(str(typed))} is not a whole number", "accepted: digits only, such as 500")
    return int(text.removesuffix(".0"))


def folded(typed: Typed, name: str, unit: str = "") -> str:
    """Return the input in lower case, without spaces, its dashes and signs in one form. Raise UnknownValue."""
    if isinstance(typed, bool) or not isinstance(typed, (str, Real)):
        raise UnknownValue(f"{name} is neither a number nor text", _accepted(unit))
    text = typed[: LONGEST + 1] if isinstance(typed, str) else _digits(float(typed), name, unit)
    if len(text) > LONGEST:
        raise UnknownValue(f"{name} is too long", _accepted(unit))
    if _APART.search(text):
        raise refused(typed, name, unit)
    text = "".join(text.translate(_SAME).lower().replace("mm\u00b2", "mm2").split())
    if not text:
        raise UnknownValue(f"{name} is empty", _accepted(unit))
    if text.startswith("-") and _ONE.fullmatch(text[1:].rstrip("%")):
        raise UnknownValue(f"{name} cannot be negative", _accepted(unit))
    return text


def refused(typed: Typed, name: str, unit: str = "") -> UnknownValue:
    """Return the error for an input that is no number."""
    return UnknownValue(f"{name} {quoted(str(typed))} is not a number", _accepted(unit))


def show(value: float) -> str:
    """Return a number as short as it can be without looking like another: 12, 2.99, 3.33, never 3 for 2.9999."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return short if float(short) == value or not float(short).is_integer() else repr(value)


def worded(span: Span) -> str:
    """Return a span as a sentence names it, from its numbers and not as it was typed: 3.6, 1.6 to 2.4, <0.4, >20."""
    if span.value is not None:
        return show(span.value)
    if span.high == inf:
        return f"{'>' if span.low_open else '>='}{show(span.low)}"
    if span.low == 0 and span.high_open:
        return f"<{show(span.high)}"
    return f"{show(span.low)} to {show(span.high)}"


def _read(text: str) -> Span | None:
    if match := _ONE.fullmatch(text):
        value = _float(match[1])
        return Span(value, value, text=match[1].replace(",", "."))
    if match := _RANGE.fullmatch(text):
        low, high = _float(match[1]), _float(match[2])
        return Span(low, high, text=f"{show(low)} to {show(high)}") if low <= high else None
    if match := _BOUND.fullmatch(text):
        return _bounded(match[1], _float(match[2]))
    return None


def _bounded(sign: str, value: float) -> Span | None:
    text = f"{sign}{show(value)}"
    if sign[0] == ">":
        return Span(value, inf, low_open=sign == ">", high_open=True, text=text)
    return Span(0.0, value, high_open=sign == "<", text=text) if value or sign == "<=" else None


def _within(span: Span, most: float) -> Span:
    return span if span.high <= most else span._replace(high=most, high_open=False)


def _float(digits: str) -> float:
    return float(digits.replace(",", "."))


def _digits(value: float, name: str, unit: str) -> str:
    if not isfinite(value):
        raise UnknownValue(f"{name} is not a finite number", f"leave it out when it is missing; {_accepted(unit)}")
    return f"{value:.12f}".rstrip("0").rstrip(".")


def _accepted(unit: str) -> str:
    return f"accepted: 12, 12.5, 12,5, <3, >=20, 3-20{f' ({unit})' if unit else ''}"
