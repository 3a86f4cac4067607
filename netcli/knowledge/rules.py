"""The rules that keep the knowledge honest: each judges one raw record and yields every breach with its place.

Bundled records and those of an overlay pass the same rules; where the two differ, `Setting` says so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from netcli.knowledge import codes, model
from netcli.knowledge.brevity import (
    advice_keeps_to_its_text,
    arms_are_told_apart,
    fields_say_what_rows_say,
    no_limit_is_lost,
    one_headline_a_cohort,
    short_texts_are_there,
    short_texts_say_nothing_new,
    what_many_sites_ask_is_whole,
)
from netcli.knowledge.checks import checks_are_said
from netcli.knowledge.citations import CITATION, cited_in, gather_sources
from netcli.knowledge.documents import (
    documents_are_found,
    documents_stand_at_their_house,
    locators_name_their_sources,
    readers_do_not_hear_of_the_curating,
    readings_are_told,
    readings_name_a_house,
)
from netcli.knowledge.earlier import SAID, is_said
from netcli.knowledge.files.faults import Fault, Where
from netcli.knowledge.files.raw import as_number, field_of, pieces, values
from netcli.knowledge.names import key
from netcli.knowledge.scheme_needs import schemes_hold_what_grading_needs
from netcli.knowledge.setting import Setting
from netcli.knowledge.sites import covered_by, directly_below
from netcli.knowledge.vocabulary import EARLIER_TREATMENTS
from netcli.knowledge.wording import decimals
from netcli.text import is_hidden

UNCONFIRMED = "editorial-unconfirmed"
REFERENCES = {  # the field, and the collection whose ids it holds
    "sources": "sources", "reports": "sources", "replaced_by": "sources",
    "sites": "sites", "members": "sites", "parent": "sites",
    "therapies": "therapies", "components": "therapies", "drugs": "therapies",
    "trials": "trials", "evidence": "trials", "pivotal": "trials", "syndromes": "syndromes",
    "based_on": "grading", "stands_for": "grading",
    "syndrome": "syndromes", "out_of_scope": "out_of_scope", "items": "items",
}  # fmt: skip
NAMES = ("id", "name", "short", "acronym", "term", "question", "nct", "aliases", "brands", "other_ids")
HAPPENED = ("date", "since", "checked", "status_as_of")
# No name may lead to a site and to a refusal: what is refused stays refused.
NEIGHBOURS = {"sites": ("sites", "out_of_scope"), "out_of_scope": ("out_of_scope", "sites")}
# Fields that name a thing; a digit in them is no claim. Whatever has `sources` beside it is covered by those.
NAMING = {
    "id", "aliases", "name", "brands", "acronym", "title", "nct", "other_ids", "url", "doi", "pmid", "phases", "xrefs",
    "date", "since", "status_as_of", "class", "question", "term", "see", "drug_names", "origin", "publication",
    "year", "registry", "period", "guideline", "gene", "hormones", "condition", "sponsor", "checked", "publisher",
    "replaced_by",
    # Of a registry: codes, their terms and years, whose sources are those of the record.
    "code", "codes", "instead", "means", "terms", "until", "topographies", "morphologies", "xml_id",
    "use", "topic", "number", "decimals", "edition",
    # What says in short what another field says with its source: `brevity` holds the two together.
    "short", "needs", "brief", "treatment", "patients", "patients_short", "tested", "control", "holds", "glance",
    "after", "without",
}  # fmt: skip
WHOLE = 100  # per cent
MEASURED = (
    "value", "range", "ci", "hr", "n", "of", "enrollment", "min_age", "ci_level", "every_months", "from_age",
)  # fmt: skip
NAME_WITH_DIGIT = re.compile(
    r"\b[A-Za-zα-ω]+[-‑ ]?\d+[A-Za-z0-9α-ω/-]*|\b\d+(?:Lu|Ga|Cu|Ac|Pb|In|I|F|Tb|Y|Tc)\b|\b5-(?:HIAA|FU|HT|HTP|HT3)\b"
    r"|\b\d+p\d+\b|\b11q13\b|\b5-fluorouracil\b|\b5-hydroxy\w+|\b1-(?:mg|year)\b"
)
REGISTER_NUMBERS = {"eudract": r"20\d\d-\d{6}-\d\d", "euct": r"20\d\d-5\d{5}-\d\d-\d\d"}


Rule = Callable[[str, dict[str, Any], Setting], Iterator[Fault]]


def references_exist(_: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """Every id that a record names, every source that a text cites and everything to `see` exists."""
    for where, value in values(raw):
        field = field_of(where)
        if field in REFERENCES and value not in setting.ids[REFERENCES[field]]:
            yield Fault(where, f"'{value}' does not exist in {REFERENCES[field]}")
        if field == "see" and not setting.can_be_shown(value):
            yield Fault(where, f"'{value}' names nothing that 'netcli show' opens")
        for source in cited_in(value) if "[@" in value else ():
            if source not in setting.ids["sources"]:
                yield Fault(where, f"the cited source '{source}' does not exist")


def updates_stand_in_no_file(collection: str, raw: dict[str, Any], _: Setting) -> Iterator[Fault]:
    """What the registers said on this machine's last update is not written by hand."""
    for where, piece in pieces(raw) if collection in ("trials", "therapies") else ():
        for field in model.OF_AN_UPDATE:
            if field in piece:
                yield Fault((*where, field), "is set by 'netcli update' alone")


