"""Make text from outside safe to show: what a person typed, what a register sent."""

import re
import unicodedata

NB = "\u00a0"  # a no-break space: keeps a number with its unit
# Cc controls, Cf formats (bidi, zero-width, tags), Cs lone surrogates: nothing a reader could see.
_INVISIBLE = {"Cc", "Cf", "Cs"}
# What has another category and shows nothing all the same: Unicode's Default_Ignorable_Code_Point (joiners, fillers,
# variation selectors), the blank Braille pattern; and the noncharacters, which no XML may hold. Compiled when met.
_IGNORABLE = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufff0-\ufff8\ufffe\uffff"
    "\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.,\s]*%?$)")  # how a spreadsheet's formula starts; -12 % is no formula
_SHORT = 0xFFFF  # the last code point that \uXXXX can name
_BREAKS = r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+"


def clean(text: str, limit: int | None = None) -> str:
    r"""Return `text` on one line with every invisible character written out, such as \u202e.

    Line breaks and runs of white space become one space. With `limit`, what is longer than that many
    characters is cut and says so. Square brackets stay, being ordinary text ("[177Lu]"): whoever prints
    must not read them as Rich markup.
    """
    if limit is not None and len(text) > limit:
        return f"{clean(text[:limit])}... ({len(text):,} characters)"
    line = one_line(text)
    if line.isascii() and line.isprintable():
        return line
    return "".join(_visible(character) for character in line)


def one_line(text: str) -> str:
    """Return `text` with each line break and each run of white space as one space."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return re.sub(_BREAKS, " ", text).strip(" ")


def counted(number: int, what: str) -> str:
    """Return a number with what it counts: 1 trial, 1,200 trials."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def is_hidden(character: str) -> bool:
    """Tell whether a reader cannot see a character: a control, a direction, one without width or ink."""
    return unicodedata.category(character) in _INVISIBLE or re.match(_IGNORABLE, character) is not None


def spreadsheet_safe(cell: str) -> str:
    """Return a cell of a table behind an apostrophe when a spreadsheet would run it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _visible(character: str) -> str:
    if not is_hidden(character):
        return character
    point = ord(character)
    return f"\\u{point:04x}" if point <= _SHORT else f"\\U{point:08x}"
