"""What a cancer registry asks: the schema of an organ, an item of its record, what must be reported and since when."""

import re
from collections.abc import Iterable, Iterator

from netcli.knowledge.codes import Code, Item, Reporting, Schema, holds, schemas_of
from netcli.knowledge.model import Site
from netcli.knowledge.names import key
from netcli.knowledge.search.asking import CODED, DATED, ENTERED, REGISTRY, REPORTABLE, SCHEMAS, TRIALS
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import query_words, words_of
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import area
from netcli.knowledge.wording import citation

HALF_THE_ORGANS = 3  # sites of a rule for all of them
HALF = 0.5  # of what is asked, of which a rule must speak
_REGISTERING = frozenset("registry registries registrar registrars encr naaccr".split())
_OF_REGISTRIES = frozenset(words_of("registry registries registrar rule special do does have say"))
_RANGE = r"(?i)(?:<|less than|under|below|>|more than|greater than|above|over)\s*\d"
_OF_NETS = r"(?i)\bNET schema"
_OF_TITLES = frozenset(words_of("net cell skin gland"))  # which tell no schema of a tumour out of scope
_OF_ANY_ORGAN = r"(?i)\b(?:NEC|MiNEN|MANEC|LCNEC|small[- ]cell|large[- ]cell|goblet|mixed)\b"  # its tumours
_CHANGED = (
    r"(?i)\bbehaviou?rs? (?:code )?(?:was |were )?chang|\bchang\w+ (?:of )?behaviou?r"
    r"|/[0-3] ?(?:to|or|vs\.?|and) ?/[0-3]|\b(?:became?|become|turned|went) (?:malignant|reportable|borderline)"
    r"|\b(?:benign|malignant|borderline)\b.*\b(?:in|by) ICD-?O|\bstill coded\b|\bwhen did\b.*\b(?:code|ICD)"
)
_COUNTED = r"(?i)\b(?:count(?:s|ed)?|register(?:ed)?) as (?:an? |one )?(?:cancer|malignan|case)"
_FIELD = (
    r"(?i)\b(?:grade|ki-?67) (?:fields?|items?)\b|\bgrade (?:clinical|pathological|post[- ]?therapy)\b|\bSSDIs?\b"
    r"|\b(?:how (?:to|do i|do we)|should i|do i) (?:record|enter|code|put)\b"
    r"|\bgrade (?-i:[A-D]|9) (?:or|vs\.?|versus|and) (?-i:[A-D1-39])\b"
    r"|\bgrade [1-3] (?:or|vs\.?|versus) (?-i:[A-D]|9)\b"
)
_ASKED_OF_ITEMS = frozenset(
    words_of(f"{ENTERED} {CODED} item items field fields number record put use report reported")
)
_OF_STAGING = r"(?i)\b(?:AJCC|TNM|stag\w+)\b"
_EDITION = r"(?i)\b(?:versions?|editions?|v?[89](?:th)? (?:or|vs\.?|versus) v?[89](?:th)?)\b"
_EDITIONS = {  # of the staging manual, as schemas follow them
    "8th edition": r"(?i)\b(?:8th|eighth|AJCC[- ]?8)\b",
    "version 9": r"(?i)\b(?:v(?:ersion)?[- ]?9|9th|ninth|AJCC[- ]?9)\b",
}
_PLACE = r"C\d\d\.\d"
_HISTOLOGY = r"(\d{4})/\d"
_VALUE = r"(?i)\bXXX\.\d\b"


