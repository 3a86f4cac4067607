"""Drugs and trials side by side on one screen, and their ratios as a picture."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.head_to_head import opposed, shared
from netcli.knowledge.model import Therapy, Trial
from netcli.output.blocks import Forest, Line, Row, Table
from netcli.output.forest import forest_svg
from netcli.output.sources import References
from netcli.views.glance.compare import compared
from netcli.views.ratios import has_direction, headlines, outcomes_by_role
from netcli.views.results import without_doses

SVG = "{http://www.w3.org/2000/svg}"
PAIRS = [("everolimus", "sunitinib"), ("lutetium-dotatate", "everolimus"), ("surufatinib", "captem")]
ENOUGH = 45  # lines at 100 columns: two clinical pairs need more than the 42 that are wanted
pair = pytest.mark.parametrize("names", PAIRS, ids=" ".join)


def drugs(names: tuple[str, ...], knowledge: Knowledge) -> list[Therapy]:
    return [knowledge.of(Therapy)[name] for name in names]


def forest(names: tuple[str, ...], knowledge: Knowledge) -> Forest:
    (found,) = (one for one in compared(drugs(names, knowledge), ("us", "eu"), knowledge) if isinstance(one, Forest))
    return found


@pair
def test_two_drugs_take_one_screen(netcli, names: tuple[str, str]) -> None:
    """At 100 columns and at 80 as tables."""
    lines = netcli("compare", *names, "--format", "table", COLUMNS="100").out.splitlines()
    assert len(lines) <= ENOUGH
    assert max(map(len, lines)) <= 100
    narrow = netcli("compare", *names, "--format", "table", COLUMNS="80").out
    assert re.search(r"^Hazard ratios +first v second arm.* HR \(95 % CI\)$", narrow, re.MULTILINE)


@pair
def test_every_chosen_ratio_is_on_the_axis_with_both_arms(knowledge: Knowledge, names: tuple[str, str]) -> None:
    """Each headline result of the drugs' studies that has a ratio is a row; its arms stand in it."""
    studies = {name for drug in drugs(names, knowledge) for name in drug.evidence}
    wanted = [one for name in studies for one in headlines(knowledge.of(Trial)[name]) if has_direction(one.outcome)]
    plot = forest(names, knowledge)
    assert sorted(ratio[0] for ratio in plot.ratios) == sorted(one.outcome.hr for one in wanted)
    told = [str(row.cells[1].text) for row in plot.table.rows if isinstance(row.cells[1], Line)]
    assert all(any(text.startswith(without_doses(one.trial.treatment)) for text in told) for one in wanted)


def test_a_ratio_stands_under_the_part_that_the_drug_had(knowledge: Knowledge) -> None:
    """COMPETE is no result of everolimus, which was the other arm."""
    groups = {one.trial.id: one.group for one in outcomes_by_role(drugs(PAIRS[0], knowledge), knowledge)}
    assert groups["radiant-3"] == "Everolimus tested"
    assert groups["a6181111"] == "Sunitinib tested"
    assert groups["compete"] == "Everolimus or sunitinib in the other arm, or in both"


def test_a_study_of_both_is_named_and_leads(netcli, knowledge: Knowledge) -> None:
    """Where one tests the two against each other, the page does not say that none does."""
    names = ("lutetium-edotreotide", "everolimus")
    text = netcli("compare", *names, COLUMNS="200").out
    assert "Against each other: COMPETE" in text
    assert "No study on record" not in text
    assert forest(names, knowledge).table.rows[0].group == "Against each other"
    assert "No study on record tests the two against each other" in netcli("compare", *PAIRS[0]).out


def test_what_both_arms_have_is_not_compared(knowledge: Knowledge) -> None:
    """Octreotide was in both arms of NETTER-1."""
    both = drugs(("lutetium-dotatate", "octreotide"), knowledge)
    trial = knowledge.of(Trial)["netter-1"]
    assert not opposed(trial, both)
    assert [one.id for one in shared(trial, both)] == ["octreotide"]


