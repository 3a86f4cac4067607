"""`netcli trials`: curated trials and their results, links for every register, and the live question."""

from typing import Annotated, Any

import typer
from msgspec.structs import replace

from netcli.commands.trials_live import live_trials, open_page, register_changes
from netcli.errors import NoMatch
from netcli.knowledge.model import Trial
from netcli.knowledge.records import whole
from netcli.knowledge.trials import TrialQuestion, fitting_trials, resolve_drugs
from netcli.knowledge.typed import READERS
from netcli.knowledge.words import resolve_phases
from netcli.options import (
    GradeOption,
    RegionOption,
    Session,
    SiteOption,
    answers,
    complete_countries,
    complete_from,
    complete_words,
)
from netcli.output.answer import Answer
from netcli.registries.countries import find_country
from netcli.registries.links import Link, search_links
from netcli.registries.translation import (
    asks_eu,
    check_options,
    check_place,
    countries_of,
    local_words,
    register_query,
)
from netcli.views.trials import trial_blocks

PhaseOption = Annotated[
    str | None,
    typer.Option(help="1, 2, 3, III, early-1; 1/2 is the registers' one label Phase 1/Phase 2.",
                 autocompletion=complete_words("phase"), show_default=False),
]  # fmt: skip
DrugOption = Annotated[
    str | None, typer.Option(help="Drug, brand or code.", autocompletion=complete_from("therapies"), show_default=False)
]
StatusOption = Annotated[
    str | None,
    typer.Option(help="recruiting, active-not-recruiting, completed ...", autocompletion=complete_words("trial-status"),
                 show_default=False),
]  # fmt: skip
CountryOption = Annotated[
    str | None,
    typer.Option(help="Country by English name or ISO code.", autocompletion=complete_countries, show_default=False),
]
NearOption = Annotated[str | None, typer.Option(help="A place, or LAT,LON.", show_default=False)]
WithinOption = Annotated[
    str | None, typer.Option(help="Distance from --near: 50, 50km, 30mi; 50km unless given.", show_default=False)
]
ConditionOption = Annotated[
    str | None, typer.Option(help="Condition for the registers, instead of NET and site.", show_default=False)
]
LiveOption = Annotated[bool, typer.Option("--live", help="Ask ClinicalTrials.gov now (needs the network).")]
LimitOption = Annotated[
    int | None,
    typer.Option(min=1, max=10_000, help="Most trials that --live fetches; 50 unless given.", show_default=False),
]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Ask again, though an answer of today is kept.")]
DiffOption = Annotated[
    bool, typer.Option("--diff", help="With --live: what the register holds differently from the curated trials.")
]
OpenOption = Annotated[bool, typer.Option("--open", help="Open the ClinicalTrials.gov search in the browser.")]


@answers
def trials(
    session: Session,
    phase: PhaseOption = None,
    site: SiteOption = None,
    grade: GradeOption = None,
    drug: DrugOption = None,
    status: StatusOption = None,
    region: RegionOption = None,
    country: CountryOption = None,
    near: NearOption = None,
    within: WithinOption = None,
    condition: ConditionOption = None,
    live: LiveOption = False,  # noqa: FBT002
    limit: LimitOption = None,
    refresh: RefreshOption = False,  # noqa: FBT002
    diff: DiffOption = False,  # noqa: FBT002
    open_: OpenOption = False,  # noqa: FBT002
) -> Answer:
    """Show curated trials with their results, and ready search links for every register.

    Each status carries the day on which it was seen. --region eu shows trials with a European number or an
    EU/EEA country: the European pipeline. --live asks ClinicalTrials.gov itself, for no longer than 45 s for each
    200 trials of --limit, and keeps the answer for a day.
    """
    typed = {"phase": phase, "site": site, "grade": grade, "drug": drug, "status": status, "region": region,
             "country": country, "near": near, "within": within, "condition": condition, "limit": limit,
             "live": live or None, "refresh": refresh or None, "diff": diff or None, "open": open_ or None}  # fmt: skip
    given = {name: value for name, value in typed.items() if value is not None}
    check_options(given)
    if diff:
        return register_changes(session, refresh=refresh)
    query, notes = _read(session, site=site, grade=grade, drug=drug, status=status, region=region)
    if phase is not None:
        phases, note = resolve_phases(phase)
        query, notes = {"phase": list(phases), **query}, [*notes, note]
    if country is not None:
        query["country"] = find_country(country).name
    check_place(query)
    asked = register_query(query, given, session.knowledge)
    if near is not None:
        query["near"] = asked.place or f"{asked.lat:g},{asked.lon:g}"
    links = search_links(asked)
    if local := local_words(query, session.knowledge):
        links = [replace(link, note=f"{link.note} Asked in words of {local}.".lstrip()) for link in links]
    if open_:
        open_page(links[0].url)
    notes = [note for note in notes if note]
    if live:
        return live_trials(session, asked, query, notes, links, refresh=refresh)
    return _curated(session, query, [*notes, *_limits(query, condition, session)], links)


def _read(session: Session, **typed: str | None) -> tuple[dict[str, Any], list[str]]:
    """Return the question in the words of the knowledge, and a note on each word that was interpreted."""
    query: dict[str, Any] = {}
    notes: list[str] = []
    for name, text in typed.items():
        if text is not None and name == "drug":
            drugs, note = resolve_drugs(text, session.knowledge)
            query[name], notes = list(drugs), [*notes, note]
        elif text is not None:
            reading = READERS["trial_status" if name == "status" else name](text, session.knowledge)
            query[name], notes = reading.id, [*notes, reading.note]
    return query, notes


def _curated(session: Session, query: dict[str, Any], notes: list[str], links: list[Link]) -> Answer:
    """Return the curated trials that fit. Raise NoMatch with the link of every register."""
    found = fitting_trials(session.knowledge, _question(query))
    if not found:
        where = "\n".join(f"{link.registry}: {link.url}" for link in links)
        raise NoMatch("none of the curated trials fits all of these at once", f"search the registers\n{where}")
    return Answer(
        name="trials",
        query=query,
        results=[whole(trial, session.knowledge) for trial in found],
        blocks=lambda: trial_blocks(found, links, query, session.knowledge),
        notes=notes,
        extra={"links": links},
    )


def _question(query: dict[str, Any]) -> TrialQuestion:
    return TrialQuestion(
        phases=tuple(query.get("phase", ())),
        site=query.get("site"),
        grade=query.get("grade"),
        drugs=tuple(query.get("drug", ())),
        status=query.get("status"),
        countries=frozenset(countries_of(query)),
        eu=asks_eu(query),
    )


def _limits(query: dict[str, Any], condition: str | None, session: Session) -> list[str]:
    """Return what the curated trials cannot answer of this question."""
    notes = []
    if "near" in query or condition is not None:
        notes.append("--near and --condition act on the links and on --live, not on the curated trials")
    if {"country", "region"} & query.keys():
        unplaced = sum(1 for trial in session.knowledge.of(Trial).values() if not trial.countries)
        notes.append(
            f"{unplaced} curated trials have no country on record and may be missing here; --live asks the register"
        )
    return notes
