"""Drawings in characters, each with the same in words: forest plots, and bars by year or out of a hundred."""

import math
import re
from collections.abc import Collection, Sequence

from netcli.knowledge.figures import series_in
from netcli.knowledge.model import Figure
from netcli.knowledge.wording import decimals, figure_value, interval, plain_number
from netcli.output.blocks import Block, Heading, Picture, Ratio

TICKS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
AXIS_WIDTH = 41
EXPLAINED = "Hazard ratios (95 % interval unless another is named; 1 is no difference)"
Row = tuple[str, float, float | None, float | None]  # label, hazard ratio, low, high
_OF_WHOM = re.compile(r",| of ")
EIGHTHS = " ▏▎▍▌▋▊▉█"
BAR_WIDTH = 30
FEWEST_YEARS = 3  # of a trend: two values make a line of anything


def forest(rows: Sequence[Row]) -> list[Block]:
    """Return a forest plot; where labels and plot do not fit side by side, each label stands above its row."""
    if not rows:
        return []
    ticks = scale([(hr, low, high) for _, hr, low, high in rows])
    wide = max(len(label) for label, *_ in rows)
    plots = [f"{on_axis((hr, low, high), ticks)}  {_said(hr, low, high)}" for _, hr, low, high in rows]
    axis = tick_numbers(ticks)
    beside = [f"{row[0]:<{wide}}  {plot}" for row, plot in zip(rows, plots, strict=True)] + [" " * (wide + 2) + axis]
    above = [*(text for row, plot in zip(rows, plots, strict=True) for text in (row[0], plot)), axis]
    said = "; ".join(f"{label}: {_said(hr, low, high)}" for label, hr, low, high in rows)
    return [Picture(beside, f"{EXPLAINED}: {said}.", narrow=above)]


def _said(hr: float, low: float | None, high: float | None) -> str:
    places = max(decimals(hr, low, high), 2)
    return plain_number(hr, places) + (f" ({interval([low, high], 'open', places)})" if low or high else "")


def scale(ratios: Sequence[Ratio]) -> tuple[float, ...]:
    """Return the ticks of a logarithmic axis that holds some ratios, their intervals, and 1."""
    shown = [value for one in ratios for value in one if value]
    low, high = min([*shown, 0.5]), max([*shown, 1.0])
    first = max((tick for tick in TICKS if tick <= low), default=TICKS[0])
    last = min((tick for tick in TICKS if tick >= high), default=TICKS[-1])
    return tuple(tick for tick in TICKS if first <= tick <= last)


def _place(value: float, ticks: tuple[float, ...], width: int) -> int:
    share = math.log(value / ticks[0]) / math.log(ticks[-1] / ticks[0]) if ticks[-1] > ticks[0] else 0.5
    return min(max(round(share * (width - 1)), 0), width - 1)


def on_axis(ratio: Ratio, ticks: tuple[float, ...], width: int = AXIS_WIDTH) -> str:
    """Return a ratio with its interval on an axis: "───●───   │", the upright being 1."""
    value, low, high = ratio
    cells = [" "] * width
    one = _place(1, ticks, width)
    cells[one] = "│"
    if low and high:
        for column in range(_place(low, ticks, width), _place(high, ticks, width) + 1):
            cells[column] = "┼" if column == one else "─"
    cells[_place(value, ticks, width)] = "●"
    return "".join(cells)


def tick_numbers(ticks: tuple[float, ...], width: int = AXIS_WIDTH) -> str:
    """Return the numbers of an axis, each at its place; one that has no room is left out."""
    numbers = ""
    for tick in ticks:
        column = min(_place(tick, ticks, width), width - len(plain_number(tick)))
        if column > len(numbers) or not numbers:
            numbers = f"{numbers:<{column}}{plain_number(tick)}"
    return numbers


def bar(value: float, most: float, width: int = BAR_WIDTH) -> str:
    """Return a bar as long as `value` is of `most`, to an eighth of a character."""
    eighths = round(value / most * width * 8) if most > 0 else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def bars(title: str, rows: Sequence[tuple[str, float, str]], most: float = 0) -> list[Block]:
    """Return labelled bars on one scale from zero to `most`; `rows` are (label, value, value in words)."""
    if not rows:
        return []
    most = most or max(value for _, value, _ in rows)
    wide = max(len(label) for label, _, _ in rows)
    lines = [f"{label:<{wide}}  {bar(value, most)} {words}" for label, value, words in rows]
    above = [text for label, value, words in rows for text in (label, f"{bar(value, most)} {words}")]
    said = "; ".join(f"{label} {words}" for label, _, words in rows)
    return [Picture(lines, f"{title}: {said}.", narrow=above)]


def trends(figures: Sequence[Figure]) -> list[Block]:
    """Return bars by year for every series that has enough years to be called a trend."""
    drawn = [_trend(series) for series in series_in(figures) if len(series) >= FEWEST_YEARS]
    return [block for blocks in drawn for block in blocks]


def _trend(series: Sequence[Figure]) -> list[Block]:
    places = decimals(*(one.value for one in series))
    rows = [(one.year, float(one.value or 0), f"{plain_number(one.value or 0, places)} {one.unit}") for one in series]
    return [Heading(series[0].name, 3), *bars(series[0].name, rows)]


def shares(figures: Sequence[Figure]) -> list[Block]:
    """Return bars out of a hundred for figures of one measure: "Five-year survival, localised", "..., distant"."""
    measures: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.unit == "%" and figure.value is not None:
            measures.setdefault(_measure(figure), []).append(figure)
    drawn = [_hundred(measure, group) for measure, group in measures.items() if len(group) > 1]
    return [block for blocks in drawn for block in blocks]


def _hundred(measure: str, figures: Sequence[Figure]) -> list[Block]:
    repeated = {one.name for series in series_in(figures) for one in series}
    rows = [(_part(one, measure, repeated), float(one.value or 0), figure_value(one)) for one in figures]
    return [Heading(measure, 3), *bars(measure, rows, most=100)]


def _measure(figure: Figure) -> str:
    """Return what a figure measures: "Share" of "Share of the lung"."""
    return _OF_WHOM.split(figure.name)[0]


def _part(figure: Figure, measure: str, repeated: Collection[str]) -> str:
    """Return of whom a figure of a measure tells, and of which year where there are several."""
    part = figure.name.removeprefix(measure).strip(", ").removeprefix("of ") or figure.population
    return f"{part}, {figure.year}" if figure.name in repeated else part
