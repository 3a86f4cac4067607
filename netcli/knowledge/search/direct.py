"""Structured questions: the field, row, trial or command that answers them, found by what they name and ask.

"dose of cabozantinib" is a field of a therapy, "HR in NETTER-1" a result of a trial, "MEN1 screening" a schedule,
"Ki-67 8 %, which grade" a command. The words that ask for a field are declared here, once.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from netcli.knowledge import model
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.folding import STOP_WORDS, fold, words_of
from netcli.knowledge.search.subjects import Subjects
from netcli.knowledge.wording import arm_value, citation, dose_change, interaction, pause, ratio, stated

_AMONG = {"of", "for", "in"}


class Direct(NamedTuple):
    """A record that answers, what it says on the question, and the command that gives the whole."""

    collection: str
    id: str
    says: str
    command: str


# Words that ask for a field of a therapy, and what the record says on it.
Says = Callable[[model.Therapy], list[str]]
FIELDS: dict[str, tuple[str, Says]] = {
    "contraindications": (
        "contraindicated contraindication contraindications forbidden",
        lambda one: one.safety.contraindications,
    ),
    "boxed": ("boxed blackbox box", lambda one: [one.safety.boxed_warning or "No boxed warning is on record."]),
    "pregnancy": (
        "pregnancy pregnant breastfeeding breastfeed contraception fertility lactation schwangerschaft embarazo",
        lambda one: one.safety.pregnancy,
    ),
    "interactions": (
        "interaction interactions interact interacts with combined cyp3a4",
        lambda one: list(map(interaction, one.safety.interactions)),
    ),
    "reductions": (
        "reduction reduce reduced reductions impairment hepatic renal",
        lambda one: list(map(dose_change, one.safety.dose_changes)),
    ),
    "pauses": (
        "before surgery hold stop stopping pause withhold interval operation",
        lambda one: list(map(pause, one.safety.pauses)),
    ),
    "side effects": (
        "side effect effects efects adverse toxicity toxicities complications secundarios nebenwirkungen",
        lambda one: one.safety.adverse,
    ),
    "monitoring": ("monitoring monitor watch check checks", lambda one: one.safety.monitoring),
    "mechanism": ("mechanism action works target moa", lambda one: [one.mechanism]),
    "route": ("route given administered oral injected", lambda one: [one.route, one.dose]),
    "dose": (
        "dose dosage dosing doses mg schedule strength dosis dosierung posologie dosi often",
        lambda one: [one.dose],
    ),
    "brand": ("brand brands trade tradename", lambda one: [", ".join(one.brands)]),
    "approved": (
        "approved approval approvals licensed licence license label labelled indication indications indicated"
        " available authorised authorized aprobación zulassung since",
        lambda one: [stated(row) for row in one.indications if row.status == "approved"],
    ),
}
RESULTS = "hr hazard ratio pfs os orr response survival median results result outcome outcomes arms p value both cohort"
TRIAL_WORDS = {
    "number": "nct number register registration id",
    "status": "recruiting enrolling enrolment enrollment open closed status still",
    "comparator": "comparator control versus arm",
    "size": "sample size enrolled participants patients many",
    "population": "eligibility eligible population criteria who",
    "acronym": "acronym name alias",
    "sponsor": "sponsor company",
    "phase": "phase",
}
FOLLOWED = "follow-up followup surveillance screening screened work-up workup check-ups echo screen schedule monitoring"
TREATMENT = (
    "first line second later treatment therapy therapies options option treat next progressing progression approved"
    " label licensed drugs"
)
GRADED = "grade graded grading class classify"
VERSUS = re.compile(r"\b(?:vs\.?|versus|against|compared (?:with|to)|side by side|or)\b", re.IGNORECASE)
NUMBER = r"(\d+(?:[.,]\d+)?)"


def directly(text: str, asked: Subjects, knowledge: Knowledge) -> list[Direct]:
    """Return what answers a structured question, the best first; none where nothing does."""
    for rule in (
        _command_of_cite,
        _graded,
        _side_by_side,
        _coded,
        _trials,
        _trial,
        _schedule,
        _between,
        _next,
        _therapy,
        _situation,
    ):
        if found := list(rule(text, asked, knowledge)):
            return found
    return []


def _asks(words: str, rest: list[str]) -> set[str]:
    """Return which of the words that ask for something stand in the rest of a question."""
    return {word for word in rest if word.lower() in words.split()}


def _unexplained(rest: list[str], *explained: str) -> list[str]:
    known = {word for words in explained for word in words.split()}
    return [word for word in rest if word.lower() not in known and not word.isdigit()]


def _command_of_cite(text: str, asked: Subjects, _: Knowledge) -> Iterator[Direct]:
    if not re.search(r"\b(?:bibtex|ris|csl|cite|citation|references)\b", text, re.IGNORECASE):
        return
    for subject in asked.records[:1]:
        style = next((one for one in ("bibtex", "ris", "csl-json") if one in text.casefold()), "text")
        command = f"netcli cite {subject.id} --style {style}"
        yield Direct(subject.collection, subject.id, f"Its sources: {command}", command)


def _graded(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """Values of a tumour that ask for their grade."""
    values = {
        "--ki67": re.search(rf"ki[- ]?67\D{{0,24}}?([<>]?\s?{NUMBER})", text, re.IGNORECASE),
        "--mitoses": re.search(rf"{NUMBER}\s*mitos\w*(?: (?:per|in|/)\s*(\d+)\s*(mm2|mm²|hpf))?", text, re.IGNORECASE),
    }
    counted = re.search(r"(\d+) (?:positive )?(?:of|out of|in) (\d+) cells", text, re.IGNORECASE) or re.search(
        r"(\d+) positive (?:of|out of|in) (\d+)", text, re.IGNORECASE
    )
    options = []
    if counted:
        options.append(f"--positive {counted[1]} --counted {counted[2]}")
    elif found := values["--ki67"]:
        options.append(f"--ki67 {found[1].replace(' ', '')}")
    if found := values["--mitoses"]:
        area = "" if not found[2] or (found[2], found[3].lower()[:2]) == ("2", "mm") else f"/{found[2]}{found[3]}"
        options.append(f"--mitoses {found[1]}{area}")
    wants = counted or values["--mitoses"] or re.search(r"\bgrad(?:e|ed|ing)\b|\bclass\b", text, re.IGNORECASE)
    if not options or not wants or asked.of("therapies") or asked.of("trials"):
        return
    thoracic = next((site for site in asked.of("sites") if site in ("lung", "thymus")), "")
    site = f" --site {asked.of('sites')[0]}" if asked.of("sites") else ""
    command = f"netcli grade {' '.join(options)}{site}"
    scheme = "who-2021" if thoracic else "who-2022"
    yield Direct("grading", scheme, f"Graded by {command}", command)


def _side_by_side(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """Two drugs or two trials against each other: the study that did so, and the comparison."""
    drugs, trials = asked.of("therapies"), asked.of("trials")
    if not VERSUS.search(text):
        return
    if len(drugs) > 1:
        command = f"netcli compare {' '.join(drugs[:3])}"
        for trial in knowledge.of(model.Trial).values():
            arms = {*trial.tested, *trial.drugs}
            if (drugs[0] in arms and drugs[1] in trial.control) or (drugs[1] in arms and drugs[0] in trial.control):
                yield Direct("trials", trial.id, _results(trial), command)
        yield Direct("therapies", drugs[0], f"Side by side: {command}", command)
    elif len(trials) > 1:
        command = f"netcli compare {' '.join(trials[:3])}"
        yield Direct("trials", trials[0], f"Side by side: {command}", command)


def _coded(_: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """A code, where it stands whole in a record."""
    from netcli.knowledge.files.load import COLLECTIONS
    from netcli.knowledge.search.passages import passages_of

    for code in asked.codes:
        whole = re.compile(rf"(?<![\w./]){re.escape(code)}(?![\w/]|\.\w)", re.IGNORECASE)
        for collection in ("grading", "glossary", "faq", "syndromes", "sites", "events"):
            for record in knowledge.of(COLLECTIONS[collection]).values():
                said = next((one for one in passages_of(record, knowledge) if whole.search(one)), "")
                if said:
                    yield Direct(collection, record.id, said, f"netcli show {collection}:{record.id}")


def _trials(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """A list of trials: by phase, status, country, site, drug."""
    from netcli.errors import NetcliError
    from netcli.registries.countries import find_country

    if not re.search(r"\btrials?\b|\bstudies\b", text, re.IGNORECASE) or asked.of("trials"):
        return
    options = []
    if phase := re.search(r"\bphase\s*(1/2|2/3|[1234]|iii|ii|iv|i)\b", text, re.IGNORECASE):
        options.append(f"--phase {phase[1]}")
    if re.search(r"\brecruiting|enrolling|open\b", text, re.IGNORECASE):
        options.append("--status recruiting")
    options += [f"--site {one}" for one in asked.of("sites")[:1]]
    options += [f"--drug {one}" for one in asked.of("therapies")[:1]]
    for word in asked.rest:
        try:
            country = find_country(word)
        except NetcliError:
            continue
        options.append(f"--country {key(country.name)}")
        break
    if len(options) < 2 and not phase:
        return
    command = f"netcli trials {' '.join(options)}"
    fits = [
        one
        for one in knowledge.of(model.Trial).values()
        if (not phase or phase[1] in one.phases)
        and ("--status recruiting" not in options or one.status == "recruiting")
    ]
    for one in fits[:3]:
        yield Direct("trials", one.id, _results(one), command)


def _between(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """How one drug is kept apart from another: "sandostatin how long before lutathera"."""
    if len(drugs := asked.of("therapies")) < 2 or not re.search(
        r"\b(?:before|after|with|stop|hold|pause|interval|gap)\b", text
    ):
        return
    for one, other in (drugs[:2], drugs[1::-1]):
        names = {key(name) for name in names_of(knowledge.of(model.Therapy)[other])}
        said = [
            told
            for told in knowledge.of(model.Therapy)[one].safety.interactions
            if any(key(name) in names for name in (told.agent, *told.examples))
        ]
        if said:
            yield Direct("therapies", one, " ".join(map(interaction, said)), f"netcli show {one} --full")


def _next(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """What is left at a site on or after a drug."""
    if (
        asked.of("sites")
        and asked.of("therapies")
        and re.search(r"\b(?:after|next|progress\w*|failed|options?)\b", text, re.IGNORECASE)
    ):
        yield from _situation(f"{text} later", asked, knowledge)


def _trial(_: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    for one in asked.of("trials"):
        trial = knowledge.of(model.Trial)[one]
        yield Direct("trials", one, _told_of(trial, asked.rest), f"netcli show {one}")


def _told_of(trial: model.Trial, rest: list[str]) -> str:
    source = citation(trial.sources[:1])
    numbers = ", ".join(number for number in (trial.nct, *trial.other_ids.values()) if number)
    told = {
        "number": f"{trial.acronym}: register number {numbers or 'none on record'}{source}",
        "status": f"{trial.acronym}: {trial.status.replace('-', ' ')} as of {trial.status_as_of}{source}",
        "comparator": f"{trial.acronym}: comparator {trial.comparator or 'none'}{source}",
        "size": f"{trial.acronym}: {trial.enrollment or 'number not on record'} patients{source}",
        "population": f"{trial.acronym}: {trial.population}{source}",
        "acronym": f"{trial.acronym}: {trial.title}{source}",
        "sponsor": f"{trial.acronym}: {trial.sponsor}{source}",
        "phase": f"{trial.acronym}: phase {'/'.join(trial.phases)}{source}",
    }
    wanted = next((name for name, words in TRIAL_WORDS.items() if _asks(words, rest)), "")
    return told[wanted] if wanted and not _asks(RESULTS, rest) else _results(trial)


def _results(trial: model.Trial) -> str:
    headline = [one for one in trial.outcomes if one.headline] or trial.outcomes[:1]
    if not headline:
        return f"{trial.acronym}: {trial.result or trial.status}{citation(trial.sources[:1])}"
    return " ".join(
        f"{trial.acronym}, {one.endpoint}: "
        + "; ".join(filter(None, (" against ".join(arm_value(arm, one.unit) for arm in one.arms), ratio(one))))
        + citation(one.sources)
        for one in headline
    )


def _schedule(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """Follow-up, work-up and screening of a syndrome or a site."""
    wants = _asks(FOLLOWED, asked.rest) or re.search(
        r"\bcheck[- ]?ups?\b|\bfollow[- ]?up\b|\bwork[- ]?up\b", text, re.IGNORECASE
    )
    child = re.search(r"\bage\b|\bchild", text, re.IGNORECASE)
    syndromes, sites = asked.of("syndromes"), asked.of("sites")
    hereditary = [one for one in syndromes if knowledge.of(model.Syndrome)[one].kind == "hereditary"]
    if not (wants or (hereditary and child)) or not (syndromes or sites):
        return
    every = knowledge.of(model.Schedule).values()
    if syndromes:
        fits = [one for one in every if set(syndromes) & {*one.syndromes}] or [
            one for one in every if any(key(name) in key(one.situation) for name in syndromes)
        ]
        command = f"netcli schedule {syndromes[0]}"
    else:
        fits = [one for one in every if set(sites) & set(one.sites)]
        command = f"netcli schedule --site {sites[0]}" + (f" --grade {asked.grade}" if asked.grade else "")
    said = {fold(word) for word in words_of(text)}
    ordered = sorted(
        fits,
        key=lambda one: (
            -len(said & {fold(w) for w in words_of(f"{one.guideline} {one.date} {one.situation} {one.kind}")})
        ),
    )
    for one in ordered[:3]:
        steps = "; ".join(step.what for step in one.steps[:3])
        yield Direct("schedules", one.id, f"{one.guideline}, {one.situation}: {steps or 'not on record here'}", command)


def _therapy(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """A field of a therapy, or its standing in a region or at a site."""
    drugs = [one for one in asked.of("therapies") if knowledge.of(model.Therapy)[one].kind != "procedure"]
    for one in drugs[:1]:
        therapy = knowledge.of(model.Therapy)[one]
        agents = [
            told
            for told in therapy.safety.interactions
            if any(key(name) and key(name) in key(text) for name in told.examples)
        ]
        if agents:
            yield Direct("therapies", one, " ".join(map(interaction, agents)), f"netcli show {one} --full")
            return
        if asked.regions or (asked.of("sites") and not _field(asked.rest)):
            rows = [row for row in therapy.indications if row.region in asked.regions] or therapy.indications
            command = f"netcli show {one}"
            yield Direct("therapies", one, " ".join(stated(row) for row in rows[:3]), command)
            return
        field = _field(asked.rest) or ("pauses" if re.search(r"\bbefore\b", text) and therapy.safety.pauses else "")
        if field:
            said = FIELDS[field][1](therapy)
            yield Direct("therapies", one, " ".join(said[:3]) or f"{field}: not on record", f"netcli show {one}")
            return
        held = [line for line in _lines(therapy) if _holds(line, asked.rest)]
        if asked.rest and held:
            yield Direct("therapies", one, held[0], f"netcli show {one}")
        elif not asked.rest:
            yield Direct("therapies", one, therapy.mechanism, f"netcli show {one}")


def _field(rest: list[str]) -> str:
    return next((name for name, (words, _) in FIELDS.items() if _asks(words, rest)), "")


def _lines(therapy: model.Therapy) -> list[str]:
    safety = therapy.safety
    return [
        safety.boxed_warning or "", *safety.contraindications, *map(dose_change, safety.dose_changes),
        *map(interaction, safety.interactions), *safety.pregnancy, *map(pause, safety.pauses), *safety.adverse,
        *safety.monitoring, *therapy.practical,
    ]  # fmt: skip


def _holds(line: str, rest: list[str]) -> bool:
    """Tell whether a line speaks of every word that is left of a question."""
    said = set(words_of(line))
    return all(set(words_of(word)) <= said for word in rest)


def _situation(text: str, asked: Subjects, knowledge: Knowledge) -> Iterator[Direct]:
    """What is there for a site and grade: the table of therapies, and the advice that fits."""
    sites = asked.of("sites")
    if not sites or asked.of("therapies")[1:] or not _asks(TREATMENT, asked.rest):
        return
    line = (
        "first"
        if re.search(r"\bfirst[- ]line\b|\b1l\b", text, re.IGNORECASE)
        else "later"
        if re.search(r"\b(?:second|later|after|progress\w*|next)\b", text, re.IGNORECASE)
        else ""
    )
    options = [f"--site {sites[0]}"]
    options += [f"--grade {asked.grade}"] if asked.grade else []
    options += [f"--region {asked.regions[0]}"] if asked.regions else []
    options += [f"--line {line}"] if line else []
    command = f"netcli therapies {' '.join(options)}"
    fits = [
        one
        for one in knowledge.of(model.Recommendation).values()
        if sites[0] in one.sites
        and (not line or one.line in (line, "any"))
        and not one.replaced_by
        and (not asked.grade or not one.grades or asked.grade in one.grades)
    ]
    for one in sorted(fits, key=lambda one: one.date, reverse=True)[:2]:
        yield Direct("recommendations", one.id, f"{one.guideline}: {one.text}", command)
    if not fits:
        yield Direct("sites", sites[0], knowledge.of(model.Site)[sites[0]].summary, command)


def unexplained(asked: Subjects) -> list[str]:
    """Return the words of a question that ask for nothing known and name nothing."""
    words = [words for words, _ in FIELDS.values()]
    return _unexplained(
        asked.rest, *words, RESULTS, *TRIAL_WORDS.values(), FOLLOWED, TREATMENT, GRADED, " ".join(STOP_WORDS)
    )
