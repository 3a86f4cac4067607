"""Completion in the shells themselves, on a terminal, and how it gets there."""

import os
import pty
import select
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.shell import START_LINES
from tests.cli.ward import SPELLED, overlay
from tests.conftest import NETCLI, installed, usual


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home without settings, with netcli on the path and the shells' scripts beside it."""
    command = tmp_path / "bin" / "netcli"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {" ".join(NETCLI)} "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IEXEC)
    for shell in ("bash", "zsh", "fish"):
        (tmp_path / f"netcli.{shell}").write_bytes(usual("--show-completion", shell))
    return tmp_path


def settings(home: Path) -> dict[str, str]:
    """Return the environment of a shell in that home."""
    places = dict.fromkeys(("HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home))
    path = f"{home}/bin:{os.environ['PATH']}"
    own = {"NETCLI_DATA": f"{home}/ward"} if (home / "ward").exists() else {}
    return {**places, "PATH": path, "TERM": "xterm", "PYTHONPATH": str(installed()), "LANG": "C.UTF-8", **own}


def typed_into(command: list[str], start: str, home: Path, typed: list[tuple[str, str]]) -> str:
    """Start a shell on a terminal of its own, type each text and await its answer; return what the terminal showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(home)
        os.execvpe(command[0], command, settings(home))  # noqa: S606
    try:
        os.write(terminal, f"{start}; echo rea''dy\n".encode())
        shown = read_until(terminal, "ready")
        for text, awaited in typed:
            os.write(terminal, text.encode())
            shown += read_until(terminal, awaited)
        return shown
    finally:
        os.write(terminal, b"\x03exit\n\x04")
        os.close(terminal)
        os.waitpid(child, 0)


def read_until(terminal: int, awaited: str, seconds: float = 20) -> str:
    """Return what a terminal shows until some text appears or the time is over."""
    shown, end = "", time.monotonic() + seconds
    while awaited not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 4096).decode(errors="replace")
    return shown


def needs(shell: str) -> None:
    """Skip a test where its shell is not installed."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")


INTERACTIVE = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source ./netcli.bash"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -D -u; source ./netcli.zsh"),
    "fish": (["fish", "--no-config", "-i"], "source ./netcli.fish"),
}


COMPLETED = {
    "netcli therapies --site rectu": "rectum", "netcli show nct0337532": "nct03375320",
    "netcli syndr": "syndromes", "netcli trials --status rec": "recruiting",
}  # fmt: skip


@pytest.mark.parametrize("shell", INTERACTIVE)
def test_the_tab_key_completes_in_a_real_shell(home: Path, shell: str) -> None:
    """Typed on a terminal, line after line, with the script that netcli prints for that shell."""
    needs(shell)
    typed = [(f"\x15{line}\t", completed) for line, completed in COMPLETED.items()]
    shown = typed_into(*INTERACTIVE[shell], home, typed)
    assert [word for word in COMPLETED.values() if word not in shown] == []


def test_fish_lists_the_candidates(home: Path) -> None:
    """The shell tells by itself what it would offer."""
    needs("fish")
    asked = 'source ./netcli.fish; complete -C "netcli therapies --region "'
    line = ["fish", "--no-config", "-c", asked]
    run = subprocess.run(line, cwd=home, env=settings(home), capture_output=True, check=True)
    assert {"us", "eu", "uk", "jp", "cn"} <= set(run.stdout.decode().split())


def test_bash_lists_the_candidates(home: Path) -> None:
    """The function that the script defines fills COMPREPLY."""
    asked = "source ./netcli.bash; COMP_WORDS=(netcli trials --phase ''); COMP_CWORD=3; _netcli_completion netcli; "
    line = ["bash", "--norc", "--noprofile", "-c", asked + 'printf "%s\\n" "${COMPREPLY[@]}"']
    run = subprocess.run(line, cwd=home, env=settings(home), capture_output=True, check=True)
    assert {"1", "1/2", "3", "early-1"} <= set(run.stdout.decode().split())


@pytest.fixture
def ward(home: Path, knowledge: Knowledge) -> Path:
    """A home with a ward's overlay, and files that a pattern among its names would match."""
    overlay(home / "ward", knowledge)
    for name in ("aan-file-b", "aao-b", "aap-xyz", "aapx"):
        (home / name).touch()
    return home


def files(home: Path) -> set[str]:
    """Return what lies in a home, but for what the shells keep for themselves."""
    return {path.name for path in home.iterdir() if not path.name.startswith(".")} - {"fish"}


@pytest.mark.parametrize("shell", INTERACTIVE)
def test_no_name_runs_anything_in_a_real_shell(ward: Path, shell: str) -> None:
    """On the tab key nothing runs, whether one name is completed or all are listed; nor on Enter after it."""
    needs(shell)
    before = files(ward)
    one = [("netcli show aawa\t", "aaward-id-pwned.txt"), ("--json\n", '"ward-x"')]
    every = [("netcli cite aa\t\t\t", "aau-v"), ("\x15echo do''ne\n", "done")]
    shown = typed_into(*INTERACTIVE[shell], ward, [*one, *every])
    assert '"ward-x"' in shown
    assert "done" in shown
    assert files(ward) == before


# What is offered is netcli's own work, the same for each shell; what becomes of it there is the shell's.
ASKED = {
    "bash": ("show", "cite", "trials --drug", "therapies --site", "glossary", "syndromes", "imaging"),
    "zsh": ("show", "therapies --site"),
    "fish": ("cite", "trials --drug"),
}
LISTED = {
    "bash": r"""
        source ./netcli.bash
        for line in LINES; do
            COMP_WORDS=(netcli $line aa); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _netcli_completion netcli; printf '%s\n' "${COMPREPLY[@]}"
        done""",
    "zsh": r"""
        compdef() { }
        _arguments() { eval ws\=\( "${1[7,-3]}" \); print -rl -- $ws }  # as the real one does
        source ./netcli.zsh
        for line in LINES; do
            words=(netcli ${=line} aa); CURRENT=$#words
            _netcli_completion
        done""",
    "fish": r"""
        source ./netcli.fish
        for line in LINES
            complete -C "netcli $line aa"
        end""",
}


@pytest.mark.parametrize("shell", LISTED)
def test_every_name_arrives_whole_in_a_real_shell(ward: Path, shell: str) -> None:
    """Each command is offered the ward's names as they are spelled for shells, neither split nor expanded."""
    needs(shell)
    before = files(ward)
    script = LISTED[shell].replace("LINES", " ".join(f"'{line}'" for line in ASKED[shell]))
    run = subprocess.run([shell, "-c", script], cwd=ward, env=settings(ward), capture_output=True, check=True)
    listed = run.stdout.decode().splitlines()
    assert set(listed) == set(SPELLED.values())
    assert listed.count("aau-v") == len(ASKED[shell])
    assert files(ward) == before


def test_the_line_to_add_turns_completion_on(home: Path) -> None:
    """In each shell that is installed, as it is printed."""
    for shell, (command, start) in INTERACTIVE.items():
        if shutil.which(shell):
            own = start.replace(f"source ./netcli.{shell}", START_LINES[shell][1])
            assert "rectum" in typed_into(command, own, home, [("netcli therapies --site rectu\t", "rectum")])
