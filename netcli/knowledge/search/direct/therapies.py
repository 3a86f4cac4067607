"""A therapy: a field of its record, its standing in a region or at a site, and what goes with it or against it."""

import re
from collections.abc import Callable, Iterator
from shlex import quote

from netcli.knowledge import model
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import (
    ABROAD,
    FIELDS,
    LATER,
    OF_A_CLASS,
    WHOLE,
    is_of_somebody,
)
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.standing import MOST, abroad, is_of_standing, row_said, standing_of
from netcli.knowledge.search.direct.trials import class_named
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_in
from netcli.knowledge.search.ranking import Concept
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import fitting_therapies
from netcli.knowledge.wording import dose_change, interaction, pause, stated

_AMOUNT = r"\d ?(?:mg|GBq|micrograms)\b"
_BY_WEIGHT = r"(?i)\bmg ?(?:per|/) ?kg\b"  # the dose itself, not a change of it
_AVOIDED = r"(?i)\bnot (?:to |be )*(?:take|taken|combined?|mix|mixed|used?) with\b|\bto avoid with\b"
_UNTIL = r"(?i)\b(?:before|until|after)\b"
_HINTS = {  # words of other things, too, that mean a field beside a drug
    "mechanism": "acts targets inhibit inhibits blocks block binds bind enzyme",
    "dose": "regimen regime",
}
CONDITIONAL = ("pauses", "reductions")  # what depends on what is asked about
_ORGANS = {  # whose impairment changes a dose
    "liver": "liver hepatic pugh child-pugh cirrhosis bilirubin",
    "kidney": "kidney renal crcl egfr gfr creatinine dialysis",
}
IN_COMMON = ("side effects", "mechanism")  # fields that the drugs of a class share
_BROAD = frozenset("chemo chemotherapy immunotherapy".split())  # whose drugs share little
_PAUSED = "hold withhold washout stop stopping stopped pause interval"
_STOPPED, LITTLE = frozenset(words_of(_PAUSED)), 1e-3
_TESTED = "test tests tested testing"
_CHECKED = (  # how often that is done, and not how often the drug is taken
    f"{_TESTED} bloods fbc lft lfts alt tft tfts tsh es inr ecg echo bp dip creatinine electrolytes thyroid protein"
    " pressure"
)
_IN_TIME = "before after every"  # which lines on quite other things hold, too
LONGEST_AGENT = 5  # words of such a name: "St John's wort" has four
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
    "side effects": lambda one: (
        [*one.safety.adverse, *filter(None, [one.safety.boxed_warning])]
        or passages_in(one.plain.partition("\n")[2])  # in plain words, after what it is
    ),
    "monitoring": lambda one: one.safety.monitoring,
    "mechanism": lambda one: [one.mechanism],
    "route": lambda one: [one.route, one.dose],
    "dose": lambda one: [one.dose],
    "brand": lambda one: [", ".join(one.brands)],
    "approved": lambda one: (
        [row_said(row) for row in one.indications if row.status == "approved"]
        or (["No approval on record.", *map(row_said, one.indications)] if one.indications else one.practical)
    ),
}


def told(reader: Reader) -> Iterator[Direct]:
    """Find what is asked of a drug that is named: its standing, a field, an agent, or what tells most."""
    therapies = reader.knowledge.of(model.Therapy)
    asked = reader.asked
    everyday = is_of_somebody(asked.words) and not (_field(reader) or asked.regions or asked.of("sites"))
    if len(asked.words) <= 1 or everyday:  # the name alone asks for nothing, nor does what somebody tells of the day
        return
    for one in reader.drugs[:1]:
        agents = _agents(therapies[one], reader)
        yield Direct(
            "therapies",
            one,
            agents or _asked_of(therapies[one], reader),
            f"netcli show {one}" + " --full" * bool(agents),
            outright=_is_all_that_is_asked(_field(reader), reader),
        )


