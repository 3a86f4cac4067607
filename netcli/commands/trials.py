"""`netcli trials`: curated trials and their results, links for every register, and the live question."""

from typing import Annotated, Any

import typer

from netcli.commands.live import live_trials, register_changes
from netcli.errors import NoMatch
from netcli.knowledge.expand import whole
from netcli.knowledge.model import Site
from netcli.knowledge.names import Reading, resolve_site, resolve_word
from netcli.knowledge.trials import TrialQuestion, fitting_trials, resolve_drug
from netcli.knowledge.words import REGIONS, TRIAL_STATUSES, resolve_phases
from netcli.options import RegionOption, Session, SiteOption, answers, complete_names, complete_words
from netcli.output.answer import Answer
from netcli.registries.countries import COUNTRIES, EU_EEA, find_country
from netcli.registries.links import search_links
from netcli.registries.query import DEFAULT_CONDITION, DEFAULT_LIMIT, RegisterQuery, parse_near, parse_within
from netcli.views.trials import trial_blocks

PhaseOption = Annotated[
    str | None,
    typer.Option(help="1, 2, 3, III, early-1; 1/2 is the registers' one label Phase 1/Phase 2.",
                 autocompletion=complete_words("phase"), show_default=False),
]  # fmt: skip
DrugOption = Annotated[
    str | None, typer.Option(help="Drug, brand or code.", autocompletion=complete_names, show_default=False)
]
StatusOption = Annotated[
    str | None,
    typer.Option(help="recruiting, active-not-recruiting, completed ...", autocompletion=complete_words("trial-status"),
                 show_default=False),
]  # fmt: skip
CountryOption = Annotated[str | None, typer.Option(help="Country by English name or ISO code.", show_default=False)]
NearOption = Annotated[str | None, typer.Option(help="A place, or LAT,LON.", show_default=False)]
WithinOption = Annotated[str, typer.Option(help="Distance from --near: 50, 50km, 30mi.")]
ConditionOption = Annotated[
    str | None, typer.Option(help="Condition for the registers, instead of NET and site.", show_default=False)
]
LiveOption = Annotated[bool, typer.Option("--live", help="Ask ClinicalTrials.gov now (needs the network).")]
LimitOption = Annotated[int, typer.Option(min=1, max=10_000, help="Most trials that --live fetches.")]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Ask again, though an answer of today is kept.")]
DiffOption = Annotated[
    bool, typer.Option("--diff", help="With --live: what the register holds differently from the curated trials.")
]
OpenOption = Annotated[bool, typer.Option("--open", help="Open the ClinicalTrials.gov search in the browser.")]
REGION_COUNTRIES = {"us": "US", "uk": "GB", "jp": "JP", "cn": "CN", "ca": "CA", "au": "AU", "kr": "KR", "sg": "SG"}


