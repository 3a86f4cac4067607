"""The questions on one screen: numbers that open them, and the best answer before the titles of others."""

import re
from pathlib import Path

import pytest

from netcli.knowledge.faq import by_topic, numbered_questions
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question

BUDGET, BUDGET_OF_ALL = 16, 48


def test_every_question_is_on_one_screen(netcli, knowledge: Knowledge) -> None:
    """All of them, each with its number."""
    out = netcli("faq", "--format", "table", COLUMNS="100").out
    assert out.count("\n") <= BUDGET_OF_ALL
    text = " ".join(netcli("faq", "--format", "table", COLUMNS="60").out.split())
    for number, one in numbered_questions(knowledge).items():
        assert f"{number} {one.question}" in text


def test_a_number_opens_its_question(netcli, knowledge: Knowledge) -> None:
    """The one that the list gives it; a number that there is not is no match."""
    for number, one in numbered_questions(knowledge).items():
        assert netcli("faq", str(number), "--format", "table").out.startswith(one.question[:20])
    assert netcli("faq", str(len(knowledge.of(Question)) + 1)).code == 3
    assert netcli("faq", "0").code == 3


def test_an_overlay_moves_no_number(tmp_path: Path, netcli, knowledge: Knowledge) -> None:
    """Its question comes behind those of the edition, and stands with its topic."""
    text = "faq: [{id: ward-q, question: Ward question?, topic: classification, answer: A, plain: A}]\n"
    (tmp_path / "ward.yaml").write_text(text)
    folder = str(tmp_path)
    rows = netcli("faq", "--brief", "--json", "--data", folder).json["results"]
    numbers = {row["id"]: row["number"] for row in rows}
    assert {name: numbers[name] for name in numbers if name != "ward-q"} == {
        one.id: number for number, one in numbered_questions(knowledge).items()
    }
    assert numbers["ward-q"] == len(rows)
    out = netcli("faq", "--format", "plain", "--data", folder).out
    assert out.index("Ward question?") < out.index("Symptoms")


def test_topics_stand_in_one_order_with_ascending_numbers(knowledge: Knowledge) -> None:
    """So that a number is found by counting."""
    numbers = [number for group in by_topic(numbered_questions(knowledge)).values() for number, _ in group]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("words", ["survival", "grade"])
def test_the_best_answer_is_whole_and_the_others_are_titles(netcli, knowledge: Knowledge, words: str) -> None:
    """Each title with the command that opens it; their answers are in the full page."""
    out = netcli("faq", words, "--format", "plain").out
    found = netcli("faq", words, "--json").json["results"]
    assert len(found) > 1
    for one in found[1:]:
        command = re.search(rf"netcli (faq \d+): {re.escape(one['question'])}", out)
        assert command
        assert netcli(*command[1].split(), "--json").json["results"] == [one]
    assert out.count("\n\n") < netcli("faq", words, "--full", "--format", "plain").out.count("\n\n")


def test_an_answer_keeps_to_its_budget(netcli, knowledge: Knowledge) -> None:
    """Whatever is asked, sources and the way on included."""
    for one in knowledge.of(Question).values():
        assert netcli("faq", one.question, "--format", "table", COLUMNS="100").out.count("\n") <= BUDGET
