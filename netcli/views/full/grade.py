"""The answer of `grade`: result, meaning, working, reference, and a gauge that shows where the value lies."""

from collections.abc import Sequence

from netcli.grading.case import Assessment, Caution, Reason
from netcli.knowledge.scheme import Cutoff, Scheme
from netcli.knowledge.wording import citation, plain_number, unconfirmed
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line, Paragraph, Picture, Tone

TONES: dict[str, Tone] = {"G1": "g1", "G2": "g2", "G3": "g3"}
CERTAINTY = {
    "definite": "definite: the input leaves one class",
    "provisional": "provisional: what is missing, or a second look, may change it",
    "undetermined": "undetermined: the input cannot decide",
}
BANDS = (12, 24, 24)  # columns of the three bands: each has room, whatever it spans
KI67_TOP = 100.0


def grade_blocks(answer: Assessment, scheme: Scheme) -> list[Block]:
    """Return the answer in the order of the house: result, meaning, working, warnings."""
    blocks: list[Block] = [Heading(answer.label, 1, tone_of(answer)), Paragraph(_said(answer.meaning))]
    facts = [("Certainty", CERTAINTY[answer.certainty]), ("Scheme", answer.scheme_name)]
    if answer.candidates:
        facts.append(("Possible", ", ".join(candidate_name(one) for one in answer.candidates)))
    if answer.icd_o:
        facts.append(
            ("ICD-O-3", f"{answer.icd_o.code}{unconfirmed(answer.icd_o.confirmed)}{citation(answer.icd_o.sources)}")
        )
    blocks.append(Facts(facts))
    blocks += gauges(answer, scheme)
    blocks += _listed("How it was reached", answer.reasons)
    blocks += _listed("Working", answer.working)
    if answer.warnings:
        lines = [Line(_said(one), one.code, "caution") for one in answer.warnings]
        blocks += [Heading("Mind", 2, "caution"), Bullets(lines)]
    return blocks


def tone_of(answer: Assessment) -> Tone:
    """Return the tone of a grade; what is high grade by definition has that of G3."""
    ungraded: Tone = "caution" if answer.category in ("not-classifiable", "tumourlet") else "g3"
    return TONES.get(answer.grade or "", ungraded)


def candidate_name(name: str) -> str:
    """Return a candidate as people write it: "NET G2", "NEC small cell"."""
    words = name.replace("-", " ").split()
    return " ".join(word.upper() if word in ("net", "nec", "lcnec", "sclc") else word for word in words)


def _said(one: Reason | Caution) -> str:
    return f"{one.text}{unconfirmed(one.confirmed)}{citation(one.sources)}"


def _listed(title: str, reasons: Sequence[Reason]) -> list[Block]:
    return [Heading(title, 2), Bullets([_said(one) for one in reasons])] if reasons else []


def gauges(answer: Assessment, scheme: Scheme) -> list[Block]:
    """Return a gauge for each of Ki-67 and mitoses that was given and that the scheme cuts."""
    blocks: list[Block] = []
    ki67, mitoses = answer.ki67, answer.mitoses
    if ki67.low is not None and len(scheme.ki67) == len(BANDS) - 1:
        blocks += gauge("Ki-67, %", ki67.percent, _bounds(ki67.interval, ki67.low, ki67.high), scheme.ki67, KI67_TOP)
    if mitoses.low is not None and len(scheme.mitoses) == len(BANDS) - 1:
        top = max(2.5 * scheme.mitoses[-1].value, mitoses.high or mitoses.low)
        bounds = _bounds(mitoses.interval, mitoses.low, mitoses.high)
        blocks += gauge("Mitoses per 2 mm²", mitoses.per_2mm2, bounds, scheme.mitoses, top)
    return blocks


def _bounds(interval: Sequence[float], low: float, high: float | None) -> tuple[float, float | None]:
    return (interval[0], interval[1]) if interval else (low, high)


def gauge(
    title: str, value: float | None, bounds: tuple[float, float | None], cutoffs: Sequence[Cutoff], top: float
) -> list[Block]:
    """Return a scale of three bands with the value and its interval on it.

    Each band has its own scale, so that G1 can be seen beside G3. What belongs to which side of a cut-off is
    told by the reasons, not by the drawing.
    """
    low, high = bounds[0], bounds[1] if bounds[1] is not None else top
    row = [" "] * (sum(BANDS) + 1)
    if high > low:
        for column in range(_column(low, cutoffs, top), _column(high, cutoffs, top) + 1):
            row[column] = "─"
        row[_column(low, cutoffs, top)], row[_column(high, cutoffs, top)] = "├", "┤"
    if value is not None:
        row[_column(value, cutoffs, top)] = "●"
    names = "".join(f"{name:^{width}}" for name, width in zip(("low", "intermediate", "high"), BANDS, strict=True))
    scale = "├" + "┼".join("─" * (width - 1) for width in BANDS) + "┤"
    lines = [title, "".join(row).rstrip(), scale, _numbers(cutoffs, top), names.rstrip()]
    cuts = " and ".join(plain_number(one.value) for one in cutoffs)
    words = f"{title}: {_value(value, bounds)} on a scale cut at {cuts}."
    return [Picture(lines, words, ("quiet", "strong", "quiet", "quiet", "quiet"))]


def _value(value: float | None, bounds: tuple[float, float | None]) -> str:
    low, high = bounds
    span = f"{plain_number(round(low, 2))} to {plain_number(round(high, 2)) if high is not None else 'open'}"
    if value is None:
        return span
    return plain_number(round(value, 2)) + (f" (95 % interval {span})" if high is not None and high > low else "")


def _column(value: float, cutoffs: Sequence[Cutoff], top: float) -> int:
    edges = [0.0, *(one.value for one in cutoffs), top]
    start = 0
    for low, high, width in zip(edges, edges[1:], BANDS, strict=False):
        if value < high or high == top:
            share = (min(value, high) - low) / (high - low) if high > low else 0
            return start + round(share * width)
        start += width
    return start


def _numbers(cutoffs: Sequence[Cutoff], top: float) -> str:
    line = [" "] * (sum(BANDS) + 6)
    start = 0
    for value, width in zip((0.0, *(one.value for one in cutoffs), top), (*BANDS, 0), strict=True):
        for offset, character in enumerate(plain_number(value)):
            line[start + offset] = character
        start += width
    return "".join(line).rstrip()
