"""The answer of `schedule`, and the card of one: for whom, every step with its interval, ages and sources."""

from collections.abc import Sequence

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Schedule, Site, Step, Syndrome, Therapy
from netcli.knowledge.sites import concerns, site_names
from netcli.knowledge.vocabulary import ScheduleKind
from netcli.knowledge.wording import ages, citation, how_long, how_often, marked, unconfirmed
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Paragraph, Row, Table
from netcli.views.lines import local

KIND_NAMES: dict[ScheduleKind, str] = {
    "work-up": "At diagnosis",
    "after-resection": "After resection",
    "untreated": "Untreated",
    "on-treatment": "On treatment",
    "heart": "Heart",
    "surveillance": "Screening in hereditary syndromes",
}


def site_ways(site: Site, knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the way on to what is done over time at a site, where any is on record."""
    sites = knowledge.of(Site)
    found = any(concerns(site.id, one.sites, sites) for one in knowledge.of(Schedule).values())
    return [(f"netcli schedule {site.id}", "follow-up")] if found else []


def syndrome_ways(syndrome: Syndrome, knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the way on to the screening for a syndrome, or to its work-up, where any is on record."""
    kinds = {one.kind for one in knowledge.of(Schedule).values() if syndrome.id in one.syndromes}
    told = "screening by age" if "surveillance" in kinds else "work-up, follow-up"
    return [(f"netcli schedule {syndrome.id}", told)] if kinds else []


def schedule_blocks(schedules: Sequence[Schedule], knowledge: Knowledge) -> list[Block]:
    """Return the cards of some schedules, by kind; one alone as its card."""
    if len(schedules) == 1:
        return schedule_card(schedules[0], knowledge)
    blocks: list[Block] = [Heading("Schedules")]
    for kind, name in KIND_NAMES.items():
        group = [one for one in schedules if one.kind == kind]
        blocks += [Heading(name, 2)] if group else []
        blocks += [block for one in group for block in schedule_card(one, knowledge, level=3)]
    return blocks


def schedule_card(one: Schedule, knowledge: Knowledge, level: int = 1) -> list[Block]:
    """Return a schedule: for whom, whose it is, its steps."""
    narrowed = "neuroendocrine carcinoma" if one.differentiation == "poor" else ", ".join(one.grades)
    therapies, syndromes = knowledge.of(Therapy), knowledge.of(Syndrome)
    facts = [
        ("Kind", KIND_NAMES[one.kind]),
        ("Guideline", whose(one)),
        ("Sites", site_names(one.sites, knowledge.of(Site))),
        ("Grades", narrowed),
        ("Syndromes", ", ".join(syndromes[name].short or syndromes[name].name for name in one.syndromes)),
        ("Therapies", ", ".join(marked(therapies[name].name, therapies[name]) for name in one.therapies)),
    ]
    return [
        Heading(one.title, level),
        *local(one),
        Facts(facts),
        *([_steps(one.steps)] if one.steps else []),
        *([Paragraph(one.text + unconfirmed(one.confirmed))] if one.text else []),
    ]


def whose(one: Schedule) -> str:
    """Return whose schedule it is, of which date, and whether it is in force."""
    dated = "" if one.date == one.date[:4] in one.guideline else f", {one.date}"
    return f"{one.guideline}{dated}{', replaced' if one.replaced_by else ''}"


def interval_of(step: Step) -> str:
    """Return how often and when: "every 3–6 months, years 1 to 3"; "" for once."""
    return ", ".join(filter(None, (how_often(step), step.when)))


def _steps(steps: Sequence[Step]) -> Table:
    """Return the steps as a table, without a column that all leave empty."""
    told = [_cells(step) for step in steps]
    shown = [place for place in range(len(COLUMNS)) if any(row[place] for row in told)]
    return Table([COLUMNS[place] for place in shown], [Row([_lines(row[place]) for place in shown]) for row in told])


COLUMNS = (
    Column("What", 4),
    Column("looks for", 2, least=12),
    Column("for whom", 3, least=12),
    Column("how often", 3, least=12),
    Column("age", most=8),
    Column("how long", 2, least=10),
    Column("note", 5, least=16),
)


def _cells(step: Step) -> list[str]:
    mark = citation(step.sources, step.locators)
    return [step.what + mark, step.target, step.who, interval_of(step), ages(step), how_long(step), step.note]


def _lines(text: str) -> list[Line]:
    return [Line(text)] if text else []
