"""A forest plot in characters: hazard ratios with their intervals on a log axis."""

import math
from collections.abc import Sequence

from netcli.knowledge.wording import decimals, interval, plain_number
from netcli.output.blocks import Block, Picture

TICKS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
AXIS_WIDTH = 41
EXPLAINED = "Hazard ratios (95 % interval unless another is named; 1 is no difference)"
Row = tuple[str, float, float | None, float | None]  # label, hazard ratio, low, high


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
