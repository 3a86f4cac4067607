"""What a format prints: the blocks of an answer at one depth, its sources, and the way on."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from netcli.output.blocks import Block, Ways
from netcli.output.sources import References

Depth = Literal["glance", "full"]


class Page(Struct, frozen=True):
    """An answer ready to be printed. `compact_sources` tells whether its sources take one paragraph or a list.

    A `sheet` is printed on one page of A4.
    """

    blocks: Sequence[Block]
    ways: Ways | None
    references: References
    depth: Depth
    compact_sources: bool
    sheet: bool = False


def page_of(
    blocks: Sequence[Block],
    references: References,
    depth: Depth,
    *,
    sources_in_full: bool = False,
    sheet: bool = False,
) -> Page:
    """Return the page that some blocks make."""
    ways = next((block for block in blocks if isinstance(block, Ways)), None)
    shown = [block for block in blocks if not isinstance(block, Ways)]
    compact = depth == "glance" and not sources_in_full
    return Page(shown, ways, references, depth, compact_sources=compact, sheet=sheet and compact)
