"""Which therapies fit a situation, how closely, and why the others do not."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Edition, Evidence, Indication, Site, Therapy, Trial
from netcli.knowledge.regions import without_label
from netcli.knowledge.remarks import Remark, advice_for, distance, remarks_on
from netcli.knowledge.sites import Area, area, site_names
from netcli.knowledge.situation import Situation, allows, grade_fits
from netcli.knowledge.vocabulary import STANDINGS, Morphology
from netcli.knowledge.wording import marked

STANDING_ORDER: tuple[str, ...] = tuple(STANDINGS.words)


class Match(Struct, frozen=True):
    """A therapy with those of its indications and results that concern the situation.

    `remarks` say where its record is silent on what was asked of receptor, function and line, or speaks of the other.
    """

    therapy: Therapy
    indications: list[Indication] = []
    evidence: list[Evidence] = []
    remarks: list[Remark] = []

    @property
    def told(self) -> list[str]:
        """The remarks in words."""
        return [one.text for one in self.remarks]

    @property
    def standing(self) -> str:
        """The strongest standing against the tumour; a label for symptoms alone makes no drug approved against it."""
        against_tumour = [one for one in self.indications if one.purpose != "symptom-control"]
        return min((one.status for one in against_tumour or self.indications), key=STANDING_ORDER.index, default="")

    @property
    def approved_regions(self) -> set[str]:
        """The regions whose label covers the situation against the tumour."""
        return {one.region for one in self.indications if one.status == "approved" and one.purpose != "symptom-control"}

    @property
    def tumour_agnostic(self) -> bool:
        """Whether the therapy is here for a biomarker of any solid tumour, not for NET."""
        return any(one.tumour_agnostic for one in self.indications)

    @property
    def symptoms_only(self) -> bool:
        """Whether the therapy treats what hormones do, not the tumour."""
        return all(one.purpose == "symptom-control" for one in self.indications)


class LeftOut(Struct, frozen=True):
    """A therapy that does not fit, and the reasons, nearest miss first."""

    id: str
    name: str
    reason: str


def fitting_therapies(knowledge: Knowledge, situation: Situation) -> tuple[list[Match], list[LeftOut]]:
    """Return the therapies that fit, and those left out with the reason.

    What speaks of the situation stands before what is silent on it, then the strongest standing first.
    """
    matches: list[Match] = []
    left_out: list[LeftOut] = []
    where = area(situation.site, knowledge.of(Site))
    advice = advice_for(situation, knowledge)
    for therapy in knowledge.of(Therapy).values():
        fitting = [one for one in therapy.indications if not _misses(therapy, one, situation, where)]
        if fitting:
            told = _telling(therapy, fitting, situation, where, knowledge)
            matches.append(Match(therapy, fitting, told, remarks_on(therapy, fitting, situation, advice, knowledge)))
        else:
            why = _why_not(therapy, situation, where, knowledge.edition)
            left_out.append(LeftOut(therapy.id, marked(therapy.name, therapy), why))
    return sorted(matches, key=_order), left_out


def _order(match: Match) -> tuple[bool, bool, tuple[int, int], int]:
    """Put labels for NET before tumour-agnostic ones, tumour control before symptoms, then by fit and standing."""
    standing = STANDING_ORDER.index(match.standing)
    return match.tumour_agnostic, match.symptoms_only, distance(match.remarks), standing


def _telling(
    therapy: Therapy, fitting: list[Indication], asked: Situation, where: Area, knowledge: Knowledge
) -> list[Evidence]:
    """Return the results that tell about the situation: the same organ, differentiation, grade and line."""
    trials = knowledge.of(Trial)
    meant = {one.differentiation for one in fitting}
    told = [trials[name] for name in therapy.evidence if _about(trials[name], asked, meant)]
    return [one for trial in told for one in outcomes_of(trial) if where.concerns(one.sites)]


def _about(trial: Trial, asked: Situation, meant: set[Morphology]) -> bool:
    """Tell whether a study's patients are those of the situation, or of the indications that fit it."""
    stated = ((trial.line, asked.line), (trial.sstr, asked.sstr), (trial.functional, asked.functional))
    if not all(allows(of_study, sought) for of_study, sought in stated):
        return False
    if asked.grade is not None:
        return grade_fits(asked.grade, trial.differentiation, trial.grades)
    return "any" in meant or trial.differentiation == "any" or trial.differentiation in meant


def evidence_of(therapy: Therapy, knowledge: Knowledge) -> list[Evidence]:
    """Return the results of the studies behind a therapy, the pivotal study first."""
    trials = knowledge.of(Trial)
    return [one for name in therapy.evidence for one in outcomes_of(trials[name])]


def own_results(therapy: Therapy, results: Sequence[Evidence], knowledge: Knowledge) -> list[tuple[Trial, Evidence]]:
    """Return the results of the studies that test a therapy, each with its study, not of those that compare with it."""
    trials = knowledge.of(Trial)
    own = [trials[name] for name in therapy.evidence if _tests(trials[name], therapy)]
    return [(trial, one) for trial in own for one in outcomes_of(trial) if one in results]


def _tests(trial: Trial, therapy: Therapy) -> bool:
    """Tell whether a study tests a therapy: it is in the tested arm and not in the other. Unsaid, it does."""
    tested = set(trial.tested) - set(trial.control) or set(trial.tested)
    return not tested or not tested.isdisjoint((therapy.id, *therapy.components))


def grounds_of(labels: Iterable[Indication]) -> list[str]:
    """Return the ids of the studies that carried some labels, each once."""
    return list(dict.fromkeys(study for one in labels for study in one.pivotal))


