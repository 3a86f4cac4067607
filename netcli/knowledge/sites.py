"""The site tree: which sites a site covers and which cover it."""

from netcli.knowledge.model import Site

Sites = dict[str, Site]


def covered_by(site: str, sites: Sites) -> set[str]:
    """Return `site` and everything below it: its parts, the members of a group, and their parts."""
    covered: set[str] = set()
    waiting = [site]
    while waiting:
        current = waiting.pop()
        if current not in covered:
            covered.add(current)
            waiting.extend(sites[current].members)
            waiting.extend(part.id for part in sites.values() if part.parent == current)
    return covered


def overlap(asked: str, stated: str, sites: Sites) -> bool:
    """Tell whether a statement on `stated` concerns `asked`: the same site, a part of it, or a group that holds it."""
    return asked in covered_by(stated, sites) or stated in covered_by(asked, sites)


def concerns(asked: str | None, stated: list[str], sites: Sites) -> bool:
    """Tell whether any of the stated sites concerns the one asked; no question and no limit always do."""
    return asked is None or not stated or any(overlap(asked, one, sites) for one in stated)


def site_names(ids: list[str], sites: Sites) -> str:
    """Return the sites as words."""
    return ", ".join(sites[one].name.lower() for one in ids) if ids else ""
