"""How completion gets into a shell: its script is printed, and nothing is installed."""

import pytest

from netcli.argv import SHELLS
from netcli.shell import START_LINES
from tests.conftest import program, usual


@pytest.mark.parametrize("shell", SHELLS.words)
def test_both_spellings_print_the_script(shell: str) -> None:
    """`--show-completion zsh` and `--show-completion=zsh`, before or after an option, are one."""
    apart, joined, later = (
        usual(*words) for words in (("--show-completion", shell), (f"--show-completion={shell}",),
                                             ("--debug", "--show-completion", shell))
    )  # fmt: skip
    assert b"_NETCLI_COMPLETE" in apart
    assert apart == joined == later


def test_without_a_name_the_script_is_that_of_the_own_shell() -> None:
    """As the environment names it."""
    assert program("--show-completion", SHELL="/usr/bin/zsh").stdout == usual("--show-completion", "zsh")


@pytest.mark.parametrize("shell", SHELLS.words)
def test_an_installation_is_left_to_the_user(shell: str, netcli) -> None:
    """Netcli changes no start file: it refuses with the line to add and its place, however it is asked."""
    for words in (["--install-completion", shell], [f"--install-completion={shell}"], ["--install-completion"]):
        run = netcli(*words, SHELL=f"/bin/{shell}")
        assert (run.code, run.out) == (2, "")
        assert all(part in run.err for part in START_LINES[shell])


@pytest.mark.parametrize("option", ["--show-completion", "--install-completion"])
@pytest.mark.parametrize("words", [["tcsh"], [""], ["zsh", "bash"], ["$(id)"]])
def test_an_unknown_shell_is_refused(option: str, words: list[str], netcli) -> None:
    """With the shells that are known, whether one is named or the environment tells."""
    runs = [netcli(option, *words), netcli(f"{option}={words[0]}", *words[1:])]
    runs += [netcli(option, SHELL=words[0])] if len(words) == 1 else []
    assert all(run.code == 2 and run.out == "" and all(shell in run.err for shell in SHELLS.words) for run in runs)


def test_only_what_works_is_offered_and_told(netcli) -> None:
    """The help names the option that prints a script, and not the one that is refused."""
    told = netcli("--help").out
    assert "--show-completion" in told
    assert "--install-completion" not in told
    asked = {"COMP_WORDS": "netcli --", "COMP_CWORD": "1", "_NETCLI_COMPLETE": "complete_bash"}
    offered = program(**asked).stdout.decode().split()
    assert offered.count("--show-completion") == 1
    assert "--install-completion" not in offered
