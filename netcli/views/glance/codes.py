"""Codes on one screen: a line a code, or a few whole; the coding of a case, a line an item."""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from netcli.coding.case import CodedCase
from netcli.coding.items import CodedItem
from netcli.coding.question import Coding
from netcli.knowledge.codes import SCOPE, SYSTEMS, Code, Schema, holds, schemas_of
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site
from netcli.knowledge.sites import area, site_names
from netcli.knowledge.wording import citation, marked, unconfirmed
from netcli.output.blocks import Block, Cell, Column, Facts, Line, Names, Paragraph, Row, Table, Ways
from netcli.views.full.codes import NO_STAGE, code_card, rules_on, years


class ShortCode(Struct, frozen=True, omit_defaults=True):
    """A code in a row."""

    id: str
    system: str
    code: str
    means: str
    sites: list[str] = []
    years: str = ""
    instead: list[str] = []
    out_of_scope: str | None = None
    notes: list[str] = []
    sources: list[str] = []


def code_rows(codes: Sequence[Code], asked: Coding, *, named: bool) -> list[ShortCode]:
    """Return the codes of the screen: those that are named, or the morphologies and what is an organ's own."""
    shown = [
        one
        for one in codes
        if named or (one.system == "icd-o-morphology" and holds(one, asked.year)) or _is_own(one, asked)
    ]
    return [
        ShortCode(
            one.id,
            one.system,
            one.code,
            marked(one.means, one),
            one.sites,
            years(one),
            one.instead,
            one.out_of_scope,
            one.notes if named else [],
            one.sources if named else one.sources[:1],
        )
        for one in shown
    ]


def _is_own(code: Code, asked: Coding) -> bool:
    """Tell whether a code is of the organ that is asked for, and of no other."""
    return bool(asked.tumour.site and code.sites and not code.until)


MOST_WHOLE = 4  # codes that a screen shows with their notes
A_CASE = ("netcli codes --site pancreas --grade G2 --ki67 12 --year 2026", "the coding of a case")


def named_glance(codes: Sequence[Code], asked: Coding, knowledge: Knowledge) -> list[Block]:
    """Return what a name or a code means: a few codes whole, many as lines, those of former years in one line."""
    present = [one for one in codes if holds(one, asked.year)] or list(codes)
    former = [one for one in codes if one not in present]
    if len(present) > MOST_WHOLE:
        return [Names(SYSTEMS[present[0].system], [_named(one) for one in present]), *_former(former), Ways([A_CASE])]
    cards = [block for one in present for block in _card(one, knowledge)]
    syndromes = dict.fromkeys(one.syndrome for one in present if one.syndrome)
    ways = [(f"netcli show {one}", "the syndrome") for one in syndromes]
    return [*cards, *_former(former), Ways([*ways, ("--full", "who must report it, word for word"), A_CASE])]


def _card(code: Code, knowledge: Knowledge) -> list[Block]:
    """Return a code whole, with what is reportable by its headings."""
    lines = [Line(f"{one.topic}{citation(one.sources)}", one.body) for one in rules_on(code, knowledge)]
    return [*code_card(code, knowledge), *([Facts([("rules", lines)])] if lines else [])]


