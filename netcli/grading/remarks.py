"""What the numbers themselves call for: their arithmetic, their intervals, and warnings near a cut-off."""

from netcli.grading.bands import crossed, rounds_across
from netcli.grading.case import Case, Ki67Index
from netcli.grading.counting import wilson_interval
from netcli.grading.mitoses import MitoticRate, rate_interval
from netcli.grading.notes import Notes
from netcli.grading.quantity import Span, show, worded
from netcli.grading.rulebook import limit
from netcli.knowledge.scheme import Cutoff


def ki67_interval(index: Ki67Index | None) -> tuple[float, float] | None:
    """Return Wilson's 95 % interval in per cent, or None without counts."""
    if index is None or index.positive is None or index.counted is None:
        return None
    return wilson_interval(index.positive, index.counted)


def mitoses_interval(rate: MitoticRate | None, notes: Notes) -> tuple[float, float] | None:
    """Return the Poisson 95 % interval per reference area, or None without a count."""
    return rate_interval(rate, limit(notes.scheme, "reference-area")) if rate else None


def remark_on_numbers(case: Case, notes: Notes) -> None:
    """Add the working and the warnings that counts and values call for."""
    if case.ki67:
        _remark_on_ki67(case.ki67, notes)
    if case.mitoses:
        _remark_on_mitoses(case.mitoses, notes)


def _remark_on_ki67(index: Ki67Index, notes: Notes) -> None:
    scheme = notes.scheme
    interval = ki67_interval(index)
    if interval:
        notes.work(
            "ki67-counted", positive=str(index.positive), counted=str(index.counted),
            percent=show(index.span.low), low=rounded(interval[0]), high=rounded(interval[1]),
        )  # fmt: skip
        _near(crossed(interval, scheme.ki67), interval, "near-cutoff-ki67", notes)
        _near_note(interval, notes)
    least = limit(scheme, "cells")
    if index.counted is not None and index.counted < least:
        notes.warn("few-cells", counted=str(index.counted), least=show(least))
    _rounding(index.span, scheme.ki67, "rounding-ki67", notes)
    gap = scheme.ki67_gap
    if gap and index.span.low < gap.high and index.span.high > gap.low:
        notes.warn("gap-2-3", low=show(gap.low), high=show(gap.high))


def _remark_on_mitoses(rate: MitoticRate, notes: Notes) -> None:
    scheme = notes.scheme
    _show_conversion(rate, notes)
    interval = mitoses_interval(rate, notes)
    if interval:
        _near(crossed(interval, scheme.mitoses), interval, "near-cutoff-mitoses", notes)
    if interval and rate.area is not None and rate.area < limit(scheme, "counting-area-tolerated"):
        notes.warn("small-area", area=rounded(rate.area), least=show(limit(scheme, "counting-area")))
    _rounding(rate.span, scheme.mitoses, "rounding-mitoses", notes)


def _show_conversion(rate: MitoticRate, notes: Notes) -> None:
    reference = limit(notes.scheme, "reference-area")
    if rate.area is None or rate.area == reference:
        return
    if rate.fields is not None:
        notes.work("fields-area", fields=show(rate.fields), area=rounded(rate.area))
    interval = mitoses_interval(rate, notes)
    if interval:
        notes.work(
            "mitoses-counted", count=str(rate.seen), area=rounded(rate.area), value=rounded(rate.span.low),
            reference=show(reference), low=rounded(interval[0]), high=rounded(interval[1]),
        )  # fmt: skip
    else:
        notes.work("mitoses-converted", typed=rate.span.text, value=worded(rate.span), reference=show(reference))


def _near(cutoffs: list[Cutoff], interval: tuple[float, float], name: str, notes: Notes) -> None:
    if cutoffs:
        crossed_at = " and ".join(show(cut.value) for cut in cutoffs)
        notes.warn(name, low=rounded(interval[0]), high=rounded(interval[1]), cutoff=crossed_at)


def _near_note(interval: tuple[float, float], notes: Notes) -> None:
    border = limit(notes.scheme, "high-ki67")
    if notes.scheme.ki67_grades and notes.scheme.splits_high_grade and interval[0] <= border < interval[1]:
        notes.warn("near-55", low=rounded(interval[0]), high=rounded(interval[1]), limit=show(border))


def _rounding(span: Span, cutoffs: list[Cutoff], name: str, notes: Notes) -> None:
    """Warn when the value as a report rounds it would carry another grade; the raw value is what counts."""
    if span.value is None:
        return
    decimals = int(limit(notes.scheme, "decimals"))
    for cut in rounds_across(span.value, cutoffs, decimals):
        notes.warn(name, value=show(span.value), cutoff=show(cut.value))


def rounded(value: float) -> str:
    """Return a computed number with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
