"""What patients and carers ask in a hurry: the question on record that comes before any drug they name."""

import re
from collections.abc import Iterator

from netcli.knowledge.model import Question
from netcli.knowledge.search.asking import FEVER, FIELDS, is_of_somebody
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.passages import passages_in
from netcli.knowledge.search.reader import Reader

_FIELD = f"{FIELDS['side effects']} {FIELDS['reductions']}"
WITH_FEVER = ("fever-infection", "when-to-call")
_FEVERISH = re.compile(r"\b(?:3[89]|4[01])[.,]\d\b(?! ?%)")  # of somebody, a temperature though nobody says so
_DEGREES = re.compile(r"\b(?:3[789]|4[0-2])(?:[.,]\d)?\b|\b10[0-5](?:[.,]\d)? ?°?f\b", re.IGNORECASE)

_WHILE = re.compile(r"\b(?:on|after|during|while|since|nach|unter|après|sous|con) ", re.IGNORECASE)


def feverish(reader: Reader) -> Iterator[Direct]:
    """Find what to do with a fever, in somebody or measured, whatever the treatment."""
    asked = reader.asked
    if (
        (
            asked.says(f"{FEVER} temperature" if _DEGREES.search(asked.text) else FEVER)
            or (_FEVERISH.search(asked.text) and is_of_somebody(asked.words) and not asked.of("biomarkers"))
        )
        and (_DEGREES.search(asked.text) or _WHILE.search(asked.text) or is_of_somebody(asked.words))
        and not asked.says(_FIELD)
    ):
        questions = reader.knowledge.of(Question)
        for one in filter(questions.__contains__, WITH_FEVER):
            yield Direct("faq", one, passages_in(questions[one].answer)[0], f"netcli show faq:{one}", outright=True)
