"""What changes the use of a drug: other doses, other medicines, pregnancy, pauses; in whole texts and by name."""

from collections.abc import Mapping

from netcli.knowledge.model import Therapy
from netcli.knowledge.wording import WHAT_A_PAUSE_IS_BEFORE, dose_change, interaction, pause


def has_limits(therapy: Therapy) -> bool:
    """Whether anything on record forbids the drug or changes its use."""
    return bool(therapy.safety.contraindications) or any(points_of(therapy).values())


def points_of(therapy: Therapy) -> dict[str, list[str]]:
    """Return what changes the use of the drug, by kind, as it is printed."""
    safety = therapy.safety
    return {
        "dose": list(map(dose_change, safety.dose_changes)),
        "with": list(map(interaction, safety.interactions)),
        "pregnancy": safety.pregnancy,
        "before": list(map(pause, safety.pauses)),
    }


def names_of_the_rest(therapy: Therapy, shown: Mapping[str, list[str]] = {}) -> dict[str, list[str]]:
    """Return by kind the names of what changes the use of the drug and is not shown."""
    safety, points = therapy.safety, points_of(therapy)
    names = {
        "dose": [one.reason.replace("-", " ") for one in safety.dose_changes],
        "with": [one.agent for one in safety.interactions],
        "pregnancy": ["pregnancy" for _ in safety.pregnancy],
        "before": [WHAT_A_PAUSE_IS_BEFORE[one.before] for one in safety.pauses],
    }
    rest = {
        kind: list(dict.fromkeys(
            name for name, text in zip(names[kind], texts, strict=True) if text not in shown.get(kind, [])
        ))
        for kind, texts in points.items()
    }  # fmt: skip
    return {kind: found for kind, found in rest.items() if found}


def in_one_line(names: Mapping[str, list[str]]) -> str:
    """Return "dose: kidney, liver; with: ciclosporin; pregnancy; before: surgery"."""
    return "; ".join(kind if kind == "pregnancy" else f"{kind}: {', '.join(found)}" for kind, found in names.items())
