"""One page for one case: class, labels, guidelines, use beyond a label, trials, checks, what is unknown, follow-up."""

import re
from collections.abc import Sequence
from math import inf
from shlex import quote

from netcli.cases.page import CasePage
from netcli.cases.unknown import Change
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.authority import by_report
from netcli.knowledge.citations import CITATION, cited_in
from netcli.knowledge.earlier import earlier_in_words
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Schedule, Site, Source, Syndrome, Therapy
from netcli.knowledge.names import key, names_of
from netcli.knowledge.sites import covered_by, site_names
from netcli.output.blocks import MARK_OF_STANDING, Block, Cell, Facts, Heading, Line, Paragraph, Table, Ways, lines_of
from netcli.views.full.grade import candidate_name
from netcli.views.glance.cases.checks import checks, taking
from netcli.views.glance.cases.options import (
    Options,
    class_in_words,
    label_table,
    option_line,
    option_table,
    options_of,
    running,
    silent,
    situation_of,
)
from netcli.views.glance.cases.room import LINES, SOURCES, Section, fitted, lines_taken, named_alone
from netcli.views.glance.grade import Cites, head_of, in_a_sentence, surer
from netcli.views.glance.schedule import in_a_line, name_of
from netcli.views.glance.therapy_parts import Part, foot, named
from netcli.views.glance.trial_rows import name_of as trial_name
from netcli.views.glance.trial_rows import open_in_a_line
from netcli.views.lines import thin_records
from netcli.views.short import cited, legend, name_in_short, uncapitalised

MOST_NAMES = 4
MOST_CHANGES = 12  # therapies; where more change it is another page
LABELS = {"other drugs": "others", "for symptoms": "symptoms", "by biomarker": "biomarker"}
FRAME = 8  # lines of legend, the way on, the ends of the foot
RULED = 2  # lines over a table
OF_SECTIONS = 8  # lines of sections beside a table with results
BREADTHS = (3, 10)  # sites of a statement: one organ, a system, more
LONG = 4  # lines of a schedule that comes after shorter ones
YEAR = re.compile(r" [\d.]*\d{4}.*")
WIDTHS = {2: 78, 3: 36}  # characters of a column of a table, by the number of its columns
DIFFERENTIATED = {"well": "well differentiated", "poor": "poorly differentiated", "mixed": "mixed", "unknown": ""}


def case_glance(
    page: CasePage, regions: Sequence[str], rulebook: Rulebook, knowledge: Knowledge, *, whole: bool = False
) -> list[Block]:
    """Return the page in the order of a tumour board; `whole` names nothing that has words of its own."""
    options = options_of(page, regions)
    head = _class(page, knowledge)
    table = option_table(_title(regions), options.labelled, page, regions, knowledge)
    sections = [
        _advice(page, knowledge),
        _in_lines("Off-label", options.beyond, page, regions, knowledge),
        _in_lines("Symptoms", options.symptoms, page, regions, knowledge),
        _trials(page, knowledge),
        checks(cared_for(options), knowledge),
        taking(page),
        _unknown(page, rulebook, knowledge),
        _follow_up(page),
    ]
    others = [
        ("silent", "; ".join(silent(options.labelled))),
        *((LABELS.get(name, name), text) for name, text in named(options.named, options.in_rows, regions)),
    ]
    thin = thin_records(regions, knowledge)
    room = LINES - FRAME - sum(map(_lines_of, (*head, Facts(others), *thin)))
    if not whole and named_alone(sections) + sum(map(_lines_of, table)) + OF_SECTIONS > room:
        table = label_table(_title(regions), options.labelled, page, regions, knowledge)
    counts = fitted(sections, inf if whole else room - sum(map(_lines_of, table)))
    facts = [(one.name, one.shown(count)) for one, count in zip(sections, counts, strict=True)]
    below = Facts([*others[:1], *facts[:3], *others[1:], *facts[3:]])
    blocks = [*head, *table, below, *thin]
    return [*blocks, legend(blocks, None, foot(options.in_rows)), edition_line(knowledge), _ways(page)]


def cared_for(options: Options) -> list[Part]:
    """Return the options before which the page tells what to check: the labelled ones, else those beyond a label."""
    return [*options.labelled, *options.symptoms] or options.beyond


def _title(regions: Sequence[str]) -> str:
    return f"Label {', '.join(region.upper() for region in regions)}"


# The case


def _class(page: CasePage, knowledge: Knowledge) -> list[Block]:
    answer = page.assessment
    cites = Cites(knowledge)
    facts: list[tuple[str, Cell]] = [("Case", case_in_words(page, knowledge))]
    if answer is None:
        known = class_in_words(page.classes)
        heading = Heading(f"{known}, as stated" if page.question.grade else known or "Class not known", 1)
    else:
        heading = head_of(answer, cites)
        facts.append(("Possible", ", ".join(map(candidate_name, answer.candidates))))
    mind = [f"{one.code}: {in_a_sentence(one)}{cites.of(one.sources)}" for one in page.contradictions]
    return [heading, Facts([*facts, ("Mind", mind)])]


