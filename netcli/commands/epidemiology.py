"""`netcli epidemiology`: incidence, prevalence and survival, with registry and years beside each figure."""

from netcli.errors import NoMatch
from netcli.knowledge.figures import fitting_measures
from netcli.knowledge.model import Site
from netcli.knowledge.names import resolve_site
from netcli.knowledge.sites import site_names
from netcli.options import Session, SiteOption, answers
from netcli.output.answer import Answer
from netcli.views.full.epidemiology import epidemiology_blocks
from netcli.views.glance.epidemiology import epidemiology_glance, figure_rows


@answers
def epidemiology(session: Session, site: SiteOption = None) -> Answer:
    """Show how common neuroendocrine tumours are.

    How that has changed, and how long people live with them.
    """
    where = resolve_site(site, session.knowledge) if site is not None else None
    asked = where.id if where else None
    own, general = fitting_measures(session.knowledge, asked)
    if not [*own, *general]:
        place = f" for {site_names([asked], session.knowledge.of(Site))}" if asked else ""
        raise NoMatch(f"no figure on record{place}")
    return Answer(
        name="epidemiology",
        query={"site": asked} if asked else {},
        results=[*own, *general],
        full=lambda: epidemiology_blocks(own, general, asked, session.knowledge),
        notes=[where.note] if where and where.note else [],
        explode="figures",
        glance=lambda: epidemiology_glance(own, general, asked, session.knowledge),
        brief=lambda: figure_rows(own, general, asked, session.knowledge),
    )
