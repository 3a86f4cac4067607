"""Which of the bundled trials fit a question."""

from dataclasses import dataclass
from datetime import date

from netcli.errors import UnknownValue
from netcli.knowledge.load import Knowledge
from netcli.knowledge.model import Edition, Site, Therapy, Trial
from netcli.knowledge.names import Reading, key, names_of, quoted, resolve, unknown
from netcli.knowledge.sites import concerns

STATUS_ORDER = (
    "recruiting", "enrolling-by-invitation", "not-yet-recruiting", "active-not-recruiting", "suspended",
    "unknown", "completed", "terminated", "withdrawn",
)  # fmt: skip
LEAST_TELLING = 5  # letters of a name that can be looked for inside other words
ENDED = ("completed", "terminated", "withdrawn")


@dataclass(frozen=True)
class TrialQuestion:
    """Every field that is set narrows the answer; `drug` is a therapy id or an agent's name."""

    phases: tuple[str, ...] = ()
    site: str | None = None
    drug: str | None = None
    status: str | None = None
    countries: frozenset[str] = frozenset()
    eu: bool = False


def fitting_trials(knowledge: Knowledge, asked: TrialQuestion) -> list[Trial]:
    """Return the trials that fit: latest phase first, open to patients first."""
    sites = knowledge.of(Site)
    found = [
        trial
        for trial in knowledge.of(Trial).values()
        if _phase_fits(trial, asked.phases)
        and concerns(asked.site, trial.sites, sites)
        and asked.status in (None, trial.status)
        and (asked.drug is None or tests_drug(trial, asked.drug, knowledge))
        and _place_fits(trial, asked)
    ]
    return sorted(found, key=lambda trial: (-phase_rank(trial), STATUS_ORDER.index(trial.status)))


def _phase_fits(trial: Trial, phases: tuple[str, ...]) -> bool:
    """One phase matches every trial that has it; two are the registers' joint label and match exactly."""
    return not phases or (phases[0] in trial.phases if len(phases) == 1 else tuple(trial.phases) == phases)


def _place_fits(trial: Trial, asked: TrialQuestion) -> bool:
    if asked.eu and not ({"eudract", "euct"} & trial.other_ids.keys() or asked.countries & set(trial.countries)):
        return False
    return asked.eu or not asked.countries or bool(asked.countries & set(trial.countries))


def phase_rank(trial: Trial) -> float:
    """Return a number that sorts phases: 3, 2/3, 2, 1/2, 1, early 1, none."""
    numbers = [0.5 if phase == "early-1" else 0.0 if phase == "na" else float(phase) for phase in trial.phases]
    return sum(numbers) / len(numbers) if numbers else -1.0


def phase_label(phases: list[str]) -> str:
    """Return the registers' own label: "Phase 1/Phase 2"."""
    named = {"early-1": "Early Phase 1", "na": "No phase"}
    return "/".join(named.get(phase, f"Phase {phase}") for phase in phases) or "No phase stated"


def tests_drug(trial: Trial, drug: str, knowledge: Knowledge) -> bool:
    """Tell whether a trial tests a therapy (by id) or an agent (by name), or compares with it."""
    if drug in trial.drugs or any(key(drug) in key(name) for name in trial.drug_names):
        return True
    therapy = knowledge.of(Therapy).get(drug)
    named = [therapy.name, *therapy.aliases] if therapy else [drug]
    against = key(trial.comparator)
    return any(key(name) in against for name in named if len(key(name)) >= LEAST_TELLING)


def resolve_drug(typed: str, knowledge: Knowledge) -> Reading:
    """Return the therapy, or the agent of a trial, that `typed` names. Raise UnknownValue."""
    therapies = knowledge.of(Therapy)
    try:
        return resolve("drug", typed, therapies)
    except UnknownValue:
        agents = {key(name): name for trial in knowledge.of(Trial).values() for name in trial.drug_names}
        if key(typed) in agents:
            return Reading(agents[key(typed)])
        held = [name for folded, name in agents.items() if len(key(typed)) > 3 and key(typed) in folded]  # noqa: PLR2004
        if held:
            return Reading(key(typed), f"drug {quoted(typed)} read as {', '.join(held)}")
        known = [name for therapy in therapies.values() for name in names_of(therapy)]
        raise unknown("drug", typed, [*known, *agents.values()]) from None


def status_is_old(trial: Trial, knowledge: Knowledge) -> bool:
    """Tell whether the status of a running trial was seen longer ago than the edition allows."""
    edition = next(iter(knowledge.of(Edition).values()))
    return trial.status not in ENDED and days_between(trial.status_as_of, edition.reviewed) > edition.stale_after_days


def days_between(earlier: str, later: str) -> int:
    """Return the days between two dates of any precision, each taken as its first day."""
    first, last = (date.fromisoformat((day + "-01-01")[:10]) for day in (earlier, later))
    return (last - first).days
