"""No word that is offered to a shell could run, expand or split there, whatever an overlay calls its records."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import example, given
from hypothesis import strategies as st

from netcli import completion
from netcli.app import build
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.files.overlay import open_knowledge
from netcli.knowledge.model import Therapy
from netcli.knowledge.names import fold_names, resolve
from netcli.text import is_hidden
from tests.cli.lines import commands
from tests.cli.ward import OTHERS, SPELLED, overlay
from tests.conftest import program

INERT = re.compile(r"[^\W_][\w./+-]*")  # told once more, apart from the code
SPECIAL = "\\$`'\"();&|<>*?[]{}~^#!%=@,: \t\n\r\0-_./+"
LETTERS = "aB1éßİ\u0301™①½ル\u3164\u200b\u202e\u2019\u2013\u00a0\ufdd0\uf600\udcff"
names = st.text(st.one_of(st.sampled_from(SPECIAL + LETTERS), st.characters()), min_size=1, max_size=30)


def is_plain(word: str) -> bool:
    """Tell whether a word is letters, digits and what is plain in each shell."""
    return INERT.fullmatch(word) is not None and len(word) <= 100 and not any(map(is_hidden, word))


@given(name=names, typed=st.integers(0, 4), case=st.sampled_from([str, str.lower, str.upper]))
@example(name="aaward\\$(id>pwned.txt)", typed=3, case=str)
@example(name="İzmir", typed=1, case=str.lower)
@example(name="SSTRx", typed=1, case=lambda _: "ß")
@example(name="Ward™", typed=2, case=str)
@example(name="\uff9e", typed=0, case=str)
def test_every_offered_word_is_inert_and_means_the_same(name: str, typed: int, case: Callable[[str], str]) -> None:
    """For any name and any beginning of it: what is offered goes on from it, is plain, and opens the same record."""
    begun = case(name[:typed])
    record = Therapy(id="ward-x", name=name, kind="drug", class_="x", mechanism="m", route="r", dose="d")
    for word in completion.matching(begun, [name]):
        assert is_plain(word)
        assert word.startswith(begun)
        assert resolve("drug", word, {record.id: record}, fold_names([record])).id == "ward-x"


@pytest.mark.parametrize("typed", "$|$(id|`|a b|-|--|.|/|~|'|\"|a\n|\u200b|*|=|\udcff".split("|"))
def test_what_is_typed_is_given_back_only_when_plain(typed: str) -> None:
    """A beginning that a shell would mind is gone on from with nothing."""
    assert completion.matching(typed, [f"{typed}lutetium", "lutetium"]) == []


@pytest.mark.parametrize(("name", "word"), SPELLED.items())
def test_a_name_is_offered_in_a_plain_spelling(name: str, word: str) -> None:
    """What a shell would mind becomes a hyphen."""
    assert completion.matching(word[:3], [name]) == [word]


@pytest.fixture
def ward(tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder of a ward's overlay, which netcli accepts."""
    folder = overlay(tmp_path / "ward", knowledge)
    monkeypatch.setenv("NETCLI_DATA", folder)
    return folder


def test_every_parameter_offers_only_inert_words(ward: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an option or an argument offers, with the ward's names in every collection."""
    laid = open_knowledge([])
    monkeypatch.setattr(completion, "open_knowledge", lambda _: laid)
    application: Any = typer.main.get_command(build())
    context = application.make_context("netcli", ["overview"], resilient_parsing=True)
    offered = 0
    for command in commands().values():
        for parameter in command.params:
            for typed in ("", "aa", *{name[:1] for name in OTHERS}):
                found = [item.value for item in parameter.shell_complete(context, typed)]
                assert all(map(is_plain, found)), (command.name, parameter.name, typed)
                offered += "aaward-id-pwned.txt" in found
    assert offered > 10  # the ward's names were there to be offered


def test_every_plain_spelling_opens_the_record(ward: str, netcli) -> None:
    """`show` finds by it what it finds by the name itself."""
    for name, word in list(SPELLED.items())[::5]:
        assert netcli("show", word, "--json", NETCLI_DATA=ward).json["results"][0]["id"] == "ward-x", name


FORMS = {"zsh": r"_arguments '\*: :\(\((\"WORD\"\n?)+\)\)'\n", "fish": r"(WORD\n)+", "powershell": r"(WORD::: \n)+"}


@pytest.mark.parametrize(("shell", "form"), FORMS.items(), ids=FORMS)
def test_the_answer_to_each_shell_holds_nothing_else(ward: str, shell: str, form: str) -> None:
    """The whole of what zsh evaluates, and what fish and PowerShell take line by line."""
    line = {"_TYPER_COMPLETE_ARGS": "netcli show aa", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "aa"}
    action = {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "_NETCLI_COMPLETE": f"complete_{shell}"}
    said = program(**line, **action, NETCLI_DATA=ward).stdout.decode()
    assert re.fullmatch(form.replace("WORD", r"[a-zA-Z0-9][\w./+-]*"), said)
    assert all(word in said for word in SPELLED.values())


def test_what_stands_beside_an_option_is_plain_in_zsh() -> None:
    """It evaluates the help too: Typer doubles the quotes in it, and a backslash would undo what else it does."""
    application: Any = typer.main.get_command(build())
    parts = [*application.commands.values(), *commands().values()]
    told = [part.help or "" for part in parts] + [one.help or "" for part in parts for one in part.params]
    assert [text for text in told if set(text) & set("\\`$")] == []


@pytest.mark.parametrize(
    ("encoding", "offered"), {"utf-8": "ルタテラ", "gbk": "", "shift-jis": "", "ascii": ""}.items()
)
def test_letters_beyond_ascii_are_offered_in_utf_8_alone(encoding: str, offered: str) -> None:
    """A letter of another encoding may hold the byte of a backquote, and one that it lacks would take all with it."""
    asked = {"COMP_WORDS": "netcli show ルタ", "COMP_CWORD": "2", "_NETCLI_COMPLETE": "complete_bash"}
    assert program(**asked, PYTHONIOENCODING=encoding).stdout.decode().strip() == offered
