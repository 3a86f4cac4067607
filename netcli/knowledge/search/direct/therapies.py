"""A therapy: a field of its record, its standing in a region or at a site, and what goes with it or against it."""

import re
from collections.abc import Callable, Iterator

from netcli.knowledge import model
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import COMMANDING, FIELDS, WHOLE, is_of_somebody
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.trials import class_named, results_of
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import fitting_therapies
from netcli.knowledge.vocabulary import USUAL_REGIONS
from netcli.knowledge.wording import dose_change, interaction, pause, stated

VERSUS = re.compile(r"\b(?:vs\.?|versus|against|compar\w+|side by side|or|difference)\b", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(r"\b(?:compare|side by side)\b", re.IGNORECASE)
_KEPT_APART = re.compile(r"\b(?:before|after|with|stop|hold|pause|interval|gap|together)\b", re.IGNORECASE)
DECIDED = ("approved", "withdrawn", "refused")
MOST = 3  # statements that are quoted
CONDITIONAL = ("pauses", "reductions")  # what depends on what is asked about
SHORTEST_AGENT = 4  # letters of the name of another medicine

SAYS: dict[str, Callable[[model.Therapy], list[str]]] = {
    "contraindications": lambda one: one.safety.contraindications,
    "boxed": lambda one: [one.safety.boxed_warning or "No boxed warning is on record."],
    "pregnancy": lambda one: one.safety.pregnancy,
    "interactions": lambda one: list(map(interaction, one.safety.interactions)),
    "reductions": lambda one: list(map(dose_change, one.safety.dose_changes)),
    "pauses": lambda one: [
        *map(pause, one.safety.pauses),
        *map(dose_change, one.safety.dose_changes),
        *map(interaction, one.safety.interactions),
    ],
    "side effects": lambda one: one.safety.adverse,
    "monitoring": lambda one: one.safety.monitoring,
    "mechanism": lambda one: [one.mechanism],
    "route": lambda one: [one.route, one.dose],
    "dose": lambda one: [one.dose],
    "brand": lambda one: [", ".join(one.brands)],
    "approved": lambda one: [stated(row) for row in one.indications if row.status == "approved"],
}


def side_by_side(reader: Reader) -> Iterator[Direct]:
    """Set two drugs or two trials against each other: the study that did so, and the comparison."""
    drugs, trials = reader.asked.of("therapies"), reader.asked.of("trials")
    if not VERSUS.search(reader.asked.text):
        return
    outright = bool(_SIDE_BY_SIDE.search(reader.asked.text))
    if len(drugs) == 1 and not trials:
        _, others = class_named(reader)
        for trial in reader.knowledge.of(model.Trial).values():
            if drugs[0] not in others and any(_compares(trial, drugs[0], other) for other in others):
                yield Direct("trials", trial.id, results_of(trial), f"netcli show {trial.id}", outright)
    elif len(drugs) > 1:
        command = f"netcli compare {' '.join(drugs[:3])}"
        for trial in reader.knowledge.of(model.Trial).values():
            if _compares(trial, drugs[0], drugs[1]):
                yield Direct("trials", trial.id, results_of(trial), command, outright)
        yield Direct("therapies", drugs[0], f"Side by side: {command}", command, outright)
    elif len(trials) > 1:
        command = f"netcli compare {' '.join(trials[:3])}"
        yield Direct("trials", trials[0], f"Side by side: {command}", command, outright)


def _compares(trial: model.Trial, one: str, other: str) -> bool:
    arms = {*trial.tested, *trial.drugs}
    return (one in arms and other in trial.control) or (other in arms and one in trial.control)


def between(reader: Reader) -> Iterator[Direct]:
    """Find how one drug is kept apart from another: "sandostatin how long before lutathera"."""
    drugs = reader.asked.of("therapies")
    if len(drugs) < 2 or not _KEPT_APART.search(reader.asked.text):  # noqa: PLR2004
        return
    therapies = reader.knowledge.of(model.Therapy)
    for one, other in (drugs[:2], drugs[1::-1]):
        names = {key(name) for name in names_of(therapies[other])}
        known = therapies[one].safety.interactions
        if met := [told for told in known if names & set(map(key, (told.agent, *told.examples)))]:
            yield Direct("therapies", one, " ".join(map(interaction, met)), f"netcli show {one} --full")


def approved(reader: Reader) -> Iterator[Direct]:
    """Find what is approved at a site, in the regions that are named."""
    asked = reader.asked
    placed = asked.of("sites") or (asked.regions and asked.says(WHOLE["therapies"]))
    if asked.of("therapies") or not placed or not asked.says(FIELDS["approved"]) or asked.says("off off-label"):
        return
    site, region = next(iter(asked.of("sites")), None), next(iter(asked.regions), None)
    situation = Situation(site=site, grade=asked.grade, region=region, status="approved")
    command = (
        f"netcli therapies{f' --site {site}' * bool(site)}{f' --region {region}' * bool(region)} --status approved"
    )
    # Where no region is named, what is approved where most readers are comes first.
    found = fitting_therapies(reader.knowledge, situation)[0]
    usual = sorted(found, key=lambda match: all(row.region not in USUAL_REGIONS for row in match.indications))
    for match in found[:MOST] if region else usual[:MOST]:
        says = " ".join(stated(row) for row in match.indications[:MOST])
        yield Direct("therapies", match.therapy.id, says, command, asked.says(COMMANDING))


def told(reader: Reader) -> Iterator[Direct]:
    """Find what is asked of a drug that is named: its standing, a field, an agent, or what tells most."""
    therapies = reader.knowledge.of(model.Therapy)
    asked = reader.asked
    everyday = is_of_somebody(asked.words) and not (_field(reader) or asked.regions or asked.of("sites"))
    if len(asked.words) <= 1 or everyday:  # the name alone asks for nothing, nor does what somebody tells of the day
        return
    for one in [name for name in reader.asked.of("therapies") if therapies[name].kind != "procedure"][:1]:
        agents = _agents(therapies[one], reader)
        yield Direct(
            "therapies",
            one,
            agents or _asked_of(therapies[one], reader),
            f"netcli show {one}" + " --full" * bool(agents),
            outright=bool(asked.regions) and _field(reader) == "approved",
        )


def _asked_of(therapy: model.Therapy, reader: Reader) -> str:
    field = _field(reader)
    if (reader.asked.regions or reader.asked.of("sites")) and field in ("", "approved"):
        return _standing(therapy, reader)
    if not field:
        return _telling(therapy, reader)
    share = _share(therapy, reader, FIELDS[field] if field == "dose" else "")
    lines = sorted(SAYS[field](therapy), key=share, reverse=True)
    if field == "dose":  # of somebody who needs another one, that one
        other = max(map(dose_change, therapy.safety.dose_changes), key=share, default="")
        lines = [other, *lines] if share(other) > share(therapy.dose) else lines
    if field in CONDITIONAL:
        lines = [line for line in lines if share(line)] or ([] if field == "pauses" else lines)
    return " ".join(lines[:MOST]) or f"{field}: not on record"


def _share(therapy: model.Therapy, reader: Reader, but: str = "") -> Callable[[str], float]:
    """Return how to tell what share of a question, but for the drug's name and some words, a line holds."""
    names = {word for name in (*names_of(therapy), but) for word in words_of(name)}
    others = [one for one in reader.concepts if one.word not in names]
    return lambda line: share_told(set(words_of(line)), others)


def _agents(therapy: model.Therapy, reader: Reader) -> str:
    text = key(reader.asked.text)
    own = set(map(key, names_of(therapy)))
    return " ".join(
        interaction(one)
        for one in therapy.safety.interactions
        if any(len(name) >= SHORTEST_AGENT and name in text and name not in own for name in map(key, one.examples))
    )


def _standing(therapy: model.Therapy, reader: Reader) -> str:
    rows = [row for row in therapy.indications if row.region in reader.asked.regions] or therapy.indications
    if reader.asked.says(FIELDS["approved"]):  # what a regulator decided, before what a guideline says
        rows = sorted(rows, key=lambda row: row.status not in DECIDED)
    return " ".join(stated(row) for row in rows[:MOST])


def _field(reader: Reader) -> str:
    return next((name for name, words in FIELDS.items() if reader.asked.says(words)), "")


def _telling(therapy: model.Therapy, reader: Reader) -> str:
    """Return the statement on safety or practice that holds most of the question; else how the drug acts."""
    safety = therapy.safety
    lines = [
        safety.boxed_warning or "", *safety.contraindications, *map(dose_change, safety.dose_changes),
        *map(interaction, safety.interactions), *safety.pregnancy, *map(pause, safety.pauses), *safety.adverse,
        *safety.monitoring, *therapy.practical,
    ]  # fmt: skip
    share = _share(therapy, reader)
    best = max(lines, key=share, default="")
    return best if share(best) > 0 else therapy.mechanism
