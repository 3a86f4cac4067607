"""Make text from outside safe to show: what a person typed, what a register sent."""

import re
import unicodedata

# Cc controls, Cf formats (bidi, zero-width, tags), Cs lone surrogates: nothing a reader could see.
_INVISIBLE = {"Cc", "Cf", "Cs"}
_SHORT = 0xFFFF  # the last code point that \uXXXX can name
_BREAKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


def clean(text: str, limit: int | None = None) -> str:
    r"""Return `text` on one line with every invisible character written out, such as \u202e.

    Line breaks and runs of white space become one space. With `limit`, what is longer than that many
    characters is cut and says so. Square brackets stay, being ordinary text ("[177Lu]"): whoever prints
    must not read them as Rich markup.
    """
    if limit is not None and len(text) > limit:
        return f"{clean(text[:limit])}... ({len(text):,} characters)"
    line = one_line(text)
    if line.isprintable():
        return line
    return "".join(_visible(character) for character in line)


def one_line(text: str) -> str:
    """Return `text` with each line break and each run of white space as one space."""
    return _BREAKS.sub(" ", text).strip(" ")


def is_hidden(character: str) -> bool:
    """Tell whether a reader cannot see a character: a control, a direction, one without width."""
    return unicodedata.category(character) in _INVISIBLE


def _visible(character: str) -> str:
    if not is_hidden(character):
        return character
    point = ord(character)
    return f"\\u{point:04x}" if point <= _SHORT else f"\\U{point:08x}"
