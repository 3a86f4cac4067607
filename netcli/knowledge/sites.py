"""The site tree: which sites a site covers and which cover it."""

from collections.abc import Mapping

from msgspec import Struct

from netcli.knowledge.model import Site
from netcli.knowledge.wording import marked

Sites = Mapping[str, Site]


def directly_below(site: str, sites: Sites) -> list[str]:
    """Return the members of a group and the parts of a site."""
    return [*sites[site].members, *(part.id for part in sites.values() if part.parent == site)]


def covered_by(site: str, sites: Sites) -> set[str]:
    """Return `site` and everything below it: its parts, the members of a group, and their parts."""
    covered: set[str] = set()
    waiting = [site]
    while waiting:
        current = waiting.pop()
        if current not in covered and current in sites:
            covered.add(current)
            waiting.extend(directly_below(current, sites))
    return covered


def overlap(asked: str, stated: str, sites: Sites) -> bool:
    """Tell whether a statement on `stated` concerns `asked`: the two have at least one organ in common.

    The same site, a part of it, a group that holds it, or a group that crosses it (foregut and digestive system).
    """
    return not covered_by(asked, sites).isdisjoint(covered_by(stated, sites))


def concerns(asked: str | None, stated: list[str], sites: Sites) -> bool:
    """Tell whether any of the stated sites concerns the one asked; no question and no limit always do."""
    return asked is None or not stated or any(overlap(asked, one, sites) for one in stated)


class Area(Struct, frozen=True):
    """What a question about a site takes in, found once for all that is asked about it; `near` are site ids."""

    near: frozenset[str]
    sites: Sites

    def concerns(self, stated: list[str]) -> bool:
        """Tell whether any of the stated sites concerns the one asked; no limit always does."""
        return not stated or not self.near.isdisjoint(stated)


def area(asked: str | None, sites: Sites) -> Area:
    """Return what a question takes in: everything when it names no site."""
    if asked is None:
        return Area(frozenset(sites), sites)
    covered = covered_by(asked, sites)
    return Area(frozenset(one for one in sites if not covered.isdisjoint(covered_by(one, sites))), sites)


def site_names(ids: list[str], sites: Sites) -> str:
    """Return the sites as words."""
    return ", ".join(marked(sites[one].name.lower(), sites[one]) for one in ids)
