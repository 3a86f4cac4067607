"""What patients and carers ask in a hurry: the question on record that comes before any drug they name."""

import re
from collections.abc import Iterator

from netcli.knowledge.alarm import ALARM, NOT, Signs, alarm_in, is_despair, is_low_sugar, is_too_much, tells
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
_FEVERISH = r"\b(?:3[89]|4[01])[.,]\d\b(?! ?(?:%|[a-z]*mol|m?g\b|months?|weeks?|days?|years?|kg|[cm]m|hz))"
_DEGREES = r"(?i)\b(?:3[789]|4[0-2])(?:[.,]\d)?\b|\b10[0-5](?:[.,]\d)? ?°?f\b"

_WHILE = r"(?i)\b(?:on|after|during|while|since|nach|unter|après|sous|con) "
# What cannot wait beside the words of alarm, in those of who sees it; `when-to-call` names each of them.
_DANGER: Signs = {
    "chest": r"chest (?:hurts?|is tight)|tightness in (?:the|my|his|her) chest",
    "breath": r"(?:can hardly|hard to) breath\w*|(?:short|out) of breath", "gasping": r"gasping",
    "black": r"black,? (?:tarry )?(?:poo\w*|stools?|motions?)",
    "blood": r"blood in \w+ vomit"
    r"|(?:vomit|throw|cough|spit)\w* (?:up )?(?:\w+ )?blood(?! (?:sugar|glucose|pressure|tests?|counts?|cells?))",
    "face": r"face (?:\w+ ){0,2}(?:swollen|swelling|swells|droops?|drooping)",
    "nosebleed": rf"nosebleed\w* (?:\w+ ){{0,2}}{NOT} stop",
    "headache": r"(?:sudden|terrible|worst) (?:\w+ ){0,2}headache",
}  # fmt: skip
# What the team must hear the same day: the second sentence of `when-to-call` names each of them.
_AT_ONCE: Signs = {
    "yellow": r"yellow (?:eyes?|skin)|(?:eyes?|skin) (?:\w+ ){0,2}yellow|(?:turn\w*|went|gone|going|and) yellow",
    "jaundice": r"jaundiced?",
    **{
        water: rf"(?:{NOT}|stopped) (?:pass\w* |make |making )?{water}(?:ing|e|ion)?"
        for water in ("urin", "pee", "wee", "urinat")
    },
    "no urine": r"no urine", "water": rf"{NOT} pass\w* water",
    **{wind: rf"(?:no|{NOT}) (?:\w+ )?{wind}" for wind in ("wind", "gas", "stool")},
    "breathless": r"breathless\w*",
}  # fmt: skip
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
    now = is_low_sugar(asked.text) or is_too_much(asked.text) or (told and (alarms or tells(_DANGER, asked.text)))
    if now or (told and tells(_AT_ONCE, asked.text)):
        said = passages_in(call.answer)
        says = said[0] if now else said[-1]
        yield Direct("faq", call.id, says, f"netcli show faq:{call.id}", outright=True)
        yield from of_the_drug(reader)


def _is_told(reader: Reader) -> bool:
    """Tell whether a question is of somebody, or of what came up on a treatment."""
    return is_of_somebody(reader.asked.words) or bool(re.search(_WHILE, reader.asked.text))


def feverish(reader: Reader) -> Iterator[Direct]:
    """Find what to do with a fever, in somebody or measured, whatever the treatment."""
    asked = reader.asked
    shown = asked.says(RESULTS)
    if (
        (
            asked.says(f"{FEVER} temperature temp" if re.search(_DEGREES, asked.text) else FEVER)
            or (re.search(_FEVERISH, asked.text) and _is_told(reader) and not asked.of("biomarkers") and not shown)
        )
        and (re.search(_DEGREES, asked.text) or _is_told(reader) or reader.drugs)
        and not (asked.says(_FIELD) or "yellow fever" in asked.text.casefold())
    ):
        questions = reader.knowledge.of(Question)
        for one in filter(questions.__contains__, WITH_FEVER):
            yield Direct("faq", one, passages_in(questions[one].answer)[0], f"netcli show faq:{one}", outright=True)
