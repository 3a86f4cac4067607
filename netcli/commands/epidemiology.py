"""`netcli epidemiology`: incidence, prevalence and survival, with registry and years beside each figure."""

from netcli.errors import NoMatch
from netcli.knowledge.model import Epidemiology, Site
from netcli.knowledge.names import resolve_site
from netcli.knowledge.sites import concerns, site_names, sites_named
from netcli.options import Session, SiteOption, answers
from netcli.output.answer import Answer
from netcli.output.blocks import Block, Heading
from netcli.views.disease import epidemiology_card


@answers
def epidemiology(session: Session, site: SiteOption = None) -> Answer:
    """Show how common neuroendocrine tumours are.

    How that has changed, and how long people live with them.
    """
    where = resolve_site(site, session.knowledge) if site is not None else None
    sites = session.knowledge.of(Site)
    asked = where.id if where else None
    found = [one for one in session.knowledge.of(Epidemiology).values() if _concerns(one, asked, sites)]
    if not found:
        raise NoMatch(f"no figure on record for {site_names([asked], sites)}" if asked else "no figure on record")

    own = [one for one in found if asked is None or _is_of(one, asked, sites)]
    general = [one for one in found if one not in own]

    def blocks() -> list[Block]:
        cards = [block for one in own for block in epidemiology_card(one, session.knowledge, asked, level=2)]
        if general:
            cards.append(Heading("All sites together", 1))
        cards += [block for one in general for block in epidemiology_card(one, session.knowledge, None, level=2)]
        return [Heading("Epidemiology" + (f": {site_names([asked], sites)}" if asked else "")), *cards]

    query = {"site": asked} if asked else {}
    return Answer(
        "epidemiology", query, [*own, *general], blocks, [where.note] if where and where.note else [], explode="figures"
    )


def _concerns(one: Epidemiology, asked: str | None, sites: dict[str, Site]) -> bool:
    return concerns(asked, sites_named(one.sites, one.figures), sites)


def _is_of(one: Epidemiology, asked: str, sites: dict[str, Site]) -> bool:
    """Tell whether a measure, or one of its figures, names the site or a part or group of it; "any site" is none."""
    named = [site for site in sites_named(one.sites, one.figures) if site != "net"]
    return bool(named) and concerns(asked, named, sites)
