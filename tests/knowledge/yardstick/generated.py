"""Questions made of the records themselves: `python -m tests.knowledge.yardstick.generated [--misses [CLASS]]`.

What can be asked of one record can be asked of each of its kind: the dose of every drug, the sponsor of every trial,
the meaning of every term. A class is a question with a gap, put for every record that can answer it; the share of
records that come first (or among the first three) tells whether the class is understood, not whether a question was
seen before. `aliases` takes every third other wording away from the questions on record and asks with it.
"""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge, bundled
from netcli.knowledge.names import key, label_of, names_of
from netcli.knowledge.schedules import ScheduleQuestion, fitting_schedules
from netcli.knowledge.search.find import find
from netcli.knowledge.search.index import build_index, open_index
from netcli.knowledge.sites import concerns

HELD_BACK = 3  # every so many-th other wording
LEAST_TOLD = 5  # letters of a term that a question on record explains where it holds it
AGENCIES = {"us": "FDA", "eu": "EMA", "jp": "PMDA", "uk": "MHRA", "cn": "NMPA"}
REGION_WORDS = {"us": "the US", "eu": "Europe", "jp": "Japan", "uk": "the UK", "cn": "China", "ca": "Canada"}


class Made(NamedTuple):
    """A question that was made, its class, and the records of which any is right."""

    kind: str
    text: str
    right: frozenset[tuple[str, str]]


def made(knowledge: Knowledge) -> Iterator[Made]:
    """Make the questions of every class."""
    for make in (of_therapies, of_approvals, of_trials, of_terms, of_syndromes, of_sites, of_markers, of_the_rest):
        yield from make(knowledge)


def _put(kind: str, texts: list[str], *right: tuple[str, str]) -> Iterator[Made]:
    yield from (Made(kind, text, frozenset(right)) for text in texts)


