"""What has room on the one page of a case: sections of lines, of which each shows as many as there is room for."""

from collections.abc import Sequence

from msgspec import Struct

from netcli.knowledge.citations import CITATION, cited_in
from netcli.output.blocks import Line

LINES = 60
WIDTH = 86  # characters of a line beside the name of its section
SOURCES = 5.5  # in a line of the foot


class Section(Struct, frozen=True):
    """A part of the page: its lines, the most telling first, and the names of what a page without room only names.

    `least` lines are shown anyway. `also` stands before the names of the rest, and `behind` after them.
    """

    name: str
    lines: Sequence[str]
    names: Sequence[str] = ()
    least: int = 0
    also: str = "also "
    behind: str = ""

    def shown(self, most: int) -> list[str | Line]:
        """Return the first lines, and the names of the others in one."""
        rest = list(dict.fromkeys(self.names[most:]))
        return [*self.lines[:most], *([f"{self.also}{'; '.join(rest)}{self.behind}"] if rest else [])]


def fitted(sections: Sequence[Section], room: float) -> list[int]:
    """Return how many lines each section shows: its least, and in turn another where there is room.

    Where there is none for that, the last sections that can only name what they hold.
    """
    counts = [min(one.least, len(one.lines)) for one in sections]
    left = room - least_of(sections)
    for number, section in reversed(list(enumerate(sections))):
        if left < 0 and section.names and counts[number]:
            left += _taken(section, counts[number]) - _taken(section, 0)
            counts[number] = 0
    growing = list(range(len(sections)))
    while growing:
        for number in list(growing):
            section, count = sections[number], counts[number]
            more = _taken(section, count + 1) - _taken(section, count) if count < len(section.lines) else None
            if more is None or more > left:
                growing.remove(number)
            else:
                counts[number], left = count + 1, left - more
    return counts


def least_of(sections: Sequence[Section]) -> float:
    """Return how many lines the sections take that show their least."""
    return sum(_taken(one, min(one.least, len(one.lines))) for one in sections)


def _taken(section: Section, most: int) -> float:
    return sum(map(lines_taken, map(str, section.shown(most))))


def lines_taken(text: str) -> float:
    """Return how many lines a text takes, with its sources in the foot."""
    bare = CITATION.sub(" [10]", text)
    return -(-len(bare) // WIDTH) + len(list(cited_in(text))) / SOURCES