def case_in_words(page: CasePage, knowledge: Knowledge) -> str:
    """Return what was given: "pancreas, Ki-67 12 %, SSTR-positive, later line, after lanreotide, US"."""
    asked, tumour = page.question, page.question.tumour
    syndrome = knowledge.of(Syndrome)[asked.syndrome] if asked.syndrome else None
    after = " and ".join(earlier_in_words(one, knowledge) for one in asked.after)
    told = [
        site_names([tumour.site], knowledge.of(Site)) if tumour.site else "site not given",
        f"Ki-67 {tumour.ki67.span.text} %" if tumour.ki67 else "",
        f"mitoses {tumour.mitoses.span.text} per 2 mm²" if tumour.mitoses else "",
        DIFFERENTIATED[tumour.differentiation],
        f"{tumour.cell_type} cell" if tumour.cell_type else "",
        f"necrosis {tumour.necrosis}" if tumour.necrosis != "unknown" else "",
        f"{tumour.size_mm.text} mm" if tumour.size_mm else "",
        f"stated {asked.grade}" if asked.grade else "",
        f"SSTR {asked.sstr}" if asked.sstr == "unknown" else f"SSTR-{asked.sstr}" if asked.sstr else "",
        asked.functional or "",
        name_in_short(syndrome) if syndrome else "",
        f"{asked.line} line" if asked.line else "",
        f"after {after}" if after else "",
        f"age {asked.age}" if asked.age is not None else "",
        f"clearance {asked.kidney:g} mL/min" if asked.kidney is not None else "",
        f"taking {', '.join(asked.taking)}" if asked.taking else "",
    ]
    return ", ".join(filter(None, told))


def _lines_of(block: Block) -> float:
    """Return how many lines a table or some facts take."""
    match block:
        case Table(columns, rows):
            groups = len({row.group for row in rows} - {""})
            width = WIDTHS[len(columns)]
            return RULED + groups + sum(_of_row([lines_of(cell) for cell in row.cells], width) for row in rows)
        case Facts(items):
            return sum(lines_taken(line.text) for _, cell in items for line in lines_of(cell))
        case Paragraph(text):
            return lines_taken(text)
        case _:
            return 1


