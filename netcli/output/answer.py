"""An answer: what every command hands to the sink, whatever the format."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Source
from netcli.output.blocks import Block

Blocks = list[Block]
NUMBERS: Mapping[str, int] = {}  # of the answers whose schema is no longer the first


def schema_name(name: str) -> str:
    """Return by what the envelope names the schema of an answer: "netcli/therapies/1"."""
    return f"netcli/{name}/{NUMBERS.get(name, 1)}"


class Answer(Struct, frozen=True):
    """The results for machines, the blocks for people, and what was understood of the question.

    `full` gives everything, `glance` one screen, and `brief` the rows of that screen with their ids; without a glance
    there is one depth. `name` gives the schema (`netcli/NAME/1`); `results` are records or plain dicts; `explode`
    names the list field of which CSV makes a row each; `extra` is more for the envelope, such as the links of trials.
    `alarm` is what must be said before all else. `cautions` are what a page says itself and a program reads among the
    notes. `raw` is text to print as it is, in every format but the machines'. `sources` are those that are not of the
    knowledge: a register's records. `one_page` asks for one sheet of paper, its sources in short in every format.
    `fields` are those to which the results have been cut, as typed.
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
    fields: Sequence[str] = ()

    def rows(self, *, brief: bool) -> Sequence[Any]:
        """Return what programs get: the records, or under `brief` the rows of the glance where there is one."""
        return self.brief() if brief and self.brief is not None else self.results

    def documents(self, knowledge: Knowledge) -> Mapping[str, Source]:
        """Return what the answer may cite."""
        known = knowledge.of(Source)
        return {**known, **self.sources} if self.sources else known
