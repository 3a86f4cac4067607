"""What a label asks to be looked at: the rule that a text of the record says it, with the same source."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from netcli.knowledge.citations import CITATION, cited_in
from netcli.knowledge.files.faults import Fault
from netcli.knowledge.files.raw import pieces, values
from netcli.knowledge.model import Therapy
from netcli.knowledge.setting import Setting
from netcli.knowledge.vocabulary import CheckKind

# By what words a text says that it is to be looked at.
SAID: dict[CheckKind, str] = {
    "blood-count": r"blood count|blood cell|neutrophil|platelet|haemoglobin|leucocyte|marrow",
    "kidney": r"kidney|renal|creatinine|GFR",
    "liver": r"liver|hepat|\bALT\b|bilirubin|Child-Pugh",
    "heart": r"heart|cardi|\bECG\b|\bQT\b|ejection fraction",
    "blood-pressure": r"blood pressure",
    "glucose": r"glucose",
    "gallbladder": r"gallbladder|ultrasound",
    "thyroid": r"thyroid|\bTSH\b",
    "electrolytes": r"electrolyte|potassium|magnesium|salts",
    "urine-protein": r"urine protein|protein in urine",
    "lungs": r"lung|oxygen|chest|breathless",
    "hearing": r"hearing",
    "nerves": r"neuro",
    "bleeding": r"bleed",
    "lipids": r"cholesterol|lipid",
    "mood": r"mood|depress",
    "dpd": r"\bDPD\b",
}
SAYING = ("safety", "practical", "dose")  # the fields of a therapy in whose texts it may stand


def checks_are_said(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """Every check stands once, and in a text on safety, practice or dose that cites each of its sources."""
    safety = raw.get("safety")
    if collection != "therapies" or not isinstance(safety, dict) or not safety.get("checks"):
        return
    saying = _saying(raw, setting)
    seen: set[tuple[str, bool]] = set()
    for place, check in enumerate(safety["checks"]):
        where, of, before = ("safety", "checks", place), str(check.get("of")), check.get("before", True) is not False
        if (of, before) in seen:
            yield Fault(where, f"'{of}' stands twice {'before the start' if before else 'on treatment'}")
        seen.add((of, before))
        for source in check.get("sources") or []:
            if source not in saying.get(of, ()):
                yield Fault((*where, "sources"), f"no text of the record says '{of}' and cites '{source}'")


def _saying(raw: dict[str, Any], setting: Setting) -> dict[str, set[str]]:
    """Return for each kind of check the sources that a text of the record cites for it."""
    bundled = setting.bundled.of(Therapy).get(str(raw.get("id"))) if setting.bundled else None
    records = [raw, msgspec.to_builtins(bundled)] if bundled else [raw]
    told = [(CITATION.sub("", text), set(cited_in(text))) for record in records for text in _texts(record)]
    return {
        kind: set().union(*(sources for text, sources in told if re.search(said, text, re.IGNORECASE)))
        for kind, said in SAID.items()
    }


def _texts(record: dict[str, Any]) -> Iterator[str]:
    """Yield every text in which a check may be said, a change of the dose with its reason before it."""
    held = {field: record.get(field) for field in SAYING}
    yield from (text for _, text in values(held) if "[@" in text)
    yield from (f"{piece['reason']}: {piece.get('text')}" for _, piece in pieces(held) if "reason" in piece)
