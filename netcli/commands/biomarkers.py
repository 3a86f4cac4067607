"""`netcli biomarkers`: tissue, circulating and genomic markers with their frequencies and traps."""

from typing import Annotated

from netcli.errors import NoMatch
from netcli.knowledge.figures import fitting_markers
from netcli.knowledge.names import resolve_site, resolve_word
from netcli.knowledge.typed import word_of
from netcli.knowledge.vocabulary import BIOMARKER_KINDS
from netcli.options import PlainLanguageOption, Session, SiteOption, answers, option_of
from netcli.output.answer import Answer
from netcli.views.full.biomarkers import biomarker_blocks
from netcli.views.glance.biomarkers import marker_glance, marker_rows

KindOption = Annotated[str | None, option_of(word_of(BIOMARKER_KINDS))]


@answers
def biomarkers(
    session: Session,
    site: SiteOption = None,
    kind: KindOption = None,
    plain_language: PlainLanguageOption = False,  # noqa: FBT002
) -> Answer:
    """Show tissue, circulating and genomic markers.

    What they mean, how often they occur, what misleads.
    """
    where = resolve_site(site, session.knowledge) if site is not None else None
    what = resolve_word(BIOMARKER_KINDS, kind) if kind is not None else None
    asked = where.id if where else None
    found = fitting_markers(session.knowledge, asked, what.id if what else None)
    if not found:
        raise NoMatch("no marker on record fits both", "leave out --kind or --site")
    return Answer(
        name="biomarkers",
        query={name: reading.id for name, reading in (("site", where), ("kind", what)) if reading},
        results=found,
        full=lambda: biomarker_blocks(found, asked, session.knowledge, plain=plain_language),
        glance=None if plain_language else lambda: marker_glance(found, asked, session.knowledge),
        brief=lambda: marker_rows(found, asked, session.knowledge),
        notes=[one.note for one in (where, what) if one and one.note],
    )
