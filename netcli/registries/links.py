"""Links that put one question to each register. Pure: nothing is asked here.

The rules were read from the registers' own pages, the R package ctrdata (EU CTR `phase=`, ISRCTN
`filters=`) and NCI's front end (`tp=`, `rl=`). A register without search links gets its page and the
words to type.
"""

from collections.abc import Sequence

from msgspec import Struct

from netcli.registries.countries import EU_CTR, EU_EEA, Country, find_country
from netcli.registries.query import RegisterQuery
from netcli.registries.web_search import build_url, web_search

NCI_SEARCH = "https://www.cancer.gov/research/participate/clinical-trials-search"
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
EU_CTR_PHASES = {"1": "phase-one", "2": "phase-two", "3": "phase-three", "4": "phase-four"}
ISRCTN_STATUSES = {
    "not-yet-recruiting": "ongoing",
    "recruiting": "ongoing",
    "enrolling-by-invitation": "ongoing",
    "active-not-recruiting": "ongoing",
    "completed": "completed",
    "terminated": "stopped",
    "suspended": "stopped",
    "withdrawn": "stopped",
}
ISRCTN_NAMES = {"US": "United States of America", "CZ": "Czech Republic", "TR": "Türkiye"}
OPEN = {"recruiting", "not-yet-recruiting", "enrolling-by-invitation"}


class Link(Struct, frozen=True, kw_only=True):
    """A page of a register. `note` says what the link does not filter, or which words to type."""

    registry: str
    label: str
    url: str
    note: str = ""


def search_links(query: RegisterQuery) -> list[Link]:
    """Return one search link per register for `query`; raise UnknownValue for an unknown country.

    ANZCTR and jRCT are added when the query names their countries.
    """
    countries = [find_country(name) for name in query.countries]
    links = [build(query, countries) for build in (_ctgov, _ctis, _eu_ctr, _isrctn, _ictrp)]
    asked = {country.iso2 for country in countries}
    regional = ([_anzctr(query)] if asked & {"AU", "NZ"} else []) + ([_jrct(query)] if "JP" in asked else [])
    return [*links, _nci(query), *regional]


def _ctgov(query: RegisterQuery, countries: Sequence[Country]) -> Link:
    url, note = web_search(query, countries)
    return Link(registry="ClinicalTrials.gov", label="ClinicalTrials.gov: worldwide", url=url, note=note)


def _ctis(query: RegisterQuery, countries: Sequence[Country]) -> Link:
    members = [country.name for country in countries if country.iso2 in EU_EEA]
    outside = [country.name for country in countries if country.iso2 not in EU_EEA]
    words = [f'type "{_words(query)}" under "Contain all of these terms"']
    words += [f"choose phase {' or '.join(_roman(query))}"] if _roman(query) else []
    words += [f"choose country {' or '.join(members)}"] if members else []
    words += [f"choose status {' or '.join(query.statuses)}"] if query.statuses else []
    notes = [f"It takes no search link: {', '.join(words)}."]
    notes += [f"EU and EEA only, not {' or '.join(outside)}."] if outside else []
    return Link(
        registry="EU CTIS",
        label="EU CTIS: drug trials in the EU and EEA since 2023, and those moved there",
        url="https://euclinicaltrials.eu/search-for-clinical-trials/?lang=en",
        note=" ".join(notes + _blind_spots(query)),
    )


def _eu_ctr(query: RegisterQuery, countries: Sequence[Country]) -> Link:
    phases = [("phase", EU_CTR_PHASES[phase]) for phase in query.phases if phase in EU_CTR_PHASES]
    codes = dict.fromkeys(c.iso2.lower() if c.iso2 in EU_CTR else "3rd" for c in countries)
    notes = ["Trials begun before 2023; a status shown there may be out of date."]
    notes += ["It does not filter by status."] if query.statuses else []
    notes += ["It shows trials of either phase."] if query.joint else []
    notes += ["Adult phase 1 trials are not public there."] if "1" in query.phases else []
    notes += ['Every country outside the EU, EEA and UK is its "3rd".'] if "3rd" in codes else []
    parameters = [("query", _joined(query)), *phases, *(("country", code) for code in codes)]
    return Link(
        registry="EU CTR (historic)",
        label="EU CTR (historic): EudraCT trials",
        url=build_url("https://www.clinicaltrialsregister.eu/ctr-search/search", parameters),
        note=" ".join(notes + _blind_spots(query)),
    )


