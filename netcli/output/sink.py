"""The one way out: an answer in, text on standard output; everything else on standard error."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal, TextIO, get_args

from msgspec import Struct

from netcli.errors import ExitCode, NetcliError, UnknownValue
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.vocabulary import Vocabulary, vocabulary
from netcli.output.answer import Answer
from netcli.output.blocks import Paragraph
from netcli.output.formats.data import NOTICE, TEXTS
from netcli.output.terminal import Colour, look_at

Format = Literal["auto", "table", "plain", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg"]
FORMATS: Vocabulary[Format] = vocabulary("format", get_args(Format), {"markdown": "md"})
UNSAID = ("collection", "limit", "style")  # of a question, in the title of a page
NAMES = ("id", "ids", "names", "question", "text")  # said without the word for what they are
FILES = (*TEXTS, "markdown", "html", "svg")


class Sink(Struct, frozen=True):
    """Where answers go: format, colour and depth as asked for, resolved against the terminal when used.

    `full` gives people everything, `brief` gives programs the rows of the glance; `sources` lists them whole under a
    glance; without `paged` nothing goes through a pager. `fields` are those to which programs want the rows cut.
    """

    format: Format = "auto"
    colour: Colour = "auto"
    full: bool = False
    brief: bool = False
    sources: bool = False
    paged: bool = True
    fields: str | None = None

    def put(self, answer: Answer, knowledge: Knowledge) -> None:
        """Print an answer: its notes on standard error, itself on standard output."""
        if self.fields is not None:
            answer = self._cut(answer, self.fields)
        if answer.alarm and (self.format in TEXTS or answer.raw is not None):
            complain(answer.alarm)
        self.note([*answer.notes, *(answer.cautions if self.format in TEXTS else ())])
        text = self.render(answer, knowledge)
        if isinstance(text, bytes) or not self._through_pager(text):
            write(sys.stdout, text, "utf-8" if self.format in FILES or answer.raw else "")
        if self.format not in TEXTS and answer.raw is None:
            complain_of_age(knowledge)
            complain(NOTICE)

    def _cut(self, answer: Answer, fields: str) -> Answer:
        """Return an answer with some fields only. Raise UnknownValue for those that it has not, and for a page."""
        from netcli.output.fields import with_fields

        if self.format not in TEXTS:
            raise UnknownValue("--fields is for programs", f"add --json, or --format {', '.join(TEXTS)}")
        return with_fields(answer, fields, brief=self.brief)

    def note(self, notes: Sequence[str]) -> None:
        """Print notes, one a line, on standard error."""
        for note in notes:
            complain(f"note: {note}")

    def render(self, answer: Answer, knowledge: Knowledge) -> str | bytes:
        """Return an answer in the format asked for: text for people, bytes for programs."""
        chosen = self.format
        if chosen == "auto":
            chosen = "plain" if os.environ.get("TERM") == "dumb" else "table"
        if chosen in TEXTS:
            return TEXTS[chosen](answer, knowledge, brief=self.brief)
        if answer.raw is not None:
            return _as_it_is(answer.raw, chosen, answer.name)
        return self._for_people(chosen, answer, knowledge)

    def _for_people(self, chosen: str, answer: Answer, knowledge: Knowledge) -> str:
        from netcli.output.page import page_of
        from netcli.output.sources import References

        glance = answer.glance if not self.full else None
        references = References(
            answer.documents(knowledge), places=glance is None, fresh_since=knowledge.edition.fresh_since
        )
        if glance is None:
            page = page_of([*_first(answer), *answer.full()], references, "full")
        else:
            blocks = [*_first(answer), *glance()]
            page = page_of(blocks, references, "glance", sources_in_full=self.sources, sheet=answer.one_page)
        terminal = look_at(sys.stdout, self.colour)
        match chosen:
            case "markdown":
                from netcli.output.formats.markdown import markdown_text

                return markdown_text(page)
            case "html":
                from netcli.output.formats.html import html_text

                return html_text(page, _title(answer))
            case "plain":
                from netcli.output.formats.plain import plain_text

                return terminal.fit(plain_text(page))
            case "svg":
                from netcli.output.formats.svg import svg_text

                return svg_text(page, f"netcli {answer.name}", terminal.width if os.environ.get("COLUMNS") else 100)
        from netcli.output.formats.table import table_text

        return table_text(page, terminal)

    def _through_pager(self, text: str) -> bool:
        """Show a text that is taller than the screen in a pager; tell whether that was done."""
        if not self.paged or self.format in FILES or not sys.stdout.isatty():
            return False
        from netcli.output import pager

        terminal = look_at(sys.stdout, self.colour)
        words = pager.pager() if pager.is_wanted(text, terminal.height) else []
        return bool(words) and pager.page_through(words, text.encode(sys.stdout.encoding, "backslashreplace"))


def _first(answer: Answer) -> list[Paragraph]:
    return [Paragraph(answer.alarm, "bad")] if answer.alarm else []


def _title(answer: Answer) -> str:
    """Return the question as the title of a page: "netcli trials: phase 3, site lung"."""
    asked = {name: value for name, value in answer.query.items() if name not in UNSAID and value not in (None, "", [])}
    told = (
        " ".join(filter(None, ("" if name in NAMES else name.replace("_", " "), _listed(value))))
        for name, value in asked.items()
    )
    return f"netcli {answer.name.replace('-', ' ')}" + (f": {', '.join(told)}" if asked else "")


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _as_it_is(text: str, chosen: str, name: str) -> str:
    """Return text for another program: bare, or as the code of a page. Raise UnknownValue where it has no such form."""
    match chosen:
        case "svg":
            raise UnknownValue(f"{name.replace('-', ' ')} has no svg form", "leave out --format")
        case "html":
            from netcli.output.formats.html import code_in_html

            return code_in_html(text, f"netcli {name}")
        case "markdown":
            from netcli.output.formats.markdown import code_in_markdown

            return code_in_markdown(text)
    return text


def check_format(chosen: str) -> Format:
    """Return the format's name; raise UnknownValue when there is none of that name."""
    from netcli.knowledge.names import resolve_word

    if form := table_file(chosen):
        raise UnknownValue(
            f"{form} is a format of tables in a folder", f"netcli knowledge export --to DIR --format {form}"
        )
    return resolve_word(FORMATS, chosen).id