def leading_result(
    therapy: Therapy,
    own: Sequence[tuple[Trial, Evidence]],
    uses: Sequence[Indication],
    grade: str | None,
) -> tuple[Trial, Evidence] | None:
    """Return the one result that may stand beside some uses of a therapy, with its study; None when there is none.

    First what names the grade asked for, then a study that carried one of the labels, then one inside the uses. Among
    equals a randomised comparison stands before a single arm.
    """
    pivotal = grounds_of(uses)
    ranked = []
    for trial, result in own:
        inside = [is_inside(trial, therapy, one) for one in uses]
        if trial.id in pivotal or any(inside):
            carried = trial.id in pivotal
            names_grade = (carried or all(inside)) and grade in (None, *trial.grades)
            rank = (not names_grade, not carried, not is_compared(result), not carried and not all(inside))
            ranked.append((rank, (trial, result)))
    return min(ranked, key=lambda found: found[0])[1] if ranked else None


def is_compared(result: Evidence) -> bool:
    """Tell whether a result is of arms that were held against each other."""
    return len(result.arms) > 1 and result.verdict not in ("no-control", "not-compared")


def is_inside(trial: Trial, therapy: Therapy, one: Indication) -> bool:
    """Tell whether a study's patients are those of a use.

    Inside a label it gives the therapy and nothing else, and its patients are all of those whom the label names: newly
    diagnosed ones are not inside a label for progressive tumours.
    """
    given = trial.treatment.partition(" v ")[0].casefold()
    alone = therapy.kind != "drug" or given in ("", therapy.name.casefold(), therapy.short.casefold())
    stated = ((one.line, trial.line), (one.sstr, trial.sstr), (one.functional, trial.functional))
    grades = not one.grades or set(trial.grades) <= set(one.grades)
    if one.status == "approved":
        within = all(of_use in ("any", of_study) for of_use, of_study in stated)
        newly = trial.line == "first" and "progressive" not in trial.population.casefold()
        return alone and grades and within and not (newly and "progressive" in one.text)
    return grades and all("any" in pair or pair[0] == pair[1] for pair in stated)


def outcomes_of(trial: Trial) -> list[Evidence]:
    """Return a study's outcomes with the study's name, register id and sites filled in, an overlay's marked."""
    import msgspec

    name = marked(trial.acronym, trial)
    return [
        msgspec.structs.replace(one, trial=name, nct=trial.nct or "", sites=one.sites or trial.sites)
        for one in trial.outcomes
    ]


def _misses(therapy: Therapy, one: Indication, asked: Situation, where: Area) -> list[str]:
    """Return in words every way in which an indication does not fit."""
    return [reason for test in _TESTS if (reason := test(therapy, one, asked, where))]


def _site(_: Therapy, one: Indication, __: Situation, where: Area) -> str:
    return "" if where.concerns(one.sites) else f"only for {site_names(one.sites, where.sites)}"


def _grade(_: Therapy, one: Indication, asked: Situation, __: Area) -> str:
    if asked.grade is None:
        return ""
    if asked.grade == "NEC":
        return "not for neuroendocrine carcinoma" if one.differentiation == "well" else ""
    if one.differentiation == "poor":
        return "for neuroendocrine carcinoma only"
    return f"{one.status} for {', '.join(one.grades)} only" if one.grades and asked.grade not in one.grades else ""


def _status(_: Therapy, one: Indication, asked: Situation, __: Area) -> str:
    return "" if asked.status in (None, one.status) else f"{one.status}, not {asked.status}"


def _region(_: Therapy, one: Indication, asked: Situation, __: Area) -> str:
    fits = asked.region in (None, one.region) or one.region == "global"
    return "" if fits else f"not on record for {str(asked.region).upper()}"


def _class(therapy: Therapy, _: Indication, asked: Situation, __: Area) -> str:
    return "" if not asked.class_ or therapy.class_ in asked.class_ else f"class: {therapy.class_}"


def _sstr(_: Therapy, one: Indication, asked: Situation, __: Area) -> str:
    return "" if allows(one.sstr, asked.sstr) else f"needs SSTR-{one.sstr} disease"


def _functional(_: Therapy, one: Indication, asked: Situation, __: Area) -> str:
    return "" if allows(one.functional, asked.functional) else f"{one.status} for {one.functional} tumours only"


def _line(_: Therapy, one: Indication, asked: Situation, __: Area) -> str:
    if allows(one.line, asked.line):
        return ""
    return "needs prior treatment" if one.line == "later" else "first line only"


_TESTS: tuple[Callable[[Therapy, Indication, Situation, Area], str], ...] = (
    _site, _grade, _status, _region, _class, _sstr, _functional, _line,
)  # fmt: skip


def _why_not(therapy: Therapy, asked: Situation, where: Area, edition: Edition) -> str:
    """Return why a therapy does not fit: its class, then its sites, then its region, then what misses least."""
    if asked.class_ and therapy.class_ not in asked.class_:
        return f"class: {therapy.class_}"
    if not therapy.indications:
        return "no indication in neuroendocrine tumours on record"
    here = [one for one in therapy.indications if where.concerns(one.sites)]
    if not here:
        named = dict.fromkeys(site for one in therapy.indications for site in one.sites)
        return f"only for {site_names(list(named), where.sites)}"
    there = [one for one in here if not _region(therapy, one, asked, where)]
    own = [one for one in there if one.region == asked.region]
    if asked.region and not own and (not there or asked.status == "approved"):  # what is said worldwide is no label
        return without_label(therapy, asked.region, edition)
    missed = [_misses(therapy, one, asked, where) for one in own or there]
    fewest = min(map(len, missed))
    return ", or ".join(dict.fromkeys("; ".join(reasons) for reasons in missed if len(reasons) == fewest))
