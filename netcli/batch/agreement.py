"""Codes that a table holds already, read and compared with the grade of their row."""

import re
from collections.abc import Callable, Iterator, Mapping

from netcli.coding.classes import Classed, agrees, grade_agrees
from netcli.coding.lookup import morphologies
from netcli.knowledge.codes import Code, Item
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import key

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\d{4})?(?!\d)")
MEANINGS = {  # of the warnings that a code of the row gives
    "morphology-contradicts": "the morphology of the row is not that of its class",
    "morphology-out-of-scope": "the morphology of the row is of a tumour with rules of its own",
    "grade-item-contradicts": "a grade item of the row is not that of its grade",
}
GRADE_ITEMS = ("grade_clinical", "grade_pathological")


class WrittenCodes:
    """Reads the codes of a row. What is none of the field is left alone and never a reason to refuse a row."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.morphologies = morphologies(knowledge)
        self._grades = {one.code: one for one in knowledge.of(Item)["grade"].codes}
        self.readers: dict[str, Callable[[str], str]] = {
            "morphology": self.morphology,
            "behavior": str.strip,
            **dict.fromkeys(GRADE_ITEMS, self._grade),
        }

    def morphology(self, text: str) -> str:
        """Return the histology or the whole code of "8249/3", "82493" and "8249"; "" for others."""
        bare = key(text)
        code = f"{bare[:4]}/{bare[4:]}" if len(bare) > 4 else bare  # noqa: PLR2004
        return code if code in self.morphologies or any(one.startswith(f"{code}/") for one in self.morphologies) else ""

    def code(self, morphology: str, behaviour: str) -> Code | None:
        """Return what a row is coded as; a histology without a behaviour stands for the invasive form."""
        return self.morphologies.get(morphology if "/" in morphology else f"{morphology}/{behaviour or '3'}")

    def contradictions(self, found: Classed, written: Mapping[str, str]) -> Iterator[str]:
        """Yield the codes of warnings for what is written and does not go with the class."""
        morphology = self.code(written.get("morphology", ""), written.get("behavior", ""))
        if morphology and morphology.out_of_scope:
            yield "morphology-out-of-scope"
        elif morphology and not agrees(morphology, found):
            yield "morphology-contradicts"
        grades = [self._grades[code] for name in GRADE_ITEMS if (code := written.get(name))]
        if not all(grade_agrees(code, found) for code in grades):
            yield "grade-item-contradicts"

    def _grade(self, text: str) -> str:
        code = text.strip().upper()
        return code if code in self._grades else ""


def year(text: str) -> int | None:
    """Return the year of a date as registries write it: 2026, 20261127, 2026-11-27, 11/27/2026."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None
