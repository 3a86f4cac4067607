"""Expressions in Essie, the query language of ClinicalTrials.gov.

`AREA[Phase]PHASE3`, `AREA[LocationCountry]"Germany"`; there is no `filter.phase` in the API.
"""

import re
from collections.abc import Sequence

from netcli.knowledge.vocabulary import Phase
from netcli.registries.countries import Country
from netcli.registries.query import RegisterQuery

REGISTER_PHASES: dict[str, Phase] = {
    "EARLY_PHASE1": "early-1",
    "PHASE1": "1",
    "PHASE2": "2",
    "PHASE3": "3",
    "PHASE4": "4",
    "NA": "na",
}


def words(text: str) -> str:
    """Return what was typed as search words: on one line, unbalanced brackets and quotes left out.

    The register answers unbalanced ones with an error.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    balanced = all(line.count(a) == line.count(b) for a, b in ("()", "[]")) and line.count('"') % 2 == 0
    return line if balanced else re.sub(r'[()\[\]"]', " ", line).strip()


def any_of(area: str, values: Sequence[str]) -> str:
    """Return the expression for studies whose `area` holds one of `values`; empty without values."""
    if not values:
        return ""
    joined = " OR ".join(values)
    return f"AREA[{area}]{joined}" if joined == values[0] else f"AREA[{area}]({joined})"


def phase_term(phases: Sequence[str], *, joint: bool = False) -> str:
    """Return the expression for any of `phases`, or for all; a Phase 1/Phase 2 study matches both 1 and 2."""
    names = [name for name, phase in REGISTER_PHASES.items() if phase in phases]
    return " AND ".join(f"AREA[Phase]{name}" for name in names) if joint else any_of("Phase", names)


def country_term(countries: Sequence[Country]) -> str:
    """Return the expression for a site in any of `countries`."""
    return any_of("LocationCountry", [f'"{country.name}"' for country in countries])


def status_names(statuses: Sequence[str]) -> list[str]:
    """Return the register's words for our statuses."""
    return [status.replace("-", "_").upper() for status in statuses]


def expert_term(query: RegisterQuery, countries: Sequence[Country]) -> str:
    """Return the whole query as one expression, for the expert search of the web site."""
    drug = words(query.drug)
    parts = [
        f"AREA[ConditionSearch]({words(query.condition)})",
        f"AREA[InterventionSearch]({drug})" if drug else "",
        phase_term(query.phases, joint=query.joint),
        any_of("OverallStatus", status_names(query.statuses)),
        country_term(countries),
    ]
    return " AND ".join(part for part in parts if part)
