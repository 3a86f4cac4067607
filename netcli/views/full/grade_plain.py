"""The answer of `grade` for patients and carers: what the words of the report mean, from the glossary and the FAQ."""

from netcli.grading.case import Assessment
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question, Term
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.wording import marked, sourced
from netcli.output.blocks import Block, Facts, Heading, Paragraph, Ways
from netcli.views.full.grade import candidate_name, tone_of
from netcli.views.lines import local
from netcli.views.scale import scales

# For each class: the term that explains it, and the question that tells how it is told apart.
TERMS = {
    "net": "net", "nec": "nec", "nec-small-cell": "nec", "nec-large-cell": "nec", "minen": "minen", "lcnec": "lcnec",
    "typical-carcinoid": "typical-carcinoid", "atypical-carcinoid": "atypical-carcinoid", "sclc": "sclc",
    "tumourlet": "tumourlet",
}  # fmt: skip
QUESTIONS = {
    "net": "what-do-g1-g2-g3-mean", "nec": "net-or-nec", "nec-small-cell": "net-or-nec", "nec-large-cell": "net-or-nec",
    "minen": "what-is-minen", "unresolved-high-grade": "net-or-nec", "typical-carcinoid": "lung-carcinoid-grading",
    "atypical-carcinoid": "lung-carcinoid-grading", "carcinoid-high-proliferation": "lung-carcinoid-grading",
}  # fmt: skip
STAGE = "grade-and-stage"
WORDS = {"Grade": "grade", "Ki-67": "ki-67", "Mitoses": "mitotic-count", "Differentiation": "differentiation"}
CERTAINTY = {
    "definite": "What was given leads to one answer.",
    "provisional": "Something is missing or needs a second look. The answer may still change.",
    "undetermined": "What was given is not enough to decide.",
}


def plain_grade_glance(answer: Assessment, scheme: Scheme, knowledge: Knowledge) -> list[Block]:
    """Return the class, what it means and how sure that is."""
    told = [] if meaning_of(answer, knowledge) else _answered(_asked(answer, knowledge))
    return [*_result(answer, scheme, knowledge), *told, Ways([("--full", "the words in the report")])]


def plain_grade_blocks(answer: Assessment, scheme: Scheme, knowledge: Knowledge) -> list[Block]:
    """Return the same, and the words that stand in the report."""
    return [
        *_result(answer, scheme, knowledge),
        *_answered(_asked(answer, knowledge)),
        Heading("Words in the report", 2),
        Facts([(name, _of_term(term, knowledge)) for name, term in WORDS.items()]),
        *_answered(knowledge.of(Question).get(STAGE)),
    ]


def _result(answer: Assessment, scheme: Scheme, knowledge: Knowledge) -> list[Block]:
    meaning = meaning_of(answer, knowledge)
    return [
        Heading(answer.label, 1, tone_of(answer)),
        *([Paragraph(meaning)] if meaning else []),
        *([] if meaning or _asked(answer, knowledge) else [Paragraph("No plain-language text on record yet.")]),
        Paragraph(CERTAINTY[answer.certainty], "" if answer.certainty == "definite" else "caution"),
        Facts([("Possible", ", ".join(candidate_name(one) for one in answer.candidates))]),
        *(Paragraph(one.text, "overlay") for one in answer.warnings if one.code == "local-site"),
        *scales(answer, scheme),
    ]


def _asked(answer: Assessment, knowledge: Knowledge) -> Question | None:
    return knowledge.of(Question).get(QUESTIONS.get(answer.category, ""))


def meaning_of(answer: Assessment, knowledge: Knowledge) -> str:
    """Return what is on record in plain language about a class; "" where that is nothing."""
    is_g3 = answer.category == "net" and answer.grade == "G3"
    return _of_term("net-g3" if is_g3 else TERMS.get(answer.category, ""), knowledge)


def _of_term(id: str, knowledge: Knowledge) -> str:  # noqa: A002
    term = knowledge.of(Term).get(id)
    return marked(sourced(term.plain, term.sources[:1]), term) if term else ""


def _answered(question: Question | None) -> list[Block]:
    return [Heading(question.question, 2), *local(question), Paragraph(question.plain)] if question else []
