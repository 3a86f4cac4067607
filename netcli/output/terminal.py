"""What the place that the answer goes to can show: width, colour, characters."""

import os
import sys
import unicodedata
from typing import Literal, TextIO, get_args

from msgspec import Struct

from netcli.knowledge.vocabulary import Vocabulary, vocabulary

Colour = Literal["auto", "always", "never"]
COLOURS: Vocabulary[Colour] = vocabulary("color", get_args(Colour), {"always": "yes", "never": "no"})

WIDEST = 160
_ASCII = str.maketrans({
    "–": "-", "—": "-", "‑": "-", "−": "-", "≤": "<=", "≥": ">=", "×": "x", "·": "-", "•": "*", "…": "...",
    "µ": "u", "μ": "u", "α": "alpha", "β": "beta", "γ": "gamma", "κ": "kappa", "²": "2", "³": "3", "→": "->",
    "█": "#", "▏": "", "▎": "", "▍": "", "▌": "#", "▋": "#", "▊": "#", "▉": "#", "├": "|", "┤": "|", "─": "-", "━": "=",
    "●": "A", "◆": "G", "○": "O", "◇": "T", "†": "^", "\ue000": "\ue000",
    "│": ":", "┼": "+", "┴": "+", "┬": "+", "╎": ":", "▼": "v", "▲": "^",
    "±": "+/-", "“": '"', "”": '"', "‘": "'", "’": "'", "®": "(R)", "™": "(TM)", "°": " deg", "ß": "ss", "½": "1/2",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "æ": "ae", "ø": "o", "Ø": "O", "Æ": "AE", "œ": "oe", "≈": "~",
})  # fmt: skip


class Terminal(Struct, frozen=True):
    """Facts about one output stream. `encoding` is "ascii" when nothing else is sure to show."""

    is_tty: bool
    width: int
    height: int
    colour: bool
    encoding: str

    @property
    def unicode(self) -> bool:
        """Whether line drawing and dashes can be shown."""
        return self.encoding.startswith("utf")

    def fit(self, text: str) -> str:
        """Return `text` with every character that cannot be shown replaced by an ASCII form."""
        if self.unicode:
            return text
        return "".join(self._fit_character(character) for character in text)

    def draw(self, text: str) -> str:
        """Return a drawing likewise: what marks a standing in a text is a point here."""
        return self.fit(text if self.unicode else text.replace("●", "o"))

    def _fit_character(self, character: str) -> str:
        try:
            character.encode(self.encoding)
        except UnicodeEncodeError:
            if ord(character) in _ASCII:
                return character.translate(_ASCII)
            decomposed = unicodedata.normalize("NFKD", character)
            return decomposed.encode("ascii", "ignore").decode() or f"\\u{ord(character):04x}"
        return character


def look_at(stream: TextIO, colour: Colour = "auto") -> Terminal:
    """Return what `stream` can show. Colour: the option, then NO_COLOR, FORCE_COLOR, then terminal and TERM."""
    is_tty = stream.isatty()
    return Terminal(is_tty, _columns(stream, is_tty), _lines(stream), _colour(colour, is_tty), _encoding(stream))


IN_A_PIPE = 100  # columns, where COLUMNS does not say


def _columns(stream: TextIO, is_tty: bool) -> int:  # noqa: FBT001
    return min(_stated("COLUMNS") or _size(stream)[0] or (80 if is_tty else IN_A_PIPE), 10_000)


def _lines(stream: TextIO) -> int:
    return _stated("LINES") or _size(stream)[1] or 24


def _stated(name: str) -> int:
    try:
        return max(int(os.environ.get(name, "")), 0)
    except ValueError:
        return 0


def _size(stream: TextIO) -> tuple[int, int]:
    try:
        return os.get_terminal_size(stream.fileno())
    except (OSError, ValueError, AttributeError):
        return 0, 0


def _colour(option: Colour, is_tty: bool) -> bool:  # noqa: FBT001
    if option != "auto":
        return option == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_tty and os.environ.get("TERM") not in ("dumb", "unknown")


def _encoding(stream: TextIO) -> str:
    stated = (getattr(stream, "encoding", None) or "ascii").lower().replace("_", "-")
    if stated.startswith("utf") and sys.flags.utf8_mode and not os.environ.get("PYTHONUTF8"):
        # Python turns itself to UTF-8 under LC_ALL=C; the terminal does not.
        locale = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
        if locale in ("C", "POSIX") and not os.environ.get("PYTHONIOENCODING"):
            return "ascii"
    return stated
