"""Which part a drug has in a study, and which studies test some drugs against each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Therapy, Trial

Role = Literal["tested", "control", "both", ""]
Side = Therapy | Trial  # what can be compared


def role_in(trial: Trial, therapy: Therapy) -> Role:
    """Return in which arm of a study a drug is; where a study does not tell its arms apart, its drugs are tested."""
    tested = therapy.id in (trial.tested or trial.drugs)
    control = therapy.id in trial.control
    return "both" if tested and control else "tested" if tested else "control" if control else ""


def studies_of(drug: Therapy, knowledge: Knowledge) -> list[Trial]:
    """Return the studies behind a drug, the pivotal one first."""
    return [knowledge.of(Trial)[name] for name in drug.evidence]


def opposed(trial: Trial, drugs: Sequence[Therapy]) -> bool:
    """Tell whether one arm of a study has one of the drugs without another, and another arm has that one without it."""
    return any(
        ours.id in first and ours.id not in second and theirs.id in second and theirs.id not in first
        for arms in _arms(trial)
        for first, second in combinations(arms, 2)
        for one, other in combinations(drugs, 2)
        for ours, theirs in ((one, other), (other, one))
    )


def shared(trial: Trial, drugs: Sequence[Therapy]) -> list[Therapy]:
    """Return those of the drugs that both arms of a study have, where another of them is tested in it."""
    if not any(role_in(trial, one) in ("tested", "control") for one in drugs):
        return []
    return [one for one in drugs if role_in(trial, one) == "both"]


def _arms(trial: Trial) -> Iterator[list[set[str]]]:
    yield [set(trial.tested), set(trial.control)]
    yield from ([set(arm.holds) for arm in one.arms] for one in trial.outcomes if one.headline)
