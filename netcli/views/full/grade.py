"""The answer of `grade`: result, meaning, working, reference, and the scale that the value lies on."""

from collections.abc import Sequence

from netcli.grading.case import Assessment, Reason
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.wording import citation, stated, unconfirmed
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line, Paragraph, Tone
from netcli.views.scale import scales

TONES: dict[str, Tone] = {"G1": "g1", "G2": "g2", "G3": "g3"}
_SPELLED = {"net": "NET", "nec": "NEC", "lcnec": "LCNEC", "sclc": "SCLC", "minen": "MiNEN", "ne": "neuroendocrine"}
CERTAINTY = {
    "definite": "definite: the input leaves one class",
    "provisional": "provisional: what is missing, or a second look, may change it",
    "undetermined": "undetermined: the input cannot decide",
}


def grade_blocks(answer: Assessment, scheme: Scheme) -> list[Block]:
    """Return the answer in the order of the house: result, meaning, working, warnings."""
    blocks: list[Block] = [Heading(answer.label, 1, tone_of(answer)), Paragraph(stated(answer.meaning))]
    facts = [("Certainty", CERTAINTY[answer.certainty]), ("Scheme", answer.scheme_name)]
    if answer.candidates:
        facts.append(("Possible", ", ".join(candidate_name(one) for one in answer.candidates)))
    if answer.icd_o:
        facts.append(
            ("ICD-O-3", f"{answer.icd_o.code}{unconfirmed(answer.icd_o.confirmed)}{citation(answer.icd_o.sources)}")
        )
    blocks.append(Facts(facts))
    blocks += scales(answer, scheme)
    blocks += _listed("How it was reached", answer.reasons)
    blocks += _listed("Working", answer.working)
    if answer.warnings:
        lines = [Line(stated(one), one.code, "caution") for one in answer.warnings]
        blocks += [Heading("Mind", 2, "caution"), Bullets(lines)]
    return blocks


def tone_of(answer: Assessment) -> Tone:
    """Return the tone of a grade; what is high grade by definition has that of G3."""
    ungraded: Tone = "caution" if answer.category in ("not-classifiable", "tumourlet") else "g3"
    return TONES.get(answer.grade or "", ungraded)


def candidate_name(name: str) -> str:
    """Return a candidate as people write it: "NET G2", "NEC small cell"."""
    return " ".join(_SPELLED.get(word, word) for word in name.replace("-", " ").split())


def _listed(title: str, reasons: Sequence[Reason]) -> list[Block]:
    return [Heading(title, 2), Bullets([stated(one) for one in reasons])] if reasons else []
