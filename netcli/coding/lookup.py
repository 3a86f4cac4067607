"""Which codes a code, a name, a site or a year means."""

import re
from collections.abc import Iterable

from netcli.errors import NoMatch, UnknownValue
from netcli.knowledge.codes import Code, holds
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Syndrome
from netcli.knowledge.names import key, names_of, quoted, unknown
from netcli.knowledge.sites import area, covered_by

_CODE = re.compile(
    r"(?i)(?:icd-?o(?:-?3(?:\.\d)?)?|icd-?10(?:-?cm)?|code)?[\s:]*"
    r"(?P<code>\d{4}(?:\s*/\s*\d)?|[a-z]\d[0-9a-z](?:\.?[0-9a-z]{1,4})?(?:\.?-)?)"
)


SHORTEST = 3  # letters of a word by which a name is found in part


def code_in(typed: str) -> str:
    """Return the code that was typed, as it is printed: 8249/3, C25.4, C7A.010, 8249, C25; "" for what is none."""
    match = _CODE.fullmatch(typed.strip())
    if not match:
        return ""
    text = re.sub(r"[\s.-]", "", match["code"].upper())
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


def is_below(code: str, category: str) -> bool:
    """Tell whether a code is a subdivision: 8240/3 of 8240, C25.4 of C25, C7A.010 of C7A.01."""
    return code.startswith(category if "." in category else f"{category}{'/' if category.isdigit() else '.'}")


def _beside(code: str, codes: Iterable[Code]) -> str:
    """Return which codes there are with the same beginning, without saying that they are meant."""
    stem = code.partition("/")[0] if "/" in code else code.partition(".")[0]
    beside = [one.code for one in codes if is_below(one.code, stem)]
    return f"on record with {stem}: {', '.join(beside)}" if beside else "'netcli codes' lists those on record"


def _named(typed: str, knowledge: Knowledge) -> list[Code]:
    """Return the codes that bear a name whole, that of a syndrome too, or else hold all its words."""
    codes = list(knowledge.of(Code).values())
    names = {one.id: [one.id, one.means, *one.terms, *_names_of_syndrome(one, knowledge)] for one in codes}
    wanted = key(typed)
    if not wanted:
        raise UnknownValue("the name is empty", "'netcli codes' lists all on record")
    if bearing := [one for one in codes if wanted in map(key, names[one.id])]:
        return bearing
    words = [key(word) for word in typed.split() if len(key(word)) >= SHORTEST]
    if words and (
        holding := [one for one in codes if any(all(word in key(name) for word in words) for name in names[one.id])]
    ):
        return holding
    error = unknown("name", typed, {name: one.id for one in codes for name in names[one.id]})
    raise UnknownValue(f"no code on record bears the name {quoted(typed)}", error.hint or "'netcli codes' lists all")


def _names_of_syndrome(code: Code, knowledge: Knowledge) -> list[str]:
    return names_of(knowledge.of(Syndrome)[code.syndrome]) if code.syndrome else []
