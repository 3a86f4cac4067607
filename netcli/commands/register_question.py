"""The question of `netcli trials` in the registers' own words: condition, drug, place and distance."""

from collections.abc import Mapping
from typing import Any

from netcli.knowledge.load import Knowledge
from netcli.knowledge.model import Site, Therapy
from netcli.registries.countries import COUNTRIES, EU_EEA
from netcli.registries.query import DEFAULT_CONDITION, RegisterQuery, parse_near, parse_within

REGION_COUNTRIES = {"us": "US", "uk": "GB", "jp": "JP", "cn": "CN", "ca": "CA", "au": "AU", "kr": "KR", "sg": "SG"}


def register_query(query: Mapping[str, Any], options: Mapping[str, Any], knowledge: Knowledge) -> RegisterQuery:
    """Return the question to every register. `options` holds condition, near, within and limit as typed."""
    near = options["near"]
    distance, unit = parse_within(options["within"])
    place, lat, lon = parse_near(near) if near is not None else ("", None, None)
    return RegisterQuery(
        condition=options["condition"] or _condition(query.get("site"), knowledge),
        phases=query.get("phase", []),
        joint=len(query.get("phase", [])) > 1,
        statuses=[query["status"]] if "status" in query else [],
        drug=_drug(query.get("drug", []), knowledge),
        # No register takes all of the EU as one place; its links say so by their scope.
        countries=[] if query.get("region") == "eu" and "country" not in query else countries_of(query),
        place=place,
        lat=lat,
        lon=lon,
        within=distance,
        unit=unit,
        limit=options["limit"],
    )


def countries_of(query: Mapping[str, Any]) -> list[str]:
    """Return the countries that a question names, by itself or by its region; none for the whole world."""
    if "country" in query:
        return [query["country"]]
    region = query.get("region", "global")
    codes = EU_EEA if region == "eu" else {REGION_COUNTRIES.get(region, "")}
    return [one.name for one in COUNTRIES if one.iso2 in codes]


def _condition(site: str | None, knowledge: Knowledge) -> str:
    """Return what the registers call a tumour of a site; the nearest site above that says so, or NET."""
    sites = knowledge.of(Site)
    while site is not None:
        if sites[site].condition:
            return sites[site].condition
        site = sites[site].parent
    return DEFAULT_CONDITION


def _drug(drugs: list[str], knowledge: Knowledge) -> str:
    """Return what the registers call the drugs, as one expression."""
    therapies = knowledge.of(Therapy)
    named = [therapies[one].register_terms or therapies[one].name if one in therapies else one for one in drugs]
    return " OR ".join(dict.fromkeys(named))
