"""Words of alarm in what is typed: what may be an emergency is said before any answer, whatever else was asked.

Language, not medicine: it is better to say it once too often than to pass over it.
"""

import re
from functools import lru_cache

ALARM = (
    "This may be an emergency. Call your local emergency number now, and say: neuroendocrine tumour, possible "
    "carcinoid crisis."
)
DESPAIR = f"{ALARM} If it is about ending a life: a crisis line helps at any hour, and nobody should be left alone."
TOO_MUCH = f"{ALARM} Say too which medicine was taken, how much and when."
# A sign and the letters that it cannot be without: a text without them is not searched for it.
Signs = dict[str, str]

NOT = r"(?:not|cannot|never|(?:ca|wo|do|does|did|is|are|was|has|could|would)n.?t)"  # "dont" is "don't"
_UNABLE = r"(?:can.?t|cannot|can not|hardly|unable to|struggl\w+ (?:to|for)|trouble|difficulty|gasping)"
_SWELLING = r"(?:face|tongue|throat|lips)"
_STOOLS = r"(?:stools?|poo\w*|faeces|feces)"
_SIGNS: Signs = {
    "emergenc": r"emergenc(?:y|ies)", "cris": r"cris[ie]s|crise carcino\w*", "collaps": r"collaps\w*",
    "unconscious": r"unconscious\w*", "unresponsive": r"unresponsive",
    "wak": r"hard to wake|(?:not|won.?t) wak\w+|(?:can.?t|cannot|can not) wake \w+",
    "woken": r"(?:can.?t|cannot|can not) be woken",
    "rous": r"hard to rouse|(?:can.?t|cannot|can not) be roused",
    "breath": rf"{_UNABLE} (?:for )?breath\w*|(?:not|stopped|stops) breathing"
    r"|(?:severe|very short|suddenly short)(?:ness)? of breath|(?:can.?t|cannot|can not|unable to) catch \w+ breath",
    "air": rf"{_UNABLE} (?:for )?air", "chok": r"chok(?:es|ing)", "blue": r"blue lips?|lips? (?:\w+ ){0,2}blue",
    "pressure": r"(?:very )?low blood pressure"
    r"|(?:blood )?pressure (?:\w+ ){0,3}(?:low|dropp\w+|drops?|fall\w*|fell|crash\w*)",
    "bp": r"bp (?:\w+ ){0,3}(?:low|dropp\w+|drops?|fall\w*|fell|crash\w*)|bp \d\d/\d\d",
    "flush": r"(?:severe|bad|terrible|massive|extreme|non-?stop) flush\w*"
    r"|flush\w* (?:very |so )?(?:badly|severely|heavily)",
    "blood": r"(?:vomit\w*|throw\w* up|cough\w*|spit\w*|pass\w*|poo\w*) (?:up )?(?:of )?blood",
    **{
        look: rf"{look} (?:tarry )?{_STOOLS}|(?:stools?|poo\w*) (?:is |are |has |have |gone |turned |went )+{look}"
        for look in ("black", "tarry", "bloody")
    },
    "coffee": r"coffee[- ]?grounds?",
    "stop": rf"bleed\w* (?:\w+ ){{0,3}}{NOT} stop|{NOT} stop bleeding|heart (?:has )?stopped",
    "swell": rf"(?:swelling|swelled) {_SWELLING}|swell\w* (?:of|in) (?:the |my |his |her )?{_SWELLING}"
    rf"|{_SWELLING} (?:is |are |has |have )?(?:suddenly )?(?:swelling|swelled)",
    "swollen": rf"swollen {_SWELLING}|{_SWELLING} (?:is |are |has |have )?(?:suddenly )?swollen",
    **{
        sugar: rf"{sugar} (?:\w+ ){{0,2}}(?:very|too|dangerously) low|very low (?:blood )?{sugar}"
        rf"|{sugar}\b.*\b(?:confus\w+|shak\w+)|(?:confus\w+|shak\w+)\b.*\b{sugar}"
        rf"|(?:low )?{sugar} (?:\w+ )?{NOT} (?:come|go) up"
        for sugar in ("sugar", "glucose")
    },
    "hypo": rf"hypos? (?:\w+ )?{NOT} (?:come|go) up",
    "speak": r"(?:cannot|can.?t) speak", "talk": r"(?:cannot|can.?t) talk",
    "slurr": r"slurred speech|speech (?:is |has |gone |suddenly )*slurr\w+",
    "droop": r"droop\w* (?:face|mouth)|(?:face|mouth) (?:is |has )?droop\w*",
    "headache": r"(?:worst|thunderclap) headache", "leg": r"legs? (?:\w+ ){0,2}(?:numb|paraly[sz]ed)",
    "cardiac arrest": r"cardiac arrest",
    # in the other languages that search reads
    "bewusstlos": r"bewusstlos\w*", "ohnmächtig": r"ohnmächtig\w*", "luft": r"keine luft", "atemnot": r"atemnot",
    "schmerz": r"brust ?schmerz\w*", "krise": r"(?:karzinoid-?)?krise", "respire": r"respire (?:plus|pas|mal)",
    "respirer": r"(?:pas|plus) à respirer", "inconscient": r"inconscient\w*", "incosciente": r"incosciente\w*",
    "sang": r"vomi\w* (?:du )?sang|vomita\w* sangre", "poitrine": r"douleurs? (?:à|dans) la poitrine",
    "respirar": r"no (?:puedo|puede) respirar|non (?:riesco|riesce) a respirare", "pecho": r"dolor (?:en el|de) pecho",
    "desmay": r"desmay\w*", "svenut": r"svenut\w*", "petto": r"dolore al petto", "sangue": r"vomita\w* sangue",
}  # fmt: skip
_DESPAIR: Signs = {
    "suicid": r"suicid\w*", "suizid": r"suizid\w*", "selbst": r"selbst(?:mord|tötung)\w*",
    "harm": r"self[- ]?harm\w*", "kill": r"kill(?:ing)? (?:my|him|her|them)sel\w+",
    "life": r"(?:end|ends|ending|take|taking) (?:my|his|her|their) (?:own )?life", "it all": r"end(?:ing)? it all",
    "lives": r"(?:end|ends|ending|take|taking) (?:my|his|her|their) (?:own )?lives",
    "dead": r"better off dead|(?:want\w*|wish\w*) (?:i was |to )(?:be )?dead",
    "die": r"(?:want\w*|wish\w*) (?:i was |to )die",
    "want to": rf"(?:{NOT}|no longer) want to (?:live|be alive|be here|wake up)",
    "gone": r"(?:want\w*|wish\w*) (?:i was |to )be gone",
    **{
        end: rf"(?:i|he|she|they) (?:just |only )?wants? (?:it|this) (?:all )?{end}" for end in ("to be over", "to end")
    },
    "tired of": r"tired of (?:living|life)", "without": r"better off without (?:me|him|her)",
    "wake up": rf"(?:hope|wish)\w* (?:\w+ ){{0,3}}{NOT} wake up",
    "point": r"point (?:of|in) (?:going|carrying) on(?=$|[.?!,;]| (?:like this|any ?more|with (?:this|it|life)\b))"
    r"|no point any ?more(?=$|[.?!,;])|point of (?:live|living)",
    "bear": r"(?:can.?t|cannot|can not) bear (?:it|this) (?:any ?more|any longer)",
    "stand": r"(?:can.?t|cannot|can not) stand (?:it|this) (?:any ?more|any longer)",
    "live": r"(?:reason|point) (?:to|in) live", "living": r"(?:reason|point) (?:to|in) living",
    "on": r"(?:i|he|she|they) (?:can.?t|cannot|can not) (?:go on|carry on)"
    r" (?:living|any ?more|any longer|like this|with (?:this|it|life|cancer|my|the cancer))",
    "leben": r"nicht mehr leben", "sterben": r"(?:will|möchte) sterben", "umbringen": r"(?:mich|sich) umbringen",
    "mourir": r"(?:veux|veut|voudrais) mourir", "vivre": r"plus envie de vivre", "morir": r"(?:quiero|quiere) morir\w*",
    "vivir": r"no (?:quiero|quiere) vivir", "morire": r"(?:voglio|vuole) morire",
    "vivere": r"non (?:voglio|vuole) (?:più )?vivere", "farla finita": r"farla finita",
}  # fmt: skip
_TAKEN = r"(?:took|taken|taking|swallow\w*|inject\w*|given|gave)"
_PILLS = r"(?:pills?|tablets?|capsules?|injections?|doses?|medicines?)"
_OTHERS = r"(?:child|toddler|baby|kid|son|daughter|grand\w+|dog|cat) (?:\w+ ){0,2}"
_BY = {
    "mistake": "by mistake",
    "accident": "by accident|accidentally",
    "in error": "in error",
    "mistakenly": "mistakenly",
}
_TOO_MUCH: Signs = {
    "overdos": r"overdos\w*", "too many": rf"too many (?:\w+ )?{_PILLS}",
    "too much": r"(?:took|taken|swallowed|injected) (?:\w+ ){0,2}too much",
    "twice the": r"(?:took|taken|swallowed|injected) (?:\w+ ){0,2}twice the",
    "double": r"(?:took|taken|swallowed) (?:\w+ ){0,3}double",
    "whole": r"(?:took|taken|swallowed) (?:\w+ ){0,3}whole (?:\w+ )?(?:packet|pack|box|bottle)",
    "twice": rf"(?:took|taken|swallowed) (?:\w+ ){{0,3}}{_PILLS} twice(?! (?:a|per|each|every|daily|weekly)\b)",
    "instead": rf"(?:took|taken|swallowed|had|gave \w+) (?:\w+ ){{0,2}}(?:two|2|three|3) {_PILLS} instead",
    "doses": r"(?:took|taken|swallowed) (?:\w+ ){0,3}(?:two|2) doses",
    **{
        stem: rf"(?:{_TAKEN}|double|extra|twice) (?:[\w.]+ ){{0,6}}(?:{said})|(?:{said}) (?:\w+ ){{0,2}}{_TAKEN}"
        for stem, said in _BY.items()
    },
    "swallowed": rf"{_OTHERS}swallowed", "got into": rf"{_OTHERS}got into",
    **{
        eaten: rf"{_OTHERS}{eaten} (?:my|our|his|her|one of) (?:\w+ ){{0,2}}{_PILLS}"
        for eaten in ("ate", "eaten", "took")
    },
}  # fmt: skip
# A measured sugar below 3 mmol/L or 50 mg/dL, of somebody and no limit of a test.
_LOW = (
    r"\b[^\d]{0,20}(?<![\d.,])(?:[12][.,]\d\b(?! ?(?:%|mg|g\b|cm))"
    r"|[2-4]\d\b(?![.,%]\d?| ?(?:%|mmol|g\b|years?|min\w*|hours?|patients|of)))"
)
_LOW_SUGAR: Signs = {
    "sugar": rf"sugars?{_LOW}", "glucose": rf"glucose{_LOW}", "hypo": rf"hypos?{_LOW}", "bm": rf"bm{_LOW}",
    "bsl": rf"bsl{_LOW}",
}  # fmt: skip
_LIMIT = (
    r"\b(?:thresholds?|cut-?offs?|limits?|criteri\w+|below|under|less|above|definition|diagnos\w+|test|fast)\b|[<>≤≥]"
)
# A student asks of these as well: they alarm unless the question is what the word means.
_TOLD_OF_SOMEBODY: Signs = {
    "faint": r"faint(?:s|ed|ing)?", "pass": r"pass(?:es|ed|ing)? out", "seizure": r"seizures?",
    "fit": r"fits|fitting", "convuls": r"convuls\w+", "chest": r"chest pains?|pain in (?:the|my|his|her) chest",
    "anaphyla": r"anaphyla\w+",
    "stroke": r"having a stroke|stroke (?:signs|symptoms)|(?:signs|symptoms) of (?:a )?stroke",
    "potassium": r"potassium (?:\w+ ){0,2}(?:1[.,]\d|2[.,][0-4])",
}  # fmt: skip
_HARMLESS = (
    r"\b(?:fainting goats?|emergency (?:card|number|use|access)|seizure threshold"
    r"|fits? (?:me|him|her|for|into|in|the))\b"
)
_DEFINING = r"^\W*(?:what (?:is|are|does)|define|definition|meaning|explain)\b|\b(?:definition|meaning)\b"