def _namesakes(name: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the records that bear a name, of whatever kind: each of them says what it is."""
    found = knowledge.once(_by_name)
    return found.get(key(name), [])


def _by_name(knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    names: dict[str, list[tuple[str, str]]] = {}
    for collection, kind in COLLECTIONS.items():
        if collection not in {"sources", "edition"}:
            for record in knowledge.of(kind).values():
                for name in {key(name) for name in (*names_of(record), _short(record))}:
                    names.setdefault(name, []).append((collection, record.id))
    return names


def _short(record: model.Record) -> str:
    """Return what a person calls a record: its label without what stands in brackets."""
    return re.sub(r" \([^)]*\)", "", label_of(record))


def of_therapies(knowledge: Knowledge) -> Iterator[Made]:
    """Ask every field of every drug, by its name and by a brand."""
    fields: dict[str, tuple[Callable[[model.Therapy], Any], tuple[str, ...]]] = {
        "dose": (lambda one: one.dose, ("dose of {}", "{} dosing", "how often is {} given", "how many mg of {}")),
        "boxed warning": (lambda one: one.safety.boxed_warning, ("{} boxed warning", "does {} have a black box")),
        "adverse": (lambda one: one.safety.adverse, ("side effects of {}", "{} toxicity", "common AEs on {}")),
        "pregnancy": (lambda one: one.safety.pregnancy, ("{} pregnancy", "contraception on {}")),
        "dose change": (lambda one: one.safety.dose_changes, ("{} renal impairment", "{} dose reduction")),
        "monitoring": (lambda one: one.safety.monitoring, ("labs to monitor on {}", "{} monitoring")),
        "contraindicated": (lambda one: one.safety.contraindications, ("{} contraindications", "who must not get {}")),
        "mechanism": (lambda one: one.mechanism, ("mechanism of action of {}", "target of {}")),
        "brand": (lambda one: one.brands, ("brand name of {}", "trade name {}")),
        "route": (lambda one: one.route, ("is {} oral or iv", "how is {} administered")),
    }
    for one in knowledge.of(model.Therapy).values():
        if one.kind == "procedure":
            continue
        for kind, (held, texts) in fields.items():
            if held(one):
                names = [_short(one), *([] if kind == "brand" else one.brands[:1])]
                yield from _put(
                    f"therapy {kind}", [text.format(name) for text in texts for name in names], ("therapies", one.id)
                )
        for met in one.safety.interactions:
            for example in met.examples[:2]:
                yield from _put("therapy interaction", [f"{_short(one)} and {example}"], ("therapies", one.id))


def of_approvals(knowledge: Knowledge) -> Iterator[Made]:
    """Ask where and since when every drug and every tracer is approved."""
    events = knowledge.of(model.Event).values()
    for one in knowledge.of(model.Therapy).values():
        for region in {row.region for row in one.indications if row.status == "approved" and row.region in AGENCIES}:
            told = [("events", event.id) for event in events if one.id in event.therapies and event.region == region]
            name, agency, where = _short(one), AGENCIES[region], REGION_WORDS[region]
            yield from _put(
                "approval",
                [f"is {name} approved in {where}", f"{name} {agency} approval date", f"{agency} label {name}"],
                ("therapies", one.id),
                *told,
            )
    for tracer in knowledge.of(model.Imaging).values():
        for region in {row.region for row in tracer.approvals if row.region in AGENCIES}:
            yield from _put(
                "imaging approval",
                [f"is {_short(tracer)} approved in {REGION_WORDS[region]}"],
                ("imaging", tracer.id),
            )


def of_trials(knowledge: Knowledge) -> Iterator[Made]:
    """Ask every field of every trial."""
    fields: dict[str, tuple[Callable[[model.Trial], Any], tuple[str, ...]]] = {
        "hazard ratio": (lambda one: [o for o in one.outcomes if o.hr], ("HR in {}", "{} hazard ratio for PFS")),
        "result": (lambda one: one.outcomes, ("{} results", "median PFS {}", "what did {} show", "ORR {}")),
        "sponsor": (lambda one: one.sponsor, ("who sponsors {}", "{} sponsor")),
        "phase": (lambda one: one.phases, ("phase of {}", "is {} a phase 3")),
        "status": (lambda one: one.status, ("is {} recruiting", "{} status")),
        "number": (lambda one: one.nct, ("NCT number of {}", "{} clinicaltrials id")),
        "size": (lambda one: one.enrollment, ("how many patients in {}", "{} n=", "{} sample size")),
        "comparator": (lambda one: one.comparator, ("comparator in {}", "{} control arm")),
        "population": (lambda one: one.population, ("who could join {}", "{} inclusion criteria")),
        "countries": (lambda one: one.countries, ("{} countries", "where does {} run")),
        "design": (lambda one: one.design, ("was {} randomised", "{} primary endpoint")),
    }
    for one in knowledge.of(model.Trial).values():
        for kind, (held, texts) in fields.items():
            if held(one):
                yield from _put(f"trial {kind}", [text.format(one.acronym) for text in texts], ("trials", one.id))
        if one.nct:
            yield from _put("trial number", [one.nct, f"status of {one.nct}"], ("trials", one.id))


def of_terms(knowledge: Knowledge) -> Iterator[Made]:
    """Ask what every term means, and every other name of it."""
    for one in knowledge.of(model.Term).values():
        for name in dict.fromkeys([one.term, *one.aliases[:2]]):
            told = _about(name, knowledge) if len(key(name)) >= LEAST_TOLD else []
            right = [*_namesakes(name, knowledge), *told]
            texts = [name, f"what is {name}", f"{name} meaning", f"what does {name} stand for", f"explain {name}"]
            yield from _put("term", texts, ("glossary", one.id), *right)


def of_syndromes(knowledge: Knowledge) -> Iterator[Made]:
    """Ask of every syndrome what it is, how it shows, is found, treated and screened for."""
    for one in knowledge.of(model.Syndrome).values():
        name, itself = _short(one), ("syndromes", one.id)
        plans = [("schedules", plan.id) for plan in fitting_schedules(knowledge, ScheduleQuestion(syndrome=one.id))]
        asked = _about(name, knowledge)
        yield from _put("syndrome is", [name, f"what is {name}"], *_namesakes(name, knowledge), *asked)
        yield from _put("syndrome signs", [f"symptoms of {name}", f"signs of {name}"], itself, *asked)
        yield from _put(
            "syndrome tests",
            [f"how is {name} diagnosed", f"test for {name}", f"{name} work-up"],
            itself,
            *asked,
            *plans,
        )
        if one.management:
            advice = _advising(name, knowledge)
            yield from _put("syndrome treated", [f"treatment of {name}"], itself, *asked, *advice)
        if plans and one.kind == "hereditary":
            yield from _put(
                "screening", [f"screening in {name}", f"{name} surveillance", f"how often scan {name}"], *plans
            )
        if one.gene:
            yield from _put("syndrome gene", [f"gene of {name}", f"which gene causes {name}"], itself)


def _about(name: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the questions on record that name something."""
    questions = knowledge.of(model.Question).values()
    return [("faq", one.id) for one in questions if any(key(name) in key(said) for said in names_of(one)[1:])]


def _advising(name: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    advice = knowledge.of(model.Recommendation).values()
    return [("recommendations", one.id) for one in advice if key(name) in key(one.setting + one.text)]


def of_sites(knowledge: Knowledge) -> Iterator[Made]:
    """Ask of every site what is counted, advised and watched there."""
    sites = knowledge.of(model.Site)
    for site in sites.values():
        if site.id in {"net", "extrapancreatic"}:
            continue
        name = _short(site).lower()
        yield from _put("site is", [f"{name} NET", f"NET of the {name}"], ("sites", site.id), *_about(name, knowledge))
        for kind, texts in {
            "incidence": (f"incidence of NET of the {name}", f"how many new {name} NETs a year"),
            "prevalence": (f"prevalence of {name} NET",),
            "survival": (f"{name} NET survival", f"5-year survival {name} NET"),
        }.items():
            counted = [
                ("epidemiology", one.id)
                for one in knowledge.of(model.Epidemiology).values()
                if one.kind == kind and (site.id in one.sites or any(site.id in each.sites for each in one.figures))
            ]
            if counted:
                yield from _put(f"site {kind}", list(texts), *counted, ("sites", site.id))
        advice = [
            ("recommendations", one.id)
            for one in knowledge.of(model.Recommendation).values()
            if concerns(site.id, one.sites, sites)
        ]
        if advice:
            yield from _put("site treated", [f"first line {name} NET", f"{name} NET treatment options"], *advice)
        plans = [
            ("schedules", plan.id)
            for plan in fitting_schedules(knowledge, ScheduleQuestion(site=site.id))
            if plan.kind == "follow-up" or "follow" in plan.kind
        ]
        if plans:
            texts = [
                f"follow-up {name} NET",
                f"surveillance after resection of {name} NET",
                f"how often scan {name} NET",
            ]
            yield from _put("site followed", texts, *plans, ("faq", "how-often-scans"))


def of_markers(knowledge: Knowledge) -> Iterator[Made]:
    """Ask of every marker and every scan what it is, is for, how good it is and what misleads."""
    for collection, kind in (("biomarkers", model.Biomarker), ("imaging", model.Imaging)):
        for one in knowledge.of(kind).values():
            for name in dict.fromkeys([_short(one), *one.aliases[:1]]):
                same, asked = _namesakes(name, knowledge), _about(name, knowledge)
                yield from _put(f"{collection} is", [name, f"what is {name}"], *same, *asked)
                yield from _put(
                    f"{collection} use", [f"use of {name}", f"{name} pitfalls"], (collection, one.id), *asked
                )
                if any("sensitiv" in figure.name.lower() for figure in one.figures):
                    yield from _put(f"{collection} figure", [f"{name} sensitivity"], (collection, one.id), *asked)
    for tracer in knowledge.of(model.Imaging).values():
        yield from _put("imaging target", [f"what does {_short(tracer)} bind"], ("imaging", tracer.id))


def of_the_rest(knowledge: Knowledge) -> Iterator[Made]:
    """Ask with the title of every row: figures, advice, schedules, events, editions of a classification."""
    for one in knowledge.of(model.Epidemiology).values():
        yield from _put("figure by name", [one.name], ("epidemiology", one.id))
    for one in knowledge.of(model.Recommendation).values():
        house = one.guideline.split(" (")[0]
        if house.isupper() or any(sign.isdigit() for sign in house):  # no summary of ours
            texts = [f"{house} {one.setting}", f"what does {house} say on {one.setting}"]
            yield from _put("advice by house", texts, ("recommendations", one.id))
    plans = knowledge.of(model.Schedule).values()
    for one in plans:
        house = one.guideline.split(" (")[0]
        kind = one.kind.replace("-", " ")
        yield from _put("schedule by house", [f"{house} {one.situation} {kind}"], ("schedules", one.id))
        same = [("schedules", each.id) for each in plans if one.situation in each.situation and each.kind == one.kind]
        yield from _put("schedule by kind", [f"{kind} {one.situation}"], *same)
    for one in knowledge.of(model.Event).values():
        yield from _put("event by title", [one.title, f"when: {one.title}"], ("events", one.id))
    for scheme in knowledge.of(COLLECTIONS["grading"]).values():
        yield from _put(
            "edition", [label_of(scheme), f"what is {label_of(scheme)}"], *_namesakes(label_of(scheme), knowledge)
        )


def held_back(knowledge: Knowledge) -> tuple[Knowledge, list[Made]]:
    """Return the knowledge without every third other wording of its questions, and those wordings."""
    asked = []
    shortened = {}
    for one in knowledge.of(model.Question).values():
        kept = [alias for place, alias in enumerate(one.aliases) if place % HELD_BACK != 1]
        asked += [Made("aliases", alias, frozenset([("faq", one.id)])) for alias in one.aliases if alias not in kept]
        shortened[one.id] = replace(one, aliases=kept)
    return Knowledge(loaded={model.Question: shortened}), asked


def place_of(one: Made, index: Any, knowledge: Knowledge) -> int:
    """Return the place of the first right record, from 0; 99 for none."""
    hits = find(one.text, index, knowledge)
    return next((place for place, hit in enumerate(hits) if (hit.kind, hit.id) in one.right), 99)


def main(arguments: list[str]) -> None:
    """Print the share by class, or the misses."""
    knowledge = bundled()
    shorter, wordings = held_back(knowledge)
    wanted = arguments[1:] if "--misses" in arguments else []
    rows: dict[str, list[int]] = {}
    sets = ((knowledge, open_index(knowledge), list(made(knowledge))), (shorter, build_index(shorter), wordings))
    for known, index, asked in sets:
        for one in asked:
            if wanted and not any(one.kind.startswith(name) for name in wanted):
                continue
            place = place_of(one, index, known)
            rows.setdefault(one.kind, []).append(place)
            if "--misses" in arguments and place:
                shown = [f"{hit.kind}:{hit.id}{'!' if hit.answers else ''}" for hit in find(one.text, index, known)[:3]]
                right = " ".join(sorted(":".join(name) for name in one.right))[:120]
                sys.stdout.write(f"{one.kind} | {one.text} | {right} | {' '.join(shown)}\n")
    every = [place for places in rows.values() for place in places]
    for name, places in [*sorted(rows.items()), ("all", every)]:
        first, three = sum(not place for place in places), sum(place < 3 for place in places)
        total = len(places)
        sys.stdout.write(
            f"{name:<22}{total:5} {100 * first / total:6.1f} % first {100 * three / total:6.1f} % in three\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
