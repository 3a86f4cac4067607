"""What two editions differ in: every change in a line, by what a reader cares about and by record."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from netcli.knowledge.editions.differences import GROUPS, Change, Group, Kind
from netcli.knowledge.editions.wording import changes_in_words, field_in_words, record_in_words, title_of
from netcli.knowledge.files.editions import EditionHeld
from netcli.output.blocks import Block, Bullets, Facts, Heading, Line, Paragraph

TITLES: Mapping[Group, str] = {
    "labels": "Labels", "uses": "Use without a label", "safety": "Safety", "results": "Results and figures",
    "statuses": "Trials and their status", "advice": "Advice and schedules", "codes": "Grading and codes",
    "news": "News", "texts": "Texts and the rest", "sources": "Sources", "edition": "The edition itself",
}  # fmt: skip
KINDS: tuple[Kind, ...] = ("added", "changed", "gone")
Counts = dict[Group, dict[Kind, int]]


class Compared(Struct, frozen=True):
    """Two editions, and what they differ in."""

    was: EditionHeld
    now: EditionHeld
    changes: Sequence[Change]

    @property
    def counts(self) -> Counts:
        """How many changes of each kind a group has, of the groups that have some."""
        found: Counts = {}
        for change in self.changes:
            kinds: dict[Kind, int] = dict.fromkeys(KINDS, 0)
            found.setdefault(change.group, kinds)[change.kind] += 1
        return {group: found[group] for group in GROUPS if group in found}

    @property
    def notes(self) -> list[str]:
        """What must be said with the answer: what is not compared, and that the older one was given last."""
        unknown = dict.fromkeys([*self.was.unknown, *self.now.unknown])
        told = [f"not compared, being unknown here: {', '.join(unknown)}"] if unknown else []
        if self.was.reviewed > self.now.reviewed:
            told.append(f"{self.was.title}, is the newer of the two; what is new here went the other way")
        return told

    def of(self, group: Group) -> list[Change]:
        """Return the changes of a group."""
        return [change for change in self.changes if change.group == group]

    def called(self, change: Change) -> str:
        """Return the name of the record that a change is of, the present one where it has one."""
        held = (edition.records.get(change.collection, {}).get(change.id) for edition in (self.now, self.was))
        return title_of(next((record for record in held if record is not None), None), change.id)


def diff_full(compared: Compared) -> list[Block]:
    """Return every change, a line each."""
    blocks = diff_head(compared)
    for group in compared.counts:
        blocks += [Heading(TITLES[group], 2), *_came_and_went(compared, group), *_changed(compared, group)]
    return blocks


def diff_head(compared: Compared) -> list[Block]:
    """Return what is compared and how many changes there are; where there is none, just that."""
    was, now = compared.was, compared.now
    if not compared.changes:
        return [Paragraph(f"No difference: {was.title}, and {now.title}, hold the same.")]
    return [
        Heading(f"From edition {was.version} to {now.version}"),
        Paragraph(f"{was.title} ({was.place}); {now.title} ({now.place})", "quiet"),
        Facts([(TITLES[group], _counted(kinds)) for group, kinds in compared.counts.items()]),
    ]


def _counted(kinds: Mapping[Kind, int]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number)


def _came_and_went(compared: Compared, group: Group) -> Iterable[Block]:
    whole = [change for change in compared.of(group) if not change.path]
    for (collection, kind), found in groupby(whole, key=lambda change: (change.collection, change.kind)):
        items = [came_or_went(compared, one) for one in found]
        yield Bullets(items, f"{'New' if kind == 'added' else 'Gone'}, {collection.replace('_', ' ')}")


def came_or_went(compared: Compared, change: Change) -> Line:
    """Return a record that came or went."""
    word = "new" if change.kind == "added" else "gone"
    said = record_in_words(change.now or change.was, change.id)
    return Line(f"{word}: {said}" if said else word, compared.called(change), "strong")


def _changed(compared: Compared, group: Group) -> Iterable[Block]:
    parts = [change for change in compared.of(group) if change.path]
    for _, found in groupby(parts, key=lambda change: (change.collection, change.id)):
        changes = list(found)
        yield Bullets([Line(told) for told in lines_of_fields(changes)], compared.called(changes[0]))


def lines_of_fields(changes: Sequence[Change]) -> list[str]:
    """Return a line for each field of a record that changes are of."""
    fields = groupby(changes, key=lambda change: change.path)
    return [_line(list(found)) for _, found in fields]


def _line(changes: Sequence[Change]) -> str:
    return f"{field_in_words(changes[0])}: {changes_in_words(changes)}"
