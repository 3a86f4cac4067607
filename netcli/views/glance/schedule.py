"""Schedules on one screen: what there is; or guidelines side by side, the steps that matter most of each."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.citations import cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Schedule, Site, Step, Syndrome, Therapy
from netcli.knowledge.schedules import KINDS, ScheduleQuestion, fitting_schedules, syndromes_on_record
from netcli.knowledge.sites import covered_by
from netcli.knowledge.wording import ages, citation, how_long, how_often, marked, unconfirmed
from netcli.output.blocks import Block, Bullets, Column, Line, Row, Table, Ways
from netcli.views.full.schedule import KIND_NAMES, interval_of, schedule_card, whose
from netcli.views.glance.cards.room import lines_of_texts
from netcli.views.lines import local_line
from netcli.views.short import most_telling, name_in_short, sites_in_short, uncapitalised, with_units

ROOM = 27  # lines of a screen for steps and the names of their kinds
WIDTH = 74  # characters that a step has in a line of it
FIRST_GROWS = ("after-resection", "untreated", "on-treatment", "heart", "surveillance", "work-up")
UNITS = re.compile(r"(?<=\d )(mo|y)(?:nth|ear)s\b")  # in a row; those who hear it hear the whole word


class ShortSchedule(Struct, frozen=True, omit_defaults=True):
    """A schedule in a row: whose, for whom, and what it asks for in short; `more` counts the steps left out."""

    id: str
    kind: str
    guideline: str
    date: str
    situation: str
    asks: str
    says: list[str]
    replaced: bool = False
    more: int = 0
    sources: list[str] = []


def schedule_rows(schedules: Sequence[Schedule], knowledge: Knowledge) -> list[ShortSchedule]:
    """Return the schedules as rows."""
    return [_short(one, _headlines(one), knowledge) for one in schedules]


def schedule_glance(schedules: Sequence[Schedule], asked: ScheduleQuestion, knowledge: Knowledge) -> list[Block]:
    """Return one screen: an overview without a question, a syndrome age by age, else a row a guideline."""
    if asked == ScheduleQuestion():
        return _overview(schedules, knowledge)
    if asked.schedule:
        return schedule_card(schedules[0], knowledge)
    if asked.syndrome and any(one.kind == "surveillance" for one in schedules):
        return _by_age(schedules, asked)
    every_syndrome = asked.kind == "surveillance" and not asked.site and not asked.syndrome
    side_by_side = [] if every_syndrome else _side_by_side(schedules, asked, knowledge)
    return side_by_side or _overview(schedules, knowledge)


def there_is(asked: ScheduleQuestion, knowledge: Knowledge) -> str:
    """Return in a sentence what there is instead: without the grade, else on which drugs or syndromes, else in all."""
    if asked.grade and (wider := fitting_schedules(knowledge, replace(asked, grade=None))):
        return f"on record without the grade: {', '.join(dict.fromkeys(one.kind for one in wider))}"
    every = fitting_schedules(knowledge, ScheduleQuestion())
    if asked.therapies:
        names = [name for name in knowledge.of(Therapy) if any(name in one.therapies for one in every)]
    elif asked.syndrome:
        names = [name for name in knowledge.of(Syndrome) if any(name in one.syndromes for one in every)]
    else:
        names = list(dict.fromkeys(one.kind for one in every))
    return f"on record: {', '.join(names)}; 'netcli schedule' shows for what"


def _overview(schedules: Sequence[Schedule], knowledge: Knowledge) -> list[Block]:
    """Return what there is: a row a kind, in the hereditary syndromes a row a syndrome."""
    groups = [(KIND_NAMES[kind], [one for one in schedules if one.kind == kind]) for kind in KINDS[:-1]]
    for name in syndromes_on_record(schedules, knowledge):
        screened = [one for one in schedules if one.kind == "surveillance" and name in one.syndromes]
        groups.append((f"Screening: {name_in_short(knowledge.of(Syndrome)[name])}", screened))
    rows = [
        Row([Line(name, tone="strong"), Line(_concerned(group, knowledge)), Line(_guidelines(group))])
        for name, group in groups
        if group
    ]
    columns = [Column("Schedules", most=26), Column("for", 4, least=20), Column("guidelines", 5, least=24)]
    ways = [
        ("netcli schedule MEN1", "screening by age"),
        ("netcli schedule after resection", "one kind"),
        ("netcli schedule --site midgut --grade G1", "one tumour"),
        ("--full", f"all {len(schedules)}"),
    ]
    return [Table(columns, rows), Ways(ways)]


def _concerned(group: Sequence[Schedule], knowledge: Knowledge) -> str:
    """Return the sites of some schedules, in the order of the tree."""
    named = {site for one in group for site in one.sites}
    return sites_in_short([site for site in knowledge.of(Site) if site in named], knowledge)


def _guidelines(group: Sequence[Schedule]) -> str:
    """Return whose they are, each once, and how many others there are of which no wording is on record."""
    told = list(dict.fromkeys(name_of(one) for one in group if one.asks != "not-on-record" and not one.replaced_by))
    others = len({one.guideline for one in group if one.asks == "not-on-record"})
    return "; ".join([*told, f"{others} not on record"] if others else told)


def _side_by_side(schedules: Sequence[Schedule], asked: ScheduleQuestion, knowledge: Knowledge) -> list[Block]:
    """Return a row a guideline by kind, then what is not on record; nothing where that is more than a screen."""
    apart = syndromes_on_record(schedules, knowledge) if asked.kind is None else []
    shown = [one for one in schedules if not _stands_apart(one, asked)]
    told = [one for one in shown if one.asks != "not-on-record"]
    whole = {one.id: _says_of_all(one, asked, knowledge) for one in told}
    texts = {name: [line.text for line in lines] for name, lines in whole.items()}
    said = _what_fits(told, texts, len({_group(one, knowledge) for one in told}))
    if len(said) < len(told):
        return []
    rows = []
    for (group, _), members in groupby(told, key=lambda one: (_group(one, knowledge), name_of(one))):
        several = list(members)
        named = _named(several, knowledge)
        lines = [line for one in several for line in whole[one.id][: said[one.id]]]
        rows.append(Row([named, lines], _about(several, knowledge), group=group))
    columns = [Column("Guideline", most=25), Column("", 1, least=30)]
    lacking = [one for one in shown if one.asks == "not-on-record"]
    left = sum(len(one.steps) - min(said[one.id], len(one.steps)) for one in told)
    return [
        *([Table(columns, rows)] if rows else []),
        *([Bullets([_lacking(one, knowledge) for one in lacking], "Not on record here")] if lacking else []),
        Ways(
            [
                *_screening(apart, knowledge),
                *_drugs(schedules, shown, knowledge),
                ("--full", f"{left} more steps, notes" if left else "notes"),
            ]
        ),
    ]


def _stands_apart(one: Schedule, asked: ScheduleQuestion) -> bool:
    """Tell whether a schedule is for a syndrome or a drug, which have screens of their own, unless asked for."""
    if asked.kind or asked.syndrome or asked.therapies:
        return False
    return bool(one.therapies) or one.kind == "surveillance" or (one.kind == "untreated" and bool(one.syndromes))


def _drugs(schedules: Sequence[Schedule], shown: Sequence[Schedule], knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the ways to what labels ask for on a drug, where a screen leaves them out."""
    left = dict.fromkeys(name for one in schedules if one not in shown for name in one.therapies)
    names = [uncapitalised(knowledge.of(Therapy)[name].name) for name in left]
    if not names:
        return []
    others = f"; also {', '.join(names[1:])}" if names[1:] else ""
    return [(f"netcli schedule {next(iter(left))}", f"on the drug{others}")]