def of_class(reader: Reader) -> Iterator[Direct]:
    """Find the drugs of a class that is named, where they, or what they have in common, are asked for."""
    asked, field = reader.asked, _field(reader)
    if reader.drugs or asked.of("trials") or asked.says(f"{LATER} after") or is_of_somebody(asked.words):
        return
    typed, members = class_named(reader)
    drugs, named = asked.says(WHOLE["therapies"]), f"which {typed.lower()}" in asked.text.casefold()
    listed = drugs or named or asked.says(OF_A_CLASS)
    if asked.of("biomarkers") and not drugs and " " not in typed:  # "BRAF mutation list" asks for no drugs
        return
    if not members or field not in ("", *IN_COMMON) or not (listed or (field and typed.lower() not in _BROAD)):
        return
    site = next(iter(asked.of("sites")), None)
    labelled = fitting_therapies(reader.knowledge, Situation(site=site, status="approved"))[0]
    fit = {match.therapy.id for match in labelled}
    therapies = reader.knowledge.of(model.Therapy)
    command = f"netcli therapies --class {quote(typed)}{f' --site {site}' * bool(site)}"
    for one in sorted(members, key=lambda one: one not in fit)[:MOST]:
        said = " ".join(SAYS[field](therapies[one])[:MOST]) if field else standing_of(therapies[one], reader)
        yield Direct("therapies", one, f"{therapies[one].class_}: {said}", command, listed and not drugs)


def _asked_of(therapy: model.Therapy, reader: Reader) -> str:
    field = _field(reader)
    placed = reader.asked.regions or reader.asked.of("sites") or (field == "approved" and reader.asked.grade)
    if field in ("", "approved") and (placed or is_of_standing(therapy, field, reader)):
        return standing_of(therapy, reader)
    if field == "approved" and reader.asked.says(ABROAD):
        return abroad(therapy)
    if not field:
        return _telling(therapy, reader)
    share = _share(therapy, reader, FIELDS[field] if field == "dose" else "")
    lines = sorted(SAYS[field](therapy), key=share, reverse=True)
    if field == "dose":  # of somebody who needs another one, that one
        changed = [*map(dose_change, therapy.safety.dose_changes), *map(interaction, therapy.safety.interactions)]
        other = max(changed, key=share, default="")
        lines = [other, *lines] if share(other) > share(therapy.dose) else lines
        rows = [row for row in therapy.indications if row.region in reader.asked.regions]
        lines = [*(f"{row.region.upper()}: {stated(row)}" for row in rows if re.search(_AMOUNT, row.text)), *lines]
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
    holds = _share(therapy, reader, _PAUSED)

    def share(line: str) -> float:  # of what holds as much, that which says to stop
        return holds(line) and holds(line) + LITTLE * (not _STOPPED.isdisjoint(words_of(line)))

    lines = sorted(lines, key=share, reverse=True)
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
    words = re.findall(r"[^\W_]+", reader.asked.text)  # whole ones: insulinoma is no insulin
    spans = (words[start : start + length] for start in range(len(words)) for length in range(1, LONGEST_AGENT + 1))
    typed = {key("".join(span)) for span in spans}
    typed |= {one.removesuffix("s") for one in typed}
    own = set(map(key, names_of(therapy)))
    met = (
        (one, [name for name in one.examples if len(key(name)) >= SHORTEST_AGENT and key(name) in typed])
        for one in therapy.safety.interactions
    )
    named = ((one, [name for name in names if key(name) not in own]) for one, names in met)
    # Of a long list the first few are told: the one that is asked about stands before them.
    told = ((interaction(one), names[0]) for one, names in named if names)
    return " ".join(said if name in said else f"{name}: {said}" for said, name in told)


def _field(reader: Reader) -> str:
    if re.search(_BY_WEIGHT, reader.asked.text):
        return "dose"
    if re.search(_AVOIDED, reader.asked.text):
        return "interactions"
    if reader.asked.says("interval") and re.search(_UNTIL, reader.asked.text):  # not that of the doses
        return "pauses"
    said = (name for fields in (FIELDS, _HINTS) for name, words in fields.items() if reader.asked.says(words))
    field = next(said, "")
    if field == "reductions":
        of_a_dose = reader.asked.says("ugt1a1")
        return "monitoring" if reader.asked.says(_TESTED) and not of_a_dose else field
    asking = "often before" if field == "dose" else "" if field else "before baseline"
    return "monitoring" if reader.asked.says(asking) and reader.asked.says(_CHECKED) else field


def _is_all_that_is_asked(field: str, reader: Reader) -> bool:
    """Tell whether nothing else is asked of a drug: "is lutathera dangerous", its boxed warning, a label somewhere."""
    asked = reader.asked
    plain = asked.says_only(FIELDS.get(field, ""))
    return plain or field == "boxed" or (bool(asked.regions) and field == "approved")


def _telling(therapy: model.Therapy, reader: Reader) -> str:
    """Return the statement that holds most of the question: on safety or practice, on a label; else how it acts."""
    share = _share(therapy, reader)
    return _of_safety(therapy, share) or _holding(list(map(row_said, therapy.indications)), share) or therapy.mechanism


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
