"""`netcli show`: one screen on anything, by any name."""

from typing import Annotated

import typer

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Imaging, Record, Therapy
from netcli.knowledge.records import whole
from netcli.knowledge.regions import silent_regions
from netcli.options import PlainLanguageOption, Session, answers, offered
from netcli.output.answer import Answer
from netcli.views.full.show import card
from netcli.views.glance.show import glance, row

NameArgument = Annotated[
    list[str],
    typer.Argument(
        help="Drug, brand, trial, NCT id, gene, syndrome, site, term or source.", autocompletion=offered("all")
    ),
]


@answers
def show(session: Session, name: NameArgument, plain_language: PlainLanguageOption = False) -> Answer:  # noqa: FBT002
    """Show one screen on anything, and its whole card with --full.

    Drug, brand, trial, NCT id, gene, syndrome, site, term, source. A name that stands in several collections opens
    the first; "glossary:men1" names the collection.
    """
    found = look_up(" ".join(name), session.knowledge)
    return Answer(
        name="show",
        query={"collection": found.collection, "id": found.record.id},
        results=[{"collection": found.collection, **whole(found.record, session.knowledge)}],
        full=lambda: card(found.record, session.knowledge, plain=plain_language),
        glance=lambda: glance(found.record, session.knowledge, plain=plain_language),
        brief=lambda: [row(found.record, session.knowledge, plain=plain_language)],
        notes=[found.note] if found.note else [],
        cautions=_cautions(found.record, session.knowledge),
    )


def _cautions(record: Record, knowledge: Knowledge) -> list[str]:
    """Return what must be said where the labels of every region stand that is on record."""
    has_labels = isinstance(record, Therapy | Imaging)
    return [*filter(None, [silent_regions(knowledge.edition)])] if has_labels else []
