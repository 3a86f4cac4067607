"""The agents and methods on one screen: their labels with limits, what for, how good; one of them whole."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Imaging, ImagingApproval, ImagingGlance
from netcli.knowledge.wording import stated, unconfirmed
from netcli.output.blocks import Block, Column, Facts, Heading, Line, Row, Table, Ways
from netcli.views.full.imaging import imaging_card
from netcli.views.lines import bullets, figure_table, local, thin_records
from netcli.views.short import ACCURACY, cited, legend, name_in_short, told_by, used_for, with_units
from netcli.views.standing import ENDED, ShortLabel, ending, short_label, standing


class ShortAgent(Struct, frozen=True, omit_defaults=True):
    """An agent or method in a row; `elsewhere` holds the standings that no row shows."""

    id: str
    name: str
    use: str
    figure: str = ""
    standings: list[ShortLabel] = []
    elsewhere: list[ShortLabel] = []
    sources: list[str] = []


def imaging_rows(agents: Sequence[Imaging], regions: Sequence[str], knowledge: Knowledge) -> list[ShortAgent]:
    """Return the agents and methods of the screen."""
    return [_short(agent, regions, knowledge) for agent in agents]


def imaging_glance(agents: Sequence[Imaging], regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    """Return one screen: a row an agent or method."""
    columns = [
        Column("Imaging", most=24),
        Column("for whom (adults)", 5, lead="label", least=14),
        Column(f"what for; {ACCURACY}", 11, least=26),
    ]
    table = Table(columns, [Row(_cells(one, regions, knowledge), _about(one)) for one in agents])
    other = [
        replace(_standing(one), text=f"{name_in_short(agent)}: {_for_whom(one)}")
        for agent in agents
        for one in agent.approvals
        if one.region not in regions
    ]
    thin = thin_records(regions, knowledge)
    shown: list[Block] = [table, *([Facts([("elsewhere", other)])] if other else []), *thin]
    ways = [(f"netcli show {agents[0].id}", "use, pitfalls, every figure"), ("--full", f"all {len(agents)}")]
    return [*shown, legend(shown), Ways(ways)]


def agent_glance(agent: Imaging) -> list[Block]:
    """Return one agent or method: its labels, what for, how good, what misleads."""
    labels = [replace(standing(one), text=stated(one, one.locators)) for one in agent.approvals]
    use = agent.glance.use if agent.glance else agent.summary
    shown: list[Block] = [
        Heading(agent.name),
        *local(agent),
        Facts([("for", use + unconfirmed(agent.confirmed)), ("target", agent.target), ("labels", labels)]),
        *bullets("Use", agent.use),
        *figure_table(agent.figures, "Performance"),
        *bullets("Pitfalls", agent.pitfalls),
    ]
    return [*shown, legend(shown), Ways([(f"netcli imaging {agent.id} --full", "all on record")])]


def _short(agent: Imaging, regions: Sequence[str], knowledge: Knowledge) -> ShortAgent:
    glance = agent.glance or ImagingGlance(use=CITATION.sub("", agent.summary))
    told = [short_label(one, _for_whom(one), [one.sources], knowledge) for one in agent.approvals]
    return ShortAgent(
        agent.id,
        name_in_short(agent),
        glance.use + unconfirmed(agent.confirmed),
        glance.figure,
        [one for one in told if one.region in regions],
        [one for one in told if one.region not in regions],
        glance.sources or told_by(agent.sources, knowledge),
    )


def _cells(agent: Imaging, regions: Sequence[str], knowledge: Knowledge) -> list[list[Line]]:
    row = _short(agent, regions, knowledge)
    shown = [one for region in regions for one in agent.approvals if one.region == region]
    mark = cited([*(one.sources for one in shown), *([name] for name in row.sources)], knowledge)
    labels = [_standing(one) for one in shown]
    return [
        [Line(with_units(row.name) + mark, tone="strong")],
        labels,
        used_for(row.use, row.figure),
    ]


def _standing(one: ImagingApproval) -> Line:
    """Return a standing with its limits; what was refused or ended says so in words, once."""
    mark = standing(one)
    said = f"{one.region.upper()} {(one.since or '')[:4]}".strip() if one.status in ENDED else mark.said
    return replace(mark, text=_for_whom(one), said=said)


def _for_whom(one: ImagingApproval) -> str:
    return f"{ending(one.status)}{one.brief or CITATION.sub('', one.text)}{unconfirmed(one.confirmed)}"


def _about(agent: Imaging) -> Callable[[], list[Block]]:
    return lambda: imaging_card(agent, level=2)
