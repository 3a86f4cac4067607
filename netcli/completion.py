"""Values that the shell offers after an option."""

from collections.abc import Iterable

from netcli.knowledge.load import Knowledge


def matching(incomplete: str, values: Iterable[str]) -> list[str]:
    """Return the values that start with what was typed, whatever the case."""
    return sorted({value for value in values if value.casefold().startswith(incomplete.casefold())})


def sites(incomplete: str) -> list[str]:
    """Return site ids, and synonyms once something is typed."""
    from netcli.knowledge.model import Site

    known = Knowledge().of(Site).values()
    typed = [alias for site in known for alias in site.aliases if " " not in alias] if incomplete else []
    return matching(incomplete, [*(site.id for site in known), *typed])


def words(what: str, incomplete: str) -> list[str]:
    """Return the words of a closed vocabulary."""
    from netcli.knowledge import words as known
    from netcli.output.sink import FORMATS

    vocabularies: dict[str, Iterable[str]] = {
        "region": known.REGIONS,
        "standing": known.STANDINGS,
        "sstr": known.RECEPTOR,
        "functional": known.FUNCTIONAL,
        "line": known.LINES,
        "grade": known.GRADES,
        "trial-status": known.TRIAL_STATUSES,
        "phase": ("1", "2", "3", "4", "1/2", "2/3", "early-1"),
        "format": FORMATS,
        "biomarker-kind": ("tissue", "circulating", "urine", "genomic", "imaging-score"),
        "differentiation": ("well", "poor", "mixed", "unknown"),
        "cell": ("small", "large"),
        "necrosis": ("none", "punctate", "extensive", "unknown"),
        "edition": ("who-2022", "who-2019", "who-2017", "who-2010", "enets-2006"),
        "style": ("text", "bibtex", "ris", "csl-json"),
        "color": ("auto", "always", "never"),
    }
    if what == "class":
        from netcli.knowledge.model import Therapy

        return matching(incomplete, (therapy.class_ for therapy in Knowledge().of(Therapy).values()))
    return matching(incomplete, vocabularies[what])


def names(incomplete: str) -> list[str]:
    """Return drugs, brands and trials."""
    return [*collection_names("therapies", incomplete), *collection_names("trials", incomplete)]


def collection_names(collection: str, incomplete: str) -> list[str]:
    """Return the one-word names of a collection's records, or of everything."""
    from netcli.knowledge.load import COLLECTIONS
    from netcli.knowledge.lookup import ORDER
    from netcli.knowledge.names import names_of

    knowledge = Knowledge()
    chosen = [name for name in ORDER if name not in ("faq", "sources")] if collection == "all" else [collection]
    records = [record for name in chosen for record in knowledge.of(COLLECTIONS[name]).values()]
    return matching(incomplete, (name for record in records for name in names_of(record) if " " not in name))
