"""Netcli as a program of its own in a hostile place: it answers, or says why not in a sentence, and never breaks."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pytest

from tests.conftest import NETCLI, environment, program, usual

LINE = ("therapies", "--site", "pancreas")
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
needs_shell = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")


def start(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    """Start netcli with its own environment and streams."""
    options.setdefault("env", environment())
    return subprocess.Popen([*NETCLI, *arguments], **options)  # type: ignore[call-overload,no-any-return]


def shell(redirect: str, arguments: Sequence[str], **changed: str | None) -> "subprocess.CompletedProcess[bytes]":
    """Run netcli under a shell that redirects its streams."""
    command = f'exec "$0" -P -m netcli "$@" {redirect}'
    words = ["sh", "-c", command, sys.executable, *arguments]
    return subprocess.run(words, capture_output=True, env=environment(**changed), timeout=60, check=False)


# The reader goes away


@pytest.mark.parametrize("unbuffered", [None, "1"])
@pytest.mark.parametrize("line", [LINE, ("knowledge", "export"), (*LINE, "--json"), ("--help",)], ids=" ".join)
def test_a_closed_pipe_ends_quietly(line: tuple[str, ...], unbuffered: str | None) -> None:
    """As under `| head -1`: nothing on standard error but notes."""
    with start(
        *line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(PYTHONUNBUFFERED=unbuffered)
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.read(1)
        run.stdout.close()
        told = run.stderr.read()
    assert run.returncode in (0, 1)
    assert set(told.splitlines()) <= {b"Reference information, not medical advice."}


def test_a_reader_that_never_was_ends_quietly() -> None:
    """The pipe is closed before the first byte."""
    out, into = os.pipe()
    os.close(out)
    with start("knowledge", "export", stdout=into, stderr=subprocess.PIPE) as run:
        os.close(into)
        told = run.stderr.read() if run.stderr else b""
    assert run.returncode == 1
    assert told == b""


def test_a_closed_pipe_ends_a_batch_quietly() -> None:
    """In the middle of a table."""
    table = b"ki67\n" + b"3\n" * 200_000
    with start("grade", "--batch", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        try:
            run.stdin.write(table)
            run.stdin.close()
        except BrokenPipeError:
            pass
        told = run.stderr.read()
    assert run.returncode == 1
    assert told == b""


# Somebody presses Ctrl-C


def interrupted_batch(folder: Path, *more: str) -> "subprocess.Popen[bytes]":
    """Start a batch on a pipe that never ends, and interrupt it once it is at work."""
    reading, writing = os.pipe()
    (folder / "graded.csv").write_text("from before\n")
    run = start("grade", "--batch", "-", *more, stdin=reading, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    os.close(reading)
    rows = b"ki67\n" + b"3\n" * 200_000
    sent = 0
    while sent < len(rows):  # more than a pipe holds: when all is sent, the program reads
        sent += os.write(writing, rows[sent:])
    run.send_signal(signal.SIGINT)
    run.wait(60)
    os.close(writing)
    return run


def test_ctrl_c_ends_a_batch_with_130(tmp_path: Path) -> None:
    """One word on standard error."""
    run = interrupted_batch(tmp_path)
    assert run.communicate(timeout=60) == (None, b"netcli: interrupted\n")
    assert run.returncode == 130


def test_ctrl_c_leaves_no_half_written_file(tmp_path: Path) -> None:
    """What was there before is there still, and nothing else."""
    run = interrupted_batch(tmp_path, "--output", str(tmp_path / "graded.csv"))
    assert run.communicate(timeout=60) == (None, b"netcli: interrupted\n")
    assert run.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["graded.csv"]
    assert (tmp_path / "graded.csv").read_text() == "from before\n"


# There is no room


@needs_full
@pytest.mark.parametrize("unbuffered", [None, "1"])
@pytest.mark.parametrize(
    "line", [LINE, (*LINE, "--json"), ("--version",), ("--help",), ("grade", "--help"), ()], ids=" ".join
)
def test_a_full_disk_is_told(line: tuple[str, ...], unbuffered: str | None) -> None:
    """Exit 1 and one sentence."""
    with FULL.open("wb") as full:
        run = start(*line, stdout=full, stderr=subprocess.PIPE, env=environment(PYTHONUNBUFFERED=unbuffered))
        _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert b"netcli: cannot write the answer: No space left on device\n" in told
    assert told.count(b"cannot write") == 1
    assert b"Traceback" not in told


@needs_full
def test_an_error_that_cannot_be_written_keeps_its_status() -> None:
    """Under --json the error object goes to the full disk; the sentence still comes."""
    with FULL.open("wb") as full:
        run = start("therapies", "--site", "xyzzy", "--json", stdout=full, stderr=subprocess.PIPE)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert b"Traceback" not in told
    assert told.startswith(b"netcli: ")


@needs_full
def test_a_full_disk_under_a_batch_is_told() -> None:
    """On standard output and in --output."""
    table = b"ki67\n" + b"3\n" * 20_000
    to_file = program("grade", "--batch", "-", "--output", "/dev/full", stdin=table)
    assert (to_file.returncode, to_file.stderr) == (1, b"netcli: cannot write /dev/full: No space left on device\n")
    with FULL.open("wb") as full:
        run = start("grade", "--batch", "-", stdin=subprocess.PIPE, stdout=full, stderr=subprocess.PIPE)
        _, told = run.communicate(table, timeout=60)
    assert (run.returncode, told) == (1, b"netcli: cannot write the answer: No space left on device\n")


@needs_full
def test_a_full_standard_error_does_not_cost_the_answer() -> None:
    """Notes are lost, the answer is not."""
    with FULL.open("wb") as full:
        run = start(*LINE, stdout=subprocess.PIPE, stderr=full)
        answer, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    assert answer == usual(*LINE)


def test_a_folder_that_is_not_there_for_the_output_is_told(tmp_path: Path) -> None:
    """With the name of the file."""
    run = program("grade", "--batch", "-", "--output", str(tmp_path / "no" / "x.csv"), stdin=b"ki67\n3\n")
    assert run.returncode == 1
    assert run.stderr.startswith(b"netcli: cannot write ")
    assert b"Traceback" not in run.stderr


# Streams that were closed before the start


@needs_shell
@pytest.mark.parametrize(
    "line", [LINE, (*LINE, "--json"), ("--version",), ("--help",), ("show", "xyzzy")], ids=" ".join
)
def test_a_closed_standard_output_is_told(line: tuple[str, ...]) -> None:
    """Never a silent 0: whoever closed it gets no answer."""
    run = shell(">&-", line)
    assert run.returncode in (1, 2)
    assert run.stderr.startswith(b"netcli: ")
    assert b"Traceback" not in run.stderr


@needs_shell
def test_a_closed_standard_output_does_not_hinder_a_file(tmp_path: Path) -> None:
    """A batch that writes a file needs no standard output."""
    table = tmp_path / "cases.csv"
    table.write_text("ki67\n12\n")
    run = shell(">&-", ["grade", "--batch", str(table), "--output", str(tmp_path / "graded.csv")])
    assert run.returncode == 0, run.stderr
    assert "G2" in (tmp_path / "graded.csv").read_text()


@needs_shell
@pytest.mark.parametrize("redirect", ["<&-", "2>&-", "<&- 2>&-"])
def test_a_closed_input_or_standard_error_does_not_cost_the_answer(redirect: str) -> None:
    """They are not needed for it."""
    run = shell(redirect, LINE)
    assert run.returncode == 0
    assert run.stdout == usual(*LINE)


@needs_shell
def test_a_batch_from_a_closed_input_is_told() -> None:
    """There is no table."""
    run = shell("<&-", ["grade", "--batch", "-"])
    assert run.returncode == 2
    assert run.stderr.startswith(b"netcli: the input is empty\n")


@needs_shell
def test_everything_closed_is_a_failure_and_no_hang() -> None:
    """Nothing can be said; the status says it."""
    assert shell("<&- >&- 2>&-", LINE).returncode == 1


# Homes and environments


HOMES = [
    ({"HOME": None}, LINE),
    ({"HOME": ""}, ("grade", "--ki67", "12")),
    ({"HOME": "/nonexistent"}, ("search", "net")),
]


@pytest.mark.parametrize(("changed", "line"), HOMES, ids=str)
def test_no_home_is_needed(changed: dict[str, str | None], line: tuple[str, ...]) -> None:
    """Missing, empty or not there: the answer is the same."""
    run = start(*line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**changed))
    answer, told = run.communicate(timeout=60)
    assert run.returncode == 0, told
    assert answer == usual(*line)


def test_a_home_is_left_as_it_is(tmp_path: Path) -> None:
    """Read-only or not, nothing is written there."""
    home = tmp_path / "home"
    for mode in (0o500, 0o700):
        home.mkdir(mode=mode)
        assert program(*LINE, HOME=str(home)).stdout == usual(*LINE)
        home.rmdir()  # as empty as it was


def test_a_folder_that_is_gone_is_no_hindrance(tmp_path: Path) -> None:
    """The current folder was removed under the program."""
    place = tmp_path / "gone"
    place.mkdir()
    words = f'cd "{place}" && rmdir "{place}" && exec "$0" -P -m netcli grade --ki67 12'
    run = subprocess.run(
        ["sh", "-c", words, sys.executable], capture_output=True, env=environment(), timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert b"G2" in run.stdout


ENCODINGS = [
    {"LC_ALL": "C", "PYTHONUTF8": None},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": None},
    {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
]


SAID = [LINE, ("grade", "--ki67", "12"), ("faq",)]
# Every line and both formats, in turn: that each line can be shown so in each format is proved in one process.
IN_TURN = [*zip(ENCODINGS, cycle(SAID), cycle(["table", "plain"]))]


@pytest.mark.parametrize(("changed", "line", "form"), IN_TURN, ids=str)
def test_a_terminal_of_ascii_gets_ascii(changed: dict[str, str | None], line: tuple[str, ...], form: str) -> None:
    """Every character has a form that it can show; no letter becomes a question mark."""
    run = start(*line, "-f", form, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**changed))
    answer, told = run.communicate(timeout=60)
    assert run.returncode == 0, told
    assert answer.isascii()
    assert told.isascii()
    assert b"\\u" not in answer
    assert b"??" not in answer


@pytest.mark.parametrize("line", SAID, ids=" ".join)
def test_a_terminal_of_cp1252_gets_what_it_can_show(netcli, line: tuple[str, ...]) -> None:
    """Letters with accents as they are, the rest in ASCII."""
    run = netcli(*line, "-f", "table", encoding="cp1252")
    assert run.code == 0, run.err
    assert not set(run.out) & set("━─│├┤●█≥≤")
    assert "\\u" not in run.out


@pytest.mark.parametrize("changed", [*ENCODINGS, {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": None}], ids=str)
def test_machine_formats_are_utf8_everywhere(changed: dict[str, str | None]) -> None:
    """A script gets the same bytes whatever the terminal."""
    expected = usual(*LINE, "--json")
    run = start(*LINE, "--json", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(**changed))
    assert run.communicate(timeout=60)[0] == expected
    assert not expected.isascii()


@pytest.mark.parametrize("columns", ["0", "-5", "abc", "", "1e3", "9" * 5000])
def test_a_width_that_is_none_counts_as_not_given(answered, columns: str) -> None:
    """The default applies."""
    run = answered(*LINE, "-f", "table", COLUMNS=columns)
    assert run.code == 0
    assert run.out == answered(*LINE, "-f", "table", COLUMNS="").out


def test_a_huge_width_is_bounded(netcli) -> None:
    """No line grows with it."""
    run = netcli(*LINE, "-f", "table", COLUMNS="99999999999")
    assert run.code == 0
    assert max(map(len, run.out.splitlines())) <= 160


@pytest.mark.parametrize("columns", ["1", "2", "3", "7", "12"])
@pytest.mark.parametrize("line", [LINE, ("grade", "--ki67", "12"), ("compare", "everolimus", "sunitinib"), ("--help",)],
                         ids=" ".join)  # fmt: skip
def test_a_terminal_of_few_columns_loses_no_letter(netcli, line: tuple[str, ...], columns: str) -> None:
    """Text breaks within words before anything is dropped or cut."""
    form = () if line == ("--help",) else ("-f", "table")
    run = netcli(*line, *form, COLUMNS=columns)
    assert run.code == 0, run.err
    assert "…" not in run.out
    if line == LINE:
        assert "Everolimus" in re.sub(r"\s", "", run.out)
        assert max(map(len, run.out.splitlines())) <= int(columns)


def test_the_columns_of_a_program_are_those_of_its_environment() -> None:
    """A narrow table is a longer one."""
    narrow = program(*LINE, "-f", "table", COLUMNS="12").stdout.decode().splitlines()
    assert max(map(len, narrow)) <= 12


# A real terminal


def on_a_terminal(*arguments: str, **changed: str | None) -> str:
    """Return what netcli shows on a pseudo-terminal."""
    import pty

    ours, theirs = pty.openpty()
    run = start(*arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**changed))
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert run.wait(60) == 0
    return shown.decode()


LIVELY: dict[str, str | None] = {"TERM": "xterm-256color", "NO_COLOR": None, "COLUMNS": "100"}
LINK = re.compile(r"\x1b\]8;[^;\x1b]*;(https?://[^\x1b]+)\x1b\\(.*?)\x1b\]8;;\x1b\\", re.DOTALL)


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
def test_a_terminal_gets_a_table_in_colour_with_links() -> None:
    """Each link opens what its text names: by an identifier, or by the address itself."""
    shown = on_a_terminal(*LINE, **LIVELY)
    assert re.search(r"\x1b\[[0-9;]*3\dm", shown)
    assert re.search("[━─]", shown)
    named: dict[str, str] = {}
    for address, text in LINK.findall(shown):
        named[address] = named.get(address, "") + re.sub(r"\x1b\[[0-9;]*m|\s", "", text)
    assert named
    identified = {address: text for address, text in named.items() if re.search(r"pubmed|doi\.org|NCT", address)}
    assert identified
    assert [text for address, text in identified.items() if address.rstrip("/").rpartition("/")[2] not in text] == []


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize("changed", [{"TERM": "dumb"}, {"TERM": "dumb", "FORCE_COLOR": None, "NO_COLOR": "1"}], ids=str)
def test_a_dumb_terminal_gets_no_escape_sequence(changed: dict[str, str | None]) -> None:
    """Neither colour nor links."""
    shown = on_a_terminal(*LINE, **{**LIVELY, **changed})
    assert "Everolimus" in shown
    assert "\x1b" not in shown


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
def test_a_terminal_without_a_size_is_one_of_80_columns() -> None:
    """As a terminal in a container may be."""
    shown = on_a_terminal(*LINE, TERM="xterm", COLUMNS=None)
    assert 60 < max(map(len, shown.splitlines())) <= 80
