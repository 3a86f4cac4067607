"""`netcli cite`: exactly the sources behind a record."""

from typing import Annotated

import typer

from netcli.errors import NoMatch
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import Found, look_up
from netcli.knowledge.model import Source
from netcli.knowledge.names import key, resolve_word
from netcli.knowledge.records import sources_behind
from netcli.options import Session, answers, offered
from netcli.output.answer import Answer
from netcli.output.citation_styles import STYLES, in_style
from netcli.project import AUTHORS, NAME, TITLE, addresses, version_cited
from netcli.views.full.cite import cite_blocks, short_source

NamesArgument = Annotated[
    list[str], typer.Argument(help="One or more names, as for show.", autocompletion=offered("all"))
]
StyleOption = Annotated[str, typer.Option(help=f"{STYLES.listed}.", autocompletion=offered(STYLES))]


@answers
def cite(session: Session, names: NamesArgument, style: StyleOption = "text") -> Answer:
    """Export exactly the sources behind one or more records.

    "netcli" is this tool itself, with its version and edition.
    """
    chosen = resolve_word(STYLES, style).id
    found = [_found(name, session.knowledge) for name in names]
    records = [one.record for one in found]
    sources = sources_behind(records, session.knowledge)
    if not sources:
        raise NoMatch("no source stands behind this record")
    return Answer(
        name="cite",
        query={"names": [record.id for record in records], "style": chosen},
        results=sources,
        full=lambda: cite_blocks(records, sources),
        brief=lambda: [short_source(one) for one in sources],
        notes=[one.note for one in found if one.note],
        raw=None if chosen == "text" else in_style(chosen, sources),
    )


def _found(name: str, knowledge: Knowledge) -> Found:
    """Return what a name means; "netcli" is this tool. Raise UnknownValue."""
    if key(name) != NAME:
        return look_up(name, knowledge)
    edition = knowledge.edition
    own = Source(
        id=NAME,
        kind="editorial",
        authors=AUTHORS,
        title=TITLE,
        date=edition.reviewed,
        number=version_cited(edition.version),
        url=next(iter(addresses().values()), ""),
    )
    return Found("sources", own)
