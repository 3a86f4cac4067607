"""`netcli grade --batch`: formats, files, signals, statuses; as a program where a shell or a signal is part of it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from netcli.batch import replacing as output
from netcli.batch.replacing import replacing
from netcli.errors import NetcliError
from tests.conftest import NETCLI, Run, environment, run_here

SHELL = Path("/bin/bash")
needs_shell = pytest.mark.skipif(not SHELL.exists(), reason="needs bash")
needs_descriptors = pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs /dev/fd")
needs_unnamed = pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="needs files without a name")
BAD = "site,ki67\npancreas,x\n\nnowhere,5\npancreas,12\npancreas,x\n"


def batch(*arguments: str, stdin: str = "ki67,note\n12,a\n") -> Run:
    """Grade a table in this process."""
    return run_here("grade", "--batch", "-", *arguments, stdin=stdin.encode())


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run netcli, written `N`, in a shell's line."""
    return subprocess.run(
        [str(SHELL), "-c", line.replace("N ", f"'{sys.executable}' -P -m netcli ")],
        input=b"ki67\n12\n", capture_output=True, timeout=60, check=False, cwd=folder, env=environment(),
    )  # fmt: skip


# The format asked for is the format given


@pytest.mark.parametrize(
    ("form", "table"), [("tsv", "ki67,a\n12,b\n"), ("tsv", "ki67;a\n12;b\n"), ("csv", "ki67\ta\n")]
)
def test_a_table_of_another_form_is_refused(form: str, table: str, tmp_path: Path) -> None:
    """Before anything is written."""
    run = batch("--format", form, "--output", str(tmp_path / "out"), stdin=table)
    assert (run.code, run.out) == (2, "")
    assert "--batch writes the table that it reads" in run.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "table"), [("csv", "ki67;a\n12;b\n"), ("tsv", "ki67\ta\n12\tb\n"), ("tsv", "ki67\n12\n")]
)
def test_a_table_of_the_form_asked_for_is_graded(form: str, table: str) -> None:
    """A table of one column is of both forms, and becomes the one asked for."""
    run = batch("--format", form, stdin=table)
    assert run.code == 0
    assert ("\tnet\tG2\t" in run.out) == (form == "tsv")


@pytest.mark.parametrize("option", [["--json"], ["--format", "html"], ["--plain-language"], ["--encoding", "utf-7"]])
def test_what_does_not_go_with_a_table_is_refused(option: list[str]) -> None:
    """With the status of bad usage."""
    assert batch(*option).code == 2


@pytest.mark.parametrize("option", [["--encoding", "latin-1"], ["--output", "x.csv"], ["--strict"]])
def test_what_goes_with_a_table_alone_is_refused_without_one(option: list[str]) -> None:
    """Nothing that was asked for is silently left undone."""
    run = run_here("grade", "--ki67", "12", *option)
    assert (run.code, run.out) == (2, "")


# Rows that fail


def test_the_commonest_errors_are_told_with_their_first_lines() -> None:
    """Lines are those of the input, blank ones counted."""
    run = batch(stdin=BAD)
    assert run.code == 0
    assert run.err.splitlines() == [
        "columns: site from 'site', ki67 from 'ki67'",
        "4 rows: 0 definite, 1 provisional, 0 undetermined, 3 failed",
        "  1 NET G2 (at least)",
        "2 rows, first in line 2: ki67: 'x' is not a number",
        "1 row, first in line 4: site: unknown site 'nowhere'",
    ]


def test_a_row_that_runs_across_lines_is_told_by_its_first() -> None:
    """Lines inside a quoted cell count, in the header too."""
    run = batch(stdin='\n"ki67","a\nb"\n1,"c\nd\r\ne"\n\nx,"f\ng"\n')
    assert "1 row, first in line 8: ki67: 'x' is not a number" in run.err


def test_no_row_that_can_be_graded_is_a_failure(tmp_path: Path) -> None:
    """The output is written all the same: its error column is what the input is mended by."""
    target = tmp_path / "out.csv"
    run = batch("--output", str(target), stdin="ki67\nx\n")
    assert run.code == 1
    assert run.err.startswith("netcli: not one row could be graded\ncolumns: ki67 from 'ki67'\n1 row: 0 definite")
    assert "'x' is not a number" in target.read_text()


