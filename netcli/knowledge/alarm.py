"""Words of alarm in what is typed: what may be an emergency is said before any answer, whatever else was asked.

Language, not medicine: it is better to say it once too often than to pass over it.
"""

import re

ALARM = (
    "This may be an emergency. Call your local emergency number now, and say: neuroendocrine tumour, possible "
    "carcinoid crisis."
)
_UNABLE = r"(?:can.?t|cannot|can not|hardly|unable to|struggl\w+ (?:to|for)|trouble|difficulty|gasping)"
_SIGNS = (
    r"emergenc(?:y|ies)", r"cris[ie]s", r"collaps\w*", r"unconscious\w*", r"unresponsive", r"(?:not|won.?t) wak\w+",
    r"(?:can.?t|cannot|can not) (?:be woken|wake \w+|be roused)",
    rf"{_UNABLE} (?:for )?(?:breath\w*|air)",
    r"(?:not|stopped|stops) breathing", r"chok(?:es|ing)",
    r"(?:severe|very short|suddenly short)(?:ness)? of breath", r"blue lips?", r"lips? (?:\w+ ){0,2}blue",
    r"(?:very )?low blood pressure", r"(?:blood )?pressure (?:\w+ ){0,3}(?:low|dropp\w+|drops?|fall\w*|fell|crash\w*)",
    r"(?:severe|bad|terrible|massive|extreme|non-?stop) flush\w*", r"flush\w* (?:very |so )?(?:badly|severely|heavily)",
    r"(?:vomit\w*|throw\w* up|cough\w*|spit\w*|pass\w*|poo\w*) (?:up )?(?:of )?blood",
    r"(?:black|tarry|bloody) (?:tarry )?(?:stools?|poo|faeces)", r"bleed\w* (?:\w+ ){0,3}(?:not|n.?t) stop",
    r"suicid\w*", r"kill (?:my|him|her|them)sel\w+", r"end (?:my|his|her) life",
    r"(?:swollen|swelling) (?:face|tongue|throat|lips)",
    r"(?:face|tongue|throat|lips) (?:is |are |has |have )?(?:suddenly )?(?:swollen|swelling|swelled)",
    r"(?:sugar|glucose) (?:\w+ ){0,2}(?:very|too|dangerously) low", r"very low (?:blood )?(?:sugar|glucose)",
    r"(?:sugar|glucose)\b.*\b(?:confus\w+|shak\w+)", r"(?:cannot|can.?t) speak", r"slurred speech",
    r"overdos\w*", r"too many (?:\w+ )?(?:pills|tablets|capsules|injections)",
    r"heart (?:has )?stopped", r"cardiac arrest",
    r"swell\w* (?:of|in) (?:the |my |his |her )?(?:face|tongue|throat|lips)",
)  # fmt: skip
# A student asks of these as well: they alarm unless the question is what the word means.
_SIGNS_TOLD_OF_SOMEBODY = (
    r"faint(?:s|ed|ing)?", r"pass(?:es|ed|ing)? out", r"seizures?", r"fits|fitting", r"convuls\w+", r"chest pains?",
    r"pain in (?:the|my|his|her) chest", r"anaphyla\w+", r"having a stroke",
)  # fmt: skip
_HARMLESS = re.compile(
    r"\b(?:fainting goats?|emergency (?:card|number|use|access)|seizure threshold"
    r"|fits? (?:me|him|her|for|into|in|the))\b"
)
_DEFINING = re.compile(r"^\W*(?:what (?:is|are|does)|define|definition|meaning|explain)\b|\b(?:definition|meaning)\b")
_ALWAYS = re.compile(rf"\b(?:{'|'.join(_SIGNS)})\b")
_OF_SOMEBODY = re.compile(rf"\b(?:{'|'.join(_SIGNS_TOLD_OF_SOMEBODY)})\b")


def alarm_in(text: str) -> str:
    """Return what must be said first of a text that holds words of alarm; "" of any other."""
    plain = _HARMLESS.sub(" ", " ".join(text.casefold().replace("’", "'").split()))
    told = _ALWAYS.search(plain) or (not _DEFINING.search(plain) and _OF_SOMEBODY.search(plain))
    return ALARM if told else ""
