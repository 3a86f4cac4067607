"""What rows of a screen share: names in short, units, the most telling source, the legend."""

import re
from collections.abc import Iterable, Mapping, Sequence

from netcli.knowledge.authority import is_document
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Biomarker, Imaging, Site, Source, Syndrome, Therapy
from netcli.knowledge.sites import site_names
from netcli.knowledge.vocabulary import CLASSES_IN_SHORT
from netcli.knowledge.wording import citation, marked
from netcli.output.abbreviations import explained
from netcli.output.blocks import MARKS, Block, Facts, Legend, Line, Table, lines_of

SITES_IN_SHORT = {
    "net": "any site",
    "gep": "GEP",
    "gi": "GI",
    "thoracic": "lung, thymus",
    "extrapancreatic": "not pancreas",
    "jejunum-ileum": "small bowel",
    "right-colon": "right colon",
    "colorectum": "colorectal",
    "ampulla": "ampulla",
    "biliary": "bile duct",
}

ACCURACY = "sensitivity / specificity"
UNIT = re.compile(
    r"(?<=\d) (?=(?:%|mo|h|pg/mL|ng/L|nmol/L)(?:\W|$))|(?<=[<>≤≥/]) (?=\d)|(?<=\d) (?=/ \d)|(?<=\blocal:) "
)


def name_in_short(record: Therapy | Biomarker | Imaging | Syndrome) -> str:
    """Return a record's name for a row, with the mark of an overlay."""
    return marked(record.short or record.name, record)


def uncapitalised(name: str) -> str:
    """Return a name as it stands in running text: everolimus, but CAPTEM and 177Lu-dotatate."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def class_in_short(therapy: Therapy) -> str:
    """Return a therapy's class for a row."""
    return CLASSES_IN_SHORT.get(therapy.class_, therapy.class_)


def with_units(text: str) -> str:
    """Return a short text in which numbers keep their units, and an overlay its mark, at the end of a line."""
    return UNIT.sub("\u00a0", text)


def used_for(use: str, figure: str) -> list[Line]:
    """Return what a test is for and how good it is, as lines of a cell."""
    good = ACCURACY if " / " in figure else "how good"
    return [Line(with_units(text), said=said) for text, said in ((use, "what for"), (figure, good)) if text]


def sites_in_short(ids: Sequence[str], knowledge: Knowledge) -> str:
    """Return the sites as words of a row; the pancreas and all that is not are any site."""
    if {"pancreas", "extrapancreatic"} <= set(ids):
        ids = ["net", *(one for one in ids if one not in ("pancreas", "extrapancreatic"))]
    return ", ".join(SITES_IN_SHORT.get(one) or site_names([one], knowledge.of(Site)) for one in ids)


def told_by(sources: Iterable[str], knowledge: Knowledge, most: int = 1) -> list[str]:
    """Return the most telling of some sources, at `most` so many: documents before accounts, as they are listed."""
    known = knowledge.of(Source)
    listed = [name for name in dict.fromkeys(sources) if name in known]
    return sorted(listed, key=lambda name: not is_document(known[name]))[:most]


def most_telling(sources: Iterable[Sequence[str]], knowledge: Knowledge) -> list[str]:
    """Return of each of some statements the most telling source, each once."""
    return list(dict.fromkeys(name for one in sources for name in told_by(one, knowledge)))


def cited(sources: Iterable[Sequence[str]], knowledge: Knowledge) -> str:
    """Return one citation for a row: of each of its statements the most telling source."""
    return citation(most_telling(sources, knowledge))


def legend(blocks: Sequence[Block], words: Mapping[str, str] | None = None, *more: str) -> Legend:
    """Return what the marks and the rare abbreviations in some blocks mean; `words` where marks mean something else."""
    texts = [text for block in blocks for text in _texts(block)]
    joined = "\n".join(texts)
    meanings = words if words is not None else {mark: word for mark, (_, word, _) in MARKS.items()}
    marks = [f"{mark}\u00a0{word}".replace(" ", "\u00a0") for mark, word in meanings.items() if mark in joined]
    return Legend("  ".join(filter(None, (*marks, explained(texts), *more))), "quiet")


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Table(columns, rows):
            written = [number for number, column in enumerate(columns) if not column.drawn]
            lines = (line for row in rows for number in written for line in lines_of(row.cells[number]))
        case Facts(items):
            lines = (line for _, cell in items for line in lines_of(cell))
        case _:
            lines = (line for line in (Line(getattr(block, "text", "")),))
    for line in lines:
        yield from (line.lead, line.text)