def alarm_in(text: str) -> str:
    """Return what must be said first of a text that holds words of alarm; "" of any other."""
    if (
        tells(_SIGNS, text)
        or (tells(_TOLD_OF_SOMEBODY, text) and not re.search(_DEFINING, _plain(text)))
        or is_low_sugar(text)
    ):
        return ALARM
    return DESPAIR if is_despair(text) else TOO_MUCH if is_too_much(text) else ""


def is_despair(text: str) -> bool:
    """Tell whether somebody speaks of ending a life."""
    return tells(_DESPAIR, text)


def is_too_much(text: str) -> bool:
    """Tell whether more of a medicine was taken than should be, or by somebody whose medicine it is not."""
    return tells(_TOO_MUCH, text)


def is_low_sugar(text: str) -> bool:
    """Tell whether a very low sugar is told of somebody."""
    return tells(_LOW_SUGAR, text) and not re.search(_LIMIT, _plain(text))


def tells(signs: Signs, text: str) -> bool:
    """Tell whether a text holds one of some signs."""
    plain = _plain(text)
    return any(stem in plain and re.search(rf"\b(?:{sign})\b", plain) for stem, sign in signs.items())


@lru_cache(maxsize=16)
def _plain(text: str) -> str:
    return re.sub(_HARMLESS, " ", " ".join(text.casefold().replace("’", "'").split()))
