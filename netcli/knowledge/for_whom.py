"""For whom an indication is, in a row: what its fields say, then what only its author could put in short."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from netcli.knowledge.model import Indication
from netcli.knowledge.wording import label_changed

OF_AGE = 18  # years: an indication for adults says nothing of age
# A brief that says a limit more closely than its field does stands for the field.
SAYS_LINE = re.compile(
    r"after|pretreated|progressed|refractory|\b(?:first|second|third|later)\b|untreated|again", re.IGNORECASE
)
SAYS_FUNCTION = re.compile(r"functional|functioning|syndrome|symptom|VIPoma|insulinoma|gastrinoma", re.IGNORECASE)


def for_whom(one: Indication, since: str | None = None) -> str:
    """Return the limits of an indication in short, and that its label has changed since it was read.

    Where it is shown with another date than its own, that of a label for adults alone, its age has its own year.
    """
    return "; ".join(filter(None, (_limits(one, since), label_changed(one))))


def joined_by_age(labels: Sequence[Indication]) -> list[tuple[Indication, str]]:
    """Return labels with their dates; of those that differ in the age alone the widest, with the oldest date."""
    groups: dict[tuple[object, ...], list[Indication]] = {}
    for one in labels:
        same = (one.region, one.purpose, one.tumour_agnostic, *one.sites, for_whom(replace(one, min_age=None)))
        groups.setdefault(same, []).append(one)
    return [
        (min(group, key=lambda one: one.min_age or OF_AGE), min((one.since for one in group if one.since), default=""))
        for group in groups.values()
    ]


def _limits(one: Indication, since: str | None) -> str:
    """Return the limits of an indication in short; without a `brief`, its whole text.

    The order is that of a label: the tumour (function, carcinoma, receptor, grades), the line, an age below 18, and
    what no field says.
    """
    if one.brief is None:
        return one.text
    tumour = " ".join(filter(None, (_function(one), _carcinoma(one), _receptor(one), grades_in_short(one.grades))))
    return ", ".join(filter(None, (tumour, _line(one), _age(one, since), one.brief)))


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


def _age(one: Indication, since: str | None) -> str:
    if one.min_age is None or one.min_age >= OF_AGE:
        return ""
    year = one.since[:4] if one.since else "undated"
    return f"from {one.min_age} y" + (f" ({year})" if since not in (None, one.since or "") else "")
