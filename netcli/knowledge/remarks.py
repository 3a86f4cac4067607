"""How closely the record of a therapy speaks of the receptor, the function and the line that were asked for.

A label that does not name the receptor fits a receptor-negative tumour as far as it goes. That it is silent is said,
and so is that its evidence, or every guideline that names the receptor, is for the other kind.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.advice import fitting_advice, is_in_force
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Indication, Recommendation, Site, Therapy, Trial
from netcli.knowledge.sites import Area, area
from netcli.knowledge.situation import Situation
from netcli.knowledge.vocabulary import USUAL_REGIONS

OVER = ("refused", "withdrawn", "discontinued")
NAMED, SILENT, OTHER = range(3)  # the nearer comes first
SILENCE = {"sstr": "receptor not named", "functional": "function not named", "line": "line not named"}
IN_WORDS = {
    ("sstr", "positive"): "SSTR-positive",
    ("sstr", "negative"): "SSTR-negative",
    ("functional", "functioning"): "functioning",
    ("functional", "non-functioning"): "non-functioning",
    ("line", "first"): "first line",
    ("line", "later"): "later line",
}
SAYS = {  # how a row says it in words where its field does not; compiled for those who ask
    ("sstr", "positive"): r"SSTR(?:\+|-positive)",
    ("sstr", "negative"): r"SSTR(?:−|-negative)",
    ("functional", "functioning"): r"(?<!non-)\bfunction(?:al|ing)|syndrome|VIPoma|insulinoma|gastrinoma",
    ("functional", "non-functioning"): r"\bNF\b|non-function(?:al|ing)",
    ("line", "first"): r"\bfirst\b|\buntreated\b",
    ("line", "later"): r"\b(?:later|second|third|after|pretreated|progressed|refractory)\b",
}


class Remark(Struct, frozen=True):
    """What is to be said of one field that was asked for; no `text` where the record names it."""

    place: int
    text: str


class Advice(Struct, frozen=True):
    """What guidelines in force say: in the situation, and at its site and grade whatever else was asked."""

    where: Area
    here: Sequence[Recommendation] = ()
    around: Sequence[Recommendation] = ()


def fields_asked(asked: Situation) -> dict[str, str]:
    """Return what was asked of receptor, function and line."""
    return {field: value for field in SILENCE if (value := getattr(asked, field)) is not None}


def asked_in_words(asked: Situation) -> str:
    """Return that as a phrase, what is unknown left out: "SSTR-negative, later line"."""
    return ", ".join(IN_WORDS[one] for one in fields_asked(asked).items() if one in IN_WORDS)


def advice_for(asked: Situation, knowledge: Knowledge) -> Advice:
    """Return the advice by which remarks are made; nothing where none is needed."""
    where = area(asked.site, knowledge.of(Site))
    if not fields_asked(asked):
        return Advice(where)
    whatever = Situation(site=asked.site, grade=asked.grade)
    around = [one for one in fitting_advice(knowledge, whatever) if is_in_force(one)]
    within = {one.id for one in fitting_advice(knowledge, replace(asked, status=None, region=None, class_=()))}
    return Advice(where, [one for one in around if one.id in within], around)


def remarks_on(
    therapy: Therapy, fitting: Sequence[Indication], asked: Situation, advice: Advice, knowledge: Knowledge
) -> list[Remark]:
    """Return a remark for each field that was asked for and is not named.

    A label for a biomarker in any tumour asks neither for the receptor nor for the function, and goes without.
    """
    fields = fields_asked(asked)
    if not fields:
        return []
    uses = _uses(fitting, asked)
    if any(one.tumour_agnostic for one in uses):
        fields = {field: value for field, value in fields.items() if field == "line"}
    found = (_remark(field, value, therapy, uses, advice, knowledge) for field, value in fields.items())
    return [one for one in found if one.text]


def distance(remarks: Iterable[Remark]) -> tuple[int, int]:
    """Return a number that sorts what speaks of the situation before what is silent, and that before the rest."""
    places = [one.place for one in remarks]
    return max(places, default=NAMED), sum(places)


def _uses(fitting: Sequence[Indication], asked: Situation) -> Sequence[Indication]:
    """Return the uses of which remarks speak: against the tumour before symptoms, where a reader looks for a label.

    What was refused or has ended says nothing of the uses that there are.
    """
    against = [one for one in fitting if one.purpose != "symptom-control"] or fitting
    against = [one for one in against if one.status not in OVER] or against
    near = (*USUAL_REGIONS, "global", asked.region)
    return [one for one in against if one.region in near] or against


def _remark(
    field: str, value: str, therapy: Therapy, uses: Sequence[Indication], advice: Advice, knowledge: Knowledge
) -> Remark:
    stated = {getattr(one, field) for one in uses}
    studies = _studies(therapy, advice.where, knowledge)
    grounds = {getattr(one, field) for one in _grounds(therapy, uses, studies, knowledge)}
    agreed = _agreed(field, therapy, advice.around)
    if value == "unknown":
        return _of_unknown(stated, grounds, agreed)
    in_words = any(re.search(SAYS[field, value], one.brief or "") for one in uses)
    if in_words or value in stated or grounds == {value} or value in _told(field, therapy, advice.here):
        return Remark(NAMED, "")
    tried = value in {getattr(one, field) for one in studies}
    for told, words in ((grounds, "evidence in"), (agreed, "advice for")):
        if not tried and len(told) == 1 and not told & {value, "any"}:
            return Remark(OTHER, f"{words} {IN_WORDS[field, next(iter(told))]}")
    return Remark(SILENT, SILENCE[field])


def _grounds(
    therapy: Therapy, uses: Sequence[Indication], studies: Sequence[Trial], knowledge: Knowledge
) -> Sequence[Trial]:
    """Return the studies that carried the labels; without such, those at the site that test the therapy alone."""
    pivotal = [knowledge.of(Trial)[study] for one in uses for study in one.pivotal]
    return pivotal or [one for one in studies if set(one.tested) <= {therapy.id, *therapy.components}]


def _of_unknown(stated: set[str], grounds: set[str], told: set[str]) -> Remark:
    """Return what is to be said where nobody knows the receptor: of what needs it that imaging comes first."""
    if {"positive"} in (stated, grounds, told):
        return Remark(OTHER, "for SSTR-positive, needs imaging")
    return Remark(NAMED, "")


def _studies(therapy: Therapy, where: Area, knowledge: Knowledge) -> list[Trial]:
    """Return the studies of a therapy at a site that test it, with others too."""
    named = (knowledge.of(Trial)[study] for study in therapy.evidence)
    return [one for one in named if therapy.id in one.tested and where.concerns(one.sites)]


def _agreed(field: str, therapy: Therapy, advice: Iterable[Recommendation]) -> set[str]:
    """Return what more than one guideline states of a therapy.

    One statement may name a drug beside another that it is about. A guideline that is silent on the receptor does not
    outweigh those that name it.
    """
    stated = [getattr(one, field) for one in advice if therapy.id in one.therapies]
    if field == "sstr":
        stated = [one for one in stated if one != "any"]
    return set(stated) if len(stated) > 1 else set()


def _told(field: str, therapy: Therapy, advice: Iterable[Recommendation]) -> set[str]:
    """Return what the advice that names a therapy states."""
    return {getattr(one, field) for one in advice if therapy.id in one.therapies}