def schemas(reader: Reader) -> Iterator[Direct]:
    """Find the schemas of an organ in a year of diagnosis, that of its neuroendocrine tumours first."""
    asked = reader.asked
    of_any = bool(re.search(_OF_ANY_ORGAN, asked.text))
    written = [one for one in reader.knowledge.of(Code).values() if one.code in asked.codes and one.sites]
    # A topography says where it is, then the organ in words, then a morphology of one organ.
    where_written = [one.sites[0] for one in written if one.system == "icd-o-topography"]
    site = next(iter([*where_written, *asked.of("sites"), *(one.sites[0] for one in written)]), None)
    refused = asked.of("out_of_scope")
    every = reader.knowledge.of(Schema).values()
    typed = {*words_of(asked.text)} - _OF_TITLES
    apart = [one for one in every if one.out_of_scope and (one.out_of_scope in refused or typed & _words([one.title]))]
    elsewhere = apart if asked.says(SCHEMAS) else []
    if elsewhere and not site:  # of a tumour that has a schema of its own
        yield from (_schema(one, "netcli codes --full") for one in elsewhere)
        return
    meant = site or of_any or asked.says(REGISTRY) or asked.years or re.search(_OF_NETS, asked.text)
    wanted = (asked.says(SCHEMAS) and meant) or (site and _asks_for_edition(reader))
    if not wanted or asked.of("therapies"):  # a schema of drugs is a regimen
        return
    year = int(asked.years[0]) if asked.years else None
    if not site:  # each organ has one: what is said of all of them
        yield from _of_all_organs(reader, year, of_any=of_any)
    where = area(site, reader.knowledge.of(Site))
    editions = [name for name, spoken in _EDITIONS.items() if re.search(spoken, asked.text)]
    if len(editions) == 1 and year is None:  # those of a past one, too
        found = [one for one in every if one.edition in editions and one.sites and where.concerns(one.sites)]
    else:
        found = schemas_of(where, year, every)
    found = [one for one in found if _takes(one, year, asked.codes)]
    options = f" --site {site}" * bool(site) + f" --year {year}" * bool(year)

    def order(one: Schema) -> tuple[bool, int, bool]:
        return bool(one.items) == of_any, -len(typed & _words([one.title])), one.sites != [site]

    for one in sorted(found, key=order)[:3]:
        yield _schema(one, f"netcli codes{options}")


def _takes(one: Schema, year: int | None, codes: Iterable[str]) -> bool:
    """Tell whether a schema takes a tumour of the place and the histology whose codes are typed."""
    places = [code for code in codes if re.fullmatch(_PLACE, code)]
    histologies = [found[1] for code in codes if (found := re.fullmatch(_HISTOLOGY, code))]
    return any(
        (year is None or holds(each, year))
        and (not places or _is_in(places, each.topographies))
        and (not histologies or _is_in(histologies, each.morphologies))
        for each in one.takes
    )


def _is_in(codes: Iterable[str], spans: Iterable[str]) -> bool:
    """Tell whether one of some codes lies in a range as SEER writes it: "C25.0-C25.4", "8249"."""
    ends = [(low, high or low) for low, _, high in (span.partition("-") for span in spans)]
    return any(low <= code <= high for code in codes for low, high in ends)


def _asks_for_edition(reader: Reader) -> bool:
    """Tell whether it is asked by which edition a tumour of a year is staged, which the schema of its organ says."""
    asked = reader.asked
    staged = re.search(_OF_STAGING, asked.text) and re.search(_EDITION, asked.text)
    return bool(staged) and len(asked.years) == 1 and not (asked.of("trials") or asked.says(f"uicc {DATED}"))


def _schema(one: Schema, command: str) -> Direct:
    return Direct("schemas", one.id, f"{one.seer_id}: {one.whole_title}{citation(one.sources)}", command, outright=True)


def _of_all_organs(reader: Reader, year: int | None, *, of_any: bool) -> Iterator[Direct]:
    """Find the rule on the schemas of well-differentiated tumours in a year, or of carcinoma and mixed ones."""
    for rule in reader.knowledge.of(Reporting).values():
        told = "schema" in rule.topic.lower() and holds(rule, year) and (of_any or len(rule.sites) > HALF_THE_ORGANS)
        if told and of_any == ("8246/3" in rule.codes and not rule.sites):
            yield _told(rule, outright=True)


def items(reader: Reader) -> Iterator[Direct]:
    """Find an item of a registry's record, by its number, its name in XML, or what is to be entered."""
    asked = reader.asked
    ki67 = any(name == "ki-67" for name in asked.of("biomarkers")) or "ki67" in {*words_of(asked.text)}
    for one in reader.knowledge.of(Item).values():
        numbers = {str(field.number) for field in one.fields}
        names = numbers | {field.xml_id.casefold() for field in one.fields if key(field.xml_id) != key(one.name)}
        entered = (
            (asked.says(ENTERED) or (ki67 and asked.says("code coded coding")) or re.search(_FIELD, asked.text))
            and not (asked.says(TRIALS) or reader.drugs)
            and (ki67 if one.id == "ki-67" else asked.says("grade") and not ki67)
        )
        values = {value.upper() for value in re.findall(_VALUE, asked.text)}
        if meant := [code for code in one.codes if code.code in values]:
            told = "; ".join(f"{code.code}: {code.means}" for code in meant)
            says = f"{one.name}, {told}{citation(one.sources)}"
            yield Direct("items", one.id, says, "netcli codes --site pancreas --grade G2 --ki67 12", outright=True)
        elif not names.isdisjoint(asked.words) or entered:
            fields = ", ".join(f"{field.number} {field.name}" for field in one.fields)
            codes = one.codes if re.search(_RANGE, asked.text) or one.decimals is None else []
            told = "; ".join(f"{code.code} {code.means}" for code in codes if code.grade)
            use = f"{told or _noted(one, reader) or one.fields[0].use}"
            says = f"{one.name}, item {fields}: {use}{citation(one.sources)}"
            yield Direct("items", one.id, says, "netcli codes --site pancreas --grade G2 --ki67 12", outright=True)


