"""What a question is about: the things on record that it names, its codes, places and years, and its other words.

A record answers a question only if it speaks of each thing that the question names.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import SPELT_SO
from netcli.knowledge.search.folding import ELIDED, STOP_WORDS, fold, words_of
from netcli.knowledge.search.index import Index
from netcli.knowledge.search.named import TERMS, Held
from netcli.knowledge.search.thesaurus import foreign, related
from netcli.knowledge.vocabulary import GRADES, REGIONS, TERMINOLOGIES, GradeOrNec, Region

LONGEST_NAME = 6  # words
SHORTEST_MISSPELT = 6  # letters of a name that may be misspelt
LONGER = 2  # letters by which a misspelling may be longer or shorter
NEAR = 0.82  # how alike a misspelling and its name are
CODES = re.compile(
    rf"\b(?:\d{{4}}/\d|[CDE]\d{{1,2}}[A-Z]?\.\d{{1,3}}|(?:C7[AB]|D3A)(?:\.\d+)?|NCT\d+|(?:{'|'.join(TERMINOLOGIES)}):\w[\w-]*)\b",
    re.IGNORECASE,
)  # morphology, topography and ICD-10-CM, a register's number, what another terminology gives
_WORD = re.compile(r"[^\W_]+(?:[-‑.'/+][^\W_]+)*")
_PAIR = re.compile(r"\b([A-Za-z]{4,})[- ]?(\d)( ?(?:vs\.?|versus|and|or|against|/|&|,) ?)-?(\d)\b")
_GRADE = re.compile(r"\bG(?:rade)?\s?([123])\b|\b(NEC)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\s)\d(?:\s|$)")
_LEAD_TO_PLACES = frozenset("in the for of from".split())
_ARTICLES = frozenset("a an the".split())
_PLAIN_CODES = frozenset("eu uk jp".split())  # codes of regions that are no word in small letters


class Subject(NamedTuple):
    """A record that a question names, and the words that name it."""

    collection: str
    id: str
    typed: str


class Asked(NamedTuple):
    """A question: its words in small letters, what it names, and the words that name nothing."""

    text: str
    words: frozenset[str]
    records: list[Subject]
    codes: list[str]
    regions: list[Region]
    places: list[str]  # countries, as the trials and the registries on record spell them
    houses: list[str]  # who writes guidelines: "ENETS"
    years: list[str]
    grade: GradeOrNec | None
    rest: list[str]
    bearers: frozenset[tuple[str, str]]  # every record whose name stands in the question, terms too

    def of(self, collection: str) -> list[str]:
        """Return the ids that are named of a collection."""
        return list(dict.fromkeys(one.id for one in self.records if one.collection == collection))

    def says(self, words: str) -> bool:
        """Tell whether any of some words, parted by blanks, stands in the question."""
        return not self.words.isdisjoint(words.split())

    def says_only(self, words: str) -> bool:
        """Tell whether beside what it names a question holds nothing but some words, parted by blanks."""
        return {word.lower() for word in self.rest} <= {*words.split()}


def read(text: str, index: Index) -> Asked:
    """Return what a question is about."""
    tokens = _WORD.findall(_PAIR.sub(lambda found: _both(found, index.names), ELIDED.sub("", text)))
    lower = [token.lower() for token in tokens]
    found, rest = _named_in(tokens, index)
    return Asked(
        text=text,
        words=frozenset(part for word in lower for part in (word, *re.split(r"[-‑/'.]", word))),
        records=[one for one in found if one.collection in COLLECTIONS],
        codes=codes_in(text),
        regions=_regions_in(tokens, {key(one.typed) for one in found if one.collection in ("sites", "therapies")}),
        places=list(dict.fromkeys(one.id for one in found if one.collection == "places")),
        houses=list(dict.fromkeys(one.id for one in found if one.collection == "houses")),
        years=re.findall(r"\b(?:19|20)\d\d\b", text),
        grade=_first_grade(text),
        rest=[word for word in rest if word.lower() not in STOP_WORDS and not CODES.fullmatch(word)],
        bearers=frozenset(_bearers(tokens, index.names)),
    )


def _both(found: re.Match[str], names: Mapping[str, Held]) -> str:
    """Return "NETTER-1 vs NETTER-2" for "NETTER 1 vs 2" where both are trials, else what was typed."""
    name, one, between, other = found.groups()
    both = [names.get(key(f"{name}{number}"), [("", "")])[0][0] for number in (one, other)]
    return f"{name}-{one} {between.strip()} {name}-{other}" if both == ["trials", "trials"] else found[0]


def codes_in(text: str) -> list[str]:
    """Return the codes and register numbers of a text."""
    return list(dict.fromkeys(code.upper() for code in CODES.findall(text)))


def _bearers(tokens: list[str], names: Mapping[str, Held]) -> Iterator[tuple[str, str]]:
    """Give the records that bear a name which stands in the question, whatever else is called so."""
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(tokens)) + 1):
            yield from (one for one in _held("".join(tokens[start:end]), names) if one[0] in COLLECTIONS)


def _held(typed: str, names: Mapping[str, Held]) -> Held:
    """Return what bears a name, "gastrinomas" that of one."""
    name = key(typed)
    return names.get(name, []) or (names.get(name[:-1], []) if name.endswith("omas") else [])


def _named_in(tokens: list[str], index: Index) -> tuple[list[Subject], list[str]]:
    """Return what some words name, the longest names first, and the words that name nothing."""
    names = index.names
    found: list[Subject] = []
    rest: list[str] = []
    place = 0
    while place < len(tokens):
        length, held = next(_longest(tokens, place, names, index), (1, []))
        typed = " ".join(tokens[place : place + length])
        found += [Subject(collection, one, typed) for collection, one in held if collection == held[0][0]]
        rest += [] if held and held[0][0] != "places" else [typed]
        place += length
    return found, rest


def _longest(tokens: list[str], place: int, names: Mapping[str, Held], index: Index) -> Iterator[tuple[int, Held]]:
    for length in range(min(LONGEST_NAME, len(tokens) - place), 0, -1):
        words = tokens[place : place + length]
        if length > 1 and words[0].lower() in _ARTICLES:  # "a NET" is no aNET
            continue
        held = _held("".join(words), names)
        if held and not (length == 1 and words[0].lower() in STOP_WORDS) and _is_meant(words[0], held):
            yield length, held
    word = key(tokens[place])
    if near := _misspelt(word, names, index):
        yield 1, names[near]


def _is_meant(word: str, held: Held) -> bool:
    """Tell whether a word names what it may name: no mere term; a house of four letters, NICE, only in capitals."""
    return held[0][0] != TERMS and (held[0][0] != "houses" or word.isupper() or len(word) > len("NICE"))


def _misspelt(word: str, names: Mapping[str, Held], index: Index) -> str:
    """Return the name that a word which nothing on record knows was meant to be; "" for none."""
    folded = fold(word)
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return ""
    for stem in (word, word[:-1]):  # as German and Spanish write it: Octreotid, octreotida
        if names.get(f"{stem}e", [("", "")])[0][0] == "therapies":
            return f"{stem}e"
    if folded in index.words:
        return ""
    if folded in SPELT_SO or related(folded) or foreign(folded):
        return ""
    import difflib

    alike = [name for name in names if name[:1] == word[:1] and abs(len(name) - len(word)) <= LONGER]
    near = difflib.get_close_matches(word, alike, n=1, cutoff=NEAR)
    return near[0] if near else ""


def grades_in(text: str) -> list[GradeOrNec]:
    """Return the grades that a text names, NEC among them."""
    named = [f"G{number}" if number else "NEC" for number, _ in _GRADE.findall(text)]
    return [grade for grade in GRADES.words if grade in named]


def _first_grade(text: str) -> GradeOrNec | None:
    found = _GRADE.search(text)
    return next(iter(grades_in(found[0])), None) if found else None


def _regions_in(tokens: list[str], named: AbstractSet[str]) -> list[Region]:
    """Return the regions named.

    A code of two letters counts in capitals, after a word that leads to a place, or after a name: "lutathera us".
    """
    known = {
        key(word): region for region, words in REGIONS.words.items() if region != "global" for word in (region, *words)
    }
    found = []
    for place, token in enumerate(tokens):
        name, pair = key(token), key("".join(tokens[place : place + 2]))
        is_code = len(name) == 2 and name not in _PLAIN_CODES  # noqa: PLR2004
        before = tokens[place - 1] if place else ""
        led = before.lower() in _LEAD_TO_PLACES or key(before) in named
        if name in known and (not is_code or token.isupper() or led):
            found.append(known[name])
        elif pair in known and len(pair) > 2:  # noqa: PLR2004
            found.append(known[pair])
    return list(dict.fromkeys(found))


def names_in_words(subject: Subject, knowledge: Knowledge) -> list[set[str]]:
    """Return the folded words of each name of a subject; one whose words a record holds is spoken of there."""
    record: model.Record = knowledge.of(COLLECTIONS[subject.collection])[subject.id]
    names = names_of(record)
    # A number that stands alone is found anywhere: "Multiple endocrine neoplasia type 2" in what is told of MEN1.
    telling = [name for name in names if not _NUMBERED.search(name)] or names
    return [set(words_of(name)) for name in telling]
