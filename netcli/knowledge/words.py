"""What people type for the words of the closed vocabularies."""

import re
from collections.abc import Iterable

from netcli.errors import UnknownValue
from netcli.knowledge.names import Reading, key, quoted, resolve_word

REGIONS = {
    "us": ["usa", "united states", "america", "fda", "u.s."],
    "eu": ["europe", "european union", "ema", "ec", "eea"],
    "uk": ["united kingdom", "britain", "great britain", "gb", "england", "mhra"],
    "jp": ["japan", "pmda"],
    "cn": ["china", "nmpa"],
    "ca": ["canada", "health canada"],
    "au": ["australia", "tga"],
    "kr": ["korea", "south korea"],
    "sg": ["singapore"],
    "global": ["worldwide", "international", "world"],
}
STANDINGS = {
    "approved": ["labelled", "labeled", "licensed", "licenced", "registered", "label"],
    "guideline": ["recommended", "guidelines"],
    "off-label": ["unlabelled", "unlicensed"],
    "investigational": ["experimental", "pipeline", "trial"],
    "withdrawn": [],
    "refused": ["rejected", "not approved", "crl", "complete response letter"],
    "discontinued": ["stopped", "off market"],
}
RECEPTOR = {
    "positive": ["pos", "+", "yes", "sstr+", "sstr positive", "sstr2 positive", "avid", "true"],
    "negative": ["neg", "-", "no", "sstr-", "sstr negative", "sstr2 negative", "false"],
}
FUNCTIONAL = {
    "functioning": ["functional", "yes", "syndrome", "hormonal", "secreting", "true"],
    "non-functioning": ["nonfunctional", "non functional", "no", "nf", "false"],
}
LINES = {
    "first": ["1", "1l", "first line", "front line", "frontline", "line 1", "i", "initial"],
    "later": [
        "2",
        "3",
        "2l",
        "3l",
        "2l+",
        "second",
        "third",
        "second line",
        "third line",
        "subsequent",
        "line 2",
        "ii",
    ],
}
GRADES = {
    "G1": ["1", "grade 1", "i", "grade i", "low grade"],
    "G2": ["2", "grade 2", "ii", "grade ii", "intermediate grade"],
    "G3": ["3", "grade 3", "iii", "grade iii", "net g3", "high grade net"],
    "NEC": ["neuroendocrine carcinoma", "poorly differentiated", "carcinoma", "poor"],
}
TRIAL_STATUSES = {
    "not-yet-recruiting": ["not yet", "not yet open", "planned"],
    "recruiting": ["open", "enrolling", "rec"],
    "enrolling-by-invitation": ["by invitation", "invitation"],
    "active-not-recruiting": ["active", "ongoing", "closed to accrual"],
    "suspended": ["paused"],
    "completed": ["complete", "finished", "done"],
    "terminated": ["stopped", "stopped early"],
    "withdrawn": [],
    "unknown": [],
}
CLASS_SHORT_FORMS = {
    "ssa": "somatostatin analogue",
    "srl": "somatostatin analogue",
    "somatostatinanalog": "somatostatin analogue",
    "tki": "tyrosine kinase inhibitor",
    "chemo": "chemotherapy",
    "ici": "immune checkpoint inhibitor",
    "immunotherapy": "immune checkpoint inhibitor",
    "rlt": "radioligand",
    "mtor": "mTOR inhibitor",
}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PHASES = (("1",), ("2",), ("3",), ("4",), ("1", "2"), ("2", "3"), ("3", "4"))


def find_classes(typed: str, classes: Iterable[str]) -> tuple[str, ...]:
    """Return every class in which the typed words stand, from the start of a word: PRRT is beta and alpha emitters."""
    wanted = key(CLASS_SHORT_FORMS.get(key(typed), typed))
    found = {
        name: None for name in classes if wanted and any(wanted == key(part)[: len(wanted)] for part in _tails(name))
    }
    return tuple(found)


def _tails(name: str) -> list[str]:
    """Return a class from each of its words on."""
    words = re.split(r"[\s(),]+", name)
    return [" ".join(words[start:]) for start in range(len(words))]


def resolve_grade(typed: str) -> Reading:
    """Return G1, G2, G3 or NEC for `G2`, `grade 2`, `2`, `nec` ..."""
    return resolve_word("grade", typed, GRADES)


def resolve_receptor(typed: str) -> Reading:
    """Return positive or negative; `+` and `-`, which leave no letters, count as words here."""
    sign = {"+": "positive", "-": "negative"}.get(typed.strip().lower().removeprefix("sstr").removeprefix("2").strip())
    return (
        Reading(sign, f"SSTR status {quoted(typed)} read as {sign}")
        if sign
        else resolve_word("SSTR status", typed, RECEPTOR)
    )


def resolve_phases(typed: str) -> tuple[tuple[str, ...], str]:
    """Return (phases, note). `1/2` is the registers' one label "Phase 1/Phase 2", not "1 or 2"."""
    bare = re.sub(r"(?i)phase[\s_-]*", "", typed.strip())
    if key(bare) in ("early1", "earlyi", "0"):
        return ("early-1",), ""
    parts = tuple(_ROMAN.get(part, part) for part in re.split(r"\s*[/|–-]\s*", bare.casefold()))
    if parts not in _PHASES:
        raise UnknownValue(f"unknown phase {quoted(typed)}", "accepted: 1, 2, 3, 4, early-1, I to IV, 1/2, 2/3")
    plain = "/".join(parts)
    return parts, "" if typed.strip() == plain else f"phase {quoted(typed)} read as {plain}"
