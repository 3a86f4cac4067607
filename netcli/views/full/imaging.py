"""The answer of `imaging`, and the card of an agent or method: approvals, performance, use, pitfalls."""

from collections.abc import Sequence

from netcli.knowledge.model import Imaging
from netcli.knowledge.wording import unconfirmed
from netcli.output.blocks import Block, Bullets, Facts, Heading, Paragraph
from netcli.views.lines import bullets, figure_table, indication_line, local, plain_card


def imaging_blocks(agents: Sequence[Imaging], *, plain: bool = False) -> list[Block]:
    """Return agents and methods one under the other, or each in plain language; one alone as its card."""
    if plain:
        return [Heading("Imaging"), *(b for one in agents for b in plain_card(one, one.name, one.plain, 2))]
    if len(agents) == 1:
        return imaging_card(agents[0])
    return [Heading("Imaging"), *(block for agent in agents for block in imaging_card(agent, level=2))]


def imaging_card(agent: Imaging, level: int = 1) -> list[Block]:
    """Return an imaging agent or method: approvals, performance, use, pitfalls."""
    return [
        Heading(agent.name if agent.kind in agent.name.lower() else f"{agent.name} ({agent.kind})", level),
        *local(agent),
        Paragraph(agent.summary + unconfirmed(agent.confirmed)),
        Facts((("Target", agent.target),)),
        *([Bullets([indication_line(one) for one in agent.approvals], "Approvals")] if agent.approvals else []),
        *bullets("Use", agent.use),
        *figure_table(agent.figures, "Performance"),
        *bullets("Pitfalls", agent.pitfalls),
    ]