def codes_glance(codes: Sequence[Code], asked: Coding, knowledge: Knowledge) -> list[Block]:
    """Return the morphologies, a row each; for a site its places, its schemas and its codes of ICD-10-CM, too."""
    morphologies = [one for one in codes if one.system == "icd-o-morphology"]
    present = [one for one in morphologies if holds(one, asked.year)]
    within = [one for one in present if not one.out_of_scope]
    beyond = [_named(one) for one in present if one.out_of_scope]
    columns = [
        Column("ICD-O-3.2", most=10),
        Column("morphology", 5),
        Column("where, when", 2, least=18),
    ]
    table = Table(columns, [Row(_cells(one, knowledge), partial(code_card, one, knowledge)) for one in within])
    shown: list[Block] = [table] if within else []
    if site := asked.tumour.site:
        shown += [*_of_site(codes, asked), *_schemas(asked, knowledge)]
        return [*shown, Ways([(A_CASE[0].replace("pancreas", site), A_CASE[1]), ("--full", "terms, notes, rules")])]
    shown += [Facts([(SCOPE, "; ".join(beyond))])] if beyond else []
    ways = [
        ("netcli codes --year 2019", "those of a year, former ones too"),
        ("netcli codes --site pancreas", "topography, ICD-10-CM and schemas of an organ"),
        ("netcli codes C7A", "ICD-10-CM: C7A, C7B, D3A, E34.0"),
        ("netcli codes insulinoma", "one tumour"),
        A_CASE,
    ]
    return [*shown, Ways(ways)]


def _cells(code: Code, knowledge: Knowledge) -> list[Cell]:
    told = [site_names(code.sites, knowledge.of(Site)), years(code)]
    return [
        Line(code.code, tone="strong"),
        Line(f"{marked(code.means, code)}{unconfirmed(code.confirmed)}{citation(code.sources)}"),
        "; ".join(filter(None, told)),
    ]


def _named(code: Code) -> str:
    return f"{code.code} {marked(code.means, code)}"


def _former(codes: Sequence[Code]) -> list[Block]:
    """Return the codes of former years as one line, each with what is written now."""
    told = [f"{one.code} {years(one)}{' (now ' + ', '.join(one.instead) + ')' if one.instead else ''}" for one in codes]
    return [Facts([("former", "; ".join(told))])] if told else []


def _of_site(codes: Sequence[Code], asked: Coding) -> list[Block]:
    """Return the places and the ICD-10-CM codes that are of a site's own."""
    own = [one for one in codes if _is_own(one, asked)]
    groups = [(system, [one for one in own if one.system == system]) for system in ("icd-o-topography", "icd-10-cm")]
    return [Names(SYSTEMS[system], [_named(one) for one in group]) for system, group in groups if group]  # type: ignore[index]


def _schemas(asked: Coding, knowledge: Knowledge) -> list[Block]:
    where = area(asked.tumour.site, knowledge.of(Site))
    found = schemas_of(where, asked.year, knowledge.of(Schema).values())
    lines = [Line(f"{one.whole_title}{citation(one.sources)}", one.seer_id) for one in found]
    return [Facts([("SEER schemas", lines)])] if lines else []


def case_glance(case: CodedCase) -> list[Block]:
    """Return the coding of a case: a row an item, and the rules that speak of its code."""
    columns = [Column("NAACCR item", most=16), Column("write", most=28), Column("means", 1, least=30)]
    table = Table(columns, [Row(_written(row)) for row in case.items])
    rules = [Line(one.topic + citation(one.sources), one.body) for one in case.reportable if one.codes]
    return [
        table,
        *([Facts([("rules", rules)])] if rules else []),
        Paragraph(NO_STAGE, "quiet"),
        Ways([("--full", "every item, note and rule"), ("--json", "for programs")]),
    ]


def case_rows(case: CodedCase) -> list[CodedItem]:
    """Return the items of the screen, without what is known of their codes in every case."""
    return [replace(one, notes=[]) for one in case.items]


def _written(row: CodedItem) -> list[list[Line]]:
    fields = [field for field in row.fields if field.value] or row.fields
    numbers = ", ".join(str(field.number) for field in fields)
    unwritten = Line("blank", tone="quiet") if row.blank else Line("open", tone="caution")
    code = Line(row.code, tone="strong") if row.code else unwritten
    means = row.means or (f"one of {', '.join(row.candidates)}" if row.candidates else "")
    notes = [Line(note) for note in row.reasons]
    told = [Line(means + citation(row.sources)), *notes] if means else notes or [Line(citation(row.sources))]
    return [[Line(row.item, tone="quiet"), *([Line(numbers, tone="quiet")] if numbers else [])], [code], told]
