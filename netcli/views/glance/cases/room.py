"""What has room on the one page of a case: sections of lines, of which each shows as many as there is room for."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.citations import CITATION, cited_in
from netcli.output.blocks import Line

LINES = 60
WIDTH = 85  # characters of a line beside the name of its section
BRACKETS = re.compile(r" \((?!NET|NEC)[^()]*\)$")  # but for a class, which is never left out
SOURCES = 5  # in a line of the foot


class Section(Struct, frozen=True):
    """A part of the page: its lines, the most telling first, and the names of what a page without room only names.

    `least` lines are shown before any other grows; without `names` every line is shown. What has more `weight` has its
    lines first. `behind` stands after the names, of which `most_names` are told.
    """

    name: str
    lines: Sequence[str]
    names: Sequence[str] = ()
    least: int = 1
    weight: int = 1
    behind: str = ""
    most_names: int | None = None

    def bare(self) -> "Section":
        """Return the same with names that leave out what stands in brackets behind them."""
        return replace(self, names=[BRACKETS.sub("", name) for name in self.names])

    def shown(self, most: float) -> list[str | Line]:
        """Return the first lines, and the names of the others in one."""
        if not self.names:
            return list(self.lines)
        count = int(min(most, len(self.lines)))
        rest = list(dict.fromkeys(self.names[count:]))
        left = len(rest) - (self.most_names or len(rest))
        rest = [*rest[: self.most_names], f"{left} more"] if left > 0 else rest
        return [
            *self.lines[:count],
            *([f"{'also ' if count else 'by name: '}{'; '.join(rest)}{self.behind}"] if rest else []),
        ]


def fitted(sections: Sequence[Section], room: float) -> list[int]:
    """Return how many lines each section shows: each its least, the weightiest first, then in turn another."""
    counts = [0 for _ in sections]
    left = room - named_alone(sections)

    def grows(number: int, most: int) -> bool:
        nonlocal left
        section, count = sections[number], counts[number]
        if count >= min(most, len(section.lines)):
            return False
        more = _taken(section, count + 1) - _taken(section, count)
        if more > left:
            return False
        counts[number], left = count + 1, left - more
        return True

    order = sorted(range(len(sections)), key=lambda number: -sections[number].weight)
    for number in order:
        while grows(number, sections[number].least):
            pass
    while sum(grows(number, len(sections[number].lines)) for number in order):  # in turn, not the first alone
        pass
    return counts


def named_alone(sections: Sequence[Section]) -> float:
    """Return how many lines the sections take that only name what they hold."""
    return sum(_taken(one, 0) for one in sections)


def _taken(section: Section, most: int) -> float:
    return sum(map(lines_taken, map(str, section.shown(most))))


def lines_taken(text: str) -> float:
    """Return how many lines a text takes, with its sources in the foot."""
    bare = CITATION.sub(" [10]", text)
    return -(-len(bare) // WIDTH) + len(list(cited_in(text))) / SOURCES
