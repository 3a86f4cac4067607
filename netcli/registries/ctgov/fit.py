"""Check what came back against what was asked: a register that ignores a filter must not answer for it."""

from netcli.knowledge.trials import Location, place_fits
from netcli.registries.ctgov.mapping import RegisterRecord
from netcli.registries.query import RegisterQuery


def record_fits(record: RegisterRecord, query: RegisterQuery) -> bool:
    """Return whether a record shows the phase, the status and the place asked for.

    The place is judged as for the curated trials; condition, drug and distance are the register's to judge.
    """
    trial = record.trial
    every = all if query.joint else any
    return (
        (not query.phases or every(phase in trial.phases for phase in query.phases))
        and (not query.statuses or (trial.status in query.statuses and "status" not in record.missing))
        and place_fits(trial, Location(_spellings(query), query.eu))
    )


def _spellings(query: RegisterQuery) -> frozenset[str]:
    """Return the countries asked for by every name that a record may give them."""
    return frozenset(name for country in query.wanted_countries for name in (country.name, *country.aliases))
