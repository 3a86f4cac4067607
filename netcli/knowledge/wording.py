"""What is on record in words: figures, arms, hazard ratios, intervals; whence, how sure, from which overlay."""

from collections.abc import Mapping
from typing import Protocol

from netcli.knowledge.citations import CITATION, cite
from netcli.knowledge.model import (
    Arm,
    DoseChange,
    Evidence,
    Figure,
    Indication,
    Interaction,
    Pause,
    Record,
    Step,
    Trial,
)
from netcli.knowledge.vocabulary import PauseBefore
from netcli.text import NB

YEAR = 12  # months
MOST_EXAMPLES = 4  # of a group of medicines in a line; `case --taking` knows them all
USUAL_LEVEL = 95  # % of an interval that needs no word
WHAT_A_PAUSE_IS_BEFORE: Mapping[PauseBefore, str] = {
    "surgery": "surgery",
    "radioligand": "radioligand therapy",
    "scan": "receptor imaging",
    "test": "a blood or urine test",
}


def plain_number(value: float, decimals: int = 0) -> str:
    """Return a number with at least `decimals` places; digits are never dropped."""
    text = f"{value:.10g}"
    return f"{value:.{decimals}f}" if decimals > _places(text) else text


def decimals(*values: float | None) -> int:
    """Return the places that the most precise of some values has: 11 beside 4.6 is printed 11.0."""
    return max((_places(f"{value:.10g}") for value in values if value is not None), default=0)


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def interval(bounds: list[float | None] | None, missing: str = "not estimable", least: int = 0) -> str:
    """Return "0.13–0.33" or, with an open end, "18.4–not estimable"."""
    if not bounds:
        return ""
    places = max(decimals(*bounds), least)
    low, high = (missing if bound is None else plain_number(bound, places) for bound in bounds)
    return f"{low}–{high}"


def figure_value(figure: Figure) -> str:
    """Return a figure's value with its unit: "about 44 % (95 % CI 40–48)", "60–80 %"."""
    unit = f" {figure.unit}" if figure.unit else ""
    places = decimals(figure.value, *(figure.ci or ()))
    ci = f" (95 % CI {interval(figure.ci, least=places)})" if figure.ci else ""
    if figure.value is None:
        return f"{figure.qualifier} {interval(figure.range, 'open')}{unit}".strip()
    span = f" (range {interval(figure.range, 'open')})" if figure.range else ""
    joint = "" if figure.qualifier in ("<", ">", "≤", "≥") else " "
    return f"{figure.qualifier}{joint}{plain_number(figure.value, places)}{unit}{ci}{span}".strip()


def in_thousands(value: float, least: int = 0) -> str:
    """Return a number with blanks between its thousands from 10 000 on."""
    return plain_number(value, least) if value < 10_000 else f"{value:,.0f}".replace(",", NB)  # noqa: PLR2004


def counted(figure: Figure) -> str:
    """Return who was looked at, with how many they are: "12 of 34 patients with NET", "152 digestive NECs"."""
    counts = " of ".join(in_thousands(count) for count in (figure.n, figure.of) if count is not None)
    return f"{counts} {figure.population}" if counts else figure.population


def arm_value(arm: Arm, unit: str, least: int = 0) -> str:
    """Return what an arm reached: "22.8 months (19.4–not estimable)", "not reached"."""
    if arm.value is None:
        return f"{arm.note or 'not reported'}{f' ({interval(arm.ci)})' if arm.ci else ''}"
    places = max(decimals(arm.value, *(arm.ci or ())), least)
    ci = f" ({interval(arm.ci, least=places)})" if arm.ci else ""
    note = f", {arm.note}" if arm.note else ""
    return f"{plain_number(arm.value, places)}{' ' + unit if unit else ''}{ci}{note}"


def arm_places(evidence: Evidence) -> int:
    """Return the places with which all arms of an outcome are printed."""
    return decimals(*(value for arm in evidence.arms for value in (arm.value, *(arm.ci or ()))))


def ratio(evidence: Evidence) -> str:
    """Return "HR 0.21 (95 % CI 0.13–0.33), p<0.001", or the effect in words."""
    p = f"p{evidence.p}" if evidence.p[:1] in ("<", ">", "≤") else f"p={evidence.p}" if evidence.p else ""
    if evidence.hr is None:
        return ", ".join(part for part in (evidence.effect, p) if part)
    places = max(decimals(evidence.hr, *(evidence.ci or ())), 2)
    ci = f" ({plain_number(evidence.ci_level)} % CI {interval(evidence.ci, least=places)})" if evidence.ci else ""
    return ", ".join(part for part in (f"HR {plain_number(evidence.hr, places)}{ci}", p, evidence.effect) if part)


