"""What guidelines advise: over time, in a situation, in one house's words."""

import re
from collections.abc import Iterator, Sequence

from netcli.knowledge import model
from netcli.knowledge.names import key
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.asking import FIRST, FOLLOWED, GUIDED, LATER, TREATMENT
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.situation import Situation
from netcli.knowledge.schedules import ScheduleQuestion, fitting_schedules
from netcli.knowledge.therapies import fitting_advice
from netcli.knowledge.vocabulary import Receptor, TreatmentLine

_YOUNG = "age child children kid daughter son"
_RECEPTOR = re.compile(r"\b(?:sstr\d?|ssr|receptor|dotata\w+)[- ]?(neg\w*|pos\w*|avid)", re.IGNORECASE)
SHOWN = 3


def scheduled(reader: Reader) -> Iterator[Direct]:
    """Follow-up, work-up and screening of a syndrome or a site."""
    asked = reader.asked
    syndromes, sites = asked.of("syndromes"), asked.of("sites")
    hereditary = [one for one in syndromes if reader.knowledge.of(model.Syndrome)[one].kind == "hereditary"]
    if not (asked.says(FOLLOWED) or (hereditary and asked.says(_YOUNG))) or not (syndromes or sites):
        return
    if asked.of("therapies") or asked.of("trials"):
        return
    grade = asked.grade or None
    site = next(iter(sites), None)
    fits = [
        one
        for syndrome in (syndromes or [None])
        for one in fitting_schedules(
            reader.knowledge,
            ScheduleQuestion(syndrome=syndrome, site=None if syndromes else site, grade=grade),  # type: ignore[arg-type]
        )
    ]
    command = " ".join(["netcli schedule", syndromes[0] if syndromes else f"--site {site}", *([f"--grade {grade}"] if grade and not syndromes else [])])
    for one in _by_share("schedules", fits, reader)[:SHOWN]:
        steps = "; ".join(step.what for step in one.steps[:SHOWN])
        yield Direct("schedules", one.id, f"{one.guideline}, {one.situation}: {steps or 'not on record here'}", command)


def _by_share(collection: str, records: Sequence[model.Schedule | model.Recommendation], reader: Reader) -> list:
    """Put records in order: of the house and the site that are named, speaking of most, the newest."""
    def order(one: model.Schedule | model.Recommendation) -> tuple[bool, bool, float]:
        house = any(name in one.guideline for name in reader.asked.houses)
        year = any(one.date.startswith(year) for year in reader.asked.years)
        return (not house, not year, -round(reader.share(collection, one.id), 2) - 0.2 * bool(set(reader.asked.of("sites")) & set(one.sites)))

    return sorted(records, key=order)


def next_after(reader: Reader) -> Iterator[Direct]:
    """What is left at a site on or after a drug."""
    asked = reader.asked
    if (asked.of("sites") or asked.grade) and asked.of("therapies") and asked.says(f"{LATER} failed options"):
        yield from _situated(reader, "later")


def situated(reader: Reader) -> Iterator[Direct]:
    """What there is at a site and grade: the advice that fits, and the table of therapies."""
    if (reader.asked.says(TREATMENT) or _sstr(reader)) and not reader.asked.of("therapies"):
        line: TreatmentLine | None = "first" if reader.asked.says(FIRST) else "later" if reader.asked.says(LATER) else None
        yield from _situated(reader, line)


def _situated(reader: Reader, line: TreatmentLine | None) -> Iterator[Direct]:
    asked = reader.asked
    site, grade = next(iter(asked.of("sites")), None), asked.grade or None
    if not site and not grade:
        return
    options = [f"--site {site}"] if site else []
    options += [f"--grade {grade}"] if grade else []
    options += [f"--region {asked.regions[0]}"] if asked.regions else []
    options += [f"--line {line}"] if line else []
    sstr, status = _sstr(reader), _status(reader)
    options += [f"--sstr {sstr}"] if sstr else []
    options += [f"--status {status}"] if status else []
    command = f"netcli therapies {' '.join(options)}"
    fits = fitting_advice(reader.knowledge, Situation(site=site, grade=grade, line=line, sstr=sstr))  # type: ignore[arg-type]
    current = [one for one in fits if not one.replaced_by]
    exact = [one for one in current if not site or site in one.sites] or current
    for one in _by_share("recommendations", exact, reader)[:SHOWN]:
        yield Direct("recommendations", one.id, f"{one.guideline}: {one.text}", command)
    if not exact and site:
        yield Direct("sites", site, reader.knowledge.of(model.Site)[site].summary, command)


def _sstr(reader: Reader) -> Receptor | None:
    """Return the receptor status that is named with the receptor or its scan."""
    found = _RECEPTOR.search(reader.asked.text)
    return None if not found else "negative" if found[1].lower().startswith("neg") else "positive"


def _status(reader: Reader) -> str:
    text = reader.asked.text.casefold()
    return next((name for name in ("off-label", "investigational") if name in text.replace("off label", "off-label")), "")


def guided(reader: Reader) -> Iterator[Direct]:
    """What the guideline of a house says."""
    asked = reader.asked
    if not asked.houses:
        return
    houses = [
        one
        for kind in (model.Recommendation, model.Schedule)
        for one in reader.knowledge.of(kind).values()
        if any(name in one.guideline for name in asked.houses)
    ]
    named = {one.id for one in asked.records}
    for one in sorted(houses, key=lambda one: -_fit(one, reader, named))[:SHOWN]:
        collection = "schedules" if isinstance(one, model.Schedule) else "recommendations"
        said = one.text or "; ".join(step.what for step in getattr(one, "steps", [])[:SHOWN])
        yield Direct(collection, one.id, f"{one.guideline}: {said}", f"netcli show {collection}:{one.id}")


def _fit(one: model.Schedule | model.Recommendation, reader: Reader, named: set[str]) -> float:
    collection = "schedules" if isinstance(one, model.Schedule) else "recommendations"
    return reader.share(collection, one.id) + 0.3 * bool(named & {*one.sites, *one.therapies})
