"""Random command lines through the real entry: always an answer or a sentence, and a status of the contract.

A few hundred by default; NETCLI_FUZZ=5000 sets how many.
"""

import json
import os
import re
import signal
from collections.abc import Iterator

import pytest
import typer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from netcli.app import COMMANDS, build
from netcli.knowledge.files import load
from tests.conftest import PACKAGE, Run, installed

EXAMPLES = int(os.environ.get("NETCLI_FUZZ", "200"))
LONGEST = 60  # seconds for one command line, in which nothing that works comes near: more is a hang
# They open a browser, ask the network, write where they are told, or ask for the traceback: not for a random line.
BARRED = {
    "--open",
    "--live",
    "--diff",
    "--refresh",
    "--output",
    "-o",
    "--to",
    "--install-completion",
    "--show-completion",
    "--debug",
}
NOWHERE = "http://127.0.0.1:9"  # whom `update` asks: a port where nobody listens
UNSAFE = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def _options() -> dict[str, list[tuple[str, bool]]]:
    """Return for each command its options, and whether each takes no value."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for name in COMMANDS:
        command = typer.main.get_command(build(name)).commands[name]  # type: ignore[attr-defined]
        for path, one in {name: command, **getattr(command, "commands", {})}.items():
            parameters = [one for one in one.params if one.opts[0].startswith("-")]
            flags = [(option, bool(one.is_flag)) for one in parameters for option in one.opts if option not in BARRED]
            found[name if path == name else f"{name} {path}"] = flags
    return found


OPTIONS = _options()
WORDS = (
    "pancreas pNET lung ileum midgut SI-NET unknown-primary thyroid paraganglioma xyzzy G1 2 III NEC "
    "approved refused us eu positive negative first later functioning yes no 3 1/2 early-1 9 recruiting "
    "completed France FR Atlantis Lutathera everolimus RAD001 177Lu-DOTATATE NETTER-1 NCT03375320 MEN1 "
    "carcinoid sources:nct01578239 glossary:prrt json jsonl csv tsv table plain markdown md html svg pdf "
    "auto always never text bibtex ris csl-json 12 12.5 12,5 12% <3 >20 3-20 NaN inf -1 101 0 1e9 500 15 "
    "18/10mm2 12/50hpf 0.55 well poor mixed small large none punctate extensive who-2022 who-1980 2025 "
    "2025-01 2025-02-30 48.85,2.35 Berlin 50km 30mi 10000 tissue genomic . - -- about check export stale "
    "schema"
).split()
HOSTILE = [
    "", " ", "\x00", "\x1b[31mx", "\u202egnul", "lu\u200bng", "[bold]x[/]", "x\nnetcli: fake", "\udcff", "A" * 3000,
    "🙂" * 9, "%s{0}", "../../etc/passwd", "$(id)", "é" * 50, "١٢", "½", "1" * 400,
]  # fmt: skip
values = st.one_of(st.sampled_from(WORDS), st.sampled_from(HOSTILE), st.text(max_size=12))


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """Return a command with options that are its own, or nearly, and values that suit them, or not."""
    command = draw(st.sampled_from([*OPTIONS, *OPTIONS, "", "xyzzy"]))
    words = command.split()
    known = OPTIONS.get(command) or [("--json", True), ("--format", False)]
    for option, is_flag in draw(st.lists(st.sampled_from(known), max_size=4)):
        value = draw(values)
        words += [option] if is_flag else [f"{option}={value}"] if draw(st.booleans()) else [option, value]
    stray = draw(st.lists(values.filter(lambda value: value not in BARRED), max_size=2))
    place = draw(st.integers(0, len(words))) if draw(st.integers(0, 9)) == 0 else len(words)
    return [*words[:place], *stray, *words[place:]]


@pytest.fixture(scope="module")
def as_installed() -> Iterator[None]:
    """Read the knowledge as a wheel does, ready made, in the folder of an overlay: "." names a sound one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(PACKAGE.parent / "examples" / "hospital")
        patch.setattr(load, "DATA", installed() / "netcli" / "data")
        yield


@pytest.fixture
def unhung() -> Iterator[None]:
    """Break off what hangs, with an error that the test sees."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError("hung")

    before = signal.signal(signal.SIGALRM, stop)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def attempt(netcli, arguments: list[str], table: bytes = b"") -> Run:
    """Run a line with a table on standard input, under the watch of an alarm."""
    hasattr(signal, "alarm") and signal.alarm(LONGEST)
    return netcli(*arguments, stdin=table, NETCLI_CTGOV_URL=NOWHERE)


def judge(arguments: list[str], run: Run) -> None:
    """Hold a run against the contract."""
    told = (arguments, run.code, run.err[:500])
    may = (0, 1, 2, 3, 4) if "--batch" in " ".join(arguments) else (0, 2, 3, 4)
    assert run.code in ((*may, 5) if arguments[:1] == ["update"] else may), told
    assert "Traceback" not in run.err, told
    assert not run.err.startswith("netcli: unexpected "), told
    assert not UNSAFE.search(run.out.replace("\x1b", "")), told
    assert not UNSAFE.search(run.err), told
    assert "\nnetcli: fake" not in run.out + run.err, told
    if run.code == 0:
        assert run.out.strip(), told
        return
    if run.code != 1:
        assert "netcli: " in run.err, told
    if run.out and "--batch" not in " ".join(arguments):
        assert json.loads(run.out)["error"]["code"] == run.code, told


FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FUZZ
@given(command_lines())
@example(["grade", "--ki67", "12", "--json"])
@example(["--", "grade"])
@example(["-"])
@example(["therapies", "--site", "\udcff", "--json"])
@example(["knowledge", "check", "\udcff"])
@example(["trials", "--condition", "x\nnetcli: fake\u202e"])
def test_no_command_line_breaks_netcli(netcli, as_installed: None, unhung: None, arguments: list[str]) -> None:
    """No traceback, no hang, no silence, nothing raw; a status of the contract."""
    judge(arguments, attempt(netcli, arguments))


COLUMNS = ["site", "ki67", "mitoses", "positive", "counted", "differentiation", "Ki-67 (%)", "note", ""]
rows = st.lists(st.lists(values, max_size=5).map(",".join), max_size=5)
tables = st.one_of(
    st.binary(max_size=80),
    st.builds(lambda header, body: "\n".join([",".join(header), *body]).encode("utf-8", "replace"),
              st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=5), rows),
)  # fmt: skip


@settings(FUZZ, max_examples=max(EXAMPLES // 10, 50))
@given(tables)
def test_no_table_breaks_a_batch(netcli, as_installed: None, unhung: None, table: bytes) -> None:
    """Every row comes back, or a sentence says why none does."""
    run = attempt(netcli, ["grade", "--batch", "-"], table)
    assert run.code in (0, 1, 2), (table, run.err)
    assert "Traceback" not in run.err
    assert not run.err.startswith("netcli: unexpected "), (table, run.err)
    assert run.out or run.err.startswith("netcli: ")