def dose_change(one: DoseChange) -> str:
    """Return "liver: 7.5 mg once daily in mild impairment [...]"."""
    return f"{one.reason.replace('-', ' ')}: {one.text}"


def interaction(one: Interaction) -> str:
    """Return "strong CYP3A4 inhibitors (clarithromycin, itraconazole): avoid [...]", of a long list the first few."""
    more = " and others" if len(one.examples) > MOST_EXAMPLES else ""
    examples = f" ({', '.join(one.examples[:MOST_EXAMPLES])}{more})" if one.examples else ""
    return f"{one.agent}{examples}: {one.text}"


def pause(one: Pause) -> str:
    """Return "surgery: stop at least 3 weeks before [...]"."""
    return f"{WHAT_A_PAUSE_IS_BEFORE[one.before]}: {one.text}"


def how_often(step: Step) -> str:
    """Return the interval of a step: "every 3–6 months", "yearly", "every 1–2 years", "at least every 3 months"."""
    low, high = step.every_months or (None, None)
    if high is None:
        return ""
    if low == high == YEAR:
        return "yearly"
    if high > YEAR and high % (YEAR / 2) == 0 and (low or YEAR) % YEAR in (0, YEAR / 2):
        bounds, unit = [None if low is None else low / YEAR, high / YEAR], "years"
    else:
        bounds, unit = [low, high], "months"
    span = plain_number(high if unit == "months" else high / YEAR) if low in (None, high) else interval(bounds)
    return f"{'at least ' if low is None else ''}every {span} {unit}"


def how_long(step: Step) -> str:
    """Return until when a step goes on: "lifelong", "for 10 years"."""
    return f"for {step.until}" if step.until[:1].isdigit() or step.until.startswith("at least") else step.until


def ages(step: Step) -> str:
    """Return the ages of a step: "from 5", "25–40", "from birth"."""
    if step.from_age is not None and step.until_age is not None:
        return f"{step.from_age}–{step.until_age}"
    if step.until_age is not None:
        return f"to {step.until_age}"
    return "" if step.from_age is None else f"from {step.from_age}" if step.from_age else "from birth"


def citation(sources: list[str], locators: Mapping[str, str] = {}) -> str:
    """Return the citation that stands behind a statement in text; `locators` give the place in a source."""
    return cite((name, locators.get(name, "")) for name in sources)


def sourced(text: str, sources: list[str]) -> str:
    """Return a text with the citation of some sources, unless it cites by itself."""
    return text if not text or CITATION.search(text) else text + citation(sources)


def local_mark(record: Record) -> str:
    """Return "local: NAME" for a record that an overlay adds or changes, "" for a bundled one."""
    return f"local: {record.origin}{'' if record.confirmed else ', unconfirmed'}" if record.origin else ""


def marked(text: str, record: Record) -> str:
    """Return words that come from a record, with its mark when it is an overlay's."""
    return f"{text} ({local_mark(record)})" if record.origin else text


def renewed_by(trial: Trial) -> str:
    """Return the citation of the register behind a status that an update renewed, "" for a status of the edition."""
    seen = trial.register
    return citation(seen.sources) if seen and seen.seen == trial.status_as_of else ""


def unconfirmed(confirmed: bool) -> str:  # noqa: FBT001
    """Return the words that follow a statement no source read so far proves."""
    return "" if confirmed else " (unconfirmed)"


class Statement(Protocol):
    """What a record states, on which sources."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def confirmed(self) -> bool:
        """Whether a source that was read proves them."""

    @property
    def sources(self) -> list[str]:
        """The ids of its sources."""


def stated(one: Statement, locators: Mapping[str, str] = {}) -> str:
    """Return a statement with its doubt, its sources and the places in them; of a label, that it has changed since."""
    said = f"{one.text}{unconfirmed(one.confirmed)}{citation(one.sources, locators)}"
    if not isinstance(one, Indication) or one.newest_label is None or not one.label_changed:
        return said
    return f"{said}; {label_changed(one)}{citation(one.newest_label.sources)}"


def label_changed(one: Indication) -> str:
    """Return what to do about a label that is newer than the one that was read, "" where none is."""
    return f"label changed {one.label_changed}, read the label" if one.label_changed else ""