def _what_fits(schedules: Sequence[Schedule], texts: Mapping[str, Sequence[str]], groups: int) -> dict[str, int]:
    """Return how many lines each schedule shows: one, and in turn another where there is room; none without room.

    In turn, so that a second line, such as that of a Ki-67 above the limit of the first, comes before another's third.
    """
    shown = {one.id: 1 for one in schedules}
    room = ROOM - groups - lines_of_texts([texts[name][0] for name in shown], WIDTH)
    if room < 0:
        return {}
    for kind in FIRST_GROWS:
        growing = [one for one in schedules if one.kind == kind]
        while growing := [one for one in growing if shown[one.id] < len(texts[one.id])]:
            for one in list(growing):
                taken = lines_of_texts([texts[one.id][shown[one.id]]], WIDTH)
                if taken > room:
                    growing.remove(one)
                else:
                    shown[one.id], room = shown[one.id] + 1, room - taken
    return shown


def _screening(syndromes: Sequence[str], knowledge: Knowledge) -> list[tuple[str, str]]:
    names = [name_in_short(knowledge.of(Syndrome)[name]) for name in syndromes]
    if not names:
        return []
    others = f"; also {', '.join(names[1:])}" if names[1:] else ""
    return [(f"netcli schedule {names[0]}", f"screening{others}")]


def _by_age(schedules: Sequence[Schedule], asked: ScheduleQuestion) -> list[Block]:
    """Return every step of the screening for a syndrome with its age, by guideline, then what else is told."""
    screening = [one for one in schedules if one.kind == "surveillance" and not one.replaced_by]
    rows = [
        Row(
            [Line(_what(step)), step.target, ages(step), Line(_in_short(_time(step)))],
            group=f"{whose(one)}: {one.situation}{citation(_sources(one, one.steps))}",
        )
        for one in screening
        for step in one.steps
    ]
    columns = [Column("Test", 3), Column("looks for", most=24), Column("age", most=9), Column("how often", 2, least=16)]
    others = [Line(_in_short(in_a_line(one)), whose(one)) for one in schedules if one.kind != "surveillance"]
    said = [Line(one.text + unconfirmed(one.confirmed), whose(one)) for one in screening if one.text]
    replaced = ", ".join(name_of(one) for one in schedules if one.replaced_by)
    more = f"with notes; also {replaced}, replaced" if replaced else "with notes"
    ways = Ways([(f"netcli show {asked.syndrome}", "the syndrome"), ("--full", more)])
    return [
        *([Table(columns, rows)] if rows else []),
        *([Bullets([*said, *others], "Beyond")] if said or others else []),
        ways,
    ]


