"""Numbers in words: figures, arms, hazard ratios, intervals."""

from netcli.knowledge.model import Arm, Evidence, Figure


def plain_number(value: float) -> str:
    """Return a number without a trailing ".0"; digits are never dropped."""
    return f"{value:.10g}"


def interval(bounds: list[float | None] | None, missing: str = "not estimable") -> str:
    """Return "0.13–0.33" or, with an open end, "18.4–not estimable"."""
    if not bounds:
        return ""
    low, high = (missing if bound is None else plain_number(bound) for bound in bounds)
    return f"{low}–{high}"


def figure_value(figure: Figure) -> str:
    """Return a figure's value with its unit: "about 44 % (95 % CI 40–48)", "60–80 %"."""
    unit = f" {figure.unit}" if figure.unit else ""
    ci = f" (95 % CI {interval(figure.ci)})" if figure.ci else ""
    if figure.value is None:
        return f"{figure.qualifier} {interval(figure.range, 'open')}{unit}".strip()
    span = f" (range {interval(figure.range, 'open')})" if figure.range else ""
    joint = "" if figure.qualifier in ("<", ">", "≤", "≥") else " "
    return f"{figure.qualifier}{joint}{plain_number(figure.value)}{unit}{ci}{span}".strip()


def arm_value(arm: Arm, unit: str) -> str:
    """Return what an arm reached: "22.8 months (19.4–not estimable)", "not reached"."""
    reached = f"{plain_number(arm.value)}{' ' + unit if unit else ''}" if arm.value is not None else arm.note or "not reported"
    note = f", {arm.note}" if arm.note and arm.value is not None else ""
    return f"{reached}{f' ({interval(arm.ci)})' if arm.ci else ''}{note}"


def ratio(evidence: Evidence) -> str:
    """Return "HR 0.21 (95 % CI 0.13–0.33), p<0.001", or the effect in words."""
    p = f"p{evidence.p}" if evidence.p[:1] in ("<", ">", "≤") else f"p={evidence.p}" if evidence.p else ""
    if evidence.hr is None:
        return ", ".join(part for part in (evidence.effect, p) if part)
    ci = f" ({plain_number(evidence.ci_level)} % CI {interval(evidence.ci)})" if evidence.ci else ""
    return ", ".join(part for part in (f"HR {plain_number(evidence.hr)}{ci}", p, evidence.effect) if part)


def citation(sources: list[str]) -> str:
    """Return the citation that stands behind a statement in text."""
    return f" [{'; '.join('@' + name for name in sources)}]" if sources else ""


def unconfirmed(confirmed: bool) -> str:  # noqa: FBT001
    """Return the words that follow a statement no source read so far proves."""
    return "" if confirmed else " (unconfirmed)"
