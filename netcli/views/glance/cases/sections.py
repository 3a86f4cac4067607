"""The parts of a case's page that are lines: use beyond a label, trials, the syndrome, what is unknown, follow-up."""

from collections.abc import Sequence

from netcli.cases.options import was_given
from netcli.cases.page import CasePage
from netcli.cases.unknown import Change
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Schedule, Syndrome, Therapy
from netcli.output.blocks import MARK_OF_STANDING
from netcli.views.glance.cases.options import GIVEN, condition, in_brackets, option_line, running
from netcli.views.glance.cases.room import Section, lines_taken
from netcli.views.glance.grade import surer
from netcli.views.glance.schedule import in_a_line, name_of
from netcli.views.glance.therapy_parts import Part
from netcli.views.glance.trial_rows import name_of as trial_name
from netcli.views.glance.trial_rows import open_in_a_line
from netcli.views.short import name_in_short, uncapitalised
from netcli.views.standing import MARK_ORDER

MOST_NAMES = 4
MOST_CHANGES = 12  # therapies; where more change it is another page
LONG = 4  # lines of a schedule that comes after shorter ones
NONE = "none on record for just this"


def in_lines(name: str, parts: Sequence[Part], page: CasePage, regions: Sequence[str], knowledge: Knowledge) -> Section:
    """Return options as lines, what guidelines name first, then what has a result."""
    ranked = sorted(parts, key=lambda part: (MARK_ORDER.index(part.standing), not part.match.evidence))
    lines = [option_line(part, page, regions, knowledge) for part in ranked]
    given = [GIVEN if was_given(part.match.therapy.id, page.question, knowledge) else "" for part in ranked]
    names = [
        f"{MARK_OF_STANDING[part.standing]}\u00a0{running(part)}"
        + in_brackets(", ".join(filter(None, (condition(part, page, regions), before))))
        for part, before in zip(ranked, given, strict=True)
    ]
    lines = [f"{line}; {before}" if before else line for line, before in zip(lines, given, strict=True)]
    return Section(name, lines, names, weight=2)


def trials(page: CasePage, knowledge: Knowledge) -> Section:
    """Return the open trials."""
    lines = [f"{trial_name(one).text} {open_in_a_line(one, knowledge)}" for one in page.trials]
    names = [trial_name(one).text for one in page.trials]
    return Section("Open trials", lines or [NONE], names or [NONE])


def trials_counted(page: CasePage) -> Section:
    """Return how many open trials there are, for a case so wide that their names have no room."""
    return Section("Open trials", [f"{len(page.trials)} on record: --full names them"])


def syndrome(page: CasePage, knowledge: Knowledge) -> Section:
    """Return what is on record of the treatment of the syndrome itself, what warns first."""
    if page.question.syndrome is None:
        return Section("", [])
    one = knowledge.of(Syndrome)[page.question.syndrome]
    lines = sorted(one.management, key=lambda text: not any(word in text for word in ("worsen", "emergency", "crisis")))
    more = f"netcli show {one.id}"
    return Section("Syndrome", lines, [more] * len(lines), weight=4)


def unknown(page: CasePage, rulebook: Rulebook, knowledge: Knowledge) -> Section:
    """Return what is not known, by the option that makes it known, and what it would change."""
    lines, ways = [], []
    for one in page.unknown:
        ways.append(_way(one.field, page, rulebook))
        if one.field == "class" and len(page.classes) != 1:
            lines.append(f"{ways[-1]}: the class; what hangs on it stands under 'if'")
        else:
            changes = [_changed(change, knowledge) for change in one.changes if change.without or change.adds]
            lines.append(f"{ways[-1]}: {'; '.join(changes)}")
    return Section("Not known", lines, ways, least=len(lines), weight=3, behind=" would change the options")


def _changed(change: Change, knowledge: Knowledge) -> str:
    if len(change.without) + len(change.adds) > MOST_CHANGES:
        return f"if {change.value}, most options change"
    therapies = knowledge.of(Therapy)
    parts = [
        f"{word} {_some([uncapitalised(name_in_short(therapies[name])) for name in found])}"
        for word, found in (("not", change.without), ("also", change.adds))
        if found
    ]
    return f"if {change.value}, {', '.join(parts)}"


def _way(field: str, page: CasePage, rulebook: Rulebook) -> str:
    if field != "class":
        return f"--{field}"
    answer = page.assessment
    options = surer(page.question.tumour, answer, rulebook.schemes[answer.scheme]) if answer else ["--ki67"]
    return " ".join(option.partition(" ")[0] for option in options) or "class"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else shown


def follow_up(page: CasePage) -> Section:
    """Return the schedules for afterwards, long ones last."""
    lines = {f"{name_of(one)}, {one.kind.replace('-', ' ')}: {in_a_line(one)}": name_of(one) for one in schedules(page)}
    ranked = sorted(lines, key=lambda line: lines_taken(line) > LONG)
    return Section("Follow-up", ranked or [NONE], [lines[one] for one in ranked] or [NONE], weight=2)


def schedules(page: CasePage) -> list[Schedule]:
    """Return the schedules for after the decision: not the work-up, nor a drug's own; screening in its syndrome."""
    kinds = ["on-treatment"] if page.question.line else ["after-resection", "untreated", "on-treatment"]
    kinds += ["heart"] if page.question.functional == "functioning" else []
    told = [one for one in page.schedules if one.asks == "steps" and not (one.therapies or one.replaced_by)]
    screening = [one for one in told if one.kind == "surveillance" and page.question.syndrome in one.syndromes]
    return [*screening, *(one for one in told if one.kind in kinds and not one.syndromes)]
