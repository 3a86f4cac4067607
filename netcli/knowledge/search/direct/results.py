"""What trials showed: on the endpoint, and in the patients, that are asked about."""

import re
from collections.abc import Iterator, Sequence

from netcli.knowledge import model
from netcli.knowledge.search.asking import READ_OUT, is_of_somebody
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.trials import status_sources
from netcli.knowledge.wording import arm_value, citation, ratio

_ENDPOINTS = {  # as a question names them
    "duration of response": r"(?i)duration of response|\bDOR\b",
    "disease control": r"(?i)disease control|\bDCR\b",
    "quality of life": r"(?i)quality of life|\bQ ?o ?L\b",
    "adverse events": r"(?i)adverse events?|side effects?|toxicit(?:y|ies)",
    "progression-free survival": r"(?i)progression[- ]free|\bPFS\b",
    "overall survival": r"(?i)(?<!free[ -])survival|live[sd]? longer"
    r"|(?:prolong|lengthen|extend)(?:s|ed|ing)? (?:life|lives)|\bOS\b",
    "response": r"(?i)\brespon(?:se|ded|ders?)\b|\bORR\b",
    "time to progression": r"(?i:time to (?:tumou?r )?progression)|\bTTP\b",
}
_UNANSWERED = r"(?i)\b(?:no|not|without|poor|loss of|lost|never) respon\w+"  # of somebody's tumour
WORKS = r"(?i)(?<!how )(?<!why )\b(?:does|do|did|will) [\w -]+ work(?= (?:in|for|on|against)\b|\W*$)"
_EFFICACY = [name for name in _ENDPOINTS if name not in ("quality of life", "adverse events")]
LISTED = 3


def results_of(trial: model.Trial, question: str = "", sites: Sequence[str] = ()) -> str:
    """Return the results of a trial on the endpoint that a question names, those that lead, or how it stands.

    Where a site is named that it tells of apart, they are those of the patients there; else it is said whose they are.
    """
    asked, nothing = endpoints_in(question), ""
    leading = [one.endpoint for one in trial.outcomes if one.headline]
    there = [one for one in trial.outcomes if not {*sites}.isdisjoint(one.sites)]
    apart = [one for one in there if (_is_on(one, asked) if asked else one.endpoint in leading)]
    outcomes = apart or trial.outcomes
    told = [one for one in outcomes if one.headline] or outcomes[:1]
    if asked and told:
        found = [one for one in outcomes if _is_on(one, asked)]
        nothing = f"{trial.acronym}: no result on {' or '.join(asked)} on record. " if not found else ""
        each = ([one for one in found if name in one.endpoint.casefold()] for name in asked)
        picked = [one for every in each for one in [one for one in every if one.headline] or every[:LISTED]]
        told = list({one.id: one for one in picked}.values())[: max(LISTED, 2 * len(asked))] or told
    if not told:
        stands = f"{status_of(trial)}{citation(status_sources(trial))}"
        return f"{trial.acronym}: {'; '.join(filter(None, (stands, trial.result)))}"
    parted = sites and not {*trial.sites} <= {*sites} and any(one.sites for one in trial.outcomes)
    of_whom = bool(apart or parted) or len({one.population for one in told}) > 1
    return nothing + " ".join(_result(trial, one, one.population * of_whom) for one in told)


def _is_on(one: model.Evidence, endpoints: Sequence[str]) -> bool:
    return any(name in one.endpoint.casefold() for name in endpoints)


def endpoints_in(question: str) -> list[str]:
    """Return the endpoints that a question names; of those whose words overlap the longest alone."""
    asked = [name for name, spoken in _ENDPOINTS.items() if re.search(spoken, question)]
    return [one for one in asked if not any(one != other and one in other for other in asked)]


def _result(trial: model.Trial, one: model.Evidence, whom: str = "") -> str:
    arms = " against ".join(arm_value(arm, one.unit) for arm in one.arms)
    said = "; ".join(filter(None, (arms, ratio(one)))) or one.effect
    of_them = f" ({whom})" if whom else ""
    return f"{trial.acronym}, {one.endpoint}{of_them}: {said}{citation(one.sources)}"


def asks_what_is_shown(reader: Reader) -> bool:
    """Tell whether the results of a drug are asked for, not those of somebody's tests."""
    others = "after test tests blood bloods scan scans"
    shown = reader.asked.says(READ_OUT) or re.search(WORKS, reader.asked.text)
    return bool(reader.drugs) and bool(shown) and not reader.asked.says(others)


def shown(reader: Reader) -> Iterator[Direct]:
    """Find what the trials of a drug showed on an endpoint that is named: "axitinib ORR"."""
    asked, drugs = reader.asked, reader.drugs
    endpoints = [one for one in endpoints_in(asked.text) if one in _EFFICACY]
    if len(drugs) != 1 or asked.of("trials") or is_of_somebody(asked.words) or re.search(_UNANSWERED, asked.text):
        return
    if not (endpoints or asked.says("hr hazard")):
        return
    tested = [one for one in reader.knowledge.of(model.Trial).values() if drugs[0] in one.tested and one.outcomes]
    found = [one for one in tested if reports(one, endpoints)]
    sites = {*asked.of("sites")}

    def order(one: model.Trial) -> tuple[bool, bool, bool, float]:
        elsewhere, combined = bool(sites) and sites.isdisjoint(one.sites), len(one.tested) > 1
        return elsewhere, not one.control, combined, -round(reader.share("trials", one.id), 2)

    for one in sorted(found, key=order)[:LISTED]:
        yield Direct("trials", one.id, results_of(one, asked.text, asked.of("sites")), f"netcli show {one.id}")


def reports(trial: model.Trial, endpoints: list[str]) -> bool:
    """Tell whether a trial has a result on one of some endpoints; where none is named, any does."""
    return not endpoints or any(_is_on(one, endpoints) for one in trial.outcomes)


def status_of(trial: model.Trial) -> str:
    """Return how a trial stands and since when that is known."""
    return f"{trial.status.replace('-', ' ')} as of {trial.status_as_of}"
