"""The page of a case for the talk with a patient: what it is, what there is, what is open, what to ask."""

from collections.abc import Sequence
from math import inf

from netcli.cases.page import CasePage
from netcli.grading.case import Assessment
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Term, Therapy
from netcli.knowledge.vocabulary import GradeOrNec
from netcli.knowledge.wording import marked, sourced
from netcli.output.blocks import Block, Facts, Heading, Paragraph, Ways
from netcli.views.full.grade_plain import CERTAINTY, meaning_of
from netcli.views.glance.case import cared_for, edition_line
from netcli.views.glance.cases.options import Options, options_of
from netcli.views.glance.cases.room import LINES, Section, fitted, lines_taken
from netcli.views.glance.therapy_parts import Part
from netcli.views.glance.trial_rows import name_of

TERMS: dict[GradeOrNec, str] = {"G1": "net", "G2": "net", "G3": "net-g3", "NEC": "nec"}
UNKNOWN = {
    "class": "Which exact kind of tumour it is. The lab can find out.",
    "sstr": "Whether the tumour has docking places for a hormone called somatostatin. A scan can show it.",
    "functional": "Whether the tumour makes hormones. Blood and urine tests can show it.",
    "line": "Whether a treatment was given before.",
}
ALWAYS = (
    "Which of these fit me, which do not, and why?",
    "What is the aim: to cure, to slow the tumour down, or to ease what I feel?",
    "What harm can it do, and whom do I call, by day and by night?",
    "Has a team that sees many of these tumours looked at my case?",
    "Is there a study for me? May I hear a second opinion?",
    "What if we wait and watch?",
)
FRAME = 12  # lines of headings, the close, the foot


def plain_case_blocks(
    page: CasePage, regions: Sequence[str], knowledge: Knowledge, *, whole: bool = False
) -> list[Block]:
    """Return the page in plain language."""
    options = options_of(page, regions)
    what = _what(page, knowledge)
    sections = [
        _approved(options),
        Section("Also on record", _others(options)),
        _studies(page),
        Section("Not known yet", [UNKNOWN[one.field] for one in page.unknown]),
        Section("To ask", [*_own_questions(page), *ALWAYS], [*_own_questions(page), *ALWAYS], least=4, weight=2),
    ]
    room = LINES - FRAME - sum(map(lines_taken, what))
    counts = fitted(sections, inf if whole else room)
    facts = [(one.name, one.shown(count)) for one, count in zip(sections, counts, strict=True)]
    first = cared_for(options)[0].match.therapy.id if cared_for(options) else "surgery"
    return [
        Heading("What is on record for this case, in plain words"),
        *map(Paragraph, what),
        Facts(facts),
        Paragraph(
            "Every treatment here can do harm, and more is known of each than fits here. This page picks none: your"
            " care team knows you, and decides with you. In an emergency call your local emergency number.",
            "caution",
        ),
        edition_line(knowledge),
        Ways([(f"netcli show {first} --plain-language", "one treatment, with its dangers"), ("--full", "all of it")]),
    ]


def _what(page: CasePage, knowledge: Knowledge) -> list[str]:
    """Return what the tumour is and how sure that is."""
    if page.assessment is not None:
        return [text for text in (_meaning(page.assessment, knowledge), CERTAINTY[page.assessment.certainty]) if text]
    terms = dict.fromkeys(TERMS[one] for one in page.classes)
    told = [knowledge.of(Term)[one] for one in terms if one in knowledge.of(Term)]
    return [marked(sourced(one.plain, one.sources[:1]), one) for one in told[:1]] or [UNKNOWN["class"]]


def _meaning(answer: Assessment, knowledge: Knowledge) -> str:
    return meaning_of(answer, knowledge) or "The lab cannot tell yet which of two or more kinds it is."


def _approved(options: Options) -> Section:
    therapies = {part.match.therapy.id: part.match.therapy for part in (*options.labelled, *options.symptoms)}.values()
    if not therapies:
        return Section("Approved", ["No medicine with an official text for just this is on record here."])
    return Section("Approved", list(map(_first_words, therapies)), list(map(_called, therapies)), least=3, weight=3)


def _first_words(therapy: Therapy) -> str:
    """Return what a treatment is and for whom: the first lines of its plain text."""
    return f"{_called(therapy)}: {therapy.plain.partition(chr(10))[0] or 'no plain-language text on record yet.'}"


def _called(therapy: Therapy) -> str:
    brand = f" ({therapy.brands[0]})" if therapy.brands and therapy.kind == "drug" else ""
    return marked(f"{therapy.name}{brand}", therapy)


def _others(options: Options) -> list[str]:
    """Return the other options by what they are, so that none is taken for what it is not."""
    told = {part.match.therapy.id for part in (*options.labelled, *options.symptoms)}
    groups: dict[str, list[str]] = {}
    for part in (*options.beyond, *options.named):
        if part.use != "tumour" or part.match.therapy.id not in told:
            groups.setdefault(_kind(part), []).append(_called(part.match.therapy))
    return [f"{kind}: {', '.join(dict.fromkeys(names))}" for kind, names in groups.items()]


def _kind(part: Part) -> str:
    """Return in plain words what an option is that is not approved against just this tumour."""
    if not part.is_drug:
        return "Operations and treatments without a medicine"
    if part.use == "symptoms":
        return "Against what the hormones do, not against the tumour"
    if part.use == "any tumour":
        return "Only if the lab finds a certain change in the tumour"
    return {
        "approved": "Approved for this in another part of the world",
        "guideline": "Without approval for just this, named in doctors' guidelines",
        "off-label": "Used without approval for just this, on weaker proof",
        "investigational": "Only in studies",
    }.get(part.standing, "Refused or given up")


def _studies(page: CasePage) -> Section:
    named = [f"{name_of(one).text} {one.nct or ''}".strip() for one in page.trials]
    told = f"{len(named)} open when last looked at: {', '.join(named)}" if named else "none on record for just this"
    return Section("Studies", [told])


def _own_questions(page: CasePage) -> list[str]:
    """Return the questions that this case raises."""
    asked = page.question
    fields = {one.field for one in page.unknown}
    return [
        *(["Do I need a scan that looks for these docking places?"] if "sstr" in fields else []),
        *(["Should the lab look again, and what would settle it?"] if "class" in fields else []),
        *(["Do my other medicines go with it?"] if asked.taking else []),
        *(["Is it safe with my kidneys?"] if asked.kidney is not None else []),
        *(["Is it meant for somebody of my age?"] if asked.age is not None and asked.age < 18 else []),  # noqa: PLR2004
    ]
