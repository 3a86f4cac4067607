"""Values that the shell offers after an option.

Most are names, and a name may come from anybody's overlay, while a shell takes what it is offered for a piece of the
command line: zsh evaluates it on the tab key, bash on Enter, and each expands and splits it. So only words that mean
nothing to any shell are offered.
"""

import re
import sys
from collections.abc import Iterable
from typing import Any

from netcli.errors import NetcliError
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.files.overlay import open_knowledge
from netcli.knowledge.vocabulary import Vocabulary
from netcli.text import is_hidden

FIRST_OFFERED = ("therapies", "trials", "syndromes")  # where any name will do and none is begun

# Letters, digits and what bash, zsh, fish and PowerShell take as it stands inside a word. Not so: blanks, quotes and
# $ ` \ ( ) ; & | < >, which split or run; comma and * ? [ ] { } ~ ^ # ! % = @, which one or another of them expands;
# the colon, at which zsh and bash part words. A letter or a digit comes first, as in no option and no hidden file.
_INERT = re.compile(r"[^\W_][\w./+-]{0,99}")
_SPECIAL = re.compile(r"[^\w./+-]+")


def matching(incomplete: str, values: Iterable[str]) -> list[str]:
    """Return words that go on from what was typed, whatever the case, and that name what the values name.

    What was typed stays as it is, since shells drop an offer that begins otherwise. netcli minds neither case nor
    punctuation, so what a shell would mind becomes a hyphen. A value that no inert word names is not offered.
    """
    from netcli.knowledge.names import key

    words = ((value, _going_on(incomplete, _spelled(value))) for value in values)
    fitting = [word for value, word in words if is_inert(word) and key(word) == key(value) != ""]
    one_spelling = {key(word): word for word in sorted(fitting, reverse=True)}
    return sorted(one_spelling.values())


def is_inert(word: str) -> bool:
    """Tell whether every shell takes a word as it stands: nothing to run, expand or split, nothing hidden.

    Beyond ASCII only where UTF-8 is spoken: in other encodings a letter may hold the byte of a backquote.
    """
    if not _INERT.fullmatch(word):
        return False
    return word.isascii() or (_speaks_utf8() and not any(map(is_hidden, word)))


def _speaks_utf8() -> bool:
    return sys.stdout.encoding.casefold().replace("-", "") == "utf8"


def _spelled(name: str) -> str:
    """Return a name with hyphens for what a shell might mind, beginning and ending as a word does."""
    return _SPECIAL.sub("-", name).lstrip("-_./+").rstrip("-")


def _going_on(incomplete: str, name: str) -> str:
    """Return what was typed and the rest of a name that begins so, in the case it is typed in; "" for another name."""
    if not name.casefold().startswith(incomplete.casefold()):
        return ""
    rest = name[len(incomplete) :]
    return incomplete + (rest.lower() if incomplete.islower() else rest)


def offer(what: Vocabulary[Any] | str, incomplete: str) -> list[str]:
    """Return the words of a vocabulary, or the names of a kind of things, that go on from what was typed."""
    if isinstance(what, Vocabulary):
        return matching(incomplete, what.words)
    if " and " in what:
        return [word for one in what.split(" and ") for word in offer(one, incomplete)]
    special = {
        "sites": sites, "countries": countries, "classes": classes, "editions": editions, "compared": compared,
        "schedules": scheduled, "earlier": earlier, "answers": published,
    }  # fmt: skip
    return special[what](incomplete) if what in special else collection_names(what, incomplete)


def known() -> Knowledge:
    """Return the knowledge with the overlays of NETCLI_DATA; without them when they are not valid."""
    try:
        return open_knowledge([])
    except (NetcliError, OSError):
        return bundled()


def sites(incomplete: str) -> list[str]:
    """Return site ids, and synonyms once something is typed."""
    from netcli.knowledge.model import Site

    every = known().of(Site).values()
    typed = [alias for site in every for alias in site.aliases if " " not in alias] if incomplete else []
    return matching(incomplete, [*(site.id for site in every), *typed])


def published(incomplete: str) -> list[str]:
    """Return the answers that have a schema."""
    from netcli.output.published import published_names

    return matching(incomplete, published_names())


def countries(incomplete: str) -> list[str]:
    """Return the countries by their English names."""
    from netcli.registries.countries import COUNTRIES

    return matching(incomplete, (country.name for country in COUNTRIES))


def classes(incomplete: str) -> list[str]:
    """Return the classes of drugs."""
    from netcli.knowledge.model import Therapy

    return matching(incomplete, (therapy.class_ for therapy in known().of(Therapy).values()))


def earlier(incomplete: str) -> list[str]:
    """Return what patients may have had before: classes, drugs and brands."""
    from netcli.knowledge.vocabulary import EARLIER_TREATMENTS

    words = matching(incomplete, EARLIER_TREATMENTS.words)
    return list(dict.fromkeys([*words, *collection_names("therapies", incomplete)]))


def editions(incomplete: str) -> list[str]:
    """Return the editions of the classification that can be computed."""
    from netcli.knowledge.scheme import Scheme

    return matching(incomplete, (scheme.id for scheme in known().of(Scheme).values() if scheme.refusal is None))


def compared(incomplete: str) -> list[str]:
    """Return drugs, brands and trials: what can be compared."""
    return [*collection_names("therapies", incomplete), *collection_names("trials", incomplete)]


def scheduled(incomplete: str) -> list[str]:
    """Return what schedules are asked by: kinds, syndromes that have some, sites."""
    from netcli.knowledge.model import Schedule, Syndrome
    from netcli.knowledge.names import names_of
    from netcli.knowledge.vocabulary import SCHEDULE_KINDS

    knowledge = known()
    told = {name for one in knowledge.of(Schedule).values() for name in one.syndromes}
    syndromes = [one for one in knowledge.of(Syndrome).values() if one.id in told]
    named = [name for one in syndromes for name in (names_of(one) if incomplete else [one.id]) if " " not in name]
    return list(dict.fromkeys([*matching(incomplete, [*SCHEDULE_KINDS.words, *named]), *sites(incomplete)]))


def collection_names(collection: str, incomplete: str) -> list[str]:
    """Return the one-word names of a collection's records, or of everything; only the ids when none is begun."""
    from netcli.knowledge.files.load import COLLECTIONS
    from netcli.knowledge.lookup import ORDER
    from netcli.knowledge.names import names_of

    knowledge = known()
    every = ORDER if incomplete else FIRST_OFFERED
    chosen = [name for name in every if name not in ("faq", "sources")] if collection == "all" else [collection]
    records = [record for name in chosen for record in knowledge.of(COLLECTIONS[name]).values()]
    if not incomplete:
        return matching("", (record.id for record in records))
    return matching(incomplete, (name for record in records for name in names_of(record) if " " not in name))
