"""Numbers are said so that they cannot be misread."""

import pytest

from netcli.knowledge.model import Arm, Evidence, Figure, Interaction
from netcli.knowledge.wording import arm_value, figure_value, interaction, ratio
from netcli.views.lines import result_line


def evidence(**fields) -> Evidence:
    defaults = {
        "id": "pfs",
        "population": "everyone",
        "endpoint": "progression-free survival",
        "sources": ["a-1"],
        "trial": "T",
    }
    return Evidence(**{**defaults, **fields})


def test_each_value_is_named_with_its_arm() -> None:
    """Which value is whose stands beside it, whatever the order of the arms."""
    line = result_line(
        evidence(unit="months", arms=[Arm(name="A", value=11), Arm(name="B", value=4.6)], hr=0.35, ci=[0.27, 0.45])
    )
    assert line.text == "11.0 months (A) against 4.6 months (B); HR 0.35 (95 % CI 0.27–0.45); everyone [@a-1]"


def test_not_reached_is_said_and_not_a_blank() -> None:
    """A missing median is a result."""
    assert arm_value(Arm(name="A", note="not reached", ci=[18.4, None]), "months") == "not reached (18.4–not estimable)"
    assert arm_value(Arm(name="A"), "months") == "not reported"


def test_all_numbers_of_a_ratio_have_the_same_places() -> None:
    """0.94 (0.73–1.20), never 0.94 (0.73–1.2)."""
    assert ratio(evidence(hr=0.94, ci=[0.73, 1.2], p="0.30")) == "HR 0.94 (95 % CI 0.73–1.20), p=0.30"


def test_another_level_of_confidence_is_named() -> None:
    """A 90 % interval is not printed as 95 %."""
    assert "90 % CI" in ratio(evidence(hr=1.04, ci=[0.79, 1.37], ci_level=90))


def test_no_digit_is_dropped() -> None:
    """0.276 stays 0.276."""
    assert "HR 0.276" in ratio(evidence(hr=0.276))


def test_unconfirmed_is_said() -> None:
    """What no source read so far proves carries the word."""
    assert "(unconfirmed)" in result_line(evidence(arms=[Arm(name="A", value=1)], confirmed=False)).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": 44.0}, "44 %"),
        ({"value": 95.0, "qualifier": ">"}, ">95 %"),
        ({"value": 20.0, "qualifier": "about"}, "about 20 %"),
        ({"range": [60.0, 80.0]}, "60–80 %"),
        ({"value": 69.7, "ci": [60.0, 78.0]}, "69.7 % (95 % CI 60.0–78.0)"),
    ],
)
def test_figures_carry_qualifier_unit_and_interval(fields: dict, said: str) -> None:
    """A figure is never a bare number."""
    assert figure_value(Figure(name="x", unit="%", population="p", sources=["a"], **fields)) == said


@pytest.mark.parametrize(
    ("examples", "said"),
    [([], "x: Avoid"), (list("abcd"), "x (a, b, c, d): Avoid"), (list("abcde"), "x (a, b, c, d and others): Avoid")],
)
def test_of_a_long_list_of_medicines_the_first_few_are_said(examples: list[str], said: str) -> None:
    """A line stays readable, and says that there are more."""
    assert interaction(Interaction(agent="x", examples=examples, text="Avoid")) == said
