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
    COMMANDING,
    LATER,
    RANDOMISED,
    READ_OUT,
    RESULTS,
    STATUSES,
    TREATMENT,
    TRIAL_FIELDS,
    TRIALS,
)
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.results import (
    WORKS,
    asks_what_is_shown,
    endpoints_in,
    reports,
    results_of,
    status_of,
)
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.trials import Location, TrialQuestion, fitting_trials, status_sources
from netcli.knowledge.vocabulary import CLASS_SHORT_FORMS, REGIONS, Region, TrialStatus
from netcli.knowledge.wording import citation

_PHASE = (  # "Ph2", but neither a pH of 2 nor P2 of the NETPET score
    r"\b(?:(?i:phase)[\s-]*|Ph\.?\s?|[Pp](?:h\.?\s?)?(?=(?:\d|[Ii]+)\s+(?i:trial|stud)))((?i:1/2|2/3|[1-4]|iii|ii|iv|i))s?\b"
)
_FIRST_LINE = r"(?i)\b(?:first[- ]line|1L|frontline|upfront)\b"
_LATER_LINE = r"(?i)\b(?:(?:second|third|later)[- ]line|2L|3L)\b"
COMPARED = r"(?i)\b(?:vs\.?|versus|against|compar\w+|control)\b"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_AFTER = (  # two words, then one
    r"(?i)\b(?:after|post|prior|previous(?:ly)?|earlier|already|had|received|failed|failing|progressed on)[ -]"
    r"(?:(?:prior|previous|had|received|treated|with|to|exposure|my|our|his|her|their|an?|the|\w+['’]s) )*"
    r"(?=(([\w-]+)(?: [\w-]+)?))"
)
_NOT_AFTER = (
    r"(?i)\b(?:(?:no|not|without) (?:(?:need\w*|requir\w+) (?:for |of )?)?(?:had|prior|previous|earlier|received)"
    r"|never|naive|exclud\w+)\b"
)
_OF_ANY_CLASS = frozenset("therapy targeted oral receptor inhibitor agent drug cell emitter surgery serotonin".split())
_THERE = r"(?i)\b(?:trials?|stud(?:y|ies)|recruiting|open) (?:in|across|from) "
_OF_EACH = {"size": "sample size enrolment enrollment", "sponsor": "sponsor sponsors funder funders"}  # of those listed
_LARGEST = r"(?i)\b(?:largest|biggest|enroll?ed (?:the )?most|the most (?:patients|participants))\b"
LISTED = 3
SHORTEST_EARLIER = 3  # letters that name an earlier treatment: SSA
SHORTEST_CLASS = 4  # letters that name a class of drugs: PRRT


def told(reader: Reader) -> Iterator[Direct]:
    """Find what is asked of a trial that is named; of a family of them, NETTER, first of the one that tells most."""
    asked = reader.asked
    for one in sorted(asked.of("trials"), key=lambda one: -round(reader.share("trials", one), 2)):
        trial = reader.knowledge.of(model.Trial)[one]
        # "HR in NETTER-1" asks for nothing but a result.
        outright = len(asked.of("trials")) == 1 and bool(asked.rest) and asked.says_only(RESULTS)
        yield Direct("trials", one, _field(trial, reader), f"netcli show {one}", outright)


def _field(trial: model.Trial, reader: Reader) -> str:
    source = citation(trial.sources[:1])
    numbers = ", ".join(number for number in (trial.nct, *trial.other_ids.values()) if number)
    fields = {
        "publication": f"published in {trial.publication}" if trial.publication else "no publication on record",
        "countries": f"in {', '.join(trial.countries)}" if trial.countries else "countries not on record",
        "number": f"register number {numbers or 'none on record'}",
        "status": status_of(trial),
        "comparator": f"comparator {trial.comparator or 'none'}",
        "size": _size(trial, reader),
        "population": trial.population,
        "acronym": trial.title,
        "sponsor": trial.sponsor,
        "phase": f"phase {'/'.join(trial.phases)}",
    }
    asked = reader.asked
    wanted = next((name for name, words in TRIAL_FIELDS.items() if asked.says(words)), "")
    wanted = "" if asked.says("why") else wanted  # no field tells that
    wanted = "size" if wanted == "number" and asked.says(TRIAL_FIELDS["size"]) else wanted
    if wanted and not asked.says(RESULTS):
        seen = citation(status_sources(trial)) if wanted == "status" else source
        return f"{trial.acronym}: {fields[wanted]}{seen}"
    results = results_of(trial, asked.text, asked.of("sites"))
    return results if asked.says(RESULTS) or endpoints_in(asked.text) else _telling(trial, results, reader)


def _size(trial: model.Trial, reader: Reader) -> str:
    """Return how many patients a trial has; of those at a site that is named how many, where an outcome tells it."""
    whole = f"{trial.enrollment} patients" if trial.enrollment else "number of patients not on record"
    named = reader.asked.of("sites")
    if not named or not trial.enrollment:
        return whole
    groups = [one for one in trial.outcomes if not {*named}.isdisjoint(one.sites)]
    counted = {f"{one.population}: {sum(arm.n or 0 for arm in one.arms)}": 1 for one in groups if _is_counted(one)}
    told = [one.population for one in groups if any(map(str.isdigit, one.population))][:1]
    return f"{whole} in all{''.join(f'; {one}' for one in (*told, *counted)[:1])}"


