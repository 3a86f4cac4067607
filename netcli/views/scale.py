"""A value on the scale of its scheme: a line of bands, each named on it, with the cut-offs that part them."""

from collections.abc import Sequence

from msgspec import Struct

from netcli.grading.bands import band
from netcli.grading.case import Assessment
from netcli.knowledge.scheme import Cutoff, Scheme
from netcli.knowledge.wording import plain_number
from netcli.output.blocks import Picture

# Columns of the three bands. Each has a scale of its own, so that G1 can be seen beside G3, and room for its name on
# either side of the value.
WIDTHS = (18, 18, 24)
KI67_TOP = 100.0
BARELY = 1e-9


class Scale(Struct, frozen=True):
    """What is drawn between the cut-offs of a scheme: a value with the 95 % interval of its count, or a range."""

    title: str
    unit: str
    value: float | None
    span: tuple[float, float]
    text: str  # the range as it was understood; "" where it was converted
    interval: Sequence[float]
    cutoffs: Sequence[Cutoff]
    top: float
    names: Sequence[str]


def scales(answer: Assessment, scheme: Scheme, margin: int = 9) -> list[Picture]:
    """Return Ki-67 and mitoses on the scales that the scheme cuts, a line each; none where it cuts nothing."""
    found = _scales(answer, scheme)
    if not found:
        return []
    drawn = [f"{one.title:<{margin}}{_line(one)}" for one in found]
    short = [_said(one, " ({}–{})") for one in found]
    beside = [f"{line}  {words}" for line, words in zip(drawn, short, strict=True)]
    below = [text for line, words in zip(drawn, short, strict=True) for text in (line, " " * margin + words)]
    words = "; ".join(
        f"{one.title} {_said(one, ' (95 % interval {} to {})')}, on a scale cut at {_cuts(one)}" for one in found
    )
    return [Picture(beside, f"{words}.", narrow=below)]


def _cuts(one: Scale) -> str:
    return " and ".join(plain_number(cut.value) for cut in one.cutoffs)


def _scales(answer: Assessment, scheme: Scheme) -> list[Scale]:
    found = []
    ki67, mitoses = answer.ki67, answer.mitoses
    names = _names(answer, scheme)
    if ki67.low is not None and ki67.high is not None and len(scheme.ki67) == len(WIDTHS) - 1:
        span = _within(ki67.low, ki67.high, ki67.text)
        found.append(Scale("Ki-67", "%", ki67.percent, span, ki67.text, ki67.interval, scheme.ki67, KI67_TOP, names))
    if mitoses.low is not None and len(scheme.mitoses) == len(WIDTHS) - 1:
        unit = f"per {plain_number(scheme.limits['reference-area'].value)} mm²"
        top = max(2.5 * scheme.mitoses[-1].value, mitoses.high or mitoses.low)
        span = _within(mitoses.low, top if mitoses.high is None else mitoses.high, mitoses.text)
        value, text = mitoses.per_2mm2, "" if "/" in mitoses.text else mitoses.text
        found.append(Scale("Mitoses", unit, value, span, text, mitoses.interval, scheme.mitoses, top, names))
    return found


def _within(low: float, high: float, text: str) -> tuple[float, float]:
    """Return the ends of what was given; one that "<" or ">" leaves out lies on the near side of a cut-off."""
    low_open, high_open = (text.startswith(sign) and not text.startswith(f"{sign}=") for sign in "><")
    return low + BARELY * low_open, high - BARELY * high_open


def _names(answer: Assessment, scheme: Scheme) -> Sequence[str]:
    """Return what the bands mean: in lung and thymus few mitoses are typical only where there is no necrosis."""
    if scheme.family == "digestive":
        return ("G1", "G2", "G3 or NEC" if scheme.splits_high_grade else scheme.entities["nec"].label)
    few = answer.mitoses.low is not None and band(answer.mitoses.low, scheme.mitoses) == 1
    return ("atypical" if few and answer.category == "atypical-carcinoid" else "typical", "atypical", "high grade")


def _line(one: Scale) -> str:
    """Return "0─── G1 ───3─── G2 ──●─────20─── G3 or NEC ───100"; an interval is a heavy line."""
    ticks = [plain_number(value) for value in (0.0, *(cut.value for cut in one.cutoffs), one.top)]
    cells: list[str] = []
    low, high = (_place(bound, one, ticks) for bound in one.interval or one.span)
    spot = _place(one.value, one, ticks) if one.value is not None else -1
    for name, tick, width in zip(one.names, ticks, WIDTHS, strict=False):
        start = len(cells)
        cells += [*tick, *"─" * (width - len(tick))]
        if low < high:
            for column in range(max(low, start + len(tick)), min(high + 1, start + width)):
                cells[column] = "━"
        first, end = start + len(tick), start + width
        at = _free(name, first, end, spot)
        for column, character in enumerate(f" {name} ", at):
            if first <= column < end:
                cells[column] = character
    if spot >= 0:
        cells[spot] = "●"
    return "".join(cells) + ticks[-1]


def _free(name: str, first: int, end: int, spot: int) -> int:
    """Return where a name and the blanks beside it stand in a band: in the middle, or where the value leaves room."""
    width = len(name) + 2
    places = ((first + end - width) // 2, first, end - width)
    tight = first - 1 if spot > (first + end) // 2 else end - width + 1
    return next((at for at in places if spot not in range(at, at + width)), tight)


def _place(value: float, one: Scale, ticks: Sequence[str]) -> int:
    """Return the column of a value, on its side of a cut-off."""
    edges = [0.0, *(cut.value for cut in one.cutoffs), one.top]
    number = band(min(value, one.top), one.cutoffs) - 1
    first = sum(WIDTHS[:number]) + len(ticks[number])
    last = sum(WIDTHS[: number + 1]) - 1
    low, high = edges[number], edges[number + 1]
    return first + round((min(value, high) - low) / (high - low) * (last - first)) if high > low else first


def _said(one: Scale, interval: str) -> str:
    """Return "3 % (1.83–4.89)"; a range as it was given."""
    low, high = (plain_number(round(bound, 2)) for bound in one.interval or one.span)
    if one.value is None:
        return f"{one.text or f'{low} to {high}'} {one.unit}"
    return f"{plain_number(round(one.value, 2))} {one.unit}{interval.format(low, high) if one.interval else ''}"