def _noted(item: Item, reader: Reader) -> str:
    """Return the note of an item that tells most of what is asked beside its name; "" where none does."""
    names = {word for name in (item.name, *(field.name for field in item.fields)) for word in words_of(name)}
    others = [one for one in reader.concepts if one.word not in names and one.word not in _ASKED_OF_ITEMS]
    best = max(item.notes, key=lambda note: share_told({*words_of(note)}, others), default="")
    return best if share_told({*words_of(best)}, others) > 0 else ""


def reported(reader: Reader) -> Iterator[Direct]:
    """Find the rules on what must be reported, and those on a behaviour that changed, nearest to the question first."""
    asked = reader.asked
    if not (asked.says(REPORTABLE) or re.search(_CHANGED, asked.text) or re.search(_COUNTED, asked.text)):
        return
    if reader.is_defining and not (asked.records or asked.codes or asked.years):  # what /1 and /3 mean
        return
    wanted = reader.said | {*query_words(asked.text)}
    near = {one.id: _near(one, wanted, reader) for one in reader.knowledge.of(Reporting).values()}
    told = (one for one in near if near[one][0] > 1)  # one word alone is of any question
    for name in sorted(told, key=near.__getitem__, reverse=True)[:2]:
        yield _told(reader.knowledge.of(Reporting)[name], outright=True)


def ruled(reader: Reader) -> Iterator[Direct]:
    """Find what a registry, or a house that writes its rules, says of what is asked, by the words of its rule."""
    wanted = {*query_words(reader.asked.text)} - _OF_REGISTRIES
    rules = reader.knowledge.of(Reporting).values()
    if reader.is_defining or not wanted or reader.asked.words.isdisjoint(_REGISTERING):
        return
    told = {one.id: len(wanted & _words([one.topic, one.body, one.text])) / len(wanted) for one in rules}
    named = {one.id for one in rules if wanted & _words([one.body])}
    for name in sorted((one for one in told if told[one] >= HALF), key=lambda one: (one not in named, -told[one]))[:2]:
        yield _told(reader.knowledge.of(Reporting)[name], outright=told[name] > HALF)


def _told(rule: Reporting, *, outright: bool) -> Direct:
    about = f" --site {rule.sites[0]}" if rule.sites else f" {rule.codes[0]}" if rule.codes else ""
    return Direct("reporting", rule.id, f"{rule.body}: {rule.text}", f"netcli codes{about} --full", outright)


def _near(rule: Reporting, wanted: set[str], reader: Reader) -> tuple[int, int, int]:
    """Return how much of a rule's heading and codes is wanted, nothing in another year, and whether its site is."""
    years = [int(year) for year in reader.asked.years]
    codes = (one for one in reader.knowledge.of(Code).values() if one.code in rule.codes)
    named = _words(name for one in codes for name in (one.means, *one.terms))
    heading = _words([rule.topic, rule.body])
    sites = set(reader.asked.of("sites"))
    at = bool(sites & set(rule.sites))
    told = len(wanted & heading) + len(wanted & named) + 2 * at
    held = not years or any(holds(rule, year) for year in years)
    refused = reader.asked.of("out_of_scope")
    out_of_scope = {one.code for one in reader.knowledge.of(Code).values() if one.out_of_scope in refused}
    told += 2 * (not {*reader.asked.codes}.isdisjoint(rule.codes)) + (not out_of_scope.isdisjoint(rule.codes))
    return told if held else 0, int(at), -len(rule.codes)


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in words_of(name)}
