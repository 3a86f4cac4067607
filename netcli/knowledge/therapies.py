"""Which therapies fit a situation, and why the others do not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import get_args

from netcli.knowledge.load import Knowledge
from netcli.knowledge.model import Evidence, Indication, Site, Therapy, Trial
from netcli.knowledge.sites import concerns, site_names
from netcli.knowledge.vocabulary import IndicationStatus

STANDING_ORDER: tuple[str, ...] = get_args(IndicationStatus)


@dataclass(frozen=True)
class Situation:
    """The question: every field that is not None narrows the answer. All must hold for one indication at once."""

    site: str | None = None
    grade: str | None = None  # G1, G2, G3 or NEC
    status: str | None = None
    region: str | None = None
    classes: tuple[str, ...] = ()
    sstr: str | None = None
    functional: str | None = None
    line: str | None = None


@dataclass(frozen=True)
class Match:
    """A therapy with those of its indications and results that concern the situation."""

    therapy: Therapy
    indications: list[Indication] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def standing(self) -> str:
        """The strongest standing against the tumour; a label for symptoms alone makes no drug approved against it."""
        against_tumour = [one for one in self.indications if one.purpose != "symptom-control"]
        return min((one.status for one in against_tumour or self.indications), key=STANDING_ORDER.index, default="")

    @property
    def tumour_agnostic(self) -> bool:
        """Whether the therapy is here for a biomarker of any solid tumour, not for NET."""
        return any(one.tumour_agnostic for one in self.indications)

    @property
    def symptoms_only(self) -> bool:
        """Whether the therapy treats what hormones do, not the tumour."""
        return all(one.purpose == "symptom-control" for one in self.indications)


@dataclass(frozen=True)
class LeftOut:
    """A therapy that does not fit, and the reasons, nearest miss first."""

    id: str
    name: str
    reason: str


def fitting_therapies(knowledge: Knowledge, situation: Situation) -> tuple[list[Match], list[LeftOut]]:
    """Return the therapies that fit, strongest standing first, and those left out with the reason."""
    matches: list[Match] = []
    left_out: list[LeftOut] = []
    sites = knowledge.of(Site)
    for therapy in knowledge.of(Therapy).values():
        fitting = [one for one in therapy.indications if not _misses(therapy, one, situation, sites)]
        if fitting:
            results = [one for one in evidence_of(therapy, knowledge) if concerns(situation.site, one.sites, sites)]
            matches.append(Match(therapy, fitting, results))
        else:
            left_out.append(LeftOut(therapy.id, therapy.name, _why_not(therapy, situation, sites)))
    return sorted(matches, key=_order), left_out


def _order(match: Match) -> tuple[bool, bool, int]:
    """Put labels for NET before tumour-agnostic ones, tumour control before symptoms, stronger standing first."""
    return match.tumour_agnostic, match.symptoms_only, STANDING_ORDER.index(match.standing)


def evidence_of(therapy: Therapy, knowledge: Knowledge) -> list[Evidence]:
    """Return the results of the studies behind a therapy, the pivotal study first."""
    trials = knowledge.of(Trial)
    return [one for name in therapy.evidence for one in outcomes_of(trials[name])]


def outcomes_of(trial: Trial) -> list[Evidence]:
    """Return a study's outcomes with the study's name, register id and sites filled in, an overlay's marked."""
    import msgspec

    name = f"{trial.acronym} (local: {trial.origin})" if trial.origin else trial.acronym
    return [
        msgspec.structs.replace(one, trial=name, nct=trial.nct or "", sites=one.sites or trial.sites)
        for one in trial.outcomes
    ]


def _misses(therapy: Therapy, one: Indication, asked: Situation, sites: dict[str, Site]) -> list[str]:
    """Return in words every way in which an indication does not fit."""
    return [reason for test in _TESTS if (reason := test(therapy, one, asked, sites))]


def _site(_: Therapy, one: Indication, asked: Situation, sites: dict[str, Site]) -> str:
    return "" if concerns(asked.site, one.sites, sites) else f"only for {site_names(one.sites, sites)}"


def _grade(_: Therapy, one: Indication, asked: Situation, __: dict[str, Site]) -> str:
    if asked.grade is None:
        return ""
    if asked.grade == "NEC":
        return "not for neuroendocrine carcinoma" if one.differentiation == "well" else ""
    if one.differentiation == "poor":
        return "for neuroendocrine carcinoma only"
    return f"only for {', '.join(one.grades)}" if one.grades and asked.grade not in one.grades else ""


def _status(_: Therapy, one: Indication, asked: Situation, __: dict[str, Site]) -> str:
    return "" if asked.status in (None, one.status) else f"{one.status}, not {asked.status}"


def _region(_: Therapy, one: Indication, asked: Situation, __: dict[str, Site]) -> str:
    fits = asked.region in (None, one.region) or one.region == "global"
    return "" if fits else f"nothing on record for {str(asked.region).upper()}"


def _class(therapy: Therapy, _: Indication, asked: Situation, __: dict[str, Site]) -> str:
    return "" if not asked.classes or therapy.class_ in asked.classes else f"class: {therapy.class_}"


def _sstr(_: Therapy, one: Indication, asked: Situation, __: dict[str, Site]) -> str:
    fits = asked.sstr is None or one.sstr in ("any", asked.sstr)
    return "" if fits else f"needs SSTR-{one.sstr} disease"


def _functional(_: Therapy, one: Indication, asked: Situation, __: dict[str, Site]) -> str:
    fits = asked.functional is None or one.functional in ("any", asked.functional)
    return "" if fits else f"only for {one.functional} tumours"


def _line(_: Therapy, one: Indication, asked: Situation, __: dict[str, Site]) -> str:
    if asked.line is None or one.line in ("any", asked.line):
        return ""
    return "needs prior treatment" if one.line == "later" else "first line only"


_TESTS: tuple[Callable[[Therapy, Indication, Situation, dict[str, Site]], str], ...] = (
    _site, _grade, _status, _region, _class, _sstr, _functional, _line,
)  # fmt: skip


def _why_not(therapy: Therapy, asked: Situation, sites: dict[str, Site]) -> str:
    """Return the reasons of the nearest miss: the indication that fails the fewest tests."""
    if not therapy.indications:
        return "no indication in neuroendocrine tumours on record"
    nearest = min((_misses(therapy, one, asked, sites) for one in therapy.indications), key=len)
    return "; ".join(nearest)
