"""Trial results as lines."""

from collections.abc import Sequence

from netcli.knowledge.model import Evidence
from netcli.output.blocks import Line
from netcli.knowledge.wording import arm_value, citation, ratio, unconfirmed

SHORT_ENDPOINTS = {
    "progression-free survival": "PFS",
    "overall survival": "OS",
    "objective response rate": "response rate",
    "overall response rate": "response rate",
    "time to progression": "TTP",
}


def result_line(result: Evidence, *, with_trial: bool = True) -> Line:
    """Return one outcome: endpoint as the lead, then what each arm reached, the ratio, and in whom."""
    endpoint = SHORT_ENDPOINTS.get(result.endpoint.lower(), result.endpoint)
    lead = f"{result.trial}, {endpoint}" if with_trial else endpoint
    arms = " against ".join(f"{arm_value(arm, result.unit)} ({arm.name})" for arm in result.arms)
    text = "; ".join(part for part in (arms, ratio(result), result.population) if part)
    return Line(f"{text}{unconfirmed(result.confirmed)}{citation(result.sources)}", lead)


def headline(results: Sequence[Evidence], most: int = 2) -> list[Line]:
    """Return the outcomes that a table has room for: one for each study, the primary one where it is marked."""
    chosen: dict[str, Evidence] = {}
    for result in results:
        held = chosen.get(result.trial)
        if held is None or (result.primary and not held.primary):
            chosen[result.trial] = result
    return [short_line(result) for result in list(chosen.values())[:most]]


def short_line(result: Evidence) -> Line:
    """Return one outcome in few words, the trial as the lead: "PFS not reached against 8.4 months, HR 0.21 (...)"."""
    endpoint = SHORT_ENDPOINTS.get(result.endpoint.lower(), result.endpoint)
    noted = any(arm.note and arm.value is not None for arm in result.arms)
    arms = " against ".join(arm_value(arm, result.unit if noted else "") for arm in result.arms)
    unit = "" if noted or all(arm.value is None for arm in result.arms) else result.unit
    text = ", ".join(part for part in (f"{endpoint} {arms} {unit}".strip(), ratio(result)) if part)
    return Line(f"{text}{unconfirmed(result.confirmed)}{citation(result.sources)}", result.trial)
