"""Each vocabulary stands once: the types of the model, the readers and the help take their words from it."""

import pytest

from netcli.app import COMMANDS
from netcli.errors import UnknownValue
from netcli.grading.inputs import TypedCase
from netcli.knowledge import vocabulary
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.names import resolve_word
from netcli.knowledge.situation import TypedSituation
from netcli.knowledge.trials import TypedTrialQuestion
from netcli.knowledge.typed import inputs_of, read_question
from netcli.knowledge.vocabulary import Vocabulary

EVERY = {name: one for name, one in vars(vocabulary).items() if isinstance(one, Vocabulary)}


@pytest.mark.parametrize("name", EVERY)
def test_every_word_and_every_synonym_is_read_as_its_word(name: str) -> None:
    """No synonym stands for two words, and none hides behind another word."""
    for word, synonyms in EVERY[name].words.items():
        for typed in (word, word.upper(), *synonyms):
            assert resolve_word(EVERY[name], typed).id == word, typed


def test_a_synonym_of_no_word_is_refused() -> None:
    """A word that the type does not have cannot creep in through its synonyms."""
    with pytest.raises(ValueError, match="no colour: greeen"):
        vocabulary.vocabulary("colour", ["green"], {"greeen": "verde"})


@pytest.mark.parametrize("command", ["therapies", "grade", "trials"])
def test_the_help_lists_every_word_of_a_vocabulary(netcli, command: str) -> None:
    """What may be typed is told where it is asked for."""
    question = {"therapies": TypedSituation, "grade": TypedCase, "trials": TypedTrialQuestion}[command]
    told = "".join(netcli(command, "--help", COLUMNS="100").out.split())
    for one in inputs_of(question).values():
        assert "".join(one.help.split()) in told
        if isinstance(one.offered, Vocabulary) and one.help == f"{one.offered.listed}.":
            assert all(word in told for word in one.offered.words)


@pytest.mark.parametrize("question", [TypedSituation, TypedTrialQuestion, TypedCase])
def test_an_input_that_there_is_not_is_a_type_error(question: type, knowledge: Knowledge) -> None:
    """As for any function of Python, with the names that there are."""
    with pytest.raises(TypeError, match=r"'sight'; accepted: .*site"):
        read_question(question, {"sight": "lung"}, knowledge)


@pytest.mark.parametrize("question", [TypedSituation, TypedTrialQuestion])
def test_every_input_refuses_what_it_does_not_know(question: type, knowledge: Knowledge) -> None:
    """With its own name in the sentence; a country is read by the registers."""
    for name, one in inputs_of(question).items():
        if one.read:
            with pytest.raises(UnknownValue, match="unknown"):
                read_question(question, {name: "xyzzy"}, knowledge)


def test_every_command_is_named_once() -> None:
    """An example of each command begins with its name."""
    for name, examples in COMMANDS.items():
        assert all(example.split()[:2] == ["netcli", name] for example in examples)
