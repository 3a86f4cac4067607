"""Where a drug or agent stands: its mark, its words, its row for programs; what counts as a label, what has ended."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import ImagingApproval, Indication, Source, Trial
from netcli.knowledge.wording import marked
from netcli.output.blocks import MARK_OF_STANDING, MARKS, Line
from netcli.views.short import most_telling

MARK_ORDER = tuple(MARK_OF_STANDING)  # what binds most first
ENDED = tuple(status for status, mark in MARK_OF_STANDING.items() if mark == "×")
STANDING_IN_WORDS = {"approved": "label", "investigational": "in trials"}


class ShortLabel(Struct, frozen=True, omit_defaults=True):
    """A standing in a row: where, which, since when, for whom."""

    region: str
    status: str
    since: str
    for_whom: str
    sources: list[str]
    guideline: str = ""
    label_changed: str = ""


def short_label(
    one: Indication | ImagingApproval,
    told: str,
    sources: Iterable[Sequence[str]],
    knowledge: Knowledge,
    since: str | None = None,
) -> ShortLabel:
    """Return a standing as a row, with the date and the most telling of the `sources` of all that it stands for."""
    guideline = one.guideline if isinstance(one, Indication) else ""
    dated = one.since or "" if since is None else since
    changed = one.label_changed or "" if isinstance(one, Indication) else ""
    return ShortLabel(one.region, one.status, dated, told, most_telling(sources, knowledge), guideline, changed)


def ground(one: Indication, knowledge: Knowledge) -> str:
    """Return which studies carried a label: "Ground: NETTER-1, ERASMUS"; nothing where that is not known."""
    trials = [knowledge.of(Trial)[study] for study in one.pivotal]
    return f"Ground: {', '.join(marked(trial.acronym, trial) for trial in trials)}" if trials else ""


def proving(one: Indication, knowledge: Knowledge) -> list[str]:
    """Return those sources of a standing that can say it: of a guideline's advice guidelines, of a trial no label."""
    known = knowledge.of(Source)
    kinds = {name: known[name].kind for name in one.sources if name in known}
    match one.status:
        case "guideline":
            told = [name for name, kind in kinds.items() if kind == "guideline"]
        case "investigational":
            told = [name for name, kind in kinds.items() if kind != "label"]
        case _:
            told = []
    return told or one.sources


def proofs(one: Indication, knowledge: Knowledge) -> list[list[str]]:
    """Return the sources of what is said of a standing: of itself, and of the change of its label."""
    changed = [one.newest_label.sources] if one.label_changed and one.newest_label else []
    return [proving(one, knowledge), *changed]


def has_label(indications: Iterable[Indication], regions: Sequence[str]) -> bool:
    """Tell whether one of some regions has a label that a source confirms."""
    return any(one.status == "approved" and one.confirmed and one.region in regions for one in indications)


def ending(status: str) -> str:
    """Return the word that must stand before what was refused or has ended: "refused: "."""
    return f"{status}: " if status in ENDED else ""


def standing(one: Indication | ImagingApproval, since: str | None = None) -> Line:
    """Return a standing as a lead: "US ● 2014"; `since` where another date than its own is to be shown."""
    region = "" if one.region == "global" else one.region.upper()
    year = (since or one.since or "")[:4]
    mark = MARK_OF_STANDING[one.status]
    words = STANDING_IN_WORDS.get(one.status, one.status)
    dated = f"{words} since {year}" if year else words
    dated = year if one.status in ENDED else dated  # the text behind it writes it out
    guideline = one.guideline if isinstance(one, Indication) else ""
    said = f"{guideline} guideline" if guideline else " ".join(filter(None, (region, dated)))
    guideline = f"{guideline[:-4]}{guideline[-2:]}" if guideline[-4:].isdecimal() else guideline
    lead = f"{mark} {guideline}" if guideline else " ".join(filter(None, (region, mark, year)))
    return Line("", lead, MARKS[mark][2], said)


def names_by_standing(names: Mapping[str, Sequence[str]]) -> str:
    """Return names behind the mark of their standing: "● lanreotide, octreotide ○ pasireotide"."""
    marks: dict[str, list[str]] = {}
    for status in MARK_ORDER:
        marks.setdefault(MARK_OF_STANDING[status], []).extend(names.get(status, ()))
    return " ".join(f"{mark}\u00a0{', '.join(dict.fromkeys(found))}" for mark, found in marks.items() if found)