def test_a_table_without_rows_is_no_failure() -> None:
    """Nothing was asked, nothing failed."""
    assert batch(stdin="ki67\n").code == 0


def test_a_strict_run_with_failed_rows_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    """An existing file is replaced only when the run succeeds."""
    target = tmp_path / "out.csv"
    for before in (None, "before"):
        if before:
            target.write_text(before)
        run = batch("--strict", "--output", str(target), stdin=BAD)
        assert run.code == 1
        assert "3 rows of 4 could not be graded; with --strict the output is not written" in run.err
        assert [path.read_text() for path in tmp_path.iterdir()] == ([before] if before else [])
    assert batch("--strict", "--output", str(target)).code == 0
    assert target.read_text().endswith("site-assumed,\n")


# Where the output goes


@needs_shell
@needs_descriptors
@pytest.mark.parametrize(
    "line",
    ["N grade --batch - --output - | cat", "N grade --batch - --output /dev/stdout | cat",
     "N grade --batch - --output /dev/fd/1 | cat", "N grade --batch - --output /dev/fd/5 5>&1 | cat",
     "N grade --batch - --output >(cat >there); wait $!; while ! [ -s there ]; do :; done; cat there",
     "echo before >there; N grade --batch - --output /dev/stdout >>there; tail -n +2 there",
     "mkfifo pipe; cat pipe & N grade --batch - --output pipe; wait"],
)  # fmt: skip
def test_output_goes_where_a_shell_leads_it(line: str, tmp_path: Path) -> None:
    """Standard output, a descriptor, a process, a pipe with a name: written directly, with no file beside it."""
    run = shell(line, tmp_path)
    assert run.stdout.decode().splitlines()[1:] == ["12,net,G2,NET G2 (at least),provisional,site-assumed,"], run.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"there", "pipe"}


# Runs that end early


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", pytest.param("SIGKILL", marks=needs_unnamed)])
def test_a_run_that_is_ended_leaves_nothing_beside_its_output(name: str, tmp_path: Path) -> None:
    """What was there before is there still."""
    target = tmp_path / "out.csv"
    target.write_text("before")
    line = [*NETCLI, "grade", "--batch", "-", "--output", str(target)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as run:
        assert run.stdin is not None
        run.stdin.write(b"ki67\n" + b"3\n" * 200_000)  # more than a pipe holds: when all is sent, the program reads
        run.stdin.flush()
        run.send_signal(getattr(signal, name))
        run.wait(60)
        assert run.stderr is not None
        assert run.stderr.read() == (b"" if name == "SIGKILL" else b"netcli: interrupted\n")
    assert run.returncode == (-signal.SIGKILL if name == "SIGKILL" else 130)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_text() == "before"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError])
@pytest.mark.parametrize("unnamed", [True, False])
def test_an_error_leaves_nothing_beside_the_output(
    error: type[BaseException], unnamed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system has files without a name, and where it has not."""
    if not unnamed:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    target = tmp_path / "out.csv"

    def fail() -> None:
        with replacing(target) as stream:
            stream.write(b"half")
            raise error

    with pytest.raises(NetcliError if error is OSError else error):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("without", ["O_TMPFILE", "link"])
def test_a_system_without_unnamed_files_or_links_writes_too(
    without: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a file with a name, or by a copy."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    if without == "link":
        monkeypatch.setattr(output.os, "link", refuse)
    else:
        monkeypatch.delattr(os, without, raising=False)
    target = tmp_path / "out.csv"
    for content in (b"first", b"second"):
        with replacing(target) as stream:
            stream.write(content)
        assert [path.read_bytes() for path in tmp_path.iterdir()] == [content]
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_what_is_remembered_of_unknown_cells_is_bounded() -> None:
    """Long ones, each another, in several columns: 80 MB of them in less than 100."""
    code = (
        "import sys, netcli.__main__ as netcli\n"
        "netcli.run(['grade', '--batch', '-'])\n"
        "sys.stderr.write(open('/proc/self/status').read())\n"
    )
    cell = "junk " * 800
    table = "site,ki67,mitoses,note\n" + "".join(f"{n} {cell},{n} {cell},{n} {cell},x\n" for n in range(7000))
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=table.encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    peak = re.search(rb"VmHWM:\s+(\d+) kB", run.stderr)
    assert peak
    assert int(peak[1]) < 100_000
