"""A therapy: a field of its record, its standing in a region or at a site, and what goes with it or against it."""

import re
from collections.abc import Callable, Iterator
from itertools import chain, pairwise

from netcli.knowledge import model
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import COMMANDING, DATED, FIELDS, HAPPENED, WHOLE, is_of_somebody
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.trials import class_named, results_of
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_in
from netcli.knowledge.search.ranking import Concept
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import fitting_therapies
from netcli.knowledge.vocabulary import CLASS_SHORT_FORMS, USUAL_REGIONS, EventKind
from netcli.knowledge.wording import dose_change, interaction, pause, stated

VERSUS = re.compile(
    r"\b(?:vs\.?|versus|against|compar\w+|side by side|or|diff(?:er\w*)?|distinguish\w*"
    r"|(?:better|worse|stronger|safer|rather) than)\b",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = re.compile(r"\b(?:compare|side by side)\b", re.IGNORECASE)
_BETWEEN = frozenset("between what's whats".split())
_KEPT_APART = re.compile(r"\b(?:before|after|with|stop|hold|pause|interval|gap|together)\b", re.IGNORECASE)
_HOW_LONG = re.compile(r"\b(?:how (?:long|many (?:hours|days|weeks|months))|interval|gap)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:before|until|after)\b", re.IGNORECASE)
_HINTS = {  # words of other things, too, that mean a field beside a drug
    "mechanism": "acts targets inhibit inhibits blocks block binds bind enzyme",
    "dose": "regimen regime",
}
DECIDED = ("approved", "withdrawn", "refused")
UNDONE: dict[EventKind, str] = {"withdrawal": "withdrawn", "refusal": "refused", "discontinuation": "discontinued"}
STANDING = "status regulatory current now"  # which asks for nothing but how a drug stands
MOST = 3  # statements that are quoted
CONDITIONAL = ("pauses", "reductions")  # what depends on what is asked about
SHORT_CLASSES = ("prrt", "analogue", "analogues")  # beside the short forms of classes
_ORGANS = {  # whose impairment changes a dose
    "liver": "liver hepatic pugh child-pugh cirrhosis bilirubin",
    "kidney": "kidney renal crcl egfr gfr creatinine dialysis",
}
_PAUSED = "hold withhold washout stop stopping stopped pause interval"
_IN_TIME = "before after every"  # which lines on quite other things hold, too
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
    outright = bool(_SIDE_BY_SIDE.search(reader.asked.text)) or _of_drugs_alone(reader)
    if len(drugs) == 1 and not trials:
        _, others = class_named(reader)
        for trial in _against([(drugs[0], other) for other in others if drugs[0] not in others], reader):
            yield Direct("trials", trial.id, results_of(trial), f"netcli show {trial.id}", outright)
    elif len(drugs) > 1:
        command = f"netcli compare {' '.join(drugs[:3])}"
        for trial in _against(_pairs(reader) or [(drugs[0], drugs[1])], reader):
            yield Direct("trials", trial.id, results_of(trial), command, outright)
        yield Direct("therapies", drugs[0], f"Side by side: {command}", command, outright)
    elif len(trials) > 1:
        command = f"netcli compare {' '.join(trials[:3])}"
        yield Direct("trials", trials[0], f"Side by side: {command}", command, outright)


def _pairs(reader: Reader) -> list[tuple[str, str]]:
    """Return the drugs of the first name, each with those of the next: "lutetium" alone names two."""
    named: dict[str, list[str]] = {}
    for one in reader.asked.records:
        if one.collection == "therapies":
            named.setdefault(one.typed.lower(), []).append(one.id)
    return [(one, other) for first, second in pairwise([*named.values()][:2]) for one in first for other in second]


def _against(pairs: list[tuple[str, str]], reader: Reader) -> list[model.Trial]:
    """Return the trials of one drug against the other: with results first, last those of both against each."""
    found = []
    for trial in reader.knowledge.of(model.Trial).values():
        if compared := {*chain(*(pair for pair in pairs if _compares(trial, *pair)))}:
            both = compared <= {*trial.tested} & {*trial.control}
            found.append(((both, not trial.outcomes, len(trial.control)), trial))
    return [trial for _, trial in sorted(found, key=lambda one: one[0])]


def _of_drugs_alone(reader: Reader) -> bool:
    """Tell whether nothing is named but drugs, and nothing asked but what sets them apart."""
    alone = len(reader.drugs) == len({(one.collection, one.id) for one in reader.asked.records})
    return alone and all(VERSUS.fullmatch(word) or word.lower() in _BETWEEN for word in reader.asked.rest)


def _compares(trial: model.Trial, one: str, other: str) -> bool:
    """Tell whether a trial sets one drug against the other: two of a control arm are each other's alternative there."""
    pair, control = {one, other}, {*trial.control}
    of_both = pair <= {*trial.tested, *trial.drugs, *control}
    return of_both and not pair.isdisjoint(control) and not pair <= control - {*trial.tested}


def between(reader: Reader) -> Iterator[Direct]:
    """Find how one drug is kept apart from another: "sandostatin how long before lutathera"."""
    if not _KEPT_APART.search(reader.asked.text):
        return
    therapies = reader.knowledge.of(model.Therapy)
    drugs = reader.asked.of("therapies")
    if len(drugs) < 2:  # noqa: PLR2004
        drugs += [one for one in _of_classes(reader) if one not in drugs]
    for one, other in ((one, other) for one in drugs for other in drugs if one != other):
        names = {key(name) for name in names_of(therapies[other])}
        known = therapies[one].safety.interactions
        if met := [told for told in known if names & set(map(key, (told.agent, *told.examples)))]:
            apart = reader.asked.says(FIELDS["pauses"]) or bool(_HOW_LONG.search(reader.asked.text))
            yield Direct("therapies", one, " ".join(map(interaction, met)), f"netcli show {one} --full", apart)


def _of_classes(reader: Reader) -> Iterator[str]:
    """Give the first therapy of each class that a word names: "SSA before PRRT"."""
    therapies = reader.knowledge.of(model.Therapy).values()
    for word in sorted(reader.asked.words):
        meant = CLASS_SHORT_FORMS.get(key(word), key(word).removesuffix("s"))
        if word in SHORT_CLASSES or key(word) in CLASS_SHORT_FORMS:
            yield from [one.id for one in therapies if meant.casefold() in one.class_.casefold()][:1]


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
            outright=_is_all_that_is_asked(_field(reader), reader),
        )


