"""Small drawings in characters, each with the same in ASCII and in words."""

import math
from collections.abc import Sequence

from netcli.knowledge.model import Figure
from netcli.knowledge.wording import decimals, interval, plain_number
from netcli.output.blocks import Block, Picture

EIGHTHS = " ▏▎▍▌▋▊▉█"
BAR_WIDTH = 40


def bar(value: float, most: float, width: int = BAR_WIDTH) -> str:
    """Return a bar as long as `value` is of `most`, to an eighth of a character."""
    eighths = round(value / most * width * 8) if most > 0 else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> list[Block]:
    """Return labelled bars on one scale from zero; `rows` are (label, value, value in words)."""
    if not rows:
        return []
    most = max(value for _, value, _ in rows)
    wide = max(len(label) for label, _, _ in rows)
    lines = [f"{label:<{wide}}  {bar(value, most)} {words}" for label, value, words in rows]
    said = "; ".join(f"{label} {words}" for label, _, words in rows)
    return [Picture(lines, [to_ascii(line) for line in lines], f"{title}: {said}.")]


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
    return bars(title, rows)


TICKS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
AXIS_WIDTH = 41


def forest(rows: Sequence[tuple[str, float, float | None, float | None]]) -> list[Block]:
    """Return a forest plot on a log axis; `rows` are (label, hazard ratio, low, high). 1 is no difference."""
    if not rows:
        return []
    shown = [value for _, *values in rows for value in values if value]
    ticks = _ticks(min([*shown, 0.5]), max([*shown, 1.0]))
    wide = max(len(label) for label, *_ in rows)
    words = [_said(hr, low, high) for _, hr, low, high in rows]
    lines = [
        f"{label:<{wide}}  {_forest_row(hr, low, high, ticks)}  {said}"
        for (label, hr, low, high), said in zip(rows, words, strict=True)
    ]
    axis = [" " * (wide + 2) + text for text in _axis(ticks)]
    drawn = [*lines, *axis]
    said = "; ".join(f"{label}: {text}" for (label, *_), text in zip(rows, words, strict=True))
    return [
        Picture(
            drawn, [to_ascii(line) for line in drawn], f"Hazard ratios (95 % interval unless another is named; 1 is no difference): {said}."
        )
    ]


_TO_ASCII = str.maketrans(
    {
        "²": "2",
        "█": "#",
        "▏": "",
        "▎": "",
        "▍": "",
        "▌": "#",
        "▋": "#",
        "▊": "#",
        "▉": "#",
        "├": "|",
        "┤": "|",
        "─": "-",
        "●": "o",
        "│": ":",
        "┼": "+",
        "┴": "+",
        "–": "-",
    }
)


def to_ascii(line: str) -> str:
    """Return a drawn line in ASCII."""
    return line.translate(_TO_ASCII)


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


def _forest_row(hr: float, low: float | None, high: float | None, ticks: tuple[float, ...]) -> str:
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
