"""A whole question as people type it, read into the words of the knowledge.

A question is a TypedDict whose fields are annotated with an `Input`: it says what the value is, how it is read and
what a shell may offer for it. The options of a command, the public functions and the readers all come from there.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from shlex import quote
from typing import Any, get_type_hints

import msgspec

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Therapy
from netcli.knowledge.names import Reading, key, quoted, resolve_site, resolve_word, unknown
from netcli.knowledge.vocabulary import (
    CLASS_SHORT_FORMS,
    GRADES,
    HORMONAL_STATES,
    PHASES,
    RECEPTORS,
    REGIONS,
    TREATMENT_LINES,
    SoughtReceptor,
    Vocabulary,
    W,
)
from netcli.text import clean


class Input(msgspec.Struct, frozen=True):
    """One value of a question.

    `help` tells what it is. `offered` is what a shell offers for it: a vocabulary, or the name of a kind of names.
    `read` turns text into the word or the id that is meant. `option` is its name on the command line where the field
    has another. `headers` are other names of its column in a table; None for what is no column.
    """

    help: str
    offered: "Vocabulary[Any] | str" = ""
    read: Callable[[str, Knowledge], Reading[Any]] | None = None
    option: str = ""
    headers: tuple[str, ...] | None = None


def word_of(vocabulary: Vocabulary[W], help: str = "", headers: tuple[str, ...] | None = None) -> Input:  # noqa: A002
    """Return the input that takes a word of a vocabulary; its help lists the words unless told otherwise."""
    words = f"{vocabulary.listed}."
    return Input(help or words, vocabulary, lambda text, _: resolve_word(vocabulary, text), headers=headers)


@cache
def inputs_of(question: type) -> dict[str, Input]:
    """Return the inputs of a question by field."""
    hints = get_type_hints(question, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


def given(question: type, typed: Mapping[str, object]) -> dict[str, Any]:
    """Return the values that are not None. Raise TypeError for a field that the question does not have."""
    if strange := typed.keys() - question.__annotations__.keys():
        raise TypeError(
            f"unexpected keyword argument '{min(strange)}'; accepted: {', '.join(question.__annotations__)}"
        )
    return {name: value for name, value in typed.items() if value is not None}


def read_question(
    question: type, typed: Mapping[str, object], knowledge: Knowledge
) -> tuple[dict[str, Any], list[str]]:
    """Return what was asked, by field, and a note on each value that was interpreted. Raise UnknownValue, TypeError."""
    inputs = inputs_of(question)
    values = given(question, typed)
    readings = {name: one.read(values[name], knowledge) for name, one in inputs.items() if name in values and one.read}
    return {name: one.id for name, one in readings.items()}, [one.note for one in readings.values() if one.note]


def option_for(word: str, question: type, knowledge: Knowledge, *, of: Sequence[str]) -> str:
    """Return the option `of` some fields of a question that takes a word: "--grade G2". "" for none."""
    for name in of:
        one = inputs_of(question)[name]
        with suppress(UnknownValue):
            if one.read is not None and one.read(word, knowledge):
                text = clean(word, 40)
                return f"{one.option or '--' + name} {quote(text) if ' ' in text else text}"
    return ""


def asked(question: msgspec.Struct) -> dict[str, str | list[str]]:
    """Return the fields of a question that are set, as JSON shows what was asked."""
    values = {name.rstrip("_"): getattr(question, name) for name in question.__struct_fields__}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def read_receptor(typed: str) -> Reading[SoughtReceptor]:
    """Return positive, negative or unknown; `+` and `-`, which leave no letters, count as words here."""
    signs: dict[str, SoughtReceptor] = {"+": "positive", "-": "negative"}
    sign = signs.get(typed.strip().lower().removeprefix("sstr").removeprefix("2").strip())
    return Reading(sign, f"SSTR status {quoted(typed)} read as {sign}") if sign else resolve_word(RECEPTORS, typed)


def read_classes(typed: str, knowledge: Knowledge) -> Reading[tuple[str, ...]]:
    """Return the drug classes that the typed words name. Raise UnknownValue."""
    known = list(dict.fromkeys(therapy.class_ for therapy in knowledge.of(Therapy).values()))
    found = find_classes(typed, known)
    if not found:
        raise unknown("class", typed, {name: name for name in known})
    named = "; ".join(found)
    return Reading(found, "" if key(named) == key(typed) else f"class {quoted(typed)} read as {named}")


def find_classes(typed: str, classes: Iterable[str]) -> tuple[str, ...]:
    """Return every class in which the typed words stand, from the start of a word: PRRT is beta and alpha emitters."""
    wanted = key(CLASS_SHORT_FORMS.get(key(typed), typed))
    found = {
        name: None for name in classes if wanted and any(wanted == key(part)[: len(wanted)] for part in _tails(name))
    }
    return tuple(found)


def _tails(name: str) -> list[str]:
    """Return a class from each of its words on."""
    words = re.split(r"[\s(),]+", name)
    return [" ".join(words[start:]) for start in range(len(words))]


def read_phases(typed: str) -> Reading[tuple[str, ...]]:
    """Return the phases that are meant. `1/2` is the registers' one label "Phase 1/Phase 2", not "1 or 2"."""
    bare = re.sub(r"(?i)phase[\s_-]*", "", typed.strip())
    if key(bare) in ("early1", "earlyi", "0"):
        return Reading(("early-1",))
    parts = tuple(_ROMAN.get(part, part) for part in re.split(r"\s*[/|–-]\s*", bare.casefold()))
    label = "/".join(parts)
    if label not in PHASES.words:
        raise UnknownValue(f"unknown phase {quoted(typed)}", f"accepted: {', '.join(PHASES.words)}, I to IV")
    return Reading(parts, "" if typed.strip() == label else f"phase {quoted(typed)} read as {label}")


_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}

# What several questions ask.
SITE = Input("Primary site, such as pancreas, midgut, lung or SI-NET.", "sites", resolve_site)
GRADE = word_of(GRADES)
REGION = word_of(REGIONS)
SSTR = Input(f"{RECEPTORS.listed} on somatostatin receptor imaging.", RECEPTORS, lambda text, _: read_receptor(text))
FUNCTIONAL = word_of(HORMONAL_STATES)
LINE = word_of(TREATMENT_LINES, f"{TREATMENT_LINES.listed} line of treatment.")
