"""An answer: what every command hands to the sink, whatever the format."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Source
from netcli.output.blocks import Block

Blocks = list[Block]


class Answer(Struct, frozen=True):
    """The results for machines, the blocks for people, and what was understood of the question.

    `full` gives everything, `glance` one screen, and `brief` the rows of that screen with their ids; without a glance
    there is one depth. `name` gives the schema (`netcli/NAME/1`); `results` are records or plain dicts; `explode`
    names the list field of which CSV makes a row each; `extra` is more for the envelope, such as the links of trials.
    `alarm` is what must be said before all else. `cautions` are what a page says itself and a program reads among the
    notes. `raw` is text to print as it is, in every format but the machines'. `sources` are those that are not of the
    knowledge: a register's records. `one_page` asks for one sheet of paper, its sources in short in every format.
    """

    name: str
    query: dict[str, Any]
    results: Sequence[Any]
    full: Callable[[], Blocks]
    notes: Sequence[str] = ()
    alarm: str = ""
    cautions: Sequence[str] = ()
    explode: str = ""
    raw: str | None = None
    extra: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    glance: Callable[[], Blocks] | None = None
    brief: Callable[[], Sequence[Any]] | None = None
    one_page: bool = False

    def documents(self, knowledge: Knowledge) -> Mapping[str, Source]:
        """Return what the answer may cite."""
        known = knowledge.of(Source)
        return {**known, **self.sources} if self.sources else known
