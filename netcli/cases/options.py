"""Which classes a case is of, and which therapies are on record for it."""

from collections.abc import Sequence
from typing import Any

from netcli.cases.question import CaseQuestion
from netcli.grading.case import Assessment
from netcli.knowledge.earlier import kinds_of
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import LeftOut, Match, fitting_therapies
from netcli.knowledge.trials import TrialQuestion
from netcli.knowledge.vocabulary import GradeOrNec

CARCINOMA = ("nec", "nec-small-cell", "nec-large-cell", "lcnec", "sclc")
OF_CATEGORY: dict[str, GradeOrNec] = {**dict.fromkeys(CARCINOMA, "NEC"), "carcinoid-high-proliferation": "G3"}
WELL: tuple[GradeOrNec, ...] = ("G1", "G2", "G3")


BY_SIGHT: dict[str, tuple[GradeOrNec, ...]] = {"poor": ("NEC",), "well": WELL}


def classes_of(asked: CaseQuestion, assessment: Assessment | None) -> tuple[GradeOrNec, ...]:
    """Return the grades, or NEC, that the options are for; empty leaves the class open.

    A grade that is provisional counts, since what would raise it is told apart.
    """
    if assessment is None:
        seen = BY_SIGHT.get("poor" if asked.tumour.cell_type else asked.tumour.differentiation, ())
        if asked.grade is None or asked.grade in seen:
            return (asked.grade,) if asked.grade else seen
        return (asked.grade, *seen)  # a stated grade that the slide does not bear out leaves both
    own = assessment.grade or OF_CATEGORY.get(assessment.category)
    if own and assessment.category != "carcinoid-high-proliferation":
        return (own,)
    found = [class_of(one) for one in assessment.candidates]
    return () if None in found else tuple(dict.fromkeys(one for one in found if one))


def class_of(candidate: str) -> GradeOrNec | None:
    """Return the grade, or NEC, of a candidate such as "net G3" or "lcnec"; None for one of neither."""
    category, _, grade = candidate.partition(" ")
    return next((one for one in WELL if one == grade), OF_CATEGORY.get(category))


def situations(asked: CaseQuestion, classes: Sequence[GradeOrNec]) -> list[Situation]:
    """Return what `therapies` is asked for a case: once for each class."""
    return [Situation(grade=grade, **_circumstances(asked)) for grade in classes or (None,)]


def trial_questions(asked: CaseQuestion, classes: Sequence[GradeOrNec]) -> list[TrialQuestion]:
    """Return what `trials` is asked for a case, likewise."""
    return [TrialQuestion(grade=grade, after=asked.after, **_circumstances(asked)) for grade in classes or (None,)]


def _circumstances(asked: CaseQuestion) -> dict[str, Any]:
    """Return what `therapies` and `trials` are asked alike, whatever the class."""
    alike = ("region", "sstr", "functional", "line")
    return {"site": asked.tumour.site, **{name: getattr(asked, name) for name in alike}}


def was_given(therapy: str, asked: CaseQuestion, knowledge: Knowledge) -> bool:
    """Tell whether a therapy, by id, was given before: itself, or one of its class."""
    return any(one == therapy or one in kinds_of(therapy, knowledge) for one in asked.after)


def options_for(
    asked: CaseQuestion, classes: Sequence[GradeOrNec], knowledge: Knowledge
) -> tuple[list[Match], list[LeftOut]]:
    """Return the therapies that fit a case in any of its classes, and those that fit in none, with the reason."""
    found: dict[str, Match] = {}
    left: list[LeftOut] = []
    for situation in situations(asked, classes):
        matches, left_out = fitting_therapies(knowledge, situation)
        left += left_out
        for match in matches:
            known = found.get(match.therapy.id)
            found[match.therapy.id] = _joined(known, match) if known else match
    reasons = {one.id: one for one in left if one.id not in found}
    return list(found.values()), list(reasons.values())


def _joined(one: Match, other: Match) -> Match:
    """Return what fits in one class or another, in the order of the record; it is remarked what holds in both."""
    fitting = [*one.indications, *other.indications]
    results = {(result.trial, result.id): result for result in (*one.evidence, *other.evidence)}
    return Match(
        one.therapy,
        [row for row in one.therapy.indications if row in fitting],
        list(results.values()),
        [remark for remark in one.remarks if remark in other.remarks],
    )
