"""One tumour graded, on one screen: the result and how sure it is, the scale, the reasons, what would make it surer."""

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from netcli.grading.case import Assessment, Case, Reason
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.wording import Statement, citation, unconfirmed
from netcli.output.blocks import Block, Cell, Facts, Heading, Paragraph, Ways
from netcli.views.full.grade import candidate_name, tone_of
from netcli.views.scale import scales
from netcli.views.short import told_by

_NEXT_SENTENCE = re.compile(r"(?<=[.]) (?=[A-Z])")
_APART = "\u00a0 "  # what stands beside each other in a line: two blanks, in HTML too


class ShortAssessment(Struct, frozen=True, omit_defaults=True):
    """A graded tumour in a row: the class, how sure, what else is possible, and the codes of what to mind."""

    id: str
    category: str
    grade: str | None
    label: str
    scheme: str
    certainty: str
    candidates: list[str] = []
    ki67: str = ""
    mitoses: str = ""
    icd_o: str = ""
    warnings: list[str] = []
    sources: list[str] = []


def grade_rows(answer: Assessment, knowledge: Knowledge) -> list[ShortAssessment]:
    """Return the answer without its arithmetic and long texts."""
    return [
        ShortAssessment(
            "-".join(filter(None, (answer.category, (answer.grade or "").lower()))),
            answer.category, answer.grade, answer.label, answer.scheme, answer.certainty, answer.candidates,
            answer.ki67.text, answer.mitoses.text, answer.icd_o.code if answer.icd_o else "",
            [one.code for one in answer.warnings], told_by(answer.meaning.sources, knowledge),
        )
    ]  # fmt: skip


def grade_glance(case: Case, answer: Assessment, scheme: Scheme, knowledge: Knowledge) -> list[Block]:
    """Return result, meaning, scale, reasons and warnings in a sentence each, and what to add to be surer."""
    cites = Cites(knowledge)
    head = head_of(answer, cites)
    facts: list[tuple[str, Cell]] = [
        ("Possible", ", ".join(map(candidate_name, answer.candidates))),
        ("Because", _together(answer.reasons, cites)),
        ("Mind", [f"{one.code}: {in_a_sentence(one)}{cites.of(one.sources)}" for one in answer.warnings]),
    ]
    margin = max(len(name) for name, cell in facts if cell) + 2
    missing = " ".join(surer(case, answer, scheme))
    ways = [(missing, "to be surer")] if missing else []
    return [
        head,
        *([] if answer.category == "not-classifiable" else [Paragraph(_together([answer.meaning], cites))]),
        *scales(answer, scheme, margin),
        Facts(facts),
        Ways([*ways, ("--full", "the whole reasoning")]),
    ]


class Cites:
    """Cites of each statement two sources, the classification and what else was read: those cited already first."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._cited: list[str] = []

    def of(self, sources: list[str]) -> str:
        """Return the citation of a statement."""
        known = [name for name in self._cited if name in sources]
        chosen = [*known, *(name for name in told_by(sources, self._knowledge, 2) if name not in known)][:2]
        self._cited += chosen
        return citation(chosen)


def head_of(answer: Assessment, cites: Cites) -> Heading:
    """Return the class, how sure it is, by which classification, and its code."""
    code = answer.icd_o
    morphology = f"ICD-O-3 {code.code}{unconfirmed(code.confirmed)}{cites.of(code.sources)}" if code else ""
    label = answer.label if answer.category != "not-classifiable" else answer.label.partition(":")[0]  # see "Possible"
    certainty = "" if f"({answer.certainty})" in label else answer.certainty
    parts = (label, certainty, answer.scheme_name, morphology)
    return Heading(_APART.join(filter(None, parts)), 1, tone_of(answer))


def _together(reasons: Sequence[Reason], cites: Cites) -> str:
    """Return reasons in a sentence each as running text; those that rest on one source are cited together."""
    groups = groupby(reasons, key=lambda one: cites.of(one.sources))
    return " ".join(" ".join(map(in_a_sentence, group)) + source for source, group in groups)


def in_a_sentence(one: Statement) -> str:
    """Return what must be known: the sentences of a scheme are written so that their first one is enough."""
    return f"{_NEXT_SENTENCE.split(one.text)[0]}{unconfirmed(one.confirmed)}"


def surer(case: Case, answer: Assessment, scheme: Scheme) -> list[str]:
    """Return what was not given and would make the answer surer, as options to add."""
    thoracic, poor = scheme.family == "thoracic", case.differentiation == "poor"
    is_open = not poor and answer.certainty != "definite" and answer.category != "unresolved-high-grade"
    site_is_open = any(one.code == "site-assumed" for one in answer.warnings)
    wanted = {
        "--ki67 12": case.ki67 is None and is_open and not thoracic,
        "--mitoses 4": case.mitoses is None and is_open,
        "--necrosis none": case.necrosis == "unknown" and is_open and thoracic,
        "--size 12": case.size_mm is None and not poor and thoracic,
        "--differentiation well": case.differentiation == "unknown",
        "--cell-type small": case.cell_type is None and poor,
        "--ne-component 40": case.ne_component is None and case.differentiation == "mixed" and not thoracic,
        f"--site {'lung' if thoracic else 'pancreas'}": site_is_open,
    }
    return [option for option, is_wanted in wanted.items() if is_wanted]
