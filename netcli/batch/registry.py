"""Cells as registries write them, turned into what is typed of a single case; each assumption has a code."""

import re
from typing import NamedTuple

from netcli.grading.bands import band_text
from netcli.grading.inputs import SiteResolver
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.codes import Item
from netcli.knowledge.sites import overlap

_ABOUT = re.compile(r"(?i)(?:~|\u2248|about|approx(?:imately)?\.?|c(?:irc)?a\.?)\s*([0-9]+(?:[.,][0-9]+)?\s*%?)")
_WORDED = re.compile(
    r"(?i)(?P<sign>|less than|under|below|greater than|more than|over|above)\s*(?P<number>[0-9]+(?:[.,][0-9]+)?)"
    r"\s*(?:%|per ?cent)?"
)
_SIGNS = {"": "", **dict.fromkeys(("less than", "under", "below"), "<"),
          **dict.fromkeys(("greater than", "more than", "over", "above"), ">")}  # fmt: skip
NO_VALUE_CODE = "999"
NO_NUMBER = {NO_VALUE_CODE, "XX.7", "XX.8", "XX.9"}  # the codes of items for a value that is not known
_DIFFERENTIATION = re.compile(
    r"(?i)(?P<level>well|mod|poor|undiff)(?:erate|erentiated)?(?:ly)?[\s.-]*(?:diff(?:erentiated)?\.?)?"
    r"(?:[;,]?\s*anaplastic)?(?:[;,]?\s*grade\s+(?:[iv]+|[1-4]))?"
)
# What a level is called of a single case, and what is assumed with it. Moderate is no level of these tumours.
_LEVELS = {
    "well": ("well", ""),
    "mod": ("unknown", "moderate-not-used"),
    "poor": ("poor", ""),
    "undiff": ("poor", "undifferentiated-as-poor"),
}
MEANINGS = {  # of the warnings that stand for an assumption
    "ki67-approximate": "Ki-67 is given as about a value, which was taken for it",
    "mitoses-approximate": "mitoses are given as about a value, which was taken for it",
    "ki67-range-code": "Ki-67 is given as the code of a range, XXX.4 to XXX.6",
    "moderate-not-used": "moderate differentiation is no level of these tumours: taken as not known",
    "undifferentiated-as-poor": "undifferentiated was taken for poorly differentiated",
}
_INSIDE = re.compile(r"(?P<whole>[^()]+)\((?P<part>[^()]+)\)")
NUMBERS = ("ki67", "mitoses")


class Form(NamedTuple):
    """What a cell says in the words of a single case, "" for nothing; `assumed` is the code of a warning, if any."""

    text: str
    assumed: str = ""


class RegistryForms:
    """Reads what is written of no single case: "~3", the codes of the Ki-67 item, a part of an organ in brackets."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._sites = rulebook.sites
        item = rulebook.knowledge.of(Item)["ki-67"]
        cutoffs = rulebook.editions()[0].ki67
        self._ki67 = {
            one.code: Form(band_text(int(one.grade[1]), cutoffs), "ki67-range-code") if one.grade else Form("")
            for one in item.codes
        }

    def number(self, column: str, text: str) -> Form | None:
        """Return a number of which a registry knows no more than about, or a range by its code; None for others."""
        if about := _ABOUT.fullmatch(text.strip()):
            return Form(about[1], f"{column}-approximate")
        if known := self._ki67.get(text.strip().upper()) if column == "ki67" else None:
            return known
        worded = _WORDED.fullmatch(text.strip())
        return Form(f"{_SIGNS[worded['sign'].lower()]}{worded['number']}") if worded else None

    def differentiation(self, text: str) -> Form | None:
        """Return a level of differentiation by its beginning; None for other texts."""
        found = _DIFFERENTIATION.fullmatch(text.strip())
        return Form(*_LEVELS[found["level"].casefold()]) if found else None

    def site(self, text: str, resolve: SiteResolver) -> Form | None:
        """Return the part of "Small intestine (ileum)"; None where the two are not of one organ. Raise UnknownValue."""
        names = self.names_in_brackets(text)
        if not names or not overlap(resolve(names[0]), resolve(names[1]), self._sites):
            return None
        return Form(names[1])

    @staticmethod
    def names_in_brackets(text: str) -> tuple[str, ...]:
        """Return "Small intestine" and "ileum" of "Small intestine (ileum)"; nothing of other texts."""
        inside = _INSIDE.fullmatch(text.strip())
        return tuple(part.strip() for part in inside.groups()) if inside else ()
