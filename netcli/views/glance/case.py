"""One page for one case: class, labels, guidelines, use beyond a label, trials, checks, what is unknown, follow-up."""

from collections.abc import Sequence
from math import inf
from shlex import quote

from netcli.cases.page import CasePage
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.citations import CITATION, cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.output.blocks import Block, Cell, Facts, Heading, Line, Paragraph, Table, Ways, lines_of
from netcli.views.full.grade import candidate_name
from netcli.views.glance.cases.advice import advice
from netcli.views.glance.cases.checks import checks, taking, taking_counted
from netcli.views.glance.cases.options import (
    class_in_words,
    label_table,
    named_options,
    option_table,
    options_of,
    remarks_in_words,
    situation_of,
)
from netcli.views.glance.cases.room import LINES, SOURCES, fitted, lines_taken, named_alone
from netcli.views.glance.cases.sections import follow_up, in_lines, syndrome, trials, trials_counted, unknown
from netcli.views.glance.cases.words import case_in_words
from netcli.views.glance.grade import Cites, head_of, in_a_sentence
from netcli.views.glance.therapy_parts import foot
from netcli.views.lines import thin_records
from netcli.views.short import legend

FRAME = 9  # lines of legend, the way on, the ends of the foot
RULED = 2  # lines over a table
OF_SECTIONS = 8  # lines of sections beside a table with results
LONGEST_WAY = 88  # characters of a command that stands in a line
WIDTHS = {2: 78, 3: 36}  # characters of a column of a table, by the number of its columns


def case_glance(
    page: CasePage, regions: Sequence[str], rulebook: Rulebook, knowledge: Knowledge, *, whole: bool = False
) -> list[Block]:
    """Return the page in the order of a tumour board; `whole` names nothing that has words of its own."""
    options = options_of(page, regions, knowledge)
    head = _class(page, knowledge)
    where = ", ".join(region.upper() for region in regions)
    table = option_table(f"Label {where}", options.labelled, page, regions, knowledge)
    above = [
        advice(page, knowledge),
        in_lines("Off-label", options.beyond, page, regions, knowledge),
        in_lines("Symptoms", options.symptoms, page, regions, knowledge),
        syndrome(page, knowledge),
    ]
    below = [
        trials(page, knowledge),
        checks(options.in_rows if whole else options.cared_for, knowledge),
        taking(page, whole=whole),
        unknown(page, rulebook, knowledge),
        follow_up(page),
    ]
    first: list[tuple[str, Cell]] = [] if table else [(f"Label {where}", "none on record for just this")]
    first += [("Mark", remarks_in_words(options.labelled, page, knowledge))]
    thin = thin_records(regions, knowledge)
    sections = [*above, *below]
    between = named_options(options, page, regions)
    room = LINES - FRAME - sum(map(_lines_of, (*head, Facts(first), *thin)))
    wanted = named_alone(sections) + OF_SECTIONS + 2 * len(page.question.taking)
    if not whole and sum(map(_lines_of, (*table, Facts(between)))) + wanted > room:
        table = label_table(f"Label {where}", options.labelled, page, regions, knowledge)
    if not whole and sum(map(_lines_of, (*table, Facts(between)))) + named_alone(sections) > room:
        between = named_options(options, page, regions, by_condition=False)
        sections = [one.bare() for one in sections]
    if not whole and sum(map(_lines_of, (*table, Facts(between)))) + named_alone(sections) > room:
        sections[len(above)] = trials_counted(page)
        sections[len(above) + 2] = taking_counted(page)
    room -= sum(map(_lines_of, (*table, Facts(between))))
    counts = fitted(sections, inf if whole else room)
    shown = [(one.name, one.shown(count)) for one, count in zip(sections, counts, strict=True)]
    facts = Facts([*first, *shown[: len(above)], *between, *shown[len(above) :]])
    blocks = [*head, *table, facts, *thin]
    return [*blocks, legend(blocks, None, foot(options.in_rows)), edition_line(knowledge), _ways(page)]


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


def edition_line(knowledge: Knowledge) -> Paragraph:
    """Return what a sheet must say that is read away from the tool: which edition, and that nothing is preferred."""
    edition = knowledge.edition
    return Paragraph(
        f"netcli {edition.version}, reviewed {edition.reviewed}. Options side by side, none preferred.", "quiet"
    )


def _ways(page: CasePage) -> Ways:
    """Return the way on; of several classes no one command has the same options."""
    command = f"netcli therapies{filters(page)}"
    same = [] if len(page.classes) > 1 or len(command) > LONGEST_WAY else [(command, "its options")]
    return Ways([("--full", "all in words"), ("--plain-language", "for the talk"), *same])


def filters(page: CasePage) -> str:
    """Return the filters of the page as options of `therapies`."""
    asked = situation_of(page)
    values = {name: getattr(asked, name) for name in ("site", "grade", "sstr", "functional", "line", "region")}
    return "".join(f" --{name} {quote(value)}" for name, value in values.items() if value)
