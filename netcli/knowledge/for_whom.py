"""For whom an indication is, in a row: what its fields say, then what only its author could put in short."""

import re
from collections.abc import Sequence

from netcli.knowledge.model import Indication
from netcli.knowledge.wording import label_changed

OF_AGE = 18  # years: an indication for adults says nothing of age
# A brief that says a limit more closely than its field does stands for the field.
SAYS_LINE = re.compile(
    r"after|pretreated|progressed|refractory|\b(?:first|second|third|later)\b|untreated|again", re.IGNORECASE
)
SAYS_FUNCTION = re.compile(r"functional|functioning|syndrome|symptom|VIPoma|insulinoma|gastrinoma", re.IGNORECASE)


def for_whom(one: Indication) -> str:
    """Return the limits of an indication in short, and that its label has changed since it was read."""
    return "; ".join(filter(None, (_limits(one), label_changed(one))))


def _limits(one: Indication) -> str:
    """Return the limits of an indication in short; without a `brief`, its whole text.

    The order is that of a label: the tumour (function, carcinoma, receptor, grades), the line, an age below 18, and
    what no field says.
    """
    if one.brief is None:
        return one.text
    tumour = " ".join(filter(None, (_function(one), _carcinoma(one), _receptor(one), grades_in_short(one.grades))))
    return ", ".join(filter(None, (tumour, _line(one), _age(one), one.brief)))


def grades_in_short(grades: Sequence[str]) -> str:
    """Return grades as a span: G2, G1-G2; nothing for none."""
    return "-".join(dict.fromkeys([*grades[:1], *grades[-1:]]))


def _function(one: Indication) -> str:
    named = {"non-functioning": "NF", "functioning": "functional"}.get(one.functional, "")
    return "" if SAYS_FUNCTION.search(one.brief or "") else named


def _carcinoma(one: Indication) -> str:
    return "NEC" if one.differentiation == "poor" else ""


def _receptor(one: Indication) -> str:
    return {"positive": "SSTR+", "negative": "SSTR−"}.get(one.sstr, "")


def _line(one: Indication) -> str:
    named = {"first": "first line", "later": "pretreated"}.get(one.line, "")
    return "" if SAYS_LINE.search(one.brief or "") else named


def _age(one: Indication) -> str:
    return f"from {one.min_age} y" if one.min_age is not None and one.min_age < OF_AGE else ""
