"""The markers on one screen: what each is asked for, how good it is, what misleads; gene changes by tumour."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.citations import CITATION
from netcli.knowledge.figures import figures_for
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Biomarker, BiomarkerGlance, Figure, Site, Syndrome
from netcli.knowledge.sites import site_names
from netcli.knowledge.wording import citation, counted, figure_value, marked, unconfirmed
from netcli.output.blocks import Block, Column, Facts, Line, Row, Table, Ways
from netcli.text import NB
from netcli.views.full.biomarkers import biomarker_card
from netcli.views.short import ACCURACY, name_in_short, told_by, uncapitalised, used_for, with_units

KINDS = {"Blood and urine": ("circulating", "urine"), "Tissue and scores": ("tissue", "imaging-score")}
MUTATED = "% of tumours; mutated where no other change is named"
NUMBER = re.compile(r"\d+(?:\.\d+)?")


class ShortFrequency(Struct, frozen=True, omit_defaults=True):
    """How often a change is found in a tumour, in %."""

    change: str
    tumour: str
    percent: str
    patients: str
    sources: list[str] = []


class ShortMarker(Struct, frozen=True, omit_defaults=True):
    """A marker in a row: what it is asked for, how good it is, what misleads; how often a gene is changed."""

    id: str
    name: str
    kind: str
    use: str = ""
    figure: str = ""
    trap: str = ""
    frequencies: list[ShortFrequency] = []
    sources: list[str] = []


def marker_rows(markers: Sequence[Biomarker], site: str | None, knowledge: Knowledge) -> list[ShortMarker]:
    """Return the markers of the screen."""
    return [_short(marker, site, knowledge) for marker in markers]


def marker_glance(markers: Sequence[Biomarker], site: str | None, knowledge: Knowledge) -> list[Block]:
    """Return one screen: a row a marker by kind, then how often genes are changed, by tumour."""
    rows = list(zip(marker_rows(markers, site, knowledge), markers, strict=True))
    kinds = [(title, [one for one in rows if one[0].kind in kinds]) for title, kinds in KINDS.items()]
    tables = [_table(title, group, site, knowledge) for title, group in kinds if group]
    genes = [row for row, _ in rows if row.kind == "genomic"]
    shown, others = _genes(genes, whole=not tables)
    first = min((one.id for one in markers), key=len)
    opens = f"biomarkers:{first}" if first in knowledge.of(Syndrome) else first  # MEN1 is a gene and a syndrome
    ways = [(f"netcli show {opens}", "all on one"), ("--full", f"all {len(markers)}")]
    if others and not tables:
        shown.append(Facts([("also on record", ", ".join(map(uncapitalised, others)))]))
    elif genes and tables:
        ways.append(("--kind genomic", ", ".join(others) or "all genes"))
    return [*tables, *shown, Ways(ways)]


def _short(marker: Biomarker, site: str | None, knowledge: Knowledge) -> ShortMarker:
    about = (marker.id, name_in_short(marker), marker.kind)
    if marker.kind == "genomic":
        here = figures_for(marker.figures, site, knowledge.of(Site))
        shown = [one for one in here if one.headline and one.unit == "%"]
        return ShortMarker(*about, frequencies=[_frequency(one, marker, knowledge) for one in shown])
    glance = marker.glance
    if glance is None:  # an overlay's, that says nothing in short
        use, *traps = (CITATION.sub("", text).strip() for text in (marker.meaning, *marker.traps))
        glance = BiomarkerGlance(use=use, trap=" ".join(traps))
    use = glance.use + unconfirmed(marker.confirmed)
    return ShortMarker(
        *about, use, glance.figure, glance.trap, sources=glance.sources or told_by(marker.sources, knowledge)
    )


def _frequency(figure: Figure, marker: Biomarker, knowledge: Knowledge) -> ShortFrequency:
    """Return a figure whose name is "MEN1 mutated, pancreatic NET"."""
    change, _, tumour = figure.name.partition(", ")
    tumour = tumour.partition(", ")[0] or site_names(figure.sites, knowledge.of(Site))
    percent = figure_value(replace(figure, unit="")).replace("95 % CI ", "")
    patients = counted(figure) + unconfirmed(figure.confirmed)
    return ShortFrequency(marked(change, marker), tumour, percent, patients, told_by(figure.sources, knowledge))


def _table(title: str, group: Sequence[tuple[ShortMarker, Biomarker]], site: str | None, knowledge: Knowledge) -> Table:
    use = f"what for; {ACCURACY}" if any(" / " in row.figure for row, _ in group) else "what for"
    columns = [Column(title, most=20), Column(use, 10, least=26), Column("what misleads", 9, least=22)]
    return Table(columns, [Row(_cells(row), _about(marker, site, knowledge)) for row, marker in group])


def _cells(row: ShortMarker) -> list[list[Line]]:
    name = Line(with_units(row.name) + citation(row.sources), tone="strong")
    return [
        [name],
        used_for(row.use, row.figure),
        [Line(with_units(row.trap))] if row.trap else [],
    ]


def _about(marker: Biomarker, site: str | None, knowledge: Knowledge) -> Callable[[], list[Block]]:
    return lambda: biomarker_card(marker, knowledge, site, level=2)


def _genes(genes: Sequence[ShortMarker], *, whole: bool) -> tuple[list[Block], list[str]]:
    """Return tumours with their changes, under `whole` those of a single change too, and the other genes by name."""
    tumours: dict[str, list[ShortFrequency]] = {}
    for one in (one for row in genes for one in row.frequencies):
        tumours.setdefault(one.tumour, []).append(one)
    shown = {name: found for name, found in tumours.items() if whole or len({one.change for one in found}) > 1}
    rows = [
        ([Line(_capitalised(name), tone="strong")], [Line(with_units(_changes(found)))])
        for name, found in shown.items()
    ]
    others = [row.name for row in genes if not any(one.tumour in shown for one in row.frequencies)]
    table = Table([Column("Genes", most=18), Column(MUTATED, 1)], [Row(cells) for cells in rows])
    return [table] if rows else [], others


def _changes(found: Sequence[ShortFrequency]) -> str:
    """Return changes, the most frequent first, those that one study counted together."""
    ordered = sorted(found, key=_size, reverse=True)
    studies = {one.patients: [other for other in ordered if other.patients == one.patients] for one in ordered}
    return "; ".join(_study(patients, changes) for patients, changes in studies.items())


def _study(patients: str, changes: Sequence[ShortFrequency]) -> str:
    told = ", ".join(f"{uncapitalised(one.change.removesuffix(' mutated'))}{NB}{one.percent}" for one in changes)
    sources = list(dict.fromkeys(name for one in changes for name in one.sources))
    return f"{told} ({patients}){citation(sources)}"


def _size(one: ShortFrequency) -> float:
    found = NUMBER.search(one.percent)
    return float(found[0]) if found else 0


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
