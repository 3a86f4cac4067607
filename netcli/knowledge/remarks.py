"""How closely the record of a therapy speaks of the receptor, the function and the line that were asked for.

A label that does not name the receptor fits a receptor-negative tumour as far as it goes. That it is silent is said,
and so is that its evidence, or every guideline that names the receptor, is for the other kind.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from netcli.knowledge.advice import fitting_advice, is_in_force
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import SAYS_FUNCTION, SAYS_LINE, SAYS_RECEPTOR
from netcli.knowledge.model import Indication, Recommendation, Therapy, Trial
from netcli.knowledge.situation import Situation
from netcli.knowledge.vocabulary import USUAL_REGIONS

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
SAYS = {"sstr": SAYS_RECEPTOR, "functional": SAYS_FUNCTION, "line": SAYS_LINE}


class Remark(NamedTuple):
    """What is to be said of one field that was asked for; no `text` where the record names it."""

    place: int
    text: str


class Advice(NamedTuple):
    """What guidelines in force say: in the situation, and at its site and grade whatever else was asked."""

    here: Sequence[Recommendation]
    around: Sequence[Recommendation]


def fields_asked(asked: Situation) -> dict[str, str]:
    """Return what was asked of receptor, function and line."""
    return {field: value for field in SILENCE if (value := getattr(asked, field)) is not None}


def asked_in_words(asked: Situation) -> str:
    """Return that as a phrase, what is unknown left out: "SSTR-negative, later line"."""
    return ", ".join(IN_WORDS[one] for one in fields_asked(asked).items() if one in IN_WORDS)


def advice_for(asked: Situation, knowledge: Knowledge) -> Advice:
    """Return the advice by which remarks are made; nothing where none is needed."""
    if not fields_asked(asked):
        return Advice((), ())
    whatever = Situation(site=asked.site, grade=asked.grade)
    around = [one for one in fitting_advice(knowledge, whatever) if is_in_force(one)]
    within = {one.id for one in fitting_advice(knowledge, replace(asked, status=None, region=None, class_=()))}
    return Advice([one for one in around if one.id in within], around)


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
    """Return the uses of which remarks speak: against the tumour before symptoms, where a reader looks for a label."""
    against = [one for one in fitting if one.purpose != "symptom-control"] or fitting
    near = (*USUAL_REGIONS, "global", asked.region)
    return [one for one in against if one.region in near] or against


def _remark(
    field: str, value: str, therapy: Therapy, uses: Sequence[Indication], advice: Advice, knowledge: Knowledge
) -> Remark:
    stated = {getattr(one, field) for one in uses}
    grounds = _grounds(field, therapy, uses, knowledge)
    around = _agreed(field, therapy, advice.around)
    if value == "unknown":
        return _of_unknown(stated, grounds, around)
    if value in stated or any(SAYS[field].search(one.brief or "") for one in uses):
        return Remark(NAMED, "")
    if value in _told(field, therapy, advice.here) or grounds == {value}:
        return Remark(NAMED, "")
    for told, words in ((grounds, "evidence in"), (around, "advice for")):
        if len(told) == 1 and not told & {value, "any"}:
            return Remark(OTHER, f"{words} {IN_WORDS[field, next(iter(told))]}")
    return Remark(SILENT, SILENCE[field])


def _of_unknown(stated: set[str], grounds: set[str], told: set[str]) -> Remark:
    """Return what is to be said where nobody knows the receptor: of what needs it that imaging comes first."""
    if {"positive"} in (stated, grounds, told):
        return Remark(OTHER, "for SSTR-positive, needs imaging")
    return Remark(NAMED, "")


def _grounds(field: str, therapy: Therapy, uses: Sequence[Indication], knowledge: Knowledge) -> set[str]:
    """Return what the studies that carried the labels state; without such a study, what all studies of it alone do."""
    trials = knowledge.of(Trial)
    pivotal = {study for one in uses for study in one.pivotal}
    alone = {study for study in therapy.evidence if set(trials[study].tested) <= {therapy.id, *therapy.components}}
    return {getattr(trials[study], field) for study in pivotal or alone}


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
