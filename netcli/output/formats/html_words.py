"""Text in HTML: escaped, its sources linked, its abbreviations and marks with the words that they stand for."""

import html
import re
from collections.abc import Callable, Sequence

from netcli.knowledge.citations import CITATION, placed_in
from netcli.output.abbreviations import FAILED, MARK, RARE, RATIO, USUAL, WARNING
from netcli.output.blocks import MARKS
from netcli.output.sources import References

_ABBREVIATIONS = {f"a{number}": (pattern, words) for number, (pattern, words) in enumerate((USUAL | RARE).items())}
_MARKS = {f"m{number}": (MARK.format(mark), mark) for number, mark in enumerate(MARKS)}
_IN_WORDS = re.compile("|".join(f"(?P<{name}>{one})" for name, (one, _) in (_ABBREVIATIONS | _MARKS).items()))
_WHOLE = r"\(?\d[\d.]*–\d[\d.]*\)?|\b[A-Z\d]{1,3}-[A-Z\d]{1,3}\b"  # a browser breaks a line behind a dash
_CLASSES = {"whole": "whole", "warning": "caution", "failed": "bad"}
_SPECIAL = re.compile(
    rf"(?P<cite>{CITATION.pattern})|(?P<link>https?://[^\s<>\"]+[^\s<>\".,;:)])|(?P<whole>{_WHOLE})"
    rf"|(?P<ratio>{RATIO})|(?P<warning>{WARNING})|(?P<failed>{FAILED})|{_IN_WORDS.pattern}"
)


class Words:
    """Writes texts and knows each mention of a source: the first of source 3 is `cite-3`, the next `cite-3-2`."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._mentions: dict[int, int] = {}

    @property
    def mentioned(self) -> int:
        """How many sources have been mentioned so far."""
        return len(self._mentions)

    def text(self, text: str) -> str:
        """Return a text as HTML."""
        return _each(_SPECIAL, text, self._special)

    def _special(self, found: re.Match[str]) -> str:
        kind, text = found.lastgroup or "", found[0]
        if kind == "cite":
            told = self._references.told(list(placed_in(text)), self._mentions_of)
            return f' <span class="cite">{told}</span>'
        if kind == "link":
            return link(text)
        if kind == "ratio":
            return f"<strong>{_each(_IN_WORDS, text, _in_words)}</strong>"
        if kind in _CLASSES:
            return f'<span class="{_CLASSES[kind]}">{_each(_IN_WORDS, text, _in_words)}</span>'
        return _in_words(found)

    def _mentions_of(self, numbers: Sequence[int]) -> str:
        return ",".join(map(self._mention, numbers))

    def _mention(self, number: int) -> str:
        self._mentions[number] = mention = self._mentions.get(number, 0) + 1
        place = f"cite-{number}" if mention == 1 else f"cite-{number}-{mention}"
        return f'<a id="{place}" href="#source-{number}" role="doc-noteref">{number}</a>'


def link(where: str) -> str:
    """Return an address as a link, where a browser may follow it."""
    shown = html.escape(where)
    return f'<a href="{shown}">{shown}</a>' if where.startswith(("https://", "http://")) else shown


def _each(pattern: re.Pattern[str], text: str, written: Callable[[re.Match[str]], str]) -> str:
    """Return a text in which each match is written in its own way, and the rest escaped."""
    parts, end = [], 0
    for found in pattern.finditer(text):
        parts += [html.escape(text[end : found.start()]), written(found)]
        end = found.end()
    return "".join([*parts, html.escape(text[end:])])


def _in_words(found: re.Match[str]) -> str:
    """Return an abbreviation or a mark with the words that it stands for."""
    kind = found.lastgroup or ""
    if kind in _MARKS:
        _, word, tone = MARKS[found[0]]
        return f'<span class="{tone}" role="img" aria-label="{word}">{found[0]}</span>'
    return f'<abbr title="{_ABBREVIATIONS[kind][1]}">{html.escape(found[0])}</abbr>'
