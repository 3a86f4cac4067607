"""Codes, and the sources of what is named."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from netcli.knowledge.codes import SCOPE, SYSTEMS, Code, Reporting, System, holds
from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.model import Site, Syndrome
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import CODED, DEFINED, DEFINING, GRADED, OTHER_CODES
from netcli.knowledge.search.direct.billing import (
    CARCINOID,
    HALF,
    HEADINGS,
    OF_A_COUNTRY,
    OF_WHO,
    SPREAD,
    billed,
    of_who,
    part_named,
    under,
)
from netcli.knowledge.search.direct.code_names import (
    ANY_TUMOUR,
    OF_MANY,
    UNSAID,
    UNSPECIFIED,
    alike_in,
    names_by_code,
    names_one,
    numbered,
    telling,
    typed_in,
    wanted_in,
)
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import passages_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.search.thesaurus import foreign
from netcli.knowledge.sites import concerns
from netcli.knowledge.wording import citation

_CITED = r"(?i)\b(?:bibtex|ris|csl|cite|citation|references|sources)\b"
_STYLES = {"bibtex": "bibtex", "ris": "ris", "csl": "csl-json"}
_BEHAVIOUR = r"(?i)(?<![\w/.])/\s?[012369]\b|behaviou?r (?:code|digit)|(?:behind|after) the (?:slash|stroke)"
_DIGIT = r"(?<![\w/.])/\s?([012369])\b"
_OF_ICD_10_CM = (  # as it alone has them
    r"(?i)\b(?:malignant|benign) (?:carcinoids?|NETs?)\b|\b(?:carcinoids?|NETs?),? (?:malignant|benign)\b"
)
_BILLED = r"(?i)\b(?:dx|diagnos[it]\w+|billing|claims?|insurance|reimbursement) codes?\b"
_OF_A_PLACE = r"(?i)\b(?:site|place|organ) codes?\b|\bcode (?:of|for) the (?:primary )?site\b"
_ICD_10 = r"(?i)\b(?:icd|cim|cie)[- ]?10(?:[- ]?cm)?\b"
_OF_ICD_O = r"(?i)\bicd-?o\b|morphol|histolog|topograph|behaviou?r"
_MORPHOLOGY = r"(?<![\d.,/])8\d{3}(?![\d.,/])"
_TOPOGRAPHY = r"\bC\d\d\.\d\b"
_BEFORE = r"(?i)\b(?:before|until|prior to|up to|till) (?:19|20)\d\d\b"
MOST = 0.75  # of the words of a class, which make it surely the one that is meant
_ASKING = {*words_of(f"{CODED} {GRADED} {DEFINING} 0 1 3 producing secreting making")}
_OF_SYSTEMS = {*words_of(" ".join(OTHER_CODES))}
_OF_A_CASE = {
    *words_of("before until dx diagnosed diagnosis year case path report primary site histology old still valid used"),
    *words_of("left right billing claim insurance"),
}
_TUMOUR = rf"(?i){CARCINOID}|\btumou?rs?\b|cancer|carcinom|neoplas|\bNE[CN]s?\b|\w+oma\b|\bmets?\b|metast"
_WHAT = DEFINED | {*words_of("what is are a an it number")}
_OF_ANY = {*words_of("net nets nen nec carcinoid tumour")}
_DIGITS = {*words_of("digit slash")}  # in the heading of the rule on all of them


def cited(reader: Reader) -> Iterator[Direct]:
    """Find the sources behind what is named, in a style."""
    if re.search(_CITED, reader.asked.text):
        for one in reader.asked.records[:1]:
            style = next((_STYLES[word] for word in _STYLES if word in reader.asked.words), "text")
            command = f"netcli cite {one.id} --style {style}"
            yield Direct(one.collection, one.id, f"Its sources: {command}", command, outright=True)


def coded(reader: Reader) -> Iterator[Direct]:
    """Find a code, where it stands whole; of a heading, first the code of the organ that is named."""
    heading, site = next(iter(reader.asked.codes), ""), reader.asked.of("sites")[:1]
    if heading in HEADINGS and site:
        own = [one for one in reader.knowledge.of(Code).values() if one.code.startswith(heading) and one.sites == site]
        yield from (told_of(one, outright=True) for one in sorted(own, key=lambda one: -part_named(one, reader)))
    yield from (told_of(one, outright=True) for one in ([] if site else under(heading, reader)))
    bare, year = {*re.findall(_MORPHOLOGY, reader.asked.text)}, _year(reader)
    every = reader.knowledge.of(Code).values()
    meant = [one for one in every if one.code in reader.asked.codes or (one.code[:4] in bare and holds(one, year))]
    text, grade = reader.asked.text.upper(), reader.asked.grade
    of_icd_10 = bool(re.search(_ICD_10, text)) or any(
        {one.system for one in meant if one.code == code} == {"icd-10-cm"} for code in reader.asked.codes
    )

    def order(one: Code) -> tuple[bool, bool, int]:
        of_another = of_icd_10 and one.system != "icd-10-cm"  # C25.4 is one of ICD-O and one of ICD-10-CM
        return of_another, grade not in (None, *one.grades), text.find(one.code[:4])

    # First that of the system and of the grade which are named, then as they stand in the question.
    yield from (told_of(one, reader.said, outright=True) for one in sorted(meant, key=order))


def code_of(reader: Reader) -> Iterator[Direct]:
    """Find the code of what is named: of a morphology, unless another system is asked for."""
    asked, digits = reader.asked, {*re.findall(_DIGIT, reader.asked.text)}
    asks = asked.says(" ".join([CODED, *OTHER_CODES]))
    if not (asks or digits) or asked.codes:
        return
    named = reader.knowledge.once(names_by_code)
    system, year = _system(reader), _year(reader)
    wanted, typed = wanted_in(reader, system), typed_in(reader, named)
    every = [one for one in reader.knowledge.of(Code).values() if one.system == system]
    if system == "icd-o-morphology" and _is_a_place(reader) and not names_one(every, wanted, named):
        system = "icd-o-topography"
        every = [one for one in reader.knowledge.of(Code).values() if one.system == system]
    behaving_so = [one for one in every if digits == {one.code.partition("/")[2]}]  # "insulinoma /0" is no 8151/3
    every = behaving_so if names_one(behaving_so, wanted, named) else every * asks
    if not every:
        return
    if system == "icd-o-topography" and (elsewhere := [*_of_another_field(reader)]):
        yield from elsewhere
        return
    if system == "icd-10-cm" and re.search(OF_WHO, asked.text):
        yield from of_who(every, wanted, named, outright=not re.search(OF_A_COUNTRY, asked.text))
        return
    if of_icd_10 := billed(reader, every) if system == "icd-10-cm" else []:
        yield from (told_of(one, outright=True) for one in of_icd_10)
        return
    codes = _in_use(every, year, wanted, named)
    alike = {one.id: max(alike_in(words, wanted, typed) for words in named[one.id]) for one in codes}
    # Of two codes that a year had, the one that has ended since was for a tumour of which nothing more is said.
    best = max(codes, key=lambda one: (alike[one.id], bool(one.until)))
    unsaid = bool(re.search(CARCINOID, asked.text)) and not asked.grade and telling(best.means) <= ANY_TUMOUR | UNSAID
    sure = (unsaid or alike[best.id][0] >= MOST) and _is_whole(best, set().union(*named[best.id]), reader)
    place = _of_a_place(reader, system)
    whole = place is not None and not _names_a_part(place, codes, reader)
    if place and whole and (alike[best.id][0] < 1 or not sure):
        yield told_of(place, outright=not asked.of("out_of_scope"))
    elif alike[best.id][0] >= HALF:
        yield told_of(best, reader.said, outright=sure and (whole or best != place))
    if place and not whole:
        yield told_of(place, outright=False)


def _in_use(
    every: list[Code], year: int | None, wanted: AbstractSet[str], named: Mapping[str, list[set[str]]]
) -> list[Code]:
    """Return the codes of a year; where none is named and no code in use bears the name, those that have ended, too."""
    codes = [one for one in every if holds(one, year)]
    if year is None and not names_one(codes, wanted, named):
        codes += [one for one in every if one.until and names_one([one], wanted, named)]
    return codes


def _of_another_field(reader: Reader) -> Iterator[Direct]:
    """Find what is said of the place of a tumour out of scope that is named, in the notes of its code."""
    refused = {*reader.asked.of("out_of_scope")} - {"place-of-metastasis"}
    for one in reader.knowledge.of(Code).values():
        if note := next(
            (note for note in one.notes if one.out_of_scope in refused and re.search(_TOPOGRAPHY, note)), ""
        ):
            yield Direct("codes", one.id, f"{one.means}, {one.code}: {note}", f"netcli codes {one.code}", outright=True)


def _system(reader: Reader) -> System:
    """Return the system whose code is asked for."""
    asked = reader.asked
    of_its_words = asked.of("sites") and re.search(_OF_ICD_10_CM, asked.text) and not re.search(_OF_ICD_O, asked.text)
    placed = asked.of("sites") or asked.says(SPREAD)
    of_a_claim = placed and re.search(_BILLED, asked.text) and not re.search(_OF_ICD_O, asked.text)
    if re.search(_ICD_10, asked.text) or of_its_words or of_a_claim:
        return "icd-10-cm"
    usual: System = "icd-10-cm" if _is_no_tumour(reader) else "icd-o-morphology"
    named_so: System = next((one for words, one in OTHER_CODES.items() if asked.says(words)), usual)
    return "icd-o-topography" if re.search(_OF_A_PLACE, asked.text) else named_so


def _is_no_tumour(reader: Reader) -> bool:
    """Tell whether a syndrome is named that has a code in ICD-10-CM alone: MEN1, the carcinoid syndrome."""
    every = reader.knowledge.of(Code).values()
    named = {one.id for one in reader.asked.records if one.id in reader.knowledge.of(Syndrome)}
    tumour = reader.asked.of("sites") or any(one.typed.lower() == "carcinoid" for one in reader.asked.records)
    systems = {one.system for one in every if one.syndrome in named}
    return systems == {"icd-10-cm"} and not tumour and not re.search(_OF_ICD_O, reader.asked.text)


def _is_a_place(reader: Reader) -> bool:
    """Tell whether nothing is named but an organ: "tail of the pancreas code"."""
    asked = reader.asked
    organs = bool(asked.records) and all(one.collection == "sites" for one in asked.records)
    return organs and not (asked.grade or re.search(_OF_ICD_O, asked.text) or re.search(_TUMOUR, asked.text))


def _year(reader: Reader) -> int | None:
    """Return the year of diagnosis that is named, the one before it after "before"; of several none."""
    years = reader.asked.years
    return int(years[0]) - bool(re.search(_BEFORE, reader.asked.text)) if len(years) == 1 else None


def _of_a_place(reader: Reader, system: System) -> Code | None:
    """Return the topography of an organ whose code is asked for, that of the whole where it has several."""
    if system != "icd-o-topography" or not reader.asked.of("sites"):
        return None
    every = [one for one in reader.knowledge.of(Code).values() if one.system == system]
    places = ([one for one in every if one.sites == [site]] for site in reader.asked.of("sites"))
    own = next(filter(None, places), [])  # "NET" names a place, too
    return own[0] if len(own) == 1 else next((one for one in own if one.code.endswith("9")), None)


def _names_a_part(whole: Code, codes: Iterable[Code], reader: Reader) -> bool:
    """Tell whether a part of an organ is named which has a code of its own: its tail, its body."""
    named, sites = reader.knowledge.once(names_by_code), reader.knowledge.of(Site)
    parts = {word for one in codes if one.sites == whole.sites for words in named[one.id] for word in words}
    known = {*set().union(*named[whole.id]), *words_of(sites[whole.sites[0]].name), *UNSPECIFIED}
    typed = {form for one in reader.concepts if one.word not in known for form in (one.word, *one.forms)}
    return not parts.isdisjoint(({*words_of(reader.asked.text)} | typed) - known)


def _is_whole(code: Code, named: set[str], reader: Reader) -> bool:
    """Tell whether a code bears all that was named, but for an organ where it may be written."""
    sites, organs = reader.knowledge.of(Site), reader.asked.of("sites")
    if not all(concerns(site, code.sites, sites) for site in organs):
        return False
    of_organs = {word for site in organs for name in names_of(sites[site]) for word in words_of(name)}
    known = named | of_organs | _ASKING | _OF_A_CASE | OF_MANY | _OF_SYSTEMS | UNSAID | {*reader.asked.years}
    known |= {word for name, words in numbered(reader).items() if name in named for word in words}
    known |= _OF_ANY if code.system == "icd-o-topography" else set()  # whatever is there
    words = [*reader.asked.rest, *(one.typed for one in reader.asked.records if one.collection != "sites")]
    said = (one for word in words for one in words_of(word.replace("-", " ")))
    return all(one in known or not foreign(one).isdisjoint(known) for one in said)


def told_of(one: Code, said: AbstractSet[str] = frozenset(), *, outright: bool) -> Direct:
    """Return what a code says: the term of it that was asked for, and what is written since it ended."""
    scope = f"; {SCOPE}" if one.out_of_scope else ""
    ended = f"up to {one.until}" + (f", now {' or '.join(one.instead)}" if one.instead else "")
    system = ended if one.until else SYSTEMS[one.system]
    whole = [name for name in (one.means, *one.terms) if telling(name) <= said]
    asked = max(whole, key=lambda name: len(telling(name)), default=one.means)
    means = f"{asked}, under {one.means}" if asked != one.means else one.means
    says = f"{means}: {one.code} ({system}{scope}){citation(one.sources)}"
    return Direct("codes", one.id, says, f"netcli codes {one.code}", outright)


def behaving(reader: Reader) -> Iterator[Direct]:
    """Find what the digit behind the slash of a morphology code says, or the code of the tumour that is named."""
    if not re.search(_BEHAVIOUR, reader.asked.text):
        return
    if reader.asked.codes or any(one.outright for one in code_of(reader)):
        return
    for rule in reader.knowledge.of(Reporting).values():
        if {*words_of(rule.topic)} >= _DIGITS and not reader.asked.says("why"):
            yield Direct("reporting", rule.id, f"{rule.body}: {rule.text}", "netcli codes --full", outright=True)
    for collection, one in reader.index.names.get(key("behaviour code"), []):
        said = passages_of(reader.knowledge.of(COLLECTIONS[collection])[one], reader.knowledge)[0]
        yield Direct(collection, one, said, f"netcli show {collection}:{one}", outright=True)


def named(reader: Reader) -> Iterator[Direct]:
    """Find the code of a name that no other record bears: "argentaffinoma"."""
    if reader.asked.records or reader.asked.bearers:
        return
    wanted, year = {*words_of(reader.asked.text)} - UNSAID - _WHAT - {*reader.asked.years}, _year(reader)
    for one in sorted(reader.knowledge.of(Code).values(), key=lambda one: not one.until):
        if holds(one, year) and wanted in reader.knowledge.once(names_by_code)[one.id]:
            yield told_of(one, outright=True)
            return
