"""The syndromes on one screen: what makes one think of each, what decides, how often malignant; one of them whole."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Syndrome, SyndromeGlance
from netcli.knowledge.wording import citation, figure_value, unconfirmed
from netcli.output.blocks import Block, Cell, Column, Facts, Heading, Line, Row, Table, Ways
from netcli.views.full.schedule import syndrome_ways
from netcli.views.full.syndromes import syndrome_card, therapies_of
from netcli.views.lines import bullets, figure_table, local
from netcli.views.short import name_in_short, sites_in_short, told_by, with_units

KINDS = {"functioning": "Hormones", "hereditary": "Inherited"}


class ShortSyndrome(Struct, frozen=True, omit_defaults=True):
    """A syndrome in a row: what makes one think of it, what decides; its gene, or how often it is malignant."""

    id: str
    name: str
    kind: str
    sign: str
    test: str
    gene: str = ""
    malignant: str = ""
    sources: list[str] = []


def syndrome_rows(syndromes: Sequence[Syndrome], knowledge: Knowledge) -> list[ShortSyndrome]:
    """Return the syndromes of the screen."""
    return [_short(one, knowledge) for one in syndromes]


def syndrome_glance(syndromes: Sequence[Syndrome], knowledge: Knowledge) -> list[Block]:
    """Return one screen: a row a syndrome, those of hormones first."""
    tables: list[Block] = [
        _table(kind, group, knowledge) for kind in KINDS if (group := [one for one in syndromes if one.kind == kind])
    ]
    ways = [("netcli syndromes carcinoid", "one whole"), ("--full", f"all {len(syndromes)}")]
    return [*tables, Ways([*ways, ("--plain-language", "for patients")])]


def one_syndrome(one: Syndrome, knowledge: Knowledge) -> list[Block]:
    """Return one syndrome: what decides with its limits, figures, management."""
    facts: list[tuple[str, Cell]] = [
        ("think of it", one.symptoms or [one.summary]),
        ("hormones" if one.hormones else "gene", ", ".join(one.hormones) or one.gene),
        ("sites", sites_in_short(one.sites, knowledge)),
        ("therapies", therapies_of(one, knowledge)),
    ]
    return [
        Heading(one.name + unconfirmed(one.confirmed)),
        *local(one),
        Facts(facts),
        *bullets("What decides", one.tests),
        *figure_table(one.figures, "Figures"),
        *bullets("Management", one.management),
        Ways(
            [
                *syndrome_ways(one, knowledge),
                (f"netcli syndromes {one.id} --full", "with its summary"),
                ("--plain-language", "for patients"),
            ]
        ),
    ]


def _table(kind: str, group: Sequence[Syndrome], knowledge: Knowledge) -> Table:
    columns = [Column(KINDS[kind], most=24), Column("think of it", 15, least=24), Column("what decides", 14, least=22)]
    if kind == "hereditary":
        columns.insert(1, Column("gene", most=10))
    return Table(columns, [Row(_cells(_short(one, knowledge)), _about(one, knowledge)) for one in group])


def _short(one: Syndrome, knowledge: Knowledge) -> ShortSyndrome:
    sign, test = (CITATION.sub("", text) for text in (one.summary, " ".join(one.tests)))
    glance = one.glance or SyndromeGlance(sign=sign, test=test)
    figure = next((figure for figure in one.figures if figure.headline), None)
    malignant = f"{figure.name.lower()} {figure_value(figure)}{unconfirmed(figure.confirmed)}" if figure else ""
    sources = [
        *(glance.sources or told_by(one.sources, knowledge)),
        *told_by(figure.sources if figure else [], knowledge),
    ]
    said = "" if "(unconfirmed)" in glance.sign else unconfirmed(one.confirmed)
    gene = one.gene.partition(" (")[0]
    about = (one.id, name_in_short(one), one.kind, glance.sign + said, glance.test)
    return ShortSyndrome(*about, gene, malignant, list(dict.fromkeys(sources)))


def _cells(row: ShortSyndrome) -> list[list[Line]]:
    name = [Line(with_units(row.name) + citation(row.sources), tone="strong")]
    share = [Line(row.malignant.replace(" ", "\u00a0"), tone="quiet")] if row.malignant else []
    gene = [[Line(row.gene)]] if row.kind == "hereditary" else []
    return [[*name, *share], *gene, [Line(with_units(row.sign))], [Line(with_units(row.test))] if row.test else []]


def _about(one: Syndrome, knowledge: Knowledge) -> Callable[[], list[Block]]:
    return lambda: syndrome_card(one, knowledge, level=2)
