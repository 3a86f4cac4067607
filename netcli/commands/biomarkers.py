"""`netcli biomarkers`: tissue, circulating and genomic markers with their frequencies and traps."""

from typing import Annotated, get_args

import typer

from netcli.errors import NoMatch
from netcli.knowledge.figures import fitting_markers
from netcli.knowledge.names import resolve_site, resolve_word
from netcli.knowledge.vocabulary import BiomarkerKind
from netcli.options import Session, SiteOption, answers, complete_words
from netcli.output.answer import Answer
from netcli.views.biomarkers import biomarker_blocks

KINDS: dict[str, list[str]] = {
    **{kind: [] for kind in get_args(BiomarkerKind)},
    "genomic": ["molecular", "gene", "genes", "genetic", "mutation", "mutations", "dna"],
    "circulating": ["blood", "serum", "plasma"],
    "tissue": ["ihc", "immunohistochemistry", "pathology"],
    "imaging-score": ["imaging", "score"],
}
KindOption = Annotated[
    str | None,
    typer.Option(help="tissue, circulating, urine, genomic or imaging-score.",
                 autocompletion=complete_words("biomarker-kind"), show_default=False),
]  # fmt: skip


@answers
def biomarkers(session: Session, site: SiteOption = None, kind: KindOption = None) -> Answer:
    """Show tissue, circulating and genomic markers: what they mean, how often they occur, what misleads."""
    where = resolve_site(site, session.knowledge) if site is not None else None
    what = resolve_word("kind", kind, KINDS) if kind is not None else None
    asked = where.id if where else None
    found = fitting_markers(session.knowledge, asked, what.id if what else None)
    if not found:
        raise NoMatch("no marker on record fits both", "leave out --kind or --site")
    return Answer(
        name="biomarkers",
        query={name: reading.id for name, reading in (("site", where), ("kind", what)) if reading},
        results=found,
        blocks=lambda: biomarker_blocks(found, asked, session.knowledge),
        notes=[one.note for one in (where, what) if one and one.note],
    )
