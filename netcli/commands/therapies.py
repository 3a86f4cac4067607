"""`netcli therapies`: which therapies fit a situation, by region and standing, with the pivotal results."""

from typing import Annotated, Any

import msgspec
import typer

from netcli.errors import NoMatch
from netcli.knowledge.guidelines import fitting_advice
from netcli.knowledge.model import Recommendation
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.therapies import LeftOut, Match, Situation, fitting_therapies
from netcli.knowledge.typed import read_classes, read_question
from netcli.options import GradeOption, RegionOption, Session, SiteOption, answers, complete_words
from netcli.output.answer import Answer
from netcli.output.blocks import Block

StandingOption = Annotated[
    str | None,
    typer.Option(
        "--status",
        help="approved, off-label, guideline, investigational, refused, withdrawn or discontinued.",
        autocompletion=complete_words("standing"),
        show_default=False,
    ),
]
ClassOption = Annotated[
    str | None,
    typer.Option(
        "--class",
        help="Drug class: somatostatin analogue, PRRT, TKI ...",
        autocompletion=complete_words("class"),
        show_default=False,
    ),
]
ReceptorOption = Annotated[
    str | None,
    typer.Option(
        "--sstr",
        help="positive or negative on somatostatin receptor imaging.",
        autocompletion=complete_words("sstr"),
        show_default=False,
    ),
]
FunctionalOption = Annotated[
    str | None,
    typer.Option(
        help="functioning or non-functioning.", autocompletion=complete_words("functional"), show_default=False
    ),
]
LineOption = Annotated[
    str | None,
    typer.Option(help="first or later line of treatment.", autocompletion=complete_words("line"), show_default=False),
]
GuidelinesOption = Annotated[bool, typer.Option("--guidelines", help="Also show what guidelines advise, side by side.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Also list what was left out, and why.")]


@answers
def therapies(
    session: Session,
    site: SiteOption = None,
    grade: GradeOption = None,
    status: StandingOption = None,
    region: RegionOption = None,
    class_: ClassOption = None,
    sstr: ReceptorOption = None,
    functional: FunctionalOption = None,
    line: LineOption = None,
    guidelines: GuidelinesOption = False,  # noqa: FBT002
    explain: ExplainOption = False,  # noqa: FBT002
) -> Answer:
    """Show the therapies for a situation: their standing by region.

    Each says for whom, with the pivotal results. All filters must hold for one indication at once. An indication for
    a part of the site, or for a group that contains it, counts; one for another site never does.
    """
    typed = {"site": site, "grade": grade, "status": status, "region": region, "sstr": sstr, "functional": functional,
             "line": line}  # fmt: skip
    asked, notes = read_question(session.knowledge, typed)
    classes, class_notes = read_classes(class_, session.knowledge) if class_ is not None else ((), [])
    situation = Situation(classes=classes, **asked)
    matches, left_out = fitting_therapies(session.knowledge, situation)
    if not matches:
        raise NoMatch("no therapy on record fits all of these at once", _nearest(left_out))
    query = {**asked, "class": list(classes)} if classes else asked
    shown = left_out if explain else []
    advice = fitting_advice(session.knowledge, situation) if guidelines else []
    extra: dict[str, Any] = {"left_out": shown} if explain else {}
    return Answer(
        name="therapies",
        query=query,
        results=[_result(match) for match in matches],
        blocks=lambda: _blocks(matches, shown, advice, query, session),
        notes=[
            *notes,
            *class_notes,
            *_grade_notes(asked.get("site"), asked.get("grade"), session),
        ],
        explode="indications",
        extra={**extra, "recommendations": advice} if guidelines else extra,
    )


def _blocks(
    matches: list[Match],
    left_out: list[LeftOut],
    advice: list[Recommendation],
    query: dict[str, Any],
    session: Session,
) -> list[Block]:
    from netcli.views.reference import advice_blocks
    from netcli.views.therapies import therapy_blocks

    return [*therapy_blocks(matches, left_out, query, session.knowledge), *advice_blocks(advice)]


def _grade_notes(site: str | None, grade: str | None, session: Session) -> list[str]:
    """Return a warning when the site's own classification has no such grade."""
    if site is None or grade in (None, "NEC"):
        return []
    from netcli.grading.rulebook import Rulebook

    scheme = Rulebook(session.knowledge).ruling(site, None).scheme
    own = session.knowledge.of(Scheme)[scheme.id].entities  # without what it takes from another scheme
    if grade in {entity.grade for entity in own.values()}:
        return []
    return [
        f"{scheme.name} has no {grade} at this site: see 'netcli grade --site {site}' and 'netcli show {scheme.id}'"
    ]


def _nearest(left_out: list[LeftOut]) -> str:
    near = [one for one in left_out if ";" not in one.reason][:3]
    return "nearest: " + "; ".join(f"{one.name} ({one.reason})" for one in near) if near else "remove a filter"


def _result(match: Match) -> dict[str, Any]:
    content: dict[str, Any] = msgspec.to_builtins(match.therapy)
    return {**content, "indications": match.indications, "evidence": match.evidence}
