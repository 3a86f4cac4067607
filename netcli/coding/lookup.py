"""Which codes a code, a name, a site or a year means."""

import re
from collections.abc import Iterable, Mapping, Sequence

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.codes import Code, holds
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Syndrome
from netcli.knowledge.names import names_of, out_of_scope, quoted, unknown
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.sites import area, covered_by
from netcli.text import clean

_CODE = re.compile(
    r"(?i)(?:icd-?o(?:-?3(?:\.\d)?)?|icd-?10(?:-?cm)?|code)?[\s:]*"
    r"(?P<code>(?:m-?)?\d{4}(?:\s*/\s*\d)?|[a-z]\d[0-9a-z](?:\.?[0-9a-z]{1,4})?(?:\.?-)?)"
)


_WRITTEN_OUT = {
    r"(?i)\b(?:p-?|pan)nets?\b": "pancreatic neuroendocrine tumour",
    r"(?i)\bsi-?nets?\b": "small intestine neuroendocrine tumour",
    r"(?i)\bnets?\b": "neuroendocrine tumour",
    r"(?i)\bnecs?\b": "neuroendocrine carcinoma",
    r"(?i)\bg([123])\b": r"grade \1",
}
_IDLE = frozenset({"of", "the", "in", "and", "with", "a"})


LISTED = "'netcli codes' lists those on record"


def code_in(typed: str) -> str:
    """Return the code that was typed, as it is printed: 8249/3, C25.4, C7A.010, 8249, C25; "" for what is none."""
    match = _CODE.fullmatch(typed.strip())
    if not match:
        return ""
    text = re.sub(r"[\s.-]", "", match["code"].upper())
    text = text[1:] if re.fullmatch(r"M\d{4}(/\d)?", text) else text
    return text if text[0].isdigit() or len(text) <= 3 else f"{text[:3]}.{text[3:]}"  # noqa: PLR2004


def find_codes(typed: str, knowledge: Knowledge) -> list[Code]:
    """Return the codes that are meant: one exactly, all below a category, or all that bear a name.

    Raise NoMatch for a code that is not on record, which is never answered with a neighbour; UnknownValue for a name.
    """
    codes = knowledge.of(Code).values()
    if code := code_in(typed):
        exact = [one for one in codes if one.code == code]
        if found := exact or [one for one in codes if is_below(one.code, code)]:
            return found
        raise NoMatch(f"the code {code} is not on record here", _beside(code, codes))
    if typed.strip().isdigit():
        raise NoMatch(f"the code {clean(typed.strip(), 20)} is not on record here", LISTED)
    return _named(typed, knowledge)


def fitting_codes(codes: Iterable[Code], site: str | None, year: int | None, knowledge: Knowledge) -> list[Code]:
    """Return the codes that may be written for a site and a year of diagnosis."""
    where = area(site, knowledge.of(Site))
    return [one for one in codes if where.concerns(one.sites) and (year is None or holds(one, year))]


def topographies(site: str | None, knowledge: Knowledge) -> list[Code]:
    """Return the topographies of a site: of it and of its parts."""
    covered = covered_by(site, knowledge.of(Site)) if site else set()
    places = (one for one in knowledge.of(Code).values() if one.system == "icd-o-topography")
    return [one for one in places if not covered.isdisjoint(one.sites)]


def morphologies(knowledge: Knowledge) -> list[Code]:
    """Return the morphologies; a code that meant another thing before stands once for each."""
    return [one for one in knowledge.of(Code).values() if one.system == "icd-o-morphology"]


def in_year(code: str, year: int | None, site: str | None, knowledge: Knowledge) -> str:
    """Return the morphology that stood for the same at a site in a year of diagnosis."""
    if year is None:
        return code
    where = area(site, knowledge.of(Site))
    known = [one for one in morphologies(knowledge) if where.concerns(one.sites)]
    held = [one for one in known if holds(one, year)]
    categories = {category for one in known if one.code == code for category in one.categories}
    own = [one.code for one in held if one.code == code]
    replaced = [one.code for one in held if code in one.instead]
    same = [one.code for one in held if not categories.isdisjoint(one.categories)]
    return next(iter([*own, *replaced, *same]), code)


