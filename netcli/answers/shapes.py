"""The shape of each command's answer: of what type its results are, in full and under --brief, and what else it holds.

A test holds every answer against its shape; `docs/make_schemas.py` publishes the JSON Schemas made from them.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from netcli.coding.items import CodedItem
from netcli.grading.case import Assessment
from netcli.knowledge import model
from netcli.knowledge.about import About, Checked, Counted, Skill
from netcli.knowledge.codes import Code, Reporting
from netcli.knowledge.editions.differences import ChangeTold
from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.review import Due, DueInShort
from netcli.knowledge.search.hits import Hit
from netcli.knowledge.therapies import LeftOut
from netcli.registries.ctgov.diff import Change
from netcli.registries.ctgov.mapping import STATED
from netcli.registries.links import Link
from netcli.registries.news import LabelNews, TrialNews
from netcli.tables.export import Exported
from netcli.views.full.cite import ShortSource
from netcli.views.glance import compare_rows, trial_rows
from netcli.views.glance.biomarkers import ShortMarker
from netcli.views.glance.cards import site, therapy, trial
from netcli.views.glance.cards.other import ShortRecord
from netcli.views.glance.cases.rows import ShortCase
from netcli.views.glance.changes import ShortEvent
from netcli.views.glance.codes import ShortCode
from netcli.views.glance.epidemiology import ShortFigure
from netcli.views.glance.faq import ShortQuestion
from netcli.views.glance.glossary import ShortTerm
from netcli.views.glance.grade import ShortAssessment
from netcli.views.glance.imaging import ShortAgent
from netcli.views.glance.knowledge_diff import ShortChange
from netcli.views.glance.overview import ShortPart
from netcli.views.glance.schedule import ShortSchedule
from netcli.views.glance.search import ShortHit
from netcli.views.glance.syndromes import ShortSyndrome
from netcli.views.glance.therapies import ShortAdvice, ShortTherapy
from netcli.views.glance.therapy_matrix import MatrixTherapy
from netcli.views.welcome import Offered


class Part(Struct, frozen=True):
    """A type with fields beside, or in place of, its own; `only` names those that it has where it lacks some."""

    base: type
    also: Mapping[str, Any] = {}
    only: tuple[str, ...] = ()


class Shape(Struct, frozen=True):
    """What an answer holds: `results` and `brief` are types, or Parts, one of which each row is; `extra` is beside."""

    results: tuple[Any, ...]
    brief: tuple[Any, ...] = ()
    extra: Mapping[str, Any] = {}


class Named(Struct, frozen=True):
    """A schema and the name by which it is asked for."""

    answer: str
    schema: str


class Forgotten(Struct, frozen=True):
    """That what an update had kept is gone, or was not there."""

    edition: str
    forgotten: bool


Facts = dict[str, str | int | bool | None]
WHOLE: dict[type, Mapping[str, Any]] = {model.Therapy: {"evidence": list[model.Evidence]}}
RECORDS = tuple(Part(kind, WHOLE.get(kind, {})) for kind in COLLECTIONS.values())
IN_COLLECTIONS = tuple(Part(kind, {"collection": Literal[name]}) for name, kind in COLLECTIONS.items())
CARDS = tuple(Part(kind, {"collection": Literal[name], **WHOLE.get(kind, {})}) for name, kind in COLLECTIONS.items())

SHAPES: dict[str, Shape] = {
    "welcome": Shape((Offered,), extra={"counts": dict[str, int]}),
    "overview": Shape((model.OverviewPart,), (ShortPart, MatrixTherapy)),
    "therapies": Shape(
        (Part(model.Therapy, {**WHOLE[model.Therapy], "remarks": list[str]}),),
        (ShortTherapy, MatrixTherapy),
        {"left_out": list[LeftOut], "recommendations": (list[model.Recommendation], list[ShortAdvice])},
    ),
    "grade": Shape((Assessment,), (ShortAssessment,), {"plain": str}),
    "case": Shape((ShortCase,)),
    "trials": Shape(
        (Part(model.Trial, {"remarks": list[str]}), Part(model.Trial, only=STATED)),
        (trial_rows.ShortTrial,),
        {"links": list[Link], "register": Facts},
    ),
    "trials-diff": Shape(
        (Change,),
        extra={
            "compared": int,
            "not_found": list[str],
            "unreadable": list[str],
            "without_nct": list[str],
            "register": Facts,
        },
    ),
    "biomarkers": Shape((model.Biomarker,), (ShortMarker,)),
    "epidemiology": Shape((model.Epidemiology,), (ShortFigure,)),
    "syndromes": Shape((model.Syndrome,), (ShortSyndrome,)),
    "codes": Shape((Code, CodedItem), (ShortCode,), {"reportable": list[Reporting], "assessment": Assessment | None}),
    "schedule": Shape((model.Schedule,), (ShortSchedule,)),
    "imaging": Shape((model.Imaging,), (ShortAgent,)),
    "glossary": Shape((model.Term,), (ShortTerm,)),
    "show": Shape(CARDS, (therapy.ShortDrug, trial.ShortTrial, site.ShortSite, ShortRecord)),
    "compare": Shape(
        (*(Part(kind, WHOLE.get(kind, {})) for kind in (model.Therapy, model.Trial)),),
        (compare_rows.ShortDrug, compare_rows.ShortTrial),
        {"caution": str},
    ),
    "search": Shape((Part(Hit, {"record": RECORDS}),), (ShortHit,)),
    "faq": Shape((model.Question,), (ShortQuestion,)),
    "changes": Shape((model.Event,), (ShortEvent,)),
    "update": Shape((TrialNews, LabelNews, Forgotten), extra={"update": Facts}),
    "cite": Shape((model.Source,), (ShortSource,)),
    "knowledge-about": Shape((About,)),
    "knowledge-check": Shape((Checked,)),
    "knowledge-stale": Shape((Due,), (DueInShort,)),
    "knowledge-diff": Shape(
        (ChangeTold,), (ShortChange,), {"editions": list[Facts], "counts": dict[str, dict[str, int]]}
    ),
    "knowledge-export": Shape(IN_COLLECTIONS, (Counted,)),
    "knowledge-skill": Shape((Skill,)),
    "knowledge-tables": Shape((Exported,)),
    "knowledge-schema": Shape((dict[str, Any],), (Named,)),
}
