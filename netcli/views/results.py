"""One result in few words: what was measured, first arm before second, the ratio, and the verdict beside it."""

import re

from msgspec import Struct

from netcli.knowledge.model import Arm, Evidence, Trial
from netcli.knowledge.wording import USUAL_LEVEL, arm_places, plain_number, unconfirmed
from netcli.text import NB

_WHO_SAW_IT = re.compile(r",? ?\(?(?:by )?(?:central review|investigators?|confirmed)\)?", re.IGNORECASE)
_DOSE = re.compile(r" \d[\d.]* mg\b")
_SYMPTOMS = re.compile(r"\b(?:bowel movements|flushing|5-HIAA|symptom|rescue)", re.IGNORECASE)
_AT = re.compile(r"^(.*?) at (\d+) (month|week)s?(.*)$")
_ENDPOINTS = {
    "progression-free survival": "PFS",
    "overall survival": "OS",
    "time to progression": "TTP",
    "objective response rate": "response",
    "overall response rate": "response",
    "objective response": "response",
    "disease control rate": "disease control",
    "clinical benefit rate": "clinical benefit",
}
_DIFFERENCE = re.compile(r" \([^()]*difference from [^()]*\)$")  # the values say from what
_UNITS = {"months": f"{NB}mo", "%": f"{NB}%"}
_VERDICTS = {"missed": "missed", "no-control": f"no{NB}control", "not-compared": f"not{NB}compared",
             "exploratory": "exploratory"}  # fmt: skip


class ShortResult(Struct, frozen=True, omit_defaults=True):
    """A result for a row: of which study, against what, in whom, and in numbers."""

    trial: str = ""
    nct: str = ""
    against: str = ""
    patients: str = ""
    text: str = ""
    hr: float | None = None
    ci: list[float | None] | None = None
    verdict: str = ""
    sources: list[str] = []


def short_result(result: Evidence, trial: Trial, sources: list[str], patients: str = "") -> ShortResult:
    """Return a result in few words with its most telling sources, and patients where its row does not name them."""
    return ShortResult(
        result.trial,
        result.nct,
        against(trial),
        patients.replace(NB, " "),
        in_numbers(result).replace(NB, " "),
        result.hr,
        result.ci,
        result.verdict or "",
        sources,
    )


def against(trial: Trial) -> str:
    """Return what a study was held against: "v placebo"; what it gave where arms share a drug; else nothing."""
    _, versus, control = trial.treatment.partition(" v ")
    if versus:
        return "v " + without_doses(control)
    if len(trial.tested) > 1 and not trial.control:  # two arms of equal standing: "FOLFIRI, CAPTEM"
        return trial.treatment.replace(", ", " v ")
    return trial.treatment if "±" in trial.treatment else ""


def without_doses(text: str) -> str:
    """Return what was given, without how much."""
    return _DOSE.sub("", text)


def in_numbers(result: Evidence, *, unit: bool = True) -> str:
    """Return "PFS 22.8 v 8.5 mo HR 0.28 (0.18–0.42)", and what is to be known with it.

    Without `unit` months are those of the column.
    """
    measured = endpoint(result.endpoint)
    if any(arm.note == "reference" for arm in result.arms):
        measured = _DIFFERENCE.sub("", measured)
    values = reached(result, unit=unit)
    if result.verdict == "not-compared" and not any(arm.holds for arm in result.arms):  # patients, not treatments
        values = _by_patients(result, unit=unit)
    number = " ".join(part for part in (measured, values, hazard_ratio(result)) if part)
    return ", ".join(part for part in (number, caution(result)) if part)


def is_of_symptoms(result: Evidence) -> bool:
    """Tell whether a result is about symptoms, not about the tumour."""
    return bool(_SYMPTOMS.search(result.endpoint))


def endpoint(text: str) -> str:
    """Return an endpoint in short: PFS, 12-mo PFS, response."""
    text = _WHO_SAW_IT.sub("", text).strip(" ,")
    when = ""
    if found := _AT.match(text):
        unit = "mo" if found[3] == "month" else "week"
        text, when = found[1] + found[4], f"{found[2]}-{unit} "
    for words, short in _ENDPOINTS.items():
        text = text.replace(words, short)
    return when + text


def reached(result: Evidence, *, unit: bool = True) -> str:
    """Return what the arms reached, the first before the second: "22.8 v 8.5 mo".

    Differences from an arm of reference are no values to be held against each other: each is named.
    """
    shown = [arm for arm in result.arms if arm.note != "reference"]
    places = arm_places(result)
    in_words = result.unit and result.unit.replace("/", " a ") not in result.endpoint
    behind = _UNITS.get(result.unit, f"{NB}{result.unit}" if in_words else "")
    behind = "" if result.unit == "months" and not unit else behind
    if len(shown) < len(result.arms):
        named = ", ".join(f"{_reached(arm, places)}{behind} ({_dose(arm.name)})" for arm in shown)
        reference = next(arm.name.lower() for arm in result.arms if arm.note == "reference")
        return f"{named} from {reference}"
    values = f"{NB}v{NB}".join(_reached(arm, places) for arm in shown)
    return values + (behind if any(arm.value is not None for arm in shown) else "")


def _by_patients(result: Evidence, *, unit: bool) -> str:
    """Return "7.4 mo (NEC), 21.8 mo (NET G3)": groups of patients are not held against each other."""
    places = arm_places(result)
    behind = _UNITS.get(result.unit, "") if unit or result.unit != "months" else ""
    return ", ".join(f"{_reached(arm, places)}{behind} ({arm.name.replace(' ', NB)})" for arm in result.arms)


def _reached(arm: Arm, places: int) -> str:
    if arm.value is None:
        return "NR" if arm.note == "not reached" else arm.note or "not reported"
    return plain_number(arm.value, places).replace("-", "−")


def _dose(name: str) -> str:
    found = re.search(r"[\d.]+ ?[a-zA-Z]+.*$", name)
    return found[0] if found else name


def hazard_ratio(result: Evidence, *, named: bool = True) -> str:
    """Return "HR 0.28 (0.18–0.42)"; an interval of another level than 95 % names it."""
    if result.hr is None:
        return ""
    label = f"HR{NB}" if named else ""
    if not result.ci:
        return f"{label}{result.hr:.2f}" + (f",{NB}p{NB}{result.p}" if result.p else "")
    low, high = ("NE" if bound is None else f"{bound:.2f}" for bound in result.ci)
    level = "" if result.ci_level == USUAL_LEVEL else f";{NB}{plain_number(result.ci_level)}{NB}%"
    return f"{label}{result.hr:.2f}{NB}({low}–{high}{level})"


def caution(result: Evidence) -> str:
    """Return what must stand beside a number: that it missed its endpoint, had no control, is unconfirmed."""
    return (_VERDICTS.get(result.verdict or "", "") + unconfirmed(result.confirmed)).strip()
