"""What two editions differ in on one screen: how much of what, and which labels, results and statuses."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct

from netcli.knowledge.editions.differences import Change, Group
from netcli.output.blocks import Block, Bullets, Facts, Line, Ways
from netcli.views.full.knowledge_diff import TITLES, Compared, came_or_went, diff_head, lines_of_fields

TOLD: tuple[Group, ...] = ("labels", "results", "statuses")  # by record; of the rest the number
MOST_LINES = 10  # of a group; of more, the records are named
MOST_NAMES = 16  # of those, first the ones with the most changes


class ShortChange(Struct, frozen=True):
    """A record, and how many changes of a kind it has."""

    group: str
    collection: str
    id: str
    name: str
    added: int
    changed: int
    gone: int


def diff_glance(compared: Compared) -> list[Block]:
    """Return how much has changed, and what of it decides about a treatment."""
    blocks = diff_head(compared)
    for group in TOLD:
        if changes := compared.of(group):
            blocks.append(_in_lines(compared, group, changes) or _in_names(compared, group, changes))
    if not compared.changes:
        return blocks
    return [*blocks, Ways([("--full", f"all {len(compared.changes)}"), ("--format jsonl", "a row a change")])]


def diff_rows(compared: Compared) -> list[ShortChange]:
    """Return the records that the screen is about, with their number of changes."""
    found = []
    for group in TOLD:
        for record, changes in _by_record(compared.of(group)).items():
            kinds = Counter(change.kind for change in changes)
            name = compared.called(changes[0])
            found.append(ShortChange(group, *record, name, kinds["added"], kinds["changed"], kinds["gone"]))
    return found


def _in_lines(compared: Compared, group: Group, changes: list[Change]) -> Block | None:
    """Return a line for each change, unless they are too many."""
    items = list(_lines(compared, changes)) if len(changes) <= MOST_LINES else []
    return Bullets(items, TITLES[group]) if items else None


def _lines(compared: Compared, changes: list[Change]) -> Iterable[Line]:
    for _, found in groupby(changes, key=lambda change: (change.collection, change.id)):
        own = list(found)
        for one in own:
            if not one.path:
                yield came_or_went(compared, one)
        if told := lines_of_fields([one for one in own if one.path]):
            yield Line("; ".join(told), compared.called(own[0]), "strong")


def _in_names(compared: Compared, group: Group, changes: list[Change]) -> Block:
    """Return the records that changes are of, those with the most first: "everolimus 12, sunitinib 9, 3 more"."""
    records = sorted(_by_record(changes).values(), key=len, reverse=True)
    named = [f"{compared.called(found[0])}\u00a0{_number(found)}" for found in records[:MOST_NAMES]]
    more = [f"{len(records) - MOST_NAMES} more"] if len(records) > MOST_NAMES else []
    return Facts([(TITLES[group], ", ".join([*named, *more]))])


def _number(changes: list[Change]) -> str:
    whole = next((change.kind for change in changes if not change.path), "")
    return {"added": "new", "gone": "gone"}.get(whole, str(len(changes)))


def _by_record(changes: Iterable[Change]) -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.collection, change.id), []).append(change)
    return found
