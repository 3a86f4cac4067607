"""Earlier treatment: what people call it, what a class of it takes in, and whether it is what a trial asks for."""

import re
from collections.abc import Sequence

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Therapy, Trial
from netcli.knowledge.names import Reading, key, label_of, names_of, quoted, resolve_record, resolve_word
from netcli.knowledge.typed import find_classes
from netcli.knowledge.vocabulary import CLASSES_OF_EARLIER, EARLIER_TREATMENTS, PLATINUM

LISTED = re.compile(r"[,;+&]| and ", re.IGNORECASE)  # what parts the treatments of a list
# By what words a text says that a treatment of a class was given.
SAID = {
    "somatostatin-analogue": re.compile(r"analogue|\bSSA\b", re.IGNORECASE),
    "prrt": re.compile(r"PRRT|radioligand|radionuclide|177Lu", re.IGNORECASE),
    "chemotherapy": re.compile(r"chemo", re.IGNORECASE),
    "platinum": re.compile(PLATINUM, re.IGNORECASE),
    "targeted": re.compile(r"targeted", re.IGNORECASE),
}


def resolve_earlier(typed: str, knowledge: Knowledge) -> Reading[tuple[str, ...]]:
    """Return the class of earlier treatment, or the therapies, that `typed` names; of a list those of each part.

    Raise UnknownValue.
    """
    try:
        reading = resolve_word(EARLIER_TREATMENTS, typed)
        return Reading((reading.id,), reading.note)
    except UnknownValue:
        pass
    therapies = knowledge.of(Therapy)
    try:
        named = resolve_record("earlier treatment", typed, knowledge, Therapy)
    except UnknownValue as error:
        parts = LISTED.split(typed)
        if len(parts) > 1:
            readings = [resolve_earlier(part.strip(), knowledge) for part in parts if part.strip()]
            notes = (one.note for one in readings if one.note)
            return Reading(tuple(name for one in readings for name in one.id), "; ".join(notes))
        classes = find_classes(typed, (one.class_ for one in therapies.values()))
        if not classes:
            accepted = f"a drug, or {EARLIER_TREATMENTS.listed}; several parted by commas"
            raise UnknownValue(error.message, error.hint or accepted) from None
        ids = tuple(one.id for one in therapies.values() if one.class_ in classes)
        return Reading(ids, f"earlier treatment {quoted(typed)} read as the class {'; '.join(classes)}")
    return Reading((named.id,), named.note)


def earlier_in_words(one: str, knowledge: Knowledge) -> str:
    """Return an earlier treatment as a person calls it."""
    therapy = knowledge.of(Therapy).get(one)
    return label_of(therapy) if therapy else {"prrt": "PRRT"}.get(one, one.replace("-", " "))


def kinds_of(one: str, knowledge: Knowledge) -> set[str]:
    """Return what an earlier treatment is: itself, and every class that takes it in."""
    if therapy := knowledge.of(Therapy).get(one):
        classes = {word for word, classes in CLASSES_OF_EARLIER.items() if therapy.class_ in classes}
        holds_platinum = any(PLATINUM in key(name) for name in names_of(therapy))
        return {one, *classes, *({"platinum"} if holds_platinum else ())}
    return {one, "chemotherapy"} if one == "platinum" else {one}


def comes_after(trial: Trial, asked: Sequence[str], knowledge: Knowledge) -> bool | None:
    """Tell whether the patients of a trial had one of the treatments asked for; None where that is not said.

    Not so where they may not have had it, where they had no treatment, and where they had another.
    """
    kinds = [kinds_of(one, knowledge) for one in asked]
    if all(one & set(trial.without) for one in kinds):
        return False
    stated = [(name, kinds_of(name, knowledge)) for name in trial.after]
    if any(name in own or one in around for one, own in zip(asked, kinds, strict=True) for name, around in stated):
        return True
    return False if stated or trial.line == "first" else None


def is_said(one: str, text: str, knowledge: Knowledge) -> bool:
    """Tell whether a text says that an earlier treatment was given: by a name of it, or by its class."""
    therapy = knowledge.of(Therapy).get(one)
    if therapy and any(key(name) in key(text) for name in names_of(therapy)):
        return True
    return any(SAID[word].search(text) for word in kinds_of(one, knowledge) & SAID.keys())
