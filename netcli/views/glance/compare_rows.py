"""What stands side by side in a comparison: the standings of a drug that have room, and the rows for programs."""

from collections.abc import Sequence

from msgspec import Struct, field

from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import for_whom, joined_by_age
from netcli.knowledge.head_to_head import Side, role_in, studies_of
from netcli.knowledge.model import Indication, Therapy, Trial
from netcli.knowledge.therapies import outcomes_of
from netcli.knowledge.trials import phase_label
from netcli.knowledge.wording import marked, unconfirmed
from netcli.views.limits import names_of_the_rest
from netcli.views.ratios import Result, headlines, in_whom
from netcli.views.results import ShortResult, short_result
from netcli.views.short import class_in_short, name_in_short, sites_in_short, told_by
from netcli.views.standing import ENDED, MARK_ORDER, ShortLabel, has_label, proofs, short_label

Standing = tuple[Indication, str]  # with the year since when


class ShortRatio(Struct, frozen=True, omit_defaults=True):
    """A pivotal result, and in which part of its study the drug was: tested, control, both."""

    role: str
    arms: str
    result: ShortResult


class ShortDrug(Struct, frozen=True, omit_defaults=True):
    """A drug in a comparison."""

    id: str
    name: str
    class_: str = field(name="class")
    route: str
    dose: str
    labels: list[ShortLabel]
    boxed_warning: str
    results: list[ShortRatio]
    contraindications: list[str] = []
    named: dict[str, list[str]] = {}  # what changes its use: {"dose": ["kidney"], "with": ["ciclosporin"]}
    sources: list[str] = []


class ShortTrial(Struct, frozen=True, omit_defaults=True):
    """A trial in a comparison."""

    id: str
    name: str
    phase: str
    arms: str
    patients: str
    design: str
    status: str
    status_as_of: str
    results: list[ShortResult]
    sources: list[str] = []


def compared_rows(
    records: Sequence[Side], regions: Sequence[str], knowledge: Knowledge
) -> list[ShortDrug | ShortTrial]:
    """Return a row for each of the records."""
    return [
        _drug_row(one, regions, knowledge) if isinstance(one, Therapy) else _trial_row(one, knowledge)
        for one in records
    ]


def _drug_row(drug: Therapy, regions: Sequence[str], knowledge: Knowledge) -> ShortDrug:
    here = [shown for region in regions for shown in in_region(drug, region)]
    found = [*here, *in_any_region(drug, regions), *elsewhere(drug, regions)]
    labels = [
        short_label(one, told_of(one, since, knowledge), proofs(one, knowledge), knowledge, since)
        for one, since in found
    ]
    own = [one for trial in studies_of(drug, knowledge) for one in headlines(trial)]
    results = [ShortRatio(role_in(one.trial, drug), one.trial.treatment, _short(one, knowledge)) for one in own]
    about = (drug.id, name_in_short(drug), class_in_short(drug), drug.route, CITATION.sub("", drug.dose))
    boxed = drug.safety.boxed_warning or ""
    forbids = [CITATION.sub("", text) for text in drug.safety.contraindications]
    changes = names_of_the_rest(drug)
    sources = told_by(drug.sources, knowledge)
    return ShortDrug(*about, labels, CITATION.sub("", boxed), results, forbids, changes, sources)


def _trial_row(trial: Trial, knowledge: Knowledge) -> ShortTrial:
    about = (trial.id, marked(trial.acronym, trial), phase_label(list(trial.phases)), trial.treatment)
    told = (CITATION.sub("", trial.population), CITATION.sub("", trial.design), trial.status, trial.status_as_of)
    results = [_short(one, knowledge) for one in headlines(trial)]
    return ShortTrial(*about, *told, results, told_by(trial.sources, knowledge))


def _short(one: Result, knowledge: Knowledge) -> ShortResult:
    (outcome,) = (other for other in outcomes_of(one.trial) if other.id == one.outcome.id)
    return short_result(outcome, one.trial, told_by(outcome.sources, knowledge), in_whom(one, knowledge))


def in_region(drug: Therapy, region: str) -> list[Standing]:
    """Return the labels of a region, the tumour before symptoms; without one what stands there in its place."""
    here = [one for one in drug.indications if one.region == region]
    labels = sorted((one for one in here if one.status == "approved"), key=lambda one: one.purpose == "symptom-control")
    return joined_by_age(labels) if labels else _strongest(here)


def in_any_region(drug: Therapy, regions: Sequence[str]) -> list[Standing]:
    """Return what holds in no region alone, for a drug that has no label in some regions."""
    return (
        []
        if has_label(drug.indications, regions)
        else _strongest([one for one in drug.indications if one.region == "global"])
    )


def elsewhere(drug: Therapy, regions: Sequence[str]) -> list[Standing]:
    """Return the labels of other regions."""
    return joined_by_age(
        [one for one in drug.indications if one.status == "approved" and one.region not in (*regions, "global")]
    )


def _strongest(found: Sequence[Indication]) -> list[Standing]:
    standing = min((one.status for one in found), key=MARK_ORDER.index, default="")
    return [(one, one.since or "") for one in found if one.status == standing]


def told_of(one: Indication, since: str, knowledge: Knowledge) -> str:
    """Return for whom a standing is, shown since a date, and what is to be known with it."""
    where = "any solid tumour" if one.tumour_agnostic else sites_in_short(one.sites, knowledge)
    whom = for_whom(one, since)
    symptoms = "symptoms" if one.purpose == "symptom-control" and "symptom" not in whom else ""
    ended = one.status if one.status in ENDED else ""
    limits = ", ".join(filter(None, (ended, symptoms, whom)))
    return (f"{where}: {limits}" if limits else where) + unconfirmed(one.confirmed)
