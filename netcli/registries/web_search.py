"""The search page of the ClinicalTrials.gov web site as a link.

Its filters are `aggFilters=phase:3,status:rec not`; several countries need the expert search. Old names
(`recrs=`, `type=`) are silently ignored by the site, and so is an unknown code: it shows an empty list.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from netcli.registries.countries import Country, find_country
from netcli.registries.essie import expert_term
from netcli.registries.query import RegisterQuery

# Harmless in a query, and far easier to read than their codes.
_READABLE = ",:()/"
# Only codes that were seen to work.
PHASE_CODES = {"early-1": "0", "1": "1", "2": "2", "3": "3", "4": "4"}
STATUS_CODES = {
    "not-yet-recruiting": "not",
    "recruiting": "rec",
    "active-not-recruiting": "act",
    "completed": "com",
    "terminated": "ter",
    "suspended": "sus",
    "withdrawn": "wit",
    "unknown": "unk",
}


def web_search_url(query: RegisterQuery) -> str:
    """Return the page to open for `query`; raise UnknownValue for an unknown country."""
    return web_search(query, [find_country(name) for name in query.countries])[0]


def web_search(query: RegisterQuery, countries: Sequence[Country]) -> tuple[str, str]:
    """Return (address, note on what it does not filter)."""
    unseen = not set(query.phases) <= set(PHASE_CODES) or not set(query.statuses) <= set(STATUS_CODES)
    if len(countries) > 1 or unseen or query.joint:
        url = build_url("https://clinicaltrials.gov/expert-search", [("term", expert_term(query, countries))])
        return url, _unfiltered(query, "The expert search does not filter by distance.")
    filters = [_filter("phase", query.phases, PHASE_CODES), _filter("status", query.statuses, STATUS_CODES)]
    parameters = [
        ("cond", query.condition),
        ("intr", query.drug),
        *_place(query, countries),
        ("aggFilters", ",".join(part for part in filters if part)),
    ]
    url = build_url("https://clinicaltrials.gov/search", parameters)
    return url, _unfiltered(query, f"Within {query.miles} miles; check on the page that it knows the place.")


def _unfiltered(query: RegisterQuery, of_place: str) -> str:
    notes = ["It is not narrowed to the EU and EEA."] if query.eu else []
    return " ".join(notes + ([of_place] if query.near else []))


def _filter(name: str, values: Sequence[str], codes: dict[str, str]) -> str:
    chosen = [codes[value] for value in dict.fromkeys(values)]
    return f"{name}:{' '.join(chosen)}" if chosen else ""


def _place(query: RegisterQuery, countries: Sequence[Country]) -> list[tuple[str, str]]:
    country = [("country", country.name) for country in countries]
    if not query.near:
        return country
    distance = ("distance", str(query.miles))
    if query.lat is not None and query.lon is not None:
        lat, lon = f"{query.lat:.6g}", f"{query.lon:.6g}"
        return [("locStr", f"{lat},{lon}"), *country, ("lat", lat), ("lng", lon), distance]
    return [("locStr", query.place), *country, ("city", query.place.split(",")[0].strip()), distance]


def build_url(page: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return `page` with the parameters that have a value. Values are given as they are, not encoded."""
    given = [(name, value) for name, value in parameters if value]
    return f"{page}?{urlencode(given, quote_via=quote, safe=_READABLE, errors='replace')}" if given else page