@answers
def trials(
    session: Session,
    phase: PhaseOption = None,
    site: SiteOption = None,
    drug: DrugOption = None,
    status: StatusOption = None,
    region: RegionOption = None,
    country: CountryOption = None,
    near: NearOption = None,
    within: WithinOption = "50km",
    condition: ConditionOption = None,
    live: LiveOption = False,  # noqa: FBT002
    limit: LimitOption = DEFAULT_LIMIT,
    refresh: RefreshOption = False,  # noqa: FBT002
    diff: DiffOption = False,  # noqa: FBT002
    open_: OpenOption = False,  # noqa: FBT002
) -> Answer:
    """Show curated trials with their results, and ready search links for every register.

    Each status carries the day on which it was seen. --region eu shows trials with a European number or an
    EU/EEA country: the European pipeline. --live asks ClinicalTrials.gov itself, and keeps the answer for a day.
    """
    if diff:
        return register_changes(session, refresh=refresh)
    readings: dict[str, Reading | None] = {
        "site": site if site is None else resolve_site(site, session.knowledge),
        "drug": drug if drug is None else resolve_drug(drug, session.knowledge),
        "status": status if status is None else resolve_word("trial status", status, TRIAL_STATUSES),
        "region": region if region is None else resolve_word("region", region, REGIONS),
    }
    phases, phase_note = resolve_phases(phase) if phase is not None else ((), "")
    place = find_country(country).name if country is not None else ""
    asked = {name: reading.id for name, reading in readings.items() if reading}
    query: dict[str, Any] = {
        **({"phase": list(phases)} if phases else {}),
        **asked,
        **({"country": place} if place else {}),
    }
    question = TrialQuestion(
        phases, asked.get("site"), asked.get("drug"), asked.get("status"),
        frozenset(_countries(asked.get("region"), place)), eu=asked.get("region") == "eu" and not place,
    )  # fmt: skip
    notes = [reading.note for reading in readings.values() if reading and reading.note] + (
        [phase_note] if phase_note else []
    )
    register_query = _register_query(query, condition, drug, near, within, limit, session)
    if near is not None:
        query["near"] = register_query.place or f"{register_query.lat:g},{register_query.lon:g}"
    links = search_links(register_query)
    if open_:
        typer.launch(links[0].url)
    if live:
        return live_trials(session, register_query, query, notes, links, refresh=refresh)
    if near is not None or condition is not None:
        notes.append("--near and --condition act on the links and on --live, not on the curated trials")
    found = fitting_trials(session.knowledge, question)
    if not found:
        raise NoMatch("none of the curated trials fits all of these at once", f"search the register: {links[0].url}")
    return Answer(
        name="trials",
        query=query,
        results=[whole(trial, session.knowledge) for trial in found],
        blocks=lambda: trial_blocks(found, links, _title(query, session), session.knowledge),
        notes=notes,
        extra={"links": links},
    )


def _countries(region: str | None, country: str) -> list[str]:
    if country:
        return [country]
    if region is None or region == "global":
        return []
    codes = EU_EEA if region == "eu" else {REGION_COUNTRIES[region]}
    return [one.name for one in COUNTRIES if one.iso2 in codes]


def _register_query(
    query: dict[str, Any],
    condition: str | None,
    drug: str | None,
    near: str | None,
    within: str,
    limit: int,
    session: Session,
) -> RegisterQuery:
    distance, unit = parse_within(within)
    place, lat, lon = parse_near(near) if near is not None else ("", None, None)
    countries = (
        _countries(query.get("region"), query.get("country", ""))
        if query.get("region") != "eu" or query.get("country")
        else []
    )
    return RegisterQuery(
        condition=condition or _condition(query.get("site"), session),
        phases=query.get("phase", []),
        statuses=[query["status"]] if "status" in query else [],
        drug=_register_drug(query.get("drug"), drug, session),
        countries=countries,
        place=place, lat=lat, lon=lon, within=distance, unit=unit, limit=limit,
    )  # fmt: skip


def _condition(site: str | None, session: Session) -> str:
    """Return what the registers call a tumour of a site; the nearest site above that says so, or NET."""
    sites: dict[str, Site] = session.knowledge.of(Site)
    while site is not None:
        if sites[site].condition:
            return sites[site].condition
        site = sites[site].parent
    return DEFAULT_CONDITION


def _register_drug(drug: str | None, typed: str | None, session: Session) -> str:
    from netcli.knowledge.model import Therapy

    therapies = session.knowledge.of(Therapy)
    return therapies[drug].name if drug in therapies else drug or typed or ""


def _title(query: dict[str, Any], session: Session) -> str:
    said = {**query}
    if "phase" in query:
        said["phase"] = "phase " + "/".join(query["phase"])
    if "site" in query:
        said["site"] = session.knowledge.of(Site)[query["site"]].name.lower()
    if "region" in query:
        said["region"] = f"region {query['region'].upper()}"
    return f"Trials: {', '.join(map(str, said.values())) or 'all curated'}"
