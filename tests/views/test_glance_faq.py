"""The topics and their questions on one screen: numbers that open them, the best answer before the titles of others."""

import re
from pathlib import Path

import pytest

from netcli.knowledge.faq import by_topic, numbered_questions
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question

BUDGET, BUDGET_OF_TOPICS, BUDGET_OF_ONE = 16, 20, 34


def test_every_topic_is_on_one_screen(netcli, knowledge: Knowledge) -> None:
    """With the count of its questions and the first of them."""
    out = netcli("faq", "--format", "table", COLUMNS="100").out
    assert out.count("\n") <= BUDGET_OF_TOPICS
    text = " ".join(netcli("faq", "--format", "plain").out.split())
    for topic, questions in by_topic(numbered_questions(knowledge)).items():
        assert f"{topic.capitalize()}: {len(questions)}: {questions[0][1].question}" in text


@pytest.mark.parametrize("typed", [str.title, lambda topic: topic.replace(" ", "-")])
def test_a_topic_lists_its_questions(netcli, knowledge: Knowledge, typed) -> None:
    """All of them on one screen, each with its number, however the topic is written."""
    for topic, questions in by_topic(numbered_questions(knowledge)).items():
        run = netcli("faq", *typed(topic).split(), "--format", "table", COLUMNS="100")
        assert run.out.count("\n") <= BUDGET_OF_ONE, topic
        text = " ".join(netcli("faq", topic, "--format", "table", COLUMNS="60").out.split())
        for number, one in questions:
            assert f"{number} {one.question}" in text
        assert [one["id"] for one in netcli("faq", topic, "--json").json["results"]] == [one.id for _, one in questions]


def test_a_topic_among_other_words_is_a_question(netcli) -> None:
    """It lists its questions only when nothing else is asked."""
    assert len(netcli("faq", "family", "--json").json["results"]) > 3
    assert len(netcli("faq", "How do I tell my family?", "--json").json["results"]) <= 3


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
    assert "Ward question?" in netcli("faq", "classification", "--format", "plain", "--data", folder).out


def test_topics_stand_in_one_order_with_ascending_numbers(knowledge: Knowledge) -> None:
    """So that a number is found by counting."""
    numbers = [number for group in by_topic(numbered_questions(knowledge)).values() for number, _ in group]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("words", ["What is Lutathera?", "How is carcinoid syndrome treated?"])
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
    """Whichever is opened, sources and the way on included; in words, with the titles of others, every fifth."""
    for number, one in numbered_questions(knowledge).items():
        for asked in (str(number), one.question)[: 1 + (number % 5 == 0)]:
            assert netcli("faq", asked, "--format", "table", COLUMNS="100").out.count("\n") <= BUDGET, asked
