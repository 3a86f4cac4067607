"""Search ClinicalTrials.gov live: the one module that a command needs."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from netcli.knowledge.model import Source, Trial
from netcli.registries.cache import utc_now
from netcli.registries.countries import find_country
from netcli.registries.essie import country_term, phase_term, status_names, words
from netcli.registries.listing import Listing
from netcli.registries.mapping import FIELDS
from netcli.registries.patience import Patience
from netcli.registries.query import RegisterQuery
from netcli.registries.ranking import is_about_nets, rank
from netcli.registries.register import Progress, Register
from netcli.registries.transport import Transport, by_requests, by_urllib
from netcli.registries.web_search import web_search_url


class RegisterAnswer(Struct, frozen=True, kw_only=True):
    """Trials as the register holds them, with what was asked (`url`) and when (`asked_at`, UTC).

    `total` is what the register counts; `more` that it has trials beyond the limit; `moved_behind` how many
    of those shown name no neuroendocrine tumour and therefore stand last. `sources` is by id.
    """

    trials: list[Trial]
    sources: dict[str, Source]
    total: int | None
    more: bool
    moved_behind: int
    url: str
    web_url: str
    asked_at: str
    from_cache: bool
    notes: list[str]


def search_trials(
    query: RegisterQuery,
    *,
    refresh: bool = False,
    progress: Progress | None = None,
    patience: Patience | None = None,
    transports: Sequence[Transport] = (by_requests, by_urllib),
    now: Callable[[], datetime] = utc_now,
) -> RegisterAnswer:
    """Ask the register and put trials about neuroendocrine tumours first.

    Raise RegisterUnavailable (the hint holds the web page to open instead), UnknownValue for a country or
    an address that netcli does not know.
    """
    web_url = web_search_url(query)
    register = Register(web_url, refresh=refresh, progress=progress, patience=patience, transports=transports, now=now)
    listing = Listing(register, search_parameters(query), max(1, query.limit), progress)
    records, moved = rank(listing) if is_about_nets(query.condition) else (list(listing), 0)
    register.cache.prune()
    return RegisterAnswer(
        trials=[record.trial for record in records],
        sources={record.source.id: record.source for record in records},
        total=listing.total,
        more=listing.more,
        moved_behind=moved,
        url=listing.url,
        web_url=web_url,
        asked_at=listing.asked_at,
        from_cache=listing.from_cache,
        notes=[*_notes(query, len(records), moved, listing), *listing.notes],
    )


def search_parameters(query: RegisterQuery) -> list[tuple[str, str]]:
    """Return the parameters of `/studies` for a query, not yet encoded.

    Phase and country go into `filter.advanced`: there is no `filter.phase`, and an unknown parameter is refused.
    """
    countries = [find_country(name) for name in query.countries]
    advanced = [term for term in (phase_term(query.phases, joint=query.joint), country_term(countries)) if term]
    parameters = [
        ("format", "json"),
        ("query.cond", words(query.condition)),
        ("query.intr", words(query.drug)),
        ("query.locn", "" if query.lat is not None else words(query.place or query.city)),
        ("filter.overallStatus", ",".join(status_names(query.statuses))),
        ("filter.advanced", " AND ".join(advanced)),
        ("filter.geo", _distance(query)),
        ("fields", FIELDS),
    ]
    return [(name, value) for name, value in parameters if value]


def _distance(query: RegisterQuery) -> str:
    if query.lat is None or query.lon is None:
        return ""
    lat, lon, within = (f"{number:.6f}".rstrip("0").rstrip(".") for number in (query.lat, query.lon, query.within))
    return f"distance({lat},{lon},{within}{query.unit})"


def _notes(query: RegisterQuery, shown: int, moved: int, listing: Listing) -> list[str]:
    notes = []
    if listing.more:
        known = f"{listing.total:,}" if listing.total is not None else "more"
        notes.append(f"The register has {known} trials; the first {shown:,} are shown.")
    if moved:
        notes.append(f"{moved:,} of {shown:,} trials do not name a neuroendocrine tumour first; they stand last.")
    if query.near and query.lat is None:
        notes.append("A place given by name is searched as a word; a distance needs LAT,LON.")
    return notes
