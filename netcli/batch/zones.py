"""Which numbers are the same to the rules: two values between the same critical points always grade alike.

A batch grades one row of each kind and remembers it. The critical points are every number of the data that a rule
compares with, so the rules themselves stay in one place; a test grades random rows both ways.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from math import inf, nextafter

from netcli.grading.case import Ki67Index
from netcli.grading.counting import percentage, wilson_interval
from netcli.grading.mitoses import MitoticRate, rate_interval
from netcli.grading.quantity import Span
from netcli.grading.rulebook import Rulebook, limit
from netcli.knowledge.scheme import Cutoff, Scheme

NO_VALUE = 0
Zone = int | tuple[object, ...]
WHOLE = 100.0


class Axis:
    """The critical points of one quantity. `zone` numbers the points and the gaps between them, in order from 0.

    Zero is a point, so that only a negative number, which stands for no value, has zone 0.
    """

    def __init__(self, points: Iterable[float]) -> None:
        borders = sorted({border for point in (0.0, *points) for border in (point, nextafter(point, inf))})
        self.zone: Callable[[float], int] = partial(bisect_right, borders)

    def span(self, span: Span) -> Zone:
        """Return what decides about a range: the zones of its ends, and whether the ends belong to it."""
        if span.value is not None:
            return self.zone(span.low)
        return "range", self.zone(span.low), self.zone(span.high), span.low_open, span.high_open


class Zones:
    """The axes of everything that is counted or measured, for all schemes of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        schemes = rulebook.editions()
        shares = _limits(schemes, "per cent")
        self.ki67 = Axis([WHOLE, *shares, *_cuts(schemes, "ki67"), *_gaps(schemes)])
        self.mitoses = Axis(_cuts(schemes, "mitoses"))
        self.size = Axis(_limits(schemes, "mm"))
        self.share = Axis([WHOLE, *shares, *(WHOLE - point for point in shares)])
        self._cells = Axis(_limits(schemes, "cells"))
        self._area = Axis(_limits(schemes, "mm2"))
        self.reference = limit(schemes[0], "reference-area")

    def counts(self, positive: int, counted: int) -> Zone:
        """Return what decides about Ki-67 from counts."""
        zone = self.ki67.zone
        low, high = wilson_interval(positive, counted)
        return zone(percentage(positive, counted)), zone(low), zone(high), self._cells.zone(counted)

    def index(self, index: Ki67Index) -> Zone:
        """Return what decides about Ki-67, from counts or as stated."""
        if index.counted is None:
            return self.ki67.span(index.span)
        if index.positive is None:
            return "stated", self.ki67.span(index.span), self._cells.zone(index.counted)
        return self.counts(index.positive, index.counted)

    def rate(self, rate: MitoticRate) -> Zone:
        """Return what decides about mitoses."""
        interval = rate_interval(rate, self.reference)
        if interval is None or rate.area is None:
            return self.mitoses.span(rate.span)
        low, high = interval
        zone = self.mitoses.zone
        return "count", zone(rate.span.low), zone(low), zone(high), self._area.zone(rate.area)


def _cuts(schemes: Iterable[Scheme], name: str) -> list[float]:
    """Return the cut-offs and, on both sides of each, where rounding would cross it."""
    points = []
    for scheme in schemes:
        half = 0.5 / 10 ** int(limit(scheme, "decimals"))
        cutoffs: list[Cutoff] = getattr(scheme, name)
        points += [point for cut in cutoffs for point in (cut.value - half, cut.value, cut.value + half)]
    return points


def _gaps(schemes: Iterable[Scheme]) -> list[float]:
    return [point for scheme in schemes if scheme.ki67_gap for point in (scheme.ki67_gap.low, scheme.ki67_gap.high)]


def _limits(schemes: Iterable[Scheme], unit: str) -> list[float]:
    return [one.value for scheme in schemes for one in scheme.limits.values() if one.unit == unit]
