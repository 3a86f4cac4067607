"""Bars, shares and trends: in unicode, in ASCII and in words, from the figures on record."""

import re

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Epidemiology, Figure
from netcli.output.blocks import Block, Picture
from netcli.output.terminal import Terminal
from netcli.views.drawings import BAR_WIDTH, EIGHTHS, bar, bars, shares, trends
from netcli.views.full.epidemiology import epidemiology_card

ASCII = Terminal(is_tty=False, width=80, height=24, colour=False, encoding="ascii")


def figure(name: str, value: float | None, unit: str = "%", year: str = "") -> Figure:
    return Figure(name=name, value=value, unit=unit, population="people", year=year, sources=["x"])


def pictures(blocks: list[Block]) -> list[Picture]:
    return [block for block in blocks if isinstance(block, Picture)]


def drawn(line: str) -> float:
    """Return the length of the bar in a line, in characters."""
    return sum(EIGHTHS.index(one) / 8 for one in line if one in EIGHTHS)


@pytest.mark.parametrize(("value", "length"), [(0, 0), (100, BAR_WIDTH), (50, BAR_WIDTH / 2), (25, BAR_WIDTH / 4)])
def test_a_bar_is_as_long_as_its_share(value: float, length: float) -> None:
    """To an eighth of a character."""
    assert drawn(bar(value, 100)) == length


def test_shares_are_drawn_out_of_a_hundred() -> None:
    """57 % is little more than half of the scale, however small the other bars are."""
    (picture,) = pictures(shares([figure("Survival, localised", 90), figure("Survival, distant", 57)]))
    assert [line.split()[0] for line in picture.lines] == ["localised", "distant"]
    assert [drawn(line) / BAR_WIDTH for line in picture.lines] == pytest.approx([0.9, 0.57], abs=0.01)
    assert picture.words == "Survival: localised 90 %; distant 57 %."


def test_measures_are_not_mixed() -> None:
    """One drawing for each measure, none for a single figure, another unit or a missing value."""
    figures = [figure("Five-year survival, a", 1), figure("One-year survival, a", 2),
               figure("Five-year survival, b", 3), figure("Five-year survival, c", 4, "months"),
               figure("Five-year survival, d", None)]  # fmt: skip
    (picture,) = pictures(shares(figures))
    assert len(picture.lines) == 2
    assert shares(figures[1:2]) == []


def test_a_trend_needs_three_years_of_one_series() -> None:
    """Years in order, whatever the order on record; a series of two years is none."""
    series = [figure("Incidence", value, "a", year) for year, value in (("2021", 8), ("1975", 2), ("2004", 4))]
    others = [figure("Other", 9, "a", "2000"), figure("Other", 9, "a", "2010")]
    (picture,) = pictures(trends([*series, *others]))
    assert [line.split()[0] for line in picture.lines] == ["1975", "2004", "2021"]
    assert drawn(picture.lines[0]) == drawn(picture.lines[2]) / 4
    assert trends(series[:2]) == []


@pytest.mark.parametrize("width", [1, 7, 30])
def test_ascii_bars_are_as_long(width: int) -> None:
    """A full block becomes a hash, and nothing but ASCII is left."""
    (picture,) = pictures(bars("Title", [("a", width, "x"), ("b", 30, "y")]))
    drawn = [ASCII.fit(line) for line in picture.lines]
    assert all(line.isascii() for line in drawn)
    assert [line.count("#") for line in drawn] == [width, 30]


def test_every_drawing_character_has_an_ascii_form() -> None:
    """What pictures are made of."""
    assert "\\u" not in ASCII.fit("├●┤│─┼┴█▏▌×")
    assert ASCII.fit("├●┤│─┼┴█×").isascii()


def test_survival_by_stage_is_drawn_from_the_data(knowledge: Knowledge) -> None:
    """Localised, regional and distant, the values those of the record."""
    measure = knowledge.of(Epidemiology)["us-survival-2000-2021"]
    (picture,) = pictures(epidemiology_card(measure, knowledge))
    values = {one.name.partition(", ")[2]: one.value for one in measure.figures if one.unit == "%"}
    assert set(values) == {"localised NET", "regional NET", "distant NET"}
    for line, (name, value) in zip(picture.lines, values.items(), strict=True):
        assert line.startswith(name)
        assert f"{value:g} %" in line
        assert drawn(line) == pytest.approx((value or 0) / 100 * BAR_WIDTH, abs=1 / 8)


def test_the_incidence_trend_is_drawn_from_the_data(knowledge: Knowledge) -> None:
    """The older series of the United States has three years, and rises."""
    measure = knowledge.of(Epidemiology)["us-incidence-1973-2012"]
    (picture,) = pictures(epidemiology_card(measure, knowledge))
    lengths = [drawn(line) for line in picture.lines]
    assert len(lengths) == 3
    assert lengths == sorted(lengths)
    assert picture.lines[0].startswith("1973")


def test_hazards_by_site_are_a_forest_plot(knowledge: Knowledge) -> None:
    """A ratio is drawn against 1, not as a bar."""
    measure = knowledge.of(Epidemiology)["us-survival-by-site-1973-2014"]
    (picture,) = pictures(epidemiology_card(measure, knowledge))
    assert sum("●" in line for line in picture.lines) == len(measure.figures)
    assert "█" not in "".join(picture.lines)


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_the_pictures_are_in_every_format_that_can_show_them(netcli, form: str) -> None:
    """Bars of incidence and of survival."""
    text = netcli("epidemiology", "--full", "--format", form).out
    assert text.count("█") > 100
    assert "localised" in text


def test_who_hears_the_answer_hears_the_numbers(netcli) -> None:
    """Plain text tells the picture in words."""
    text = netcli("show", "us-survival-2000-2021", "--format", "plain").out
    assert re.search(r"Five-year overall survival: localised NET about \d+ %; regional", text)
