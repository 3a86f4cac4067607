"""Tumours with rules of their own, outside the scope of netcli: where to look for them."""

import re

from netcli.knowledge import model
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.search.asking import ASKING, is_of_somebody
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.hits import Hit
from netcli.knowledge.search.index import Index
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.search.subjects import Asked, read

_OF_TUMOURS = r"(?i)\bmet(?:s\b|astas)|spread|tumou?r|cancer|lesion|carcin|secondar|\bNE[TNC]s?\b|neuroendocrine"
# Organs out of scope that people name for what ails them there: no tumour of the kidney, but kidneys that hurt.
_ORGANS = frozenset("bladder kidney prostate breast skin thyroid adrenal pituitary cervix uterus ovary".split())
OFTEN = 0.1  # share of the records that speak of what is no name of a tumour alone
_TUMOUR = frozenset(
    "net nets nec necs nen nens neuroendocrine carcinoid carcinoids tumour tumours tumor tumors carcinoma carcinomas"
    " cancer neoplasm neoplasms small large cell".split()
)


def pointer_for(hits: list[Hit], reader: Reader) -> list[Hit]:
    """Return where to look for a tumour with rules of its own, unless the best record speaks of it."""
    refused = out_of_scope_in(reader.asked, reader.index, reader.knowledge)
    if not refused or (hits and hits[0].answers) or _is_of_an_ailment(reader, refused.id):
        return []
    if hits and not _is_of_a_tumour_there(reader) and reader.tells_of(hits[0].kind, hits[0].id, refused.id):
        return []
    return [Hit("out_of_scope", refused.id, refused.name, 0.0, _where_to(refused), told=True, nearest=True)]


def _is_of_an_ailment(reader: Reader, refused: str) -> bool:
    """Tell whether somebody names a mere organ out of scope and no tumour there, or one organ of several."""
    asked = reader.asked
    organs = {one.id for one in asked.records if one.collection in ("out_of_scope", "sites")}
    several = len(organs) > 1 and asked.words.isdisjoint(_TUMOUR)
    typed = {one.typed.lower().removesuffix("s") for one in asked.records if one.id == refused}
    return (
        (several or is_of_somebody(asked.words))
        and _ORGANS.issuperset(typed)
        and not re.search(_OF_TUMOURS, asked.text)
    )


def _is_of_a_tumour_there(reader: Reader) -> bool:
    """Tell whether nothing is named but a tumour in a place out of scope."""
    asked = reader.asked
    elsewhere = any(one.collection != "out_of_scope" for one in asked.records)
    organ = all(one.typed.lower() in _ORGANS for one in asked.records)  # "phaeo" is a tumour, "kidney" none
    asking = {word for word in asked.rest if not ASKING.issuperset(words_of(word))}
    named = not organ or not asked.words.isdisjoint(_TUMOUR)
    return not elsewhere and named and _TUMOUR.issuperset(map(str.lower, asking))


def pointer(text: str, index: Index, knowledge: Knowledge) -> str:
    """Return where to look for a tumour with rules of its own that a question names; "" where it names none."""
    refused = out_of_scope_in(read(text, index), index, knowledge)
    return f"{refused.name}: {_where_to(refused)}" if refused else ""


def _where_to(refused: model.OutOfScope) -> str:
    return f"outside the scope of netcli. {refused.pointer}"


def out_of_scope_in(asked: Asked, index: Index, knowledge: Knowledge) -> model.OutOfScope | None:
    """Return the tumour out of scope that is named, not a place of which many records speak, such as the liver."""
    named = [one for one in asked.records if one.collection == "out_of_scope"]
    # A racing heart is no place of a metastasis, and who names the organ need not be asked for it.
    if not re.search(_OF_TUMOURS, asked.text) or asked.of("sites"):
        named = [one for one in named if one.id != "place-of-metastasis"]
    for one in named:
        held = [
            min(len(index.words.get(word, ())) for word in words_of(other.typed))
            for other in named
            if other.id == one.id
        ]
        if max(held) < OFTEN * len(index.places):
            return knowledge.of(model.OutOfScope)[one.id]
    return None