def table_file(chosen: str) -> Literal["parquet", "sqlite"] | None:
    """Return the name of a format that is of tables alone; None for others."""
    forms: dict[str, Literal["parquet", "sqlite"]] = {"parquet": "parquet", "sqlite": "sqlite"}
    return forms.get(chosen.strip().lower())


def put_error(error: NetcliError, code: int, asked: Sequence[str], alarm: str = "") -> None:
    """Print an error in one sentence and a hint, an alarm before it.

    As an object on standard output too where JSON was `asked` for.
    """
    chosen = set()
    for name in asked:
        with suppress(UnknownValue):
            chosen.add(check_format(name))
    if chosen in ({"json"}, {"jsonl"}):  # two formats are none
        import json

        content: dict[str, Any] = {"error": {"code": int(code), "message": error.message, "hint": error.hint}}
        content |= {"notes": [alarm]} if alarm else {}
        text = json.dumps(content, ensure_ascii=False, indent=2 if chosen == {"json"} else None)
        write(sys.stdout, text + "\n", "utf-8")
    if alarm:
        complain(alarm)
    complain(error.message, name="netcli: ")
    if error.hint:
        complain(error.hint)
    if code == ExitCode.NO_MATCH and not chosen & set(TEXTS):
        complain_of_age(bundled())


def complain_of_age(knowledge: Knowledge) -> None:
    """Print how old the edition is, once it is due for review."""
    from netcli.knowledge.age import overdue

    if told := overdue(knowledge):
        complain(told)


def complain(text: str, name: str = "") -> None:
    """Print a line on standard error, in characters that it can show; where that is full or gone, do without.

    On a terminal it is wrapped, and the name in front of an error is red.
    """
    terminal = look_at(sys.stderr)
    lines = terminal.fit(name + text).split("\n")
    if terminal.is_tty:
        import textwrap

        lines = [textwrap.fill(line, terminal.width, break_long_words=False, break_on_hyphens=False) for line in lines]
    shown = "\n".join(lines)
    if name and terminal.colour:
        shown = f"\x1b[1;31m{name}\x1b[0m{shown.removeprefix(name)}"
    with suppress(OSError):
        write(sys.stderr, shown + "\n")


def write(stream: TextIO, text: str | bytes, encoding: str = "") -> None:
    """Write text as bytes of the stream's encoding, or of the one given (machine formats are UTF-8 everywhere)."""
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text if isinstance(text, str) else text.decode())
    else:
        stream.flush()
        buffer.write(text.encode(encoding or stream.encoding, "backslashreplace") if isinstance(text, str) else text)
    stream.flush()
