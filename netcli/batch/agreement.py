"""Codes that a table holds already: read, and compared with the grade of their row."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from netcli.coding.classes import Classed, agrees, grade_agrees
from netcli.coding.lookup import morphologies
from netcli.knowledge.codes import Code, Item, holds
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import key
from netcli.knowledge.vocabulary import GRADES

MEANINGS = {  # of the warnings that a code of the row gives
    "morphology-contradicts": "the morphology of the row is not that of its class",
    "morphology-of-mixed-neoplasm": "the morphology is of a mixed neoplasm: the grade is of its neuroendocrine part",
    "morphology-not-on-record": "the morphology of the row is none of neuroendocrine tumours on record: it is kept",
    "morphology-not-read": "the morphology of the row could not be read",
    "morphology-out-of-date": "the morphology of the row was not written for its year of diagnosis",
    "behavior-contradicts": "the behaviour of the row is another than that of its morphology",
    "grade-item-contradicts": "a grade item of the row is not that of its grade: none is written",
    "date-not-read": "the date of diagnosis could not be read: no schema is written",
    "year-assumed": "the year of diagnosis is not known: the schema in force is written, as SEER does",
}
GRADE_ITEMS = ("grade_clinical", "grade_pathological")
UNREAD = "?"
_MORPHOLOGY = re.compile(r"\s*(?:icd-?o(?:-?3(?:\.\d)?)?)?\s*m?-?(\d{4})(?:\s*[/-]?\s*(\d)\d?)?(?!\d)", re.IGNORECASE)
_BEHAVIOURS = {"benign": "0", "borderline": "1", "uncertain": "1", "insitu": "2", "malignant": "3"}
_DATES = tuple(
    re.compile(form)
    for form in (
        r"((?:19|20)\d\d)",
        r"((?:19|20)\d\d)(?:0[1-9]|1[0-2]|99)(?:\d\d)?",  # 20261127, 201906, 20269999
        r"((?:19|20)\d\d)[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ].*)?",
        r"\d{1,2}[-/.]\d{1,2}[-/.]((?:19|20)\d\d)",
        r"(?:0[1-9]|1[0-2])[0-3]\d((?:19|20)\d\d)",  # 11272026
        r"\d{1,2}[- ][A-Za-z]{3,9}[- ]((?:19|20)\d\d)",
    )
)


class Record(NamedTuple):
    """What a coding needs to know of a row: the class that it was graded as, and the codes that it holds."""

    found: Classed | None
    written: Mapping[str, str]

    @property
    def morphology(self) -> str:
        """The morphology as the row has it, "8240/3"; without a behaviour the invasive form; "" for none."""
        told = self.written.get("morphology", "")
        if told in ("", UNREAD) or "/" in told:
            return told.strip(UNREAD)
        return f"{told}/{self.written.get('behavior', '').strip(UNREAD) or '3'}"

    @property
    def year(self) -> int | None:
        """The year of diagnosis; None where it is not known."""
        told = self.written.get("year", "")
        return int(told) if told.isdigit() else None


class WrittenCodes:
    """Reads the codes of a row; what is not read is UNREAD, and never a reason to refuse the row."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._codes: dict[str, list[Code]] = {}
        for one in morphologies(knowledge):
            self._codes.setdefault(one.code, []).append(one)
        self._grades = {one.code: one for one in knowledge.of(Item)["grade"].codes}
        self._grade_words = _grade_words(one.code for one in self._grades.values() if one.grade)
        self._names = {
            key(name): one.code for one in morphologies(knowledge) if not one.until for name in (one.means, *one.terms)
        }
        self.readers: dict[str, Callable[[str], str]] = {
            "morphology": self._morphology,
            "behavior": _behaviour,
            **dict.fromkeys(GRADE_ITEMS, self._grade),
            "year": year,
        }

    def on_record(self, code: str, diagnosed: int | None) -> Code | None:
        """Return the record of a morphology, that of its year where there are several."""
        found = self._codes.get(code, [])
        return next((one for one in found if holds(one, diagnosed)), found[0] if found else None)

    def refusal(self, record: Record) -> str:
        """Return why a row is no neuroendocrine tumour with records here, "" where it may be one."""
        one = self.on_record(record.morphology, record.year)
        return f"{one.code} {one.means} has rules of its own" if one and one.out_of_scope else ""

    def remarks(self, record: Record, *, dated: bool) -> Iterator[str]:
        """Yield the codes of warnings for what is written and does not go together, or could not be read.

        `dated` rows need their year.
        """
        written, found, year_told = record.written, record.found, record.written.get("year", UNREAD)
        if written.get("year") == UNREAD:
            yield "date-not-read"
        elif dated and not written.get("year"):
            yield "year-assumed"
        if written.get("morphology") == UNREAD:
            yield "morphology-not-read"
        told, behaviour = written.get("morphology", ""), written.get("behavior", "")
        if (behaviour == UNREAD) or ("/" in told and behaviour and not told.endswith(behaviour)):
            yield "behavior-contradicts"
        if record.morphology:
            yield from self._of_morphology(record, year_told)
        grades = [self._grades[code] for name in GRADE_ITEMS if (code := written.get(name))]
        if found and not all(grade_agrees(code, found) for code in grades):
            yield "grade-item-contradicts"

    def _of_morphology(self, record: Record, year_told: str) -> Iterator[str]:
        one = self.on_record(record.morphology, record.year)
        if one is None:
            yield "morphology-not-on-record"
            return
        if year_told != UNREAD and one.until and one.until < (record.year or one.until + 1):
            yield "morphology-out-of-date"
        if record.found and not agrees(one, record.found):
            yield "morphology-of-mixed-neoplasm" if "minen" in one.categories else "morphology-contradicts"

    def _morphology(self, text: str) -> str:
        if found := _MORPHOLOGY.match(text):
            return f"{found[1]}/{found[2]}" if found[2] else found[1]
        return self._names.get(key(text), UNREAD if key(text) else "")

    def _grade(self, text: str) -> str:
        code = text.strip().upper()
        return code if code in self._grades else self._grade_words.get(key(text), "")


def _grade_words(codes: Iterable[str]) -> dict[str, str]:
    """Return the codes of the grades by the words that people type: "G1", "grade 1", "I"."""
    grades: dict[str, Any] = {word: names for word, names in GRADES.words.items() if word != "NEC"}
    return {
        key(name): code for code, (word, names) in zip(codes, grades.items(), strict=True) for name in (word, *names)
    }


def _behaviour(text: str) -> str:
    bare = key(text)
    if not bare:
        return ""
    word = next((code for name, code in _BEHAVIOURS.items() if bare.startswith(name)), "")
    return word or (bare[0] if bare[0].isdigit() else UNREAD)


def year(text: str) -> str:
    """Return the year of a date as registries write it, "" where it is not known, UNREAD for what is none."""
    bare = text.strip()
    if bare in ("", "9999", "99999999") or key(bare) in ("unknown", "blanks"):
        return ""
    return next((found[1] for form in _DATES if (found := form.fullmatch(bare))), UNREAD)
