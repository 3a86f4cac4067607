"""Completion in the shells themselves: what may follow is offered, values as well as options."""

import os
import pty
import select
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from netcli.app import COMMANDS
from tests.conftest import program

OFFERED = [
    ("therapies --site pancr", "pancreas"), ("therapies --site unk", "unknown-primary"),
    ("grade --site jej", "jejunum"),
    ("trials --drug luta", "lutathera"), ("trials --drug LUTA", "LUTAthera"), ("trials --phase ", "1/2"),
    ("trials --phase 1", "1/2"), ("trials --region j", "jp"), ("therapies --region u", "uk"),
    ("trials --status rec", "recruiting"), ("therapies --status off", "off-label"), ("therapies --grade G", "G2"),
    ("therapies --class som", "somatostatin-analogue"), ("trials --country ger", "germany"),
    ("overview --format mark", "markdown"), ("overview -f js", "jsonl"), ("cite NETTER-1 --style bib", "bibtex"),
    ("show netter", "netter-1"), ("show NCT0337532", "NCT03375320"), ("compare everolimus sun", "sunitinib"),
    ("cite lutath", "lutathera"), ("syndromes insu", "insulinoma"), ("syndromes ", "carcinoid-syndrome"),
    ("glossary pr", "prrt"), ("imaging ga-68-dotat", "ga-68-dotatate"), ("grade --edition who-20", "who-2019"),
    ("biomarkers --kind gen", "genomic"), ("knowledge sc", "schema"), ("the", "therapies"),
    ("therapies --si", "--site"),
]  # fmt: skip


def offers(line: str, **environment: str) -> list[str]:
    """Return what netcli prints for bash; what stands on standard error goes before."""
    words = f"netcli {line}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1), "_NETCLI_COMPLETE": "complete_bash"}
    run = program(**asked, **environment)
    return (run.stderr + run.stdout).decode().splitlines()


@pytest.mark.parametrize(("line", "value"), OFFERED, ids=[line for line, _ in OFFERED])
def test_values_are_offered(line: str, value: str) -> None:
    """Values of options and arguments, and the options and commands, each beginning with what was typed."""
    found = offers(line)
    assert value in found
    assert all(one.startswith(line.rpartition(" ")[2]) for one in found)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_offers_its_options(command: str) -> None:
    """Each is imported for its own completion."""
    assert "--help" in offers(f"{command} --")


def test_all_commands_are_offered() -> None:
    """Where nothing is typed yet."""
    assert set(COMMANDS) == set(offers(""))


def test_every_name_offered_is_known(netcli) -> None:
    """`show` opens whatever the shell was offered for it."""
    found = offers("show lu")
    assert len(found) > 5
    assert [name for name in found if netcli("show", name).code] == []


@pytest.mark.parametrize(
    "environment",
    [{"COMP_CWORD": "x"}, {"NETCLI_DATA": "/nonexistent"}, {"_NETCLI_COMPLETE": "complete_tcsh"},
     {"_NETCLI_COMPLETE": "nonsense"}],
    ids=str,
)  # fmt: skip
def test_what_goes_wrong_goes_wrong_in_silence(environment: dict[str, str]) -> None:
    """No message in the middle of somebody's command line."""
    asked = {"COMP_WORDS": "netcli show net", "COMP_CWORD": "2", "_NETCLI_COMPLETE": "complete_bash"}
    run = program(**{**asked, **environment})
    assert run.stderr == b""
    assert b"Traceback" not in run.stdout


def test_an_overlay_is_offered_too(tmp_path: Path) -> None:
    """A hospital's own records complete like the bundled ones; a broken overlay leaves those."""
    (tmp_path / "own.yaml").write_text("sites:\n  - id: spleen\n    name: Spleen\n    parent: net\n")
    assert "spleen" in offers("therapies --site sple", NETCLI_DATA=str(tmp_path))
    (tmp_path / "own.yaml").write_text("sites: [")
    assert "pancreas" in offers("therapies --site pancr", NETCLI_DATA=str(tmp_path))


def test_an_unknown_shell_is_refused(netcli) -> None:
    """With the shells that are known."""
    run = netcli("--show-completion", "tcsh")
    assert run.code == 2
    assert "zsh" in run.err


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home without settings, with netcli on the path and the shells' scripts beside it."""
    command = tmp_path / "bin" / "netcli"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m netcli "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IEXEC)
    for shell in ("bash", "zsh", "fish"):
        (tmp_path / f"netcli.{shell}").write_bytes(program("--show-completion", shell).stdout)
    return tmp_path


def settings(home: Path) -> dict[str, str]:
    """Return the environment of a shell in that home."""
    here = str(Path(__file__).parents[2])
    places = dict.fromkeys(("HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home))
    path = f"{home}/bin:{os.environ['PATH']}"
    return {**places, "PATH": path, "TERM": "xterm", "PYTHONPATH": here, "LANG": "C.UTF-8"}


def typed_into(command: list[str], home: Path, start: str, line: str, awaited: str) -> str:
    """Start a shell on a terminal of its own, type a line and the tab key; return what the terminal showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(home)
        os.execvpe(command[0], command, settings(home))  # noqa: S606
    try:
        os.write(terminal, f"{start}; echo rea''dy\n".encode())
        shown = read_until(terminal, "ready")
        os.write(terminal, f"{line}\t".encode())
        return shown + read_until(terminal, awaited)
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


INTERACTIVE = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source ./netcli.bash"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -D -u; source ./netcli.zsh"),
    "fish": (["fish", "--no-config", "-i"], "source ./netcli.fish"),
}


@pytest.mark.parametrize("shell", INTERACTIVE)
@pytest.mark.parametrize(
    ("line", "completed"),
    [("netcli therapies --site rectu", "rectum"), ("netcli show nct0337532", "nct03375320"),
     ("netcli syndr", "syndromes"), ("netcli trials --status rec", "recruiting")],
)  # fmt: skip
def test_the_tab_key_completes_in_a_real_shell(home: Path, shell: str, line: str, completed: str) -> None:
    """Typed on a terminal, with the script that netcli prints for that shell."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    command, start = INTERACTIVE[shell]
    assert completed in typed_into(command, home, start, line, completed)


def test_fish_lists_the_candidates(home: Path) -> None:
    """The shell tells by itself what it would offer."""
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
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
