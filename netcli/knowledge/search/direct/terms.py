"""Two words of the field set against each other: what each of them means."""

import re
from collections.abc import Iterator

from netcli.knowledge.model import Term
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.reader import Reader

_AGAINST = r"(?i)\b(?:vs\.?|versus|diff(?:erences?|er|ers)?|different|distinguish\w*|same as)\b"
_STANDS = (  # "what does PRRT stand for, everybody says it"
    r"(?i)\bwhat (?:(?:does|do|did|is|are) )?(?:the )?(?P<name>[\w-]+(?: [\w-]+)?) (?:stands?|short) for\b"
)
_BETWEEN = frozenset("between what whats what's".split())


def apart(reader: Reader) -> Iterator[Direct]:
    """Find both terms where nothing is asked but what sets them apart."""
    asked = reader.asked
    if not re.search(_AGAINST, asked.text) or reader.drugs or asked.of("trials") or asked.grade:
        return
    text, terms = key(asked.text), reader.knowledge.of(Term)
    named = {id_: [*map(key, names_of(terms[id_]))] for kind, id_ in asked.bearers if kind == "glossary"}
    words = (word for word in asked.rest if not re.search(_AGAINST, word) and word.lower() not in _BETWEEN)
    if len(named) > 1 and all(any(key(word) in name for names in named.values() for name in names) for word in words):
        first = {id_: min(text.find(name) for name in names if name in text) for id_, names in named.items()}
        for id_ in sorted(named, key=first.__getitem__)[:2]:
            said = passages_of(terms[id_], reader.knowledge)[0]
            yield Direct("glossary", id_, said, f"netcli show glossary:{id_}")


def abbreviated(reader: Reader) -> Iterator[Direct]:
    """Find the term that an abbreviation stands for, whatever is told beside it."""
    terms = reader.knowledge.of(Term)
    if found := re.search(_STANDS, reader.asked.text):
        for id_ in sorted(id_ for kind, id_ in reader.asked.bearers if kind == "glossary"):
            if key(found["name"]) in map(key, names_of(terms[id_])):
                said = passages_of(terms[id_], reader.knowledge)[0]
                yield Direct("glossary", id_, said, f"netcli show glossary:{id_}", outright=True)
