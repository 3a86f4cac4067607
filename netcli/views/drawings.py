"""Drawings in characters, each with the same in words: forest plots, and bars by year or out of a hundred."""

import math
import re
from collections.abc import Sequence

from netcli.knowledge.model import Figure
from netcli.knowledge.wording import decimals, figure_value, interval, plain_number
from netcli.output.blocks import Block, Bullets, Picture

TICKS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
AXIS_WIDTH = 41
EXPLAINED = "Hazard ratios (95 % interval unless another is named; 1 is no difference)"
Row = tuple[str, float, float | None, float | None]  # label, hazard ratio, low, high
_OF_WHOM = re.compile(r",| of ")
EIGHTHS = " ▏▎▍▌▋▊▉█"
BAR_WIDTH = 30


def forest(rows: Sequence[Row]) -> list[Block]:
    """Return a forest plot; where labels and plot do not fit side by side, each label stands above its row."""
    if not rows:
        return []
    shown = [value for _, *values in rows for value in values if value]
    ticks = _ticks(min([*shown, 0.5]), max([*shown, 1.0]))
    wide = max(len(label) for label, *_ in rows)
    plots = [f"{_row(hr, low, high, ticks)}  {_said(hr, low, high)}" for _, hr, low, high in rows]
    axis = _axis(ticks)
    beside = [f"{row[0]:<{wide}}  {plot}" for row, plot in zip(rows, plots, strict=True)]
    beside += [" " * (wide + 2) + text for text in axis]
    above = [text for row, plot in zip(rows, plots, strict=True) for text in (row[0], plot)] + list(axis)
    said = "; ".join(f"{label}: {_said(hr, low, high)}" for label, hr, low, high in rows)
    return [Picture(beside, f"{EXPLAINED}: {said}.", narrow=above)]


def _said(hr: float, low: float | None, high: float | None) -> str:
    places = max(decimals(hr, low, high), 2)
    return plain_number(hr, places) + (f" ({interval([low, high], 'open', places)})" if low or high else "")


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Return the ticks that enclose the values."""
    first = max((tick for tick in TICKS if tick <= low), default=TICKS[0])
    last = min((tick for tick in TICKS if tick >= high), default=TICKS[-1])
    return tuple(tick for tick in TICKS if first <= tick <= last)


def _place(value: float, ticks: tuple[float, ...]) -> int:
    share = math.log(value / ticks[0]) / math.log(ticks[-1] / ticks[0]) if ticks[-1] > ticks[0] else 0.5
    return min(max(round(share * (AXIS_WIDTH - 1)), 0), AXIS_WIDTH - 1)


def _row(hr: float, low: float | None, high: float | None, ticks: tuple[float, ...]) -> str:
    cells = [" "] * AXIS_WIDTH
    if ticks[0] <= 1 <= ticks[-1]:
        cells[_place(1, ticks)] = "│"
    if low and high:
        for column in range(_place(low, ticks), _place(high, ticks) + 1):
            cells[column] = "─"
        cells[_place(low, ticks)], cells[_place(high, ticks)] = "├", "┤"
    cells[_place(hr, ticks)] = "●"
    return "".join(cells)


def _axis(ticks: tuple[float, ...]) -> tuple[str, str]:
    line, numbers = ["─"] * AXIS_WIDTH, [" "] * (AXIS_WIDTH + 4)
    for tick in ticks:
        column = _place(tick, ticks)
        line[column] = "┴"
        for offset, character in enumerate(plain_number(tick)):
            numbers[column + offset] = character
    return "".join(line), "".join(numbers).rstrip()


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


def trend(title: str, figures: Sequence[Figure]) -> list[Block]:
    """Return bars by year for figures of one unit that carry a year, where there are at least two."""
    dated = [figure for figure in figures if figure.year and figure.value is not None]
    if not dated:
        return []
    series = sorted(
        (one for one in dated if one.unit == dated[0].unit and one.name == dated[0].name), key=lambda one: one.year
    )
    if len(series) < 2:  # noqa: PLR2004
        return []
    rows = [(one.year, float(one.value or 0), f"{plain_number(one.value or 0)} {one.unit}") for one in series]
    return [Bullets([], dated[0].name), *bars(title, rows)]


def shares(figures: Sequence[Figure]) -> list[Block]:
    """Return bars out of a hundred for figures of one measure: "Five-year survival, localised", "..., distant"."""
    measures: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.unit == "%" and figure.value is not None:
            measures.setdefault(_measure(figure), []).append(figure)
    drawn = [_hundred(measure, group) for measure, group in measures.items() if len(group) > 1]
    return [block for blocks in drawn for block in blocks]


def _hundred(measure: str, figures: Sequence[Figure]) -> list[Block]:
    rows = [(_part(figure, measure), float(figure.value or 0), figure_value(figure)) for figure in figures]
    return [Bullets([], measure), *bars(measure, rows, most=100)]


def _measure(figure: Figure) -> str:
    """Return what a figure measures: "Share" of "Share of the lung"."""
    return _OF_WHOM.split(figure.name)[0]


def _part(figure: Figure, measure: str) -> str:
    """Return of whom a figure of a measure tells."""
    return figure.name.removeprefix(measure).strip(", ").removeprefix("of ") or figure.population
