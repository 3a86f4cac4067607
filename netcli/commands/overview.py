"""`netcli overview`: what NETs are, how they are classified, the treatment landscape in brief."""

from netcli.knowledge.model import OverviewPart
from netcli.options import PlainLanguageOption, Session, answers
from netcli.output.answer import Answer
from netcli.views.full.overview import overview_blocks
from netcli.views.glance.overview import overview_glance, overview_rows


@answers
def overview(session: Session, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """Show in brief what neuroendocrine tumours are.

    How they are classified, and the treatment landscape. --full has all of every part.
    """
    parts = list(session.knowledge.of(OverviewPart).values())
    question = (parts, session.regions, session.knowledge)
    return Answer(
        name="overview",
        query={"plain_language": True} if plain_language else {},
        results=parts,
        full=lambda: overview_blocks(parts, plain=plain_language),
        glance=None if plain_language else lambda: overview_glance(*question),
        brief=lambda: overview_rows(*question),
    )
