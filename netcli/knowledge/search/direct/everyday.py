"""What patients and carers ask in a hurry: the question on record that comes before any drug they name."""

import re
from collections.abc import Iterator

from netcli.knowledge.model import Question
from netcli.knowledge.search.asking import FEVER, FIELDS, is_of_somebody
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.therapies import told as of_the_drug
from netcli.knowledge.search.passages import passages_in
from netcli.knowledge.search.reader import Reader

_FIELD = f"{FIELDS['side effects']} {FIELDS['reductions']}"
WITH_FEVER = ("fever-infection", "when-to-call")
_FEVERISH = re.compile(r"\b(?:3[89]|4[01])[.,]\d\b(?! ?%)")  # of somebody, a temperature though nobody says so
_DEGREES = re.compile(r"\b(?:3[789]|4[0-2])(?:[.,]\d)?\b|\b10[0-5](?:[.,]\d)? ?°?f\b", re.IGNORECASE)

_WHILE = re.compile(r"\b(?:on|after|during|while|since|nach|unter|après|sous|con) ", re.IGNORECASE)
# What cannot wait, in the words of those who see it; `when-to-call` names each of them.
_DANGER = re.compile(
    r"\b(?:chest (?:pains?|hurts?|is tight)|(?:pains?|tightness) in (?:the|my|his|her) chest"
    r"|(?:can['’]?t|cannot|can hardly|hard to|trouble|struggl\w+ to) breath\w*|(?:short|out) of breath|gasping"
    r"|black,? (?:tarry )?(?:poo\w*|stools?|motions?)|blood in \w+ vomit"
    r"|(?:vomit|throw|cough|spit)\w* (?:up )?(?:\w+ )?blood(?! (?:sugar|glucose|pressure|tests?|counts?|cells?))"
    r"|collaps(?:ed|es)|unconscious|faint(?:s|ed|ing)|fe(?:els?|lt) faint|passe[ds] out|blue lips"
    r"|(?:had|has|having) a (?:fit|seizure)"
    r"|(?:can['’]?t|cannot|won['’]?t|will not) (?:be woken|wake)"
    r"|face (?:\w+ ){0,2}(?:swollen|swelling|swells|droops?|drooping)|swollen (?:face|tongue|throat|lips)"
    r"|bleed\w* (?:\w+ ){0,2}(?:won['’]?t|does(?:n['’]?t| not)|will not) stop|won['’]?t stop bleeding"
    r"|(?:sudden|terrible|worst) (?:\w+ ){0,2}headache|legs? (?:\w+ ){0,2}numb)\b",
    re.IGNORECASE,
)
_SHORT = 4  # words of a question that says no more than what is wrong


def dangerous(reader: Reader) -> Iterator[Direct]:
    """Find whom to call for a sign that cannot wait, whatever the treatment."""
    asked = reader.asked
    told = is_of_somebody(asked.words) or _WHILE.search(asked.text) or len(asked.words) <= _SHORT
    call = reader.knowledge.of(Question).get(WITH_FEVER[-1])
    if call and told and _DANGER.search(asked.text) and not (asked.says(_FIELD) or asked.of("trials")):
        yield Direct("faq", call.id, passages_in(call.answer)[0], f"netcli show faq:{call.id}", outright=True)
        yield from of_the_drug(reader)


def feverish(reader: Reader) -> Iterator[Direct]:
    """Find what to do with a fever, in somebody or measured, whatever the treatment."""
    asked = reader.asked
    if (
        (
            asked.says(f"{FEVER} temperature" if _DEGREES.search(asked.text) else FEVER)
            or (_FEVERISH.search(asked.text) and is_of_somebody(asked.words) and not asked.of("biomarkers"))
        )
        and (_DEGREES.search(asked.text) or _WHILE.search(asked.text) or is_of_somebody(asked.words))
        and not asked.says(_FIELD)
    ):
        questions = reader.knowledge.of(Question)
        for one in filter(questions.__contains__, WITH_FEVER):
            yield Direct("faq", one, passages_in(questions[one].answer)[0], f"netcli show faq:{one}", outright=True)