def _isrctn(query: RegisterQuery, countries: Sequence[Country]) -> Link:
    chosen = {
        "phase": [f"Phase {phase}" for phase in _roman(query)],
        "trialStatus": list(dict.fromkeys(ISRCTN_STATUSES.get(status, "") for status in query.statuses)),
        "recruitmentCountry": [ISRCTN_NAMES.get(country.iso2, country.name) for country in countries],
    }
    filters = [f"{name}:{values[0]}" for name, values in chosen.items() if len(values) == 1 and values[0]]
    missing = [name for name, values in chosen.items() if len(values) > 1 or "" in values]
    spoken = {"phase": "phases", "trialStatus": "statuses", "recruitmentCountry": "countries"}
    asked = " and ".join(spoken[name] for name in missing)
    notes = [f"It takes one value a filter: choose the {asked} on the page."] if missing else []
    return Link(
        registry="ISRCTN",
        label="ISRCTN: UK and international",
        url=build_url("https://www.isrctn.com/search", [("q", _joined(query)), ("filters", ",".join(filters))]),
        note=" ".join(notes + _blind_spots(query)),
    )


def _ictrp(query: RegisterQuery, countries: Sequence[Country]) -> Link:
    words = [f'type "{query.words}" as condition']
    words += [f'"{query.drug}" as intervention'] if query.drug else []
    words += [f"choose phase {' or '.join(query.phases)}"] if query.phases else []
    words += [f"choose country {' or '.join(country.name for country in countries)}"] if countries else []
    words += ["choose recruitment status recruiting"] if "recruiting" in query.statuses else []
    return Link(
        registry="WHO ICTRP",
        label="WHO ICTRP: all registers of the WHO network",
        url="https://trialsearch.who.int/AdvSearch.aspx",
        note=" ".join([f"It takes no search link: {', '.join(words)}.", *_place_note(query)]),
    )


def _nci(query: RegisterQuery) -> Link:
    phases = [("tp", roman.lower()) for joint in _roman(query) for roman in joint.split("/")]
    form = [("loc", "0"), ("rl", "2" if phases else "1")]
    words = " ".join(part for part in (query.condition, query.drug) if part)
    notes = ["Only trials open at sites in the United States."]
    notes += ["It does not filter by status."] if set(query.statuses) - OPEN else []
    return Link(
        registry="NCI",
        label="NCI: cancer.gov, open trials in the United States",
        url=build_url(f"{NCI_SEARCH}/r", [*form, ("q", words), *phases]),
        note=" ".join(notes + _place_note(query) + _phase_note(query)),
    )


def _anzctr(query: RegisterQuery) -> Link:
    url = build_url("https://www.anzctr.org.au/TrialSearch.aspx", [("searchTxt", query.words)]).replace("?", "#&&", 1)
    note = "The link carries the words only."
    return Link(registry="ANZCTR", label="ANZCTR: Australia and New Zealand", url=url, note=note)


def _jrct(query: RegisterQuery) -> Link:
    note = f'No search link is confirmed: type "{_words(query)}".'
    return Link(registry="jRCT", label="jRCT: Japan", url="https://jrct.mhlw.go.jp/", note=note)


def _words(query: RegisterQuery) -> str:
    return " ".join(part for part in (query.words, query.drug) if part)


def _joined(query: RegisterQuery) -> str:
    return " AND ".join(part for part in (query.words, query.drug) if part)


def _roman(query: RegisterQuery) -> list[str]:
    """Return the phases in Roman numerals; a joint label as one, I/II."""
    known = [ROMAN[phase] for phase in query.phases if phase in ROMAN]
    return ["/".join(known)] if query.joint and known else known


def _blind_spots(query: RegisterQuery) -> list[str]:
    return _phase_note(query) + _place_note(query)


def _phase_note(query: RegisterQuery) -> list[str]:
    missing = [phase for phase in query.phases if phase not in ROMAN]
    return [f"It does not filter by phase {' or '.join(missing)}."] if missing else []


def _place_note(query: RegisterQuery) -> list[str]:
    return ["It does not filter by distance."] if query.near else []