def test_a_ratio_whose_direction_is_not_on_record_is_not_drawn(knowledge: Knowledge) -> None:
    """SEQTOR does not state its reference arm."""
    (pfs,) = (one for one in knowledge.of(Trial)["seqtor"].outcomes if one.id == "pfs")
    assert not has_direction(pfs)
    assert has_direction(replace(pfs, effect=""))


def test_a_missed_endpoint_and_another_interval_stand_beside_the_number(netcli) -> None:
    """At every width, with or without the axis."""
    for width in ("60", "80", "100", "140"):
        text = netcli("compare", *PAIRS[0], "--format", "table", COLUMNS=width).out
        assert re.search(r"0\.77 \(0\.59–1\.00\)\n?[^\n]*missed", text)
        assert re.search(r"0\.38 \(0\.15–0\.96\)\n?[^\n]*99\.91 % interval", text)


def test_each_line_of_plain_text_names_drug_or_study(netcli) -> None:
    """And carries no mark without its word."""
    text = netcli("compare", *PAIRS[0], "--format", "plain").out
    body = text.partition("No study")[0]
    assert "●" not in text
    assert all(re.match(r"(US|EU|Boxed|Elsewhere|Class, dose): (Everolimus|Sunitinib)", line)
               for line in body.splitlines() if re.match(r"(US|EU|Boxed|Elsewhere|Class, dose):", line))  # fmt: skip
    assert "RADIANT-2: hazard ratio (95 % CI): 0.77 (0.59–1.00): missed" in body


def test_trials_stand_side_by_side(netcli) -> None:
    """Arms, patients, design, status; results on one axis."""
    text = netcli("compare", "RADIANT-3", "A6181111", COLUMNS="140", TERM="xterm").out
    for name in ("Arms", "Patients", "Design", "Status"):
        assert re.search(rf"^{name} ", text, re.MULTILINE)
    assert text.count("●") == 2
    assert "cannot be ranked" in text


def test_the_rows_for_programs_are_few_and_have_ids(netcli) -> None:
    """One a drug, within the bound of the contract."""
    run = netcli("compare", *PAIRS[1], "--brief", "--json")
    assert [row["id"] for row in run.json["results"]] == list(PAIRS[1])
    assert len(run.out.encode()) <= 25_000
    assert {one["role"] for one in run.json["results"][1]["results"]} == {"tested", "control", "both"}


# The picture


def numbers(picture: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in picture.iter(f"{SVG}text")]