def in_a_line(one: Schedule) -> str:
    """Return a schedule as a sentence."""
    told = "; ".join(uncapitalised(_told(step)) for step in _headlines(one)) or one.text
    return f"{one.situation}: {told}{citation(_sources(one, one.steps)) if one.steps else ''}"


def _short(one: Schedule, steps: Sequence[Step], knowledge: Knowledge) -> ShortSchedule:
    return ShortSchedule(
        one.id,
        one.kind,
        marked(one.guideline, one),
        one.date,
        one.situation,
        one.asks,
        [_in_short(_told(step)) for step in steps] or [_in_a_word(one)],
        bool(one.replaced_by),
        len(one.steps) - len(steps),
        most_telling([_sources(one, steps)], knowledge),
    )


def _headlines(one: Schedule) -> list[Step]:
    return [step for step in one.steps if step.headline] or one.steps[:1]


def _in_a_word(one: Schedule) -> str:
    return "no follow-up" if one.asks == "nothing" else "not on record here"


def name_of(one: Schedule) -> str:
    """Return a guideline for a row with its year, without what it is on; a label has no year."""
    name = one.guideline.partition(" (")[0]
    return name if one.therapies or re.search(r"\d{4}", name) else f"{name} {one.date[:4]}"


def _named(several: Sequence[Schedule], knowledge: Knowledge) -> list[Line]:
    """Return whose a row is, with its most telling sources."""
    told = most_telling([_sources(one, _headlines(one)) for one in several], knowledge)
    replaced = ", replaced" if all(one.replaced_by for one in several) else ""
    marks = dict.fromkeys(line for one in several for line in local_line(one))
    return [Line(name_of(several[0]) + replaced + citation(told), tone="strong"), *marks]


def _says_of_all(one: Schedule, asked: ScheduleQuestion, knowledge: Knowledge) -> list[Line]:
    """Return what a row says of a schedule: a line a step. For whom, unless that is all that was asked for."""
    whom = f"{one.situation}{unconfirmed(one.confirmed)}: "
    if one.asks == "nothing":
        return [Line(f"{whom}no follow-up", tone="good")]
    steps = _headlines(one)
    if asked.site and _covers(one, asked.site, knowledge) and all(step.who for step in steps):
        whom = ""
    first, *others = [with_units(_in_short(_told(step))) for step in steps]
    told = whom + uncapitalised(first) if whom else first
    return [Line(_begun(line)) for line in (told, *others)]


def _begun(line: str) -> str:
    """Return a line that begins with a capital letter, unless its first word is written as it is: pH."""
    return line[:1].upper() + line[1:] if line[1:2].islower() else line


def _covers(one: Schedule, site: str, knowledge: Knowledge) -> bool:
    """Tell whether a schedule is for the whole of a site."""
    return any(site in covered_by(stated, knowledge.of(Site)) for stated in one.sites)


def _lacking(one: Schedule, knowledge: Knowledge) -> Line:
    """Return whose schedule is not on record, and on what."""
    told = citation(most_telling([_sources(one, [])], knowledge))
    return Line(f"{one.situation}, {KIND_NAMES[one.kind].lower()}{told}", one.guideline)


def _told(step: Step) -> str:
    """Return a step in a line: "G1-G2: CT or MRI every 6 months, lifelong"."""
    age = f"age {ages(step)}" if ages(step) else ""
    often = " ".join(filter(None, (step.what, how_often(step))))
    told = ", ".join(filter(None, (often, step.when, age, how_long(step))))
    return f"{step.who}: {uncapitalised(told)}" if step.who else told


def _what(step: Step) -> str:
    return f"{step.what} ({step.who})" if step.who else step.what


def _time(step: Step) -> str:
    return ", ".join(filter(None, (interval_of(step), how_long(step))))


def _in_short(text: str) -> str:
    return UNITS.sub(r"\1", text)


def _group(one: Schedule, knowledge: Knowledge) -> str:
    """Return what rows stand under: their kind, or the syndrome that is screened for."""
    if one.kind != "surveillance":
        return KIND_NAMES[one.kind]
    return " and ".join(name_in_short(knowledge.of(Syndrome)[name]) for name in one.syndromes)


def _sources(one: Schedule, steps: Sequence[Step]) -> list[str]:
    """Return the sources of what is said, those of the text where there is no step."""
    found = [name for step in steps for name in step.sources]
    return list(dict.fromkeys(found or list(cited_in(one.text)) or one.sources))


def _about(several: Sequence[Schedule], knowledge: Knowledge) -> Callable[[], list[Block]]:
    return lambda: [block for one in several for block in schedule_card(one, knowledge, level=2)]
