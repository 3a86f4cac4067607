"""The abbreviations of short texts: spelled out where no screen limits them, explained where they are rare."""

import re
from collections.abc import Iterable
from functools import cache

from netcli.output.blocks import MARKS

# What is usual in the field needs no word on a screen; `netcli glossary` explains it.
USUAL: dict[str, str] = {
    r"\bPFS\b": "progression-free survival",
    r"\bOS\b": "overall survival",
    r"\bTTP\b": "time to progression",
    r"\bHR\b": "hazard ratio",
    r"(?<=\s)v(?=\s)": "against",
    r"(?<=\d\s)mo\b": "months",
    r"(?<=\d)-mo\b": "-month",
    r"\b1L-2L\b": "first or second line",
    r"\b2L\b(?!\+)": "second line",
    r"(?<=\d\s)y\b": "years",
    r"\bSTZ\b": "streptozocin",
    r"\bSSTR\+": "SSTR-positive",
    r"\bSSTR−": "SSTR-negative",
}
RARE: dict[str, str] = {
    r"\bNR\b": "not reached",
    r"\bn\.s\.": "not significant",
    r"\bNF\b": "non-functional",
    r"\b1L\b": "first line",
    r"\b2L\+": "pretreated",
    r"±": "with or without",
    r"\bcond\.": "conditional",
}
# What is told apart at a glance: the ratio, and the words that warn of a result.
RATIO = r"\bHR.\d[\d.]*"
WARNING = r"\b(?:n\.s\.|no.control|not.compared|unconfirmed)(?!\w)"
FAILED = r"\bmissed\b"
IN_A_RUN = r"(?<=[^\s:;])(?<!label) (?={}\u00a0)"  # names behind one mark end where the next mark stands
MARK = r"(?<!\S)(?<!\d\s){}(?=\s|$|[,.;:?])"  # a number stands before what is but a sign: 10 × the limit


def spelled(text: str) -> str:
    """Return a text with its abbreviations and marks as words, for those who hear it."""
    for pattern, words in _patterns():
        text = pattern.sub(words, text)
    return text.replace("\u00a0", " ")


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    runs = {IN_A_RUN.format(mark): "; " for mark in MARKS}
    marks = runs | {MARK.format(mark): word for mark, (_, word, _) in MARKS.items()}
    return [(re.compile(pattern), words) for pattern, words in (USUAL | RARE | marks).items()]


def _bare(pattern: str) -> str:
    """Return the characters that an expression of RARE stands for."""
    return pattern.replace(r"\b", "").replace("\\", "")


def explained(texts: Iterable[str]) -> str:
    """Return what a foot says of the rare abbreviations in some texts."""
    joined = "\n".join(texts)
    there = {pattern: words for pattern, words in RARE.items() if _bare(pattern) in joined}  # quick, and mostly nothing
    found = ((match.group(0), words) for pattern, words in there.items() if (match := re.search(pattern, joined)))
    return "  ".join(f"{short} {words}".replace(" ", "\u00a0") for short, words in found)