@pair
def test_the_picture_is_a_slide_that_needs_nothing(netcli, names: tuple[str, str]) -> None:
    """Text as text, generic fonts, title and description, no address to fetch, small."""
    text = netcli("compare", *names, "--format", "svg").out
    picture = ET.fromstring(text)  # noqa: S314 (our own)
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    assert (width <= 1280, height <= 720) == (True, True)
    assert [picture[0].tag, picture[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert {one.attrib["font-family"] for one in picture.iter() if "font-family" in one.attrib} == {"sans-serif"}
    assert not re.search(r"url\(|@import|@font-face|href|<style|<image", text)
    assert re.findall(r"https?://[^\"\s]+", text) == ["http://www.w3.org/2000/svg"]
    assert len(text.encode()) < 20_000
    told = numbers(picture)
    assert {"1", "← first arm better", "second arm better →"} <= set(told)
    assert any(one.startswith("Sources: ") for one in told)
    assert any("cannot be ranked" in one for one in told)


def test_the_picture_has_every_ratio_of_the_table(netcli, knowledge: Knowledge) -> None:
    """A point for each, its interval in numbers beside it, within the page."""
    picture = ET.fromstring(netcli("compare", *PAIRS[0], "--format", "svg").out)  # noqa: S314
    plot = forest(PAIRS[0], knowledge)
    assert len(list(picture.iter(f"{SVG}circle"))) == len(plot.ratios)
    for row in plot.table.rows:
        assert str(row.cells[-1].text).split("\n")[0] in numbers(picture)  # type: ignore[union-attr]
    assert all(0 < float(one.attrib["x"]) < 1280 for one in picture.iter(f"{SVG}text"))


def test_points_left_of_the_line_are_ratios_below_one(netcli, knowledge: Knowledge) -> None:
    """And their order is that of the ratios."""
    picture = ET.fromstring(netcli("compare", *PAIRS[0], "--format", "svg").out)  # noqa: S314
    (upright,) = (float(one.attrib["x1"]) for one in picture.iter(f"{SVG}line") if "stroke-dasharray" in one.attrib)
    places = [float(one.attrib["cx"]) for one in picture.iter(f"{SVG}circle")]
    ratios = [value for value, _, _ in forest(PAIRS[0], knowledge).ratios]
    for (here, one), (there, other) in combinations(zip(places, ratios, strict=True), 2):
        assert (here < there) == (one < other) or one == other
    assert all((place < upright) == (value < 1) for place, value in zip(places, ratios, strict=True))


def test_what_a_record_says_is_text_in_the_picture(knowledge: Knowledge) -> None:
    """Nobody's words become elements, and no control character breaks the XML."""
    plot = forest(PAIRS[0], knowledge)
    row = Row([Line('<script>&"\x1b'), *plot.table.rows[0].cells[1:]], group="<b>\x00")
    wild = replace(plot, title="A < B & \u202e", table=Table(plot.table.columns, [row]), ratios=plot.ratios[:1])
    picture = ET.fromstring(forest_svg(wild, References({})))  # noqa: S314
    assert not list(picture.iter(f"{SVG}script"))
    assert any("<script>" in one for one in numbers(picture))


@pytest.mark.parametrize("count", [1, 12, 60])
def test_any_number_of_ratios_fits_the_slide(knowledge: Knowledge, count: int) -> None:
    """Rows close up."""
    plot = forest(PAIRS[0], knowledge)
    rows, ratios = [plot.table.rows[0]] * count, [plot.ratios[0]] * count
    picture = ET.fromstring(  # noqa: S314
        forest_svg(replace(plot, table=Table(plot.table.columns, rows), ratios=ratios), References({}), alone=True)
    )
    assert float(picture.attrib["viewBox"].split()[3]) <= 720


def test_a_page_shows_the_picture_and_its_table(netcli) -> None:
    """Who cannot see it has the same numbers as rows."""
    text = netcli("compare", *PAIRS[0], "--format", "html").out
    assert text.count("<svg ") == 1
    assert 'role="img" aria-labelledby="forest-title forest-desc"' in text
    assert re.search(r"<td>0\.35.{0,40}\(0\.27–0\.45\)", text)


def test_limits_stand_side_by_side(netcli) -> None:
    """Where a screen has room, what forbids the drugs whole and what changes their use by name; else in full."""
    text = " ".join(netcli("compare", "octreotide", "lanreotide", COLUMNS="300").out.split())
    assert "Never if" in text
    assert "bradycardic drugs" in text
    crowded = netcli("compare", "lutathera", "everolimus").out
    assert "Never if" not in crowded
    assert "outcomes, safety" in crowded
    full = netcli("compare", "lutathera", "everolimus", "--full", COLUMNS="300").out
    for row in ("Contraindications", "Dose changes", "Interactions", "Pregnancy"):
        assert re.search(rf"^{row}", full, re.MULTILINE), row


def test_a_row_of_a_comparison_has_the_limits(netcli) -> None:
    """For programs, whether the screen has room or not."""
    rows = netcli("compare", "lutathera", "telotristat", "--brief", "--json").json["results"]
    assert all(row["contraindications"] for row in rows)
    assert "liver" in rows[1]["named"]["dose"]
