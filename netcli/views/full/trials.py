"""Trials as a table by phase, and as a whole card."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

from netcli.errors import UnknownValue
from netcli.knowledge.earlier import earlier_in_words
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Evidence, Site, Therapy, Trial
from netcli.knowledge.sites import site_names
from netcli.knowledge.therapies import outcomes_of
from netcli.knowledge.trials import TrialQuestion, is_old, phase_label, remarks_on, tested_in
from netcli.knowledge.wording import arm_places, arm_value, citation, marked, ratio, renewed_by, sourced, unconfirmed
from netcli.output.blocks import (
    TONE_OF_STANDING,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Line,
    Paragraph,
    Table,
    rows,
)
from netcli.registries.links import Link
from netcli.registries.trial_links import trial_url
from netcli.views.lines import local_line, result_line, short_endpoint
from netcli.views.results import caution

REGISTERS = ("euct", "eudract", "isrctn", "actrn", "jrct", "umin", "drks")


def trial_blocks(
    trials: Sequence[Trial],
    links: Sequence[Link],
    query: dict[str, Any],
    asked: TrialQuestion,
    knowledge: Knowledge,
) -> list[Block]:
    """Return the trials by phase and a link for every register; the links first for those who look for a place.

    Those of which the same must be remarked stand together, under that.
    """
    told: list[Block] = []
    for remark, group in groupby(trials, key=lambda trial: ", ".join(remarks_on(trial, asked, knowledge))):
        told += [*([Heading(remark.capitalize(), 2)] if remark else []), *by_phase(list(group), knowledge)]
    parts = [told, link_blocks(links)]
    if "near" in query:
        parts.reverse()
    return [Heading(f"Trials: {in_words(query, knowledge)}"), *(block for part in parts for block in part)]


def by_phase(trials: Sequence[Trial], knowledge: Knowledge) -> list[Block]:
    """Return a table for each phase, the trials in the order in which they come."""
    tables: list[Block] = []
    for label, group in groupby(trials, key=lambda trial: phase_label(list(trial.phases))):
        columns = [Column(label, most=18), Column("status, treatment, patients", 4), Column("results", 5)]
        tables.append(Table(columns, rows(_row(trial, knowledge) for trial in group)))
    return tables


def in_words(query: dict[str, Any], knowledge: Knowledge) -> str:
    """Return a question about trials as a phrase."""
    said = {**query}
    therapies = knowledge.of(Therapy)
    if "phase" in query:
        said["phase"] = "phase " + "/".join(query["phase"])
    if "site" in query:
        said["site"] = site_names([query["site"]], knowledge.of(Site))
    if "drug" in query:
        said["drug"] = " or ".join(
            marked(therapies[one].name, therapies[one]) if one in therapies else one for one in query["drug"]
        )
    if "after" in query:
        said["after"] = "after " + " or ".join(earlier_in_words(one, knowledge) for one in query["after"])
    if "line" in query:
        said["line"] = f"{query['line']} line"
    if "sstr" in query:
        said["sstr"] = f"SSTR-{query['sstr']}" if query["sstr"] != "unknown" else "SSTR unknown"
    if "region" in query:
        said["region"] = f"region {query['region'].upper()}"
    return ", ".join(map(str, said.values())) or "all curated"


def link_blocks(links: Sequence[Link]) -> list[Block]:
    """Return the search links of the registers."""
    if not links:
        return []
    found = [(link.registry, [_scope(link), link.url, link.note]) for link in links]
    return [Heading("Search the registers", 2), Facts(found)]


def _scope(link: Link) -> str:
    """Return what a link asks for: its label without the register's name."""
    return link.label.removeprefix(link.registry).lstrip(": ")


def _row(trial: Trial, knowledge: Knowledge) -> list[Cell]:
    numbers = [trial.nct, *(number for name, number in trial.other_ids.items() if name in ("eudract", "euct", "jrct"))]
    about = [Line("", trial.acronym, "strong"), *(Line(number) for number in numbers if number), *local_line(trial)]
    whom = [*_whom(trial, knowledge), *([Line(f"n {trial.enrollment}")] if trial.enrollment is not None else [])]
    return [about, [status_line(trial, knowledge), *whom], _result(trial)]


def status_line(trial: Trial, knowledge: Knowledge) -> Line:
    """Return a trial's status with the day it was seen, as precise as it is on record, in other words when old."""
    day = trial.status_as_of
    seen = f"last seen {day}; check the register" if is_old(trial, knowledge) else f"as of {day}"
    return Line(seen + renewed_by(trial), trial.status.replace("-", " "), TONE_OF_STANDING.get(trial.status, ""))


