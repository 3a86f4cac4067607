"""Trials: one by its name, or a list by what is tested, where, in whom."""

import re
from collections.abc import Iterator
from contextlib import suppress
from shlex import quote

from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.knowledge import model
from netcli.knowledge.earlier import resolve_earlier
from netcli.knowledge.names import key
from netcli.knowledge.search.asking import (
    ASKING,
    COMMANDING,
    LATER,
    RANDOMISED,
    RESULTS,
    TREATMENT,
    TRIAL_FIELDS,
    TRIALS,
)
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.trials import Location, TrialQuestion, fitting_trials, status_sources
from netcli.knowledge.typed import find_classes
from netcli.knowledge.vocabulary import CLASS_SHORT_FORMS, REGIONS, Region
from netcli.knowledge.wording import arm_value, citation, ratio

_PHASE = re.compile(r"\bphase\s*(1/2|2/3|[1234]|iii|ii|iv|i)\b", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_OPEN = re.compile(r"\b(?:recruit(?:s|ing)?|enroll?(?:s|ing)?|open)\b", re.IGNORECASE)
_AFTER = re.compile(r"\bafter (?=([\w-]+(?: [\w-]+)?))([\w-]+)", re.IGNORECASE)  # two words, then one
_WITH = re.compile(r"\b(?:with|plus|and|combined|combination|mit|avec|con)\b|\+", re.IGNORECASE)
_OF_AGENTS = set(words_of("inhibitor antibody agent drug combination combined patients study net nets nen nec tumour"))
_ENDPOINTS = {  # as a question names them
    "progression-free survival": re.compile(r"progression[- ]free|\bPFS\b", re.IGNORECASE),
    "overall survival": re.compile(r"(?i:overall survival|live[sd]? longer|lengthen life)|\bOS\b"),
    "response": re.compile(r"(?i:\brespon(?:se|ded|ders?)\b)|\bORR\b"),
    "time to progression": re.compile(r"(?i:time to (?:tumou?r )?progression)|\bTTP\b"),
}
_OF_ANY_CLASS = frozenset("therapy targeted oral receptor inhibitor agent drug cell emitter surgery serotonin".split())
_THERE = re.compile(r"\b(?:trials?|stud(?:y|ies)|recruiting|open) (?:in|across|from) ", re.IGNORECASE)
LISTED = 3
SHORTEST_CLASS = 4  # letters that name a class of drugs: PRRT


def told(reader: Reader) -> Iterator[Direct]:
    """Find what is asked of a trial that is named."""
    for one in reader.asked.of("trials"):
        trial = reader.knowledge.of(model.Trial)[one]
        yield Direct("trials", one, _field(trial, reader), f"netcli show {one}")


def _field(trial: model.Trial, reader: Reader) -> str:
    source = citation(trial.sources[:1])
    numbers = ", ".join(number for number in (trial.nct, *trial.other_ids.values()) if number)
    fields = {
        "number": f"register number {numbers or 'none on record'}",
        "status": _status(trial),
        "comparator": f"comparator {trial.comparator or 'none'}",
        "size": f"{trial.enrollment or 'number not on record'} patients",
        "population": trial.population,
        "acronym": trial.title,
        "sponsor": trial.sponsor,
        "phase": f"phase {'/'.join(trial.phases)}",
    }
    wanted = next((name for name, words in TRIAL_FIELDS.items() if reader.asked.says(words)), "")
    if wanted and not reader.asked.says(RESULTS):
        seen = citation(status_sources(trial)) if wanted == "status" else source
        return f"{trial.acronym}: {fields[wanted]}{seen}"
    return results_of(trial, reader.asked.text)


def _status(trial: model.Trial) -> str:
    return f"{trial.status.replace('-', ' ')} as of {trial.status_as_of}"


def results_of(trial: model.Trial, question: str = "") -> str:
    """Return the results of a trial on the endpoint that a question names, those that lead, or how it stands."""
    headline = [one for one in trial.outcomes if one.headline] or trial.outcomes[:1]
    asked = [name for name, spoken in _ENDPOINTS.items() if spoken.search(question)]
    if asked and headline:
        found = [one for one in trial.outcomes if any(name in one.endpoint.casefold() for name in asked)]
        nothing = f"{trial.acronym}: no result on {' or '.join(asked)} on record. " if not found else ""
        headline = ([one for one in found if one.headline] or found)[:LISTED] or headline
        return nothing + " ".join(_result(trial, one) for one in headline)
    if not headline:
        stands = f"{_status(trial)}{citation(status_sources(trial))}"
        return f"{trial.acronym}: {'; '.join(filter(None, (stands, trial.result)))}"
    return " ".join(_result(trial, one) for one in headline)


def _result(trial: model.Trial, one: model.Evidence) -> str:
    arms = " against ".join(arm_value(arm, one.unit) for arm in one.arms)
    said = "; ".join(filter(None, (arms, ratio(one)))) or one.effect
    return f"{trial.acronym}, {one.endpoint}: {said}{citation(one.sources)}"


def listed(reader: Reader) -> Iterator[Direct]:
    """Find trials by phase, status, country, site, grade and drug, those that speak of most of the question first."""
    asked = reader.asked
    after, typed = _earlier(reader)
    if asked.of("trials") or not (
        asked.says(f"{TRIALS} {RANDOMISED}") or asked.text.casefold().startswith("after ") or _asks_what_is_left(reader)
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
        status="recruiting" if _OPEN.search(asked.text) else None,
    )
    # "EU trial register": a region alone asks for no trials, "trials in Japan" does.
    if not places and (_options(question, typed, [], by_class) or asked.says(COMMANDING) or _THERE.search(asked.text)):
        question = replace(question, region=next(iter(asked.regions), None))
    if not (options := _options(question, typed, places, by_class)):
        return
    place = Location(frozenset(places or _countries(question.region, reader)), question.region == "eu")
    # Where none is on record there, one whose countries are not on record may be.
    anywhere = [one for one in fitting_trials(reader.knowledge, question, Location()) if not one.countries]
    found = fitting_trials(reader.knowledge, question, place) or anywhere
    ranked = sorted(found, key=lambda one: -round(reader.share("trials", one.id), 2))
    for one in ranked[:LISTED]:
        yield Direct("trials", one.id, results_of(one), f"netcli trials {' '.join(options)}", asked.says(COMMANDING))


def _countries(region: Region | None, reader: Reader) -> list[str]:
    names = {key(name) for name in (REGIONS.words[region] if region and region != "eu" else ())}
    return [one for one in reader.countries if key(one) in names]


def together(reader: Reader) -> Iterator[Direct]:
    """Find the trials that test a drug with another agent: "everolimus plus bevacizumab"."""
    asked, drugs = reader.asked, reader.drugs
    if not drugs or asked.of("trials") or not _WITH.search(asked.text):
        return
    named = {word for one in asked.records for word in words_of(one.typed)}
    others = [one for one in reader.concepts if one.word not in named | ASKING | _OF_AGENTS]
    for one in reader.knowledge.of(model.Trial).values():
        agents = {word for agent in one.drug_names for word in words_of(agent)}
        tests = not {*one.tested, *one.drugs}.isdisjoint(drugs)
        if tests and others and all(not agents.isdisjoint({other.word, *other.forms}) for other in others):
            yield Direct("trials", one.id, results_of(one), f"netcli show {one.id}")


def _asks_what_is_left(reader: Reader) -> bool:
    """Tell whether nothing is asked but what comes after a treatment, wherever the tumour is."""
    left = {word for words in (TREATMENT, LATER, TRIALS) for word in words.split()}
    placed = reader.asked.of("sites") or reader.asked.grade
    return not placed and reader.asked.says("after") and left.issuperset(word.lower() for word in reader.asked.rest)


def _earlier(reader: Reader) -> tuple[tuple[str, ...], str]:
    """Return the earlier treatment that "after" leads to, and the word that names it."""
    found = _AFTER.search(reader.asked.text)
    for typed in filter(None, found.groups()) if found else ():
        with suppress(UnknownValue):
            return resolve_earlier(typed, reader.knowledge).id, typed
    return (), ""


def class_named(reader: Reader) -> tuple[str, tuple[str, ...]]:
    """Return the words that name a class of drugs, as `--drug` takes them, and the therapies of it."""
    therapies = reader.knowledge.of(model.Therapy)
    classes = {one.class_ for one in therapies.values()}
    words = re.findall(r"[^\W_]+", reader.asked.text)
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            typed = " ".join(words[start : start + length]).removesuffix("s")
            is_name = key(typed) in CLASS_SHORT_FORMS or len(typed) >= SHORTEST_CLASS
            if is_name and typed.lower() not in _OF_ANY_CLASS and (found := find_classes(typed, classes)):
                return typed, tuple(one.id for one in therapies.values() if one.class_ in found)
    return "", ()


def _options(question: TrialQuestion, after: str, places: list[str], by_class: str) -> list[str]:
    values = {
        "phase": "/".join(question.phase), "status": question.status, "site": question.site, "grade": question.grade,
        "drug": quote(by_class) if by_class else next(iter(question.drug), ""), "after": after,
        "region": question.region, "country": key(places[0]) if places else "",
    }  # fmt: skip
    return [f"--{name} {value}" for name, value in values.items() if value]
