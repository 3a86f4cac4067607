"""Codes, and the sources of what is named."""

import re
from collections.abc import Iterator

from netcli.knowledge.codes import SCOPE, SYSTEMS, Code
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.model import Site, Syndrome, Term
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import ASKING, CODED, OTHER_CODES
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import concerns
from netcli.knowledge.wording import citation

_CITED = re.compile(r"\b(?:bibtex|ris|csl|cite|citation|references|sources)\b", re.IGNORECASE)
_STYLES = {"bibtex": "bibtex", "ris": "ris", "csl": "csl-json"}
_BEHAVIOUR = re.compile(
    r"(?<![\w/.])/\s?[01369]\b|behaviou?r (?:code|digit)|(?:behind|after) the (?:slash|stroke)", re.IGNORECASE
)
_OF_A_PLACE = re.compile(r"\b(?:site|place|organ) codes?\b|\bcode (?:of|for) the (?:primary )?site\b", re.IGNORECASE)
HALF = 0.5  # of the words of a class, which make it the one that is meant
_GRADES = {"g1", "g2", "g3"}  # which "grade" goes by, too
_OF_SYSTEMS = {*words_of(" ".join(OTHER_CODES))}
_OF_MANY = {*words_of("cell type not stated now neuroendocrine")}  # words of a class that tell of none


def cited(reader: Reader) -> Iterator[Direct]:
    """Find the sources behind what is named, in a style."""
    if _CITED.search(reader.asked.text):
        for one in reader.asked.records[:1]:
            style = next((_STYLES[word] for word in _STYLES if word in reader.asked.words), "text")
            command = f"netcli cite {one.id} --style {style}"
            yield Direct(one.collection, one.id, f"Its sources: {command}", command, outright=True)


def coded(reader: Reader) -> Iterator[Direct]:
    """Find a code, where it stands whole."""
    for one in reader.knowledge.of(Code).values():
        if one.code in reader.asked.codes:
            yield _told(one, outright=True)


def code_of(reader: Reader) -> Iterator[Direct]:
    """Find the code of what is named: of a morphology, unless another system is asked for."""
    asked = reader.asked
    if not asked.says(" ".join([CODED, *OTHER_CODES])) or asked.codes:
        return
    wanted, typed = _wanted(reader), {one.word for one in reader.concepts}
    named_so = next((system for words, system in OTHER_CODES.items() if asked.says(words)), "icd-o-morphology")
    system = "icd-o-topography" if _OF_A_PLACE.search(asked.text) else named_so
    named = reader.knowledge.once(_named)
    codes = [one for one in reader.knowledge.of(Code).values() if one.system == system and not one.until]
    alike = {one.id: max(_alike(words, wanted, typed) for words in named[one.id]) for one in codes}
    best = max(codes, key=lambda one: alike[one.id])
    if alike[best.id][0] < 1 and (place := _of_a_place(reader)):
        yield _told(place, outright=True)
    elif alike[best.id][0] >= HALF:
        yield _told(best, outright=alike[best.id][0] == 1 and _is_whole(best, set().union(*named[best.id]), reader))


def _of_a_place(reader: Reader) -> Code | None:
    """Return the topography of an organ whose code is asked for, that of the whole where it has several."""
    if not (_OF_A_PLACE.search(reader.asked.text) and reader.asked.of("sites")):
        return None
    every = [one for one in reader.knowledge.of(Code).values() if one.system == "icd-o-topography"]
    own = [one for one in every if one.sites == reader.asked.of("sites")[:1]]
    return own[0] if len(own) == 1 else next((one for one in own if one.code.endswith("9")), None)


def _is_whole(code: Code, named: set[str], reader: Reader) -> bool:
    """Tell whether a code bears all that was named, but for an organ where it may be written."""
    sites, organs = reader.knowledge.of(Site), reader.asked.of("sites")
    if not all(concerns(site, code.sites, sites) for site in organs):
        return False
    of_organs = {word for site in organs for name in names_of(sites[site]) for word in words_of(name)}
    known = named | of_organs | ASKING | _OF_MANY | _OF_SYSTEMS
    words = [*reader.asked.rest, *(one.typed for one in reader.asked.records if one.collection != "sites")]
    return all(set(words_of(word)) <= known for word in words)


def _told(one: Code, *, outright: bool) -> Direct:
    scope = f"; {SCOPE}" if one.out_of_scope else ""
    says = f"{one.means}: {one.code} ({SYSTEMS[one.system]}{scope}){citation(one.sources)}"
    return Direct("codes", one.id, says, f"netcli codes {one.code}", outright)


def _named(knowledge: Knowledge) -> dict[str, list[set[str]]]:
    """Return the words of every name of each code, those of its syndrome too."""
    syndromes = knowledge.of(Syndrome)
    return {
        one.id: [
            set(words_of(name)) - _OF_MANY or set(words_of(name))
            for name in (one.means, *one.terms, *(names_of(syndromes[one.syndrome]) if one.syndrome else ()))
        ]
        for one in knowledge.of(Code).values()
    }


def _wanted(reader: Reader) -> set[str]:
    """Return the words of a question in all their forms, and those of every name of what it names: LCNEC in words."""
    terms = reader.knowledge.of(Term).values()
    names = ([set(words_of(name)) for name in names_of(one)] for one in terms)
    named = {
        word for of_one in names if any(name <= reader.said for name in of_one) for name in of_one for word in name
    }
    return reader.said | {*words_of(reader.asked.text)} | (named - _GRADES)


def _alike(words: set[str], wanted: set[str], typed: set[str]) -> tuple[float, int, int]:
    """Return how whole a name is in what is wanted, then how many of its words were typed, or meant."""
    return len(words & wanted) / max(len(words), 1), len(words & typed), len(words & wanted)


def behaving(reader: Reader) -> Iterator[Direct]:
    """Find what the digit behind the slash of a morphology code says, or the code of the tumour that is named."""
    if not _BEHAVIOUR.search(reader.asked.text):
        return
    if reader.asked.codes or any(one.outright for one in code_of(reader)):
        return
    for collection, one in reader.index.names.get(key("behaviour code"), []):
        said = passages_of(reader.knowledge.of(COLLECTIONS[collection])[one], reader.knowledge)[0]
        yield Direct(collection, one, said, f"netcli show {collection}:{one}", outright=True)


def named(reader: Reader) -> Iterator[Direct]:
    """Find the code of a name that no other record bears: "argentaffinoma"."""
    if reader.asked.records or reader.asked.bearers:
        return
    wanted = {*words_of(reader.asked.text)}
    for one in reader.knowledge.of(Code).values():
        if not one.until and wanted in reader.knowledge.once(_named)[one.id]:
            yield _told(one, outright=True)
            return
