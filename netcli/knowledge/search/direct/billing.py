"""Codes of ICD-10-CM, which go by the organ and by whether the tumour is benign, has spread or is none."""

import re
from collections.abc import Iterator, Mapping

from netcli.knowledge.codes import Code
from netcli.knowledge.model import Site
from netcli.knowledge.search.direct.code_names import telling
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.reader import Reader

OF_WHO = (  # the ICD-10 of other countries, which has no codes of NET
    r"\b(?:WHO|GM|ICD-?10-?(?:AM|CA))\b|(?i:\b(?:international|(?:not|non)[- ](?:the )?(?:US|CM)|cim[- ]?10)\b)"
)
_NOT_OF_WHO = "ICD-10 of WHO"
OF_A_COUNTRY = r"\b(?:GM|ICD-?10-?(?:AM|CA))\b"  # editions of which nothing is on record
HEADINGS = ("C7A", "D3A")
_OF_NO_ORGAN = ("C7A.00", "D3A.00")  # where it is not specified
_OF_ANY_ORGAN = ("C7A.0", "D3A.0")  # carcinoids, whose codes go by the organ
HALF = 0.5  # of the words of a code
BOTH = 2  # codes of a part: as malignant and as benign
CARCINOID = r"(?i)\b(?:[ck]ar[cz]ino[iï]de?s?|neuroendo[ck]rin\w*|p?NETs?|TNE|islets?)\b"
SPREAD = "secondary secondaries spread met mets metastasis metastases metastatic metastasised metastasized"
_OF_PARTS = (  # whose code is no organ's
    "syndrome heart crisis flush flushing secondary mets metastasis metastases metastatic liver"
)


def under(heading: str, reader: Reader) -> list[Code]:
    """Return the code under a heading of ICD-10-CM whose own words are named: "C7B of the liver"."""
    every = [one for one in reader.knowledge.of(Code).values() if one.system == "icd-10-cm"]
    head = next((one for one in every if one.code == heading), None)
    if head is None:
        return []
    known, wanted = telling(head.means) | {*words_of("carcinoid")}, reader.said | {*words_of(reader.asked.text)}
    own = {one.id: telling(one.means) - known for one in every if one.code.startswith(heading) and one != head}
    meant = [one for one in every if own.get(one.id) and len(own[one.id] & wanted) > HALF * len(own[one.id])]
    return sorted(meant, key=lambda one: (-len(own[one.id] & wanted), len(telling(one.means) - wanted)))[:1]


def of_who(
    every: list[Code], wanted: set[str], named: Mapping[str, list[set[str]]], *, outright: bool
) -> Iterator[Direct]:
    """Find what ICD-10 of WHO has in the place of a code: that of a syndrome which is named, else that of a tumour."""
    notes = {one.id: (one, note) for one in every for note in one.notes if _NOT_OF_WHO in note}
    tumour = [id_ for id_, (one, _) in notes.items() if one.code in HEADINGS]
    meant = [id_ for id_ in notes if any(len(words) > 1 and words <= wanted for words in named[id_])]  # no mere "CS"
    syndrome = [id_ for id_ in meant if id_ not in tumour]
    for id_ in [*syndrome, *tumour][:1]:
        one, note = notes[id_]
        yield Direct("codes", id_, f"{one.code}: {note}", f"netcli codes {one.code}", outright)


def billed(reader: Reader, every: list[Code]) -> list[Code]:
    """Return the codes of a carcinoid of the organ that is named, the malignant one first; of the pancreas its own."""
    asked = reader.asked
    if asked.grade == "NEC":
        return [one for one in every if "nec" in one.categories]
    spread = asked.says(SPREAD) and not asked.says("carcinoma carcinomas") and re.search(CARCINOID, asked.text)
    if spread and (secondary := under("C7B", reader)):
        return secondary
    if asked.says(_OF_PARTS) or not re.search(CARCINOID, asked.text):
        return []
    others = [one for one in asked.records if one.id != "unknown-primary"]
    is_heading = asked.says("tumors tumours other")  # in the very words of the classification
    unplaced = all(one.typed.lower().startswith("carcinoid") for one in others)
    if others and unplaced and not is_heading:  # the tumour, wherever it is
        own = [one for one in every if one.code in _OF_NO_ORGAN]
        return [one for one in own if not asked.says("malignant" if one.code.startswith("D") else "benign")]
    if not asked.of("sites"):
        return []
    site = asked.of("sites")[0]
    own = [
        one for one in every if one.sites == [site] and (site == "pancreas" or one.code.startswith(("C7A.0", "D3A.0")))
    ]
    if not own and not is_heading:  # of the small and of the large bowel: that of no portion
        near = {site, *reader.knowledge.of(Site)[site].members}
        own = [one for one in every if "unspecified portion" in one.means and not near.isdisjoint(one.sites)]
        own = own if 0 < len(own) <= BOTH else [one for one in every if one.code in _OF_ANY_ORGAN]
    meant = [one for one in own if not asked.says("malignant" if one.code.startswith("D") else "benign")]
    return sorted(
        meant, key=lambda one: (one.code.startswith("D"), -part_named(one, reader), "unspecified" not in one.means)
    )[:2]


def part_named(code: Code, reader: Reader) -> int:
    """Return how far a code names the part of an organ that was typed: of caecum and ascending colon the one meant."""
    typed = {*words_of(reader.asked.text)} - {*words_of(reader.knowledge.of(Site)[reader.asked.of("sites")[0]].name)}
    return len({*words_of(code.means.rpartition(" of the ")[2])} & typed)
