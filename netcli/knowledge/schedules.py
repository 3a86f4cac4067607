"""Which schedules answer a question: by kind, syndrome, site, therapy and grade, in the words that people type."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Schedule, Site, Source, Syndrome, Therapy
from netcli.knowledge.names import (
    Reading,
    key,
    label_of,
    names_of,
    out_of_scope,
    quoted,
    resolve_record,
    resolve_site,
    resolve_word,
    unknown,
)
from netcli.knowledge.sites import Area, area
from netcli.knowledge.situation import grade_fits
from netcli.knowledge.typed import GRADE, SITE, read_classes, read_question
from netcli.knowledge.vocabulary import GRADES, SCHEDULE_KINDS, GradeOrNec, ScheduleKind

KINDS: tuple[ScheduleKind, ...] = tuple(SCHEDULE_KINDS.words)  # in the order in which they are shown


class TypedScheduleQuestion(TypedDict, total=False):
    """What is asked beside a name, as people type it."""

    site: Annotated[str | None, SITE]
    grade: Annotated[str | None, GRADE]


class ScheduleQuestion(Struct, frozen=True):
    """The question: every field that is set narrows the answer."""

    schedule: str | None = None
    kind: ScheduleKind | None = None
    syndrome: str | None = None
    site: str | None = None
    therapies: tuple[str, ...] = ()
    grade: GradeOrNec | None = None


def read_schedule_question(
    name: str, typed: TypedScheduleQuestion, knowledge: Knowledge
) -> tuple[ScheduleQuestion, list[str]]:
    """Return what a name and the options ask for, and a note on each value that was interpreted.

    A name may be two: "pancreas after resection". Raise UnknownValue.
    """
    values, notes = read_question(TypedScheduleQuestion, typed, knowledge)
    for field, reading in _named(name, knowledge) if name else ():
        if field in values:
            raise UnknownValue(f"the {field} is given twice: {quoted(name)} and --{field}", "give it once")
        values[field] = reading.id
        notes += [reading.note] if reading.note else []
    return ScheduleQuestion(**values), notes


def fitting_schedules(knowledge: Knowledge, asked: ScheduleQuestion) -> list[Schedule]:
    """Return the schedules that fit, each with the steps that do: by kind, the newest of a kind first."""
    where = area(asked.site, knowledge.of(Site))
    found = [
        replace(one, steps=[step for step in one.steps if grade_fits(asked.grade, step.differentiation, step.grades)])
        for one in knowledge.of(Schedule).values()
        if _fits(one, asked, where)
    ]
    newest = sorted(found, key=lambda one: one.date, reverse=True)
    return sorted((one for one in newest if one.steps or one.asks != "steps"), key=lambda one: _order(one, knowledge))


def syndromes_on_record(schedules: Sequence[Schedule], knowledge: Knowledge) -> list[str]:
    """Return the hereditary syndromes of which some schedules tell, in the order of the files."""
    told = {name for one in schedules if one.kind == "surveillance" for name in one.syndromes}
    return [name for name in knowledge.of(Syndrome) if name in told]


def _order(one: Schedule, knowledge: Knowledge) -> tuple[int, int, bool, bool, bool]:
    """Put kinds in their order, screening by syndrome, what is in force and on record before the rest, reports last."""
    told = [knowledge.of(Source)[name] for step in one.steps for name in step.sources]
    return (
        KINDS.index(one.kind),
        list(knowledge.of(Syndrome)).index(one.syndromes[0]) if one.kind == "surveillance" else 0,
        bool(one.replaced_by),
        one.asks == "not-on-record",
        bool(told) and all(source.secondary for source in told),
    )


def _fits(one: Schedule, asked: ScheduleQuestion, where: Area) -> bool:
    return (
        asked.schedule in (None, one.id)
        and asked.kind in (None, one.kind)
        and (asked.syndrome is None or asked.syndrome in one.syndromes)
        and (not asked.therapies or not set(asked.therapies).isdisjoint(one.therapies))
        and where.concerns(one.sites)
        and grade_fits(asked.grade, one.differentiation, one.grades)
    )


def _named(name: str, knowledge: Knowledge) -> list[tuple[str, Reading[Any]]]:
    """Return what a name stands for: one thing, or where it is none two of different kinds. Raise UnknownValue."""
    words = name.split()
    for cut in range(len(words), 0, -1):
        parts = [part for part in (" ".join(words[:cut]), " ".join(words[cut:])) if part]
        found = [reading for part in parts if (reading := _read(part, knowledge))]
        if len(found) == len(parts) == len({field for field, _ in found}):
            return found
    if refused := out_of_scope(name, knowledge):
        raise refused
    error = unknown("name", name, _every_name(knowledge))
    raise UnknownValue(error.message, error.hint or "'netcli schedule' shows what there is")


def _read(name: str, knowledge: Knowledge) -> tuple[str, Reading[Any]] | None:
    """Return the field that a name fills, and with what; None for a name that there is not."""
    for field, read in _READERS.items():
        with suppress(UnknownValue):
            return field, read(name, knowledge)
    return None


def _grade(name: str, _: Knowledge) -> Reading[GradeOrNec]:
    """Return a grade; a bare number is none."""
    if not any(map(str.isalpha, name)):
        raise UnknownValue(f"unknown grade {quoted(name)}")
    return resolve_word(GRADES, name)


def _therapies(name: str, knowledge: Knowledge) -> Reading[tuple[str, ...]]:
    """Return one drug or the drugs of a class: "lutathera", "PRRT", "on PRRT"."""
    bare = re.sub(r"^(after|during|on) ", "", name)
    with suppress(UnknownValue):
        drug = resolve_record("therapy", bare, knowledge, Therapy)
        return Reading((drug.id,), drug.note)
    named = read_classes(bare, knowledge)
    return Reading(tuple(one.id for one in knowledge.of(Therapy).values() if one.class_ in named.id), named.note)


_READERS: dict[str, Callable[[str, Knowledge], Reading[Any]]] = {
    "schedule": lambda name, knowledge: resolve_record("schedule", name, knowledge, Schedule),
    "syndrome": lambda name, knowledge: resolve_record("syndrome", name, knowledge, Syndrome),
    "kind": lambda name, _: resolve_word(SCHEDULE_KINDS, name),
    "site": resolve_site,
    "therapies": _therapies,
    "grade": _grade,
}


def _every_name(knowledge: Knowledge) -> dict[str, str]:
    """Return every name that may be typed, with the thing that it names."""
    names = {word: kind for kind, synonyms in SCHEDULE_KINDS.words.items() for word in (kind, *synonyms)}
    return names | dict(_names_on_record(knowledge))


def _names_on_record(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for records in (knowledge.of(Syndrome), knowledge.of(Site), knowledge.of(Therapy)):
        for record in records.values():
            yield from ((name, key(label_of(record))) for name in names_of(record))
