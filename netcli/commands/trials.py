"""`netcli trials`: curated trials and their results, links for every register, and the live question."""

from collections.abc import Mapping
from typing import Annotated, Unpack

import typer
from msgspec.structs import replace

from netcli.commands.trials_live import live_trials, open_page, register_changes
from netcli.errors import NoMatch
from netcli.knowledge.model import Trial
from netcli.knowledge.records import whole
from netcli.knowledge.trials import TrialQuestion, TypedTrialQuestion, fitting_trials, remarks_on, with_word
from netcli.knowledge.typed import asked
from netcli.options import Session, answers, offered
from netcli.output.answer import Answer
from netcli.registries.links import search_links
from netcli.registries.translation import check_options, local_words, place_of, read_trial_question, register_query
from netcli.views.full.trials import trial_blocks
from netcli.views.glance.trials import Links, trial_glance, trial_rows

WordArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="A site or a drug, such as pancreas or Lutathera; or after and an earlier treatment.",
        autocompletion=offered("sites and therapies"),
        show_default=False,
    ),
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
LinksOption = Annotated[bool, typer.Option("--links", help="Show the searches of all registers.")]
OpenOption = Annotated[bool, typer.Option("--open", help="Open the ClinicalTrials.gov search in the browser.")]


@answers
def trials(
    session: Session,
    word: WordArgument = None,
    near: NearOption = None,
    within: WithinOption = None,
    condition: ConditionOption = None,
    live: LiveOption = False,  # noqa: FBT002
    limit: LimitOption = None,
    refresh: RefreshOption = False,  # noqa: FBT002
    diff: DiffOption = False,  # noqa: FBT002
    links_: LinksOption = False,  # noqa: FBT002
    open_: OpenOption = False,  # noqa: FBT002
    **typed: Unpack[TypedTrialQuestion],
) -> Answer:
    """Show curated trials with their results.

    Ready search links for every register come with them. Each status carries the day on which it was seen. --drug shows
    trials that test the drug before those in which it is the control arm. --after and --line leave in what is silent on
    them, last and marked. --region
    eu shows trials with a European number or an EU/EEA country: the European pipeline. --live asks ClinicalTrials.gov
    itself, for no longer than 45 s for each 200 trials of --limit, and keeps the answer for a day.
    """
    if word:
        typed = with_word(typed, " ".join(word), session.knowledge)
    options = {**typed, "near": near, "within": within, "condition": condition, "limit": limit, "live": live or None,
               "refresh": refresh or None, "diff": diff or None, "links": links_ or None,
               "open": open_ or None}  # fmt: skip
    options = {name: value for name, value in options.items() if value is not None}
    check_options(options)
    if diff:
        return register_changes(session, refresh=refresh)
    question, notes = read_trial_question(typed, session.knowledge)
    wanted = register_query(question, options, session.knowledge)
    links = search_links(wanted)
    if local := local_words(question, session.knowledge):
        links = [replace(link, note=f"{link.note} Asked in words of {local}.".lstrip()) for link in links]
    if open_:
        open_page(links[0].url)
    where = {"near": wanted.place or f"{wanted.lat:g},{wanted.lon:g}"} if near is not None else {}
    shown = Links(links, every=links_, first=near is not None)
    if live:
        return live_trials(session, wanted, question, where, notes, shown, refresh=refresh)
    query = {**asked(question), **where}
    return _curated(session, question, query, [*notes, *_limits(query, condition, session)], shown)


def _curated(
    session: Session,
    question: TrialQuestion,
    query: dict[str, str | list[str]],
    notes: list[str],
    links: Links,
) -> Answer:
    """Return the curated trials that fit. Raise NoMatch with the link of every register."""
    found = fitting_trials(session.knowledge, question, place_of(question))
    if not found:
        where = "\n".join(f"{link.registry}: {link.url}" for link in links.found)
        raise NoMatch("none of the curated trials fits all of these at once", f"search the registers\n{where}")
    return Answer(
        name="trials",
        query=query,
        results=[
            {**whole(trial, session.knowledge), "remarks": remarks_on(trial, question, session.knowledge)}
            for trial in found
        ],
        full=lambda: trial_blocks(found, links.found, query, question, session.knowledge),
        glance=lambda: trial_glance(found, question, links, session.knowledge),
        brief=lambda: trial_rows(found, question, session.knowledge),
        notes=notes,
        extra={"links": links.found},
    )


def _limits(query: Mapping[str, object], condition: str | None, session: Session) -> list[str]:
    """Return what the curated trials cannot answer of this question."""
    notes = []
    silent = ("after", "line", "sstr", "functional")
    if unrecorded := [f"--{name}" for name in silent if name in query]:
        notes.append(f"{' and '.join(unrecorded)}: asked of the curated trials alone; the registers do not record it")
    if "near" in query or condition is not None:
        notes.append("--near and --condition act on the links and on --live, not on the curated trials")
    if {"country", "region"} & query.keys():
        unplaced = sum(1 for trial in session.knowledge.of(Trial).values() if not trial.countries)
        notes.append(
            f"{unplaced} curated trials have no country on record and may be missing here; --live asks the register"
        )
    return notes
