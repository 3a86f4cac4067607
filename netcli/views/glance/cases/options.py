"""The options of a case by what they rest on: labels, use beyond them, relief of symptoms, the rest by name."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from netcli.cases.options import WELL, situations, was_given
from netcli.cases.page import CasePage
from netcli.knowledge.citations import CITATION, cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import grades_in_short
from netcli.knowledge.model import Indication, Syndrome
from netcli.knowledge.situation import Situation, grade_fits
from netcli.knowledge.wording import citation
from netcli.output.blocks import Block, Cell, Column, Line, Row, Table
from netcli.views.glance.therapies import therapy_row
from netcli.views.glance.therapy_parts import Part, named, split
from netcli.views.short import name_in_short, uncapitalised
from netcli.views.standing import ENDED, has_label

GIVEN = "given before"
NAMES = {"for symptoms": "symptoms", "by biomarker": "by biomarker"}
AGAINST = ("tumour", "NEC")
VHL = "von hippel-lindau"
EVERY_CLASS = (*WELL, "NEC")
IF = {
    ("sstr", "positive"): "if SSTR-positive",
    ("sstr", "negative"): "if SSTR-negative",
    ("functional", "functioning"): "if functioning",
    ("functional", "non-functioning"): "if non-functioning",
    ("line", "later"): "if treated before",
    ("line", "first"): "if untreated",
}


class Options(Struct, frozen=True):
    """The options of a page, each once a use: with a label in the regions, used beyond one, for symptoms, by name."""

    labelled: list[Part]
    beyond: list[Part]
    symptoms: list[Part]
    named: list[Part]

    @property
    def in_rows(self) -> list[Part]:
        """Those that have a row."""
        return [*self.labelled, *self.beyond, *self.symptoms]

    @property
    def cared_for(self) -> list[Part]:
        """Those of which a page without room tells the checks: with a label, else used beyond one."""
        return [*self.labelled, *self.symptoms] or self.beyond


def situation_of(page: CasePage) -> Situation:
    """Return the situation by which rows say for whom they are; without a grade where the class is open."""
    return situations(page.question, page.classes if len(page.classes) == 1 else ())[0]


def options_of(page: CasePage, regions: Sequence[str], knowledge: Knowledge) -> Options:
    """Return the options in the order of what they rest on; what holds whatever is unknown stands before the rest."""
    rows, names = split(page.options, situation_of(page), regions)
    conditions = list(dict.fromkeys(["", *(condition(part, page, regions) for part in (*rows, *names))]))
    parts = sorted([*rows, *names], key=lambda part: (conditions.index(condition(part, page, regions)), part.distance))
    against = [part for part in parts if part.use in AGAINST and part.is_drug]
    labelled = [part for part in against if has_label(part.indications, regions)]
    beyond = [part for part in against if part not in labelled and part.standing in ("guideline", "off-label")]
    wanted = page.question.functional == "functioning"
    symptoms = [part for part in parts if wanted and part.use == "symptoms" and has_label(part.indications, regions)]
    symptoms = [part for part in symptoms if serves(part, page, knowledge)]
    shown = [*labelled, *beyond, *symptoms]
    return Options(labelled, beyond, symptoms, [part for part in parts if part not in shown])


def serves(part: Part, page: CasePage, knowledge: Knowledge) -> bool:
    """Tell whether relief of symptoms is that of the syndrome in question: its record names the drug."""
    asked = page.question.syndrome
    syndrome = knowledge.of(Syndrome)[asked] if asked else None
    if syndrome is None or syndrome.kind != "functioning":
        return True
    return part.match.therapy.id in syndrome.therapies


def condition(part: Part, page: CasePage, regions: Sequence[str]) -> str:
    """Return on what an option hangs that is not known of the case: "if SSTR-positive"; "" where it holds anyway."""
    uses = _uses(part, regions)
    asked = page.question
    told = [_class(uses, page)]
    for field in ("sstr", "functional", "line"):
        stated = {getattr(one, field) for one in uses}
        if getattr(asked, field) in (None, "unknown") and len(stated) == 1:
            told.append(IF.get((field, next(iter(stated))), ""))
    told.append(_of_syndrome(uses, asked.syndrome))
    return ", ".join(filter(None, told))


def _of_syndrome(uses: Sequence[Indication], asked: str | None) -> str:
    """Return "if VHL" where all uses are for people with that syndrome, and it was not said."""
    only_vhl = all(VHL in one.condition.casefold() for one in uses)
    return "if VHL" if only_vhl and asked != "vhl" else ""


def _uses(part: Part, regions: Sequence[str]) -> Sequence[Indication]:
    """Return the uses that a row tells of: labels in the regions, else what has not ended."""
    labels = [one for one in part.indications if one.status == "approved" and one.region in regions]
    return labels or [one for one in part.indications if one.status not in ENDED] or part.indications


def _class(uses: Iterable[Indication], page: CasePage) -> str:
    """Return for which of several possible classes some uses are, where not for all: "if NEC"."""
    possible = page.classes or EVERY_CLASS
    fitting = [one for one in possible if any(grade_fits(one, use.differentiation, use.grades) for use in uses)]
    return "" if len(fitting) == len(possible) else f"if {class_in_words(fitting)}"


def class_in_words(classes: Sequence[str]) -> str:
    """Return some classes as a phrase: "NET", "NET G1-G2", "NET G3 or NEC"."""
    well = [one for one in classes if one in WELL]
    named = "NET" if len(well) == len(WELL) else f"NET {grades_in_short(well)}" if well else ""
    return " or ".join(filter(None, (named, *(one for one in classes if one not in WELL))))


def option_table(
    title: str, parts: Sequence[Part], page: CasePage, regions: Sequence[str], knowledge: Knowledge
) -> list[Block]:
    """Return some options as a table: for whom by label, and the leading result; nothing where there are none."""
    if not parts:
        return []
    cells = [therapy_row(part, situation_of(page), regions, knowledge) for part in parts]
    columns = [Column(title, most=16), Column("for whom (adults)", 1, least=28)]
    if any(row[2] for row in cells):
        columns.append(Column("leading result (months)", joins=True, most=36))
    rows = [
        Row(row[: len(columns)], group=condition(part, page, regions)) for part, row in zip(parts, cells, strict=True)
    ]
    return [Table(columns, rows)]


def label_table(
    title: str, parts: Sequence[Part], page: CasePage, regions: Sequence[str], knowledge: Knowledge
) -> list[Block]:
    """Return the same without results, a line a label: for a page with many of them."""
    rows = []
    for part in parts:
        name, uses, _ = therapy_row(part, situation_of(page), regions, knowledge)
        leads: dict[str, list[str]] = {}
        for one in uses:
            leads.setdefault(CITATION.sub("", one.text), []).append(one.lead)
        told = "; ".join(f"{', '.join(filter(None, where))} {text}".strip() for text, where in leads.items())
        sources = list(dict.fromkeys(source for one in (*name, *uses) for source in cited_in(one.text)))
        named = Line(running(part) + citation(sources[:1]), tone="strong")
        rows.append(Row([named, Line(told)], group=condition(part, page, regions)))
    return [Table([Column(title, most=24), Column("for whom (adults)", 1, least=28)], rows)]


def remarks_in_words(parts: Sequence[Part], page: CasePage, knowledge: Knowledge) -> str:
    """Return on what the records of some options are silent, and which were given before."""
    names: dict[str, list[str]] = {}
    for part in parts:
        before = [GIVEN] if was_given(part.match.therapy.id, page.question, knowledge) else []
        for remark in (*before, *part.remarks):
            names.setdefault(remark, []).append(running(part))
    return "; ".join(f"{remark}: {', '.join(named)}" for remark, named in names.items())


def named_options(
    options: Options, page: CasePage, regions: Sequence[str], *, by_condition: bool = True
) -> list[tuple[str, Cell]]:
    """Return the options that have no row, by use; those that hang on what is not known behind their "if"."""
    other = page.question.syndrome is not None and bool(options.symptoms)
    names = NAMES | ({"for symptoms": "other symptoms"} if other else {})
    told: dict[str, list[str]] = {}
    held_by = {id(part): condition(part, page, regions) for part in options.named}
    if not by_condition:
        held_by = {number: class_alone(held) for number, held in held_by.items()}
    for held in sorted(dict.fromkeys(held_by.values()), key=bool):
        parts = [part for part in options.named if held_by[id(part)] == held]
        for name, text in named(parts, options.in_rows if not held else [], regions):
            told.setdefault(names.get(name, name), []).append(f"{held}: {text}" if held else text)
    return [(name, "; ".join(texts)) for name, texts in told.items()]


def class_alone(held: str) -> str:
    """Return the class on which an option hangs, which is never left out, without the rest."""
    first = held.partition(", ")[0]
    return first if first.startswith(("if NET", "if NEC")) else ""


def in_brackets(held: str) -> str:
    """Return a condition behind a name: " (SSTR-positive)"."""
    return f" ({held.replace('if ', '')})" if held else ""


def option_line(part: Part, page: CasePage, regions: Sequence[str], knowledge: Knowledge) -> str:
    """Return an option as running text: "◆ ASCO 23 CAPTEM: G1-G2, later; E2211 v temozolomide: 22.7 v 14.4 ..."."""
    (name, *_), uses, result = therapy_row(part, situation_of(page), regions, knowledge)
    marks = " ".join(dict.fromkeys(one.lead for one in uses if one.lead))
    told = "; ".join(dict.fromkeys(one.text for one in uses if one.text))
    found = "; ".join(one.text.replace("\n", ": ") for one in result)
    held = condition(part, page, regions)
    cites = citation(list(dict.fromkeys(name for one in (*uses, *result, *_) for name in cited_in(one.text))))
    text = "; ".join(filter(None, (held, CITATION.sub("", told), CITATION.sub("", found))))
    return f"{marks} {running(part) if name else ''}: {text}{cites}"


def running(part: Part) -> str:
    """Return the name of an option as it stands in running text."""
    return uncapitalised(name_in_short(part.match.therapy))
