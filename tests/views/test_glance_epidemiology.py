"""How common, how long and how often on one screen: figures chosen by hand, each with what belongs to it."""

import re
from pathlib import Path

import pytest

from netcli.knowledge.figures import fitting_measures
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Epidemiology, Site
from netcli.output.blocks import Table, lines_of
from netcli.views.drawings import EIGHTHS
from netcli.views.glance.epidemiology import BAR, TABLES, epidemiology_glance, figure_rows

BUDGET = 38


def tables(knowledge: Knowledge, site: str | None = None) -> dict[str, Table]:
    own, general = fitting_measures(knowledge, site)
    blocks = epidemiology_glance(own, general, site, knowledge)
    return {block.columns[0].name: block for block in blocks if isinstance(block, Table)}


def texts(table: Table, column: int) -> list[str]:
    return [lines_of(row.cells[column])[0].text for row in table.rows]


def test_the_screen_keeps_to_its_budget(netcli) -> None:
    """Sources and the way on included."""
    assert netcli("epidemiology", "--format", "table", COLUMNS="100").out.count("\n") <= BUDGET


def test_only_figures_chosen_by_hand_have_a_row(knowledge: Knowledge) -> None:
    """As many rows as figures are marked, in the order of the tables."""
    marked = sum(one.headline for measure in knowledge.of(Epidemiology).values() for one in measure.figures)
    rows = figure_rows(*fitting_measures(knowledge, None), None, knowledge)
    assert len(rows) == marked
    places = [TABLES.index(row.table) for row in rows]
    assert places == sorted(places)


@pytest.mark.parametrize("site", [None, "pancreas", "jejunum-ileum", "gep", "appendix"])
def test_every_row_says_its_number_who_and_when_and_cites(knowledge: Knowledge, site: str | None) -> None:
    """Each part of the population and the year stand in its row, the qualifier before the value."""
    figures = {
        (measure.id, one.name, one.year): one
        for measure in knowledge.of(Epidemiology).values()
        for one in measure.figures
    }
    for row in figure_rows(*fitting_measures(knowledge, site), site, knowledge):
        told = f"{row.name}, {row.population}".lower()
        fitting = [
            one
            for (measure, _, year), one in figures.items()
            if measure == row.id
            and year in told
            and all(part in told or year in part for part in one.population.lower().split(", "))
            and row.value.startswith(one.qualifier)
        ]
        assert fitting, row
        assert row.sources


def test_bars_of_a_table_are_on_one_scale(knowledge: Knowledge) -> None:
    """As long as the values are, per cent out of a hundred; what has another unit has no bar."""
    for table in tables(knowledge).values():
        drawn = {}
        for value, line in zip(texts(table, 1), texts(table, 2), strict=True):
            numbers = re.findall(r"[\d.]+", value.replace("\u00a0", " "))
            if line and numbers:  # of a series the last year is drawn
                drawn[float(numbers[-1])] = sum(EIGHTHS.index(one) / 8 for one in line)
        units = {bool(re.search("years|months|people", value)) for value in texts(table, 1) if value}
        most = 100 if any("%" in value for value in texts(table, 1)) else max(drawn, default=1)
        for value, length in drawn.items():
            assert length == pytest.approx(value / most * BAR, abs=1 / 8)
        assert len(drawn) != 1, units


def test_a_site_gets_its_own_figures(knowledge: Knowledge) -> None:
    """None that is of all sites together, and a ratio with its interval."""
    rows = figure_rows(*fitting_measures(knowledge, "pancreas"), "pancreas", knowledge)
    assert all("all sites" not in row.population for row in rows)
    assert any(re.fullmatch(r"HR\W[\d.]+\W\([\d.]+–[\d.]+\)", row.value) for row in rows)


def test_a_site_without_figures_of_its_own_says_so(netcli) -> None:
    """Before those of all sites together."""
    out = netcli("epidemiology", "--site", "thymus", "--format", "table").out
    assert out.startswith("No figure on record is of thymus alone")
    assert "243 896 people" in out


def test_every_site_has_a_screen(netcli, knowledge: Knowledge) -> None:
    """Small enough for programs too, each row with the id of its measure."""
    for site in knowledge.of(Site):
        run = netcli("epidemiology", "--site", site, "--json", "--brief")
        assert run.code == 0
        assert len(run.out.encode()) <= 25_000
        assert all(row["id"] in knowledge.of(Epidemiology) for row in run.json["results"])


def test_plain_text_says_the_unit_with_each_number(netcli) -> None:
    """A number never stands alone."""
    out = netcli("epidemiology", "--format", "plain").out
    assert "United States 1975-2021: per 100 000 a year: 1.64 to 8.52" in out
    assert "Five-year, localised NET: about 90 %" in out


def test_a_row_of_an_overlay_is_marked(tmp_path: Path, netcli) -> None:
    """The first figure where none was chosen."""
    folder = tmp_path / "ward"
    folder.mkdir()
    (folder / "0.yaml").write_text("""
epidemiology:
- id: ward-incidence
  name: Incidence on the ward
  kind: incidence
  region: Wardland
  registry: Ward
  period: "2025"
  definition: Counted on the ward
  figures: [{name: "Incidence, all", value: 5, unit: per 100 000 a year, population: people of the ward,
             confirmed: false, sources: [editorial-choice]}]
""")
    out = netcli("epidemiology", "--format", "table", "--data", str(folder), COLUMNS="140").out
    assert re.search(r"Wardland 2025 .*\nlocal: ward", out)
    assert "(unconfirmed)" in out
