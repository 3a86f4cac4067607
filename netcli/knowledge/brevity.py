"""The rules of short texts: a row says less than the record, and nothing else, and never loses a limit.

Condensing is editing medicine: what narrows a label stands in the row, from the fields or in the author's words.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from netcli.knowledge.advice import is_in_force
from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.faults import Fault, Where
from netcli.knowledge.files.raw import values
from netcli.knowledge.for_whom import for_whom
from netcli.knowledge.model import Indication, Recommendation
from netcli.knowledge.setting import Setting
from netcli.knowledge.vocabulary import USUAL_REGIONS

SHORT = {"short", "needs", "brief", "treatment", "patients", "patients_short", "glance"}
# What must be written in short where it is bundled: an overlay that has none shows its whole text.
REQUIRED = {"trials": ("treatment", "patients", "tested"), "events": ("brief",)}
IDENTIFIERS = ("pmid", "doi", "nct")  # a line of sources names a source by one of these, or else in so many letters
LONGEST_SOURCE = 24
# What a record says of its patients, and one of the words by which the row says the same.
LIMITS = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(printed, re.IGNORECASE))
    for said, printed in (
        (r"\bprogressi(?:ve|on|ng)\b|\bprogressed\b", r"progress|pretreated|after|refractory"),
        (r"\b(?:advanced|unresectable|inoperable|metastatic)\b", r"advanced|metasta|operable|resectable|progressed"),
        (r"\b(?:previously treated|pretreated|prior treatment)\b", r"pretreated|after|progressed|later|\bline\b"),
        (r"\bafter (?:a )?platinum\b", r"after (?:a )?platinum"),
        (r"\bafter everolimus\b", r"after everolimus"),
        (r"\bSSTR-positive|receptor-positive", r"SSTR"),
        (r"\bnon-function(?:al|ing)\b", r"non-functional|\bNF\b"),
        (r"\bHippel", r"VHL"),
        (r"\bKi-67\b", r"Ki-67"),
        (r"\bconditional\b", r"cond"),
        (r"\bwith octreotide\b", r"octreotide"),
        (r"\bfluorouracil\b", r"5-FU|fluorouracil"),
        (r"\bDLL3\b", r"DLL3"), (r"\bHER2\b", r"HER2"), (r"\bBRAF\b", r"BRAF"), (r"\bNTRK\b", r"NTRK"),
        (r"\bRET\b", r"RET"), (r"\bnot colorectal\b|other than colorectal", r"not colorectal"),
        (r"\binferior\b", r"inferior"), (r"\bno better than\b", r"no better"), (r"\bmixed result", r"mixed"),
        (r"\bnever (?:approved|authorised)\b", r"never"),
        (r"\bcomplete response letter\b", r"complete response letter"),
        (r"\bno longer authorised\b", r"no longer"),
    )
)  # fmt: skip
OF_PATIENTS = (  # a field of a trial, what its row says, what the field says then
    ("sstr", re.compile(r"\bSSTR2?\+"), "positive"),
    ("functional", re.compile(r"\bNF\b"), "non-functioning"),
    ("functional", re.compile(r"\bsyndrome\b"), "functioning"),
)
# What the text of a recommendation says, how its row says the same, and the field that must hold this value then.
OF_ADVICE = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(printed, re.IGNORECASE), field, value)
    for said, printed, field, value in (
        (r"\breceptor-positive|\bcarry receptors", r"SSTR\+", "sstr", "positive"),
        (r"\breceptor-negative|\bwithout receptors", r"SSTR−|receptor-negative", "sstr", "negative"),
        (r"\bnon-function(?:al|ing)\b", r"\bNF\b|non-functioning", "functional", "non-functioning"),
        (r"\bG1-G2\b", r"\bG1-G2\b", "grades", ["G1", "G2"]),
        (r"\bdraft\b", r"draft", "", ""),  # whatever the fields say
        (r"\b(?:no (?:fixed )?order|recommend an order)\b", r"\border\b", "", ""),
        (r"\bunconfirmed\b", r"unconfirmed", "", ""),
    )
)
STRENGTH = re.compile(r"\b(?:[IV]{1,3}|\d[ab]?), [A-E]\b")  # of evidence and advice: "IV, A", "2b, C"
IN_A_ROW = (
    "SSTR",
    "NF",
    "VHL",
    "pretreated",
    "G1-G2",
    "LAR",
    "metastatic",
    "inoperable",
    "symptomatic",
)  # words of rows alone
# 1L and 2L+ are the line of treatment, 177Lu and 5-FU a name; none is a finding.
NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\d.]*(?:L\b|Lu\b|-FU\b))")
LONGEST_SENTENCE = 180  # characters without the citations
JUDGEMENT = re.compile(
    r"\b(?:best|preferred|prefer|standard|effective|safe|safer|all|any|proven|superior)\b", re.IGNORECASE
)


def short_texts_are_there(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """Every bundled indication, trial, event and advice in force has its short texts, a source a name for a line."""
    if setting.bundled is not None:
        return
    for field in REQUIRED.get(collection, ()):
        if not raw.get(field):
            yield Fault((), f"'{field}' is missing: a row has no room for the whole text")
    for where, indication in _indications(collection, raw):
        if indication.get("brief") is None:
            yield Fault(where, "'brief' is missing: write \"\" when the fields say everything")
    unbriefed = collection == "recommendations" and not raw.get("brief")
    if unbriefed and is_in_force(msgspec.convert(raw, Recommendation, strict=False)):
        yield Fault((), "'brief' is missing: a page with many guidelines has no room for the whole text")
    if collection == "sources" and not any(raw.get(field) for field in ("short", *IDENTIFIERS)):
        name = raw.get("publisher") or raw["title"]
        if len(name) > LONGEST_SOURCE:
            yield Fault((), f"'short' is missing: '{name}' is too long for a line of sources")


def no_limit_is_lost(collection: str, raw: dict[str, Any], _: Setting) -> Iterator[Fault]:
    """What narrows an indication in its text or condition stands in its row."""
    for where, indication in _indications(collection, raw):
        if indication.get("brief") is None:
            continue
        one = msgspec.convert(indication, Indication, strict=False)
        line = for_whom(one)
        for said, printed in LIMITS:
            if (found := said.search(f"{one.text} {one.condition}")) and not printed.search(line):
                yield Fault((*where, "brief"), f"'{found[0]}' is lost: the row says '{line}'")


def short_texts_say_nothing_new(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """Every number and every word of judgement in a short text stands in its record."""
    every = values(raw)
    short = [(where, text) for where, text in every if not SHORT.isdisjoint(where) and "sources" not in where]
    if not short:
        return
    told = " ".join(CITATION.sub("", text) for where, text in every if SHORT.isdisjoint(where)).lower()
    numbers = set(NUMBER.findall(told))
    for where, cited in short:
        text = CITATION.sub("", cited)
        if len(text) > LONGEST_SENTENCE:
            yield Fault(where, f"{len(text)} characters: a screen has room for {LONGEST_SENTENCE}")
        if new := [number for number in NUMBER.findall(text) if number not in numbers]:
            yield Fault(where, f"{', '.join(new)} stands nowhere else in the record")
        for word in JUDGEMENT.findall(text):
            if not re.search(rf"\b{word.lower()}\b", told):
                yield Fault(where, f"'{word}' is a judgement that the record does not make")


def advice_keeps_to_its_text(collection: str, raw: dict[str, Any], _: Setting) -> Iterator[Fault]:
    """The row of a recommendation has the numbers, strengths and limits of its text, and loses none of its fields."""
    if collection != "recommendations" or not (brief := raw.get("brief")):
        return
    text = CITATION.sub("", raw.get("text", ""))
    for figure in (NUMBER, STRENGTH):
        if new := [found for found in figure.findall(brief) if found not in figure.findall(text)]:
            yield Fault(("brief",), f"'{new[0]}' does not stand in 'text'")
    row = f"{raw.get('setting', '')}: {brief}"
    for said, printed, field, value in OF_ADVICE:
        in_text, in_brief = said.search(text), printed.search(brief)
        if in_brief and not in_text:
            yield Fault(("brief",), f"'{in_brief[0]}' does not stand in 'text'")
        if in_text and raw.get(field, "") == value and not printed.search(row):
            yield Fault(("brief",), f"'{in_text[0]}' is lost: the row says '{row}'")


def what_many_sites_ask_is_whole(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """What narrows a label in the US or the EU stands in `needs`, beside which no row tells of it."""
    needs = raw.get("needs") if collection == "therapies" and setting.bundled is None else None
    if not needs:
        return
    for where, indication in _indications(collection, raw):
        one = msgspec.convert(indication, Indication, strict=False)
        treats = one.purpose != "symptom-control" and one.differentiation != "poor" and not one.tumour_agnostic
        if one.status == "approved" and one.region in USUAL_REGIONS and treats:
            line = for_whom(one)
            for said, printed in (*LIMITS, *((re.compile(rf"\b{word}\b"),) * 2 for word in IN_A_ROW)):
                if (found := said.search(line)) and not printed.search(needs):
                    yield Fault((*where, "brief"), f"'{found[0]}' is not in 'needs': '{needs}'")


def arms_are_told_apart(collection: str, raw: dict[str, Any], _: Setting) -> Iterator[Fault]:
    """Every agent of a trial is tested or what that is held against."""
    if collection == "trials" and (tested := raw.get("tested")):
        named = {*tested, *raw.get("control", [])}
        for field in ("drugs", "drug_names"):
            for place, agent in enumerate(raw.get(field, [])):
                if agent not in named:
                    yield Fault((field, place), f"'{agent}' is neither in 'tested' nor in 'control'")


def fields_say_what_rows_say(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """What the row of a bundled trial says of its patients' receptor and function its fields say too."""
    for field, said, value in OF_PATIENTS if collection == "trials" and setting.bundled is None else ():
        if said.search(raw.get("patients", "")) and raw.get(field) != value:
            yield Fault(("patients",), f"'{raw['patients']}' asks for '{field}: {value}'")


def one_headline_a_cohort(collection: str, raw: dict[str, Any], _: Setting) -> Iterator[Fault]:
    """A row shows one result of a cohort, with its verdict; its first arm is the one that the study tests."""
    shown: set[tuple[str, ...]] = set()
    for place, outcome in enumerate(raw.get("outcomes", []) if collection == "trials" else []):
        if not outcome.get("headline"):
            continue
        cohort = (outcome["population"], *outcome.get("sites", []))
        if cohort in shown:
            yield Fault(("outcomes", place, "headline"), "another result of this cohort is the headline")
        shown.add(cohort)
        if not outcome.get("verdict"):
            yield Fault(("outcomes", place), "a headline needs its 'verdict'")
        for agent in [agent for arm in outcome.get("arms", [])[:1] for agent in arm.get("holds", [])]:
            if agent not in raw.get("tested", []):
                yield Fault(("outcomes", place, "arms", 0, "holds"), f"'{agent}' is not in 'tested'")


def _indications(collection: str, raw: dict[str, Any]) -> Iterator[tuple[Where, dict[str, Any]]]:
    for place, indication in enumerate(raw.get("indications", []) if collection == "therapies" else []):
        yield ("indications", place), indication
