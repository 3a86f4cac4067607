"""The lines and small blocks that answers share: standings, results, figures, advice, and the mark of an overlay."""

import re
from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Evidence, Figure, ImagingApproval, Indication, Recommendation, Record
from netcli.knowledge.regions import shortfalls
from netcli.knowledge.wording import (
    arm_places,
    arm_value,
    citation,
    counted,
    figure_value,
    local_mark,
    ratio,
    stated,
    unconfirmed,
)
from netcli.output.blocks import (
    TONE_OF_STANDING,
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Paragraph,
    Table,
    columns,
    rows,
)

SHORT_ENDPOINTS = {
    "progression-free survival": "PFS",
    "overall survival": "OS",
    "objective response rate": "response rate",
    "overall response rate": "response rate",
    "time to progression": "TTP",
}


def local_line(record: Record) -> list[Line]:
    """Return the mark as a line of a cell; none for a bundled record."""
    return [Line("", local_mark(record), "overlay")] if record.origin else []


def local(record: Record) -> list[Block]:
    """Return the mark as a paragraph of a card; none for a bundled record."""
    return [Paragraph(local_mark(record), "overlay")] if record.origin else []


def bullets(label: str, items: Sequence[str]) -> list[Block]:
    """Return a labelled list; nothing when it is empty."""
    return [Bullets(items, label)] if items else []


def indication_line(one: Indication | ImagingApproval) -> Line:
    """Return region, standing and date as the lead, then for whom."""
    lead = f"{one.region.upper()} {one.status}" + (f" {one.since}" if one.since else "")
    return Line(stated(one, one.locators), lead, TONE_OF_STANDING[one.status])


def short_endpoint(endpoint: str) -> str:
    """Return an endpoint with the usual abbreviations."""
    for words, short in SHORT_ENDPOINTS.items():
        endpoint = re.sub(words, short, endpoint, flags=re.IGNORECASE)
    return endpoint


def result_line(result: Evidence, *, with_trial: bool = True) -> Line:
    """Return one outcome: endpoint as the lead, then what each arm reached, the ratio, and in whom."""
    endpoint = short_endpoint(result.endpoint)
    places = arm_places(result)
    lead = f"{result.trial}, {endpoint}" if with_trial else endpoint
    arms = " against ".join(f"{arm_value(arm, result.unit, places)} ({arm.name})" for arm in result.arms)
    text = "; ".join(part for part in (arms, ratio(result), result.population) if part)
    return Line(f"{text}{unconfirmed(result.confirmed)}{citation(result.sources, result.locators)}", lead)


def figure_table(figures: Sequence[Figure], title: str = "") -> list[Block]:
    """Return figures as a table; nothing when there are none."""
    if not figures:
        return []
    found = [(_named(figure), figure_value(figure), _in_whom(figure)) for figure in figures]
    return [Table([Column(title or "Finding", 3), Column("Value"), Column("In whom", 5)], rows(found))]


def _named(figure: Figure) -> str:
    """Return a figure's name with its year; a name that ends in it says it, one that only holds it may not."""
    said = not figure.year or figure.name.endswith(figure.year)
    return figure.name if said else f"{figure.name}, {figure.year}"


def _in_whom(figure: Figure) -> str:
    told = f"{counted(figure)}. {figure.note}" if figure.note else counted(figure)
    return f"{told}{unconfirmed(figure.confirmed)}{citation(figure.sources)}"


def thin_records(regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    """Return the warnings that stand under labels of regions whose record is not complete."""
    return [Paragraph(told, "caution") for told in shortfalls(regions, knowledge.edition)]


def guideline_of(one: Recommendation) -> str:
    """Return whose advice it is, of which date, and whether it is in force: "ENETS 2016 (appendix), 2016, replaced"."""
    return f"{one.guideline}, {one.date}{', replaced' if one.replaced_by else ''}"


def advice_blocks(advice: Sequence[Recommendation]) -> list[Block]:
    """Return what guidelines advise; nothing when none speaks."""
    return [Heading("What guidelines advise", 2), recommendation_table(advice)] if advice else []


def recommendation_table(advice: Sequence[Recommendation]) -> Table:
    """Return guideline statements side by side, each with its guideline and date."""
    found = [
        (
            [Line("", one.setting, "strong"), *local_line(one)],
            guideline_of(one),
            f"{one.text}{unconfirmed(one.confirmed)}",
        )
        for one in sorted(advice, key=lambda one: (one.line != "first", one.setting, one.date))
    ]
    return Table(columns({"Setting": 3, "Guideline": 2, "Advice": 5}), rows(found))


def plain_card(record: Record, name: str, text: str, level: int = 1) -> list[Block]:
    """Return a record in plain language; what has none says so."""
    return [Heading(name, level), *local(record), *plain_text(text or "No plain-language text on record yet.")]


def plain_text(text: str) -> list[Block]:
    """Return what patients read, a paragraph for each of its lines."""
    return [Paragraph(line) for line in text.splitlines()]
