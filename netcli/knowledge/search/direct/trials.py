"""Trials: one by its name, or a list by what is tested, where, in whom."""

import re
from collections.abc import Iterator
from contextlib import suppress
from shlex import quote

from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.knowledge import model
from netcli.knowledge.earlier import resolve_earlier
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import (
    ASKING,
    COMMANDING,
    FIRST,
    LATER,
    RANDOMISED,
    READ_OUT,
    RESULTS,
    STATUSES,
    TREATMENT,
    TRIAL_FIELDS,
    TRIALS,
    is_of_somebody,
)
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.trials import Location, TrialQuestion, fitting_trials, status_sources
from netcli.knowledge.vocabulary import CLASS_SHORT_FORMS, REGIONS, Region, TrialStatus
from netcli.knowledge.wording import arm_value, citation, ratio

_PHASE = re.compile(r"\bphase\s*(1/2|2/3|[1234]|iii|ii|iv|i)\b", re.IGNORECASE)
_FIRST_LINE = re.compile(r"\b(?:first[- ]line|1L|frontline|upfront)\b", re.IGNORECASE)
_LATER_LINE = re.compile(r"\b(?:(?:second|third|later)[- ]line|2L|3L)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:vs\.?|versus|against|compar\w+|control)\b", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_AFTER = re.compile(  # two words, then one
    r"\b(?:after|post|prior|previous(?:ly)?|earlier|already|had|received|failed|failing|progressed on)[ -]"
    r"(?:(?:prior|previous|had|received|treated|with|to|exposure|my|our|his|her|their|an?|the|\w+['’]s) )*"
    r"(?=(([\w-]+)(?: [\w-]+)?))",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\b(?:(?:no|not|without) (?:had|prior|previous|earlier|received)|never|naive|exclud\w+)\b", re.IGNORECASE
)
_WITH = re.compile(r"\b(?:with|plus|and|combined|combination|mit|avec|con)\b|\+", re.IGNORECASE)
_OF_AGENTS = set(words_of("inhibitor antibody agent drug combination combined patients study net nets nen nec tumour"))
_ENDPOINTS = {  # as a question names them
    "duration of response": re.compile(r"duration of response|\bDOR\b", re.IGNORECASE),
    "disease control": re.compile(r"disease control|\bDCR\b", re.IGNORECASE),
    "quality of life": re.compile(r"quality of life|\bQ ?o ?L\b", re.IGNORECASE),
    "adverse events": re.compile(r"adverse events?|side effects?|toxicit(?:y|ies)", re.IGNORECASE),
    "progression-free survival": re.compile(r"progression[- ]free|\bPFS\b", re.IGNORECASE),
    "overall survival": re.compile(r"overall survival|live[sd]? longer|lengthen life|\bOS\b", re.IGNORECASE),
    "response": re.compile(r"\brespon(?:se|ded|ders?)\b|\bORR\b", re.IGNORECASE),
    "time to progression": re.compile(r"(?i:time to (?:tumou?r )?progression)|\bTTP\b"),
}
_ONE_OR_OTHER = re.compile(rf"{_COMPARED.pattern}|\b(?:or|then|before|after|failed|failure|next)\b", re.IGNORECASE)
_EFFICACY = [name for name in _ENDPOINTS if name not in ("quality of life", "adverse events")]
_OF_ANY_CLASS = frozenset("therapy targeted oral receptor inhibitor agent drug cell emitter surgery serotonin".split())
_THERE = re.compile(r"\b(?:trials?|stud(?:y|ies)|recruiting|open) (?:in|across|from) ", re.IGNORECASE)
LISTED = 3
SHORTEST_EARLIER = 3  # letters that name an earlier treatment: SSA
SHORTEST_CLASS = 4  # letters that name a class of drugs: PRRT


def told(reader: Reader) -> Iterator[Direct]:
    """Find what is asked of a trial that is named; of a family of them, NETTER, first of the one that tells most."""
    for one in sorted(reader.asked.of("trials"), key=lambda one: -round(reader.share("trials", one), 2)):
        trial = reader.knowledge.of(model.Trial)[one]
        yield Direct("trials", one, _field(trial, reader), f"netcli show {one}")


def _field(trial: model.Trial, reader: Reader) -> str:
    source = citation(trial.sources[:1])
    numbers = ", ".join(number for number in (trial.nct, *trial.other_ids.values()) if number)
    fields = {
        "publication": f"published in {trial.publication}" if trial.publication else "no publication on record",
        "countries": f"in {', '.join(trial.countries)}" if trial.countries else "countries not on record",
        "number": f"register number {numbers or 'none on record'}",
        "status": _status(trial),
        "comparator": f"comparator {trial.comparator or 'none'}",
        "size": f"{trial.enrollment or 'number not on record'} patients",
        "population": trial.population,
        "acronym": trial.title,
        "sponsor": trial.sponsor,
        "phase": f"phase {'/'.join(trial.phases)}",
    }
    asked = reader.asked
    wanted = next((name for name, words in TRIAL_FIELDS.items() if asked.says(words)), "")
    wanted = "size" if wanted == "number" and asked.says(TRIAL_FIELDS["size"]) else wanted
    if wanted and not asked.says(RESULTS):
        seen = citation(status_sources(trial)) if wanted == "status" else source
        return f"{trial.acronym}: {fields[wanted]}{seen}"
    results = results_of(trial, asked.text)
    return results if asked.says(RESULTS) or _endpoints(asked.text) else _telling(trial, results, reader)


def _telling(trial: model.Trial, results: str, reader: Reader) -> str:
    """Return the passage that holds most of what is asked beside the trial's name; its results unless one does."""
    names = {word for name in names_of(trial) for word in words_of(name)}
    others = [one for one in reader.concepts if one.word not in names]

    def share(text: str) -> float:
        return share_told(set(words_of(text)), others)

    return max([results, *passages_of(trial, reader.knowledge)], key=share) if others else results


def _status(trial: model.Trial) -> str:
    return f"{trial.status.replace('-', ' ')} as of {trial.status_as_of}"


def results_of(trial: model.Trial, question: str = "") -> str:
    """Return the results of a trial on the endpoint that a question names, those that lead, or how it stands."""
    headline = [one for one in trial.outcomes if one.headline] or trial.outcomes[:1]
    asked = _endpoints(question)
    if asked and headline:
        found = [one for one in trial.outcomes if any(name in one.endpoint.casefold() for name in asked)]
        nothing = f"{trial.acronym}: no result on {' or '.join(asked)} on record. " if not found else ""
        each = ([one for one in found if name in one.endpoint.casefold()] for name in asked)
        told = [one for every in each for one in [one for one in every if one.headline] or every[:LISTED]]
        headline = list({one.id: one for one in told}.values())[: max(LISTED, 2 * len(asked))] or headline
        return nothing + " ".join(_result(trial, one) for one in headline)
    if not headline:
        stands = f"{_status(trial)}{citation(status_sources(trial))}"
        return f"{trial.acronym}: {'; '.join(filter(None, (stands, trial.result)))}"
    return " ".join(_result(trial, one) for one in headline)


def _endpoints(question: str) -> list[str]:
    """Return the endpoints that a question names; of those whose words overlap the longest alone."""
    asked = [name for name, spoken in _ENDPOINTS.items() if spoken.search(question)]
    return [one for one in asked if not any(one != other and one in other for other in asked)]


def _result(trial: model.Trial, one: model.Evidence) -> str:
    arms = " against ".join(arm_value(arm, one.unit) for arm in one.arms)
    said = "; ".join(filter(None, (arms, ratio(one)))) or one.effect
    return f"{trial.acronym}, {one.endpoint}: {said}{citation(one.sources)}"


def listed(reader: Reader) -> Iterator[Direct]:
    """Find trials by phase, status, country, site, grade and drug, those that speak of most of the question first."""
    asked = reader.asked
    after, typed = _earlier(reader)
    if asked.of("trials") or not (
        asked.says(f"{TRIALS} {RANDOMISED}")
        or asked.text.casefold().startswith("after ")
        or _asks_what_is_left(reader)
        or _asks_what_is_shown(reader)
    ):
        return
    places = [one for one in asked.places if one in reader.countries]  # a continent is none
    phase = _PHASE.search(asked.text)
    number = _ROMAN.get(phase[1].lower(), phase[1]) if phase else ""
    drugs = tuple(asked.of("therapies")[:1])
    by_class, members = ("", ()) if drugs or after else class_named(reader)
    question = TrialQuestion(
        phase=tuple(number.split("/")) if number else (),
        site=next(iter(asked.of("sites")), None),
        grade=asked.grade,
        drug=() if after else drugs or members,
        after=after,
        status=_status_asked(asked.text),
        line="first" if _FIRST_LINE.search(asked.text) else "later" if _LATER_LINE.search(asked.text) else None,
    )
    # "EU trial register": a region alone asks for no trials, "trials in Japan" does.
    if not places and (_options(question, typed, [], by_class) or asked.says(COMMANDING) or _THERE.search(asked.text)):
        question = replace(question, region=next(iter(asked.regions), None))
    if not (options := _options(question, typed, places, by_class)):
        return
    place = Location(frozenset(places or _countries(question.region, reader)), question.region == "eu")
    # "Still running?" of a drug whose trials stand otherwise: how they stand.
    if question.status and question.drug and not fitting_trials(reader.knowledge, question, place):
        question = replace(question, status=None)
        options = _options(question, typed, places, by_class)
    # Where none is on record there, one whose countries are not on record may be.
    anywhere = [one for one in fitting_trials(reader.knowledge, question, Location()) if not one.countries]
    found = fitting_trials(reader.knowledge, question, place) or anywhere
    compared = {"placebo"} if asked.says("placebo") else {*drugs, *members}
    against = compared if _COMPARED.search(asked.text) else set()
    shown = asked.says(READ_OUT)

    def order(one: model.Trial) -> tuple[bool, bool, bool, float]:
        silent = bool(after) and not one.after
        share = round(reader.share("trials", one.id), 2)
        return against.isdisjoint(one.control), silent, shown and not one.outcomes, -share

    command = f"netcli trials {' '.join(options)}"
    for one in sorted(found, key=order)[:LISTED]:
        outright = asked.says(COMMANDING) or bool(after and one.after and asked.says(TRIALS))
        yield Direct("trials", one.id, _standing(one, reader), command, outright)


def _standing(trial: model.Trial, reader: Reader) -> str:
    """Return the results of a trial, after how it stands where that is asked."""
    results, status = results_of(trial), _status(trial)
    if status in results or not _status_asked(reader.asked.text):
        return results
    return f"{trial.acronym}: {status}{citation(status_sources(trial))}; {results}"


def _status_asked(text: str) -> TrialStatus | None:
    """Return how trials stand that are asked for: "no longer recruiting" asks for none that recruit."""
    return next((one for one, said in STATUSES.items() if re.search(rf"(?i)\b(?:{said})\b", text)), None)


def _countries(region: Region | None, reader: Reader) -> list[str]:
    names = {key(name) for name in (REGIONS.words[region] if region and region != "eu" else ())}
    return [one for one in reader.countries if key(one) in names]


def together(reader: Reader) -> Iterator[Direct]:
    """Find the trials that test a drug with another agent: "everolimus plus bevacizumab"."""
    asked, drugs = reader.asked, reader.drugs
    if not drugs or asked.of("trials"):
        return
    of_both = asked.grade or asked.of("sites") or asked.says(f"{RESULTS} {FIRST} {LATER}")
    if len(drugs) > 1 and of_both and not _ONE_OR_OTHER.search(asked.text):  # "folfiri bev 2L NEC"
        both = [one for one in reader.knowledge.of(model.Trial).values() if {*drugs} <= {*one.tested}]
        for one in sorted(both, key=lambda one: (not one.outcomes, -round(reader.share("trials", one.id), 2)))[:LISTED]:
            yield Direct("trials", one.id, results_of(one, asked.text), f"netcli show {one.id}")
        if both:
            return
    if not _WITH.search(asked.text):
        return
    named = {word for one in asked.records for word in words_of(one.typed)}
    others = [one for one in reader.concepts if one.word not in named | ASKING | _OF_AGENTS]
    for one in reader.knowledge.of(model.Trial).values():
        agents = {word for agent in one.drug_names for word in words_of(agent)}
        tests = not {*one.tested, *one.drugs}.isdisjoint(drugs)
        if tests and others and all(not agents.isdisjoint({other.word, *other.forms}) for other in others):
            yield Direct("trials", one.id, results_of(one), f"netcli show {one.id}")


def _asks_what_is_shown(reader: Reader) -> bool:
    """Tell whether the results of a drug are asked for, not those of somebody's tests."""
    others = "after test tests blood bloods scan scans"
    return bool(reader.drugs) and reader.asked.says(READ_OUT) and not reader.asked.says(others)


def shown(reader: Reader) -> Iterator[Direct]:
    """Find what the trials of a drug showed on an endpoint that is named: "axitinib ORR"."""
    asked, drugs = reader.asked, reader.drugs
    endpoints = [one for one in _endpoints(asked.text) if one in _EFFICACY]
    if len(drugs) != 1 or asked.of("trials") or is_of_somebody(asked.words):
        return
    if not (endpoints or asked.says("hr hazard")):
        return
    tested = [one for one in reader.knowledge.of(model.Trial).values() if drugs[0] in one.tested and one.outcomes]
    found = [one for one in tested if _reports(one, endpoints)]
    sites = {*asked.of("sites")}

    def order(one: model.Trial) -> tuple[bool, bool, float]:
        return bool(sites) and sites.isdisjoint(one.sites), not one.control, -round(reader.share("trials", one.id), 2)

    for one in sorted(found, key=order)[:LISTED]:
        yield Direct("trials", one.id, results_of(one, asked.text), f"netcli show {one.id}")


def _reports(trial: model.Trial, endpoints: list[str]) -> bool:
    return not endpoints or any(name in one.endpoint.casefold() for one in trial.outcomes for name in endpoints)


def _asks_what_is_left(reader: Reader) -> bool:
    """Tell whether nothing is asked but what comes after a treatment, wherever the tumour is."""
    left = {word for words in (TREATMENT, LATER, TRIALS) for word in words.split()}
    placed = reader.asked.of("sites") or reader.asked.grade
    alone = len(reader.drugs) < 2  # noqa: PLR2004 - "octreotide after lutathera" asks for octreotide
    rest = (word.lower() for word in reader.asked.rest)
    return not placed and alone and reader.asked.says("after") and left.issuperset(rest)


def _earlier(reader: Reader) -> tuple[tuple[str, ...], str]:
    """Return the earlier treatment that "after", or "had", leads to, and the word that names it."""
    if _NOT_AFTER.search(reader.asked.text):
        return (), ""
    for typed in (typed for found in _AFTER.finditer(reader.asked.text) for typed in found.groups()):
        if len(typed) < SHORTEST_EARLIER or typed.lower() in _OF_ANY_CLASS - {"surgery"}:
            continue
        with suppress(UnknownValue):
            return resolve_earlier(typed, reader.knowledge).id, typed
    return (), ""


def class_named(reader: Reader) -> tuple[str, tuple[str, ...]]:
    """Return the words that name a class of drugs, as `--drug` takes them, and the therapies of it."""
    therapies = reader.knowledge.of(model.Therapy)
    words = re.findall(r"[^\W_]+", reader.asked.text)
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            typed = " ".join(words[start : start + length]).removesuffix("s")
            meant = CLASS_SHORT_FORMS.get(key(typed), typed).lower()
            if meant in _OF_ANY_CLASS or len(meant) < SHORTEST_CLASS:
                continue
            whole = re.compile(rf"(?i)\b{re.escape(meant)}\b")
            if members := tuple(one.id for one in therapies.values() if whole.search(one.class_)):
                return typed, members
    return "", ()


def _options(question: TrialQuestion, after: str, places: list[str], by_class: str) -> list[str]:
    values = {
        "phase": "/".join(question.phase), "line": question.line, "status": question.status,
        "site": question.site, "grade": question.grade,
        "drug": quote(by_class) if by_class else next(iter(question.drug), ""), "after": after,
        "region": question.region, "country": key(places[0]) if places else "",
    }  # fmt: skip
    return [f"--{name} {value}" for name, value in values.items() if value]
