"""What patients and carers ask in a hurry: the question on record that comes before any drug they name."""

import re
from collections.abc import Iterator

from netcli.knowledge.alarm import ALARM, alarm_in, is_despair, is_low_sugar, is_too_much
from netcli.knowledge.model import Question
from netcli.knowledge.search.asking import FEVER, FIELDS, RESULTS, is_of_somebody
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.therapies import told as of_the_drug
from netcli.knowledge.search.passages import passages_in
from netcli.knowledge.search.reader import Reader

_FIELD = f"{FIELDS['side effects']} {FIELDS['reductions']}"
CRISIS = "carcinoid-crisis"
WITH_FEVER = ("fever-infection", "when-to-call")
# A temperature though nobody says so, of somebody or on a treatment.
_FEVERISH = re.compile(r"\b(?:3[89]|4[01])[.,]\d\b(?! ?(?:%|[a-z]*mol|m?g\b|months?|weeks?|days?|years?|kg|[cm]m|hz))")
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
    r"|(?:nose)?bleed\w* (?:\w+ ){0,2}(?:won['’]?t|does(?:n['’]?t| not)|will not) stop|won['’]?t stop bleeding"
    r"|anaphyla\w+"
    r"|(?:sudden|terrible|worst) (?:\w+ ){0,2}headache|legs? (?:\w+ ){0,2}numb)\b",
    re.IGNORECASE,
)
# What the team must hear the same day: the second sentence of `when-to-call` names each of them.
_AT_ONCE = re.compile(
    r"\b(?:yellow (?:eyes?|skin)|(?:eyes?|skin) (?:\w+ ){0,2}yellow|(?:turn\w*|went|gone|going|and) yellow|jaundiced?"
    r"|no urine|(?:not|n['’]t|cannot|stopped) (?:pass\w* |make |making )?(?:urine|pee|peeing|wee|weeing|urinat\w+)"
    r"|(?:no|not|n['’]t|cannot) (?:\w+ )?(?:wind|gas|stool)|breathless\w*)\b",
    re.IGNORECASE,
)
_SHORT = 4  # words of a question that says no more than what is wrong


def despairing(reader: Reader) -> Iterator[Direct]:
    """Find where help is for somebody who speaks of ending a life, whatever else is named."""
    mood = reader.knowledge.of(Question).get("mood")
    if mood and is_despair(reader.asked.text):
        said = [*passages_in(mood.plain), *passages_in(mood.answer)]
        says = next((one for one in said if "crisis line" in one), said[0])
        yield Direct("faq", mood.id, says, f"netcli show faq:{mood.id}", outright=True)


def dangerous(reader: Reader) -> Iterator[Direct]:
    """Find whom to call for a sign that cannot wait, a low sugar or too much of a medicine, whatever the treatment."""
    asked = reader.asked
    told = _is_told(reader) or len(asked.text.split()) <= _SHORT
    call = reader.knowledge.of(Question).get(WITH_FEVER[-1])
    if not call or asked.says(_FIELD) or asked.of("trials"):
        return
    # The crisis itself is asked about as well; what else alarms is a sign.
    alarms = alarm_in(asked.text) == ALARM and CRISIS not in asked.of("syndromes")
    now = is_low_sugar(asked.text) or is_too_much(asked.text) or (told and (alarms or _DANGER.search(asked.text)))
    if now or (told and _AT_ONCE.search(asked.text)):
        said = passages_in(call.answer)
        says = said[0] if now else said[-1]
        yield Direct("faq", call.id, says, f"netcli show faq:{call.id}", outright=True)
        yield from of_the_drug(reader)


def _is_told(reader: Reader) -> bool:
    """Tell whether a question is of somebody, or of what came up on a treatment."""
    return is_of_somebody(reader.asked.words) or bool(_WHILE.search(reader.asked.text))


def feverish(reader: Reader) -> Iterator[Direct]:
    """Find what to do with a fever, in somebody or measured, whatever the treatment."""
    asked = reader.asked
    shown = asked.says(RESULTS)
    if (
        (
            asked.says(f"{FEVER} temperature temp" if _DEGREES.search(asked.text) else FEVER)
            or (_FEVERISH.search(asked.text) and _is_told(reader) and not asked.of("biomarkers") and not shown)
        )
        and (_DEGREES.search(asked.text) or _is_told(reader) or reader.drugs)
        and not (asked.says(_FIELD) or "yellow fever" in asked.text.casefold())
    ):
        questions = reader.knowledge.of(Question)
        for one in filter(questions.__contains__, WITH_FEVER):
            yield Direct("faq", one, passages_in(questions[one].answer)[0], f"netcli show faq:{one}", outright=True)
