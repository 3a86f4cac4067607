"""The page of a case for the talk with a patient: what it is, what there is, what is open, what to ask."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from netcli.cases.contradictions import ADULT
from netcli.cases.contradictions import name_of as name_of_drug
from netcli.cases.medicines import in_short
from netcli.cases.options import was_given
from netcli.cases.page import CasePage
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Syndrome, Term, Therapy
from netcli.knowledge.vocabulary import USUAL_REGIONS, GradeOrNec
from netcli.knowledge.wording import citation, marked, sourced
from netcli.output.blocks import Block, Facts, Heading, Paragraph, Ways
from netcli.views.full.grade_plain import meaning_of
from netcli.views.glance.case import edition_line, filters
from netcli.views.glance.cases.options import Options, class_alone, condition, options_of, serves
from netcli.views.glance.cases.room import LINES, Section, fitted, lines_taken, named_alone
from netcli.views.glance.cases.words import case_in_words
from netcli.views.glance.therapy_parts import Part, foot
from netcli.views.glance.trial_rows import name_of
from netcli.views.short import name_in_short

TERMS: dict[GradeOrNec, str] = {"G1": "net", "G2": "net", "G3": "net-g3", "NEC": "nec"}
UNKNOWN = {
    "class": "Which kind of tumour it is: more is needed from the lab's report.",
    "sstr": "Whether the tumour has docking places for the hormone somatostatin. A scan can show it.",
    "functional": "Whether the tumour makes hormones. Blood and urine tests can show it.",
    "line": "Whether a treatment was given before.",
}
SPREAD = "Whether it has spread. Many of these are only for tumours that have spread or cannot be cut out."
SURE = {
    "definite": "",
    "provisional": "Something is missing from the report, or needs a second look. The answer may still change.",
    "undetermined": "The report, as it was typed here, is not enough to tell which of two or more kinds it is.",
}
# What does not go together, by its code; the others are of the lab's numbers.
MIND = {
    "age": "At that age, official texts name it for: {names}. Others are for a higher age, for adults, or do not say.",
    "kidney": "Kidneys as weak as that matter for: {names}. The official texts forbid them then, or change the dose.",
    "not-for-function": "Left out where the official text asks for the other kind, with or without hormones: {names}.",
    "ki67-and-label": "The tumour grows faster than an official text allows for: {names}.",
    "out-of-scope": "This kind is treated in its own way, by lung cancer guidance, and that is not on record here.",
    "carcinoma-and-analogue": "An earlier medicine is one for another kind of tumour. Ask why it was given.",
    "digestive-grade": "Tumours of the chest are graded in another way. Ask which one was used.",
    "stated-grade": "The grade that was typed and the rest of the report do not agree.",
}
NUMBERS = (
    "Some values of the report do not fit together well, or lie near a border. Ask whether the lab should look again."
)
CONDITIONS = {  # how a condition of the professional page is said
    "if SSTR-positive": "if docking places show",
    "if SSTR-negative": "if no docking places show",
    "if functioning": "if hormones are made",
    "if non-functioning": "if no hormones are made",
    "if treated before": "if treated before",
    "if untreated": "if not treated yet",
    "if NEC": "if it is carcinoma",
    "if NET": "if it is not carcinoma",
    "if NET G3": "if it still looks like a NET (NET G3)",
    "if NET G1-G2": "if it is a NET of grade 1 or 2",
    "if NET G1": "if it is a NET of grade 1",
    "if NET G2": "if it is a NET of grade 2",
    "if VHL": "if VHL, an inborn disease, is there",
}
HANGS = "Most of these hang on what is not known yet; --full says on what."
UNHELD = ("Only in", "Only if", "Refused", "Against what hormones do, refused")  # groups that say enough of themselves
ALWAYS = (
    "Which of these fit me, which do not, and why? What happens if it is not treated now?",
    "What is the aim: to cure, to slow the tumour down, or to ease what I feel?",
    "What harm can it do, and whom do I call, by day and by night? How often are check-ups?",
    "Has a team that sees many of these tumours looked at my case? Is there a study for me?",
)
FRAME = 15  # lines of headings, the close, the foot


def plain_case_blocks(
    page: CasePage, regions: Sequence[str], knowledge: Knowledge, *, whole: bool = False
) -> list[Block]:
    """Return the page in plain language."""
    options = options_of(page, regions, knowledge)
    what = [*_what(page, knowledge), *_mind(page, options)]
    questions = [*_own_questions(page), *ALWAYS]
    sections = [
        _syndrome(page, knowledge),
        _approved(options, page, regions, knowledge),
        Section("Also on record", _others(options, page, regions, knowledge)),
        _studies(page),
        Section(
            "Not known yet",
            [UNKNOWN[one.field] for one in page.unknown] + [SPREAD] * ("advanced" in foot(options.in_rows)),
        ),
        Section("To ask", questions),
    ]
    room = inf if whole else LINES - FRAME - sum(map(lines_taken, what))
    if named_alone(sections) > room:
        sections[-1] = Section("To ask", [*_own_questions(page), *ALWAYS[::2]])
        sections[2] = Section(
            "Also on record", [HANGS, *_others(options, page, regions, knowledge, by_condition=False)]
        )
    counts = fitted(sections, room)
    first = next((part.match.therapy.id for part in options.in_rows), "surgery")
    return [
        Heading("What is on record for this case, in plain words"),
        *map(Paragraph, what),
        Facts([(one.name, one.shown(count)) for one, count in zip(sections, counts, strict=True)]),
        Paragraph(
            "Every treatment here can do harm, and more is known of each than fits here. This page picks none: your"
            " care team knows you, and decides with you. In an emergency call your local emergency number.",
            "caution",
        ),
        edition_line(knowledge),
        Ways([(f"netcli show {first} --plain-language", "one treatment, with its dangers"), ("--full", "all of it")]),
    ]


def _what(page: CasePage, knowledge: Knowledge) -> list[str]:
    """Return what was typed, what the tumour is and how sure that is."""
    told = [f"You told: {_in_plain_words(case_in_words(page, knowledge))}."]
    if page.assessment is not None:
        return [*told, *filter(None, (meaning_of(page.assessment, knowledge), SURE[page.assessment.certainty]))]
    terms = dict.fromkeys(TERMS[one] for one in page.classes)
    known = [knowledge.of(Term)[one] for one in terms if one in knowledge.of(Term)]
    meanings = [marked(sourced(one.plain, one.sources[:1]), one) for one in known]
    return [*told, *(meanings if len(meanings) == 1 else [SURE["undetermined"]])]


def _in_plain_words(told: str) -> str:
    for word, plain in (
        ("SSTR-positive", "docking places seen on the scan"), ("SSTR-negative", "no docking places seen on the scan"),
        ("SSTR unknown", "no scan for docking places"), ("non-functioning", "makes no hormones"),
        ("functioning", "makes hormones"), ("later line", "treated before"), ("first line", "not treated yet"),
        ("stated NEC", "carcinoma, the fast kind"), ("clearance", "kidneys clean"),
    ):  # fmt: skip
        told = told.replace(word, plain)
    return told


def _mind(page: CasePage, options: Options) -> list[str]:
    """Return what does not go together, each once; of the drugs those that the page tells of."""
    shown = {part.match.therapy.id: name_of_drug(part.match.therapy) for part in options.cared_for}
    found: dict[str, None] = {}
    for one in page.contradictions:
        names = [name for name in one.names if name in shown.values()] or one.names
        text = MIND.get(one.code, NUMBERS).format(names=", ".join(names) or "none")
        found[f"{text}{citation(one.sources[:1]) if one.code in MIND else ''}"] = None
    for medicine in page.question.taking:
        named = [one for one in page.medicines if one.medicine == medicine and one.therapy.id in shown]
        pairs = dict.fromkeys(f"{shown[one.therapy.id]} ({in_short(one.interaction)})" for one in named)
        told = f"official texts say, with {', '.join(pairs)}" if pairs else "not found here; that does not make it safe"
        found[f"{medicine}: {told}. This is no full check: show your care team all your medicines."] = None
    if page.question.region not in (None, *USUAL_REGIONS):
        found["The texts below speak of the United States and Europe, not of the place that you gave."] = None
    return list(found)


def _syndrome(page: CasePage, knowledge: Knowledge) -> Section:
    """Return what is on record of the syndrome in plain words."""
    if page.question.syndrome is None:
        return Section("", [])
    one = knowledge.of(Syndrome)[page.question.syndrome]
    lines = [line for line in one.plain.splitlines() if line]
    more = [f"netcli show {one.id} --plain-language"] * len(lines)
    return Section(name_in_short(one), lines, more, least=len(lines), weight=4)


def _approved(options: Options, page: CasePage, regions: Sequence[str], knowledge: Knowledge) -> Section:
    parts = list({part.match.therapy.id: part for part in (*options.labelled, *options.symptoms)}.values())
    if not parts:
        return Section("Approved", ["No medicine that is approved for just this is on record here."])
    lines = [f"{_named(part, page, regions, knowledge)}: {_first_words(part.match.therapy)}" for part in parts]
    return Section("Approved", lines, [_named(part, page, regions, knowledge) for part in parts], least=3, weight=3)


def _first_words(therapy: Therapy) -> str:
    """Return what a treatment is and for whom: the first lines of its plain text."""
    return therapy.plain.partition("\n")[0] or "no plain-language text on record yet."


def _named(part: Part, page: CasePage, regions: Sequence[str], knowledge: Knowledge) -> str:
    """Return a treatment with what it hangs on, and whether it was given already."""
    given = was_given(part.match.therapy.id, page.question, knowledge)
    days = [one.label_changed for one in part.indications if one.label_changed]
    changed = f"its official US text changed on {max(days)}: ask about it" if days else ""
    behind = ", ".join(filter(None, (_held(part, page, regions), "given before" if given else "", changed)))
    return _called(part.match.therapy) + (f" ({behind})" if behind else "")


def _held(part: Part, page: CasePage, regions: Sequence[str]) -> str:
    """Return in plain words what an option hangs on: "if docking places show"."""
    return _in_plain(condition(part, page, regions))


def _in_plain(held: str) -> str:
    found = filter(None, held.split(", "))
    return ", ".join(CONDITIONS.get(one, one) for one in found)


def _in_short(therapy: Therapy) -> str:
    """Return a treatment by the name of a row."""
    return marked(therapy.short or therapy.name, therapy)


def _called(therapy: Therapy) -> str:
    brand = f" ({therapy.brands[0]})" if therapy.brands and therapy.kind == "drug" else ""
    return marked(f"{therapy.name}{brand}", therapy)


def _others(
    options: Options, page: CasePage, regions: Sequence[str], knowledge: Knowledge, *, by_condition: bool = True
) -> list[str]:
    """Return the other options by what they are, so that none is taken for what it is not, and what they hang on."""
    told = {part.match.therapy.id for part in (*options.labelled, *options.symptoms)}
    groups: dict[str, dict[str, dict[str, None]]] = {}
    for part in sorted((*options.beyond, *options.named), key=lambda part: part.is_drug):
        if part.use != "tumour" or part.match.therapy.id not in told:
            kind = _kind(part, own=serves(part, page, knowledge))
            whole = condition(part, page, regions)
            held = "" if kind.startswith(UNHELD) else _in_plain(whole if by_condition else class_alone(whole))
            groups.setdefault(kind, {}).setdefault(held, {})[_in_short(part.match.therapy)] = None
    return [f"{kind}: {_by_condition(names)}" for kind, names in groups.items()]


def _by_condition(names: Mapping[str, Iterable[str]]) -> str:
    """Return names, those that hang on nothing first, the others behind what they hang on."""
    found = sorted(names.items(), key=lambda item: bool(item[0]))
    return "; ".join(f"{held}: {', '.join(some)}" if held else ", ".join(some) for held, some in found)


def _kind(part: Part, *, own: bool) -> str:
    """Return in plain words what an option is that is not approved against just this tumour."""
    if not part.is_drug:
        return "Operations and the like"
    standing = {
        "approved": "approved",
        "guideline": "without approval for just this, named in doctors' guidelines",
        "off-label": "without approval for just this, on weaker proof",
        "investigational": "only in studies",
    }.get(part.standing, "refused or given up")
    if part.use == "symptoms" and not own:
        return "For what other hormones do"
    if part.use == "symptoms":
        return f"Against what hormones do, {standing}"
    if part.use == "any tumour":
        return f"Only if the lab finds a certain change in the tumour, {standing} somewhere"
    return standing[:1].upper() + standing[1:] + (" in another part of the world" if standing == "approved" else "")


def _studies(page: CasePage) -> Section:
    named = [f"{name_of(one).text} {one.nct or ''}".strip() for one in page.trials]
    more = f"netcli trials{filters(page)} has them"
    told = f"{len(named)} were open when last looked at, some long ago: {', '.join(named)}" if named else "None here."
    short = f"{len(named)} were open when last looked at, some long ago; {more}" if named else "None here."
    return Section("Studies", [told], [short])


def _own_questions(page: CasePage) -> list[str]:
    """Return the questions that this case raises."""
    asked = page.question
    fields = {one.field for one in page.unknown}
    mine = [
        *(["my other medicines"] if asked.taking else []),
        *(["my kidneys"] if asked.kidney is not None else []),
        *(["my age"] if asked.age is not None and asked.age < ADULT else []),
    ]
    return [
        *(["Do I need a scan that looks for these docking places?"] if "sstr" in fields else []),
        *(["Should the lab look again, and what would settle it?"] if "class" in fields else []),
        *([f"Does it go with {' and '.join(mine)}?"] if mine else []),
    ]
