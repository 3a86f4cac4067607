"""Small drawings in characters, each with the same in ASCII and in words."""

import re
from collections.abc import Sequence

from netcli.knowledge.model import Figure
from netcli.knowledge.wording import figure_value, plain_number
from netcli.output.blocks import Block, Bullets, Picture

_OF_WHOM = re.compile(r",| of ")
EIGHTHS = " ▏▎▍▌▋▊▉█"
BAR_WIDTH = 30


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
