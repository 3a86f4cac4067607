"""Values that the shell offers after an option."""

from collections.abc import Iterable
from typing import get_args

from netcli.errors import NetcliError
from netcli.knowledge.load import Knowledge
from netcli.knowledge.overlay import open_knowledge

FIRST_OFFERED = ("therapies", "trials", "syndromes")  # where any name will do and none is begun


def matching(incomplete: str, values: Iterable[str]) -> list[str]:
    """Return the values that go on from what was typed, whatever the case.

    What was typed stays as it is, since shells drop an offer that begins otherwise; a space becomes a hyphen, which
    a shell need not quote. netcli minds neither.
    """
    from netcli.knowledge.names import key

    begun = incomplete.casefold()
    fitting = [value.replace(" ", "-") for value in values if value.casefold().startswith(begun)]
    one_spelling = {key(value): value for value in sorted(fitting, reverse=True)}
    rests = [value[len(incomplete) :] for value in one_spelling.values()]
    return sorted(incomplete + (rest.lower() if incomplete.islower() else rest) for rest in rests)


def known() -> Knowledge:
    """Return the knowledge with the overlays of NETCLI_DATA; without them when they are not valid."""
    try:
        return open_knowledge([])
    except (NetcliError, OSError):
        return Knowledge()


def sites(incomplete: str) -> list[str]:
    """Return site ids, and synonyms once something is typed."""
    from netcli.knowledge.model import Site

    every = known().of(Site).values()
    typed = [alias for site in every for alias in site.aliases if " " not in alias] if incomplete else []
    return matching(incomplete, [*(site.id for site in every), *typed])


def countries(incomplete: str) -> list[str]:
    """Return the countries by their English names."""
    from netcli.registries.countries import COUNTRIES

    return matching(incomplete, (country.name for country in COUNTRIES))


def words(what: str, incomplete: str) -> list[str]:
    """Return the words of a closed vocabulary."""
    from netcli.knowledge import words as typed
    from netcli.knowledge.vocabulary import BiomarkerKind, EventKind
    from netcli.output.sink import FORMATS

    vocabularies: dict[str, Iterable[str]] = {
        "region": typed.REGIONS,
        "standing": typed.STANDINGS,
        "sstr": typed.RECEPTOR,
        "functional": typed.FUNCTIONAL,
        "line": typed.LINES,
        "grade": typed.GRADES,
        "trial-status": typed.TRIAL_STATUSES,
        "phase": ("1", "2", "3", "4", "1/2", "2/3", "early-1"),
        "format": FORMATS,
        "biomarker-kind": get_args(BiomarkerKind),
        "differentiation": ("well", "poor", "mixed", "unknown"),
        "cell": ("small", "large"),
        "necrosis": ("none", "punctate", "extensive", "unknown"),
        "edition": ("who-2022", "who-2019", "who-2017", "who-2010", "enets-2006"),
        "event-kind": get_args(EventKind),
        "style": ("text", "bibtex", "ris", "csl-json"),
        "color": ("auto", "always", "never"),
    }
    if what == "class":
        from netcli.knowledge.model import Therapy

        return matching(incomplete, (therapy.class_ for therapy in known().of(Therapy).values()))
    return matching(incomplete, vocabularies[what])


def names(incomplete: str) -> list[str]:
    """Return drugs, brands and trials."""
    return [*collection_names("therapies", incomplete), *collection_names("trials", incomplete)]


def collection_names(collection: str, incomplete: str) -> list[str]:
    """Return the one-word names of a collection's records, or of everything; only the ids when none is begun."""
    from netcli.knowledge.load import COLLECTIONS
    from netcli.knowledge.lookup import ORDER
    from netcli.knowledge.names import names_of

    knowledge = known()
    every = ORDER if incomplete else FIRST_OFFERED
    chosen = [name for name in every if name not in ("faq", "sources")] if collection == "all" else [collection]
    records = [record for name in chosen for record in knowledge.of(COLLECTIONS[name]).values()]
    if not incomplete:
        return matching("", (record.id for record in records))
    return matching(incomplete, (name for record in records for name in names_of(record) if " " not in name))