def _asked_of(therapy: model.Therapy, reader: Reader) -> str:
    field = _field(reader)
    placed = reader.asked.regions or reader.asked.of("sites")
    if field in ("", "approved") and (placed or _is_of_standing(therapy, field, reader)):
        return _standing(therapy, reader)
    if not field:
        return _telling(therapy, reader)
    share = _share(therapy, reader, FIELDS[field] if field == "dose" else "")
    lines = sorted(SAYS[field](therapy), key=share, reverse=True)
    if field == "dose":  # of somebody who needs another one, that one
        changed = [*map(dose_change, therapy.safety.dose_changes), *map(interaction, therapy.safety.interactions)]
        other = max(changed, key=share, default="")
        lines = [other, *lines] if share(other) > share(therapy.dose) else lines
    if field in CONDITIONAL:
        lines = [line for line in lines if share(line)] or ([] if field == "pauses" else lines)
    if field == "reductions":  # "moderate hepatic impairment": nothing of the kidney
        named = tuple(f"{organ}:" for organ, words in _ORGANS.items() if reader.asked.says(words))
        lines = [line for line in lines if line.startswith(named)] or lines
    if field == "pauses":
        lines = _for_that(therapy, lines, reader)
    return " ".join(lines[:MOST]) or f"{field}: not on record"


def _for_that(therapy: model.Therapy, lines: list[str], reader: Reader) -> list[str]:
    """Return the pauses for what is named, unless more is said of it elsewhere: of pneumonitis, say."""
    if not _others(therapy, reader, _PAUSED):
        return lines
    share = _share(therapy, reader, _PAUSED)
    fitting = [line for line in lines if share(line)]
    said = _of_safety(therapy, share)
    if fitting and share(said) <= share(fitting[0]):
        return fitting
    return [said] if said else []


