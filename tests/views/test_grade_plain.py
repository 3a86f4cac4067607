"""`grade --plain-language`: the same result in words for patients and carers, every one of them cited."""

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question, Term
from netcli.views.full.grade_plain import QUESTIONS, STAGE, TERMS, WORDS

CASES = [
    (["--ki67", "12", "--mitoses", "4", "--differentiation", "well"], "NET G2", "hormone-making cells"),
    (["--ki67", "40", "--differentiation", "well"], "NET G3", "still looks like a NET"),
    (["--ki67", "60", "--differentiation", "poor"], "NEC", "fast-growing neuroendocrine cancer"),
    (["--ki67", "40"], "High-grade NEN", "look very different"),
    (["--mitoses", "1", "--necrosis", "none", "--site", "lung"], "Typical carcinoid", "slower kind"),
    (["--mitoses", "5", "--necrosis", "none", "--site", "lung"], "Atypical carcinoid", "faster kind"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "label", "said"), CASES, ids=[label for _, label, _ in CASES])
def test_each_class_is_told_in_plain_words(netcli, given: list[str], label: str, said: str) -> None:
    """Below the label that the report has, with sources."""
    text = netcli("grade", *given, "--plain-language").out
    assert text.startswith(label)
    assert said in text
    assert "Sources" in text


def test_the_result_is_the_same_at_both_levels(netcli) -> None:
    """Machines get one answer, and the text beside it."""
    given = ("grade", "--ki67", "12", "--json")
    usual, plain = netcli(*given).json, netcli(*given, "--plain-language").json
    assert usual["results"] == plain["results"]
    assert plain["query"]["plain_language"] is True
    assert plain["plain"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--ki67", "12", "--mitoses", "4", "--differentiation", "well"], "leads to one answer"),
        (["--ki67", "12"], "Something is missing"),
        (["--ki67", "40"], "not enough to decide"),
    ],
    ids=["definite", "provisional", "undetermined"],
)
def test_how_sure_it_is_is_said(netcli, given: list[str], said: str) -> None:
    """Each degree of certainty in its own words."""
    assert said in netcli("grade", *given, "--plain-language").out


def test_a_class_without_a_plain_text_says_so(netcli) -> None:
    """Nothing is made up for it."""
    run = netcli("grade", "--ki67", "40", "--differentiation", "mixed", "--ne-component", "10", "--plain-language")
    assert "No plain-language text on record yet." in run.out


def test_every_text_is_on_record_and_cited(knowledge: Knowledge) -> None:
    """The terms and questions that the answer is made of have plain texts with sources."""
    for term in {*TERMS.values(), *WORDS.values(), "net-g3"}:
        assert knowledge.of(Term)[term].plain
        assert knowledge.of(Term)[term].sources
    for question in {*QUESTIONS.values(), STAGE}:
        assert "[@" in knowledge.of(Question)[question].plain