def _is_counted(one: model.Evidence) -> bool:
    return all(arm.n for arm in one.arms)


def _telling(trial: model.Trial, results: str, reader: Reader) -> str:
    """Return the passage that holds most of what is asked beside the trial's name; its results unless one does."""
    names = {word for name in (*names_of(trial), TRIALS) for word in words_of(name)}  # "what did the ... trial show"
    others = [one for one in reader.concepts if one.word not in names]

    def share(text: str) -> float:
        return share_told(set(words_of(text)), others)

    return max([results, *passages_of(trial, reader.knowledge)], key=share) if others else results


def listed(reader: Reader) -> Iterator[Direct]:
    """Find trials by phase, status, country, site, grade and drug, those that speak of most of the question first."""
    asked = reader.asked
    after, typed = _earlier(reader)
    phase, left = re.search(_PHASE, asked.text), _asks_what_is_left(reader)
    if asked.of("trials") or not (
        asked.says(f"{TRIALS} {RANDOMISED}")
        or phase
        or asked.text.casefold().startswith("after ")
        or left
        or asks_what_is_shown(reader)
    ):
        return
    places = [one for one in asked.places if one in reader.countries]  # a continent is none
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
        line="first" if re.search(_FIRST_LINE, asked.text) else "later" if re.search(_LATER_LINE, asked.text) else None,
    )
    # "EU trial register": a region alone asks for no trials, "trials in Japan" does.
    if not places and (
        _options(question, typed, [], by_class) or asked.says(COMMANDING) or re.search(_THERE, asked.text)
    ):
        question = replace(question, region=next(iter(asked.regions), None))
    largest = bool(re.search(_LARGEST, asked.text))
    options = _options(question, typed, places, by_class)
    if not (options or (largest and not asked.records)):
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
    against = compared if re.search(COMPARED, asked.text) else set()
    shown = asked.says(READ_OUT) or re.search(WORKS, asked.text)
    endpoints = endpoints_in(asked.text)

    def order(one: model.Trial) -> tuple[int, bool, bool, bool, float]:
        silent = bool(after) and not one.after
        share = round(reader.share("trials", one.id), 2)
        unshown = (bool(shown) and not one.outcomes) or not reports(one, endpoints)
        size = largest * -(one.enrollment or 0)
        return size, against.isdisjoint(one.control), silent, unshown, -share

    command = " ".join(["netcli trials", *options])
    for one in sorted(found, key=order)[:LISTED]:
        outright = largest or asked.says(COMMANDING) or bool(after and one.after and (asked.says(TRIALS) or left))
        yield Direct("trials", one.id, _standing(one, reader), command, outright)


def _standing(trial: model.Trial, reader: Reader) -> str:
    """Return a trial's size or sponsor where that is asked, else its results, after how it stands if that is."""
    wanted = next((name for name, words in _OF_EACH.items() if reader.asked.says(words)), "")
    wanted = "size" if re.search(_LARGEST, reader.asked.text) else wanted
    if wanted and not _status_asked(reader.asked.text):
        said = trial.sponsor or "sponsor not on record" if wanted == "sponsor" else _size(trial, reader)
        return f"{trial.acronym}: {said}{citation(trial.sources[:1])}"
    results, status = results_of(trial, reader.asked.text, reader.asked.of("sites")), status_of(trial)
    if status in results or not _status_asked(reader.asked.text):
        return results
    return f"{trial.acronym}: {status}{citation(status_sources(trial))}; {results}"


def _status_asked(text: str) -> TrialStatus | None:
    """Return how trials stand that are asked for: "no longer recruiting" asks for none that recruit."""
    return next((one for one, said in STATUSES.items() if re.search(rf"(?i)\b(?:{said})\b", text)), None)


def _countries(region: Region | None, reader: Reader) -> list[str]:
    names = {key(name) for name in (REGIONS.words[region] if region and region != "eu" else ())}
    return [one for one in reader.countries if key(one) in names]


def _asks_what_is_left(reader: Reader) -> bool:
    """Tell whether nothing is asked but what comes after a treatment, wherever the tumour is."""
    placed = reader.asked.of("sites") or reader.asked.grade
    alone = len(reader.drugs) < 2  # noqa: PLR2004 - "octreotide after lutathera" asks for octreotide
    return (
        not placed and alone and reader.asked.says("after") and reader.asked.says_only(f"{TREATMENT} {LATER} {TRIALS}")
    )


def _earlier(reader: Reader) -> tuple[tuple[str, ...], str]:
    """Return the earlier treatment that "after", or "had", leads to, and the word that names it."""
    if re.search(_NOT_AFTER, reader.asked.text):
        return (), ""
    for typed in (typed for found in re.finditer(_AFTER, reader.asked.text) for typed in found.groups()):
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