def one_morphology(named: Sequence[Code], year: int | None) -> Code | None:
    """Return the morphology that a case is said to have, of its year. Raise UnknownValue for several."""
    every = [one for one in named if one.system == "icd-o-morphology"]
    found = [one for one in every if holds(one, year)] or every
    if named and len(found) != 1:
        listed = ", ".join(one.code for one in found or named)
        raise UnknownValue("the name must be that of one morphology", f"it leaves: {listed}")
    return found[0] if found else None


def is_below(code: str, category: str) -> bool:
    """Tell whether a code is a subdivision: 8240/3 of 8240, C25.4 of C25, C7A.010 of C7A.01."""
    return code.startswith(category if "." in category else f"{category}{'/' if category.isdigit() else '.'}")


def _beside(code: str, codes: Iterable[Code]) -> str:
    """Return which codes there are with the same beginning, without saying that they are meant."""
    stem = code.partition("/")[0] if "/" in code else code.partition(".")[0]
    beside = [one.code for one in codes if is_below(one.code, stem)]
    return f"on record with {stem}: {', '.join(beside)}" if beside else LISTED


def _named(typed: str, knowledge: Knowledge) -> list[Code]:
    """Return the codes that bear a name whole, that of a syndrome too; else those of a name at a site, or in part.

    Spelling, plurals, the order of words and usual abbreviations do not matter: "NET G2" is "neuroendocrine tumors,
    grade 2". Raise UnknownValue.
    """
    codes = list(knowledge.of(Code).values())
    names = {one.id: [one.id, one.means, *one.terms, *_names_of_syndrome(one, knowledge)] for one in codes}
    wanted = _words(typed)
    if not wanted:
        raise UnknownValue("the name is empty", "'netcli codes' lists all on record")
    worded = {name: [_words(each) for each in every] for name, every in names.items()}
    bearing = [one for one in codes if wanted in worded[one.id]]
    if any(not one.until for one in bearing):
        return bearing
    holding = [one for one in codes if any(wanted <= words for words in worded[one.id])]
    if found := dict.fromkeys(one.id for one in (*_at_a_site(codes, wanted, worded, knowledge), *bearing, *holding)):
        return [knowledge.of(Code)[name] for name in found]
    if refused := out_of_scope(typed, knowledge):
        raise refused
    error = unknown("name", typed, {name: one.id for one in codes for name in names[one.id]})
    raise UnknownValue(f"no code on record bears the name {quoted(typed)}", error.hint or "'netcli codes' lists all")


def _at_a_site(
    codes: Sequence[Code], wanted: frozenset[str], worded: Mapping[str, Sequence[frozenset[str]]], knowledge: Knowledge
) -> list[Code]:
    """Return the morphologies that are meant with an organ: of "rectal carcinoid" those of "carcinoid"."""
    sites = knowledge.of(Site).values()
    organs = {words: site for site in sites for name in names_of(site) if (words := _words(name)) < wanted}
    if not organs:
        return []
    organ = max(organs, key=len)
    fitting = fitting_codes(codes, organs[organ].id, None, knowledge)
    return [one for one in fitting if one.system == "icd-o-morphology" and wanted - organ in worded[one.id]]


def _words(text: str) -> frozenset[str]:
    """Return the folded words of a name, abbreviations written out."""
    for form, whole in _WRITTEN_OUT.items():
        text = re.sub(form, whole, text)
    return frozenset(words_of(text)) - _IDLE


def _names_of_syndrome(code: Code, knowledge: Knowledge) -> list[str]:
    return names_of(knowledge.of(Syndrome)[code.syndrome]) if code.syndrome else []