def text_is_clean(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """No control, bidirectional or invisible character hides in a text or in a name of a field."""
    fields = [((*where, name), name) for where, piece in pieces(raw) for name in piece]
    for where, text in [*fields, *values(raw)]:
        if not (text.isascii() and text.isprintable()) and (found := sorted(set(filter(is_hidden, text)) - {"\n"})):
            named = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, 'control')}" for one in found)
            yield Fault(where, f"unsafe character {named}")


def addresses_are_web_pages(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """A link opens a page of the web and nothing else: no script, no file."""
    for where, piece in pieces(raw):
        for field in ("url", "where"):
            address = piece.get(field)
            named = field == "where" and ":" not in str(address)  # what was read has no address, and is named
            if isinstance(address, str) and address and not named and not _is_web_page(address):
                yield Fault((*where, field), "must begin with https:// or http://")


def dates_are_real(_: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """A date is a day, a month or a year of the calendar, and nothing that has happened lies in the future."""
    for where, piece in pieces(raw):
        for field in HAPPENED:
            if not isinstance(day := piece.get(field), str):
                continue
            if not _is_date(day):
                yield Fault((*where, field), f"'{day}' is not a date")
            elif day > setting.latest[: len(day)]:
                yield Fault((*where, field), f"{day} is after {setting.latest}")


def intervals_hold(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """An interval is in order and holds its hazard ratio or value."""
    for where, piece in pieces(raw):
        for field in ("ci", "range", "every_months"):
            bounds = piece.get(field)
            if not isinstance(bounds, list) or len(bounds) != 2:  # noqa: PLR2004  (the model's own finding)
                continue
            low, high = map(as_number, bounds)
            value = as_number(piece.get("hr", piece.get("value")) if field == "ci" else piece.get("value"))
            if "hr" in piece and any(bound is not None and bound <= 0 for bound in (low, high)):
                yield Fault((*where, field), "an interval of a ratio lies above 0")
            elif low is not None and high is not None and low > high:
                yield Fault((*where, field), f"{low:g} to {high:g} is upside down")
            elif value is not None and ((low is not None and value < low) or (high is not None and value > high)):
                yield Fault((*where, field), f"does not hold {value:g}")


def percentages_are_shares(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """What is measured in per cent lies between 0 and 100; a change or a difference may be a fall."""
    for where, piece in pieces(raw):
        if piece.get("unit") not in ("%", "per cent"):
            continue
        told = f"{piece.get('endpoint')} {piece.get('name')}".lower()
        falls = "change" in told or "difference" in told
        for place, value in values(piece, where):
            number = as_number(value) if field_of(place) in ("value", "ci", "range") else None
            if number is not None and (number > WHOLE or (number < 0 and not falls)):
                yield Fault(place, f"{number:g} is no percentage from 0 to 100")


def counts_agree(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """How many of how many: the part is no more than the whole, and is the percentage that stands beside it."""
    for where, piece in pieces(raw):
        part, whole = as_number(piece.get("n")), as_number(piece.get("of"))
        if "population" in piece and part is not None and whole is None:
            yield Fault((*where, "n"), "in how many is not said: give `of`")
        if part is None or whole is None:
            continue
        if part > whole:
            yield Fault((*where, "n"), f"{part:g} is more than {whole:g}")
            continue
        value = as_number(piece.get("value"))
        if piece.get("unit") == "%" and value is not None and whole and not piece.get("qualifier"):
            off = abs(WHOLE * part / whole - value)
            if off > 0.5 * 10.0 ** -decimals(value) + 1e-9:
                yield Fault((*where, "value"), f"{part:g} of {whole:g} is {WHOLE * part / whole:.1f} %, not {value:g}")


def series_are_one(collection: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """Figures of one name are a series: they share unit, population and sites, and their years rise."""
    if collection != "epidemiology":
        return
    series: dict[str, dict[str, Any]] = {}
    for index, figure in enumerate(raw.get("figures") or []):
        if not isinstance(figure, dict):  # the model's own finding
            continue
        before = series.get(str(figure.get("name")))
        if before is not None:
            for field in ("unit", "population", "sites"):
                if figure.get(field) != before.get(field):
                    yield Fault(("figures", index, field), "differs from that of another year of the series")
            if str(figure.get("year", "")) <= str(before.get("year", "")):
                yield Fault(("figures", index, "year"), "the years of a series rise, one figure a year")
        series[str(figure.get("name"))] = figure


def names_are_its_own(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """No name leads to two records, nor to a site and a refusal: what is typed must mean one thing."""
    fields = ("id", "aliases") if collection == "sources" else NAMES
    own = str(raw.get("id"))
    # A short name is there where it is needed; an empty one is none.
    for where, name in values(
        {field: raw[field] for field in fields if field in raw and (raw[field] or field != "short")}
    ):
        if not key(name):
            yield Fault(where, "a name needs a letter or a digit")
        for neighbour in NEIGHBOURS.get(collection, (collection,)):
            others = setting.owners(neighbour, name) - ({own} if neighbour == collection else set())
            if others:
                yield Fault(where, f"'{name}' already names {neighbour}[{min(others)}]")


def phases_are_quoted(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """A phase is a word, "3", not a number: editors and other programs would read it as one."""
    phases = raw.get("phases")
    for index in sorted(getattr(phases, "bare_numbers", ())):
        yield Fault(("phases", index), f'write it in quotes: "{phases[index]}"')  # type: ignore[index]


def numbers_have_a_source(collection: str, raw: dict[str, Any], _: Setting) -> Iterator[Fault]:
    """A digit in a text has a citation in the same text or `sources` beside it, a measured number some in its record.

    A record marked `confirmed: false` needs none: every format prints that it is unconfirmed.
    """
    if collection in ("sources", "edition") or raw.get("confirmed") is False:
        return
    for where, text in _free_text(raw):
        if not CITATION.search(text) and re.search(r"\d", NAME_WITH_DIGIT.sub("", text)):
            yield Fault(where, f"a number without a source: {text[:90]!r}")
    if gather_sources(raw):
        return
    for where, piece in pieces(raw):
        yield from (Fault((*where, field), "a number without a source") for field in MEASURED if piece.get(field))


def unconfirmed_is_marked(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """What rests on no source read so far says `confirmed: false`."""
    for where, piece in pieces(raw):
        if UNCONFIRMED in (piece.get("sources") or []) and piece.get("confirmed") is not False and "id" not in piece:
            yield Fault(where, f"rests on {UNCONFIRMED} and is not marked confirmed: false")


def register_numbers_have_their_form(_: str, raw: dict[str, Any], __: Setting) -> Iterator[Fault]:
    """An NCT id anywhere has eight digits; EudraCT and EU CT numbers have their registers' own form."""
    for where, text in values(raw):
        for number in re.findall(r"(?i)\bNCT\d+", text) if "nct" in text.casefold() else ():
            if not re.fullmatch(r"(?i)NCT\d{8}", number):
                yield Fault(where, f"'{number}' is no number of ClinicalTrials.gov: NCT and eight digits")
        if where[:1] == ("other_ids",) and not re.fullmatch(REGISTER_NUMBERS.get(field_of(where), ".*"), text):
            yield Fault(where, f"'{text}' has not the form of the register's numbers")


def claims_have_a_source(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """A bundled record that makes a claim names at least one source."""
    silent = ("sources", "edition", "out_of_scope", "sites")
    if setting.bundled is None and collection not in silent and not gather_sources(raw):
        yield Fault((), "names no source")


def schedules_say_what_they_ask(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """A schedule has steps, or it says in its text why it has none; nobody stops before the age of beginning."""
    if collection != "schedules":
        return
    for where, piece in pieces(raw):
        first, last = as_number(piece.get("from_age")), as_number(piece.get("until_age"))
        if first is not None and last is not None and last < first:
            yield Fault((*where, "until_age"), f"{last:g} lies before {first:g}")
    if setting.bundled is not None and raw.get("id") in setting.bundled.of(model.Schedule):
        return  # a patch need not repeat what it leaves as it is
    asks = raw.get("asks", "steps")
    if (asks == "steps") != bool(raw.get("steps")):
        yield Fault(("steps",), f"'{asks}' and {len(raw.get('steps') or [])} steps")
    if asks != "steps" and not raw.get("text"):
        yield Fault(("text",), "says what is known where there are no steps")


def sites_keep_their_place(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """The tree of sites has no circle, and no overlay changes which bundled organ a bundled site covers.

    Which label covers which organ follows from the tree.
    """
    if collection != "sites":
        return
    name, sites = str(raw.get("id")), setting.merged.of(model.Site)
    place = ("parent" if "parent" in raw else "members",)
    if name in sites and any(name in covered_by(part, sites) for part in directly_below(name, sites)):
        yield Fault(place, f"'{name}' would stand below itself")
    if setting.bundled is None:
        return
    bundled = setting.bundled.of(model.Site)
    if name in bundled:
        for field in ("parent", "members"):
            if field in raw:
                yield Fault((field,), "the place of a bundled site cannot be changed")
        return
    holding = [(above, covered & bundled.keys()) for above, covered in setting.coverage.items() if name in covered]
    for above, covered in sorted(holding, key=lambda one: len(one[1])):
        if gained := covered - covered_by(above, bundled):
            what = f"labels for {above} would cover {', '.join(sorted(gained))}; give `parent` or `members`, not both"
            yield Fault(("members" if "members" in raw else "parent",), what)
            return


def refusals_stand(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """No overlay changes what is refused as out of scope; it may add to it."""
    if collection == "out_of_scope" and setting.bundled and raw.get("id") in setting.bundled.of(model.OutOfScope):
        yield Fault(("id",), "a bundled refusal cannot be changed; an overlay may add one of its own")


def grounds_are_evidence(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """Only a label has studies that carried it, and the therapy names each of them in its evidence."""
    if collection != "therapies":
        return
    whole = setting.merged.of(model.Therapy).get(str(raw.get("id")))
    evidence = whole.evidence if whole else raw.get("evidence", [])
    for place, indication in enumerate(raw.get("indications", [])):
        where = ("indications", place, "pivotal")
        if indication.get("pivotal") and indication.get("status") != "approved":
            yield Fault(where, f"what is {indication.get('status')} has no study that carried a label")
        for study in indication.get("pivotal", []):
            if study not in evidence:
                yield Fault(where, f"'{study}' does not stand in 'evidence'")


def earlier_treatment_is_said(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """What a trial's patients had before, or may not have had, is a therapy or a class, and its text says it.

    Where the row of a bundled trial says "after" a treatment of a class, the field says so too.
    """
    if collection != "trials":
        return
    whole = setting.merged.of(model.Trial).get(str(raw.get("id")))
    told = [getattr(whole, field, "") for field in ("population", "patients", "design")] if whole else []
    text = CITATION.sub("", " ".join([*told, *(whole.notes if whole else [])]))
    for field in ("after", "without"):
        for place, one in enumerate(raw.get(field, [])):
            if one not in setting.ids["therapies"] and one not in EARLIER_TREATMENTS.words:
                yield Fault((field, place), f"'{one}' is neither a therapy nor one of {EARLIER_TREATMENTS.listed}")
            elif not is_said(one, text, setting.merged):
                yield Fault((field, place), f"no text of the record says '{one}' of its patients")
    row = re.search(r"\b(?:after|post)\b(.*)", str(raw.get("patients", "")))
    named = [word for word, said in SAID.items() if row and said.search(row[1])]
    if setting.bundled is None and named and not raw.get("after"):
        yield Fault(("patients",), f"'{raw['patients']}' asks for 'after: [{', '.join(named)}]'")


def codes_are_on_record(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """What is written instead of a code, and every code that a rule on reporting names, is on record."""
    fields = {"codes": "instead", "reporting": "codes"}
    if field := fields.get(collection):
        known = {one.code for one in setting.merged.of(codes.Code).values()}
        for place, one in enumerate(raw.get(field) or []):
            if one not in known:
                yield Fault((field, place), f"the code '{one}' is not on record")


RULES: tuple[Rule, ...] = (
    text_is_clean, updates_stand_in_no_file, addresses_are_web_pages, dates_are_real, intervals_hold,
    percentages_are_shares, counts_agree, series_are_one, names_are_its_own,
    phases_are_quoted, register_numbers_have_their_form, numbers_have_a_source, claims_have_a_source,
    unconfirmed_is_marked, schedules_say_what_they_ask,
    sites_keep_their_place, refusals_stand, references_exist, schemes_hold_what_grading_needs,
    short_texts_are_there, no_limit_is_lost, what_many_sites_ask_is_whole, short_texts_say_nothing_new,
    advice_keeps_to_its_text,
    arms_are_told_apart, one_headline_a_cohort, readings_are_told, readings_name_a_house, documents_are_found,
    documents_stand_at_their_house,
    locators_name_their_sources, readers_do_not_hear_of_the_curating, grounds_are_evidence,
    fields_say_what_rows_say, earlier_treatment_is_said, checks_are_said,
    codes_are_on_record,
)  # fmt: skip


def _is_web_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(one in address for one in " \"'<>")


def _is_date(day: str) -> bool:
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _free_text(part: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Yield every text that may make a claim and has no `sources` beside it, with its place."""
    if isinstance(part, str):
        yield where, part
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _free_text(value, (*where, index))
    elif isinstance(part, dict) and (not where or not part.get("sources")):
        for name, value in part.items():
            if name not in NAMING and name not in REFERENCES and name not in MEASURED:
                yield from _free_text(value, (*where, name))
