"""The field on one screen: the sentence to know of each part, what is labelled where, what is moving."""

from collections.abc import Sequence

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import OverviewPart
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import fitting_therapies
from netcli.knowledge.wording import marked
from netcli.output.blocks import Block, Facts, Line, Ways
from netcli.views.glance.therapy_matrix import Matrix, MatrixTherapy
from netcli.views.lines import local_line

LABELS = {  # of the parts, in a word; another part has its title
    "what-nets-are": "Names",
    "classification": "Grade",
    "where-and-how-common": "How common",
    "biology": "Biology",
    "hormones": "Hormones",
    "diagnosis": "Diagnosis",
    "treatment-by-site": "Treatment",
    "evolving": "Moving",
    "finding-trials": "Trials",
}
AFTER_THE_LABELS = ("evolving", "finding-trials")
WAYS = Ways(
    [
        ("netcli overview --full", "all"),
        ("netcli therapies pancreas", "one site"),
        ("--plain-language", "for patients"),
    ]
)


class ShortPart(Struct, frozen=True):
    """A part of the overview in a sentence."""

    id: str
    name: str
    text: str


def overview_rows(
    parts: Sequence[OverviewPart], regions: Sequence[str], knowledge: Knowledge
) -> list[ShortPart | MatrixTherapy]:
    """Return the sentences of the screen, then the drugs with a label in some regions."""
    told = [ShortPart(one.id, marked(one.title, one), _text(one)) for one in parts]
    return [*told, *(one for one in _labels(regions, knowledge).rows() if one.sites)]


def overview_glance(parts: Sequence[OverviewPart], regions: Sequence[str], knowledge: Knowledge) -> list[Block]:
    """Return one screen: a sentence a part, the drugs with a label by site and region, what is moving."""
    matrix = _labels(regions, knowledge)
    before = [one for one in parts if one.id not in AFTER_THE_LABELS]
    after = [one for one in parts if one.id in AFTER_THE_LABELS]
    table = matrix.table("Labels")
    return [_sentences(before), table, matrix.legend([table]), _sentences(after), WAYS]


def _labels(regions: Sequence[str], knowledge: Knowledge) -> Matrix:
    everything = Situation()
    matches, _ = fitting_therapies(knowledge, everything)
    return Matrix(matches, everything, regions, knowledge, labels_only=True)


def _sentences(parts: Sequence[OverviewPart]) -> Facts:
    return Facts([(LABELS.get(one.id, one.title), [Line(_text(one)), *local_line(one)]) for one in parts])


def _text(part: OverviewPart) -> str:
    return part.glance or " ".join(part.text)
