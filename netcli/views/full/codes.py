"""Codes whole: each with its terms, years and notes; the coding of a case with what each line rests on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from netcli.coding.lookup import is_below
from netcli.knowledge.codes import SCOPE, SYSTEMS, Code, Reporting
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import OutOfScope, Site, Syndrome
from netcli.knowledge.sites import site_names
from netcli.knowledge.wording import citation, unconfirmed
from netcli.output.blocks import Block, Bullets, Cell, Facts, Heading, Line, Paragraph
from netcli.views.lines import bullets, local

NO_STAGE = "No stage: the tables of AJCC and UICC are licensed and not on record here."

if TYPE_CHECKING:
    from netcli.coding.case import CodedCase
    from netcli.coding.items import CodedField, CodedItem


def code_blocks(codes: Sequence[Code], knowledge: Knowledge) -> list[Block]:
    """Return codes whole, by system."""
    shown: list[Block] = []
    for system, name in SYSTEMS.items():
        group = [one for one in codes if one.system == system]
        shown += [Heading(name)] if group else []
        for one in group:
            rules = [reported(rule) for rule in rules_on(one, knowledge)]
            shown += [*code_card(one, knowledge, level=2), *([Bullets(rules, "Rules")] if rules else [])]
    return shown


def code_card(code: Code, knowledge: Knowledge, level: int = 1) -> list[Block]:
    """Return one code: what it means, its other terms, where and when it is written."""
    facts: list[tuple[str, Cell]] = [
        ("system", SYSTEMS[code.system]),
        ("also", "; ".join(code.terms)),
        ("sites", site_names(code.sites, knowledge.of(Site))),
        ("class", ", ".join([*code.categories, *code.grades])),
        ("below", ", ".join(below(code, knowledge))),
        ("syndrome", knowledge.of(Syndrome)[code.syndrome].name if code.syndrome else ""),
        ("diagnoses", years(code)),
        ("now written", ", ".join(code.instead)),
        ("scope", f"{knowledge.of(OutOfScope)[code.out_of_scope].name}: {SCOPE}" if code.out_of_scope else ""),
    ]
    return [
        Heading(f"{code.code}  {code.means}{unconfirmed(code.confirmed)}{citation(code.sources)}", level),
        *local(code),
        Facts([fact for fact in facts if fact[1]]),
        *bullets("Notes", code.notes),
    ]


def below(code: Code, knowledge: Knowledge) -> list[str]:
    """Return the subdivisions of a code."""
    every = (one for one in knowledge.of(Code).values() if one.system == code.system == "icd-10-cm")
    return [one.code for one in every if one.code != code.code and is_below(one.code, code.code)]


def rules_on(code: Code, knowledge: Knowledge) -> list[Reporting]:
    """Return the rules on what must be reported that name a code."""
    return [one for one in knowledge.of(Reporting).values() if code.code in one.codes]


def years(code: Code | Reporting) -> str:
    """Return for which years of diagnosis something holds: "2018-2023", "from 2024", "up to 2020"; "" for all."""
    if code.since and code.until:
        return f"{code.since}-{code.until}"
    return f"from {code.since}" if code.since else f"up to {code.until}" if code.until else ""


def reported(rule: Reporting) -> Line:
    """Return a rule on what is reportable: whose it is and since when as the lead."""
    lead = " ".join(part for part in (rule.body, years(rule)) if part)
    return Line(f"{rule.topic}: {rule.text}{unconfirmed(rule.confirmed)}", lead)


def case_blocks(case: "CodedCase") -> list[Block]:
    """Return the coding of a case whole: each item with its fields and notes, then the rules."""
    shown: list[Block] = [Heading("Coding of the case")]
    for row in case.items:
        shown += [
            Heading(row.item, 2),
            Paragraph(_written(row), "strong" if row.code else ""),
            *([Facts([(field.name, _of_field(field)) for field in row.fields])] if row.fields else []),
            *bullets("", [*row.reasons, *row.notes]),
        ]
    rules = [Bullets([reported(one) for one in case.reportable])] if case.reportable else []
    return [*shown, *([Heading("Reportable", 2)] if rules else []), *rules, Paragraph(NO_STAGE)]


def _written(row: "CodedItem") -> str:
    cited = citation(row.sources)
    if row.code:
        return f"{row.code}  {row.means}{cited}"
    return f"{'blank' if row.blank else 'open'}{': ' + ' or '.join(row.candidates) if row.candidates else ''}{cited}"


def _of_field(field: "CodedField") -> str:
    written = f"{field.value or 'blank'}: " if field.value or field.use else ""
    return f"{written}item {field.number}, {field.xml_id}{'; ' + field.use if field.use else ''}"
