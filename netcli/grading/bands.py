"""Where values lie between the cut-offs of a scheme. Bands are numbered from 1, as grades are."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from netcli.grading.quantity import Span, show
from netcli.knowledge.scheme import Cutoff, Gap


class Bands(NamedTuple):
    """The lowest and the highest band that a span touches."""

    lowest: int
    highest: int


def band(value: float, cutoffs: Sequence[Cutoff]) -> int:
    """Return the band of one unrounded value; a value on a cut-off goes where the scheme says it belongs."""
    return 1 + sum(value > cut.value or (value == cut.value and cut.belongs == "above") for cut in cutoffs)


def bands(span: Span, cutoffs: Sequence[Cutoff]) -> Bands:
    """Return the bands of a span, its open ends excluded."""
    low = 1 + sum(_starts_above(span, cut) for cut in cutoffs)
    high = 1 + sum(_reaches_above(span, cut) for cut in cutoffs)
    return Bands(low, high)


def every_band(cutoffs: Sequence[Cutoff]) -> Bands:
    """Return the bands of a value that is not known."""
    return Bands(1, len(cutoffs) + 1)


def crossed(interval: tuple[float, float], cutoffs: Sequence[Cutoff]) -> list[Cutoff]:
    """Return the cut-offs that lie within an interval, so that its two ends fall in different bands."""
    return [cut for cut in cutoffs if band(interval[0], [cut]) != band(interval[1], [cut])]


def rounds_across(value: float, cutoffs: Sequence[Cutoff], decimals: int) -> list[Cutoff]:
    """Return the cut-offs that the value would change sides of when rounded half up to `decimals`."""
    half = 0.5 / 10**decimals
    return [
        cut
        for cut in cutoffs
        if (cut.belongs == "above" and cut.value - half <= value < cut.value)
        or (cut.belongs == "below" and cut.value < value < cut.value + half)
    ]


def band_text(number: int, cutoffs: Sequence[Cutoff], gap: Gap | None = None) -> str:
    """Return a band as a table prints it: "<3", "3-20", ">20"; "<=2" where the table leaves a gap up to 3."""
    below = cutoffs[number - 2] if number > 1 else None
    above = cutoffs[number - 1] if number <= len(cutoffs) else None
    if below and above:
        return f"{show(below.value)}-{show(above.value)}"
    if above and gap and gap.high == above.value:
        return f"<={show(gap.low)}"
    if above:
        return f"{'<' if above.belongs == 'above' else '<='}{show(above.value)}"
    return f"{'>=' if below and below.belongs == 'above' else '>'}{show(below.value if below else -inf)}"


def _starts_above(span: Span, cut: Cutoff) -> bool:
    return span.low > cut.value or (span.low == cut.value and (span.low_open or cut.belongs == "above"))


def _reaches_above(span: Span, cut: Cutoff) -> bool:
    return span.high > cut.value or (span.high == cut.value and not span.high_open and cut.belongs == "above")
