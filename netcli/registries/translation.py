"""The question of `netcli trials` in the registers' own words: condition, drug, place and distance."""

from collections.abc import Mapping
from typing import Any

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Therapy
from netcli.knowledge.wording import local_mark, marked
from netcli.registries.countries import COUNTRIES, EU_EEA
from netcli.registries.query import DEFAULT_CONDITION, DEFAULT_LIMIT, RegisterQuery, parse_near, parse_within

REGION_COUNTRIES = {"us": "US", "uk": "GB", "jp": "JP", "cn": "CN", "ca": "CA", "au": "AU", "kr": "KR", "sg": "SG"}
DEFAULT_WITHIN = "50km"
# What an option goes with: alone it would do nothing.
_COMPANIONS = {"diff": "live", "limit": "live", "refresh": "live", "within": "near"}


def check_options(options: Mapping[str, Any]) -> None:
    """Raise UnknownValue for an option that would do nothing; `options` holds all that were given."""
    for name, companion in _COMPANIONS.items():
        if name in options and companion not in options:
            raise UnknownValue(f"--{name} goes with --{companion}", f"Add --{companion}, or leave out --{name}.")
    if "diff" in options and (idle := options.keys() - {"diff", "live", "refresh"}):
        named = " or ".join(f"--{name}" for name in sorted(idle))
        raise UnknownValue(f"--diff takes no {named}", "It compares all curated trials: netcli trials --live --diff")


def check_place(query: Mapping[str, Any]) -> None:
    """Raise UnknownValue when the country lies outside the region."""
    region, country = query.get("region", "global"), query.get("country")
    if country is not None and region != "global" and country not in countries_of({"region": region}):
        raise UnknownValue(f"{country} is not in the region {region.upper()}", "Give one of --region and --country.")


def register_query(query: Mapping[str, Any], options: Mapping[str, Any], knowledge: Knowledge) -> RegisterQuery:
    """Return the question to every register. `options` holds condition, near, within and limit where given."""
    near = options.get("near")
    distance, unit = parse_within(options.get("within", DEFAULT_WITHIN))
    place, lat, lon = parse_near(near) if near is not None else ("", None, None)
    eu = asks_eu(query)
    return RegisterQuery(
        condition=options.get("condition") or _condition(query.get("site"), knowledge),
        phases=query.get("phase", []),
        joint=len(query.get("phase", [])) > 1,
        statuses=[query["status"]] if "status" in query else [],
        drug=_drug(query.get("drug", []), knowledge),
        # No register's page takes all of the EU as one place; the links say so by their scope.
        countries=[] if eu else countries_of(query),
        eu=eu,
        place=place,
        lat=lat,
        lon=lon,
        within=distance,
        unit=unit,
        limit=options.get("limit", DEFAULT_LIMIT),
    )


def asks_eu(query: Mapping[str, Any]) -> bool:
    """Tell whether the whole EU and EEA is asked for, not a country of it."""
    return query.get("region") == "eu" and "country" not in query


def countries_of(query: Mapping[str, Any]) -> list[str]:
    """Return the countries that a question names, by itself or by its region; none for the whole world."""
    if "country" in query:
        return [query["country"]]
    region = query.get("region", "global")
    codes = EU_EEA if region == "eu" else {REGION_COUNTRIES.get(region, "")}
    return [one.name for one in COUNTRIES if one.iso2 in codes]


def applied(query: Mapping[str, Any], asked: RegisterQuery, knowledge: Knowledge) -> tuple[dict[str, Any], list[str]]:
    """Return what of the question the register was asked, and a note on what it could not be asked."""
    done, notes = dict(query), []
    if grade := done.pop("grade", None):
        notes.append(
            f"not applied: grade {grade}; ClinicalTrials.gov does not record it, so other grades are among these"
        )
    site = done.get("site")
    if site is not None and asked.condition != knowledge.of(Site)[site].condition and knowledge.of(Site)[site].parent:
        del done["site"]
        name = marked(knowledge.of(Site)[site].name, knowledge.of(Site)[site])
        notes.append(f'not applied: site {name}; ClinicalTrials.gov was asked for "{asked.condition}"')
    return done, notes


def local_words(query: Mapping[str, Any], knowledge: Knowledge) -> str:
    """Return the marks of the overlays whose words for a site or a drug stand in the question to the registers."""
    therapies = knowledge.of(Therapy)
    asked = [_naming(query.get("site"), knowledge), *(therapies.get(one) for one in query.get("drug", []))]
    return "; ".join(dict.fromkeys(local_mark(one) for one in asked if one and one.origin))


def _condition(site: str | None, knowledge: Knowledge) -> str:
    """Return what the registers call a tumour of a site; the nearest site above that says so, or NET."""
    named = _naming(site, knowledge)
    return named.condition if named else DEFAULT_CONDITION


def _naming(site: str | None, knowledge: Knowledge) -> Site | None:
    """Return the site, or the nearest above, that says what the registers call its tumours."""
    sites = knowledge.of(Site)
    while site is not None and not sites[site].condition:
        site = sites[site].parent
    return sites[site] if site is not None else None


def _drug(drugs: list[str], knowledge: Knowledge) -> str:
    """Return what the registers call the drugs, as one expression."""
    therapies = knowledge.of(Therapy)
    named = [therapies[one].register_terms or therapies[one].name if one in therapies else one for one in drugs]
    return " OR ".join(dict.fromkeys(named))
