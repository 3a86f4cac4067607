"""How common and for how long, on one screen: figures chosen for a row, with bars on one scale a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from netcli.knowledge.figures import series_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Epidemiology, Figure, Site
from netcli.knowledge.sites import Sites, concerns, covered_by, site_names
from netcli.knowledge.wording import counted, decimals, in_thousands, interval, local_mark, plain_number, unconfirmed
from netcli.output.blocks import Block, Column, Heading, Line, Paragraph, Row, Table, Ways
from netcli.text import NB
from netcli.views.drawings import bar
from netcli.views.full.epidemiology import epidemiology_card
from netcli.views.lines import local_line
from netcli.views.short import cited, told_by

TABLES = ("New cases", "By site", "Share of sites", "Survival", "Living with it", "How often")
BY_KIND = {"incidence": 0, "site-share": 2, "survival": 3, "prevalence": 4, "frequency": 5}
HAZARD_RATIO = "hazard ratio"
CHANGE = "% a year"  # of a rate, which stands in no row of rates
NAME, VALUE, BAR = 28, 14, 9  # columns of all tables, so that they stand in line
ALONE = "No figure on record is of {site} alone; these are of all sites together."
APART = "Registries count differently: compare rows of one table only; definitions stand in --full."


class ShortFigure(Struct, frozen=True, omit_defaults=True):
    """A figure in a row: what was counted, where and when, how many or how much, and in whom. `id` is its measure's.

    `local` is the mark of an overlay.
    """

    id: str
    table: str
    name: str
    value: str
    unit: str
    population: str
    sources: list[str]
    local: str = ""


class _Shown(Struct, frozen=True):
    """A figure that has a row, in one of TABLES; of a series the last year, with the first beside it."""

    measure: Epidemiology
    figure: Figure
    table: int
    first: Figure | None = None


def figure_rows(
    own: Sequence[Epidemiology], general: Sequence[Epidemiology], asked: str | None, knowledge: Knowledge
) -> list[ShortFigure]:
    """Return the figures of the screen."""
    return [
        ShortFigure(
            one.measure.id, TABLES[one.table], _name(one), _value(one), one.figure.unit, _whom(one),
            told_by(one.figure.sources, knowledge), local_mark(one.measure),
        )
        for one in _chosen(own, general, asked, knowledge)[0]
    ]  # fmt: skip


def epidemiology_glance(
    own: Sequence[Epidemiology], general: Sequence[Epidemiology], asked: str | None, knowledge: Knowledge
) -> list[Block]:
    """Return the figures chosen for a row: of a site, or of all sites together where it has none of its own."""
    shown, is_own = _chosen(own, general, asked, knowledge)
    site = site_names([asked], knowledge.of(Site)) if asked else ""
    blocks: list[Block] = [Heading(f"Epidemiology, {site}")] if site and is_own else []
    blocks += [] if is_own else [Paragraph(ALONE.format(site=site), "caution")]
    for table, group in groupby(shown, key=lambda one: one.table):
        figures = list(group)
        overall = table == BY_KIND["survival"] and all("overall survival" in one.figure.name.lower() for one in figures)
        title = "Overall survival" if overall else TABLES[table]
        blocks.append(_table(title, figures, knowledge))
    first = shown[0].measure.id
    ways = [("--full", f"all {len(own) + len(general)} series"), (f"netcli show {first}", "one of them")]
    return [*blocks, Paragraph(APART, "quiet"), Ways(ways if asked else [*ways, ("--site pancreas", "one site")])]


def _chosen(
    own: Sequence[Epidemiology], general: Sequence[Epidemiology], asked: str | None, knowledge: Knowledge
) -> tuple[list[_Shown], bool]:
    """Return the figures that have a row by table, and whether they are those of what was asked."""
    sites = knowledge.of(Site)
    asked = None if asked == "net" else asked
    found = [one for measure in own for one in _of(measure, asked, sites)]
    if not found:
        return sorted((one for measure in general for one in _of(measure, None, sites)), key=_order), False
    return sorted(_nearest(found, asked, sites) if asked else found, key=_order), True


def _nearest(found: Sequence[_Shown], asked: str, sites: Sites) -> list[_Shown]:
    """Return figures without the rates of groups that are wider than need be, as GEP where an organ has its own."""
    width = {id(one): _width(one, asked, sites) for one in found}
    rates = [width[id(one)] for one in found if one.table == BY_KIND["incidence"]]
    least = min((wide for wide in rates if wide), default=0)
    return [one for one in found if one.table != BY_KIND["incidence"] or width[id(one)] <= least]


def _width(one: _Shown, asked: str, sites: Sites) -> int:
    """Return how many sites the narrowest group has that a figure names and that holds the site; of its parts 0."""
    covered = (covered_by(site, sites) for site in one.figure.sites)
    return min((len(group) for group in covered if asked in group), default=0)


def _order(one: _Shown) -> tuple[int, bool]:
    return one.table, one.measure.kind == "survival" and one.figure.unit != "%"


def _of(measure: Epidemiology, asked: str | None, sites: Sites) -> Iterator[_Shown]:
    """Yield the figures of a measure that have a row: those that name the site or a group that holds it.

    Without a site, and of its parts, those chosen by hand; of an overlay's measure the first where none is chosen.
    """
    chosen = [one for one in measure.figures if one.headline] or measure.figures[: bool(measure.origin)]
    series = {id(one): years for years in series_in(measure.figures) for one in years}
    for one in measure.figures:
        years = series.get(id(one), [one])
        named = [site for site in one.sites if site != "net"]
        is_of_it = any(asked in covered_by(site, sites) for site in named)
        is_of_part = one in chosen and (not asked or (bool(named) and concerns(asked, named, sites)))
        if one.unit != CHANGE and one is years[-1] and (is_of_it or is_of_part):
            yield _Shown(measure, one, _table_of(measure, one, asked), years[0] if len(years) > 1 else None)


def _table_of(measure: Epidemiology, one: Figure, asked: str | None) -> int:
    if measure.kind == "incidence" and one.unit == "%":
        return BY_KIND["site-share"]
    is_of_part = measure.kind == "incidence" and one.sites[:1] != measure.sites[:1]  # a measure names its whole first
    return TABLES.index("By site") if is_of_part and not asked else BY_KIND[measure.kind]


def _table(title: str, group: Sequence[_Shown], knowledge: Knowledge) -> Table:
    """Return figures with bars, of those that share the commonest unit where there are at least two."""
    numbers = [(one.figure.unit, one.figure.value) for one in group if one.figure.value is not None]
    ((unit, often),) = Counter(unit for unit, _ in numbers).most_common(1) or [("", 0)]
    values = [value for one, value in numbers if one == unit and often > 1 and unit != HAZARD_RATIO]
    most, places = 100 if unit == "%" else max(values, default=0), min(decimals(*values), 2)
    said = unit if often == len(group) and unit.startswith("per ") else ""
    columns = [
        Column(f"{title} {said}".strip(), most=NAME, wide=NAME),
        Column("", most=VALUE, wide=VALUE, right=True),
        Column("", drawn=True, most=BAR, wide=BAR),
        Column("in whom", 1, least=14),
    ]
    rows = []
    for one in group:
        is_drawn = bool(values) and one.figure.unit == unit
        cells = (
            [Line(_name(one) + cited([one.figure.sources], knowledge), tone="strong"), *local_line(one.measure)],
            Line(_value(one, said, places if is_drawn and not one.figure.qualifier else 0), said=said),
            Line(bar(one.figure.value or 0, most, BAR) if is_drawn else ""),
            Line(_whom(one)),
        )
        rows.append(Row(cells, partial(epidemiology_card, one.measure, knowledge, level=2)))
    return Table(columns, rows)


def _name(one: _Shown) -> str:
    """Return what a row is about: where and when cases are counted, of which site, or what is counted."""
    measure, figure = one.measure, one.figure
    if one.table == TABLES.index("By site"):
        return figure.name.rpartition(", ")[2].capitalize()
    if measure.kind in ("survival", "frequency"):
        return figure.short or figure.name
    return f"{measure.region} {_years(one) or measure.period}"


def _years(one: _Shown) -> str:
    """Return when a figure was counted, of a series its first and its last year: "1975-2021"."""
    if one.first is None:
        return one.figure.year
    joint = " to " if "-" in one.figure.year else "-"  # a span of years is no first year
    return f"{one.first.year}{joint}{one.figure.year}"


def _whom(one: _Shown) -> str:
    """Return who was counted, where and when, without what the name of the row says."""
    measure, figure, name = one.measure, one.figure, _name(one).lower()
    parts = [*counted(figure).split(", "), _years(one)]
    if measure.kind == "prevalence":
        parts[:0] = figure.name.removeprefix("People living with ").split(", ")
    elif measure.kind == "incidence":
        parts.insert(0, figure.name.rpartition(", ")[2])
    year = _years(one) if _years(one) in name else ""  # said by the name, with the day or without it
    told = [one for one in dict.fromkeys(parts) if one and one.lower() not in name and not (year and year in one)]
    return ", ".join(told) + unconfirmed(measure.confirmed and figure.confirmed)


def _value(one: _Shown, unit: str = "", places: int = 0) -> str:
    """Return a value with its unit, unless its table says that; a ratio with its interval, a series with its first."""
    figure = one.figure
    if figure.unit == HAZARD_RATIO and figure.value is not None:
        places = decimals(figure.value, *(figure.ci or ()))
        span = f"{NB}({interval(figure.ci, least=places)})" if figure.ci else ""
        return f"HR{NB}{plain_number(figure.value, places)}{span}"
    number = interval(figure.range, "open") if figure.value is None else in_thousands(figure.value, places)
    if one.first is not None and one.first.value is not None:
        number = f"{in_thousands(one.first.value, places)} to {number}"
    joint = "" if figure.qualifier in ("<", ">", "≤", "≥") else NB
    behind = "" if figure.unit == unit else f"{NB}{figure.unit}"
    return f"{figure.qualifier}{joint}{number}{behind}".strip(NB)
