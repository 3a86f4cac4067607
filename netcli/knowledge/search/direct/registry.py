"""What a cancer registry asks: the schema of an organ, an item of its record, what must be reported and since when."""

import re
from collections.abc import Iterable, Iterator

from netcli.knowledge.codes import Code, Item, Reporting, Schema, holds, schemas_of
from netcli.knowledge.model import Site
from netcli.knowledge.names import key
from netcli.knowledge.search.asking import DATED, ENTERED, REGISTRY, REPORTABLE, SCHEMAS, TRIALS
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import query_words, words_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import area
from netcli.knowledge.wording import citation

HALF_THE_ORGANS = 3  # sites of a rule for all of them
HALF = 0.5  # of what is asked, of which a rule must speak
_REGISTERING = frozenset("registry registries registrar registrars encr naaccr".split())
_OF_REGISTRIES = frozenset(words_of("registry registries registrar rule special do does have say"))
_RANGE = re.compile(r"(?i)(?:<|less than|under|below|>|more than|greater than|above|over)\s*\d")
_OF_NETS = re.compile(r"(?i)\bNET schema")
_OF_ANY_ORGAN = re.compile(r"(?i)\b(?:NEC|MiNEN|MANEC|LCNEC|small[- ]cell|large[- ]cell|goblet|mixed)\b")  # its tumours
_CHANGED = re.compile(
    r"(?i)\bbehaviou?rs? (?:code )?(?:was |were )?chang|\bchang\w+ (?:of )?behaviou?r"
    r"|/[0-3] ?(?:to|or|vs\.?|and) ?/[0-3]|\b(?:became?|become|turned|went) (?:malignant|reportable|borderline)"
    r"|\b(?:benign|malignant|borderline)\b.*\b(?:in|by) ICD-?O|\bstill coded\b|\bwhen did\b.*\b(?:code|ICD)"
)
_COUNTED = re.compile(r"(?i)\b(?:count(?:s|ed)?|register(?:ed)?) as (?:an? |one )?(?:cancer|malignan|case)")
_FIELD = re.compile(
    r"(?i)\bgrade (?:fields?|items?|clinical|pathological|post[- ]?therapy)\b|\bSSDIs?\b"
    r"|\b(?:how (?:to|do i|do we)|should i|do i) (?:record|enter|code|put)\b"
    r"|\bgrade (?-i:[A-D]|9) (?:or|vs\.?|versus|and) (?-i:[A-D1-39])\b"
    r"|\bgrade [1-3] (?:or|vs\.?|versus) (?-i:[A-D]|9)\b"
)
_OF_STAGING = re.compile(r"(?i)\b(?:AJCC|TNM|stag\w+)\b")
_EDITION = re.compile(r"(?i)\b(?:versions?|editions?|v?[89](?:th)? (?:or|vs\.?|versus) v?[89](?:th)?)\b")
_VALUE = re.compile(r"(?i)\bXXX\.\d\b")


def schemas(reader: Reader) -> Iterator[Direct]:
    """Find the schemas of an organ in a year of diagnosis, that of its neuroendocrine tumours first."""
    asked = reader.asked
    of_any = bool(_OF_ANY_ORGAN.search(asked.text))
    written = next((one for one in reader.knowledge.of(Code).values() if one.code in asked.codes and one.sites), None)
    site = written.sites[0] if written else next(iter(asked.of("sites")), None)
    refused = {one.id for one in asked.records if one.collection == "out_of_scope"}
    every = reader.knowledge.of(Schema).values()
    elsewhere = [one for one in every if one.out_of_scope in refused] if asked.says(SCHEMAS) else []
    if elsewhere and not site:  # of a tumour that has a schema of its own
        yield from (_schema(one, "netcli codes --full") for one in elsewhere)
        return
    meant = site or of_any or asked.says(REGISTRY) or asked.years or _OF_NETS.search(asked.text)
    wanted = (asked.says(SCHEMAS) and meant) or (site and _asks_for_edition(reader))
    if not wanted or asked.of("therapies"):  # a schema of drugs is a regimen
        return
    year = int(asked.years[0]) if asked.years else None
    if not site:  # each organ has one: what is said of all of them
        yield from _of_all_organs(reader, year, of_any=of_any)
    where = area(site, reader.knowledge.of(Site))
    found = schemas_of(where, year, every)
    options = f" --site {site}" * bool(site) + f" --year {year}" * bool(year)
    for one in sorted(found, key=lambda one: (bool(one.items) == of_any, one.sites != [site]))[:3]:
        yield _schema(one, f"netcli codes{options}")


def _asks_for_edition(reader: Reader) -> bool:
    """Tell whether it is asked by which edition a tumour of a year is staged, which the schema of its organ says."""
    asked = reader.asked
    staged = _OF_STAGING.search(asked.text) and _EDITION.search(asked.text)
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
            (asked.says(ENTERED) or (ki67 and asked.says("code coded coding")) or _FIELD.search(asked.text))
            and not (asked.says(TRIALS) or reader.drugs)
            and (ki67 if one.id == "ki-67" else asked.says("grade") and not ki67)
        )
        values = {value.upper() for value in _VALUE.findall(asked.text)}
        if meant := [code for code in one.codes if code.code in values]:
            told = "; ".join(f"{code.code}: {code.means}" for code in meant)
            says = f"{one.name}, {told}{citation(one.sources)}"
            yield Direct("items", one.id, says, "netcli codes --site pancreas --grade G2 --ki67 12", outright=True)
        elif not names.isdisjoint(asked.words) or entered:
            fields = ", ".join(f"{field.number} {field.name}" for field in one.fields)
            codes = one.codes if _RANGE.search(asked.text) or one.decimals is None else []
            told = "; ".join(f"{code.code} {code.means}" for code in codes if code.grade)
            says = (
                f"{one.name}, item {fields}{': ' + told if told else ': ' + one.fields[0].use}{citation(one.sources)}"
            )
            yield Direct("items", one.id, says, "netcli codes --site pancreas --grade G2 --ki67 12", outright=True)


def reported(reader: Reader) -> Iterator[Direct]:
    """Find the rules on what must be reported, and those on a behaviour that changed, nearest to the question first."""
    asked = reader.asked
    if not (asked.says(REPORTABLE) or _CHANGED.search(asked.text) or _COUNTED.search(asked.text)):
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
    refused = {one.id for one in reader.asked.records if one.collection == "out_of_scope"}
    out_of_scope = {one.code for one in reader.knowledge.of(Code).values() if one.out_of_scope in refused}
    told += 2 * (not {*reader.asked.codes}.isdisjoint(rule.codes)) + (not out_of_scope.isdisjoint(rule.codes))
    return told if held else 0, int(at), -len(rule.codes)


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in words_of(name)}