def _share(therapy: model.Therapy, reader: Reader, but: str = "") -> Callable[[str], float]:
    """Return how to tell what share of a question, but for the drug's name and some words, a line holds."""
    others = _others(therapy, reader, but)
    return lambda line: share_told(set(words_of(line)), others)


def _others(therapy: model.Therapy, reader: Reader, but: str) -> list[Concept]:
    names = {word for name in (*names_of(therapy), but, _IN_TIME) for word in words_of(name)}
    return [one for one in reader.concepts if one.word not in names]


def _agents(therapy: model.Therapy, reader: Reader) -> str:
    text = key(reader.asked.text)
    own = set(map(key, names_of(therapy)))
    return " ".join(
        interaction(one)
        for one in therapy.safety.interactions
        if any(len(name) >= SHORTEST_AGENT and name in text and name not in own for name in map(key, one.examples))
    )


def _is_of_standing(therapy: model.Therapy, field: str, reader: Reader) -> bool:
    """Tell whether it is asked since when a drug is approved, that it is refused where it is, or only its status."""
    asked = reader.asked
    dated = field == "approved" and asked.says(DATED)
    bare = asked.says("status") and {word.lower() for word in asked.rest} <= {*STANDING.split()}
    return dated or bare or any(row.status in _undone(reader) for row in therapy.indications)


def _undone(reader: Reader) -> set[str]:
    """Return how a drug stands that is said to be withdrawn, refused or discontinued."""
    return {status for kind, status in UNDONE.items() if reader.asked.says(HAPPENED[kind])}


def _standing(therapy: model.Therapy, reader: Reader) -> str:
    rows = [row for row in therapy.indications if row.region in reader.asked.regions] or therapy.indications
    if reader.asked.says(FIELDS["approved"]):  # what a regulator decided, before what a guideline says
        rows = sorted(rows, key=lambda row: row.status not in DECIDED)
        dated = [row for row in rows if row.since and row.status in DECIDED]
        if dated and reader.asked.says(DATED):
            return " ".join(map(_since, dated[:MOST]))
    if undone := [row for row in rows if row.status in _undone(reader)]:
        return " ".join(map(_since, undone[:MOST]))
    told = _since if reader.asked.says("status") else stated
    return " ".join(told(row) for row in rows[:MOST])


def _since(row: model.Indication) -> str:
    return f"{row.region.upper()}, {row.status}{f' {row.since}' if row.since else ''}: {stated(row)}"


def _field(reader: Reader) -> str:
    if reader.asked.says("interval") and _UNTIL.search(reader.asked.text):  # not that of the doses
        return "pauses"
    said = (name for fields in (FIELDS, _HINTS) for name, words in fields.items() if reader.asked.says(words))
    return next(said, "")


def _is_all_that_is_asked(field: str, reader: Reader) -> bool:
    """Tell whether nothing else is asked of a drug: "is lutathera dangerous", its boxed warning, a label somewhere."""
    asked = reader.asked
    plain = {word.lower() for word in asked.rest} <= {*FIELDS.get(field, "").split()}
    return plain or field == "boxed" or (bool(asked.regions) and field == "approved")


def _telling(therapy: model.Therapy, reader: Reader) -> str:
    """Return the statement that holds most of the question: on safety or practice, on a label; else how it acts."""
    rows = [f"{row.region.upper()}, {row.status}: {stated(row)} {row.note}".rstrip() for row in therapy.indications]
    share = _share(therapy, reader)
    return _of_safety(therapy, share) or _holding(rows, share) or therapy.mechanism


def _of_safety(therapy: model.Therapy, share: Callable[[str], float]) -> str:
    safety = therapy.safety
    lines = [
        safety.boxed_warning or "", *safety.contraindications, *map(dose_change, safety.dose_changes),
        *map(interaction, safety.interactions), *safety.pregnancy, *map(pause, safety.pauses), *safety.adverse,
        *safety.monitoring, *therapy.practical, *passages_in(therapy.plain),
    ]  # fmt: skip
    return _holding(lines, share)


def _holding(lines: list[str], share: Callable[[str], float]) -> str:
    """Return the line that holds the largest share of a question, nothing if none holds any."""
    best = max(lines, key=share, default="")
    return best if share(best) > 0 else ""
