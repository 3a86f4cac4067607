"""Whether a record that was found may be called the answer, and not only the nearest to it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from netcli.knowledge import model
from netcli.knowledge.names import names_of
from netcli.knowledge.search.asking import (
    ASKING,
    COUNTED,
    DATED,
    FIELDS,
    GUIDED,
    LATER,
    TOLD_OF_DRUGS,
    TREATED,
    is_of_somebody,
)
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.hits import Hit, record_of
from netcli.knowledge.search.ranking import told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.search.scope import out_of_scope_in
from netcli.knowledge.search.subjects import names_in_words
from netcli.knowledge.vocabulary import REGIONS

SURE, WHOLE = 0.65, 0.75  # how alike a question on record is that answers, and how much of it was put
_TIMES = r"(?i)\b\d+(?= (?:hours?|days?|weeks?|months?|years?)\b)"
_OF_FIELDS = frozenset(" ".join([*FIELDS.values(), DATED, GUIDED, "status"]).split())
_IN_TIME = frozenset(words_of("before after every long"))
HALF = 0.5  # of what is asked of a drug, which the quoted statement must say to be the answer
_LABELLED = (
    rf"\b({'|'.join(re.escape(name) for one in REGIONS.words for name in (one.upper(), *REGIONS.words[one]))})[:,]"
)
OF_REGISTRIES = ("codes", "schemas", "items", "reporting")  # where the rule that found one knows whether it is meant


class Likeness(NamedTuple):
    """How alike a question and the nearest name of a record are: the share of each that the other holds."""

    alike: float = 0.0
    covered: float = 0.0
    precise: float = 0.0

    @property
    def is_name(self) -> bool:
        """Whether the question is the name and nothing else."""
        return self.covered > 0.999 and self.precise > 0.999  # noqa: PLR2004

    @property
    def holds_name(self) -> bool:
        """Whether the whole name stands in the question."""
        return self.precise > 0.999  # noqa: PLR2004


def may_answer(hit: Hit, like: Likeness, reader: Reader, tells: Mapping[str, float]) -> bool:
    """Tell whether a record may be called the answer: it is surely what is meant, and speaks of all that was asked."""
    if hit.kind == "faq":
        sure, explained = like.is_name or (like.alike >= SURE and like.precise >= WHOLE), frozenset[str]()
        sure = sure and not _only_names(reader)
    else:
        # What a drug is given for elsewhere, acromegaly say, is not told of here.
        abroad = hit.kind == "therapies" and out_of_scope_in(reader.asked, reader.index, reader.knowledge)
        told_so = hit.told and not abroad and not _is_of_other_regions(hit, reader)
        told_so = told_so and not is_of_somebody(reader.asked.words)
        sure, explained = like.is_name or bool(tells["the name meant"]) or told_so, _explained(hit, reader)
    ruled = hit.told and hit.kind in OF_REGISTRIES
    whole = not tells["missing"] and (ruled or not reader.lacks(hit.kind, hit.id, explained))
    return bool(tells["verbatim"]) or (sure and whole and _is_quoted(hit, reader, explained))


def _is_quoted(hit: Hit, reader: Reader, explained: frozenset[str]) -> bool:
    """Tell whether what is quoted says what was asked.

    A question on record must name each drug, a figure of a population each site, and a drug half of what is asked
    beside its name, with each time that was typed.
    """
    said = {*words_of(f"{hit.title} {hit.snippet}")}
    if named := {"faq": "therapies", "epidemiology": "sites"}.get(hit.kind):
        meant = (one for one in reader.asked.records if one.collection == named)
        return all(any(words <= said for words in names_in_words(one, reader.knowledge)) for one in meant)
    if hit.kind != "therapies":
        return hit.told or not reader.asked.says("not never")  # a mere name does not say what is not
    if reader.asked.says(f"{LATER} failed fails"):  # what comes after a drug its record does not tell
        return False
    names = {word for name in names_of(record_of(hit, reader.knowledge)) for word in words_of(name)}
    # A field is asked for in its very words: "stopped working" asks for no pause.
    fields = {*words_of(" ".join(reader.asked.words & _OF_FIELDS))}
    known = names | _IN_TIME | fields | explained - ASKING
    asked = [one for one in reader.concepts if one.word not in known]
    times = {*words_of(" ".join(re.findall(_TIMES, reader.asked.text)))}
    return not asked or (hit.told and times <= said and told(said, asked) >= HALF)


def _only_names(reader: Reader) -> bool:
    """Tell whether somebody says nothing that looks for anything but a drug: "can he go on lutathera"."""
    names = [words for one in reader.asked.records for words in names_in_words(one, reader.knowledge)]
    return is_of_somebody(reader.asked.words) and bool(names) and {*reader.said} <= set().union(*names)


def _is_of_other_regions(hit: Hit, reader: Reader) -> bool:
    """Tell whether what is told of a drug is labelled as of regions, but of none of those that were asked about."""
    if hit.kind != "therapies" or not reader.asked.regions:
        return False
    labelled = {*re.findall(_LABELLED, hit.snippet)}
    return bool(labelled) and labelled.isdisjoint(
        name for region in reader.asked.regions for name in (region.upper(), *REGIONS.words[region])
    )


def _explained(hit: Hit, reader: Reader) -> frozenset[str]:
    """Return the words that need not stand in a record that answers: they ask for what its kind tells."""
    if hit.kind == "therapies":
        return ASKING | _regions_told(hit, reader)
    counted = frozenset[str]() if hit.kind in ("epidemiology", "trials") else COUNTED
    return ASKING - TOLD_OF_DRUGS - counted - (TREATED if hit.kind == "glossary" else frozenset())


def _regions_told(hit: Hit, reader: Reader) -> frozenset[str]:
    """Return the words of the regions that are named and in which a drug has a row."""
    if not reader.asked.regions:
        return frozenset()
    there = {row.region for row in reader.knowledge.of(model.Therapy)[hit.id].indications}
    told = [one for one in reader.asked.regions if one in there]
    return frozenset(words_of(" ".join(word for region in told for word in (region, *REGIONS.words[region]))))
