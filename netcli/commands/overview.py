"""`netcli overview`: what NETs are, how they are classified, the treatment landscape in brief."""

from netcli.knowledge.model import OverviewPart
from netcli.options import PlainLanguageOption, Session, answers
from netcli.output.answer import Answer
from netcli.views.full.overview import overview_blocks


@answers
def overview(session: Session, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """Show in brief what neuroendocrine tumours are.

    How they are classified, and the treatment landscape.
    """
    parts = list(session.knowledge.of(OverviewPart).values())
    query = {"plain_language": True} if plain_language else {}
    return Answer("overview", query, parts, lambda: overview_blocks(parts, plain=plain_language))
