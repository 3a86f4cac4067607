"""`netcli biomarkers`: tissue, circulating and genomic markers with their frequencies and traps."""

from typing import Annotated, get_args

import typer

from netcli.errors import NoMatch
from netcli.knowledge.model import Biomarker, Site
from netcli.knowledge.names import resolve_site, resolve_word
from netcli.knowledge.sites import concerns, site_names, sites_named
from netcli.knowledge.vocabulary import BiomarkerKind
from netcli.options import Session, SiteOption, answers, complete_words
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Heading
from netcli.views.disease import biomarker_card

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
    """Show tissue, circulating and genomic markers.

    What they mean, how often they occur, what misleads.
    """
    where = resolve_site(site, session.knowledge) if site is not None else None
    what = resolve_word("kind", kind, KINDS) if kind is not None else None
    sites = session.knowledge.of(Site)
    asked = where.id if where else None
    found = [
        marker
        for marker in session.knowledge.of(Biomarker).values()
        if (what is None or marker.kind == what.id) and _concerns(marker, asked, sites)
    ]
    if not found:
        raise NoMatch("no marker on record fits both", "leave out --kind or --site")

    def blocks() -> list[Block]:
        title = "Biomarkers" + (f": {site_names([asked], sites)}" if asked else "")
        cards = [block for marker in found for block in biomarker_card(marker, session.knowledge, asked, level=2)]
        return [Heading(title), *cards]

    query = {name: reading.id for name, reading in (("site", where), ("kind", what)) if reading}
    return Answer("biomarkers", query, found, blocks, [one.note for one in (where, what) if one and one.note])


def _concerns(marker: Biomarker, asked: str | None, sites: dict[str, Site]) -> bool:
    """Tell whether a marker, or one of its figures, names the site; one that names none concerns all."""
    return concerns(asked, sites_named(marker.sites, marker.figures), sites)
