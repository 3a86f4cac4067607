"""What is taller than the screen goes through a pager: on a terminal at both ends, and only there."""

import os
from pathlib import Path

import pytest

from tests.cli.test_robustness import on_a_terminal
from tests.conftest import program

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
TALL = ("imaging", "--full")
LONG = ("therapies", "--site", "pancreas", "--full")  # more than a pipe holds


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that keeps what it is given, and how LESS was set."""
    script = tmp_path / "pager"
    script.write_text(f'#!/bin/sh\necho "$LESS" > "{tmp_path}/less"\ncat > "{tmp_path}/shown"\necho paged\n')
    script.chmod(0o755)
    return script


def paged(pager: Path, *line: str, **changed: str | None) -> bool:
    """Tell whether an answer went through the pager."""
    shown = on_a_terminal(
        *line, **{"TERM": "xterm", "NETCLI_PAGER": str(pager), "LINES": "40", "LESS": None, **changed}
    )
    return "paged" in shown


def test_a_tall_answer_is_paged_and_a_glance_is_not(pager: Path) -> None:
    """LESS lets colour through and leaves at once where the text fits after all."""
    assert paged(pager, *TALL)
    assert "DOTATATE" in (pager.parent / "shown").read_text()
    assert (pager.parent / "less").read_text() == "FRX\n"
    assert not paged(pager, "grade", "--ki67", "12")


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ((*TALL, "--no-pager"), {}),
        ((*TALL, "--format", "json"), {}),
        (TALL, {"NETCLI_PAGER": ""}),
        (TALL, {"NETCLI_PAGER": "cat"}),
        (TALL, {"NETCLI_PAGER": "no-such-pager-here"}),
        (TALL, {"NETCLI_PAGER": "'"}),
        (TALL, {"TERM": "dumb"}),
        (TALL, {"LINES": "5000"}),
    ],
    ids=str,
)
def test_there_is_no_pager_where_none_is_wanted(pager: Path, line: tuple[str, ...], changed: dict[str, str]) -> None:
    """Nor where there is none, the answer is printed."""
    assert not paged(pager, *line, **changed)


def test_the_pager_of_netcli_comes_before_that_of_the_system(pager: Path) -> None:
    """NETCLI_PAGER, else PAGER; a setting of LESS is kept."""
    assert paged(pager, *TALL, PAGER="false")
    assert paged(pager, *TALL, NETCLI_PAGER=None, PAGER=str(pager), LESS="R")
    assert (pager.parent / "less").read_text() == "R\n"


def test_a_reader_who_leaves_the_pager_ends_quietly(tmp_path: Path) -> None:
    """No traceback, no message."""
    script = tmp_path / "pager"
    script.write_text("#!/bin/sh\nexit 0\n")
    script.chmod(0o755)
    assert "rror" not in on_a_terminal(*LONG, TERM="xterm", NETCLI_PAGER=str(script), LINES="40")


def test_a_pipe_is_never_paged(pager: Path) -> None:
    """It gets the answer itself."""
    run = program(*LONG, NETCLI_PAGER=str(pager), TERM="xterm")
    assert b"paged" not in run.stdout
    assert b"Everolimus" in run.stdout


def test_a_pager_that_fails_loses_no_answer(pager: Path) -> None:
    """The answer is printed as it is."""
    pager.write_text("#!/bin/sh\nexit 2\n")
    shown = on_a_terminal(*LONG, TERM="xterm", NETCLI_PAGER=str(pager), LINES="40")
    assert "Everolimus" in shown