def register_line(trial: Trial) -> str:
    """Return what else the register said when an update asked it: "n 226, study ends 2027-05; record of 2026-10-01"."""
    if (seen := trial.register) is None:
        return ""
    counted = "" if seen.enrollment is None else f"n\u00a0{seen.enrollment}"
    ends = f"study ends {seen.completion}" if seen.completion else ""
    merged = f"now {seen.nct}" if seen.nct != trial.nct else ""
    changed = f"record of {seen.updated}" if seen.updated else ""
    told = ", ".join(filter(None, (merged, counted, ends, changed))) or "nothing more"
    return f"{seen.seen} in ClinicalTrials.gov: {told}{citation(seen.sources)}"


def arms_in_words(trial: Trial, knowledge: Knowledge, versus: str = "against") -> str:
    """Return what is tested against what; where the record does not tell arms apart, all that the trial gives."""
    given = ", ".join(tested_in(trial, knowledge))
    if not trial.comparator:
        return given
    is_arm = trial.tested and not trial.comparator.startswith("None")  # "None (single arm)" says that there is none
    return f"{given} {versus} {trial.comparator}" if is_arm else f"{given}; comparator: {trial.comparator}"


def _whom(trial: Trial, knowledge: Knowledge) -> list[Line]:
    patients = f"{trial.population}{unconfirmed(trial.confirmed)}"
    return [Line(arms_in_words(trial, knowledge)), Line(sourced(patients, trial.sources))]


def _result(trial: Trial) -> list[Line]:
    lines = [result_line(one, with_trial=False) for one in outcomes_of(trial)]
    said = [Line(trial.result)] if trial.result else []
    return [*lines, *said] or [Line("no result on record")]


def _outcome_table(outcomes: Sequence[Evidence]) -> Table:
    """Return all outcomes of a trial, each arm by name."""
    columns = [
        Column("Results", 3, least=16),
        Column("arms", 5, least=24),
        Column("comparison", 4, least=18),
        Column("in whom", 3, least=14),
    ]
    return Table(columns, rows(_outcome(one) for one in outcomes))


def _outcome(one: Evidence) -> list[Cell]:
    places = arm_places(one)
    arms = [Line(f"{arm_value(arm, one.unit, places)} {arm.name}") for arm in one.arms]
    compared = ", ".join(part for part in (ratio(one), caution(one)) if part)
    in_whom = one.population + citation(one.sources, one.locators)
    return [Line(short_endpoint(one.endpoint), tone="strong"), arms, compared, in_whom]


def register_pages(trial: Trial) -> list[str]:
    """Return the page of a trial in every register that it has a number of."""
    pages = [trial.url]
    for number in [trial.nct, *(trial.other_ids.get(name) for name in REGISTERS)]:
        with suppress(UnknownValue):  # an overlay may hold a number of no known form
            pages.append(trial_url(number or ""))
    return list(dict.fromkeys(page for page in pages if page))


def trial_card(trial: Trial, knowledge: Knowledge) -> list[Block]:
    """Return everything on record about a trial."""
    status = status_line(trial, knowledge)
    facts: list[tuple[str, Any]] = [
        ("Title", trial.title),
        (
            "Numbers",
            ", ".join(
                [trial.nct or "", *(f"{name.upper()} {number}" for name, number in trial.other_ids.items())]
            ).strip(", "),
        ),
        ("Phase", phase_label(list(trial.phases))),
        ("Status", f"{status.lead}, {status.text}"),
        ("Treatment", arms_in_words(trial, knowledge)),
        (
            "Patients",
            [_whom(trial, knowledge)[1], *([f"n {trial.enrollment}"] if trial.enrollment is not None else [])],
        ),
        ("After", ", ".join(earlier_in_words(one, knowledge) for one in trial.after)),
        ("Without", ", ".join(earlier_in_words(one, knowledge) for one in trial.without)),
        ("Sites", site_names(list(trial.sites), knowledge.of(Site))),
        ("Design", trial.design),
        ("Sponsor", trial.sponsor),
        ("Countries", ", ".join(trial.countries)),
        ("Publication", trial.publication),
        ("Register", register_pages(trial)),
        ("Updated", register_line(trial)),
        ("Local", local_line(trial)),
    ]
    blocks: list[Block] = [Heading(trial.acronym), Facts(facts)]
    if trial.outcomes:
        blocks.append(_outcome_table(trial.outcomes))
        differing = [text for one in trial.outcomes for text in one.also_reported]
        blocks += [Bullets(differing, "Also reported")] if differing else []
    if trial.result:
        blocks.append(Paragraph(trial.result))
    if trial.notes:
        blocks += [Heading("Notes", 2), Bullets(trial.notes)]
    return blocks
