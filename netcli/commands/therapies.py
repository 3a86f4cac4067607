"""`netcli therapies`: which therapies fit a situation, by region and standing, with the leading results."""

from collections.abc import Sequence
from typing import Annotated, Unpack

import msgspec
import typer

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.advice import fitting_advice
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Therapy
from netcli.knowledge.names import key, label_of, names_in, quoted, resolve_site
from netcli.knowledge.regions import shortfalls
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.situation import Situation, TypedSituation, read_situation
from netcli.knowledge.therapies import LeftOut, Match, fitting_therapies
from netcli.knowledge.typed import SITE, asked, option_for
from netcli.options import Session, answers, offered
from netcli.output.answer import Answer, Blocks

SiteArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SITE]", help=SITE.help, autocompletion=offered("sites"), show_default=False),
]
Question = tuple[Sequence[Match], Situation, Sequence[str], Knowledge]
GuidelinesOption = Annotated[bool, typer.Option("--guidelines", help="Also show what guidelines advise, side by side.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Also list what was left out, and why.")]


@answers
def therapies(
    session: Session,
    where: SiteArgument = None,
    guidelines: GuidelinesOption = False,  # noqa: FBT002
    explain: ExplainOption = False,  # noqa: FBT002
    **typed: Unpack[TypedSituation],
) -> Answer:
    """Show the therapies for a situation: their standing by region.

    SITE is the same as --site; without any filter, a matrix of drugs and sites. Each therapy says for whom it is, with
    its leading result. All filters must hold for one indication at once. What names the receptor, the function and the
    line asked for stands before what is silent on them, which says so. An indication for
    a part of the site, or for a group that contains it, counts; one for another site never does.
    """
    situation, notes = read_situation(_with_site(where or [], typed, session), session.knowledge)
    matches, left_out = fitting_therapies(session.knowledge, situation)
    if not matches:
        silence = shortfalls([situation.region] if situation.region else [], session.knowledge.edition)
        raise NoMatch("no therapy on record fits all of these at once", "\n".join([_nearest(left_out), *silence]))
    shown = left_out if explain else []
    advice = fitting_advice(session.knowledge, situation) if guidelines else []
    told = _advice_rows(advice) if session.sink.brief else advice
    regions = [situation.region] if situation.region else session.regions
    question = (matches, situation, regions, session.knowledge)
    rows = _rows(question) if session.sink.brief else []
    return Answer(
        name="therapies",
        query=asked(situation),
        results=[_result(match) for match in matches],
        full=lambda: _full(question, shown, advice),
        glance=lambda: _glance(question, shown, advice),
        brief=lambda: rows,
        notes=[*notes, *_grade_notes(situation, session)],
        cautions=shortfalls([*regions, *_others_in(rows)], session.knowledge.edition),
        explode="indications",
        extra={**({"left_out": shown} if explain else {}), **({"recommendations": told} if guidelines else {})},
    )


# What draws is imported by those who look: a program, that takes the records as they are, starts a twentieth sooner.


def _full(question: Question, left_out: Sequence[LeftOut], advice: Sequence[Recommendation]) -> Blocks:
    from netcli.views.full.therapies import therapy_blocks
    from netcli.views.lines import thin_records

    matches, situation, regions, knowledge = question
    blocks = therapy_blocks(matches, left_out, advice, asked(situation), knowledge)
    return [*blocks, *thin_records(regions, knowledge)]


def _glance(question: Question, left_out: Sequence[LeftOut], advice: Sequence[Recommendation]) -> Blocks:
    from netcli.views.full.therapies import more_blocks
    from netcli.views.glance.therapies import therapy_glance
    from netcli.views.glance.therapy_matrix import Matrix, matrix_sites

    _, situation, _, knowledge = question
    many = matrix_sites(situation, knowledge)
    return [*(Matrix(*question).blocks() if many else therapy_glance(*question)), *more_blocks(left_out, advice)]


def _rows(question: Question) -> Sequence[object]:
    from netcli.views.glance.therapies import therapy_rows
    from netcli.views.glance.therapy_matrix import Matrix, matrix_sites

    _, situation, _, knowledge = question
    return Matrix(*question).rows() if matrix_sites(situation, knowledge) else therapy_rows(*question)


def _others_in(rows: Sequence[object]) -> list[str]:
    """Return the regions whose labels stand in some rows."""
    return sorted({label.region for row in rows for label in getattr(row, "labels", ())})


def _advice_rows(advice: Sequence[Recommendation]) -> Sequence[object]:
    from netcli.views.glance.therapies import advice_rows

    return advice_rows(advice)


def _with_site(words: list[str], typed: TypedSituation, session: Session) -> TypedSituation:
    """Return a situation with the site that stands without an option. Raise UnknownValue."""
    if not words:
        return typed
    name = " ".join(words)
    if typed.get("site") is not None:
        raise UnknownValue(f"the site is given twice: {quoted(name)} and --site", "give it once")
    try:
        resolve_site(name, session.knowledge)
    except UnknownValue as error:
        drugs = names_in(session.knowledge, Therapy).any.get(key(name))
        if not drugs:
            fields = [field for field in TypedSituation.__annotations__ if field != "site"]
            if option := option_for(name, TypedSituation, session.knowledge, of=fields):
                raise UnknownValue(error.message, f"netcli therapies {option}") from None
            raise
        drug = session.knowledge.of(Therapy)[drugs[0]]
        raise UnknownValue(error.message, f"{label_of(drug)} is a therapy: netcli show {drug.id}") from None
    return {**typed, "site": name}


def _grade_notes(situation: Situation, session: Session) -> list[str]:
    """Return a warning when the site's own classification has no such grade."""
    site, grade = situation.site, situation.grade
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


def _result(match: Match) -> dict[str, object]:
    content: dict[str, object] = msgspec.to_builtins(match.therapy)
    return {**content, "indications": match.indications, "evidence": match.evidence, "remarks": match.told}
