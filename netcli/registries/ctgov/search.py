"""Search ClinicalTrials.gov live: the one module that a command needs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from netcli.knowledge.model import Source, Trial
from netcli.registries.cache import utc_now
from netcli.registries.ctgov.fit import record_fits
from netcli.registries.ctgov.listing import CTGOV, PAGE_SIZE, Listing
from netcli.registries.ctgov.mapping import FIELDS
from netcli.registries.ctgov.relevance import is_about_nets, rank
from netcli.registries.essie import country_term, phase_term, status_names, words
from netcli.registries.patience import Patience
from netcli.registries.query import RegisterQuery
from netcli.registries.register import Progress, Register
from netcli.registries.web_search import web_search_url
from netcli.text import counted


class RegisterAnswer(Struct, frozen=True, kw_only=True):
    """Trials as the register holds them, with what was asked (`url`) and when (`asked_at`, UTC).

    `stated` holds the trials as plain data, with no more than the register says. `total` is what the register counts;
    `more` that it has trials beyond the limit; `left_out` how many it sent that do not fit the question;
    `moved_behind` how many of those shown name no neuroendocrine tumour and therefore stand last. `sources` is by id.
    """

    trials: list[Trial]
    stated: list[dict[str, Any]]
    sources: dict[str, Source]
    total: int | None
    more: bool
    left_out: int
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
    now: Callable[[], datetime] = utc_now,
) -> RegisterAnswer:
    """Ask the register and put trials about neuroendocrine tumours first.

    All of it takes no longer than the patience allows (45 s) for each 200 trials of the limit.
    Raise RegisterUnavailable (the hint holds the web page to open instead), UnknownValue for a country or
    an address that netcli does not know.
    """
    web_url = web_search_url(query)
    limit = max(1, query.limit)
    patience = patience or Patience()
    patience.begin(-(-limit // PAGE_SIZE))
    register = Register(CTGOV, web_url, refresh=refresh, progress=progress, patience=patience, now=now)
    listing = Listing(
        register, search_parameters(query), limit, progress, fits=lambda record: record_fits(record, query)
    )
    records, moved = rank(listing) if is_about_nets(query.condition) else (list(listing), 0)
    if listing.unread and not listing.read:
        kept = " (they were kept; --refresh asks again)" if listing.from_cache else ""
        raise register.unavailable(f"none of {counted(listing.unread, 'record')} could be read{kept}")
    register.cache.prune()
    return RegisterAnswer(
        trials=[record.trial for record in records],
        stated=[record.stated for record in records],
        sources={record.source.id: record.source for record in records},
        total=listing.total,
        more=listing.more,
        left_out=listing.left_out,
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
    terms = (phase_term(query.phases, joint=query.joint), country_term(query.wanted_countries))
    advanced = [term for term in terms if term]
    parameters = [
        ("format", "json"),
        ("query.cond", words(query.condition)),
        ("query.intr", words(query.drug)),
        ("query.locn", "" if query.lat is not None else words(query.place)),
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
        notes.append(f"The register has {known} trials; the first {listing.read:,} were read.")
    if listing.left_out:
        notes.append(f"Left out: {counted(listing.left_out, 'trial')} not of the phase, status or place asked for.")
    if moved:
        notes.append(f"Shown last: {moved:,} of {counted(shown, 'trial')}, not about neuroendocrine tumours first.")
    if query.near and query.lat is None:
        notes.append("A place given by name is searched as a word; a distance needs LAT,LON.")
    return notes
