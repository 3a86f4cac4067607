"""What is not known of a case, and what it would change if it were."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from netcli.cases.options import WELL, class_of, options_for
from netcli.cases.question import CaseQuestion
from netcli.grading.case import Assessment
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.therapies import Match
from netcli.knowledge.vocabulary import GradeOrNec

VALUES = {
    "sstr": ("positive", "negative"),
    "functional": ("functioning", "non-functioning"),
    "line": ("first", "later"),
}


class Change(Struct, frozen=True):
    """What one value would change: the therapies, by id, that would go and that would come."""

    value: str
    without: list[str] = []
    adds: list[str] = []


class Unknown(Struct, frozen=True):
    """Something that is not known: `field` is that of the question, or "class"."""

    field: str
    changes: list[Change]


def unknown_of(
    asked: CaseQuestion,
    assessment: Assessment | None,
    classes: tuple[GradeOrNec, ...],
    options: Sequence[Match],
    knowledge: Knowledge,
) -> list[Unknown]:
    """Return what is not known and would change the options, the class first."""

    def change(value: str, classes: tuple[GradeOrNec, ...], **fields: Any) -> Change:
        others = options_for(replace(asked, **fields), classes, knowledge)[0]
        return Change(value, _beyond(options, others), _beyond(others, options))

    found = [Unknown("class", [change(one, (one,)) for one in _open_classes(assessment, classes)])]
    for field, values in VALUES.items():
        if getattr(asked, field) in (None, "unknown"):
            found.append(Unknown(field, [change(value, classes, **{field: value}) for value in values]))
    return [one for one in found if any(change.without or change.adds for change in one.changes)]


def _open_classes(assessment: Assessment | None, classes: Sequence[GradeOrNec]) -> list[GradeOrNec]:
    """Return the classes that the tumour may be of besides, or among, those of the page."""
    if assessment is None and len(classes) != 1:
        return list(classes or (*WELL, "NEC"))
    named = [class_of(one) for one in assessment.candidates] if assessment else []
    return [one for one in dict.fromkeys(named) if one and (one,) != classes]


def _beyond(some: Sequence[Match], others: Sequence[Match]) -> list[str]:
    """Return the ids of therapies that are among some and not among others."""
    known = {match.therapy.id for match in others}
    return [match.therapy.id for match in some if match.therapy.id not in known]
