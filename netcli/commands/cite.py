"""`netcli cite`: exactly the sources behind a record."""

from typing import Annotated

import typer

from netcli.errors import NoMatch
from netcli.knowledge.citations import gather_sources
from netcli.knowledge.expand import whole
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Source
from netcli.knowledge.names import label_of, resolve_word
from netcli.knowledge.wording import marked
from netcli.options import Session, answers, complete_from, complete_words
from netcli.output.answer import Answer
from netcli.output.blocks import Bullets, Heading
from netcli.output.sources import STYLES, in_lines, in_style

NamesArgument = Annotated[
    list[str], typer.Argument(help="One or more names, as for show.", autocompletion=complete_from("all"))
]
StyleOption = Annotated[
    str, typer.Option(help="text, bibtex, ris or csl-json.", autocompletion=complete_words("style"))
]


@answers
def cite(session: Session, names: NamesArgument, style: StyleOption = "text") -> Answer:
    """Export exactly the sources behind one or more records."""
    chosen = resolve_word("style", style, {name: [] for name in STYLES}).id
    found = [look_up(name, session.knowledge) for name in names]
    known = session.knowledge.of(Source)
    ids: dict[str, None] = {}
    for one in found:
        own = [one.record.id] if one.collection == "sources" else gather_sources(whole(one.record, session.knowledge))
        ids.update(dict.fromkeys(name for name in own if name in known))
    if not ids:
        raise NoMatch("no source stands behind this record")
    sources = [known[name] for name in ids]
    return Answer(
        name="cite",
        query={"names": [one.record.id for one in found], "style": chosen},
        results=sources,
        blocks=lambda: [
            Heading("Sources behind " + ", ".join(marked(label_of(one.record), one.record) for one in found)),
            Bullets(in_lines(sources)),
        ],
        notes=[one.note for one in found if one.note],
        raw=None if chosen == "text" else in_style(chosen, sources),
    )
