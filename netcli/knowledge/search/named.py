"""What every name on record stands for: a record, a place, a house that writes guidelines. Made with the index."""

import re

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, label_of, names_of
from netcli.knowledge.search import languages
from netcli.knowledge.search.languages import PLACES
from netcli.knowledge.vocabulary import REGIONS

Held = list[tuple[str, str]]  # collections with ids; "places" and "houses" stand for themselves
# Where a name stands in several collections, the first of these is meant.
NAMED = ("therapies", "trials", "syndromes", "sites", "imaging", "biomarkers", "grading", "out_of_scope")
TERMS = "glossary"  # whose names say what is asked about only where nothing else is called so
GENERIC = frozenset(
    "net nets nen nens any all anywhere allsites neuroendocrine anysite enets neuroendocrinetumour neuroendocrinetumor"
    " unknown".split()
)
_NUMBERED = r"([A-Z]{5,})-\d+$"
_ACRONYM = r"\b[A-Z][A-Za-z]*[A-Z][a-z]*\b"


def names_on_record(knowledge: Knowledge) -> dict[str, Held]:
    """Return what each name stands for, folded: records, the collection that is meant first; a place, a house."""
    names: dict[str, Held] = {}
    for collection in (*NAMED, TERMS):
        for record in knowledge.of(COLLECTIONS[collection]).values():
            # "Multiple endocrine neoplasia type 1 (MEN1)" is called so without the brackets, too.
            # "Neurofibromatosis type 1" is meant by "neurofibromatosis", too.
            label = label_of(record).partition(" (")[0]
            of_all_types = re.sub(r" type \d$", "", label) if collection == "syndromes" else label
            for name in dict.fromkeys(map(key, [*names_of(record), label, of_all_types])):
                if name and not name.isdigit() and (name not in GENERIC or collection == TERMS):
                    names.setdefault(name, []).append((collection, record.id))
    for family, members in _families(knowledge).items():
        names.setdefault(family, members)
    _name_in_other_languages(names)
    for place in _places(knowledge):
        for name in (place, *PLACES.get(place, "").split()):
            names.setdefault(key(name), [("places", place)])
    for house in _houses(knowledge):
        if names.get(key(house), [(TERMS, "")])[0][0] == TERMS:
            names[key(house)] = [("houses", house), *names.get(key(house), [])]
    return names


def _families(knowledge: Knowledge) -> dict[str, Held]:
    """Return the trials that share a name but for their number, by that name: LITESPARK."""
    families: dict[str, Held] = {}
    for trial in knowledge.of(model.Trial).values():
        if found := re.match(_NUMBERED, trial.acronym):
            families.setdefault(key(found[1]), []).append(("trials", trial.id))
    return {name: members for name, members in families.items() if len(members) > 1}


def _name_in_other_languages(names: dict[str, Held]) -> None:
    """Let organs, syndromes and terms go by the names of other languages, too."""
    for english, foreign in languages.names():
        if held := [one for one in names.get(key(english), []) if one[0] in ("sites", "syndromes", TERMS)]:
            names.setdefault(key(foreign), held)


def _places(knowledge: Knowledge) -> list[str]:
    trials = {country for trial in knowledge.of(model.Trial).values() for country in trial.countries}
    counted = {
        part.strip()
        for one in knowledge.of(model.Epidemiology).values()
        for part in re.split(r"[()]| and ", one.region)
        if part.strip()
    }
    return sorted(trials | counted)


def _houses(knowledge: Knowledge) -> list[str]:
    advice = [one.guideline for one in knowledge.of(model.Recommendation).values()]
    plans = [one.guideline for one in knowledge.of(model.Schedule).values()]
    named = {house for name in (*advice, *plans) for house in re.findall(_ACRONYM, name.partition("(")[0])}
    regions = {key(word) for region, words in REGIONS.words.items() for word in (region, *words)}
    return sorted(house for house in named if key(house) not in GENERIC | regions)
