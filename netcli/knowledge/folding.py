"""Words as search compares them: folded case, accents, British and American spelling, plurals."""

import re
import unicodedata

from netcli.knowledge.citations import CITATION

STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been being best by can could did do does doing done for
    from get give given gives had has have having he her his how i if in into is it its me my of on or our
    out over please she should show so some tell than that the their them then there these they this those to
    under up use used using was we were what when where which while who whom whose why will with would you
    your s t mean means let know need want many much
    """.split()
)
_SPELLINGS = (
    ("tumour", "tumor"), ("haem", "hem"), ("oe", "e"), ("ae", "e"), ("isation", "ization"), ("ise", "ize"),
    ("fibre", "fiber"), ("analogue", "analog"), ("programme", "program"), ("colour", "color"), ("labell", "label"),
    ("practise", "practice"), ("centre", "center"), ("grey", "gray"),
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[-‑/][^\W_]+)*")
_JOINT = re.compile(r"[-‑/]")


def query_words(text: str) -> list[str]:
    """Return the words of a question that carry meaning; all of them when only question words are left."""
    words = words_of(text)
    return [word for word in words if word not in STOP_WORDS] or words


def words_of(text: str) -> list[str]:
    """Return the folded words of a text; "NETTER-1" gives "netter", "1" and "netter1"."""
    plain = CITATION.sub("", text).casefold()
    if not plain.isascii():
        plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    words: list[str] = []
    for match in _WORD.finditer(plain):
        parts = _JOINT.split(match.group())
        words += [fold(part) for part in parts]
        if len(parts) > 1:
            words.append(fold("".join(parts)))
    return words


def fold(word: str) -> str:
    """Return what British and American, singular and plural spellings of a word share."""
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word  # noqa: PLR2004
