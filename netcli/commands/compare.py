"""`netcli compare`: drugs or trials side by side, with a forest plot."""

from typing import Annotated

import typer

from netcli.errors import UnknownValue
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Therapy, Trial
from netcli.knowledge.records import whole
from netcli.knowledge.regions import shortfalls
from netcli.options import Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.compare import CAUTION, comparison
from netcli.views.glance.compare import compared
from netcli.views.glance.compare_rows import compared_rows

NamesArgument = Annotated[
    list[str], typer.Argument(help="Two or more drugs, or two or more trials.", autocompletion=offered("compared"))
]


@answers
def compare(session: Session, names: NamesArgument) -> Answer:
    """Put drugs or trials side by side.

    Labels by region with their limits, then every pivotal hazard ratio on one log axis, by the part that each drug had
    in its study. Separate trials cannot be ranked against each other; the answer says so. As svg it is a forest plot.
    """
    found = [look_up(name, session.knowledge, ("therapies", "trials")) for name in names]
    records = list({one.record.id: one.record for one in found if isinstance(one.record, Therapy | Trial)}.values())
    if len(records) < 2:  # noqa: PLR2004
        raise UnknownValue("comparing takes two different drugs or trials", "netcli compare everolimus sunitinib")
    if len({one.collection for one in found}) > 1:
        raise UnknownValue("drugs compare with drugs, and trials with trials", "netcli compare RADIANT-3 A6181111")
    return Answer(
        name="compare",
        query={"collection": found[0].collection, "ids": [record.id for record in records]},
        results=[whole(record, session.knowledge) for record in records],
        full=lambda: comparison(records, session.knowledge),
        glance=lambda: compared(records, session.regions, session.knowledge),
        brief=lambda: compared_rows(records, session.regions, session.knowledge),
        notes=[one.note for one in found if one.note],
        cautions=shortfalls(session.regions, session.knowledge.edition),
        extra={"caution": CAUTION},
    )