def _of_row(cells: Sequence[Sequence[Line]], width: int) -> float:
    """Return the lines of a row: those of its longest cell, a line of it over two."""
    texts = [line.text for cell in cells for line in cell]
    heights = [
        sum(len(CITATION.sub("", part)) // width + 1 for line in cell for part in line.text.split("\n"))
        for cell in cells
    ]
    return max(heights) + sum(len(list(cited_in(text))) for text in texts) / SOURCES


# Guidelines, and use beyond a label


def ranked_advice(page: CasePage, knowledge: Knowledge) -> list[tuple[Recommendation, str]]:
    """Return what guidelines advise, each in short; what is for just this case first, then the newest."""
    newest = sorted(page.advice, key=lambda one: one.date, reverse=True)
    ranked = sorted(newest, key=lambda one: _remoteness(one, page, knowledge))
    # An overlay may have changed the long text alone.
    return [(one, one.text if one.origin else one.brief or one.text) for one in ranked]


def _advice(page: CasePage, knowledge: Knowledge) -> Section:
    ranked = ranked_advice(page, knowledge)
    lines = [f"{_guideline(one)}, {_setting(one)}: {told}{cited([one.sources], knowledge)}" for one, told in ranked]
    names = [_house(one) for one, _ in ranked]
    return Section("Guidelines", lines, names, least=2, weight=2, behind="; --full has them")


def _house(one: Recommendation) -> str:
    """Return whose advice it is without the year."""
    return YEAR.sub("", one.guideline.partition(" (")[0])


def _guideline(one: Recommendation) -> str:
    """Return whose advice it is, with its year."""
    name = one.guideline.partition(" (")[0]
    return name if one.date[:4] in name or name[-1:].isdigit() else f"{name} {one.date[:4]}"


def _setting(one: Recommendation) -> str:
    """Return the setting without the tumour where it is that of the page: "later line"."""
    _, comma, rest = one.setting.partition(", ")
    return rest if comma else uncapitalised(one.setting)


def _remoteness(one: Recommendation, page: CasePage, knowledge: Knowledge) -> tuple[int, int]:
    """Return a number that sorts what is for just this case before what is for a wider or another one.

    A size without a line is a question of resection, a line one of drugs.
    """
    asked = page.question
    stated = ((one.line, asked.line), (one.sstr, asked.sstr), (one.functional, asked.functional))
    silent = sum(value == "any" and sought is not None for value, sought in stated)
    unasked = sum(value != "any" and sought is None for value, sought in stated)
    syndromes = [name for name, record in knowledge.of(Syndrome).items() if _is_in(one, record)]
    another = bool(syndromes) and asked.syndrome not in syndromes
    kinds = {knowledge.of(Therapy)[name].kind == "procedure" for name in one.therapies}
    local, size_alone = kinds == {True}, asked.tumour.size_mm is not None and asked.line is None
    elsewhere = not kinds or local != size_alone
    sites = {organ for site in one.sites for organ in covered_by(site, knowledge.of(Site))}
    reported = all(by_report(knowledge.of(Source)[name]) for name in one.sources)
    wide = sum(len(sites) > most for most in BREADTHS) + (len(one.grades) != 1)
    return silent + 2 * (unasked + elsewhere) + 3 * another + reported + wide, len(sites)


def _is_in(one: Recommendation, syndrome: Syndrome) -> bool:
    """Tell whether a statement is about a syndrome: its setting names it."""
    return any(key(name) in key(one.setting) for name in names_of(syndrome) if len(name) > len("MEN1"))


def _in_lines(
    name: str, parts: Sequence[Part], page: CasePage, regions: Sequence[str], knowledge: Knowledge
) -> Section:
    ranked = sorted(parts, key=lambda part: not part.match.evidence)
    lines = [option_line(part, page, regions, knowledge) for part in ranked]
    names = [f"{MARK_OF_STANDING[part.standing]} {running(part)}" for part in ranked]
    return Section(name, lines, names)


# Trials, checks, medicines


def _trials(page: CasePage, knowledge: Knowledge) -> Section:
    lines = [f"{trial_name(one).text} {open_in_a_line(one, knowledge)}" for one in page.trials]
    names = [trial_name(one).text for one in page.trials]
    return Section("Trials", lines or ["none on record for just this"], names)


# What is not known, what comes after


def _unknown(page: CasePage, rulebook: Rulebook, knowledge: Knowledge) -> Section:
    lines = []
    for one in page.unknown:
        if one.field == "class" and len(page.classes) != 1:
            lines.append(f"{_way(one.field, page, rulebook)}: the class; what hangs on it stands under 'if'")
            continue
        changes = [_changed(change, knowledge) for change in one.changes if change.without or change.adds]
        lines.append(f"{_way(one.field, page, rulebook)}: {'; '.join(changes)}")
    ways = [_way(one.field, page, rulebook) for one in page.unknown]
    return Section("Unknown", lines, ways, least=len(lines), weight=3, behind=" would change the options")


def _changed(change: Change, knowledge: Knowledge) -> str:
    if len(change.without) + len(change.adds) > MOST_CHANGES:
        return f"{change.value} is another page"
    therapies = knowledge.of(Therapy)
    parts = [
        f"{word} {_some([uncapitalised(name_in_short(therapies[name])) for name in found])}"
        for word, found in (("without", change.without), ("with", change.adds))
        if found
    ]
    return f"{change.value} {', '.join(parts)}"


def _way(field: str, page: CasePage, rulebook: Rulebook) -> str:
    if field != "class":
        return f"--{field}"
    answer = page.assessment
    options = surer(page.question.tumour, answer, rulebook.schemes[answer.scheme]) if answer else ["--ki67"]
    return " ".join(option.partition(" ")[0] for option in options) or "class"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else shown


def _follow_up(page: CasePage) -> Section:
    lines = {f"{name_of(one)}, {one.kind.replace('-', ' ')}: {in_a_line(one)}": name_of(one) for one in follow_up(page)}
    ranked = sorted(lines, key=lambda line: lines_taken(line) > LONG)
    return Section("After", ranked, [lines[one] for one in ranked], weight=2)


def follow_up(page: CasePage) -> list[Schedule]:
    """Return the schedules for after the decision: not the work-up, nor a drug's own; screening in its syndrome."""
    kinds = ["on-treatment"] if page.question.line else ["after-resection", "untreated", "on-treatment"]
    kinds += ["heart"] if page.question.functional == "functioning" else []
    told = [one for one in page.schedules if one.asks == "steps" and not (one.therapies or one.replaced_by)]
    screening = [one for one in told if one.kind == "surveillance" and page.question.syndrome in one.syndromes]
    return [*screening, *(one for one in told if one.kind in kinds and not one.syndromes)]


# The foot


def edition_line(knowledge: Knowledge) -> Paragraph:
    """Return what a sheet must say that is read away from the tool: which edition, and that nothing is preferred."""
    edition = knowledge.edition
    return Paragraph(
        f"netcli {edition.version}, reviewed {edition.reviewed}. Options side by side, none preferred.", "quiet"
    )


def _ways(page: CasePage) -> Ways:
    return Ways([("--full", "all of it"), (f"netcli therapies{filters(page)}", "options")])


def filters(page: CasePage) -> str:
    """Return the filters of the page as options of `therapies`."""
    asked = situation_of(page)
    values = {name: getattr(asked, name) for name in ("site", "grade", "sstr", "functional", "line", "region")}
    return "".join(f" --{name} {quote(value)}" for name, value in values.items() if value)
