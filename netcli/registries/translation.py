"""A question to the trials, translated into the registers' own words: condition, drug, place and distance."""

from collections.abc import Mapping
from typing import Any, cast

from netcli.errors import UnknownValue
from netcli.knowledge.earlier import earlier_in_words
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Therapy
from netcli.knowledge.trials import Location, TrialQuestion, TypedTrialQuestion
from netcli.knowledge.typed import read_question
from netcli.knowledge.vocabulary import Phase, Region
from netcli.knowledge.wording import local_mark, marked
from netcli.registries.countries import COUNTRIES, EU_EEA, find_country
from netcli.registries.query import DEFAULT_CONDITION, DEFAULT_LIMIT, RegisterQuery, parse_near, parse_within
from netcli.text import clean

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


def read_trial_question(typed: TypedTrialQuestion, knowledge: Knowledge) -> tuple[TrialQuestion, list[str]]:
    """Return a question, and a note on each value that was interpreted.

    Raise UnknownValue, for a country outside the region too; TypeError.
    """
    values, notes = read_question(TypedTrialQuestion, typed, knowledge)
    named = typed.get("country")
    asked = TrialQuestion(**values, country=None if named is None else find_country(named).name)
    region = asked.region or "global"
    if asked.country is not None and region != "global" and asked.country not in _countries_in(region):
        raise UnknownValue(
            f"{asked.country} is not in the region {region.upper()}", "Give one of --region and --country."
        )
    return asked, notes


def register_query(query: TrialQuestion, options: Mapping[str, Any], knowledge: Knowledge) -> RegisterQuery:
    """Return the question to every register. `options` holds condition, near, within and limit where given."""
    near = options.get("near")
    distance, unit = parse_within(options.get("within", DEFAULT_WITHIN))
    place, lat, lon = parse_near(near) if near is not None else ("", None, None)
    eu = place_of(query).eu
    return RegisterQuery(
        condition=clean(options.get("condition") or "") or _condition(query.site, knowledge),
        phases=cast("list[Phase]", list(query.phase)),
        joint=len(query.phase) > 1,
        statuses=[query.status] if query.status is not None else [],
        drug=_drug(query.drug, knowledge),
        # No register's page takes all of the EU as one place; the links say so by their scope.
        countries=[] if eu else _countries_of(query),
        eu=eu,
        place=place,
        lat=lat,
        lon=lon,
        within=distance,
        unit=unit,
        limit=options.get("limit", DEFAULT_LIMIT),
    )


def place_of(query: TrialQuestion) -> Location:
    """Return where the trials have to be; `eu` when the whole EU and EEA is asked for, not a country of it."""
    return Location(frozenset(_countries_of(query)), query.region == "eu" and query.country is None)


def _countries_of(query: TrialQuestion) -> list[str]:
    """Return the countries that a question names, by itself or by its region; none for the whole world."""
    return [query.country] if query.country is not None else _countries_in(query.region or "global")


def _countries_in(region: Region) -> list[str]:
    codes = EU_EEA if region == "eu" else {REGION_COUNTRIES.get(region, "")}
    return [one.name for one in COUNTRIES if one.iso2 in codes]


def unasked(query: TrialQuestion, asked: RegisterQuery, knowledge: Knowledge) -> dict[str, str]:
    """Return what of the question the register could not be asked, by field, with a note on each."""
    notes = {}
    if query.grade is not None:
        notes["grade"] = (
            f"not applied: grade {query.grade}; ClinicalTrials.gov does not record it, so other grades are among these"
        )
    if query.line is not None:
        notes["line"] = f"not applied: line {query.line}; ClinicalTrials.gov does not record it"
    if query.sstr is not None:
        notes["sstr"] = f"not applied: SSTR {query.sstr}; ClinicalTrials.gov does not record it"
    if query.functional is not None:
        notes["functional"] = f"not applied: {query.functional}; ClinicalTrials.gov does not record it"
    if query.after:
        named = " or ".join(earlier_in_words(one, knowledge) for one in query.after)
        notes["after"] = f"not applied: after {named}; ClinicalTrials.gov does not record earlier treatment"
    site = knowledge.of(Site)[query.site] if query.site is not None else None
    if site is not None and asked.condition != site.condition and site.parent:
        name = marked(site.name, site)
        notes["site"] = f'not applied: site {name}; ClinicalTrials.gov was asked for "{asked.condition}"'
    return notes


def local_words(query: TrialQuestion, knowledge: Knowledge) -> str:
    """Return the marks of the overlays whose words for a site or a drug stand in the question to the registers."""
    therapies = knowledge.of(Therapy)
    asked = [_naming(query.site, knowledge), *(therapies.get(one) for one in query.drug)]
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


def _drug(drugs: tuple[str, ...], knowledge: Knowledge) -> str:
    """Return what the registers call the drugs, as one expression."""
    therapies = knowledge.of(Therapy)
    named = [therapies[one].register_terms or therapies[one].name if one in therapies else one for one in drugs]
    return " OR ".join(dict.fromkeys(named))
