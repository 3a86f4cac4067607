"""Codes, and the sources of what is named."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from netcli.knowledge.codes import SCOPE, SYSTEMS, Code, System, holds
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.model import Site, Syndrome, Term
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import CODED, DEFINED, DEFINING, GRADED, OTHER_CODES
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import STOP_WORDS, words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.search.thesaurus import foreign
from netcli.knowledge.sites import concerns
from netcli.knowledge.wording import citation

_CITED = re.compile(r"\b(?:bibtex|ris|csl|cite|citation|references|sources)\b", re.IGNORECASE)
_STYLES = {"bibtex": "bibtex", "ris": "ris", "csl": "csl-json"}
_BEHAVIOUR = re.compile(
    r"(?<![\w/.])/\s?[01369]\b|behaviou?r (?:code|digit)|(?:behind|after) the (?:slash|stroke)", re.IGNORECASE
)
_DIGIT = re.compile(r"(?<![\w/.])/\s?([01369])\b")
_OF_ICD_10_CM = re.compile(r"\b(?:malignant|benign) (?:carcinoids?|NETs?)\b", re.IGNORECASE)  # as it alone has them
_OF_A_PLACE = re.compile(r"\b(?:site|place|organ) codes?\b|\bcode (?:of|for) the (?:primary )?site\b", re.IGNORECASE)
_ICD_10 = re.compile(r"\b(?:icd|cim|cie)[- ]?10(?:[- ]?cm)?\b", re.IGNORECASE)
_OF_ICD_O = re.compile(r"\bicd-?o\b|morphol|histolog|topograph|behaviou?r", re.IGNORECASE)
_OF_WHO = re.compile(  # the ICD-10 of other countries, which has no codes of NET
    r"\b(?:WHO|GM|ICD-?10-?(?:AM|CA))\b|(?i:\b(?:international|(?:not|non)[- ](?:the )?(?:US|CM)|cim[- ]?10)\b)"
)
_NOT_OF_WHO = "ICD-10 of WHO"
_OF_A_COUNTRY = re.compile(r"\b(?:GM|ICD-?10-?(?:AM|CA))\b")  # editions of which nothing is on record
_MORPHOLOGY = re.compile(r"(?<![\d.,/])8\d{3}(?![\d.,/])")
_TOPOGRAPHY = re.compile(r"\bC\d\d\.\d\b")
_BEFORE = re.compile(r"\b(?:before|until|prior to|up to|till) (?:19|20)\d\d\b", re.IGNORECASE)
_HEADINGS = ("C7A", "D3A")
HALF, MOST = 0.5, 0.75  # of the words of a class, which make it the one that is meant, and surely so
_GRADES = {"g1", "g2", "g3"}  # which "grade" goes by, too
_ASKING = {*words_of(f"{CODED} {GRADED} {DEFINING} 0 1 3 producing secreting making")}
_OF_SYSTEMS = {*words_of(" ".join(OTHER_CODES))}
_OF_A_CASE = {
    *words_of("before until dx diagnosed diagnosis year case path report primary site histology old still valid used")
}
_CARCINOID = re.compile(r"\b(?:[ck]ar[cz]ino[iï]de?s?|neuroendo[ck]rin\w*|p?NETs?|TNE|islets?)\b", re.IGNORECASE)
_OF_PARTS = "syndrome heart secondary mets metastasis metastases metastatic liver"  # whose code is no organ's
_WHAT = DEFINED | {*words_of("what is are a an it number")}
_PRODUCING = {*words_of("producing secreting making")}  # which many do: what, is told by the hormone
_UNSAID, _ANY_TUMOUR = {*words_of("nos")}, {*words_of("tumour carcinoma")} | _PRODUCING
_UNSPECIFIED = {*words_of("other otherwise specified")}  # words of the part that is none of the named ones
_OF_MANY = {*words_of("cell type not stated now neuroendocrine any site")}  # words of a class that tell of none


def cited(reader: Reader) -> Iterator[Direct]:
    """Find the sources behind what is named, in a style."""
    if _CITED.search(reader.asked.text):
        for one in reader.asked.records[:1]:
            style = next((_STYLES[word] for word in _STYLES if word in reader.asked.words), "text")
            command = f"netcli cite {one.id} --style {style}"
            yield Direct(one.collection, one.id, f"Its sources: {command}", command, outright=True)


def coded(reader: Reader) -> Iterator[Direct]:
    """Find a code, where it stands whole; of a heading, first the code of the organ that is named."""
    heading, site = next(iter(reader.asked.codes), ""), reader.asked.of("sites")[:1]
    if heading in _HEADINGS and site:
        own = [one for one in reader.knowledge.of(Code).values() if one.code.startswith(heading) and one.sites == site]
        yield from (_told(one, outright=True) for one in sorted(own, key=lambda one: -_part(one, reader)))
    yield from (_told(one, outright=True) for one in _under(heading, reader))
    bare, year = {*_MORPHOLOGY.findall(reader.asked.text)}, _year(reader)
    every = reader.knowledge.of(Code).values()
    meant = [one for one in every if one.code in reader.asked.codes or (one.code[:4] in bare and holds(one, year))]
    text, grade = reader.asked.text.upper(), reader.asked.grade
    of_icd_10 = bool(_ICD_10.search(text)) or any(
        {one.system for one in meant if one.code == code} == {"icd-10-cm"} for code in reader.asked.codes
    )

    def order(one: Code) -> tuple[bool, bool, int]:
        of_another = of_icd_10 and one.system != "icd-10-cm"  # C25.4 is one of ICD-O and one of ICD-10-CM
        return of_another, grade not in (None, *one.grades), text.find(one.code[:4])

    # First that of the system and of the grade which are named, then as they stand in the question.
    yield from (_told(one, reader.said, outright=True) for one in sorted(meant, key=order))


def _under(heading: str, reader: Reader) -> list[Code]:
    """Return the code under a heading of ICD-10-CM whose own words are named: "C7B of the liver"."""
    every = [one for one in reader.knowledge.of(Code).values() if one.system == "icd-10-cm"]
    head = next((one for one in every if one.code == heading), None)
    if head is None or reader.asked.of("sites"):
        return []
    known, wanted = _telling(head.means) | {*words_of("carcinoid")}, {*words_of(reader.asked.text)}
    own = {one.id: _telling(one.means) - known for one in every if one.code.startswith(heading) and one != head}
    meant = [one for one in every if own.get(one.id) and len(own[one.id] & wanted) > HALF * len(own[one.id])]
    return sorted(meant, key=lambda one: (-len(own[one.id] & wanted), len(_telling(one.means) - wanted)))[:1]


def code_of(reader: Reader) -> Iterator[Direct]:
    """Find the code of what is named: of a morphology, unless another system is asked for."""
    asked, digits = reader.asked, {*_DIGIT.findall(reader.asked.text)}
    asks = asked.says(" ".join([CODED, *OTHER_CODES]))
    if not (asks or digits) or asked.codes:
        return
    wanted, typed = _wanted(reader), {one.word for one in reader.concepts}
    system, year = _system(reader), _year(reader)
    named = reader.knowledge.once(_named)
    every = [one for one in reader.knowledge.of(Code).values() if one.system == system]
    behaving_so = [one for one in every if digits == {one.code.partition("/")[2]}]  # "insulinoma /0" is no 8151/3
    every = behaving_so if _names_one(behaving_so, wanted, named) else every * asks
    if not every:
        return
    if system == "icd-o-topography" and (elsewhere := [*_of_another_field(reader)]):
        yield from elsewhere
        return
    if system == "icd-10-cm" and _OF_WHO.search(asked.text):
        yield from _of_who(every, wanted, named, outright=not _OF_A_COUNTRY.search(asked.text))
        return
    if billed := _billed(reader, every) if system == "icd-10-cm" else []:
        yield from (_told(one, outright=True) for one in billed)
        return
    codes = _in_use(every, year, wanted, named)
    alike = {one.id: max(_alike(words, wanted, typed) for words in named[one.id]) for one in codes}
    # Of two codes that a year had, the one that has ended since was for a tumour of which nothing more is said.
    best = max(codes, key=lambda one: (alike[one.id], bool(one.until)))
    sure = alike[best.id][0] >= MOST and _is_whole(best, set().union(*named[best.id]), reader)
    place = _of_a_place(reader, system)
    whole = place is not None and not _names_a_part(place, codes, reader)
    if place and whole and (alike[best.id][0] < 1 or not sure):
        yield _told(place, outright=not any(one.collection == "out_of_scope" for one in asked.records))
    elif alike[best.id][0] >= HALF:
        yield _told(best, reader.said, outright=sure and (whole or best != place))
    if place and not whole:
        yield _told(place, outright=False)


def _in_use(
    every: list[Code], year: int | None, wanted: AbstractSet[str], named: Mapping[str, list[set[str]]]
) -> list[Code]:
    """Return the codes of a year; where none is named and no code in use bears the name, those that have ended, too."""
    codes = [one for one in every if holds(one, year)]
    if year is None and not _names_one(codes, wanted, named):
        codes += [one for one in every if one.until and _names_one([one], wanted, named)]
    return codes


def _names_one(codes: Iterable[Code], wanted: AbstractSet[str], named: Mapping[str, list[set[str]]]) -> bool:
    """Tell whether a whole name of one of some codes is in what is wanted."""
    return any(words <= wanted for one in codes for words in named[one.id])


def _of_another_field(reader: Reader) -> Iterator[Direct]:
    """Find what is said of the place of a tumour out of scope that is named, in the notes of its code."""
    refused = {one.id for one in reader.asked.records if one.collection == "out_of_scope"} - {"place-of-metastasis"}
    for one in reader.knowledge.of(Code).values():
        if note := next((note for note in one.notes if one.out_of_scope in refused and _TOPOGRAPHY.search(note)), ""):
            yield Direct("codes", one.id, f"{one.means}, {one.code}: {note}", f"netcli codes {one.code}", outright=True)


def _of_who(
    every: list[Code], wanted: set[str], named: Mapping[str, list[set[str]]], *, outright: bool
) -> Iterator[Direct]:
    """Find what ICD-10 of WHO has in the place of a code: that of a syndrome which is named, else that of a tumour."""
    notes = {one.id: (one, note) for one in every for note in one.notes if _NOT_OF_WHO in note}
    tumour = [id_ for id_, (one, _) in notes.items() if one.code in _HEADINGS]
    meant = [id_ for id_ in notes if any(len(words) > 1 and words <= wanted for words in named[id_])]  # no mere "CS"
    syndrome = [id_ for id_ in meant if id_ not in tumour]
    for id_ in [*syndrome, *tumour][:1]:
        one, note = notes[id_]
        yield Direct("codes", id_, f"{one.code}: {note}", f"netcli codes {one.code}", outright)


def _billed(reader: Reader, every: list[Code]) -> list[Code]:
    """Return the codes of a carcinoid of the organ that is named, the malignant one first; of the pancreas its own."""
    asked = reader.asked
    if asked.grade == "NEC":
        return [one for one in every if "nec" in one.categories]
    if not asked.of("sites") or asked.says(_OF_PARTS) or not _CARCINOID.search(asked.text):
        return []
    site = asked.of("sites")[0]
    own = [
        one for one in every if one.sites == [site] and (site == "pancreas" or one.code.startswith(("C7A.0", "D3A.0")))
    ]
    meant = [one for one in own if not asked.says("malignant" if one.code.startswith("D") else "benign")]
    return sorted(
        meant, key=lambda one: (one.code.startswith("D"), -_part(one, reader), "unspecified" not in one.means)
    )[:2]


def _part(code: Code, reader: Reader) -> int:
    """Return how far a code names the part of an organ that was typed: of caecum and ascending colon the one meant."""
    typed = {*words_of(reader.asked.text)} - {*words_of(reader.knowledge.of(Site)[reader.asked.of("sites")[0]].name)}
    return len({*words_of(code.means.rpartition(" of the ")[2])} & typed)


def _system(reader: Reader) -> System:
    """Return the system whose code is asked for."""
    asked = reader.asked
    of_its_words = asked.of("sites") and _OF_ICD_10_CM.search(asked.text) and not _OF_ICD_O.search(asked.text)
    if _ICD_10.search(asked.text) or of_its_words:
        return "icd-10-cm"
    usual: System = "icd-10-cm" if _is_no_tumour(reader) else "icd-o-morphology"
    named_so: System = next((one for words, one in OTHER_CODES.items() if asked.says(words)), usual)
    return "icd-o-topography" if _OF_A_PLACE.search(asked.text) else named_so


def _is_no_tumour(reader: Reader) -> bool:
    """Tell whether a syndrome is named that has a code in ICD-10-CM alone: MEN1, the carcinoid syndrome."""
    every = reader.knowledge.of(Code).values()
    named = {one.id for one in reader.asked.records if one.id in reader.knowledge.of(Syndrome)}
    tumour = reader.asked.of("sites") or any(one.typed.lower() == "carcinoid" for one in reader.asked.records)
    systems = {one.system for one in every if one.syndrome in named}
    return systems == {"icd-10-cm"} and not tumour and not _OF_ICD_O.search(reader.asked.text)


def _year(reader: Reader) -> int | None:
    """Return the year of diagnosis that is named, the one before it after "before"; of several none."""
    years = reader.asked.years
    return int(years[0]) - bool(_BEFORE.search(reader.asked.text)) if len(years) == 1 else None


def _of_a_place(reader: Reader, system: System) -> Code | None:
    """Return the topography of an organ whose code is asked for, that of the whole where it has several."""
    if system != "icd-o-topography" or not reader.asked.of("sites"):
        return None
    every = [one for one in reader.knowledge.of(Code).values() if one.system == system]
    own = [one for one in every if one.sites == reader.asked.of("sites")[:1]]
    return own[0] if len(own) == 1 else next((one for one in own if one.code.endswith("9")), None)


def _names_a_part(whole: Code, codes: Iterable[Code], reader: Reader) -> bool:
    """Tell whether a part of an organ is named which has a code of its own: its tail, its body."""
    named, sites = reader.knowledge.once(_named), reader.knowledge.of(Site)
    parts = {word for one in codes if one.sites == whole.sites for words in named[one.id] for word in words}
    known = {*set().union(*named[whole.id]), *words_of(sites[whole.sites[0]].name), *_UNSPECIFIED}
    typed = {form for one in reader.concepts if one.word not in known for form in (one.word, *one.forms)}
    return not parts.isdisjoint(({*words_of(reader.asked.text)} | typed) - known)


def _is_whole(code: Code, named: set[str], reader: Reader) -> bool:
    """Tell whether a code bears all that was named, but for an organ where it may be written."""
    sites, organs = reader.knowledge.of(Site), reader.asked.of("sites")
    if not all(concerns(site, code.sites, sites) for site in organs):
        return False
    of_organs = {word for site in organs for name in names_of(sites[site]) for word in words_of(name)}
    known = named | of_organs | _ASKING | _OF_A_CASE | _OF_MANY | _OF_SYSTEMS | {*reader.asked.years}
    words = [*reader.asked.rest, *(one.typed for one in reader.asked.records if one.collection != "sites")]
    said = (one for word in words for one in words_of(word.replace("-", " ")))
    return all(one in known or not foreign(one).isdisjoint(known) for one in said)


def _told(one: Code, said: AbstractSet[str] = frozenset(), *, outright: bool) -> Direct:
    """Return what a code says: the term of it that was asked for, and what is written since it ended."""
    scope = f"; {SCOPE}" if one.out_of_scope else ""
    ended = f"up to {one.until}" + (f", now {' or '.join(one.instead)}" if one.instead else "")
    system = ended if one.until else SYSTEMS[one.system]
    whole = [name for name in (one.means, *one.terms) if _telling(name) <= said]
    asked = max(whole, key=lambda name: len(_telling(name)), default=one.means)
    means = f"{asked}, under {one.means}" if asked != one.means else one.means
    says = f"{means}: {one.code} ({system}{scope}){citation(one.sources)}"
    return Direct("codes", one.id, says, f"netcli codes {one.code}", outright)


def _named(knowledge: Knowledge) -> dict[str, list[set[str]]]:
    """Return the words of every name of each code, those of its syndrome too."""
    syndromes = knowledge.of(Syndrome)
    return {
        one.id: [
            _telling(name)
            for name in (
                one.means.partition(" (ICD-O-")[0],
                *one.terms,
                *(names_of(syndromes[one.syndrome]) if one.syndrome else ()),
            )
        ]
        for one in knowledge.of(Code).values()
    }


def _telling(name: str) -> set[str]:
    """Return the words that tell a name from others; "NOS" where the rest is of any tumour."""
    words = {*words_of(name.replace("-", " "))} - _OF_MANY - STOP_WORDS
    return words - _UNSAID if words - _UNSAID - _ANY_TUMOUR else words


def _wanted(reader: Reader) -> set[str]:
    """Return the words of a question in all their forms, and those of every name of what it names: LCNEC in words."""
    terms = reader.knowledge.of(Term).values()
    names = ([set(words_of(name)) for name in names_of(one)] for one in terms)
    named = {
        word for of_one in names if any(name <= reader.said for name in of_one) for name in of_one for word in name
    }
    sites = reader.knowledge.of(Site)
    organs = [words_of(sites[site].name) for site in reader.asked.of("sites")]
    organ = {words[0] for words in organs if len(words) == 1}  # the pancreas in "pancreatic tail"
    return reader.said | {*words_of(reader.asked.text)} | (named - _GRADES) | organ


def _alike(words: set[str], wanted: set[str], typed: set[str]) -> tuple[float, int, int]:
    """Return how whole a name is in what is wanted, then how many of its words were typed, or meant."""
    # "Merkel cell" is enough for its carcinoma, "NOS" for none.
    telling = words - _ANY_TUMOUR if words - _ANY_TUMOUR - _UNSAID else words
    share = max(len(some & wanted) / max(len(some), 1) for some in (words, telling))
    return share, len(words & typed), len(words & wanted)


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
    wanted, year = {*words_of(reader.asked.text)} - _UNSAID - _WHAT - {*reader.asked.years}, _year(reader)
    for one in sorted(reader.knowledge.of(Code).values(), key=lambda one: not one.until):
        if holds(one, year) and wanted in reader.knowledge.once(_named)[one.id]:
            yield _told(one, outright=True)
            return
